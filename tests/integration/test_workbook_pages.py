"""What is read of a register row by row says what openpyxl says of it, whoever saved it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.text import Text
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from intake.records.register.lean import lean_copy
from intake.records.register.pages import Pages

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
SHARED = (
    "<si><t>Општина Рибник</t></si>",
    '<si><t xml:space="preserve"> &lt;a &amp; b&gt; &quot;\n</t></si>',
    "<si><r><t>две</t></r><r><rPr><b/></rPr><t> врсте</t></r></si>",
    "<si><t/></si>",
    "<si><t>line&#13;end</t></si>",
)
CELLS = (
    *(f'<c r="A{n}" s="0" t="s"><v>{n - 1}</v></c>' for n in range(1, len(SHARED) + 1)),
    '<c r="A6" t="inlineStr"><is><t>ту &amp; тамо</t></is></c>',
    '<c r="A7" t="inlineStr"><is><r><t>две</t></r><r><t> врсте</t></r></is></c>',
    '<c r="A8"><v>7</v></c>',
    '<c r="A9" t="b"><v>1</v></c>',
    '<c r="A10" t="str"><f>A1&amp;A6</f><v>Општина</v></c>',
    '<c r="A11" s="0"/>',
    '<c r="A12" t="s"><v/></c>',
    '<c r="A13" t="inlineStr"><is><t/></is></c>',
    '<c r="A14" t="str"><v/></c>',
)


def saved(path: Path, rows: str) -> Path:
    """Return a workbook whose only sheet has these *rows*, with the texts that they share."""
    plain = path.with_name("plain.xlsx")
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            content = re.sub(
                "<sheetData ?/>|<sheetData></sheetData>", lambda _: f"<sheetData>{rows}</sheetData>", content
            )
            new.writestr(name, content.replace("</Types>", f"{STRINGS_TYPE}</Types>"))
        new.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{"".join(SHARED)}</sst>')
    return path


def by_openpyxl(path: Path) -> list[list[tuple[object, str]]]:
    """Return what openpyxl finds in each row, with the kind of it."""
    return [[(cell.value or None, cell.data_type) for cell in row] for row in load_workbook(path).worksheets[0]]


def by_us(path: Path) -> list[list[tuple[object, str]]]:
    """Return what is read back."""
    return [
        [(cell.value or None, cell.data_type) for cell in row] for row in Pages.load(path, frozenset()).pages[0].rows(1)
    ]


def rows(cells: tuple[str, ...]) -> str:
    """Return the cells, each in a row of its own."""
    return "".join(f'<row r="{number}">{cell}</row>' for number, cell in enumerate(cells, start=1))


def test_nothing_reads_otherwise(tmp_path: Path) -> None:
    """Shared texts and texts in cells, plain or of several formats, numbers, truths and formulas."""
    book = saved(tmp_path / "book.xlsx", rows(CELLS))
    assert by_us(book) == by_openpyxl(book)
    assert [row[0][0] for row in by_us(book)][:3] == ["Општина Рибник", ' <a & b> "\n', "две врсте"]


def test_gaps_are_cells_without_a_word_and_what_a_merged_cell_covers_is_none(tmp_path: Path) -> None:
    """A cell that staff emptied may be gone from the file, and is told from one that says something."""
    book = saved(tmp_path / "book.xlsx", '<row r="1"><c r="C1"><v>1</v></c></row><row r="3"><c r="A3"/></row>')
    assert by_us(book) == [[(None, "n"), (None, "n"), (1, "n")], [(None, "n")] * 3]
    workbook = load_workbook(book)
    workbook.worksheets[0].merge_cells("A1:B1")
    workbook.save(book)
    assert by_us(book)[0] == [(None, "n"), (1, "n")]


def test_looks_comments_and_hidden_rows_are_read(tmp_path: Path) -> None:
    """They are what staff say without words."""
    book = saved(tmp_path / "book.xlsx", rows(CELLS[:2]))
    workbook = load_workbook(book)
    sheet = workbook.worksheets[0]
    sheet["A1"].fill = PatternFill(fgColor="FF00FF00", fill_type="solid")
    sheet["B1"].comment = Comment("звати", "М.")
    sheet.row_dimensions[2].hidden = True
    workbook.save(book)
    [page] = Pages.load(book, frozenset()).pages
    first, second = next(page.rows(1))
    assert first.fill.fgColor.rgb == "FF00FF00"
    assert second.comment is not None
    assert second.comment.text == "звати"
    assert page.hidden == {2}


def test_plain_texts_are_read_without_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would make four objects of each."""
    book = saved(tmp_path / "book.xlsx", rows((CELLS[0], CELLS[5])))
    monkeypatch.setattr(Text, "from_tree", None)
    assert by_us(book) == [[("Општина Рибник", "s")], [("ту & тамо", "s")]]
    with zipfile.ZipFile(lean_copy(book, ()).copy) as lean:
        assert b"<c " not in lean.read("xl/worksheets/sheet1.xml")
        assert b"<si>" not in lean.read("xl/sharedStrings.xml")


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_sheet_that_is_spelt_otherwise_keeps_its_texts(tmp_path: Path, quote: str) -> None:
    """What refers to a shared text in a way that is not known finds it where it was."""
    cell = f"<c t = {quote}s{quote} r={quote}A1{quote}><v>0</v></c>"
    book = saved(tmp_path / "book.xlsx", rows((cell,)))
    assert by_us(book) == [[("Општина Рибник", "s")]]
