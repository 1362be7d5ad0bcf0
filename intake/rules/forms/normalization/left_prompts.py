"""Prompts that somebody left standing before the answer, in its cell: "(име и презиме) Ана Анић" is no label there."""

from __future__ import annotations

from dataclasses import replace
from operator import is_

from intake.rules.forms.answers.trimming import without_prompt
from intake.rules.forms.places import Block, Cell, Document, Table
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import slice_of


def without_prompts(document: Document, lexicon: Lexicon) -> Document:
    """Return *document* without the prompts in brackets before what stands right of something in a table."""
    blocks = [_block(block, lexicon) for block in document.blocks]
    same = all(map(is_, blocks, document.blocks))
    return document if same else replace(document, blocks=tuple(blocks))


def _block(block: Block, lexicon: Lexicon) -> Block:
    if not isinstance(block, Table):
        return block
    begun = [c for c in block.cells if c.column > 0 and len(c.lines) == 1 and c.text.lstrip().startswith("(")]
    shorter = {id(cell): _cell(cell, lexicon) for cell in begun}
    return replace(block, cells=tuple([shorter.get(id(c), c) for c in block.cells])) if begun else block


def _cell(cell: Cell, lexicon: Lexicon) -> Cell:
    text = cell.text
    rest = without_prompt(text, lexicon)
    if rest == text or not text.endswith(rest) or lexicon.is_blank(rest) or rest.startswith("("):
        return cell
    return replace(cell, lines=(slice_of(cell.lines[0], len(text) - len(rest), len(text)),))
