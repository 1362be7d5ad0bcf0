"""A .doc whose last table is the end of its text gets the paragraph behind it that the format asks for.

LibreOffice saves such files, from documents whose maker left that paragraph out, and runs the cells of that table
together when it opens one. Sections named here are those of [MS-DOC].
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO

import olefile

from intake.reading.gate import RefusedError
from intake.rules.finding import Code

_MAIN = "WordDocument"
_WORD_97 = 0x00C1  # nFib, 2.5.2: older ones are built otherwise
_LENGTH, _OTHER_LENGTHS = 0x4C, range(0x50, 0x6C, 4)  # ccpText, and those of notes, headers, text boxes: 2.5.5
_SECTIONS, _LOOKS, _PIECES = 0xCA, (0xFA, 0x102), 0x1A2  # PlcfSed, PlcfBteChpx and PlcfBtePapx, Clx: 2.5.6
_CELL_END, _PARAGRAPH_END = "\x07", "\r"


@dataclass(frozen=True, slots=True)
class _Text:
    """The streams with the last piece of the text: *end* is where it ends in *main*, *length* in characters."""

    main: bytearray
    table: bytearray
    length: int
    end: int
    codec: str
    length_in_pieces: int  # where the table has the end of the last piece


def with_last_paragraph(content: bytes) -> bytes:
    """Return the .doc *content* with that paragraph, or as it came where it needs none or is not understood.

    Raises RefusedError: damaged, where it needs one and there is no room for it.
    """
    patched = BytesIO(content)
    try:
        with olefile.OleFileIO(patched, write_mode=True) as ole:
            name, text = _text(ole)
            if text is None:
                return content
            _add_paragraph(text)
            ole.write_stream(_MAIN, bytes(text.main))
            ole.write_stream(name, bytes(text.table))
    except RefusedError:
        raise
    except Exception:  # noqa: BLE001 - a damaged one: LibreOffice says what is wrong with it
        return content
    return patched.getvalue()


def _text(ole: olefile.OleFileIO) -> tuple[str, _Text | None]:
    main = bytearray(ole.openstream(_MAIN).read())
    version, flags = _at("<H", main, 2), _at("<H", main, 10)
    name = "1Table" if flags & 0x200 else "0Table"  # fWhichTblStm, 2.5.2
    if version < _WORD_97 or any(_at("<i", main, offset) for offset in _OTHER_LENGTHS):
        return name, None  # what else is written stands behind the table, and ends it
    table = bytearray(ole.openstream(name).read())
    text = _last_piece(main, table)
    size = len(_CELL_END.encode(text.codec))
    ends_in_table = main[text.end - size : text.end] == _CELL_END.encode(text.codec)
    return name, text if ends_in_table and text.length == _at("<i", main, _LENGTH) else None


def _last_piece(main: bytearray, table: bytearray) -> _Text:
    """Find it in the piece table, behind the Prc that may come first (2.9.38, 2.9.73, 2.9.177)."""
    start = _at("<i", main, _PIECES)
    while table[start] == 1:
        start += 3 + _at("<H", table, start + 1)
    count, start = (_at("<I", table, start + 1) - 4) // 12, start + 5
    last = start + 4 * count
    first, length = struct.unpack_from("<2i", table, last - 4)
    place = _at("<I", table, last + 4 + 8 * (count - 1) + 2)
    eight_bit, place = bool(place & 0x40000000), place & 0x3FFFFFFF  # FcCompressed, 2.9.73
    place, width = (place // 2, 1) if eight_bit else (place, 2)
    codec = "cp1252" if eight_bit else "utf-16-le"
    return _Text(main, table, length, place + (length - first) * width, codec, last)


def _add_paragraph(text: _Text) -> None:
    """Write it into the unused bytes before the next page, and count it where the text is counted."""
    added = _PARAGRAPH_END.encode(text.codec)
    end = text.end + len(added)
    if end > len(text.main) or any(text.main[text.end : end]):
        raise RefusedError(Code.FORM_DAMAGED, "the text ends in a table, without a paragraph behind it")
    text.main[text.end : end] = added
    struct.pack_into("<i", text.main, _LENGTH, text.length + 1)
    struct.pack_into("<i", text.table, text.length_in_pieces, text.length + 1)
    _move_end(text, _SECTIONS, 12, text.length + 1)
    for looks in _LOOKS:
        _move_end(text, looks, 4, end)


def _move_end(text: _Text, entry: int, size: int, end: int) -> None:
    """Let the PLC end at *end*: it has one number more than data of *size* bytes (2.2.2)."""
    start, length = struct.unpack_from("<2i", text.main, entry)
    struct.pack_into("<i", text.table, start + 4 * ((length - 4) // (4 + size)), end)


def _at(kind: str, stream: bytearray, offset: int) -> int:
    value: int = struct.unpack_from(kind, stream, offset)[0]
    return value
