"""Joining what staff wrote in several places: the file, the one beside it, an old copy, the store's memory."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import replace

from intake.rules.register.margins import Margins, margins_without
from intake.rules.register.sheets import StaffColumns
from intake.rules.register.staff import COMMENT, Margin, OwnSheet, Remark, StaffWords, Stray, Unclear
from intake.rules.terms import Asked

_LONGEST_TITLE = 31  # letters; a spreadsheet takes no longer one, and none of []:*?/\\


def remembered(texts: Mapping[tuple[str, str], str], staff: StaffColumns) -> StaffWords:
    """Make words of what the store remembers (see `StaffWords.texts`)."""
    rows: dict[str, dict[str, Remark]] = {}
    for (entry, name), text in texts.items():
        heading = name.removesuffix(COMMENT)
        said = Remark(written=text) if heading == name else Remark(comment=text)
        before = rows.setdefault(entry, {}).get(heading)
        rows[entry][heading] = said if before is None else _both(before, said)
    own = (heading for _, heading in texts if heading not in staff.headings and not heading.endswith(COMMENT))
    return StaffWords(columns=tuple(dict.fromkeys(own)), rows=rows)


def completed(words: StaffWords, memory: StaffWords) -> StaffWords:
    """Take from *memory* the rows that *words* does not have at all: a row or a whole file that was deleted."""
    lost = {entry: remarks for entry, remarks in memory.rows.items() if entry not in words.rows}
    own = (h for remarks in lost.values() for h in remarks if h in memory.columns)
    return replace(words, columns=tuple(dict.fromkeys((*words.columns, *own))), rows={**words.rows, **lost})


def refilled(words: StaffWords, memory: StaffWords, kept: Collection[str]) -> StaffWords:
    """Take from *memory* what stood in columns that are *kept* for staff and that the file has no more."""
    gone = [heading for heading in kept if words.layout and heading not in words.layout]
    if not gone:
        return words
    rows = dict(words.rows)
    for entry, remarks in memory.rows.items():
        back = {heading: remarks[heading] for heading in gone if heading in remarks}
        if entry in rows and back:
            rows[entry] = joined(rows[entry], back)
    return replace(words, rows=rows)


def without(words: StaffWords, erased: Collection[str], traces: Collection[str] = ()) -> StaffWords:
    """Leave out all that is said about the applications *erased*, in whatever copy it comes back.

    Rows that belong to no application go as well where they hold one of *traces*, texts that tell who it was about.
    """
    if not erased and not traces:
        return words
    folded = [trace.casefold() for trace in traces]

    def told(said: str) -> bool:
        return any(trace in said.casefold() for trace in folded)

    def tells(stray: Stray) -> bool:
        return told("\n".join((stray.rest, *(f"{r.text}\n{r.comment or ''}" for r in stray.remarks.values()))))

    return replace(
        words,
        rows={entry: remarks for entry, remarks in words.rows.items() if entry not in erased},
        edits={entry: edits for entry, edits in words.edits.items() if entry not in erased},
        rests={entry: rest for entry, rest in words.rests.items() if entry not in erased},
        versions={entry: version for entry, version in words.versions.items() if entry not in erased},
        doubts=tuple(doubt for doubt in words.doubts if doubt.entry not in erased and doubt.written not in erased),
        unflagged=frozenset(cell for cell in words.unflagged if cell[0] not in erased),
        strays=tuple(stray for stray in words.strays if not tells(stray)),
        margins=margins_without(words.margins, erased, folded),
        charts=tuple(chart for chart in words.charts if not told("".join((chart.title, *chart.charts)))),
        names={key: area for key, area in words.names.items() if not told(f"{key[1]}\n{area}")},
        dropped=frozenset(words.rows).intersection(erased),
    )


def merged(register: StaffWords, pending: StaffWords) -> StaffWords:
    """Join the words of the register and of the one that was written beside it while it was open.

    Where the pending one was not edited, the register's words count. Where both say something else in one cell, both
    stay.
    """
    clashes = tuple(_clashes(register, pending))
    edits = {
        entry: {**pending.edits.get(entry, {}), **register.edits.get(entry, {})}
        for entry in dict.fromkeys((*pending.edits, *register.edits))
    }
    was_read = register.based
    register = replace(
        register,
        edits=edits,
        doubts=(*register.doubts, *pending.doubts, *clashes),
        edition=max(register.edition, pending.edition),
        based=register.based or pending.based,
        edited=register.edited or pending.edited,
        versions={**pending.versions, **register.versions},
    )
    if was_read and not pending.edited:
        return completed(register, pending)
    rows = dict(pending.rows)
    for entry, remarks in register.rows.items():
        rows[entry] = joined(remarks, rows.get(entry, {}))
    strays = {_key(stray): stray for stray in (*pending.strays, *register.strays)}
    return replace(
        register,
        columns=tuple(dict.fromkeys((*register.columns, *pending.columns))),
        rows=rows,
        strays=tuple(strays.values()),
        sheets=(*register.sheets, *_others(register.sheets, pending.sheets)),
        charts=tuple({chart.title: chart for chart in (*pending.charts, *register.charts)}.values()),
        names={**pending.names, **register.names},
        notes=(*register.notes, *pending.notes),
        rests={**pending.rests, **register.rests},
        margins=_margins(register.margins, pending.margins),
        heads={**pending.heads, **register.heads},
    )


def _margins(register: Margins, pending: Margins) -> dict[str, Margin]:
    found = dict(pending)
    for title, margin in register.items():
        other = pending.get(title, Margin())
        rows = dict(other.rows)
        for key, remarks in margin.rows.items():
            rows[key] = joined(remarks, rows.get(key, {}))
        found[title] = Margin(
            columns=tuple(dict.fromkeys((*margin.columns, *other.columns))),
            rows=rows,
            entries={**other.entries, **margin.entries},
        )
    return found


def _clashes(register: StaffWords, pending: StaffWords) -> Iterator[Unclear]:
    """Yield what the pending one says otherwise in a cell that was changed in both: the register's word is taken."""
    for entry, edits in register.edits.items():
        for heading, text in edits.items():
            other = pending.edits.get(entry, {}).get(heading, text)
            if other.split() != text.split():
                yield Unclear(entry=entry, heading=heading, about=Asked.TWO_WORDS, written=other)


