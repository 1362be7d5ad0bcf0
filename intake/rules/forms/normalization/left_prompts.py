"""Prompts that somebody left standing before the answer, in its cell: "(име и презиме) Ана Анић" is no label there."""

from __future__ import annotations

from intake.rules.forms.answers.trimming import without_prompt
from intake.rules.forms.places import Document, Line, Table
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import rewritten, slice_of


def without_prompts(document: Document, lexicon: Lexicon) -> Document:
    """Return *document* without the prompts in brackets before what stands right of something in a table."""
    cells = [cell for block in document.blocks if isinstance(block, Table) for cell in block.cells if cell.column]
    begun = [c.lines[0] for c in cells if len(c.lines) == 1 and c.lines[0].text.lstrip().startswith("(")]
    return rewritten(document, {id(line): (_without(line, lexicon),) for line in begun})


def _without(line: Line, lexicon: Lexicon) -> Line:
    text = line.text
    rest = without_prompt(text, lexicon)
    kept = rest == text or not text.endswith(rest) or lexicon.is_blank(rest) or rest.startswith("(")
    return line if kept else slice_of(line, len(text) - len(rest), len(text))
