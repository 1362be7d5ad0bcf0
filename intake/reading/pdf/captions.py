"""Captions in brackets side by side below the places of their answers, as forms end: "(мјесто и датум)   (потпис)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from intake.reading.pdf.frames import Cells
from intake.reading.pdf.rows import Row, is_gap
from intake.rules.forms.words.lines import is_bracketed

_LEAST = 2  # side by side
_SAME = 3.0  # points by which what stands below each other may differ


def captioned(rows: Sequence[Row]) -> Iterator[Cells]:
    """Yield the tables that such captions make with what stands above them, or above the rule on which it is written.

    Each piece there must begin where a caption does, or have its middle there; otherwise it is nobody's. So it is where
    one place was left blank: a line of text may stand above.
    """
    for at, row in enumerate(rows):
        captions = _pieces(row)
        if at == 0 or len(captions) < _LEAST or not all(is_bracketed(_text(piece)) for piece in captions):
            continue
        ruled = at > 1 and not any(map(str.isalnum, _text(rows[at - 1])))
        above, rule = (rows[at - 2], _pieces(rows[at - 1])) if ruled else (rows[at - 1], [])
        answers = [_over(caption, _pieces(above)) for caption in captions]
        if all(answers) and sum(map(len, answers)) == len(above):
            written = [(*answer, *_over(caption, rule)) for caption, answer in zip(captions, answers, strict=True)]
            yield [*_cells(captions, written), *_cells(captions, captions)]


def _pieces(row: Row) -> list[Row]:
    """Part *row* at its wide gaps."""
    gaps = (at for at, (before, word) in enumerate(pairwise(row), start=1) if is_gap(before, word))
    return [row[start:end] for start, end in pairwise([0, *gaps, len(row)])]


def _text(words: Row) -> str:
    return " ".join(word.text for word in words)


def _over(caption: Row, pieces: Sequence[Row]) -> Row:
    """The one of *pieces* that stands above *caption*."""
    return next((piece for piece in pieces if _is_over(piece, caption)), ())


def _is_over(piece: Row, caption: Row) -> bool:
    start, end = piece[0].left - caption[0].left, piece[-1].right - caption[-1].right
    return abs(start) <= _SAME or abs(start + end) <= 2 * _SAME


def _cells(captions: Sequence[Row], row: Sequence[Row]) -> Cells:
    words = [word for piece in row for word in piece]
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    ends = [*(caption[0].left - 1 for caption in captions[1:]), max(word.right for word in (*captions[-1], *row[-1]))]
    return [
        ((caption[0].left, top, end, bottom), list(piece))
        for caption, end, piece in zip(captions, ends, row, strict=True)
    ]
