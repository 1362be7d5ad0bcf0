"""Text from outside made safe for a cell: what a spreadsheet cannot hold is shown, never dropped and never run."""

from __future__ import annotations

import re

CAPACITY = 32_767  # UTF-16 units that a cell holds (ECMA-376 Part 1, 18.3.1.4; Excel's own limit)

_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: 0x2421}
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BREAK = re.compile(r"[\t\n]")
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")


def visible(text: str) -> str:
    """Return *text* with control characters as the symbols that picture them (U+2400 …), line ends as line feeds."""
    if _UNFIT.search(text) is None:
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NO_XML.sub("\ufffd", lines.translate(_PICTURES))


def held(text: str, note: str) -> str:
    """Return *text* as far as a cell holds it; where it does not fit, *note* stands at its end and says so."""
    if len(text) * 2 <= CAPACITY or _units(text) <= CAPACITY:
        return text
    room = 2 * (CAPACITY - _units(note))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + note


def escaped(text: str) -> str:
    """Return *text* as ST_Xstring: "_x0041_" must not be read as "A" (ECMA-376 Part 1, 22.9.2.19)."""
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


def as_attribute(text: str) -> str:
    """Return an ST_Xstring as an attribute holds it: Excel calls a file damaged whose tables name columns otherwise."""
    return _BREAK.sub(lambda found: f"_x{ord(found[0]):04x}_", text)


def unescaped(text: str) -> str:
    """Undo `escaped`, which openpyxl leaves standing in inline strings."""
    return _ESCAPED.sub("_", text) if "_x005F_" in text else text


_FLAG = "⚑"
_FLAGGED = re.compile(rf"\s*{_FLAG} ?(?P<entry>\S*)\n(?P<text>.*)\Z", re.DOTALL)


def with_flag(comment: str | None, entry: str, text: str) -> str:
    """Return a comment of the staff's with the program's own *text* below it, under a flag that names the entry."""
    return "\n\n".join(filter(None, (comment, f"{_FLAG} {entry}\n{text}")))


def split_comment(text: str) -> tuple[str, str]:
    """Part a comment into the staff's words and the program's."""
    found = _FLAGGED.search(text)
    return (text, "") if found is None else (text[: found.start()].strip(), found["text"])


THREAD = "tc={"
"""What the author of a note begins with that Excel puts where a thread of comments is, for programs without these."""
_ADVICE = re.compile(r"\A.*?https?://\S+\s*\n", re.DOTALL)
_WHOSE = re.compile(r"^\S.*:\n(?=    )|^    ", re.MULTILINE)


def of_thread(text: str) -> str:
    r"""Return what people said in a thread, of a note "[Threaded comment] … Comment:\n    …\nReply:\n    …"."""
    return _WHOSE.sub("", _ADVICE.sub("", text)).strip() or text


def flagged(text: str) -> str | None:
    """Return the entry that the program's part of a comment names; None where there is no such part."""
    found = _FLAGGED.search(text)
    return None if found is None else found["entry"]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
