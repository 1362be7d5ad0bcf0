"""The readers on files that nobody here wrote: damaged, fuzzed, and from every program that writes such files."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from corpora import CORPORA, corpus_mails, from_corpora
from intake.reading.gate import Limits
from intake.reading.kinds import Kind
from intake.reading.mail import parse
from intake.reading.open import Read, Unread, read_part, read_parts
from intake.reading.parts import Part
from intake.rules.forms.places import Box, Document, Line

OFFICE = sorted(path for path in CORPORA.rglob("*") if path.suffix in {".docx", ".docm", ".dotx", ".xlsx", ".xlsm"})
MAILS = corpus_mails()
LIMITS = Limits()

pytestmark = pytest.mark.corpora
SECONDS = 15.0  # the slowest takes two on an idle machine


def _boxes(document: Document) -> Iterator[Box]:
    for block in document.blocks:
        for line in [block] if isinstance(block, Line) else [x for cell in block.cells for x in cell.lines]:
            yield from (span.box for span in line.spans if span.box is not None)


def test_the_corpora_are_there() -> None:
    """Without them the other tests would pass on nothing."""
    assert len(OFFICE) > 500
    assert len(MAILS) > 500


def test_every_office_file_is_read_or_says_why_not_in_time() -> None:
    """No exception, no hang; and only those that are broken on purpose cannot be read."""
    unread = []
    for path in OFFICE:
        start = time.monotonic()
        result = read_part(Part(name=path.name, content=path.read_bytes()), LIMITS)
        assert time.monotonic() - start < SECONDS, path.name
        if isinstance(result, Unread):
            unread.append(path.name)
    assert len(unread) <= 30, unread


def test_every_mail_and_all_that_is_in_it_is_read_or_says_why_not() -> None:
    """Real bounces, spam and broken messages: none may stop a pass."""
    kinds: set[Kind] = set()
    for path in MAILS:
        mail = parse(path.read_bytes())
        assert mail.headers or mail.text, path.name
        kinds.update(Kind(result.file.kind) for result in read_parts(mail.parts, LIMITS))
    assert {Kind.PDF, Kind.IMAGE, Kind.TEXT, Kind.HTML} <= kinds


@pytest.mark.parametrize(
    ("name", "ticked", "empty"),
    [
        ("checked_boxes.docx", 12, 32),
        ("check_drop_my.docx", 2, 2),
        ("checkboxes.docx", 5, 4),
        ("checked-true-false.docx", 4, 4),
        ("stress005.docx", 0, 12),
    ],
)
def test_the_boxes_of_real_forms_are_counted_right(name: str, ticked: int, empty: int) -> None:
    """The truth is the raw XML; python-docx finds none of them, docx2python three times as many."""
    result = read_part(Part(name=name, content=from_corpora(name)), LIMITS)
    assert isinstance(result, Read)
    boxes = list(_boxes(result.document))
    assert (boxes.count(Box.TICKED), boxes.count(Box.EMPTY)) == (ticked, empty)
