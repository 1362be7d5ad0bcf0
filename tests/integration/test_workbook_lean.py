"""What is read of a register says the same with its texts in their cells, whoever saved it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import IO

import pytest
from openpyxl import Workbook, load_workbook

from intake.records.workbook_lean import lean_copy

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


def values(source: Path | IO[bytes]) -> list[tuple[object, str]]:
    """Return what openpyxl finds in the first column, with the kind of it."""
    return [(cell.value or None, cell.data_type) for cell in load_workbook(source).worksheets[0]["A"]]


def rows(cells: tuple[str, ...]) -> str:
    """Return the cells, each in a row of its own."""
    return "".join(f'<row r="{number}">{cell}</row>' for number, cell in enumerate(cells, start=1))


def test_nothing_reads_otherwise(tmp_path: Path) -> None:
    """Shared texts and texts in cells, plain or of several formats, numbers, truths and formulas."""
    book = saved(tmp_path / "book.xlsx", rows(CELLS))
    assert values(lean_copy(book, ())) == values(book)
    assert [value for value, _ in values(book)][:3] == ["Општина Рибник", ' <a & b> "\n', "две врсте"]


def test_plain_texts_are_in_their_cells(tmp_path: Path) -> None:
    """Without that openpyxl makes four objects of each."""
    book = saved(tmp_path / "book.xlsx", rows((CELLS[0], CELLS[5])))
    with zipfile.ZipFile(lean_copy(book, ())) as lean:
        sheet = lean.read("xl/worksheets/sheet1.xml")
        assert sheet.count(b't="str"') == 2
        assert b"<si>" not in lean.read("xl/sharedStrings.xml")


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_sheet_that_is_spelt_otherwise_keeps_its_texts(tmp_path: Path, quote: str) -> None:
    """What refers to a shared text in a way that is not known finds it where it was."""
    cell = f"<c t = {quote}s{quote} r={quote}A1{quote}><v>0</v></c>"
    book = saved(tmp_path / "book.xlsx", rows((cell,)))
    assert [value for value, _ in values(lean_copy(book, ()))] == ["Општина Рибник"]
