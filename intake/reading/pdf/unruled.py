"""Tables without ruling lines: questions that end in a colon, and beside each its answer.

Each answer begins in the row in which its question does. Where one does not, or goes on from the row above, the
questions may stand beside the middle of their answers: then nothing is certain, and there is no table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from intake.reading.pdf.frames import Cells
from intake.reading.pdf.rows import Row, columns_of, is_wrapped

_LEAST = 2  # questions, below each other
_GUTTER = 0.7  # letter heights between a full line of a question and its answer; no blank is so wide
_BASE = 1.5  # points by which letters in one row may stand higher
_LONG = 0.75  # of the column, from which a row may be full; a long address fits nowhere behind others
_CLOSING = (":", "?")
_ENDING = (".", "!", "?", ":", ";")


_Sides = tuple[Row, Row]  # of a row: what stands at the left, and what in the second column
_Entry = list[_Sides]  # the rows of a question and its answer


def unruled(rows: Sequence[Row]) -> tuple[Cells, ...]:
    """Return the tables among *rows*; none where it is not certain in all of them which answer is whose."""
    columns = columns_of(rows)
    if len(columns) != 1:
        return ()
    (column,) = columns
    bands: list[list[_Entry]] = []
    above: _Sides | None = None
    within = False
    for row in rows:
        sides = _sides(row, column)
        if sides and all(sides) and not within:
            if above and not above[0]:
                return ()  # what stands above may be the first row of this answer
            bands.append([])
            within = True
        within = within and sides is not None and _goes_on(bands[-1], sides)
        above = sides
    certain = (len(band) >= _LEAST and all(map(_is_certain, band)) and not _runs_on(band) for band in bands)
    return tuple(_cells(band, column) for band in bands) if all(certain) else ()


def _sides(row: Row, column: int) -> _Sides | None:
    """What of *row* stands left of the *column*, and what in it; None where words stand across."""
    left = tuple(word for word in row if word.right < column)
    right = row[len(left) :]
    if right and round(right[0].left) != column:
        return None
    if left and right and right[0].left - left[-1].right <= _GUTTER * right[0].height:
        return None
    return left, right


def _goes_on(band: list[_Entry], sides: _Sides) -> bool:
    """Take a row into *band*, where that goes on with the next question, or with the rest of the last one."""
    left, right = sides
    if left and (not band or _is_closed(band[-1])):
        if not right and not _is_closed([sides]):
            return False  # a line below the table
        band.append([])
    band[-1].append(sides)
    return True


def _is_closed(entry: _Entry) -> bool:
    """Tell whether the last row of a question ends as one does, with its colon; a star may stand behind that."""
    last = next((left for left, _ in reversed(entry) if left), ())
    return "".join(word.text for word in last[-2:]).rstrip("*").endswith(_CLOSING)


def _is_certain(entry: _Entry) -> bool:
    """Tell whether a question stands there whole, and its answer, if it has one, begins in its first row."""
    begins = bool(entry[0][1]) or not any(right for _, right in entry)
    level = all(abs(left[0].bottom - right[0].bottom) <= _BASE for left, right in entry if left and right)
    return begins and level and _is_closed(entry)


def _runs_on(band: Sequence[_Entry]) -> bool:
    """Tell whether an answer begins as the rest of the row above it, which belongs to another question."""
    rows = [row for entry in band for _, row in entry if row]
    start, full = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    for one, other in pairwise(band):
        last, first = one[-1][1], other[0][1]
        long = bool(last) and last[-1].right - start >= _LONG * (full - start)
        if long and first and not last[-1].text.endswith(_ENDING) and is_wrapped(last, first[0], full):
            return True
    return False


def _cells(band: Sequence[_Entry], column: int) -> Cells:
    words = [[word for left, _ in entry for word in left] for entry in band]
    answers = [[word for _, right in entry for word in right] for entry in band]
    start, middle = min(w.left for own in words for w in own), max(w.right for own in words for w in own)
    end = max(w.right for own in answers for w in own)
    tops = [own[0].top for own in words]
    bottoms = [*tops[1:], max(w.bottom for own in (words[-1], answers[-1]) for w in own)]
    return [
        cell
        for top, bottom, own, answer in zip(tops, bottoms, words, answers, strict=True)
        for cell in (((start, top, middle, bottom), own), ((float(column), top, end, bottom), answer))
    ]
