"""Forms that mark their questions and the answers below them: the marks are part of neither."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Document, Line, Mark, Span, Table
from reading_forms import judged

TITLE, *_ = HEAD
ASKED = (
    ("Пун назив Ваше локалне заједнице", "Лакташи"),
    ("Одаберите тему у којој желите учити", "дневни центар"),
    ("Име и презиме лица са којим можемо ступити у контакт", "Марко Марић"),
    ("На који мејл можемо писати лицу за контакт?", "marko@laktasi.example"),
    ("Укратко опишите стање и угрожене групе", "Лоше је.\n1. обука радника\n2. набавка опреме"),
    ("Образложите зашто желите учествовати", "Нада: то је све."),
    ("Да ли прихватате учешће у сва три догађаја?", "ДА"),
    ("Колико вас је у свему", "12"),
    ("На којим сте вебинарима били?", "/"),
    ("Мјесто попуњавања", "Лакташи"),
)


def answers(*blocks: Line | Table) -> dict[str, object]:
    """What a form of these blocks answers."""
    return dict(judged(Document(blocks=(line(TITLE), *blocks))).answers)


def expect(got: dict[str, object]) -> None:
    """All of `ASKED` was read, and nothing else."""
    assert {name: value for name, value in got.items() if value is not None} == {
        "cluster": "day-centre",
        "municipality": got["municipality"],
        "contact_name": "Марко Марић",
        "contact_email": "marko@laktasi.example",
        "situation": "Лоше је.\n1. обука радника\n2. набавка опреме",
        "motivation": "Нада: то је све.",
        "commitment": True,
        "place": "Лакташи",
    }


@pytest.mark.parametrize(
    "style",
    [
        "Питање {n}: {asked}\nОдговор: {said}",
        "Питање бр. {n}: {n}. {asked}\nОдговор: {said}",
        "Питање {n}:\n{asked}\nОдговор:\n{said}",
        "П: {asked}\n\nО: {said}",
        "Q{n}. {asked}\nA{n}. {said}",
        "{n}) {asked}\nОдговор: {said}",
        "{asked}\nВаш одговор: {said}",
        "Питање {n}: {asked} Одговор: {said}",
    ],
)
def test_marks_of_questions_and_answers_are_part_of_neither(style: str) -> None:
    """However they are written; and what has an answer is a question, whatever it asks."""
    texts = (style.format(n=number, asked=asked, said=said) for number, (asked, said) in enumerate(ASKED, 1))

    expect(answers(*map(line, "\n".join(texts).split("\n"))))


@pytest.mark.parametrize("style", ["Питање {n}: {asked}\nОдговор: {said}", "{asked}\nОдговор: {said}"])
def test_marks_stand_in_tables_too(style: str) -> None:
    """In cells side by side, and in one cell."""
    texts = tuple(style.format(n=n, asked=asked, said=said) for n, (asked, said) in enumerate(ASKED, 1))

    expect(answers(table(*((asked, said) for asked, said in (text.split("\n", 1) for text in texts)))))
    expect(answers(table(*((text,) for text in texts))))


def test_a_word_for_an_answer_among_others_is_no_mark() -> None:
    """Where a form marks no answers, they may begin as they like."""
    asked = (*HEAD, "Кластер: дневни центар", "Опис стања:", "Одговор: нико није помогао.", "Партнери: Црвени крст")

    got = dict(judged(Document(blocks=tuple(map(line, asked)))).answers)

    assert got["situation"] == "Одговор: нико није помогао."


def bold(text: str) -> Line:
    """A line that is bold behind the mark of an answer."""
    marked = "Одговор: " if text.startswith("Одговор: ") else ""
    spans = (Span(text=marked), Span(text=text[len(marked) :], marks=frozenset({Mark.BOLD})))
    return Line(spans=tuple(span for span in spans if span.text), address=f"line {text[:9]}")


def test_what_is_marked_as_an_answer_is_one() -> None:
    """In the look of the questions, in the words of another or with those of several in it."""
    asked = (
        ("Општина", "Начелник општине Лакташи"),
        ("Кластер", "дневни центар"),
        ("Адреса", "Горња 1, 78250 Лакташи"),
        ("Контакт особа", "Ана Анић, тел. 065/123-456, мејл: ana@laktasi.example"),
        ("Функција контакт особе", "Начелник"),
        ("Партнери", "Ресурси: нема их"),
        ("Мјесто", "Лакташи"),
    )
    texts = (text for at, (question, said) in enumerate(asked, 1) for text in (f"{at}. {question}", f"Одговор: {said}"))
    got = judged(Document(blocks=(line(TITLE), *map(bold, texts))))

    assert got.municipality == "srp-laktasi"
    assert {name: got.answers[name] for name in ("contact_name", "contact_phone", "contact_email", "head_name")} == {
        "contact_name": "Ана Анић",
        "contact_phone": "+38765123456",
        "contact_email": "ana@laktasi.example",
        "head_name": None,
    }
    assert (got.answers["contact_position"], got.answers["partners"]) == ("Начелник", "Ресурси: нема их")


def test_a_numbered_statement_is_answered_by_the_word_that_is_left() -> None:
    """Though other numbered questions are all of their lines."""
    texts = [f"{at}. {asked}\nОдговор: {said}" for at, (asked, said) in enumerate(ASKED, 1)]
    said = (
        Span(text="ДА", marks=frozenset({Mark.BOLD})),
        Span(text=" / "),
        Span(text="НЕ", marks=frozenset({Mark.STRIKE})),
    )
    stated = Line(spans=(Span(text="11. Изјава да су подаци тачни   "), *said), address="line 11")

    assert answers(*map(line, "\n".join(texts).split("\n")), stated)["accuracy"] is True
