"""Forms that number their questions in Roman, or part each from its answer by a dash."""

from __future__ import annotations

import pytest

from form_lines import line, table
from intake.rules.forms.places import Document, Line, Mark, Span
from intake.rules.judging.application import Application
from reading_forms import judged

TITLE = "Прилог 2 – Образац за пријаву"
ASKED = {
    "municipality": ("Назив општине", "Лакташи"),
    "address": ("Адреса", "Карађорђева 56, 78250 Лакташи"),
    "official_email": ("Службена е-пошта", "info@laktasi.example"),
    "head_name": ("Начелник општине", "Ана Анић"),
    "contact_name": ("Контакт особа", "Марко Марић"),
    "contact_position": ("Функција контакт особе", "шеф – в.д."),
    "contact_email": ("Е-пошта контакт особе", "marko@laktasi.example"),
    "cluster": ("Кластер учења", "Дневни центри"),
    "situation": ("Опис стања и рањивих група", "Много је старих."),
    "partners": ("Партнери", "Црвени крст"),
}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
EXPECTED = {name: answer for name, (_, answer) in ASKED.items() if name not in ("cluster", "municipality")}


def answers(*blocks: Line) -> dict[str, object]:
    """What a form of these lines says."""
    got = judged(Document(blocks=(line(TITLE), *blocks)))
    assert (got.municipality, got.cluster) == ("srp-laktasi", "day-centre")
    return {name: got.answers[name] for name in EXPECTED}


@pytest.mark.parametrize("script", [str, lambda number: number.replace("I", "І").replace("X", "Х")])
def test_roman_numbers_through_the_whole_form_are_those_of_its_questions(script: type[str]) -> None:
    """And no headings, which have such numbers elsewhere; in Cyrillic letters, too."""
    numbered = [f"{script(number)}. {label}" for number, (label, _) in zip(ROMAN, ASKED.values(), strict=True)]
    told = [answer for _, answer in ASKED.values()]

    assert answers(*(line(f"{asked}: {said}") for asked, said in zip(numbered, told, strict=True))) == EXPECTED
    rows = tuple(zip(numbered, told, strict=True))
    assert judged(Document(blocks=(line(TITLE), table(*rows)))).answers["partners"] == "Црвени крст"


def test_roman_numbers_of_headings_stay() -> None:
    """They tell whose telephone is asked for."""
    blocks = [line("I. Локална самоуправа"), line("Назив: Лакташи"), line("Телефон: 051/111-222")]
    blocks += [line("II. Контакт особа"), line("Име и презиме: Марко Марић"), line("Телефон: 065/333-444")]

    got = judged(Document(blocks=(line(TITLE), *blocks)))

    assert (got.answers["official_phone"], got.answers["contact_phone"]) == ("+38751111222", "+38765333444")


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("dash", ["–", "—", "-"])
def test_a_dash_behind_each_question_parts_it_from_its_answer(dash: str, *, numbered: bool) -> None:
    """Also one with a hint in brackets, one in words that the call does not have, and a dash in an answer."""
    asked = [(label, answer) for label, answer in ASKED.values()]
    asked.insert(2, ("Број запослених", "тридесет два"))
    asked[0] = ("Назив општине (пун назив)", "Лакташи")
    blocks = [f"{f'{at}. ' if numbered else ''}{label} {dash} {said}" for at, (label, said) in enumerate(asked, 1)]

    assert answers(*map(line, blocks)) == EXPECTED


def apart(label: str, hint: str, answer: str) -> Line:
    """A question in bold with a small hint before its dash, and its answer."""
    look = frozenset({Mark.BOLD})
    spans = (Span(text=label, marks=look), Span(text=hint), Span(text=" –", marks=look), Span(text=f" {answer}"))
    return Line(spans=tuple(span for span in spans if span.text), address=label)


@pytest.mark.parametrize("numbers", ["{}. ", "1.{}. ", "", "letters"])
def test_a_dash_in_the_look_of_its_question_ends_it_behind_a_hint(numbers: str) -> None:
    """The hint has another look, so that of the question does not tell where it ends."""
    asked = [
        (f"{'абвгдђежзијклљ'[at]}) " if numbers == "letters" else numbers.format(at + 1), *one)
        for at, one in enumerate(ASKED.values())
    ]
    hints = (" (попунити)", "")

    got = answers(*(apart(number + label, hints[at % 2], said) for at, (number, label, said) in enumerate(asked)))

    assert got == EXPECTED


def test_a_question_in_unknown_words_ends_at_its_dash_where_all_are_in_capitals() -> None:
    """And so does the long answer above it."""
    asked = [*ASKED.values(), ("Трајање изградње", "два мјесеца"), ("Досадашње искуство", "Вртић.")]
    got = answers(*(line(f"{label.upper()} – {said}") for label, said in asked))

    assert {name: got.get(name) for name in EXPECTED} == EXPECTED


def test_a_dash_inside_a_question_is_none_behind_it() -> None:
    """Where the form asks with colons."""
    labels = {"contact_name": "Контакт особа – име и презиме", "contact_position": "Контакт особа – функција"}
    asked = {name: (labels.get(name, label), answer) for name, (label, answer) in ASKED.items()}

    assert answers(*(line(f"{label}: {answer}") for label, answer in asked.values())) == EXPECTED


@pytest.mark.parametrize("between", [" ", " ____"])
def test_a_question_of_an_outline_goes_up_to_its_question_mark(between: str) -> None:
    """And not to the end of its line, where its answer stands."""
    labels = {"contact_name": "Ко је контакт особа", "partners": "Ко су партнери", "address": "Која је адреса општине"}
    asked = [(labels.get(name, label), answer) for name, (label, answer) in ASKED.items()]

    assert answers(*(line(f"{at}.1. {label}?{between}{said}") for at, (label, said) in enumerate(asked, 1))) == EXPECTED


@pytest.mark.parametrize("question", ["Мотивација", "Партнери"])
def test_an_answer_behind_a_dash_keeps_the_words_before_its_own_colon(question: str) -> None:
    """They say what the list is, be it in words of a question; the question ended at the dash."""
    answer = "Планирамо примјену на два мјеста: 1) у школи, 2) у дому."
    got = dashed((question, answer))

    assert answer in (got.answers["motivation"], got.answers["partners"])
    assert got.answers["plan"] is None


@pytest.mark.parametrize("asked", ["разлози за пријаву", "Навести разлоге"])
def test_a_question_that_goes_on_behind_its_dash_ends_at_its_colon(asked: str) -> None:
    """It asks there, and says nothing."""
    assert dashed(("Мотивација", f"{asked}: Учимо.")).answers["motivation"] == "Учимо."


def dashed(asked: tuple[str, str]) -> Application:
    """A form of few questions, each with its dash."""
    pairs = (("Назив општине", "Лакташи"), asked, ("Контакт особа", "Марко Марић"), ("Имејл", "m@laktasi.example"))
    return judged(Document(blocks=(line(TITLE), *(line(f"{label} – {answer}") for label, answer in pairs))))


def test_a_stroke_behind_a_question_leaves_it_blank_above_a_heading() -> None:
    """What is below is asked elsewhere."""
    lines = ("Начелник општине: —", "Подаци о контакт особи", "Контакт особа: Марко Марић")

    got = judged(Document(blocks=tuple(map(line, (TITLE, "Назив општине: Лакташи", *lines))))).answers

    assert (got["head_name"], got["contact_name"]) == (None, "Марко Марић")
