"""Hints and questions in the words of each other, above or below each other: which is which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Block, Cell, Document, Line, Mark, Table
from reading_forms import judged

CHOICE = "Кластер учења: дневни центар"


def answers(*blocks: Block, head: Sequence[str] = HEAD) -> Mapping[str, object]:
    """The answers of a form with these blocks."""
    return judged(Document(blocks=(*map(line, (*head, CHOICE)), *blocks))).answers


def rows(*texts: tuple[Sequence[Line], str]) -> Table:
    """A table of questions in lines of their own, with their answers beside them."""
    cells = (
        Cell(row=at, column=column, address=f"row {at}, cell {column}", lines=tuple(lines))
        for at, (asked, answer) in enumerate(texts)
        for column, lines in enumerate((asked, (line(answer),)))
    )
    return Table(cells=tuple(cells), address="table 1")


@pytest.mark.parametrize("hint", ["Упишите име и презиме.", "Упишите пун назив општине или града.", "(обавезно поље)"])
def test_a_hint_above_the_question_in_its_cell_asks_nothing(hint: str) -> None:
    """Though in words that others are asked with."""
    asked = (
        *(((line(hint), line("Законски заступник:")), "Ана Анић"), ((line("Адреса:"),), "Градска 1")),
        *(((line("Партнери:"),), "Црвени крст"), ((line("Веб страница:"),), "www.laktasi.example")),
    )

    got = answers(rows(*asked))

    assert (got["head_name"], got["contact_name"]) == ("Ана Анић", "Марко Марић")
    assert got["partners"] == "Црвени крст"


@pytest.mark.parametrize("number", ["", "{}. "])
def test_a_question_in_the_look_of_hints_is_one_below_a_heading_that_asks_the_same(number: str) -> None:
    """All questions of the form are in italics, and its headings are not."""
    asked = (
        *(("А. Подаци о подносиоцу", ""), ("Назив општине", "Лакташи"), ("Адреса", "Градска 1")),
        *(("Б. Подаци о контакт особи", ""), ("Име и презиме контакт особе", "Марко Марић")),
        *(("Е-пошта контакт особе", "m@laktasi.example"), ("В. Разлози за пријаву", "")),
        *(("Разлози пријављивања и очекивања", "Учимо."), ("Партнери", "Црвени крст")),
    )
    blocks: list[Block] = [line(HEAD[0], Mark.BOLD), line("О вашој пријави", Mark.BOLD), line(CHOICE)]
    for at, (text, said) in enumerate(asked):
        label = f"{number.format(at)}{text}"
        blocks += (line(label, Mark.ITALIC), table((said,))) if said else (line(text, Mark.BOLD),)

    assert judged(Document(blocks=tuple(blocks))).answers["motivation"] == "Учимо."


def test_what_asks_for_a_name_in_brackets_below_a_person_is_a_hint() -> None:
    """Whose name is asked for in such words, the section tells elsewhere."""
    asked = (
        *(("Овлашћено лице", "(име и презиме)", "Ана Анић"), ("Име и презиме", "Марко Марић")),
        *(("Е-пошта контакт особе", "m@laktasi.example"), ("Партнери", "Црвени крст"), ("Опис стања", "Тешко је.")),
    )
    blocks: list[Block] = []
    for label, *hint, said in asked:
        blocks += [line("III. Контакт особа", Mark.BOLD)] if label == "Име и презиме" else []
        blocks += [line(label, Mark.ITALIC), *map(line, hint), table((said,))]

    got = answers(*blocks, head=HEAD[:2])

    assert (got["head_name"], got["contact_name"]) == ("Ана Анић", "Марко Марић")


@pytest.mark.parametrize("look", [Mark.ITALIC, Mark.COLOUR])
def test_numbers_below_hints_in_brackets_tell_that_their_look_is_of_answers(look: Mark) -> None:
    """All that was typed has it, each above its rule."""
    asked = (
        *(
            ("Начелник општине", "Ана Анић"),
            ("Телефон општине", "(централа)\n051/530-000"),
            ("Опис стања", "Тешко је."),
        ),
        *(("Контакт телефон", "(мобилни)\n065/123-456"), ("Партнери", "Црвени крст и школа")),
    )
    blocks = []
    for label, said in asked:
        *hint, answer = said.split("\n")
        blocks += [line(f"{label}:"), *map(line, hint), line(answer, look), line("_" * 30)]

    got = answers(*blocks)

    assert [got[name] for name in ("head_name", "situation", "partners")] == [
        "Ана Анић",
        "Тешко је.",
        "Црвени крст и школа",
    ]


def test_an_answer_copied_below_several_hints_is_none() -> None:
    """Hints differ from question to question; whoever is in a hurry writes the same at each."""
    asked = {"Мотивација": "(до 100 ријечи)", "Досадашње искуство": "(пројекти)", "Партнери": "(установе)"}
    said = "Очекујемо да ћемо научити много."

    got = answers(*(line(x) for label, hint in asked.items() for x in (f"{label}:", hint, said)))

    assert [got[name] for name in ("motivation", "experience", "partners")] == [said] * 3


def test_a_hint_below_an_answer_that_stands_behind_a_question_mark_is_no_part_of_it() -> None:
    """As none is behind a colon."""
    asked = (
        *("Зашто се пријављујете? Да научимо више.", "Наведите разлоге и очекивања."),
        *("Ко су ваши партнери? Црвени крст.", "Наведите установе и удружења."),
    )

    got = answers(*map(line, asked))

    assert (got["motivation"], got["partners"]) == ("Да научимо више.", "Црвени крст.")


@pytest.mark.parametrize("below", [False, True])
def test_an_instruction_below_the_question_for_the_members_is_none_of_them(*, below: bool) -> None:
    """Those below it were lost; in lines, or in a column of a sheet."""
    asked = (
        "Предложени чланови:",
        "Наведите највише три особе.",
        "Ива Ивић, правник, Општина; Јово Јовић, шеф, Општина",
    )
    got = answers(*([table(*((x,) for x in asked))] if below else map(line, asked)))["members"]

    assert isinstance(got, tuple)
    assert [row["name"] for row in got] == ["Ива Ивић", "Јово Јовић"]


@pytest.mark.parametrize(
    ("hint", "number"),
    [
        ("(име и презиме – звање – мејл)", "1) "),
        ("(ime, prezime, funkcija i ustanova)", ""),
        ("име и презиме, радно мјесто, е-пошта", "1. "),
        ("[name and surname / position]", "1. "),
        ("(име и презиме)", "1. "),
    ],
)
@pytest.mark.parametrize("above", [False, True])
def test_what_to_write_of_a_member_may_stand_at_each_place(hint: str, number: str, *, above: bool) -> None:
    """It was taken for the question of the contact person; the last place may be blank."""
    said = (f"{number}__Ива Ивић, правник__", f"{number}__Јово Јовић, психолог__", f"{number}____")
    places = [(hint, x) if above else (x, hint) for x in said]

    got = answers(line("Чланови:"), *(line(x) for place in places for x in place))

    assert isinstance(got["members"], tuple)
    assert [(row["name"], row["position"]) for row in got["members"]] == [
        ("Ива Ивић", "правник"),
        ("Јово Јовић", "психолог"),
    ]
    assert got["contact_name"] == "Марко Марић"


@pytest.mark.parametrize("place", ["__{}__ (име и презиме, звање)", "[име, функција] {}"])
def test_what_to_write_of_a_member_is_no_part_of_what_is_written_beside_it(place: str) -> None:
    """A part of the hint was the position, another the institution; what else stands in brackets is an answer."""
    people = "Ива Ивић, правник (виши сарадник)", "____"

    got = answers(line("Чланови:"), *(line(f"{at}. {place.format(x)}") for at, x in enumerate(people, 1)))["members"]

    assert isinstance(got, tuple)
    assert [[*row.values()][:3] for row in got] == [["Ива Ивић", "правник (виши сарадник)", None]]


@pytest.mark.parametrize("member", ["2. Ива Ивић, звање: психолог, установа: Општина", "Ива Ивић, функција, е-пошта:"])
def test_a_member_of_whom_columns_are_named_is_no_hint(member: str) -> None:
    """Whether or not what stands behind their names can be told."""
    got = answers(*map(line, ("Чланови:", "1. Ана Анић, правник", member)))["members"]

    assert isinstance(got, tuple)
    assert [row["name"] for row in got] == ["Ана Анић", "Ива Ивић"]


@pytest.mark.parametrize("listed", [[], ["1. Ива Ивић, правник", "2. Јово Јовић, психолог"]])
def test_who_signs_below_the_list_of_members_is_none_of_them(listed: Sequence[str]) -> None:
    """With the same words in brackets below as may stand at the place of a member."""
    head = [x for x in HEAD if "Марко" not in x]

    got = answers(*map(line, ("Чланови:", *listed, "Ана Анић", "(име и презиме)")), head=head)["members"]

    assert isinstance(got, tuple | None)
    assert [row["name"] for row in got or ()] == ["Ива Ивић", "Јово Јовић"][: len(listed)]


def test_brackets_below_an_answer_are_no_caption_below_a_question_in_the_look_of_the_others() -> None:
    """In brackets a form may say below its answers how to write them; what was written answers the question above."""
    asked = (
        *(("Пун назив", "Општина Лакташи", "(full name)"), ("Адреса сједишта", "Градска 1", "")),
        *(("Име и презиме начелника", "Ана Анић", "(име и презиме)"), ("Контакт особа", "Марко Марић", "")),
        *(("Е-пошта контакт особе", "m@laktasi.example", ""), ("Партнери", "Црвени крст", "")),
    )
    blocks: list[Block] = []
    for label, said, *hint in asked:
        blocks += [line(label, Mark.BOLD), line(said, Mark.COLOUR), *map(line, filter(None, hint))]

    got = judged(Document(blocks=(line(HEAD[0]), line("ПОДНОСИЛАЦ"), *blocks, line(CHOICE))))

    assert got.municipality == "srp-laktasi"
    assert (got.answers["head_name"], got.answers["contact_name"]) == ("Ана Анић", "Марко Марић")


NUMBERED = (
    *(("Општина / град", "Лакташи"), ("Телефон општине", "051/530-000"), ("Веб страница", "www.laktasi.example")),
    *(("Контакт особа", "Марко Марић"), ("Е-пошта контакт особе", "m@laktasi.example"), ("Партнери", "Црвени крст")),
)


@pytest.mark.parametrize("help_", ["", "Упишите како треба."])
def test_answers_in_italics_are_no_column_of_help_before_an_empty_one(help_: str) -> None:
    """A number or an address is the applicant's; and what help there was is gone with its column."""
    cells = [
        Cell(row=at, column=column, address=f"{at} {column}", lines=(x,))
        for at, (label, said) in enumerate(NUMBERED)
        for column, x in enumerate((line(f"{at + 1}."), line(label), line(said, Mark.ITALIC), line(help_, Mark.ITALIC)))
    ]
    kept = cells if not help_ else [cell for cell in cells if "@" not in cell.text and "/" not in cell.text]

    got = answers(Table(cells=tuple(kept), address="table"), head=HEAD[:1])

    assert (got["contact_name"], got["partners"]) == ("Марко Марић", "Црвени крст")


