"""The blank form as an Excel workbook: one protected sheet with open answer cells, lists to choose from, prompts."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from intake.blank.layout import APPROACH, choices, sections, unnumbered
from intake.blank.wording import Wording, both
from intake.rules.call import Call, Field, FieldType, Text

_WIDTHS = (46, 24, 25, 28, 16)  # characters; the first column holds the labels, the others together the answers
_LAST = len(_WIDTHS)
_HEIGHTS = {FieldType.LONG_TEXT: 84.0, FieldType.MULTIPLE: 44.0}  # points
_LINE_HEIGHT = 13.0
_PROMPT_LENGTH, _TITLE_LENGTH = 255, 32  # characters that Excel shows in a prompt

_BLUE, _GREY, _DARK = "1F3A5F", "5F6773", "1A1A1A"
_FONT = "Calibri"
_LINE = Side(style="thin", color="B8C4D6")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_LABEL_FILL = PatternFill("solid", fgColor="F1F5FA")
_NOTE_FILL = PatternFill("solid", fgColor="FBF6E9")
_HEADING_FILL = PatternFill("solid", fgColor=_BLUE)
_AS_TEXT, _AS_DATE = "@", "d. m. yyyy."


def blank_xlsx(call: Call, wording: Wording) -> bytes:
    """Return the blank form of *call* as an .xlsx; the sheet is protected without a password, the answers are open."""
    return _Form(call, wording).bytes()


class _Form:
    def __init__(self, call: Call, wording: Wording) -> None:
        self._call = call
        self._wording = wording
        self._book = Workbook()
        self._sheet: Worksheet = self._book.worksheets[0]
        self._sheet.title = both(wording.sheet).replace("/", "·")
        self._lists = _Lists(self._book.create_sheet(both(wording.lists).replace("/", "·")))
        self._row = 0
        self._book.properties.creator, self._book.properties.title = "", both(call.form_title)
        self._write()

    def bytes(self) -> bytes:
        buffer = BytesIO()
        self._book.save(buffer)
        return buffer.getvalue()

    def _write(self) -> None:
        for column, width in enumerate(_WIDTHS, 1):
            self._sheet.column_dimensions[get_column_letter(column)].width = width
        self._head()
        for section in sections(self._call):
            if section.fields[0].type is FieldType.LONG_TEXT and not self._sheet.row_breaks:
                self._sheet.row_breaks.append(Break(id=self._row))  # long answers begin on a page of their own
            if section.heading is not None:
                self._heading(section.heading)
            for field in section.fields:
                if field.type is FieldType.TABLE:
                    self._rows_to_fill(field)
                elif field.id != APPROACH or choices(field, self._call):
                    self._question(field)
        _set_up(self._sheet, self._call, self._wording, last_row=self._row)

    # The head

    def _head(self) -> None:
        call = self._call
        titles = ((call.form[0], 11, _GREY), (both(call.form_title), 18, _BLUE), (both(call.title), 11, _DARK))
        for title, size, colour in titles:
            cell = self._wide_row(size * 1.7)
            cell.value, cell.font = title, Font(name=_FONT, size=size, bold=True, color=colour)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._next_row(6)
        for text in (self._wording.note_of(call), self._wording.required):
            cell = self._wide_row(_LINE_HEIGHT * 2 + 4)
            cell.value, cell.fill = _two_lines(text, bold=False), _NOTE_FILL
            cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)

    def _heading(self, heading: Text) -> None:
        self._next_row(8)
        cell = self._wide_row(22)
        cell.value = both(Text(sr=heading.sr, en=unnumbered(heading.en)))
        cell.fill = _HEADING_FILL
        cell.font = Font(name=_FONT, size=12, bold=True, color="FFFFFF")
        cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)

    # Questions: label in the first column, answer in the others

    def _question(self, field: Field) -> None:
        label = _two_lines(self._asked(field), hint=field.hint)
        row = self._next_row(max(_HEIGHTS.get(field.type, 0.0), _lines(str(label)) * _LINE_HEIGHT + 6))
        self._label(row, 1, label)
        self._sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=_LAST)
        for column in range(2, _LAST + 1):
            cell = self._sheet.cell(row, column)
            cell.border, cell.protection = _BOX, Protection(locked=False)
        answer = self._sheet.cell(row, 2)
        self._open(answer, field)
        self._name(f"field_{field.id}", answer.coordinate)

    def _asked(self, field: Field) -> Text:
        """Return the label, with a star if it is required and with the words that answer a statement."""
        star = " *" if field.required else ""
        if field.type is not FieldType.CHECKBOX:
            return Text(sr=field.label.sr + star, en=field.label.en)
        yes, no = self._wording.yes, self._wording.no
        return Text(sr=f"{field.label.sr} ({yes.sr} / {no.sr}){star}", en=f"{field.label.en} ({yes.en} / {no.en})")

    def _rows_to_fill(self, field: Field) -> None:
        caption = self._wide_row(_LINE_HEIGHT * (2 + 2 * (field.hint is not None)) + 6)
        caption.value = _two_lines(field.label, hint=field.hint)
        caption.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
        head = self._next_row(_LINE_HEIGHT * 2 + 4)
        for place, column in enumerate(field.columns, 1):
            self._label(head, place, _two_lines(column.label))
        for _ in range(max(field.rows, 1)):
            row = self._next_row(26)
            for place, column in enumerate(field.columns, 1):
                self._open(self._sheet.cell(row, place), column)
        self._name(f"field_{field.id}", f"A{head + 1}:{get_column_letter(len(field.columns))}{self._row}")

    def _label(self, row: int, column: int, label: CellRichText) -> None:
        cell = self._sheet.cell(row, column, label)
        cell.fill, cell.border = _LABEL_FILL, _BOX
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)

    def _open(self, cell: Cell | MergedCell, field: Field) -> None:
        """Let people write into *cell*: unlocked, with a prompt, and a list where there is something to choose."""
        roomy = field.type in (FieldType.LONG_TEXT, FieldType.MULTIPLE)
        cell.protection = Protection(locked=False)
        cell.font, cell.border = Font(name=_FONT, size=11, color=_DARK), _BOX
        cell.alignment = Alignment(horizontal="left", vertical="top" if roomy else "center", wrap_text=True, indent=1)
        cell.number_format = _AS_DATE if field.type is FieldType.DATE else _AS_TEXT
        validation = self._validation(field)
        validation.add(cell)
        self._sheet.add_data_validation(validation)

    def _validation(self, field: Field) -> DataValidation:
        items = self._items(field)
        validation = DataValidation(allow_blank=True, showInputMessage=True)
        validation.promptTitle = field.label.sr[:_TITLE_LENGTH]
        validation.prompt = both(self._wording.prompts[field.type])[:_PROMPT_LENGTH]
        if items:
            validation.type, validation.formula1 = "list", self._lists.reference(field.id, items)
            validation.showErrorMessage, validation.error = True, both(self._wording.wrong)
        return validation

    def _items(self, field: Field) -> tuple[str, ...]:
        if field.type is FieldType.CHECKBOX:
            return (self._wording.yes.sr, self._wording.no.sr)
        return tuple(both(choice) for choice in choices(field, self._call)) if field.type is FieldType.CHOICE else ()

    # Rows and names

    def _next_row(self, height: float) -> int:
        self._row += 1
        self._sheet.row_dimensions[self._row].height = height
        return self._row

    def _wide_row(self, height: float) -> Cell | MergedCell:
        row = self._next_row(height)
        self._sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=_LAST)
        return self._sheet.cell(row, 1)

    def _name(self, name: str, place: str) -> None:
        absolute = ":".join(_absolute(end) for end in place.split(":"))
        where = f"{quote_sheetname(self._sheet.title)}!{absolute}"
        self._book.defined_names[name] = DefinedName(name, attr_text=where)


class _Lists:
    """What may be chosen, on a hidden sheet of its own: a list in the validation itself holds only 255 characters."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._columns: dict[str, str] = {}
        sheet.sheet_state = "hidden"

    def reference(self, name: str, items: Sequence[str]) -> str:
        """Return the range that holds *items*; each list is written once."""
        if name not in self._columns:
            column = len(self._columns) + 1
            for row, item in enumerate(items, 1):
                self._sheet.cell(row, column, item)
            letter = get_column_letter(column)
            self._columns[name] = f"{quote_sheetname(self._sheet.title)}!${letter}$1:${letter}${len(items)}"
        return self._columns[name]


