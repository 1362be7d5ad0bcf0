"""Members with a line each in which everything has its head: "1. Име и презиме: Ана Анић, функција: психолог, …".

Such lines become the table that other forms have; nothing in them asks for anybody else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from intake.rules.forms.normalization.member_blocks import Member, Named, table_of
from intake.rules.forms.places import Block, Document, Line
from intake.rules.forms.words.lines import slice_of
from intake.rules.forms.words.persons import NUMBERED, is_person

_LEAST = 3  # things said of a member, the name among them
_FEW = 2  # lines that show the habit where nothing above them asks for members
_NAME = "name"
_HEAD = re.compile(r"(?:^|[,;|\t])\s*([^\W\d_][^:_,;|\t]{1,60}?)\s*(?::(?!//)|(?=_{2}))")
_FILLER = " \t\u00a0_,;|"


def with_members_in_lines(
    document: Document,
    named: Named,
    asks: Callable[[str], bool],
    *,
    only: frozenset[str],
    heads: Mapping[str, str],
) -> Document:
    """Return *document* with such lines as a table, its columns under these *heads*.

    *asks*: whether a line asks for the members; where none does, several lines with columns that *only* members have.
    """
    told = [_told(block, named) if isinstance(block, Line) else {} for block in document.blocks]
    if not any(map(_begins, told)):
        return document
    blocks: list[Block] = []
    for is_told, run in groupby(zip(document.blocks, told, strict=True), key=_is_among):
        lines, said = zip(*run, strict=True)
        members = [*_members(said)] if is_told else []
        above = blocks[-1].text.strip(" :–—-") if blocks and isinstance(blocks[-1], Line) else ""
        several = len(members) >= _FEW and not only.isdisjoint(members[0])
        are_asked = bool(members) and (several or asks(above))
        blocks += [table_of(members, heads, lines[0].address)] if are_asked else lines
    return replace(document, blocks=tuple(blocks))


def _is_among(each: tuple[Block, Member]) -> bool:
    """Tell whether a line tells of a member, or is blank between two that do."""
    block, told = each
    return bool(told) or (isinstance(block, Line) and not block.text.strip())


def _begins(told: Member) -> bool:
    return _NAME in told and len(told) > 1


def _members(told: Sequence[Member]) -> Iterator[Member]:
    """Yield what each member is told by; a line without a name goes on with the one above. None where one does not."""
    members: list[Member] = []
    for each in told:
        if _begins(each):
            members.append(each)
        elif not each:
            continue
        elif members and members[-1].keys().isdisjoint(each):
            members[-1] |= each
        else:
            return
    if all(len(member) >= _LEAST for member in members[:1]):
        yield from members


def _told(line: Line, named: Named) -> Member:
    """What *line* tells of a member, by its columns; nothing where it has few heads of these or none.

    A first head in unknown words is that of the name: "Члан (име и презиме)".
    """
    number = NUMBERED.match(line.text)
    item = slice_of(line, number.end() if number else 0, len(line.text))
    heads = [*_HEAD.finditer(item.text)]
    known = [named(head[1]) for head in heads]
    if sum(column is not None for column in known) * _FEW <= len(heads):
        return {}
    columns = [column or head[1] for column, head in zip(known, heads, strict=True)]
    if not heads[0].start() and known[0] is None and _NAME not in known:
        columns[0] = _NAME
    if len(set(columns)) < len(columns):
        return {}  # two in one line
    ends = [*(head.start() for head in heads[1:]), len(item.text)]
    told = {column: _bare(item, head.end(), end) for column, head, end in zip(columns, heads, ends, strict=True)}
    first = slice_of(item, 0, heads[0].start())
    return {_NAME: first, **told} if _NAME not in told and is_person(first.text.strip()) else told


def _bare(line: Line, start: int, end: int) -> Line:
    """The part of *line* from *start* to *end*, without the rule that it was typed on."""
    text = line.text[start:end]
    return slice_of(line, end - len(text.lstrip(_FILLER)), start + len(text.rstrip(_FILLER)))
