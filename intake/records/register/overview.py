"""The sheet of counts: small tables at the left, native charts at the right, below both those who are missing."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.worksheet.worksheet import Worksheet

from intake.records.register.page_setup import cell_at, set_page
from intake.records.register.put import put
from intake.records.register.styles import CHAPTER, COUNT, HEADER, LABEL, NAME, SMALL, TITLE, TOTAL
from intake.rules.call import Text
from intake.rules.register.sheets import Chart, Counted, Overview, Roll, Shape, Tally
from intake.rules.wording import bilingual

_WIDTHS = {"A": 42, "B": 42, **dict.fromkeys("CDEFG", 14.5), "H": 3, "I": 46, "J": 46}
_CHART_COLUMN, _CHART_ROWS = "I", 19
_FEW = 10
_ABREAST = 2  # names of a list in a row
_LINE, _COLUMN, _COUNT_COLUMN = 15.5, 42, 14  # points of a line; characters of a label's and of a count's column
_COLOUR = "2F6DB5"


def write_overview(sheet: Worksheet, content: Overview) -> None:
    """Write the counts of every call into the empty *sheet*, one chapter below the other."""
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    put(cell_at(sheet, 1, 1), content.title, TITLE, "")
    put(cell_at(sheet, 2, 1), content.heading, SMALL, "")
    row = 4
    for title, parts in content.chapters:
        put(cell_at(sheet, row, 1), title, TITLE, "")
        row = _Chapter(sheet, row + 2).write(parts)
    sheet.sheet_view.showGridLines = False
    set_page(sheet)
    _lock(sheet)


def _lock(sheet: Worksheet) -> None:
    """Let nobody write where all is counted anew and moves from day to day; there is no password.

    Columns may be widened and charts copied.
    """
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.objects = False


class _Chapter:
    """Writes one call's counts; keeps the next free row of each side."""

    def __init__(self, sheet: Worksheet, row: int) -> None:
        self._sheet = sheet
        self._left = self._right = row

    def write(self, parts: tuple[Tally | Roll, ...]) -> int:
        """Write all *parts* and return the row from which the next chapter may begin."""
        for part in parts:
            if isinstance(part, Tally):
                self._tally(part)
        self._left = max(self._left, self._right)
        for part in parts:
            if isinstance(part, Roll):
                self._roll(part)
        return self._left + 2

    def _tally(self, tally: Tally) -> None:
        self._put(self._left, 1, bilingual(tally.title), CHAPTER)
        for line in _lines(tally.note):
            self._left += 1
            self._put(self._left, 1, line, SMALL)
        header = self._left + 1
        counts = [bilingual(count) for count in tally.counts]
        for at, heading in enumerate((tally.heading.sr, tally.heading.en, *counts), start=1):
            self._put(header, at, heading, HEADER)
        self._sheet.row_dimensions[header].height = _LINE * max([2, *(1 + len(c) // _COUNT_COLUMN for c in counts)])
        for row, counted in enumerate(tally.rows, start=header + 1):
            self._counted(row, counted, LABEL, COUNT)
        last = header + len(tally.rows)
        if tally.chart is not None:
            self._chart(tally.chart, header, tally.rows)
        if tally.total is not None:
            last += 1
            self._counted(last, tally.total, TOTAL, TOTAL)
        self._left = last + 2

    def _counted(self, row: int, counted: Counted, label: str, number: str) -> None:
        indent = "    – " * counted.depth
        self._put(row, 1, indent + counted.label.sr, label)
        self._put(row, 2, indent + counted.label.en, label)
        longest = max(len(counted.label.sr), len(counted.label.en)) + len(indent)
        self._sheet.row_dimensions[row].height = _LINE * (1 + longest // _COLUMN)
        for at, value in enumerate(counted.numbers, start=3):
            self._put(row, at, value, number)

    def _chart(self, content: Chart, header: int, rows: Sequence[Counted]) -> None:
        """Draw the first count of *rows*, which stand below *header*, in their order."""
        last = header + len(rows)
        chart = BarChart()
        chart.style, chart.title, chart.legend = 10, bilingual(content.title), None
        chart.add_data(Reference(self._sheet, min_col=3, min_row=header + 1, max_row=last))
        chart.set_categories(Reference(self._sheet, min_col=1, min_row=header + 1, max_row=last))
        chart.series[0].graphicalProperties.solidFill = _COLOUR
        chart.dataLabels = DataLabelList(showVal=True)
        chart.dataLabels.showSerName = chart.dataLabels.showCatName = chart.dataLabels.showLegendKey = False
        if content.shape is Shape.BARS:
            chart.type = "bar"
            chart.x_axis.scaling.orientation = "maxMin"  # bars come from below otherwise
        chart.x_axis.delete, chart.y_axis.delete = False, False
        chart.y_axis.scaling.min, chart.y_axis.number_format = 0, "0"
        if max(counted.numbers[0] for counted in rows) <= _FEW:
            chart.y_axis.majorUnit = 1  # no half applications
        chart.y_axis.majorGridlines = None
        chart.gapWidth = 45
        chart.width, chart.height = 18, 9.5
        self._sheet.add_chart(chart, f"{_CHART_COLUMN}{self._right}")
        self._right += _CHART_ROWS

    def _roll(self, roll: Roll) -> None:
        self._put(self._left, 1, bilingual(roll.title), CHAPTER)
        names = [bilingual(name) for name in roll.names]
        for at, name in enumerate(names):
            self._put(self._left + 1 + at // _ABREAST, 1 + at % _ABREAST, name, NAME)
        self._left += 2 + (len(names) + _ABREAST - 1) // _ABREAST

    def _put(self, row: int, column: int, value: str | int, style: str) -> None:
        put(cell_at(self._sheet, row, column), value, style, "")


def _lines(note: Text | None) -> tuple[str, ...]:
    """Return a note in one line where it is short, otherwise one line for each language."""
    if note is None:
        return ()
    whole = bilingual(note)
    return (whole,) if len(whole) <= 2 * _COLUMN else (note.sr, note.en)
