"""Places and dates between dots, and labels at the foot that name the office and ask for a signature."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Document
from reading_forms import judged


@pytest.mark.parametrize("written", ["..Приједор.., ..06.09.2021. године..", "...Приједор..., ...6.9.2021...."])
def test_dots_round_place_and_date_are_no_part_of_them(written: str) -> None:
    """Neither is found where they are."""
    lines = (*HEAD, written, "(место и датум)")

    found = judged(Document(blocks=tuple(map(line, lines)))).answers

    assert (found["place"], found["signed_on"]) == ("Приједор", "2021-09-06")


@pytest.mark.parametrize("office", ["локалну управу", "општину", "јединицу локалне самоуправе"])
@pytest.mark.parametrize("asked", ["име, презиме, потпис", "име, презиме и потпис"])
def test_an_office_with_a_signature_in_brackets_asks_who_signs(office: str, asked: str) -> None:
    """The brackets were cut at their comma, and the office was the applicant."""
    lines = (*HEAD, f"За {office} ({asked}): Ана Анић")

    assert judged(Document(blocks=tuple(map(line, lines)))).answers["signatory"] == "Ана Анић"


@pytest.mark.parametrize("said", ["……Црвени крст……", "..Црвени крст, Дом здравља....", "....................."])
@pytest.mark.parametrize("dated", ["У ..Рудом.., дана ..6.9.2021..", "У ……Рудом……, дана ……6.9.2021……"])
def test_a_sentence_above_the_signature_is_no_part_of_an_answer_between_dots(said: str, dated: str) -> None:
    """It stands below the rule on which the answer stands, or below one that was left blank."""
    lines = (
        *HEAD,
        "Разлози: ……Желимо да учимо.",
        "Има нас троје.……",
        f"Партнери: {said}",
        "Потписом потврђујемо да знамо услове.",
    )
    whole = tuple(map(line, (*lines, "", dated, "Овлашћено лице: ……Ана Анић……")))

    found = judged(Document(blocks=whole)).answers

    assert found["partners"] == (said.strip("….") or None)
    assert (found["motivation"], found["signed_on"]) == ("Желимо да учимо.\nИма нас троје.", "2021-09-06")


@pytest.mark.parametrize("rule", ["….%s…………", "…………%s………….", "……….%s.", "...…%s……", "…. .%s ….."])
@pytest.mark.parametrize("where", ["line", "cell"])
def test_dots_and_signs_of_three_dots_are_one_rule(rule: str, where: str) -> None:
    """A program makes one sign of each three that are typed: "….Градска 1…………" began with a full stop."""
    said = {"Адреса": "Градска 1", "Веб страница": "https://www.laktasi.example", "Партнери": "Дом здравља"}
    rows = tuple((asked, rule % answer) for asked, answer in said.items())
    asked = (table(*rows),) if where == "cell" else tuple(line(f"{label}: {answer}") for label, answer in rows)

    found = judged(Document(blocks=(*map(line, HEAD), *asked))).answers

    want = tuple(said.values())
    assert tuple(str(found[one]).rstrip(".") for one in ("address", "website", "partners")) == want
