"""Items of a list that fill their rows: what a row begins with tells them from the rest of the item above."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BOX = re.compile(r"[(\[](?:[xXхХvV✓✔ _.]?[)\]])?$|[☐☑☒□■✓✔❏❑▢○●◯◉]$|[–—•▪-]$")
_NUMBER = re.compile(r"\(?(\d{1,2})[.)]$")


def begins_item(first: Sequence[str], row: Sequence[str], following: Sequence[str]) -> bool:
    """Tell whether the words of *row* begin a paragraph, below one whose *first* row is the beginning of an item.

    They begin the next item, with a box, a dash or the next number; or they are the heading, with a capital and a
    colon, of the items that begin in the row *following*.
    """
    one, other = _NUMBER.match(first[0]), _NUMBER.match(row[0])
    if one and other:
        return int(other[1]) == int(one[1]) + 1
    if not _BOX.match(first[0]):
        return False
    heads = row[0][:1].isupper() and row[-1].endswith(":") and bool(following) and bool(_BOX.match(following[0]))
    return heads or bool(_BOX.match(row[0]))
