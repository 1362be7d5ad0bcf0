"""Answers in the words of their own question, and statements in capitals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Block, Cell, Document, Line, Mark, Table
from reading_forms import judged

CHOICE = "Кластер учења: дневни центар"
SAID = "Пратили смо три вебинара: форуми, дневни центри и мобилни тимови"
WEBINARS = "Вебинари на којима сте учествовали"


def answers(*blocks: str | Block) -> dict[str, object]:
    """The answers of a form with these blocks behind the usual head and choice."""
    whole = (line(b) if isinstance(b, str) else b for b in (*HEAD, CHOICE, *blocks))
    return dict(judged(Document(blocks=tuple(whole))).answers)


def across(*rows: tuple[str, ...]) -> Table:
    """A table of two columns; a text alone in its row goes across, in bold where the answer is below."""
    cells: list[Cell] = []
    for cell in table(*rows).cells:
        alone = len(rows[cell.row]) == 1
        bold = alone and cell.row % 2 == 0
        lines = tuple(line(x.text, Mark.BOLD) if bold else x for x in cell.lines)
        cells.append(replace(cell, lines=lines, column_span=2 if alone else 1))
    return Table(cells=tuple(cells), address="table 1")


def test_an_answer_in_the_row_below_keeps_what_stands_before_its_colon() -> None:
    """Though that has the words of its question, which stands across the row above."""
    got = answers(across((WEBINARS,), (SAID,), ("Мотивација",), ("Желимо да учимо.",)))
    assert (got["webinars"], got["motivation"]) == (SAID, "Желимо да учимо.")


def test_an_answer_in_the_line_below_keeps_what_stands_before_its_colon() -> None:
    """As in a table."""
    bold = [line(f"{n}. {label}", Mark.BOLD) for n, label in enumerate((WEBINARS, "Мотивација", "Партнери"), start=1)]
    got = answers(bold[0], SAID, bold[1], "Желимо да учимо.", bold[2], "Црвени крст")
    assert (got["webinars"], got["motivation"], got["partners"]) == (SAID, "Желимо да учимо.", "Црвени крст")


@pytest.mark.parametrize(
    ("field", "label", "said"),
    [
        ("webinars", "На којим сте вебинарима НАЛАС-а били?", "Похађали смо два вебинара: један 2019, други 2020."),
        ("webinars", "Праћени вебинари / Webinars followed", SAID),
        ("ecourses", "Које сте е-курсеве завршили?", "Е-курсеве су завршили: Ана Анић, Ива Ивић"),
        ("resources", "Сопствени ресурси којима располажете", "Располажемо сљедећим ресурсима: сала, возило"),
        ("plan", "Шта намјеравате да урадите?", "Планирамо сљедеће активности: обука, отварање центра"),
        ("plan", "Планиране активности и мјесто примјене", "Концепт примјене: прво обука"),
        ("situation", "Опишите какво је стање", "Стање у општини: лоше, без превоза"),
    ],
)
def test_so_it_does_below_a_question_in_words_that_nobody_foresaw(field: str, label: str, said: str) -> None:
    """A question is surer than a sentence that has a colon, in whatever words both are put."""
    assert answers(table(("Адреса",), ("Карађорђева 1",), (label,), (said,), ("Партнери",), ("Школа",)))[field] == said


@pytest.mark.parametrize("said", ["☑", "ДА"])
def test_a_statement_in_capitals_is_no_heading(said: str) -> None:
    """Though it speaks of data, as headings do."""
    assert answers(table(("ИЗЈАВЉУЈЕМО ДА СУ ПОДАЦИ У ПРИЈАВИ ТАЧНИ", said)))["accuracy"] is True


def test_a_label_alone_in_its_line_is_no_heading_where_labels_are_bold() -> None:
    """The title and a question left blank look the same."""

    def asked(label: str, answer: str = "") -> Line:
        written = line(f"\t{answer}") if answer else line("\t")
        return replace(written, spans=(*line(label, Mark.BOLD).spans, *written.spans), address=label)

    title = [line("Прилог 2", Mark.BOLD), line("Образац за пријаву", Mark.BOLD)]
    short = (("Назив општине:", "Фоча"), ("Контакт особа:", "Ива Ивић"), ("Е-пошта контакт особе:", "i@foca.example"))
    reasons = line("Образложење: разлози за пријаву и очекивани резултати", Mark.BOLD)
    blank = asked("Потпис овлашћеног лица")
    blocks = (*title, *(asked(*pair) for pair in short), reasons, line("Желимо да учимо од других."), blank)

    got = judged(Document(blocks=(*blocks, line(CHOICE)))).answers
    assert got["motivation"] == "Желимо да учимо од других."
