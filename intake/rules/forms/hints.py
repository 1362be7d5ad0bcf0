"""What a form prints between its questions and the places of their answers to say how to answer.

A line in italics or in a colour may be somebody's answer. Where two questions at least have one, and an answer or a
place for it below, all such lines are hints. What begins as an instruction does ("Опишите …") is one anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from intake.rules.forms.lexicon import Lexicon
from intake.rules.forms.lines import has_box, is_bracketed
from intake.rules.forms.looks import is_all
from intake.rules.forms.matches import Match
from intake.rules.forms.places import Block, Cell, Document, Line, Mark, Table

_ASKING = re.compile(r"[:?]")
_LEAST = 2  # hints with an answer below them
_LOOKS = (Mark.ITALIC, Mark.COLOUR)
_Labels = Callable[[str], Match | None]


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines of a *look* below a question; *answered*: below them stands an answer, or the place of one."""

    lines: tuple[Line, ...]
    answered: bool


def without_hints(document: Document, labels: _Labels, lexicon: Lexicon) -> Document:
    """Return *document* without its hints; *labels* tells what a text asks by more than a part of its words."""
    flows = [*_flows(document.blocks)]
    told = {id(line) for flow in flows if len(flow) > 1 for line in _instructions(flow, labels, lexicon)}
    for look in _LOOKS:
        marked = [flow for flow in flows if [line for line in flow if line.spans and look in line.spans[0].marks]]
        runs = [run for flow in marked for run in _runs(flow, look, labels)]
        answered = sum(run.answered for run in runs)
        if answered >= _LEAST and 2 * answered >= len(runs):
            told.update(id(line) for run in runs for line in run.lines)
    if not told:
        return document
    kept = (block for block in document.blocks if id(block) not in told)
    return replace(document, blocks=tuple(_without(block, told) for block in kept))


def _flows(blocks: Sequence[Block]) -> Iterator[list[Line]]:
    """Lines as they follow each other: of the body and of tables of one column, and of each cell with that right of it.

    An empty cell is an empty line.
    """
    body: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            body += (block,) if block.text.strip() else ()
        elif _is_column(block):
            body += (line for cell in block.cells for line in _written(cell))
        else:
            yield body
            body = []
            for cell in block.cells:
                right = block.grid.get((cell.row, cell.column + cell.column_span)) if cell.text.strip() else None
                if right:
                    yield [*_written(cell), *_written(right)]
    yield body


def _is_column(table: Table) -> bool:
    return len({cell.column for cell in table.cells}) == 1


def _written(cell: Cell) -> Sequence[Line]:
    written = [line for line in cell.lines if line.text.strip()]
    return written or (replace(cell.lines[0], spans=()) if cell.lines else Line(spans=(), address=cell.address),)


def _runs(flow: Sequence[Line], look: Mark, labels: _Labels) -> Iterator[_Run]:
    for at, label in enumerate(flow[:-1]):
        if not is_all(flow[at + 1], look) or is_all(label, look) or labels(label.text) is None:
            continue
        end = next((n for n in range(at + 1, len(flow)) if not is_all(flow[n], look)), len(flow))
        if any(_is_caption(line, labels) for line in flow[at + 1 : end]):
            continue
        yield _Run(tuple(flow[at + 1 : end]), end < len(flow) and labels(flow[end].text) is None)


def _instructions(flow: Sequence[Line], labels: _Labels, lexicon: Lexicon) -> Iterator[Line]:
    """The lines right below a question that say how to answer it, and ask nothing else.

    In a form that asks in such words ("Молимо наведите …"), or in brackets, they are questions.
    """
    above: Line | None = None
    for line in flow:
        if above is None or not _is_told(line, lexicon):
            above = line
            continue
        strange = lexicon.instructs(above.text) or is_bracketed(above.text)
        asked, found = None if strange else labels(above.text), labels(line.text)
        if asked and (found is None or (found.field is asked.field and not is_bracketed(line.text))):
            yield line
        else:
            above = line


def _is_told(line: Line, lexicon: Lexicon) -> bool:
    text = line.text.lstrip()
    if text[:1] == "(":
        return is_bracketed(text) and not has_box(line)
    return text[:1].isalpha() and lexicon.instructs(text) and not _ASKING.search(text) and not has_box(line)


def _is_caption(line: Line, labels: _Labels) -> bool:
    """Tell whether *line* is a question of the call in brackets, which may stand below its answer."""
    return is_bracketed(line.text) and labels(line.text) is not None


def _without(block: Block, told: set[int]) -> Block:
    """Return *block* without the lines that are *told*; in a column the rows below move up."""
    if isinstance(block, Line) or not any(id(line) in told for cell in block.cells for line in cell.lines):
        return block
    cells = [replace(c, lines=tuple(line for line in c.lines if id(line) not in told)) for c in block.cells]
    if len(cells) > 1 and _is_column(block):
        kept = (new for new, old in zip(cells, block.cells, strict=True) if new.lines or not old.lines)
        cells = [replace(cell, row=row, row_span=1) for row, cell in enumerate(kept)]
    return replace(block, cells=tuple(cells))
