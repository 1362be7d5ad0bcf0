"""What looks like a person's name."""

from __future__ import annotations

import re

_INITIALS_OR_TITLE = r"(?:[^\W\d_]{1,6}\.\s*)*"  # "mr.", "Dr. sc."
_WORD = r"[^\W\d_][\w'’.-]*"
_PERSON = re.compile(rf"{_INITIALS_OR_TITLE}{_WORD}(?:\s+{_WORD}){{1,3}}(?:,\s*[^\W\d_]{{1,4}}\.?(?:\s?\w\.)?)?")
_LEAST = 2  # words with a capital


def is_person(text: str) -> bool:
    """Tell whether *text* looks like a person's name: two to four words, two of them with a capital, and a title."""
    plain = " ".join(text.split())
    words = [word for word in re.split(r"[\s,.]+", plain) if len(word) > 1]
    return bool(_PERSON.fullmatch(plain)) and sum(word[:1].isupper() for word in words) >= _LEAST
