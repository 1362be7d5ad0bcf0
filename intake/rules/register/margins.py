"""What staff wrote beside the rows of the program's other sheets: joined, erased, and kept where its row is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from intake.rules.register.staff import Margin, Remark, StaffWords, Stray

Margins = Mapping[str, Margin]
_EMPTIED = "\n\n"
"""How the key of a mail ends that was erased: its time is left, sender and subject are gone."""


def all_told(remarks: Mapping[str, Remark]) -> str:
    """Return what remarks say, line by line, each below the heading that it stood under."""
    lines = ((heading, text) for heading, r in remarks.items() for text in (r.text, r.comment) if text)
    return "\n".join(f"{heading}: {text}" for heading, text in lines)


def parted(remarks: Mapping[str, Remark], headings: Collection[str]) -> tuple[dict[str, Remark], str]:
    """Return what stands in columns of these *headings*, and what is said in columns that are there no more."""
    gone = {heading: remark for heading, remark in remarks.items() if heading not in headings}
    return {heading: remark for heading, remark in remarks.items() if heading not in gone}, all_told(gone)


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
    """Keep apart what was written beside rows that are there no more; *known* are the rows that are, by title.

    What an old copy says of a mail that was erased since goes with it.
    """
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
        emptied = {key.rstrip("\n") for key in known.get(title, ()) if key.endswith(_EMPTIED)}
        for key, remarks in margin.rows.items():
            is_erased = key.partition("\n")[0] in emptied
            if key not in known.get(title, ()) and not is_erased and (told := all_told(remarks)):
                yield Stray(remarks={}, rest=f"{title}\n{key}\n{told}")
