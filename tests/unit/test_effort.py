"""How much work reading a form is, counted and not timed: the count is the same on a busy machine."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from intake.rules.forms.form.reader import FormReader
from layouts import word_forms
from layouts.applicants import applicant
from layouts.own_form import own_docx
from reading_forms import call, document, reader

_MANY = 31_000  # calls of functions for the program's own form when its labels are known
_FEW = 10_900  # for a plain table


@pytest.mark.parametrize(
    ("content", "most"),
    [
        pytest.param(own_docx(call(), applicant(1, "sr")), _MANY, id="own form"),
        pytest.param(word_forms.two_columns(applicant(1, "sr"), "sr", "glyph boxes"), _FEW, id="plain table"),
    ],
)
def test_what_every_form_asks_is_worked_out_once(content: bytes, most: int) -> None:
    """The second form costs what is its own."""
    read = reader()
    read.read(document(content), "form")
    assert _calls(read, content) < most


def _calls(read: FormReader, content: bytes) -> int:
    places, made = document(content), 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal made
        made += event == "call"

    sys.setprofile(count)
    try:
        read.read(places, "form")
    finally:
        sys.setprofile(None)
    return made
