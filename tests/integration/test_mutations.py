"""Damaged on the way: a file that lost its end, or some of its bits, is told as damaged or read as it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from intake.reading.gate import Limits
from intake.reading.open import Read, Skipped, Unread, read_part
from intake.reading.parts import Part
from intake.rules.finding import Code
from layouts import sheet_forms, word_forms
from layouts.applicants import applicant
from layouts.own_form import own_docx
from reading_forms import call, judged

MUTANTS = 250
WHO = applicant(7, "sr")
FORMS = {
    "own.docx": lambda: own_docx(call(), WHO),
    "columns.docx": lambda: word_forms.LAYOUTS["two columns"](WHO, "sr", "glyph boxes"),
    "sheet.xlsx": lambda: sheet_forms.LAYOUTS[min(sheet_forms.LAYOUTS)](WHO, "sr"),
}
SAID = {Code.FORM_DAMAGED, Code.FORM_ENCRYPTED, Code.FORM_UNREADABLE, Code.FORM_UNSUPPORTED, Code.FORM_TOO_LARGE}


def _flipped(content: bytes, rnd: Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(rnd.choice((1, 1, 2, 8))):
        damaged[rnd.randrange(len(damaged))] ^= 1 << rnd.randrange(8)
    return bytes(damaged)


def _torn(content: bytes, rnd: Random) -> bytes:
    """What is left where a transfer broke off, or lost a stretch in the middle."""
    start = rnd.randrange(1, len(content))
    return content[:start] if rnd.random() < 0.5 else content[:start] + content[start + rnd.randrange(1, 2000) :]


def _mutants(content: bytes) -> Iterator[bytes]:
    rnd = Random(2021)  # noqa: S311 - the same ones every time
    for number in range(MUTANTS):
        yield _flipped(content, rnd) if number % 2 else _torn(content, rnd)


@pytest.mark.parametrize("name", FORMS)
def test_a_damaged_form_is_told_or_read_as_it_was_sent(name: str) -> None:
    """Never an exception, and never another answer than the applicant's."""
    content = FORMS[name]()
    whole = read_part(Part(name=name, content=content), Limits())
    assert isinstance(whole, Read)
    sent = judged(whole.document)
    told = 0
    for mutant in _mutants(content):
        result = read_part(Part(name=name, content=mutant), Limits())
        match result:
            case Unread(code=code, why=why):
                assert code in SAID
                assert why
                told += 1
            case Read(document=document):
                got = judged(document)
                assert (got.answers, got.cluster, got.municipality) == (sent.answers, sent.cluster, sent.municipality)
            case Skipped():
                pytest.fail("taken for something that is no document")
    assert told > MUTANTS / 2
