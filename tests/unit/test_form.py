"""From places to answers: what counts as an answer, and laws that hold for every form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form_lines import HEAD, line, table
from intake.data.loaded import load_lexicon
from intake.rules.finding import Code
from intake.rules.forms.places import Control, ControlKind, Document, Line, Mark, Span
from layouts import word_forms
from layouts.applicants import applicant
from reading_forms import judged, read

CHOICE = "Кластер учења: дневни центар"
SITE = ("Интернет страница", "www.x.example")
LETTERS = "абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗabcčćdđefghijklmnoprsštuvzžABCČĆ0123456789"


def answers(*blocks: str | Line | object) -> dict[str, object]:
    """The answers of a form with these blocks behind the usual head and choice."""
    lines = [
        line(block) if isinstance(block, str) else block for block in (*HEAD, "Кластер учења: дневни центар", *blocks)
    ]
    return dict(judged(Document(blocks=tuple(lines))).answers)  # type: ignore[arg-type]


# Letter by letter: Hypothesis takes words of our code for texts, too; "phone 00 00 00" is a question and its answer.
MADE_UP = st.lists(st.sampled_from(LETTERS), min_size=2, max_size=9).map("".join)
WORDS = st.builds(str.__add__, MADE_UP, st.sampled_from(["", "", "", ",", ".", "!", "?", ")"]))
TEXTS = st.lists(WORDS, min_size=4, max_size=12).map(" ".join).filter(lambda text: text[-1].isalnum())
"""Sentences of four words and more: one or two may happen to be a label."""


def is_hint(text: str) -> bool:
    """Tell whether a form would print *text* to help: it begins with "eg", for one."""
    return load_lexicon().is_hint(text)


@given(
    text=TEXTS.filter(lambda text: not is_hint(text) and not is_hint(text[::-1])),
    layout=st.sampled_from(sorted(word_forms.LAYOUTS)),
    number=st.integers(0, 59),
)
def test_whatever_is_written_comes_back_as_it_is_written(text: str, layout: str, number: int) -> None:
    """In every layout: no word is lost, added or taken for a label."""
    who = applicant(number, "sr")
    who = replace(who, written={**who.written, "resources": text, "partners": text[::-1].strip()})

    got = read(word_forms.LAYOUTS[layout](who, "sr", "glyph boxes")).answers

    assert got["resources"].value == text
    assert got["partners"].value == " ".join(text[::-1].split())


@pytest.mark.parametrize(
    "written", ["________", "........", "-", "/", "N/A", "нема", "(уписати)", "[Унесите текст]", "…………", "—", "М.П."]
)
def test_a_blank_is_none(written: str) -> None:
    """A filled line of underscores answers nothing."""
    assert answers(f"Функција контакт особе: {written}")["contact_position"] is None


def test_a_prompt_left_in_its_control_is_none() -> None:
    """Word shows it in grey; no applicant wrote it."""
    prompt = Span(text="Click here to enter text.", control=Control(kind=ControlKind.TEXT, placeholder=True))
    asked = Line(spans=(Span(text="Функција контакт особе: "), prompt), address="line")

    assert answers(asked)["contact_position"] is None


def test_what_is_struck_out_is_not_answered() -> None:
    """The correction behind it is."""
    asked = Line(
        spans=(
            Span(text="Функција контакт особе: "),
            Span(text="начелник ", marks=frozenset({Mark.STRIKE})),
            Span(text="савјетник"),
        ),
        address="line",
    )

    assert answers(asked)["contact_position"] == "савјетник"


def test_an_answer_that_looks_like_a_label_is_an_answer() -> None:
    """The word "Начелник", right of "Функција"."""
    rows = (
        ("Адреса", "Карађорђева 56"),
        ("Функција контакт особе", "Начелник"),
        ("Интернет страница", "www.x.example"),
    )

    assert answers(table(*rows))["contact_position"] == "Начелник"


def test_a_bare_label_belongs_to_the_section_where_it_stands() -> None:
    """First "Телефон" of the municipality, then of the contact person."""
    got = answers(
        table(
            ("Адреса", "Карађорђева 56"),
            ("Телефон", "051/123-456"),
            ("Име и презиме контакт особе", "Марко Марић"),
            ("Телефон", "065/111-222"),
        )
    )

    assert (got["official_phone"], got["contact_phone"]) == ("+38751123456", "+38765111222")


def test_a_lone_telephone_is_the_contact_persons() -> None:
    """Where the form asks for one only, it is the one that is needed."""
    document = Document(
        blocks=(
            line("Прилог 2"),
            table(("Назив општине", "Лакташи"), ("Е-пошта", "a@laktasi.example"), ("Контакт особа", "Ана Ивић"),
                  ("Кластер учења", "Дневни центри")),
        )
    )  # fmt: skip

    assert judged(document).answers["contact_email"] == "a@laktasi.example"


def test_two_places_that_answer_differently_give_no_value() -> None:
    """A person must look; both are kept as evidence."""
    application = judged(
        Document(
            blocks=tuple(map(line, (*HEAD, "Кластер учења: дневни центар", "Е-пошта контакт особе: other@x.example")))
        )
    )

    finding = next(f for f in application.findings if f.code is Code.FIELD_SEVERAL)
    assert application.answers["contact_email"] is None
    assert len(finding.evidence) == 2


def test_place_and_date_in_one_line_are_parted() -> None:
    """One label asks for both: "Мјесто и датум"."""
    got = answers("Мјесто и датум: Лакташи, 10. септембра 2021. године")

    assert (got["place"], got["signed_on"]) == ("Лакташи", "2021-09-10")


@pytest.mark.parametrize(
    ("written", "expected"),
    [("☒ Да ☐ Не", True), ("☐ Да ☒ Не", False), ("ДА", True), ("не", False), ("X", True), ("", False)],
)
def test_a_statement_is_made_by_tick_or_word(written: str, expected: object) -> None:
    """True, or false where it is there and not ticked."""
    rows = (
        ("Адреса", "Карађорђева 56"),
        ("Изјава да су подаци тачни", written),
        ("Интернет страница", "www.x.example"),
    )

    assert answers(table(*rows))["accuracy"] is expected


def test_a_statement_that_the_form_does_not_have_is_null() -> None:
    """Nobody refused anything."""
    assert answers().get("accuracy") is None


@pytest.mark.parametrize(
    "texts",
    [
        ("Рачун", "Телефон: 051/111-222", "Адреса: Карађорђева 1", "Датум: 1.9.2021."),
        ("Образац за пријаву за омладинске пројекте", "Назив општине: Лакташи", "Контакт особа: Ана", "Тел: 1"),
        ("Записник", "Разговарано је о кластерима: дневни центри, мобилни тимови."),
        ("Позив за учешће", "☐", "Дневни центри", "Мобилни теренски тимови", "Повећање свијести"),
    ],
)  # fmt: skip
def test_what_is_not_the_form_is_none(texts: tuple[str, ...]) -> None:
    """An invoice, another call's form, minutes, the call itself."""
    assert read(Document(blocks=tuple(map(line, texts)))).score == 0
