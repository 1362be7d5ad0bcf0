"""What staff wrote beside the rows of the program's other sheets: joined, erased, and kept where its row is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from intake.rules.register.staff import Margin, Remark, StaffWords, Stray

Margins = Mapping[str, Margin]


def all_told(remarks: Mapping[str, Remark]) -> str:
    """Return what remarks say, line by line, each below the heading that it stood under."""
    lines = ((heading, text) for heading, r in remarks.items() for text in (r.text, r.comment) if text)
    return "\n".join(f"{heading}: {text}" for heading, text in lines)


def margins_without(margins: Margins, erased: Collection[str], traces: Collection[str]) -> dict[str, Margin]:
    """Leave out the rows of applications that were *erased*, and those that hold one of *traces* (case folded)."""

    def tells(key: str, remarks: Mapping[str, Remark]) -> bool:
        said = f"{key}\n{all_told(remarks)}".casefold()
        return any(trace in said for trace in traces)

    return {
        title: replace(
            margin,
            rows={
                key: remarks
                for key, remarks in margin.rows.items()
                if margin.entries.get(key, "") not in erased and not tells(key, remarks)
            },
        )
        for title, margin in margins.items()
    }


def rehomed(words: StaffWords, known: Mapping[str, Collection[str]]) -> StaffWords:
    """Keep apart what was written beside rows that are there no more; *known* are the rows that are, by title."""
    lost = tuple(_lost(words.margins, known))
    if not lost:
        return words
    kept = {
        title: replace(margin, rows={key: told for key, told in margin.rows.items() if key in known.get(title, ())})
        for title, margin in words.margins.items()
    }
    return replace(words, margins=kept, strays=(*words.strays, *lost))


def _lost(margins: Margins, known: Mapping[str, Collection[str]]) -> Iterator[Stray]:
    for title, margin in margins.items():
        for key, remarks in margin.rows.items():
            if key not in known.get(title, ()) and (told := all_told(remarks)):
                yield Stray(remarks={}, rest=f"{title}\n{key}\n{told}")
