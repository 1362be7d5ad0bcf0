"""Scripts and spellings: keys under which two writings of one text are equal, and transliteration.

Serbian is written in two scripts; forms arrive with both in one word, with letters put together from parts, with
blanks that are none. Labels, options and names are therefore compared by their keys, never as they were written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SMALL_LETTERS = "a-zа-шђћјљњџčćšđž"
"""Of both alphabets, for the inside of a regular expression's brackets."""

_CACHED = 16_384  # different texts whose keys are remembered: labels and options return on every form
_DAMAGED_TSHE = re.compile("ц\u0301", re.IGNORECASE)  # how some transliterators write ћ; the call itself has it

_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")

_SOUNDS: dict[str, str] = dict(
    zip(
        "абвгдезијклмнопрстћуфхцчшжђљњџѓќѕйы",
        (
            *"abvgdezijklmnoprstcufhccsz",
            "dj",
            "lj",
            "nj",
            "dz",
            "gj",
            "kj",
            "dz",
            "j",
            "i",
        ),
        strict=True,
    )
) | {"đ": "dj", "ð": "dj", "ɖ": "dj", "і": "i", "ү": "u"}  # Eth stands for Đ in old fonts

_LOOKS = dict(zip("АВЕКМНОРСТХУЈЅІаеорсухјѕі", "ABEKMHOPCTXYJSIaeopcyxjsi", strict=True))
_TWINS = frozenset(_LOOKS) | frozenset(_LOOKS.values())
_LOOKS_LATIN = str.maketrans(_LOOKS)
_LOOKS_CYRILLIC = str.maketrans({latin: cyrillic for cyrillic, latin in _LOOKS.items()})

_LATIN_LOWER: dict[str, str] = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        (
            *"abvgd",
            "đ",
            "e",
            "ž",
            *"zijkl",
            "lj",
            "m",
            "n",
            "nj",
            *"oprst",
            "ć",
            *"ufhc",
            "č",
            "dž",
            "š",
        ),
        strict=True,
    )
)
_AZBUKA = {letter: place for place, letter in enumerate(_LATIN_LOWER)}
_CYRILLIC_LOWER: dict[str, str] = {latin: cyrillic for cyrillic, latin in _LATIN_LOWER.items()}
_LATIN_UNIT = re.compile("lj|nj|dž|.", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")

_YAT = re.compile("(?<=[bcdfghklmnprstvz])i?je")  # mjesto, mesto; rijeci, reci
_VARIANTS = (
    ("opcin", "opstin"),
    ("uopce", "uopste"),
    ("europ", "evrop"),
    ("financ", "finans"),
    ("suradn", "saradn"),
    ("ovlasten", "ovlascen"),
)


class _Letters(dict[int, str]):
    """A table for ``str.translate`` that works out what becomes of a character when it is first met."""

    def __missing__(self, point: int) -> str:
        self[point] = plain = _plain(chr(point))
        return plain


def _plain(char: str) -> str:
    if char in _SOUNDS:
        return _SOUNDS[char]
    kind = unicodedata.category(char)
    if kind in {"Cf", "Mn", "Me"} or char == "\u034f":
        return ""
    parts = unicodedata.normalize("NFKD", char).casefold()
    if parts != char:
        return "".join(map(_plain, parts))
    return char if char.isalnum() else " "


_LETTERS = _Letters()


@lru_cache(maxsize=_CACHED)
def canonical(text: str) -> str:
    """Return the key of *text*: plain Latin letters and digits in lower case, words parted by one blank.

    Equal for either script, with or without diacritics, in capitals, with look-alike letters of the other script that
    also sound alike, with combining marks, soft hyphens and zero-width characters. đ, dj and ђ are "dj"; dž and џ "dz".
    Idempotent; a key of letters of other alphabets keeps them.
    """
    composed = unicodedata.normalize("NFC", text)
    composed = _DAMAGED_TSHE.sub("ћ", composed) if "\u0301" in composed else composed
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", composed)).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).translate(_LETTERS).split())


def fold_dialect(key: str) -> str:
    """Return a canonical *key* with ekavian, ijekavian and Croatian forms of a word made equal.

    For comparing labels only: the result is nobody's spelling ("odjeljenje" and "odeljenje" both give "odelene").
    """
    folded = _YAT.sub("e", key) if "je" in key else key
    for variant, common in _VARIANTS:
        folded = folded.replace(variant, common)
    return folded


def is_mixed(word: str) -> bool:
    """Tell whether *word* has both Latin and Cyrillic letters."""
    return {"LATIN", "CYRILLIC"} <= {_script(char) for char in word if char.isalpha()}


def by_look(text: str) -> str:
    """Return *text* with each word of mixed scripts put into one script, by the shapes of its letters.

    "Рrijedor" with a Cyrillic Р looks like Prijedor and sounds like Rrijedor: where the key by sound is unknown, a
    comparison tries this one. The script is that of most letters that have no twin in the other; a tie goes to Latin.
    """
    return _WORD.sub(lambda match: _one_script(match[0]) if is_mixed(match[0]) else match[0], text)


def _one_script(word: str) -> str:
    alone = [_script(char) for char in word if char not in _TWINS]
    cyrillic = alone.count("CYRILLIC") > alone.count("LATIN")
    return word.translate(_LOOKS_CYRILLIC if cyrillic else _LOOKS_LATIN)


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


def to_latin(text: str) -> str:
    """Return Serbian Cyrillic *text* in Latin script; in capitals Љ is LJ, before a small letter Lj."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        _latin(char, composed[max(at - 1, 0) : at], composed[at + 1 : at + 2]) for at, char in enumerate(composed)
    )


def _latin(char: str, before: str, after: str) -> str:
    latin = _LATIN_LOWER.get(char.lower())
    if latin is None:
        return char
    if char.islower():
        return latin
    shouted = after.isupper() or (not after.isalpha() and before.isupper())
    return latin.upper() if shouted else latin.capitalize()


def in_order(text: str) -> tuple[int, ...]:
    """Return what sorts Cyrillic *text* by the Serbian alphabet: Ђ after Д, Ј after И; other characters go before."""
    return tuple(_AZBUKA.get(letter, -1) for letter in text.casefold())


def to_cyrillic(text: str) -> str:
    """Return Serbian Latin *text* in Cyrillic script; lj, nj and dž are one letter each, NJ, Nj and nJ alike.

    Two letters that merely meet ("injekcija") are not told from the one: that takes a dictionary.
    """
    return _LATIN_UNIT.sub(_cyrillic, unicodedata.normalize("NFKC", text))


def _cyrillic(match: re.Match[str]) -> str:
    unit = match[0]
    cyrillic = _CYRILLIC_LOWER.get(unit.lower(), unit)
    return cyrillic.upper() if unit[0].isupper() else cyrillic
