"""Bytes whose encoding was not told, or was told wrongly: which reading makes words of them."""

from __future__ import annotations

import re
from itertools import pairwise

_MAIL = ("cp1251", "koi8-r", "cp1250", "cp1252")
_ZIP = ("cp866", "cp852", *_MAIL)
_VAGUE = frozenset({"", "us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252", "cp1252", "unknown-8bit"})
"""Charsets that programs write when they do not know; text in them is judged by what it says."""

_BOM = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_SAMPLE = 4096  # bytes that are enough to tell


def decode(raw: bytes, charset: str = "") -> str:
    """Decode *raw* by its declared *charset* where that says something and works, else by likeness; never fails."""
    if charset.lower() not in _VAGUE:
        try:
            text = raw.decode(charset)
            text.encode()  # UTF-7 and Python's escapes can spell half a character, which no file or database takes
        except (LookupError, ValueError):
            pass
        else:
            return text
    return rescue(raw)


def rescue(raw: bytes) -> str:
    """Decode bytes of unknown encoding: a byte order mark, UTF-8, or the likeliest code page of the region."""
    return _likeliest(raw, _MAIL)


def rescue_zip_name(raw: bytes) -> str:
    """Decode a file name of a zip that has no UTF-8 flag: DOS code pages come first there (APPNOTE, appendix D)."""
    return _likeliest(raw, _ZIP)


def _likeliest(raw: bytes, pages: tuple[str, ...]) -> str:
    for mark, encoding in _BOM.items():
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        best = max(pages, key=lambda page: _likeness(raw[:_SAMPLE].decode(page, "replace")))
        return raw.decode(best, "replace")


_CYRILLIC = r"\u0400-\u045f"
_LATIN = r"A-Za-zŠšĐđŽžČčĆćËëÇç"
_CYRILLIC_LETTER = re.compile(r"[\u0410-\u044f\u0402\u0408-\u040b\u040f\u0452\u0458-\u045b\u045f]")
_LATIN_LETTER = re.compile(r"[ŠšĐđŽžČčĆćËëÇç„“”’–]")
_MIXED = re.compile(f"[{_CYRILLIC}][{_LATIN}]|[{_LATIN}][{_CYRILLIC}]")
_STRANGE = re.compile(r"[\x80-\xbf\u2500-\u25ff\u2300-\u23ff\ufffd¤¦§¬]")


def _likeness(text: str) -> int:
    """How much *text* looks like Serbian, Bosnian, Croatian, Macedonian or Albanian writing."""
    return (
        2 * len(_CYRILLIC_LETTER.findall(text))
        + 2 * len(_LATIN_LETTER.findall(text))
        - 4 * len(_MIXED.findall(text))
        - 4 * len(_STRANGE.findall(text))
        - 3 * sum(before.islower() and after.isupper() for before, after in pairwise(text))
    )
