"""Where and when a form was signed, said in a line that nothing asks for."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Document, Table
from reading_forms import judged

ASKED = (*HEAD, "Кластер учења: дневни центар", "Партнери:", "Удружење Нада")


def answers(*blocks: str | Table) -> Mapping[str, object]:
    """The answers of a form that ends so."""
    return judged(Document(blocks=tuple(line(b) if isinstance(b, str) else b for b in (*ASKED, *blocks)))).answers


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("У Новом Граду, 3.9.2021. године", "Новом Граду"),
        ("U Laktašima, dana 03.09.2021.", "Laktašima"),
        ("У ____Лакташима____, дана ____3.9.2021.____ године", "Лакташима"),
        ("In Laktaši, 3 September 2021", "Laktaši"),
        ("In ____Laktaši____, on ___September 3, 2021___", "Laktaši"),
    ],
)
def test_a_line_says_where_and_when_a_form_was_signed(text: str, place: str) -> None:
    """It ends a long answer above it, and may stand in a cell beside the seal and the signature."""
    got = answers(text, "Начелник: Ана Анић")
    assert (got["partners"], got["place"], got["signed_on"]) == ("Удружење Нада", place, "2021-09-03")

    got = answers("", table((text, "М.П.", "Начелник\nАна Анић")))
    assert (got["place"], got["signed_on"]) == (place, "2021-09-03")


def test_the_municipality_may_stand_there_without_a_preposition() -> None:
    """Another name with a date may be anything."""
    signed = table(("Лакташи, 3.9.2021.", "М.П."))
    assert answers(signed)["place"] == "Лакташи"
    assert answers(table(("Вебинар, 3.9.2021.", "М.П.")))["place"] is None


@pytest.mark.parametrize(
    "lines",
    [
        ("У _______________, дана ______________ 2021. године",),
        ("У Добоју, 3.9.2021.", "У Бањој Луци, 4.9.2021."),
        ("Мјесто: Лакташи", "У Добоју, 3.9.2021."),
        ("Датум: 1.9.2021.", "У Добоју, 3.9.2021."),
    ],
)
def test_what_is_blank_or_told_otherwise_says_nothing(lines: tuple[str, ...]) -> None:
    """Two such lines are no answer, and a question that is answered is the answer."""
    got = answers(*lines)

    assert (got["partners"], got["place"]) == ("Удружење Нада", "Лакташи" if "Мјесто" in lines[0] else None)
    assert got["signed_on"] == ("2021-09-01" if "Датум" in lines[0] else None)


def test_a_sentence_with_a_place_and_a_date_is_part_of_its_answer() -> None:
    """Only what says nothing else ends one."""
    got = answers("У Добоју, 3.9.2021. одржан је скуп.", "Дошли су сви.")

    assert got["partners"] == "Удружење Нада\nУ Добоју, 3.9.2021. одржан је скуп.\nДошли су сви."


def test_such_a_line_above_the_form_is_its_writers() -> None:
    """The call's own place and date, or those of a letter that it came with."""
    blocks = ("У Бијељини, 15.7.2021.", *ASKED)

    got = judged(Document(blocks=tuple(map(line, blocks)))).answers

    assert (got["place"], got["signed_on"]) == (None, None)


def test_the_place_with_its_date_ends_an_answer_that_may_be_long() -> None:
    """In a mail nothing but a blank line parts them; below the question of the place it is the answer."""
    got = answers("", "Лакташи, 3.9.2021. године", "", "Поздрав,", "Ана Анић")
    assert (got["partners"], got["place"], got["signed_on"]) == ("Удружење Нада", "Лакташи", "2021-09-03")
    got = answers("", "Мјесто и датум", "Лакташи, 3.9.2021. године")
    assert (got["partners"], got["place"], got["signed_on"]) == ("Удружење Нада", "Лакташи", "2021-09-03")


def test_a_list_of_what_happened_where_and_when_is_an_answer() -> None:
    """Neither its last line nor another is the form's place and date."""
    listed = ("Пале, 3.9.2020.", "", "Добој, 4.9.2020.")
    assert answers("", *listed)["partners"] == "Удружење Нада\nПале, 3.9.2020.\nДобој, 4.9.2020."
    assert answers(*listed[:1])["partners"] == "Удружење Нада\nПале, 3.9.2020."


@pytest.mark.parametrize(
    "dated", ["Лакташи, 3.9.2021.", "Laktaši, 3. septembra 2021. godine", "У Лакташима, 3.9.2021."]
)
@pytest.mark.parametrize("asked", ["Потписник: Ана Анић", "Потпис: ______", "Signed by: Ana Anić"])
def test_a_place_with_its_date_right_above_the_signature_ends_the_answer(dated: str, asked: str) -> None:
    """No blank line stands between, and it is no further member of the cluster."""
    got = answers("Чланови кластера:", "Марко Марић, правник, Општинска управа", dated, asked)

    assert [member["name"] for member in got["members"]] == ["Марко Марић"]  # type: ignore[attr-defined]
    assert (str(got["place"])[:6], got["signed_on"]) == (dated.removeprefix("У ")[:6], "2021-09-03")

    got = answers(dated, asked)
    assert (got["partners"], got["signed_on"]) == ("Удружење Нада", "2021-09-03")


def test_a_place_with_a_date_in_an_answer_is_part_of_it() -> None:
    """What asks below it is not who signs."""
    assert answers("Лакташи, 3.9.2021.", "Ресурси: сала")["partners"] == "Удружење Нада\nЛакташи, 3.9.2021."
