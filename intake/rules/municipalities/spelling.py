"""Damage by wrong encodings and old fonts, undone for comparison: never kept, only tried."""

from __future__ import annotations

from collections.abc import Iterator

from intake.rules.script import by_look

_YUSCII = str.maketrans(dict(zip("[{^~]}@`\\|", "ŠšČčĆćŽžĐđ", strict=True)))  # JUS I.B1.002
_CYRILLIC_FONT = str.maketrans(
    {"Q": "LJ", "q": "lj", "W": "NJ", "w": "nj", "X": "DŽ", "x": "dž"}
)  # drawn on these keys
_READ_AS = ("cp1252", "cp1250", "cp1251", "latin-1")
_MEANT = ("utf-8", "cp1250", "cp1251")


def repairs(written: str) -> Iterator[tuple[str, str]]:
    """Yield what *written* may have been before it was damaged, each once, with the name of the repair."""
    seen = {written}
    for text, repair in _attempts(written):
        if text not in seen:
            seen.add(text)
            yield text, repair


def _attempts(written: str) -> Iterator[tuple[str, str]]:
    yield by_look(written), "letters of the other script read by their shape"
    for read_as in _READ_AS:
        for meant in _MEANT:
            if (text := _decoded(written, read_as, meant)) is not None:
                yield text, f"{meant} text that was read as {read_as}"
    yield written.translate(_YUSCII | _CYRILLIC_FONT), "an old font's encoding (YUSCII)"


def _decoded(written: str, read_as: str, meant: str) -> str | None:
    if read_as == meant or written.isascii():
        return None
    try:
        return written.encode(read_as).decode(meant)
    except UnicodeError:
        return None
