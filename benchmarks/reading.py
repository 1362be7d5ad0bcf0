"""Reading one form: ours beside the floor (unzip and parse the parts that are read) and what others would take.

The peers give text; ours gives places with boxes, controls and marks. Ratios in one run, minimum of many rounds.
"""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import mammoth
from docx2python import docx2python
from lxml import etree
from markitdown import MarkItDown
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from intake.reading.excel.workbook import read_excel
from intake.reading.gate import Limits, Package, pass_gate
from intake.reading.word.document import read_word
from layouts import sheet_forms, word_forms
from layouts.applicants import applicant
from layouts.own_form import own_docx, own_xlsx
from reading_forms import call, reader

LIMITS = Limits()
READ_OF_WORD = ("_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/styles.xml")
MARKITDOWN = MarkItDown(enable_plugins=False)
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def fastest(work: Callable[[], object], rounds: int) -> float:
    """Return the processor time of the shortest of several rounds, in milliseconds."""
    took = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        took.append(time.process_time() - started)
    return 1000 * min(took)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One way to read one form: milliseconds, and how many times those of the form's floor."""

    form: str
    way: str
    milliseconds: float
    ratio: float


def measured(rounds: int) -> Iterator[Read]:
    """Measure every way to read every form."""
    who = applicant(1, "sr")
    forms = {
        "the blank form, filled in (docx)": word(own_docx(call(), who)),
        "a plain table (docx)": word(word_forms.two_columns(who, "sr", "glyph boxes")),
        "paragraphs (docx)": word(word_forms.colon_paragraphs(who, "sr", "glyph boxes")),
        "the blank form, filled in (xlsx)": sheet(own_xlsx(call(), who)),
        "a plain sheet (xlsx)": sheet(sheet_forms.two_columns(who, "sr")),
    }
    for form, ways in forms.items():
        took = {name: fastest(work, rounds) for name, work in ways.items()}
        floor = next(iter(took.values()))
        for name, milliseconds in took.items():
            yield Read(form=form, way=name, milliseconds=milliseconds, ratio=milliseconds / floor)
