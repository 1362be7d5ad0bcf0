"""Fills in the blank form as an office program does: through its controls, or its named cells."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import docx
from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def controls(form: bytes) -> dict[str, etree._Element]:
    """Return every content control of a Word form by its tag."""
    return _by_tag(docx.Document(BytesIO(form)).element)


def _by_tag(body: etree._Element) -> dict[str, etree._Element]:
    return {str(tag.get(f"{W}val")): sdt for sdt in body.iter(f"{W}sdt") for tag in sdt.iter(f"{W}tag")}


def filled_docx(form: bytes, answers: Mapping[str, str | bool]) -> bytes:
    """Answer the controls of those tags: a text replaces the prompt, True ticks the box."""
    document = docx.Document(BytesIO(form))
    by_tag = _by_tag(document.element)
    for tag, answer in answers.items():
        if isinstance(answer, bool):
            _tick(by_tag[tag])
        else:
            _type(by_tag[tag], answer)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _tick(sdt: etree._Element) -> None:
    next(sdt.iter(f"{W14}checked")).set(f"{W14}val", "1")
    next(sdt.iter(f"{W}t")).text = "☒"


def _type(sdt: etree._Element, answer: str) -> None:
    for mark in list(sdt.iter(f"{W}showingPlcHdr", f"{W}rStyle")):
        parent = mark.getparent()
        assert parent is not None
        parent.remove(mark)
    first, *rest = answer.split("\n")
    text = next(sdt.iter(f"{W}t"))
    text.text = first
    run = text.getparent()
    assert run is not None
    for line in rest:
        etree.SubElement(run, f"{W}br")
        etree.SubElement(run, f"{W}t").text = line


def filled_xlsx(form: bytes, answers: Mapping[str, str], members: tuple[tuple[str, ...], ...], to: Path) -> None:
    """Answer the cells named for those fields, and the first rows of the table of members."""
    book = load_workbook(BytesIO(form), rich_text=True)
    sheet = book.worksheets[0]
    for field, answer in answers.items():
        cell = sheet[_where(book.defined_names[f"field_{field}"].attr_text)]
        assert isinstance(cell, Cell)
        cell.value = answer
    area = sheet[_where(book.defined_names["field_members"].attr_text)]
    for row, member in zip(area, members, strict=False):
        for cell, answer in zip(row, member, strict=True):
            cell.value = answer
    book.save(to)


def _where(reference: str | None) -> str:
    assert reference is not None
    return reference.rpartition("!")[2].replace("$", "")
