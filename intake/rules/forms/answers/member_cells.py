"""What the cells of a row say of a member; people write several into one row, or all of one where the name belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from intake.rules.forms.answers.listing import Listing
from intake.rules.forms.answers.member_rows import NAME
from intake.rules.forms.answers.trimming import trimmed
from intake.rules.forms.places import Cell
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.persons import NUMBERED, is_person

_EMAIL = "email"  # the id of a column, as that of the names


class MemberCells:
    """Reads the rows of the table of members; *listing* knows what is said of a member in a line."""

    def __init__(self, listing: Listing, lexicon: Lexicon) -> None:
        self._listing = listing
        self._lexicon = lexicon

    def members(self, cells: Mapping[str, Cell]) -> Iterator[Mapping[str, str | None]]:
        """Return the members in a row, whose *cells* stand in the columns of these ids: one, or one in each line."""
        lines = {column: said for column, cell in cells.items() if (said := self._said(cell))}
        names = lines.get(NAME, ())
        alike = len(set(map(len, lines.values()))) == 1
        if len(names) > 1 and alike and all(is_person(NUMBERED.sub("", name)) for name in names):
            yield from ({c: _whole([said[at]], c) for c, said in lines.items()} for at in range(len(names)))
            return
        row = {column: _whole(said, column) for column, said in lines.items()}
        listed = self._listing.members(row[NAME]) if [*row] == [NAME] and not is_person(row[NAME]) else None
        if listed is not None and not listed.doubtful:
            yield from listed.rows
        elif row:
            yield row

    def answer(self, cell: Cell) -> str:
        """Return what was written in *cell*, in one line."""
        return _whole(self._said(cell))

    def _said(self, cell: Cell) -> Sequence[str]:
        """The lines of *cell* without prompts of controls; none that leaves the place blank."""
        texts = []
        for line in cell.lines:
            shown = [span.text for span in line.spans if not (span.control and span.control.placeholder)]
            texts += [text] if (text := "".join(shown).strip()) and not self._lexicon.is_blank(text) else []
        return texts


def _whole(texts: Sequence[str], column: str = "") -> str:
    """What *texts* say; an address that is broken is whole, and no name has a number before it."""
    glued = len(texts) > 1 and column == _EMAIL and not any(" " in text for text in texts)
    text = trimmed(("" if glued else " ").join(texts))
    named = NUMBERED.sub("", text) if column == NAME else text
    return named if named != text and is_person(named) else text