SAID = "Желимо да учимо од других."


def test_a_question_with_a_letter_and_a_limit_is_no_hint_below_a_heading() -> None:
    """The heading, one of several, is in words of the question."""
    above = ("О ПОДНОСИОЦУ", "О ПОЗИВУ", "О СВЕМУ", "ОБРАЗЛОЖЕЊЕ ПРИЈАВЕ")
    asked = "а) Образложење и очекивани резултати (највише 10 реченица)"

    got = answers(*map(line, (*above, asked, SAID, "б) Властити ресурси", "Једно возило.")))

    assert got["motivation"] == SAID


def test_a_question_with_its_sign_in_a_frame_is_one_below_a_heading_that_asks_something() -> None:
    """And not the first line of the answer to it."""
    got = answers(line("Образложење пријаве"), table((f"Властити ресурси:\n{SAID}",)))

    assert (got["motivation"], got["resources"]) == (None, SAID)


@pytest.mark.parametrize("known", [True, False])
def test_an_answer_in_the_look_of_its_question_stands_between_that_and_the_next(*, known: bool) -> None:
    """All of a column is in bold; colons tell, in a table of few questions, and above one in unknown words."""
    asked = ("Начелник општине:", "Ана Анић", "Телефон општине:" if known else "Површина:", "051/530-000")
    cells = (
        Cell(row=at, column=0, address=f"row {at}", lines=(line(text, Mark.BOLD),)) for at, text in enumerate(asked)
    )

    assert answers(Table(cells=tuple(cells), address="table"))["head_name"] == "Ана Анић"


