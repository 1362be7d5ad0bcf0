"""What the cells of one table ask: the labels that were found in it, and how surely each is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intake.rules.call import FieldType
from intake.rules.forms.labels.parting import Labelled
from intake.rules.forms.places import Cell
from intake.rules.forms.words.matches import Certainty


class LabelledCells:
    """The labels *found* in a table, by the id() of their cells; *rows* are each row's cells, also those from above."""

    def __init__(self, rows: Mapping[int, Sequence[Cell]], found: dict[int, Labelled]) -> None:
        self.rows = rows
        self.found = found

    def is_sure(self, cell: Cell) -> bool:
        """Tell whether *cell* is a label by more than a part of its words."""
        labelled = self.found.get(id(cell))
        return labelled is not None and labelled.match.certainty > Certainty.CONTAINED

    def asks(self, cell: Cell) -> bool:
        """Tell whether *cell* is a label even where nothing stands beside it."""
        labelled = self.found.get(id(cell))
        return labelled is not None and (self.is_sure(cell) or bool(labelled.behind))

    def field(self, cell: Cell) -> str:
        """Return the id of the field that *cell*, a label, asks for."""
        return self.found[id(cell)].match.field.id

    def is_known(self, cell: Cell) -> bool:
        """Tell whether *cell* is a label of the call, by its words."""
        return self.is_sure(cell) and self.found[id(cell)].match.known

    def is_alone(self, cell: Cell) -> bool:
        """Tell whether nothing else is written in the row in which *cell* stands."""
        return sum(1 for other in self.rows.get(cell.row, ()) if other.text.strip()) == 1

    def is_choice(self, cell: Cell) -> bool:
        """Tell whether *cell* asks for the choice."""
        labelled = self.found.get(id(cell))
        return labelled is not None and labelled.match.field.type is FieldType.CHOICE
