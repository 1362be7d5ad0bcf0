"""Headings that ask, where nothing below them does."""

from __future__ import annotations

import pytest

from form_lines import grid, line
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Line, Mark
from intake.rules.judging.application import Application
from reading_forms import judged

SHORT = ("Назив", "Град Требиње"), ("Адреса", "Трг 1, 89101 Требиње"), ("Начелник", "Горан Вуковић")
CONTACT = ("Име и презиме", "Марко Марић"), ("Радно мјесто", "сарадник"), ("Е-пошта", "marko@trebinje.example")
MEMBERS = ("1. Ана Анић, психолог, Дом здравља", "2. Јово Јовић, правник, Општинска управа")
REASONS = ("Желимо да помогнемо старијима.", "Спремни смо да учимо.")
BOLD, CAPITALS = "bold", "capitals"


def form(look: str, numbers: str, *parts: tuple[str, tuple[str, ...]]) -> Application:
    """A form in parts, each with its heading in this look."""
    blocks: list[Line] = [line("Анекс 2 – Пријавни образац", Mark.BOLD)]
    for number, (heading, lines) in zip(numbers.split(), parts, strict=False):
        title = f"{number} {heading}"
        blocks.append(line(title.upper() if look == CAPITALS else title, *([Mark.BOLD] if look == BOLD else [])))
        blocks += map(line, lines)
    return judged(Document(blocks=tuple(blocks)))


def colons(pairs: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Questions in their lines."""
    return tuple(f"{label}: {answer}" for label, answer in pairs)


FIRST = ("Локална самоуправа", colons(SHORT)), ("Кластер", ("Кластер учења: дневни центар",))
LAST = ("Потпис", ("Мјесто и датум: Требиње, 4.9.2021.", "Потпис: Горан Вуковић"))


@pytest.mark.parametrize("look", [BOLD, CAPITALS])
@pytest.mark.parametrize("numbers", ["I II III IV V VI", "1. 2. 3. 4. 5. 6.", "I. II. III. IV. V. VI."])
def test_a_heading_asks_what_stands_below_it(look: str, numbers: str) -> None:
    """Whom, and why; its number has no sign behind it, or one."""
    got = form(
        *(look, numbers, *FIRST, ("Контакт особа", colons(CONTACT))),
        *(("Чланови кластера", MEMBERS), ("Мотивација", REASONS), LAST),
    ).answers

    members = got["members"]
    assert isinstance(members, tuple)
    assert [member["name"] for member in members] == ["Ана Анић", "Јово Јовић"]
    assert (got["motivation"], got["signed_on"]) == ("\n".join(REASONS), "2021-09-04")


def test_a_heading_above_its_question_asks_nothing() -> None:
    """The question does."""
    asked = ("Мотивација", ("Овај дио попуњава подносилац", "Мотивација: Желимо да учимо."))

    got = form(BOLD, "I II III IV", *FIRST, asked, LAST)

    assert got.answers["motivation"] == "Желимо да учимо."


def test_the_heading_of_a_question_that_is_asked_elsewhere_asks_nothing() -> None:
    """What stands below it belongs to somebody's remarks."""
    asked = ("Разлози", ("Мотивација: Желимо да учимо.",)), ("Мотивација", ("Видјети прилог.",))

    got = form(BOLD, "I II III IV V", *FIRST, *asked, LAST)

    assert got.answers["motivation"] == "Желимо да учимо."


@pytest.mark.parametrize("rule", [" ........ ", "........ ", " ________ ", "…… "])
@pytest.mark.parametrize("said", ["ДА", "НЕ"])
def test_a_yes_behind_dots_answers_a_statement(rule: str, said: str) -> None:
    """In words of its own."""
    got = form(BOLD, "I II III IV", *FIRST, ("Изјаве", (f"Учешће у сва три догађаја{rule}{said}",)), LAST)

    assert got.answers["commitment"] is (said == "ДА")


def test_letters_that_end_a_word_are_no_roman_number() -> None:
    """Not the last two of "ČLANOVI KLASTERA"."""
    asked = ("Članovi klastera", ("Ana Anić, psiholog, Dom zdravlja",))

    assert form(CAPITALS, "I II III IV", *FIRST, asked, LAST).answers["members"]


ONE = "Ана Анић; психолог; Дом здравља; ana@trebinje.example; B1"
OTHER = "Јово Јовић; правник; Општинска управа; jovo@trebinje.example; C1"


@pytest.mark.parametrize(
    "heading", ["V. Чланови (име и презиме; функција; установа; е-пошта; ниво)", "V. Чланови кластера", "ЧЛАНОВИ"]
)
@pytest.mark.parametrize(
    "rows",
    [
        (("1.", (ONE, 2)), ("2.", (OTHER, 2)), ("3.", ("", 2))),
        (((ONE, 3),), ((OTHER, 3),)),
        (("Члан 1", (ONE, 2)), ("Члан 2", (OTHER, 2))),
    ],
    ids=["numbers", "whole rows", "counted"],
)
def test_a_heading_across_a_table_asks_for_the_persons_below_it(
    heading: str, rows: tuple[tuple[str | tuple[str, int], ...], ...]
) -> None:
    """In lines that no head divides; none of them is a question."""
    pairs = [(label, (said, 2)) for label, said in (*SHORT, *CONTACT, ("Кластер учења", "дневни центар"))]
    table = grid(*pairs, ((heading, 3),), *rows, (("VI. Изјаве и потпис", 3),), ("Потпис", ("Горан Вуковић", 2)))
    got = judged(Document(blocks=(line("Прилог 2"), table)))

    members = got.answers["members"]
    assert isinstance(members, tuple)
    assert [(member["name"], member["english"]) for member in members] == [("Ана Анић", "B1"), ("Јово Јовић", "C1")]
    assert (got.answers["contact_name"], got.answers["signatory"]) == ("Марко Марић", "Горан Вуковић")
    assert Code.QUESTION_UNKNOWN not in {finding.code for finding in got.findings}


@pytest.mark.parametrize("heading", ["III. Контакт особа и чланови кластера", "Особа за контакт и чланови"])
def test_a_heading_that_names_another_with_the_members_asks_for_none(heading: str) -> None:
    """The first below it may be the contact person."""
    rows = (("1.", ONE), ("2.", OTHER))
    table = grid(*SHORT, ((heading, 2),), *rows, ("Кластер учења", "дневни центар"))
    assert judged(Document(blocks=(line("Прилог 2"), table))).answers["members"] is None