def test_what_looks_as_the_answers_beside_their_questions_is_no_hint_below_one() -> None:
    """All that was typed is in a colour; nothing but that parts it from what is asked."""
    asked = (
        *(("Адреса", "Градска 1"), ("Начелник општине", "Ана Анић"), ("Партнери", "Црвени крст")),
        *(("Досадашње искуство", "Један вртић"), ("Властити ресурси", "Једно возило")),
    )
    pairs = [(line(f"{label} "), line(said, Mark.COLOUR)) for label, said in asked]
    beside = [Line(spans=(*label.spans, *said.spans), address=label.address) for label, said in pairs]
    plan = ("Дневни центар у селу.", "Касније и у граду.")

    below = (line(text, Mark.COLOUR) for text in plan)
    got = answers(*beside, line("Почетна идеја концепта"), *below, line("ПОДАЦИ О КОНТАКТ ОСОБИ"))

    assert got["plan"] == "\n".join(plan)


HELPED = {
    "Телефон": ("051/000-000", "058/711-222"),
    "Е-пошта": ("e.g. opstina@primjer.example", "opstina@laktasi.example"),
    "Начелник": ("ко заступа општину", "Ана Анић"),
    "Телефон контакт особе": ("065/000-000", "065/222-333"),
    "Разлози за пријаву": ("Зашто желите да учествујете? Које резултате очекујете?", "Желимо да учимо."),
    "План примјене": ("Шта ћете урадити и са којим партнерима?", "Отворићемо центар."),
    "Ресурси": ("Ко ће радити, од чега ће се плаћати?", "Два радника."),
    "Партнери": ("Са ким сарађујете? На примјер: центар, школа.", "Црвени крст"),
}


