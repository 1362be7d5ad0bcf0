"""The set: each layout in each script, filled from a seed of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from accuracy.emptying import blank_of, emptied
from accuracy.filling import Filler
from accuracy.paper import Case, Paper, Script
from accuracy.sheet_boxes import sheet_form_controls
from accuracy.sheet_layouts import SHEET_LAYOUTS
from accuracy.word_blocks import Layout
from accuracy.word_controls import CONTROL_LAYOUTS
from accuracy.word_lines import LINE_LAYOUTS
from accuracy.word_tables import TABLE_LAYOUTS
from composed.composing import Composer
from composed.printing import printed_form
from composed.style import draw
from composed.writing import written_form

_ROUNDS = 3
_BLANK_LAYOUTS = ("two columns", "paragraphs", "ruled lines", "content controls", "legacy fields", "sheet columns")
LAYOUTS: dict[str, Layout] = {
    **TABLE_LAYOUTS,
    **LINE_LAYOUTS,
    **CONTROL_LAYOUTS,
    **SHEET_LAYOUTS,
    "sheet form controls": sheet_form_controls,
}


def filled_forms(first: int = 0) -> Iterator[Case]:
    """Make the filled forms, the same for the same *first* seed."""
    for at, (turn, name, script) in enumerate(product(range(_ROUNDS), LAYOUTS, Script)):
        yield filled_form(name, script, first + turn * 100_000 + at)


def filled_form(layout: str, script: Script, seed: int) -> Case:
    """Make one filled form."""
    rnd = Random(seed)  # noqa: S311 - the same set every time
    filler = Filler(rnd, script, word=not layout.startswith("sheet"))
    paper, expected = filler.fill()
    content = LAYOUTS[layout](paper, rnd)
    return Case(
        name=f"{layout}, {script}, {seed}",
        layout=layout,
        script=script,
        fill="; ".join(filler.ways),
        content=content,
        expected=expected,
    )


def composed_forms(first: int, number: int) -> Iterator[Case]:
    """Make forms whose wording, layout, look and filling are drawn each for itself, the same for the same seeds."""
    return map(composed_form, range(first, first + number))


def composed_form(seed: int) -> Case:
    """Make one such form."""
    rnd = Random(seed)  # noqa: S311 - the same form every time
    style = draw(rnd)
    composer = Composer(rnd, style)
    paper, expected = composer.fill()
    content = written_form(printed_form(paper, style, rnd), rnd)
    return Case(
        name=f"composed-{seed}.{'xlsx' if style.is_sheet else 'docx'}",
        layout=style.carrier,
        script=paper.script,
        fill=f"{style}; {'; '.join(composer.ways)}",
        content=content,
        expected=expected,
    )


def blank_forms() -> Iterator[Case]:
    """Make forms that were sent back as they came."""
    for seed, (layout, script) in enumerate(product(_BLANK_LAYOUTS, Script)):
        rnd = Random(900_000 + seed)  # noqa: S311 - the same set every time
        filler = Filler(rnd, script, word=True)
        paper = _unmarked(filler)
        content = LAYOUTS[layout](emptied(paper), rnd)
        yield Case(
            name=f"blank {layout}, {script}, {seed}",
            layout=f"blank {layout}",
            script=script,
            fill="blank",
            content=content,
            expected=blank_of(paper),
        )


def _unmarked(filler: Filler) -> Paper:
    """A form whose options all stand there with a box."""
    while True:
        paper, _ = filler.fill()
        if filler.ways[0] in ("ticked before", "ticked behind", "none ticked"):
            return paper
        filler.ways.clear()
        filler.answers.clear()
        filler.codes.clear()
