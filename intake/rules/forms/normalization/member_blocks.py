"""Members below what asks for them, each with a line for everything that is said: "1. Ана Анић", "Функција: психолог".

Such a list becomes the table that other forms have; nothing in it asks for anybody else. Each member may have a heading
that counts: "Члан 1".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from intake.rules.forms.answers.members import RowsReader
from intake.rules.forms.places import Block, Cell, Document, Line, Span, Table
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import slice_of
from intake.rules.forms.words.persons import NUMBERED, is_person
from intake.rules.script import SMALL_LETTERS

_LEAST = 3  # things said of the first member, the name among them
_LONGEST = 120  # characters of a line with a name
_HEADING = 4  # words of one that counts a member
_NAME = "name"
_MAY_BEGIN = re.compile(rf"[^:]*[^\W\d_{SMALL_LETTERS}]\S+\s+[^\W\d_{SMALL_LETTERS}][^:]*$|[^:]+:\s*\S")
_LETTER = re.compile(r"\b[^\W\d_]\b")
_OPEN = re.compile(r"^[^:]*(?::|\s[–—-])?\s*$")  # a label with nothing behind it

Named = Callable[[str], str | None]
"""The column of the call's table of members that a heading names."""
Member = dict[str, Line]
"""What is said of a member, by its column; by the form's own words where the call has no such column."""


def with_members_in_rows(document: Document, rows: RowsReader, lexicon: Lexicon) -> Document:
    """Return *document* with each such list as a table, its columns under the heads of *rows*."""
    if len([block for block in document.blocks if isinstance(block, Line) and ":" in block.text]) < _LEAST:
        return document
    blocks = tuple(_Lists(document.blocks, rows, lexicon).turned())
    return replace(document, blocks=blocks) if len(blocks) < len(document.blocks) else document


class _Lists:
    """Finds the lists of one document."""

    def __init__(self, blocks: Sequence[Block], rows: RowsReader, lexicon: Lexicon) -> None:
        self._blocks = blocks
        self._rows = rows
        self._lexicon = lexicon
        self._seen: set[str] = set()  # the columns of the members above

    def turned(self) -> Sequence[Block]:
        """Return the blocks of the document, its lists as tables."""
        found: list[Block] = []
        at, above, head = 0, "", 0
        while at < len(self._blocks):
            block = self._blocks[at]
            may_begin = self._may_begin(at) and bool(_OPEN.match(above))
            counted = may_begin and counts(self._lexicon, above)
            asked = counted or (may_begin and self._rows.asks(above.strip(" :–—-")))
            members, end = self._members(at) if asked else ((), at + 1)
            if members and counted:
                found[head] = Line(spans=(Span(text=self._rows.title),), address=found[head].address)
            if isinstance(block, Line) and block.text.strip() and not members:
                above, head = block.text.strip(), len(found)
            elif members or not isinstance(block, Line):
                above = ""
            found.append(table_of(members, self._rows.heads, block.address) if members else block)
            at = end if members else at + 1
        return found

    def _may_begin(self, at: int) -> bool:
        line, below = (*self._blocks[at : at + 2], None)[:2]
        told = isinstance(below, Line) and ":" in below.text
        return told and isinstance(line, Line) and len(line.text) <= _LONGEST and bool(_MAY_BEGIN.match(line.text))

    def _members(self, at: int) -> tuple[Sequence[Member], int]:
        """The members of the list that begins *at*, and where it ends."""
        members: list[Member] = []
        end = at
        while at < len(self._blocks):
            if self._is_between(at, members):
                at += 1
                continue
            member, behind = self._member(at)
            if not member or (not members and len(member) < _LEAST):
                break
            members.append(member)
            self._seen |= member.keys()
            at = end = behind
        return members, end

    def _member(self, at: int) -> tuple[Member, int]:
        """What is said of the member whose name stands *at*, and where that ends; nothing where no name does."""
        name = self._person(at)
        member: Member = {_NAME: name} if name else {}
        other: Member = {}  # what the call does not ask, once: of the member, if more is said of one below
        end = at + 1
        for below in range(at + 1, len(self._blocks) if name else 0):
            if self._person(below) is not None or self._is_counted(below):
                return member | other, below
            column, said, known = self._labelled(below)
            if said is None or column in member or (other and not known):
                break
            if known:
                member, other, end = member | other | {column: said}, {}, below + 1
            else:
                other = {column: said}
        return member, end

    def _person(self, at: int) -> Line | None:
        """The name that stands *at*, alone in its line or behind the head of its column."""
        block = self._blocks[at]
        if not isinstance(block, Line):
            return None
        number = NUMBERED.match(block.text)
        alone = slice_of(block, number.end() if number else 0, len(block.text))
        if is_person(alone.text.strip()):
            return alone
        column, said, known = self._labelled(at)
        return said if known and column == _NAME else None

    def _labelled(self, at: int) -> tuple[str, Line | None, bool]:
        """The column of what is said *at*, or its head where the call has no such column, and what that is."""
        block = self._blocks[at]
        if not isinstance(block, Line) or ":" not in block.text:
            return "", None, False
        end = block.text.index(":")
        head = NUMBERED.sub("", block.text[:end]).strip()
        column = self._rows.named(head)
        return column or head, slice_of(block, end + 1, len(block.text)), column is not None or head in self._seen

    def _is_counted(self, at: int) -> bool:
        """Tell whether a heading that counts a member is the first line *at* or below that says something."""
        written = (b.text if isinstance(b, Line) else "-" for b in self._blocks[at:])
        return counts(self._lexicon, next((text.strip() for text in written if text.strip()), ""))

    def _is_between(self, at: int, members: Sequence[Member]) -> bool:
        """Tell whether nothing stands *at*, or, below *members*, a heading that counts the next."""
        block = self._blocks[at]
        return isinstance(block, Line) and (
            not block.text.strip() or (bool(members) and counts(self._lexicon, block.text))
        )


def counts(lexicon: Lexicon, text: str) -> bool:
    """Tell whether *text* is a heading that counts a member: "Члан 1", "Други члан", but not "Особа и члан"."""
    counted = len(text.split()) <= _HEADING and lexicon.means(text, "member") and bool(_OPEN.match(text))
    return counted and lexicon.means(_LETTER.sub("", text), "ordinal")


def table_of(members: Sequence[Member], heads: Mapping[str, str], address: str) -> Table:
    """Return the table of *members* that stand at *address* and below, its columns under these *heads*."""
    columns = tuple(dict.fromkeys(column for member in members for column in member))
    named = {each: Line(spans=(Span(text=heads.get(each, each)),), address=address) for each in columns}
    cells = (
        Cell(row=row, column=number, address=said[each].address, lines=(said[each],))
        for row, said in enumerate([named, *members])
        for number, each in enumerate(columns)
        if each in said
    )
    return Table(cells=tuple(cells), address=address)
