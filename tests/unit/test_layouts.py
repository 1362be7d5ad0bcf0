"""Filled forms in many layouts, scripts and ways of choosing give back what was written."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from intake.rules.finding import Code
from layouts import sheet_forms, word_forms
from layouts.applicants import Applicant, applicant
from layouts.choices import STYLES
from layouts.labels import LABELS
from layouts.own_form import own_docx, own_xlsx
from reading_forms import call, judged

LANGUAGES = {"sr": "sr", "latn": "latn", "ekavian": "sr", "en": "en", "both": "sr"}
numbers = count()
_STYLES = tuple(STYLES)
WORD = [
    (layout, language, _STYLES[next(numbers) % len(_STYLES)])
    for layout in word_forms.LAYOUTS
    for language in LANGUAGES
    for _ in range(2)
]


def _holds(content: bytes, who: Applicant) -> None:
    application = judged(content)
    got = {name: application.answers.get(name) for name in who.expected}
    assert got == dict(who.expected)
    assert (application.cluster, application.approach) == (who.cluster, who.approach)
    assert application.municipality == who.municipality
    assert application.findings == ()


@pytest.mark.parametrize(("layout", "language", "style"), WORD)
def test_a_word_form_gives_back_its_answers(layout: str, language: str, style: str) -> None:
    """Whatever the layout, the language and the way of choosing."""
    who = applicant(hash_of(layout, language, style), LANGUAGES[language])

    _holds(word_forms.LAYOUTS[layout](who, language, style), who)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("layout", ["two columns", "label above", "colon paragraphs"])
def test_every_way_of_choosing_is_understood(layout: str, style: str) -> None:
    """Ticks, crosses, brackets, words, bold, strokes: each of the six approaches, in a table and without one."""
    for number in range(6):
        who = applicant(number, "sr")
        _holds(word_forms.LAYOUTS[layout](who, "sr", style), who)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", sheet_forms.LAYOUTS)
def test_a_workbook_gives_back_its_answers(layout: str, language: str) -> None:
    """The same questions in cells."""
    who = applicant(hash_of(layout, language), LANGUAGES[language])

    _holds(sheet_forms.LAYOUTS[layout](who, language), who)


@pytest.mark.parametrize("number", range(6))
def test_the_products_own_form_gives_back_its_answers(number: int) -> None:
    """Filled in Word by its controls, in Excel by its lists."""
    who = applicant(number, "sr")

    _holds(own_docx(call(), who), who)
    _holds(own_xlsx(call(), who), who)
    assert judged(own_docx(call(), who)).answers["members"] == who.members


UNASKED = {
    "sr": ("Врста: општина / град", "Ниво знања енглеског језика сваког члана (A1–C2)"),
    "latn": ("Vrsta (opština/grad)", "Znanje engleskog jezika (A1-C2)"),
    "ekavian": ("Врста јединице локалне самоуправе", "Ниво знања енглеског језика"),
    "en": ("Type: municipality / city", "English level of each member (A1–C2)"),
    "both": ("Врста: општина / град / Type: municipality / city", "Ниво знања енглеског / English level"),
}


@pytest.mark.parametrize("sort", ["☐ општина ☒ град", ""])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", [*word_forms.LAYOUTS, *sheet_forms.LAYOUTS])
def test_questions_that_the_call_does_not_ask_disturb_nothing(
    layout: str, language: str, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others may stand in the form of a call: of what kind the municipality is, how well each member speaks English."""
    first, *rest = word_forms.SHORT
    for module in (word_forms, sheet_forms):
        monkeypatch.setattr(module, "SHORT", (first, "sort", *rest, "english"))
    for field, label in zip(("sort", "english"), UNASKED[language], strict=True):
        monkeypatch.setitem(LABELS[language], field, label)
    asked = applicant(hash_of(layout, language, sort), LANGUAGES[language])
    who = replace(asked, written={**asked.written, "sort": sort, "english": "B1, B2" if sort else ""})
    in_word = word_forms.LAYOUTS.get(layout)

    application = judged(
        in_word(who, language, "tick glyphs") if in_word else sheet_forms.LAYOUTS[layout](who, language)
    )

    got = {name: application.answers.get(name) for name in who.expected}
    assert got == dict(who.expected)
    assert (application.cluster, application.approach) == (who.cluster, who.approach)
    assert application.municipality == who.municipality
    assert {finding.code for finding in application.findings} <= {Code.QUESTION_UNKNOWN}


def hash_of(*words: str) -> int:
    """A number that is the same in every run."""
    return sum(map(ord, "".join(words))) % 60
