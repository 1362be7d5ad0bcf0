"""What Outlook packs attachments into, written by hand: winmail.dat and .msg."""

from __future__ import annotations

import struct


def tnef(name: bytes, content: bytes, *, codepage: int = 0, subject: bytes = b"") -> bytes:
    """Build a winmail.dat of one attachment ([MS-OXTNEF] 2.1): rendering data, title, content; 0: no *codepage*."""
    told = [(1, 0x00069007, struct.pack("<LL", codepage, 0))] if codepage else []
    said = [(1, 0x00018004, subject + b"\0")] if subject else []
    file = [(2, 0x00069002, b"\x01" + b"\0" * 13), (2, 0x00018010, name + b"\0"), (2, 0x0006800F, content)]
    packed = (
        struct.pack("<BLL", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
        for level, number, data in (*told, *said, *file)
    )
    return struct.pack("<LH", 0x223E9F78, 1) + b"".join(packed)


def msg(name: str, content: bytes) -> bytes:
    """Build a .msg of one attachment as a compound file ([MS-CFB]): FAT, directory, then every stream by itself."""
    free, end, none = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF
    streams = [name.encode("utf-16-le").ljust(4096, b"\0"), content.ljust(4096, b"\0"), b"".ljust(4096, b"\0")]
    sizes = [-(-len(stream) // 512) for stream in streams]
    starts = [3, 3 + sizes[0], 3 + sizes[0] + sizes[1]]  # after one sector of FAT and two of directory
    fat = [0xFFFFFFFD, 2, end]
    for start, size in zip(starts, sizes, strict=True):
        fat += [*range(start + 1, start + size), end]

    def entry(title: str, kind: int, links: tuple[int, int, int], start: int = 0, size: int = 0) -> bytes:
        raw = (title + "\0").encode("utf-16-le")
        head = raw.ljust(64, b"\0") + struct.pack("<HBBLLL", len(raw), kind, 1, *links)
        return head.ljust(116, b"\0") + struct.pack("<LQ", start, size)

    directory = [
        entry("Root Entry", 5, (none, none, 1), end),
        entry("__attach_version1.0_#00000000", 1, (none, 4, 2)),
        entry("__substg1.0_3707001F", 2, (3, none, none), starts[0], len(streams[0])),
        entry("__substg1.0_37010102", 2, (none, none, none), starts[1], len(streams[1])),
        entry("__properties_version1.0", 2, (none, none, none), starts[2], len(streams[2])),
    ]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 6 + struct.pack("<9L", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<L", 0)
    sectors = [struct.pack(f"<{len(fat)}L", *fat).ljust(512, b"\xff"), b"".join(directory).ljust(1024, b"\0")]
    sectors += [stream.ljust(512 * size, b"\0") for stream, size in zip(streams, sizes, strict=True)]
    return header + struct.pack("<108L", *[free] * 108) + b"".join(sectors)