def _absolute(coordinate: str) -> str:
    letters = coordinate.rstrip("0123456789")
    return f"${letters}${coordinate.removeprefix(letters)}"


def _two_lines(text: Text, *, hint: Text | None = None, bold: bool = True) -> CellRichText:
    """Put Serbian above smaller grey English, and a hint below both."""
    small = InlineFont(rFont=_FONT, sz=9, color=Color(_GREY))
    rich = CellRichText(TextBlock(InlineFont(rFont=_FONT, sz=10.5, b=bold, color=Color(_DARK)), text.sr))
    if text.en != text.sr:
        rich.append(TextBlock(small, f"\n{text.en}"))
    if hint is not None:
        rich.append(TextBlock(InlineFont(rFont=_FONT, sz=9, i=True, color=Color(_GREY)), f"\n{hint.sr}\n{hint.en}"))
    return rich


def _lines(text: str) -> int:
    """Estimate how many lines *text* takes in the first column."""
    return sum(1 + len(line) // _WIDTHS[0] for line in text.splitlines())


def _set_up(sheet: Worksheet, call: Call, wording: Wording, *, last_row: int) -> None:
    """Protect the sheet and prepare it for A4 paper."""
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False  # people may make room
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_PORTRAIT
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_area = f"A1:{get_column_letter(_LAST)}{last_row}"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom = 0.6, 0.7
    form = call.form[0].replace("&", "&&")  # "&" begins a code
    page = both(wording.page).format(page="&P", pages="&N")
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(f"{form}  ·  {page}", size=9))
