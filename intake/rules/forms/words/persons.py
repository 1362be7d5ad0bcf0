"""What looks like a person's name, and persons named in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable

from intake.rules.script import SMALL_LETTERS, canonical

NUMBERED = re.compile(
    rf"^\s*(?:\(?\d{{1,2}}(?:\.\d{{1,2}}(?:[.)]|(?=\s))|[.)])|\(?[^\W\d_]\)|[{SMALL_LETTERS}]\.(?=\s)|[-–—•])\s*"
)
"""What stands before an item of a list: "1.", "(2)", "6.1.", "б)", "б.", a dash; no initial."""

_INITIALS_OR_TITLE = r"(?:[^\W\d_]{1,6}\.\s*)*"  # "mr.", "Dr. sc."
_WORD = r"[^\W\d_][\w'’.-]*"
_PERSON = re.compile(rf"{_INITIALS_OR_TITLE}{_WORD}(?:\s+{_WORD}){{1,3}}(?:,\s*[^\W\d_]{{1,4}}\.?(?:\s?\w\.)?)?")
_PARTED = re.compile(r"[,;|\n(]|\s[–/-]\s")
_CLAUSE = re.compile(r"[.,;:()]|\s[–-]\s")
_SENTENCE = 8  # words, at least
_LEAST = 2  # words with a capital
_ROMAN = frozenset({"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"})  # before a heading, not in a name
_OURS = "mo"  # the ending of what applicants say of themselves


def is_person(text: str) -> bool:
    """Tell whether *text* looks like a person's name: two to four words, two of them with a capital, and a title."""
    plain = " ".join(text.split())
    words = [word for word in re.split(r"[\s,.]+", plain) if len(word) > 1 and word not in _ROMAN]
    if len(words) > _LEAST and canonical(words[0]).endswith(_OURS):
        return False  # "Предлажемо Ану Анић"
    return bool(_PERSON.fullmatch(plain)) and sum(word[:1].isupper() for word in words) >= _LEAST


def is_named_first(text: str) -> bool:
    """Tell whether *text*, which may be an item of a list, begins with a person's name: "1. Ана Анић, психолог"."""
    return bool(named_first(text))


def named_first(text: str) -> str:
    """Return the person's name, on a rule or not, with which *text* begins, if any."""
    name = _PARTED.split(NUMBERED.sub("", text))[0].strip(" _\t")
    return name if is_person(name) else ""


def are_persons(text: str) -> bool:
    """Tell whether each line of *text* begins with a person's name."""
    return bool(text) and all(map(is_named_first, text.splitlines()))


def names_nobody(text: str) -> bool:
    """Tell whether *text* is a long sentence in which nobody's name stands: "Образац без потписа и печата …"."""
    closed = text.rstrip().endswith((".", "!")) and len(text.split()) >= _SENTENCE
    return closed and not any(is_person(part.strip()) for part in _CLAUSE.split(text))


_INSIDE = re.compile(r"\s*\(([^()]*)\)")
_BETWEEN = re.compile(r"[,;.:]")
_NAME_WORDS = 4
_MANY = 3  # persons


def persons_in(
    text: str, *, leads: Callable[[str], bool], joins: Callable[[str], bool]
) -> tuple[tuple[str, str], ...] | None:
    """Return the persons of a sentence, each with what is in brackets behind: "Чланови ће бити Ана Анић (психолог)".

    *leads* knows how such a sentence begins, *joins* what may stand between two persons; None where anything else does.
    """
    if "(" not in text:
        return _listed(text, leads=leads, joins=joins)
    found: list[tuple[str, str]] = []
    at = 0
    for inside in _INSIDE.finditer(text):
        before = text[at : inside.start()]
        name = _last_name(before)
        lead = before[: len(before) - len(name)].strip() if name else before
        if not name or not (joins(_BETWEEN.sub(" ", lead)) if found else not lead or leads(lead)):
            return None
        found.append((name, inside[1]))
        at = inside.end()
    return tuple(found) if found and not text[at:].strip(" .;,") else None


def _listed(
    text: str, *, leads: Callable[[str], bool], joins: Callable[[str], bool]
) -> tuple[tuple[str, str], ...] | None:
    """The persons of "Чланови ће бити Ана Анић, Ива Ивић и Марко Марић": names and nothing else.

    Two between which only a comma stands are none: the second may be somebody's institution.
    """
    words = text.strip(" .").split()
    start = next((at for at in range(len(words), 0, -1) if leads(words[at - 1])), 0)
    names: list[list[str]] = [[]]
    for word in words[start:]:
        if not joins(word):
            names[-1].append(word.rstrip(",;"))
        if joins(word) or word.endswith((",", ";")):
            names.append([])
    persons = [" ".join(name) for name in names if name]
    told = start > 0 or any(map(joins, words)) or len(persons) >= _MANY
    return tuple((name, "") for name in persons) if told and all(map(is_person, persons)) else None


def _last_name(text: str) -> str:
    """The person with whose name *text* ends: its last words with a capital."""
    words = list(re.finditer(r"\S+", text))
    start = len(text)
    for word in reversed(words[-_NAME_WORDS:]):
        if not word[0][:1].isupper() or word[0].endswith((",", ";", ":")):
            break
        start = word.start()
    return text[start:] if is_person(text[start:]) else ""
