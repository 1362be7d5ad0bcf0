"""Answers in the rows at which a mail program, or a narrow page, broke them."""

from __future__ import annotations

import textwrap

import pytest

from form_lines import HEAD, line
from intake.reading.text import read_text
from intake.rules.forms.places import Document
from reading_forms import judged

SAID = {
    "Адреса сједишта": "Трг краља Петра Првог Карађорђевића број 1, 78250 Лакташи",
    "Начелник": "мр Марија Магдалена Крајишник Петровић",
    "Функција контакт особе": "виши сарадник за послове социјалне заштите и борачко-инвалидске заштите у Одјељењу",
    "Кластер учења": "Мобилни тимови",
    "Мотивација": "Скупштина је у марту усвојила стратегију развоја у којој је социјална укљученост један од "
    "приоритета, а кластер би нам помогао да тај циљ остваримо прије краја године.",
    "Партнери": "Црвени крст",
}


@pytest.mark.parametrize("width", [56, 66, 76])
def test_a_short_answer_that_a_mail_program_broke_is_whole(width: int) -> None:
    """With a small letter, a capital or a number: what had room in the row above is something else."""
    asked = (*HEAD, *(f"{label}: {text}" for label, text in SAID.items()))
    got = judged(read_text("\n".join(row for text in asked for row in textwrap.wrap(text, width)))).answers
    assert got["address"] == SAID["Адреса сједишта"]
    assert got["head_name"] == SAID["Начелник"]
    assert got["contact_position"] == SAID["Функција контакт особе"]
    assert got["motivation"] == SAID["Мотивација"]
    assert got["partners"] == "Црвени крст"


def test_a_hint_below_a_question_that_fills_its_row_is_none_of_its_words() -> None:
    """It begins in small letters, too."""
    long = "Опис стања и рањивих група на подручју локалне самоуправе:"
    text = f"{long}\nнаведите бројеве\nРомска заједница броји 140 припадника.\nПартнери: Црвени крст"
    wrapped = "\n".join(textwrap.wrap(f"Искуство: {SAID['Мотивација'] * 2}", len(long) + 4))
    got = judged(read_text("\n".join((*HEAD, wrapped, text)))).answers
    assert (got["situation"], got["partners"]) == ("Ромска заједница броји 140 припадника.", "Црвени крст")


@pytest.mark.parametrize(("rest", "name"), [("Марић ........", "Горан Марић"), ("Сједиште ____", "Горан")])
def test_a_name_that_was_broken_behind_its_first_word_is_whole(rest: str, name: str) -> None:
    """As dots that lead to the margin break it in a narrow page; what asks something is no name."""
    got = judged(Document(blocks=tuple(map(line, (*HEAD, "Начелник: Горан", rest, "Партнери: Црвени крст")))))
    assert got.answers["head_name"] == name
