"""Reading one form: ours beside the floor (unzip and parse the parts that are read) and what others would take.

The peers give text; ours gives places with boxes, controls and marks. Ratios in one run, minimum of many rounds.
"""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import mammoth
from docx2python import docx2python
from lxml import etree
from markitdown import MarkItDown
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from rich.console import Console
from rich.table import Table

from intake.reading.excel.workbook import read_excel
from intake.reading.gate import Limits, Package, pass_gate
from intake.reading.word.document import read_word
from layouts import sheet_forms, word_forms
from layouts.applicants import applicant
from layouts.own_form import own_docx, own_xlsx
from reading_forms import call, reader

ROUNDS = 30
LIMITS = Limits()
READ_OF_WORD = ("_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/styles.xml")
MARKITDOWN = MarkItDown(enable_plugins=False)
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def fastest(work: Callable[[], object]) -> float:
    """Return the shortest of many rounds, in milliseconds."""
    rounds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        rounds.append(time.perf_counter() - started)
    return 1000 * min(rounds)


def gated(content: bytes) -> Package:
    """Pass the gate."""
    package = pass_gate(content, LIMITS)
    assert isinstance(package, Package)
    return package


def word_floor(content: bytes) -> None:
    """Unzip and parse the parts that are read, and nothing more."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name in READ_OF_WORD or name.startswith(("word/header", "word/footer")):
                etree.fromstring(archive.read(name), PARSER)


def sheet_floor(content: bytes) -> None:
    """Let openpyxl load the workbook as we do, and nothing more."""
    load_workbook(BytesIO(content), data_only=True, rich_text=True)


def word(content: bytes) -> dict[str, Callable[[], object]]:
    """The ways to read a Word document, the floor first."""
    return {
        "floor: unzip + lxml": lambda: word_floor(content),
        "places (ours)": lambda: read_word(gated(content), LIMITS),
        "places and answers (ours)": lambda: reader().read(read_word(gated(content), LIMITS), "form"),
        "docx2python": lambda: docx2python(BytesIO(content)).text,
        "mammoth": lambda: mammoth.convert_to_html(BytesIO(content)).value,
        "markitdown": lambda: MARKITDOWN.convert_stream(BytesIO(content), file_extension=".docx").text_content,
    }


def sheet(content: bytes) -> dict[str, Callable[[], object]]:
    """The ways to read a workbook, the floor first."""
    return {
        "floor: openpyxl": lambda: sheet_floor(content),
        "places (ours)": lambda: read_excel(gated(content), LIMITS),
        "places and answers (ours)": lambda: reader().read(read_excel(gated(content), LIMITS), "form"),
        "calamine": lambda: CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python(),
        "markitdown": lambda: MARKITDOWN.convert_stream(BytesIO(content), file_extension=".xlsx").text_content,
    }


def main() -> None:
    """Measure and print."""
    who = applicant(1, "sr")
    forms = {
        "the blank form, filled in (docx)": word(own_docx(call(), who)),
        "a plain table (docx)": word(word_forms.two_columns(who, "sr", "glyph boxes")),
        "paragraphs (docx)": word(word_forms.colon_paragraphs(who, "sr", "glyph boxes")),
        "the blank form, filled in (xlsx)": sheet(own_xlsx(call(), who)),
        "a plain sheet (xlsx)": sheet(sheet_forms.two_columns(who, "sr")),
    }
    table = Table("form", "reader", "ms", "times the floor")
    for form, ways in forms.items():
        floor = 0.0
        for name, work in ways.items():
            took = fastest(work)
            floor = floor or took
            table.add_row(form, name, f"{took:.2f}", f"{took / floor:.2f}")
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
