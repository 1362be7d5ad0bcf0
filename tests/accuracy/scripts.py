# ruff: noqa: E501 - pairs of spellings, a line a group
"""From ijekavian Cyrillic to the other ways of writing the same."""

from __future__ import annotations

import re
import unicodedata

from accuracy.paper import Script

_CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
_LATIN = [
    "a",
    "b",
    "v",
    "g",
    "d",
    "đ",
    "e",
    "ž",
    "z",
    "i",
    "j",
    "k",
    "l",
    "lj",
    "m",
    "n",
    "nj",
    "o",
    "p",
    "r",
    "s",
    "t",
    "ć",
    "u",
    "f",
    "h",
    "c",
    "č",
    "dž",
    "š",
]
_LETTERS = dict(zip(_CYRILLIC, _LATIN, strict=True))
_CAPITALS = {letter.upper(): latin.capitalize() for letter, latin in _LETTERS.items()}
_TABLE = str.maketrans(_LETTERS | _CAPITALS)
_SHOUTED = re.compile(r"(?<=[A-ZČĆŽŠĐ])(Lj|Nj|Dž)|(Lj|Nj|Dž)(?=[A-ZČĆŽŠĐ])")
_EKAVIAN = {
    "овјере": "овере", "овјер": "овер", "мјест": "мест", "Мјест": "Мест", "одјељ": "одељ", "Одјељ": "Одељ", "примјен": "примен",
    "ријеч": "реч", "свијест": "свест", "Повјерен": "Поверен", "повјерен": "поверен", "дјец": "дец", "дјел": "дел", "Успјешн": "Успешн",
    "успјешн": "успешн", "сједишт": "седишт", "Сједишт": "Седишт", "размјен": "размен", "приједлог": "предлог", "Приједлог": "Предлог", "жељ": "жељ",
    "рјешав": "решав", "вриједн": "вредн", "захтјев": "захтев", "увјер": "увер", "цијел": "цел",
}  # fmt: skip


def latin(text: str) -> str:
    """Return Serbian Latin."""
    return _SHOUTED.sub(lambda found: found[0].upper(), text.translate(_TABLE))


def unaccented(text: str) -> str:
    """Return Latin as typed on a foreign keyboard."""
    folded = latin(text).replace("đ", "dj").replace("Đ", "Dj")
    return "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))


def ekavian(text: str) -> str:
    """Return the words as they are spoken in Serbia."""
    for ijekavian, other in _EKAVIAN.items():
        text = text.replace(ijekavian, other)
    return text


def written(text: str, script: Script) -> str:
    """Write ijekavian Cyrillic *text* in *script*; English forms are filled in Latin."""
    match script:
        case Script.IJEKAVIAN | Script.BILINGUAL:
            return text
        case Script.LATIN | Script.ENGLISH:
            return latin(text)
        case Script.PLAIN:
            return unaccented(text)
        case Script.EKAVIAN:
            return ekavian(text)
