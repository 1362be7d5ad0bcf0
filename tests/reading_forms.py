"""Reads forms in tests as the program does: the real call, the real word lists, the real readers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from intake import config
from intake.data.loaded import load_gazetteer, load_lexicon
from intake.reading.excel.workbook import read_excel
from intake.reading.gate import Limits, Package, pass_gate
from intake.reading.kinds import Kind, kind_of
from intake.reading.word.document import read_word
from intake.rules.call import Call
from intake.rules.entry import FormFile
from intake.rules.forms.form.reader import FormReader, FormReading
from intake.rules.forms.places import Document
from intake.rules.judging.application import Application, judge
from intake.rules.municipalities.municipality import Gazetteer

ROOT = Path(__file__).parent.parent
LIMITS = Limits()


@cache
def call() -> Call:
    """The call of 2021."""
    return config.load_calls(config.load(ROOT / "config.toml", environ=None))[0]


@cache
def reader() -> FormReader:
    """The reader of that call's form."""
    return FormReader(call(), load_lexicon())


@cache
def gazetteer() -> Gazetteer:
    """The municipalities of the region."""
    return load_gazetteer()


def document(content: bytes) -> Document:
    """Read a DOCX or XLSX."""
    package = pass_gate(content, LIMITS)
    assert isinstance(package, Package), package
    return read_excel(package, LIMITS) if kind_of(content) is Kind.XLSX else read_word(package, LIMITS)


def read(content: bytes | Document) -> FormReading:
    """Read a file, or a document made of places, as the form of the call."""
    return reader().read(content if isinstance(content, Document) else document(content), "form")


def judged(content: bytes | Document) -> Application:
    """Read and judge a form."""
    file = FormFile(name="form", sha256="0" * 64, kind="docx")
    return judge(read(content), file, call(), gazetteer())
