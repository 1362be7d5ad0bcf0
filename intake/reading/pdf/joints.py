"""What stands between two rows of a PDF where one was broken: a blank, or nothing where a word was."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from itertools import chain, pairwise, takewhile

from intake.reading.pdf.rows import Row
from intake.reading.pdf.words import Word
from intake.rules.script import SMALL_LETTERS

_ABBREVIATED = 8  # letters of a name in capitals, to which an ending is put: "НАЛАС-а"
_JOINING = 3  # letters of what may join two words: "или"
_SHORT = 5  # letters of a cell that most words are too long for
_LETTER = 1.2  # widths of an ordinary letter that a wide one has
_REST = 3  # letters of which the rest of a broken word mostly has no more
_PIECES = 6  # of a word, at most
_CLOSED = ".,;:!?)”"
_CLOSING = re.compile(rf"[{_CLOSED}]+(?!\S)|\"[{_CLOSED}]*$")  # no blank stands before these
_DOUBLE = re.compile(rf"-[^\W\d_{SMALL_LETTERS}].*$")  # the second of two names: "ћ-Савић"
_NUMBER = re.compile(r"\+?\d+|\d{1,2}[./-]\d{1,2}[./-]\d{4}\.?|\d{4}-\d\d-\d\d")  # or a date
_RANGE = re.compile(r"\d[-–]$")
_LOCAL = re.compile(r"[a-z\d][\w.+-]*|[A-Z][a-z]*[._\d][\w.+-]*", re.ASCII)


def whole_words(rows: Iterable[Row]) -> frozenset[str]:
    """Return the words of *rows* that stand behind a blank, and so are no rest of one that was broken."""
    pairs = chain.from_iterable(map(pairwise, rows))
    return frozenset(word.text for before, word in pairs if word.left - before.right < word.height / 2)


def joint(above: Sequence[Row], below: Sequence[Row], right: float, whole: Container[str]) -> str:
    """What stands between the rows *above* and those *below*: nothing where a word was broken."""
    if not above:
        return ""
    row, following = above[-1], below[0]
    broken = _is_broken_address(above, following[0], right) or _is_broken_at_hyphen(row, following)
    broken = broken or _is_broken_before_at(row, below, right)
    return "" if broken or _is_broken_word(above[-_PIECES:], following[0], right, whole) else " "


def _is_broken_word(above: Sequence[Row], following: Word, right: float, whole: Container[str]) -> bool:
    """Tell whether a word too long for its narrow cell was broken: "Начелни", "к"; "2021-09-", "10".

    It stands alone there, and not one letter more would fit. So may a word that is whole: but most words are too long
    for a very narrow cell, and few others have a long rest, or one that stands *whole* elsewhere.
    """
    begun, rest = above[-1][-1].text, following.text
    if not begun or not rest or not _is_full(above[-1], following, right):
        return False
    if not begun[-1].isalpha() or not rest[0].isalpha():
        return bool(_CLOSING.match(rest) or _NUMBER.fullmatch(begun + rest))
    letters = _DOUBLE.sub("", rest.rstrip(_CLOSED))
    capitals = begun.isupper() and rest.isupper()
    goes_on = letters.isalpha() and (rest[0].islower() or capitals)
    is_rest = len(above) > 1 and _is_broken_word(above[:-1], above[-1][0], right, whole)
    if len(begun) <= _SHORT and not capitals and not is_rest:
        return goes_on and (1 < len(letters) <= _REST or letters not in whole)
    return goes_on and len(letters) <= _REST - (capitals or is_rest) and letters not in whole


def _is_full(row: Row, following: Word, right: float) -> bool:
    """Tell whether one word fills *row*, so that the first letter of the *following* would not fit behind it."""
    letter = max((word.right - word.left) / max(len(word.text), 1) for word in (row[-1], following))
    return len(row) == 1 and row[-1].right + _LETTER * letter > right


def _is_broken_before_at(row: Row, below: Sequence[Row], right: float) -> bool:
    """Tell whether *row* is the beginning of an e-mail address whose "@" stands *below*: "gordana.obra", "dovic@…".

    It fills its cell to the last letter, as do other such rows between.
    """
    first = next((other for other in below if not _is_part(other, right)), None)
    return first is not None and "@" in first[0].text and _is_part(row, right)


def _is_part(row: Row, right: float) -> bool:
    """Tell whether *row* is but one word such as stands before an "@", and full, or broken behind a hyphen."""
    full = row[0].right + row[0].height > right or row[0].text.endswith("-")
    return len(row) == 1 and full and bool(_LOCAL.fullmatch(row[0].text))


def _is_broken_at_hyphen(row: Row, following: Row) -> bool:
    """Tell whether a word was broken behind its hyphen: "Ђурић-", "НАЛАС-", "е-", "2021–", and below it the rest.

    A small word below a small one may join two beginnings ("једно- и двособни"), and a label may have its dash so
    ("Партнери-", and below it "нема").
    """
    before, after = row[-1].text.lstrip('(„“"'), following[0].text
    if _RANGE.search(before) and after[:1].isdecimal():
        return True
    if not before.endswith("-") or not before[-2:-1].isalnum() or not after[:1].isalnum():
        return False
    begun = before[:-1]
    if begun[0].isupper():
        return after[0].isupper() or (begun.isupper() and len(begun) <= _ABBREVIATED)
    return len(begun) == 1 or begun.isdecimal() or len(after) > _JOINING


def _is_broken_address(rows: Sequence[Row], following: Word, right: float) -> bool:
    """Tell whether *rows* end with an e-mail or Internet address that was too long for its cell.

    What stands alone in the cell is one; in a list, what fills a row to the last letter.
    """
    if "@" in following.text:
        return False  # the next one
    alone = tuple(takewhile(lambda row: len(row) == 1, reversed(rows)))
    text = "".join(row[0].text for row in reversed(alone))
    full = bool(alone) and alone[0][0].right + following.height > right and not following.text[:1].isupper()
    return ("@" in text or text.startswith(("www.", "http://", "https://"))) and (
        len(alone) == len(rows) or (full and text[-1:].isalnum())
    )