@pytest.mark.parametrize("label", [(), (Mark.BOLD,)])
@pytest.mark.parametrize("place", ["lines", "cells above", "cells of answers"])
def test_hints_that_ask_or_give_numbers_are_hints_in_a_look_of_their_own(label: tuple[Mark, ...], place: str) -> None:
    """They may ask what another question does, and numbers in that look are typed only where none stand below them."""
    helped = [(line(q, *label), line(hint, Mark.ITALIC), line(said)) for q, (hint, said) in HELPED.items()]
    split = -1 if place == "cells above" else 1
    blocks: tuple[Block, ...] = tuple(replace(x, address=x.text) for row in helped for x in row)
    if place != "lines":
        own = [lines for row in helped for lines in (row[:split], row[split:])]
        wide = 1 if place == "cells above" else 2
        cells = (Cell(row=n // wide, column=n % wide, address=f"{n}", lines=x) for n, x in enumerate(own))
        blocks = (Table(cells=tuple(cells), address="table 1"),)

    got = judged(Document(blocks=(*map(line, HEAD), *blocks))).answers

    assert (got["official_phone"], got["contact_phone"]) == ("+38758711222", "+38765222333")
    assert (got["official_email"], got["head_name"]) == ("opstina@laktasi.example", "Ана Анић")
    assert (got["motivation"], got["plan"]) == ("Желимо да учимо.", "Отворићемо центар.")
    assert (got["resources"], got["partners"]) == ("Два радника.", "Црвени крст")
