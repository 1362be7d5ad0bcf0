"""What holds further files: zips, forwarded messages, Outlook's winmail.dat and .msg, signed files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

import olefile
from tnefparse.codepage import Codepage
from tnefparse.properties import MAPI_ATTACH_LONG_FILENAME
from tnefparse.tnef import TNEF, TNEFAttachment, TNEFObject

from intake.reading.charset import decode, rescue_zip_name
from intake.reading.cms import signed_content
from intake.reading.gate import Limits, Package, RefusedError, Stopped, pass_gate
from intake.reading.kinds import Kind, kind_of
from intake.reading.mail import parse
from intake.reading.parts import Part, clean_name
from intake.rules.finding import Code

CONTAINERS = frozenset({Kind.ZIP, Kind.MESSAGE, Kind.TNEF, Kind.MSG, Kind.SIGNED})

_UTF8_NAME = 0x800  # APPNOTE 4.4.4, bit 11
_MSG_ATTACHMENT = "__attach_version1.0_"
_MSG_DATA = "__substg1.0_37010102"  # PidTagAttachDataBinary
_MSG_NAMES = ("__substg1.0_3707001F", "__substg1.0_3704001F", "__substg1.0_3707001E")  # long name, name, in 8 bits
_TNEF_HEADER = 6  # bytes
_NOISE = ("__MACOSX/",)


def unpack(part: Part, limits: Limits) -> tuple[Part, ...]:
    """Return the files that a container holds, one layer deep; raises RefusedError where it cannot be opened."""
    try:
        return tuple(_opened(part, kind_of(part.content), limits))
    except RefusedError:
        raise
    except Exception as failure:
        raise RefusedError(Code.FORM_DAMAGED, repr(failure)) from failure


def _opened(part: Part, kind: Kind, limits: Limits) -> Iterator[Part]:
    match kind:
        case Kind.ZIP:
            yield from _zipped(part, limits)
        case Kind.MESSAGE:
            mail = parse(part.content)
            for inner in mail.parts:
                inside = f"{part.location}/{inner.inside}" if inner.inside else part.location
                yield replace(inner, inside=inside, path=f"{part.path}.{inner.path}")
        case Kind.TNEF:
            yield from _winmail(part)
        case Kind.MSG:
            yield from _outlook(part)
        case Kind.SIGNED:
            if content := signed_content(part.content):
                yield _inner(part, 1, part.name.removesuffix(".p7m").removesuffix(".P7M"), content)
        case _:
            raise RefusedError(Code.FORM_UNSUPPORTED, f"{kind} is no container")


def _zipped(part: Part, limits: Limits) -> Iterator[Part]:
    match pass_gate(part.content, limits):
        case Stopped() as stopped:
            raise RefusedError(stopped.code, stopped.why)
        case Package() as package:
            names = [name for name in package.sizes if not name.startswith(_NOISE)]
            for number, name in enumerate(names, start=1):
                if package.sizes[name] > limits.attachment_size:
                    raise RefusedError(Code.FORM_TOO_LARGE, f"{name}: at most {limits.attachment_size} bytes")
                yield _inner(part, number, _zip_name(package, name), package.read(name))


def _zip_name(package: Package, name: str) -> str:
    """Return an entry's name as its writer meant it: without the UTF-8 flag the module reads it as cp437."""
    info = package.archive.getinfo(name)
    return name if info.flag_bits & _UTF8_NAME else rescue_zip_name(info.orig_filename.encode("cp437", "replace"))


def _winmail(part: Part) -> Iterator[Part]:
    """Read a winmail.dat's attachments ([MS-OXTNEF] 2.1.3); what else the message says may be in any encoding."""
    codepage, at = "", _TNEF_HEADER
    files: list[tuple[TNEFAttachment, bytes]] = []
    while at + TNEF.MIN_OBJ_SIZE < len(part.content):
        attribute = TNEFObject(part.content[at:])
        at += attribute.length
        if attribute.name == TNEF.ATTOEMCODEPAGE:
            codepage = Codepage(int.from_bytes(attribute.data[:4], "little")).codepage()
        elif attribute.level == TNEF.LVL_ATTACHMENT:
            if attribute.name == TNEF.ATTATTACHRENDDATA or not files:
                files.append((TNEFAttachment(codepage or "latin-1"), b""))
            if attribute.name == TNEF.ATTATTACHTITLE:
                files[-1] = (files[-1][0], attribute.data.rstrip(b"\0"))
            elif attribute.name in (TNEF.ATTATTACHDATA, TNEF.ATTATTACHMENT):
                files[-1][0].add_attr(attribute)
    for number, (file, title) in enumerate(files, start=1):
        name = next((a.data for a in file.mapi_attrs if a.name == MAPI_ATTACH_LONG_FILENAME), "")
        yield _inner(part, number, name or decode(title, codepage), bytes(file.data))


def _outlook(part: Part) -> Iterator[Part]:
    """Read a .msg's attachments ([MS-OXMSG] 2.2.2); an embedded message object is none of them."""
    with olefile.OleFileIO(part.content) as ole:
        storages = sorted({entry[0] for entry in ole.listdir() if entry[0].startswith(_MSG_ATTACHMENT)})
        for number, storage in enumerate(storages, start=1):
            if ole.exists([storage, _MSG_DATA]):
                yield _inner(part, number, _msg_name(ole, storage), ole.openstream([storage, _MSG_DATA]).read())


def _msg_name(ole: olefile.OleFileIO, storage: str) -> str:
    for stream in _MSG_NAMES:
        if ole.exists([storage, stream]):
            raw = ole.openstream([storage, stream]).read()
            return raw.decode("utf-16-le", "replace") if stream.endswith("F") else rescue_zip_name(raw)
    return ""


def _inner(part: Part, number: int, name: str, content: bytes) -> Part:
    cleaned = clean_name(posixpath.basename(name), otherwise=f"file {number}")
    return Part(name=cleaned, content=content, path=f"{part.path}.{number}", inside=part.location)
