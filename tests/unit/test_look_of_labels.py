"""Labels in a look of their own, in lines of text, with their answers behind a mere blank."""

from __future__ import annotations

import pytest

from intake.rules.forms.places import Document, Line, Mark, Span
from intake.rules.judging.application import Application
from reading_forms import judged

BOLD = frozenset({Mark.BOLD})
KNOWN = {
    "Општина": "Лакташи",
    "Начелник": "Ана Анић",
    "Службени мејл": "opstina@laktasi.example",
    "Службени телефон": "051/530-000",
    "Кластер": "Дневни центар",
    "Мејл контакт особе": "marko@laktasi.example",
}
FREE = {
    "Повјереник": "Марко Марић",
    "Разлози за пријаву": "Желимо да учимо.",
    "Чиме се поносимо": "Имамо фолклор.",
    "Партнери": "Црвени крст",
}


def said(label: str, answer: str) -> Line:
    """A label in bold, its answer behind a blank."""
    return Line(spans=(Span(text=label, marks=BOLD), Span(text="\u00a0" + answer)), address=label)


def read(*lines: Line) -> Application:
    """A form with these *lines* below its title."""
    return judged(Document(blocks=(Line(spans=(Span(text="Прилог 2 – Пријава"),), address="1"), *lines)))


def test_all_that_has_the_look_of_known_labels_is_one() -> None:
    """Also what the call does not know: it ends the answer above it, and may be told by its answer."""
    got = read(*(said(label, answer) for label, answer in {**KNOWN, **FREE}.items())).answers

    assert (got["municipality"], got["cluster"]) == ("Лакташи", "day-centre")
    assert (got["motivation"], got["partners"]) == ("Желимо да учимо.", "Црвени крст")


@pytest.mark.parametrize("name", ["Ана Илић", "Дарко Бабић"])
def test_a_name_in_bold_is_no_label(name: str) -> None:
    """Who lists persons may set off their names."""
    lines = [said(label, answer) for label, answer in KNOWN.items()]

    got = read(*lines, said("Чланови кластера", "Ива Илић, педагог"), said(name, ", психолог")).answers

    assert isinstance(got["members"], tuple)
    assert [row["name"] for row in got["members"]] == ["Ива Илић", name]


def test_a_few_words_in_bold_are_no_labels_of_an_answer() -> None:
    """Fewer than five questions that are known tell nothing."""
    lines = [said(label, answer) for label, answer in [*KNOWN.items()][:4]]
    plain = Line(spans=(Span(text="Разлози за пријаву: Желимо да учимо."),), address="7")

    got = read(*lines, plain, said("Нарочито млади", "одлазе из општине.")).answers

    assert got["motivation"] == "Желимо да учимо.\nНарочито млади одлазе из општине."


@pytest.mark.parametrize("sign", [" – ", "  - "])
def test_a_dash_behind_a_label_in_bold_is_no_part_of_its_answer(sign: str) -> None:
    """Where most answers have one before them; a list keeps those of its items."""
    spans = {
        label: (Span(text=label, marks=BOLD), Span(text=sign + answer)) for label, answer in {**KNOWN, **FREE}.items()
    }

    got = read(*(Line(spans=each, address=label) for label, each in spans.items())).answers

    assert (got["municipality"], got["head_name"], got["partners"]) == ("Лакташи", "Ана Анић", "Црвени крст")
    assert (got["motivation"], got["contact_name"]) == ("Желимо да учимо.", "Марко Марић")


def test_a_list_behind_a_label_in_bold_keeps_its_dashes() -> None:
    """The other answers have none."""
    lines = [said(label, answer) for label, answer in KNOWN.items()]
    below = Line(spans=(Span(text="- Желимо да помогнемо."),), address="below")

    got = read(*lines, said("Разлози за пријаву", "- Желимо да учимо."), below).answers

    assert got["motivation"] == "- Желимо да учимо.\n- Желимо да помогнемо."


def test_a_label_with_nothing_but_a_stroke_behind_its_dash_was_left_blank() -> None:
    """It is no part of the answer above it."""
    *lines, reasons, pride, partners = (said(x, f"– {answer}") for x, answer in {**KNOWN, **FREE}.items())

    got = read(*lines, reasons, said("Наша средства", "– -"), pride, partners).answers

    assert (got["motivation"], got["resources"]) == ("Желимо да учимо.", None)


DASHED = (
    "a) podnosilac prijave – Opština Laktaši",
    "b) izabrani klaster – Dnevni centri",
    "c) adresa – Karađorđeva 5, 78250 Laktaši",
    "d) osoba za kontakt – Rada Kecman",
    "e) e-mail osobe za kontakt – rada@laktasi.example",
)
BELOW = {
    "situation": ("Stanje na terenu i ugrožene grupe", "Posebno su ranjive žene na selu."),
    "motivation": (
        "Zbog čega se javljamo i šta bismo time dobili",
        "Da učimo.\nOčekivani rezultati: 1) obučen tim",
    ),
    "experience": ("Usluge koje već pružamo", "Savjetovalište radi dvaput sedmično."),
    "resources": ("Resursi kojima raspolažemo", "U budžetu je 7850 KM.\nLjudski: tri saradnika; prostorni: sala."),
    "partners": ("Partneri na koje računamo", "Osnovna škola i policijska stanica.\nCrveni krst."),
}


@pytest.mark.parametrize("look", [(Mark.BOLD,), (Mark.BOLD, Mark.UNDERLINE), (Mark.ITALIC,), (Mark.COLOUR,)], ids=str)
def test_what_looks_as_questions_above_their_answers_is_no_heading(look: tuple[Mark, ...]) -> None:
    """Where most labels are plain and have a dash, and those of the long answers alone stand apart."""
    plain = [Line(spans=(Span(text=text),), address=text) for text in DASHED]
    for asked, answer in BELOW.values():
        plain.append(Line(spans=(Span(text=asked, marks=frozenset(look)),), address=asked))
        plain += [Line(spans=(Span(text=text),), address=text) for text in answer.split("\n")]

    got = read(*plain).answers

    assert {field: got.get(field) for field in BELOW} == {field: answer for field, (_, answer) in BELOW.items()}


@pytest.mark.parametrize("asked", ["Партнери у раду:", "Партнери у раду: "])
@pytest.mark.parametrize("look", [Mark.COLOUR, Mark.ITALIC])
def test_what_has_not_the_look_of_the_answer_above_is_no_list_of_its_own(look: Mark, asked: str) -> None:
    """Where all answers have one: the label of the next, above a list, was part of the answer, in silence."""
    short = {"Општина": "Лакташи", "Адреса": "Трг 1", "Начелник": "Ана Анић", "Контакт особа": "Марко Марић"}
    plain = [(Span(text=f"{label}: "), Span(text=said, marks=frozenset({look}))) for label, said in short.items()]
    below = [("Рањиве групе:", ()), ("Стари су сами.", (look,)), ("Ресурси које стављамо на располагање:", ())]
    below += [("Имамо салу.", (look,)), (asked, ()), ("- Црвени крст", (look,)), ("- Дом здравља", (look,))]
    spans = [*plain, *((Span(text=text, marks=frozenset(marks)),) for text, marks in below)]
    got = read(*(Line(spans=each, address=str(at)) for at, each in enumerate(spans))).answers

    assert (got["resources"], got["partners"]) == ("Имамо салу.", "- Црвени крст\n- Дом здравља")
