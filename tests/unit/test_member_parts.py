"""What stands behind a member's name in a list, and how it is parted."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Document
from reading_forms import judged

PEOPLE = [("Ана Илић", "правник", "Дом здравља"), ("Дарко Бабић", "дипл. социолог", "Црвени крст")]


def members(*lines: str) -> list[tuple[str | None, ...]]:
    """Whom these lines name."""
    got = judged(Document(blocks=tuple(map(line, (*HEAD, "Чланови кластера:", *lines))))).answers["members"]
    assert isinstance(got, tuple)
    return [(row["name"], row["position"], row["institution"]) for row in got]


@pytest.mark.parametrize("genders", [("ж", "м"), ("Ž", "M"), ("женски", "мушки")])
def test_a_gender_is_no_position(genders: tuple[str, str]) -> None:
    """Forms ask for it, and no call."""
    last = [", ".join((*person, gender)) for person, gender in zip(PEOPLE, genders, strict=True)]
    second = [f"{name} ({gender}), {', '.join(rest)}" for (name, *rest), gender in zip(PEOPLE, genders, strict=True)]

    assert members("; ".join(last)) == PEOPLE
    assert members(*second) == PEOPLE


@pytest.mark.parametrize("dash", ["-", "–"])
def test_dashes_part_what_is_said_of_a_member_down_to_the_address(dash: str) -> None:
    """Also before a capital, and before a degree that is the position."""
    lines = [f" {dash} ".join((*person, "neko@dom.example")) for person in PEOPLE]

    assert members(*lines) == PEOPLE
    assert members(*(f"{written} {dash} B2" for written in lines)) == PEOPLE


@pytest.mark.parametrize(("before", "behind"), [("....", "...."), ("____ ", " ____"), ("……", "……"), (".....", "")])
def test_members_stand_on_ruled_places(before: str, behind: str) -> None:
    """With their numbers on them."""
    lines = [f"{before}{number}) {', '.join(person)}{behind}" for number, person in enumerate(PEOPLE, 1)]

    assert members(*lines) == PEOPLE


PLACES = ["Дом здравља", "ОШ „Вук Караџић“ Фоча", "УГ „Нова нада“", "Development Agency", "Youth Council"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("dash", ["-", "–"])
def test_a_dash_parts_the_position_from_the_place_of_work(place: str, dash: str) -> None:
    """Where commas part all else, and where the name has a dash behind it, too."""
    behind = "; е-пошта: ana@dom.example; енглески: B2"
    said = [("Ана Илић", "шеф Одсјека за развој", place)]

    assert members(f"Ана Илић, шеф Одсјека за развој {dash} {place}{behind}") == said
    assert members(f"Ана Илић {dash} шеф Одсјека за развој {dash} {place}") == said


@pytest.mark.parametrize("position", ["савјетник – Ана", "шеф – Одсјек – Дом здравља"])
def test_a_dash_before_no_place_of_work_is_the_positions(position: str) -> None:
    """So is each of several: which one parts them is anybody's guess."""
    assert members(f"Ана Илић, {position}, ana@dom.example")[0][1] == position


@pytest.mark.parametrize(
    "written",
    [
        "{0} / {1} / {2} / neko@dom.example / B2",
        "{0} – {1} / {2} / neko@dom.example / B2",
        "{0} ({1}, {2}), neko@dom.example, енглески B2",
        "{0} ({1}; {2}) – neko@dom.example (B2)",
    ],
)
def test_strokes_and_brackets_part_what_is_said_of_a_member(written: str) -> None:
    """As commas do."""
    assert members(*(written.format(*person) for person in PEOPLE)) == PEOPLE


@pytest.mark.parametrize("numbers", [("6.1.", "6.2."), ("6.1", "6.2"), ("6.1)", "6.2)")])
@pytest.mark.parametrize("label", ["6. Чланови кластера", "Чланови –", "ČLANOVI KLASTERA"])
def test_who_is_named_with_an_address_right_below_what_asks_for_members_is_one(
    label: str, numbers: tuple[str, str]
) -> None:
    """What has a number of the form's outline asks nothing there, and a dash ends the label as a colon does."""
    asked = [f"{at}. {text}" if "6." in label else text for at, text in enumerate(HEAD)]
    people = [f"{at} {'; '.join(person)}; neko@dom.example" for at, person in zip(numbers, PEOPLE, strict=True)]

    got = judged(Document(blocks=tuple(map(line, (*asked, label, *people, "Партнери: Црвени крст"))))).answers

    read = got["members"]
    assert isinstance(read, tuple)
    assert [row["name"] for row in read] == [name for name, *_ in PEOPLE]
    assert got["partners"] == "Црвени крст"


@pytest.mark.parametrize("position", ["Psychologist", "Правник"])
def test_a_calling_with_a_capital_behind_the_dash_is_no_surname(position: str) -> None:
    """As "Ана Илић – Савић" would be."""
    assert members(f"Ана Илић – {position}, Дом здравља, ana@dom.example") == [("Ана Илић", position, "Дом здравља")]


@pytest.mark.parametrize("number", ["II.", "IV.", "VIII.", "IX."])
def test_a_heading_with_a_roman_number_is_no_member(number: str) -> None:
    """Below a place for the members that was left blank, in a table with a frame round each part."""
    rows = table(("Начелник општине:", "Ана Анић"), ("Чланови кластера:", ""), (f"{number} Претходно учешће", ""))
    got = judged(Document(blocks=(*map(line, HEAD), rows)))

    assert got.answers["members"] is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "1. Члан (име): Ана Анић; Функција: психолог; Установа: Дом – одјел; Мејл: a@b.example; Енглески: C1",
            ("психолог", "Дом – одјел", "a@b.example", "C1"),
        ),
        (
            "Ana Anić, dužnost: vođa tima, ustanova: Dom zdravlja, Laktaši",
            ("vođa tima", "Dom zdravlja, Laktaši", None, None),
        ),
        ("Ана Анић, психолог, установа: Дом здравља; Енглески: B2", ("психолог", "Дом здравља", None, "B2")),
        (
            "Ана Анић; Функција: психолог; Телефон: 065/123-456; Установа: Дом здравља",
            ("психолог", "Дом здравља", None, None),
        ),
    ],
)
def test_what_is_said_of_a_member_may_be_told_by_the_head_of_its_column(
    written: str, said: tuple[str | None, ...]
) -> None:
    """The head is no part of it; a head that no column has ends it, too."""
    rows = judged(Document(blocks=tuple(map(line, (*HEAD, "Чланови тима:", written))))).answers["members"]

    assert isinstance(rows, tuple)
    assert [value for column, value in rows[0].items() if column != "name"] == [*said]
