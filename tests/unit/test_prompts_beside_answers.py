"""Prompts that were left standing beside the answer, or in its place where their control was lost."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Document
from reading_forms import judged

CHOICE = "Кластер учења: дневни центар"


def answers(*texts: str) -> dict[str, object]:
    """The answers of a form with these lines."""
    return dict(judged(Document(blocks=tuple(map(line, (*HEAD, CHOICE, *texts))))).answers)


@pytest.mark.parametrize("written", ["(уписати) Ана Анић", "(ime i prezime) Ана Анић", "Ана Анић (име и презиме)"])
def test_a_prompt_in_brackets_beside_an_answer_is_no_part_of_it(written: str) -> None:
    """In a line, and in a cell."""
    rows = table(("Адреса", "(упишите адресу) Градска 1"), ("Начелник општине", written), ("Веб страница", ""))
    got = judged(Document(blocks=(*map(line, (*HEAD, CHOICE)), rows))).answers

    assert answers(f"Начелник општине: {written}")["head_name"] == "Ана Анић"
    assert (got["head_name"], got["address"]) == ("Ана Анић", "Градска 1")


def test_a_prompt_left_in_a_cell_makes_no_no_of_a_yes() -> None:
    """A box or a word is looked for as it stands, before an answer is trimmed."""
    rows = table(
        ("Адреса", "Градска 1"), ("Подаци наведени у обрасцу су тачни", "(упишите) ДА"), ("Партнери", "Црвени крст")
    )

    assert judged(Document(blocks=(*map(line, (*HEAD, CHOICE)), rows))).answers["accuracy"] is True


def test_a_prompt_left_in_a_cell_is_no_part_of_a_member() -> None:
    """Whose answers are not trimmed."""
    rows = table(("Име и презиме", "E-mail", "Ниво знања енглеског"), ("Ана Анић", "ana@rudo.example", "(навести) B2"))
    members = judged(Document(blocks=(*map(line, (*HEAD, CHOICE, "Подаци о члановима тима")), rows))).answers["members"]

    assert isinstance(members, tuple)
    assert [member["english"] for member in members] == ["B2"]


def test_brackets_that_prompt_nothing_are_part_of_the_answer() -> None:
    """The applicant's own."""
    got = answers("Функција контакт особе: (в.д.) савјетник", "Партнери:", "Црвени крст (уписати накнадно)")

    assert (got["contact_position"], got["partners"]) == (
        "(в.д.) савјетник",
        "Црвени крст (уписати накнадно)",
    )


@pytest.mark.parametrize("prompt", ["Унесите одговор / Enter the answer", "Enter your answer", "Упишите одговор."])
def test_a_prompt_for_an_answer_is_none(prompt: str) -> None:
    """Older formats keep the sentence and lose the control."""
    assert answers(f"Партнери: {prompt}")["partners"] is None
