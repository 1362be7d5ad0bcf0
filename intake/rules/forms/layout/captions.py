"""Captions: questions in small print and brackets below the place of their answer, "(име и презиме)".

A caption that the call knows is one wherever it stands. Where a form has several, whatever stands so below something
written is one, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.rules.forms.labels.parting import Labelled
from intake.rules.forms.layout.splitting import Splitter
from intake.rules.forms.places import Cell, Line
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box, is_bracketed, slice_of
from intake.rules.forms.words.matches import SIGNATORY, Certainty, stranger

_CLOSED = re.compile(r"[)\]][\s.]*$")
_SENTENCE = 7  # words of an instruction, which may have a remark in brackets below it
LEAST = 3
"""Known captions of a document from which any other text in brackets may be one."""


def caption(line: Line, splitter: Splitter, least: Certainty = Certainty.FUZZY) -> Labelled | None:
    """Return the question of the call that *line* asks in brackets, at least as surely as *least*."""
    if not is_bracketed(line.text):
        return None
    inside = _inside(line)
    found = splitter.line(line) or splitter.line(inside) or splitter.line(inside, least=least)
    if found is None or not found.match.known or found.match.certainty < least:
        return None
    whole = not found.behind or found.match.certainty is Certainty.EXACT  # "(За општину – потпис)"
    return Labelled(match=found.match) if whole else None


def any_caption(line: Line, above: Line, splitter: Splitter) -> Labelled | None:
    """Return the question in brackets below what was written *above*, in a form of captions, in whatever words."""
    if not is_bracketed(line.text) or not above.text.strip() or is_bracketed(above.text) or has_box(above):
        return None
    if above.text.rstrip(" *").endswith(":") or splitter.heading(above.text) or _is_sentence(above.text):
        return None
    return caption(line, splitter, Certainty.CONTAINED) or Labelled(match=stranger(_inside(line).text))


def captioned(row: Sequence[Cell], below: Sequence[Cell], splitter: Splitter) -> Iterator[tuple[Labelled, Cell, Cell]]:
    """Yield the questions of *below*, a row of captions, each with its cell and the cell of its answer above it.

    What no call asks, below the answer to a question at its left, is a remark on that: "(читко)".
    """
    asked = [cell for cell in below if key(cell.text)]
    if not asked or not (_CLOSED.search(asked[0].text) or _CLOSED.search(asked[-1].text)):
        return
    asked = [cell for cell in asked if not splitter.is_seal(cell.text)]
    if not all(caption_in(cell) or _is_plain(cell, asked, splitter) for cell in asked):
        return
    if any(splitter.offers(cell) for cell in asked):
        return  # circled, or printed so below another
    pairs = [(cell, above) for cell in asked for above in row if above.column == cell.column]
    captions = [_caption_of(cell, splitter) for cell, _ in pairs]
    asking = not all(captions) and any(
        splitter.asks(above) for _, above in pairs
    )  # above known ones answers may seem to
    if len(pairs) < len(asked) or asking:
        return
    for (cell, above), known in zip(pairs, captions, strict=True):
        line = caption_in(cell) or cell.lines[0]
        if known or not any(other.column < above.column and splitter.asks(other) for other in row):
            yield known or Labelled(match=stranger(_inside(line).text)), cell, above


def _is_plain(cell: Cell, beside: Sequence[Cell], splitter: Splitter) -> bool:
    """Tell whether *cell* asks who signs without brackets, where another *beside* it has a known caption in some."""
    found = splitter.cell(cell)
    signs = found is not None and found.match.field.id == SIGNATORY and not found.behind and splitter.asks(cell)
    captions = (line for other in beside if other is not cell and (line := caption_in(other)))
    return signs and any(caption(line, splitter) for line in captions)


def _caption_of(cell: Cell, splitter: Splitter) -> Labelled | None:
    line = caption_in(cell)
    return splitter.cell(cell) if line is None else caption(line, splitter, Certainty.CONTAINED)


def caption_in(cell: Cell) -> Line | None:
    """The only line of *cell* that says something, where it is in brackets; a rule to write on may stand above it."""
    said = [line for line in cell.lines if key(line.text)]
    return said[0] if len(said) == 1 and is_bracketed(said[0].text) else None


def _inside(line: Line) -> Line:
    text = line.text
    return slice_of(line, text.index(text.strip()[0]) + 1, len(text.rstrip(" .")) - 1)


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "!")) and len(text.split()) >= _SENTENCE