def recovered(words: StaffWords, memory: StaffWords, known: Container[tuple[str, str, str]]) -> StaffWords:
    """Bring words of an old copy up to date: what was written since comes back from *memory*.

    *known* are all words that ever stood, by entry, heading and text: what the copy says beyond them is new. Where such
    a word stands against a later one, the later one stays and staff are asked; a comment stands below the later one.
    """
    rows, doubts = dict(words.rows), list(words.doubts)
    for entry, remarks in words.rows.items():
        later = memory.rows.get(entry, {})
        kept: dict[str, Remark] = {}
        for heading in dict.fromkeys((*remarks, *later)):
            remark, standing = remarks.get(heading, Remark()), later.get(heading, Remark())
            is_new = remark.text != "" and (entry, heading, remark.text) not in known
            if is_new and standing.text:
                doubts.append(Unclear(entry=entry, heading=heading, about=Asked.OLD_COPY, written=remark.text))
            written = (
                remark.written if (is_new and not standing.text) or remark.text == standing.text else standing.written
            )
            pinned = remark.comment or ""
            newly = "" if (entry, heading + COMMENT, pinned) in known else pinned
            comment = _longer(standing.comment or "", newly) or None
            kept[heading] = replace(remark, written=written, comment=comment)
        rows[entry] = kept
    columns = tuple(dict.fromkeys((*words.columns, *memory.columns)))
    return replace(words, rows=rows, columns=columns, doubts=tuple(doubts))


def _others(sheets: Sequence[OwnSheet], pending: Sequence[OwnSheet]) -> Iterator[OwnSheet]:
    """Yield the pending one's sheets that the register has not word for word, under a title that is free."""
    titles = [sheet.title for sheet in sheets]
    known = [sheet.cells for sheet in sheets]
    for sheet in pending:
        if sheet.cells not in known:
            yield replace(sheet, title=free_title(sheet.title, titles))
            titles.append(sheet.title)


def free_title(title: str, taken: Collection[str]) -> str:
    """Return a title for a sheet that no sheet bears yet: "Моје", "Моје (2)"."""
    titles = {one.casefold() for one in taken}
    others = (f"{title[: _LONGEST_TITLE - 5]} ({number})" for number in range(2, len(titles) + 3))
    return next(one for one in (title, *others) if one.casefold() not in titles)


def _key(stray: Stray) -> tuple[object, ...]:
    return (stray.rest, *sorted((heading, remark.text) for heading, remark in stray.remarks.items()))


def joined(first: Mapping[str, Remark], second: Mapping[str, Remark]) -> dict[str, Remark]:
    """Join two rows of words cell by cell; nothing of either is dropped."""
    return {heading: _both(first.get(heading), second.get(heading)) for heading in dict.fromkeys((*first, *second))}


def _both(first: Remark | None, second: Remark | None) -> Remark:
    if first is None or second is None:
        return first or second or Remark()
    text = _longer(first.text, second.text)
    written = next((r.written for r in (first, second) if r.text == text), text)
    comment = _longer(first.comment or "", second.comment or "") or None
    return Remark(written=written, comment=comment, look=first.look or second.look, link=first.link or second.link)


def _longer(first: str, second: str) -> str:
    """Return the one that holds the other, or both."""
    if second in first:
        return first
    return second if first in second else f"{first}\n{second}"
