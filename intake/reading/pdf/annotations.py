"""What stands on a PDF's page beside what is printed: form fields, and the notes and marks that its reader made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text
from pdfplumber.page import Page

from intake.reading.word.symbols import EMPTY, TICKED
from intake.rules.forms.places import Mark

_PUSH_BUTTON = 1 << 16  # 12.7.4.2.1: it keeps no value
_HIDDEN = 1 << 1  # 12.5.3
_OF_QUAD = 8  # numbers
_MARKS = {  # 12.5.6.8 and 12.5.6.10
    "Highlight": Mark.HIGHLIGHT,
    "Underline": Mark.UNDERLINE,
    "Squiggly": Mark.UNDERLINE,
    "StrikeOut": Mark.STRIKE,
    "Circle": Mark.RING,
}

Annotation = Mapping[str, Any]
"""An annotation as pdfplumber describes it (ISO 32000-1, 12.5): its place on the page, and its *data*."""


def texts_of(page: Page) -> Iterator[tuple[str, Annotation]]:
    """Yield what was typed into the form fields of a page (12.7.4), check boxes as boxes, and on it (12.5.6.6)."""
    for annotation in page.annots:
        data = annotation["data"]
        value = resolve1(_inherited(data, "V"))
        if _number(data.get("F")) & _HIDDEN:
            continue
        match _name(data.get("Subtype")), _name(_inherited(data, "FT")):
            case "FreeText", _:
                yield _text(resolve1(data.get("Contents"))), annotation
            case _, "Btn" if not _number(_inherited(data, "Ff")) & _PUSH_BUTTON:
                state = _name(data.get("AS")) or _name(value)
                yield TICKED if state not in ("", "Off") else EMPTY, annotation
            case _, "Tx":
                yield _text(value), annotation
            case _, "Ch":
                yield _chosen(value, resolve1(_inherited(data, "Opt"))), annotation
            case _:
                pass


def _chosen(value: object, options: object) -> str:
    """Return what a list shows for its *value* (12.7.4.4): an option may be a pair, sent and shown."""
    listed = map(resolve1, options) if isinstance(options, list) else ()
    pairs = (tuple(map(_text, map(resolve1, one))) for one in listed if isinstance(one, list))
    shown = {pair[0]: pair[1] for pair in pairs if pair[1:]}
    values = map(_text, map(resolve1, value)) if isinstance(value, list) else (_text(value),)
    return "\n".join(shown.get(each, each) for each in values)


def marked_by(page: Page) -> Iterator[tuple[Mark, Annotation]]:
    """Yield the marks that were put on the words of a page, each with a place that it covers: one for each line."""
    for annotation in page.annots:
        data = annotation["data"]
        mark = _MARKS.get(_name(data.get("Subtype")))
        if mark is not None and not _number(data.get("F")) & _HIDDEN:
            yield from ((mark, place) for place in (tuple(_quads(data.get("QuadPoints"), page)) or (annotation,)))


def _quads(points: object, page: Page) -> Iterator[Annotation]:
    """Yield the places that *points* (12.5.6.10) cover, eight numbers for each."""
    points = resolve1(points)
    numbers = list(map(resolve1, points)) if isinstance(points, list) else []
    for at in range(0, len(numbers) - _OF_QUAD + 1, _OF_QUAD):
        across, up = numbers[at : at + _OF_QUAD : 2], numbers[at + 1 : at + _OF_QUAD : 2]
        top, bottom = page.height - max(up), page.height - min(up)
        yield {"x0": min(across), "x1": max(across), "top": top, "bottom": bottom}


def _inherited(data: Mapping[str, Any], name: str) -> object:
    parent = resolve1(data.get("Parent"))
    return data.get(name) or (parent.get(name) if isinstance(parent, dict) else None)


def _name(value: object) -> str:
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""


def _number(value: object) -> int:
    value = resolve1(value)
    return value if isinstance(value, int) else 0


def _text(value: object) -> str:
    return decode_text(value).replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, bytes) else ""
