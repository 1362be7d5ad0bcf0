"""Hints that a form prints between its questions and the places of their answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Block, Cell, Document, Line, Mark, Table
from reading_forms import judged

CHOICE = "Кластер учења: дневни центар"
ASKED = {
    "Адреса": ("Упишите улицу, број и мјесто.", "Градска 1, Лакташи"),
    "Веб страница": ("Ако постоји.", ""),
    "Име и презиме начелника општине": ("Онај ко заступа општину.", "Ана Анић"),
    "Опис стања и рањиве групе": ("Које групе живе код вас, нпр. Роми, стари?", "Лоше је."),
    "Партнери": ("Са ким радите.", "Црвени крст"),
}


def slanted(text: str) -> Line:
    """A line in italics."""
    return line(text, Mark.ITALIC)


def frame(text: str) -> Table:
    """A table of one cell."""
    return Table(cells=(Cell(row=0, column=0, address="frame", lines=(line(text),)),), address="frame")


def answers(*blocks: Block) -> Mapping[str, object]:
    """The answers of a form with these blocks."""
    return judged(Document(blocks=(*map(line, (*HEAD, CHOICE)), *blocks))).answers


def check(got: Mapping[str, object]) -> None:
    """What was answered, and nothing of the hints."""
    assert (got["address"], got["website"], got["head_name"]) == ("Градска 1, Лакташи", None, "Ана Анић")
    assert (got["situation"], got["partners"]) == ("Лоше је.", "Црвени крст")


def test_lines_in_italics_below_questions_are_hints_where_answers_stand_below_them() -> None:
    """What was left blank has a hint, too."""
    lines = [each for label, (hint, answer) in ASKED.items() for each in (line(label), slanted(hint), line(answer))]

    check(answers(*lines))


def test_hints_stand_above_the_frames_of_answers() -> None:
    """The hint of a frame may be in plain type where its question is bold."""
    blocks: list[Block] = []
    for label, (hint, answer) in ASKED.items():
        blocks += [line(label, Mark.BOLD), slanted(hint), frame(answer)]
    telephone = (line("Телефон општине", Mark.BOLD), line("Радним даном, на централи"), frame("051/111-222"))

    got = answers(*blocks, *telephone)

    check(got)
    assert got["official_phone"] == "+38751111222"


def test_hints_stand_in_the_cells_of_questions() -> None:
    """They are no answer where the cell for it is empty."""
    cells = [
        Cell(row=row, column=column, address=f"{row} {column}", lines=lines)
        for row, (label, (hint, answer)) in enumerate(ASKED.items())
        for column, lines in enumerate(((line(label), slanted(hint)), (line(answer),)))
    ]

    check(answers(Table(cells=tuple(cells), address="table")))


def test_hints_are_left_out_of_the_rows_of_a_column_and_of_the_cells_of_answers() -> None:
    """In italics, in a colour or in brackets; the rows below move up."""
    rows = [each for label, (hint, answer) in ASKED.items() for each in (line(label), slanted(hint), line(answer))]
    column = [Cell(row=at, column=0, address=f"row {at}", lines=(each,)) for at, each in enumerate(rows)]
    coloured = [
        each for label, (hint, answer) in ASKED.items() for each in (line(label), line(hint, Mark.COLOUR), line(answer))
    ]
    cells = [
        Cell(row=row, column=column, address=f"{row} {column}", lines=lines)
        for row, (label, (hint, answer)) in enumerate(ASKED.items())
        for column, lines in enumerate(((line(label),), (slanted(hint), line(answer))))
    ]
    bracketed = [each for label, (hint, answer) in ASKED.items() for each in (label, f"({hint})", answer)]
    bracketed[1] = "(Цијела, без скраћеница.)"
    bracketed[-2] = "(Редом, без скраћеница.)"

    check(answers(Table(cells=tuple(column), address="column")))
    check(answers(*coloured))
    check(answers(Table(cells=tuple(cells), address="table")))
    check(answers(table(*((text,) for text in bracketed))))


def small(text: str, size: float = 8) -> Line:
    """A line in small letters."""
    return replace(line(text), size=size)


@pytest.mark.parametrize("answered", [11, 10])
def test_lines_in_small_letters_below_questions_are_hints_where_answers_below_them_are_larger(answered: float) -> None:
    """In the type of the form, that is; answers may be a little smaller than questions."""
    lines = [
        each
        for label, (hint, answer) in ASKED.items()
        for each in (small(label, 11), small(hint), *([small(answer, answered)] if answer else []))
    ]

    check(answers(*lines))


def test_answers_in_small_letters_are_answers() -> None:
    """Where all of them are, nothing tells a hint."""
    lines = [each for label, (_, answer) in ASKED.items() for each in (small(label, 11), small(answer))]

    check(answers(*lines))


def test_a_hint_below_a_statement_is_no_second_answer() -> None:
    """It would contradict the answer, as neither yes nor no."""
    rows = (("Партнери", "Са ким радите.\nЦрвени крст"), ("Изјава да су подаци тачни", "Упишите ДА или НЕ.\nДА"))

    assert answers(table(*rows))["accuracy"] is True


@pytest.mark.parametrize("between", ["\n", ": ", " – "])
def test_what_stands_behind_a_label_in_its_cell_is_a_hint_where_others_are_answered_beside_it(between: str) -> None:
    """Where nobody is, it may be the answer."""
    rows = [
        ("Начелник општине", "онај ко заступа општину", "Ана Анић"),
        ("Партнери", "удружења и установе", "Црвени крст"),
        ("Властити ресурси", "људи, новац, простор", ""),
    ]
    hinted = answers(table(*((f"{label}{between}{hint}", answer) for label, hint, answer in rows)))
    alone = answers(table(("Адреса", "Градска 1"), ("Партнери:\nЦрвени крст", ""), ("Властити ресурси", "")))

    assert (hinted["partners"], hinted["resources"], alone["partners"]) == ("Црвени крст", None, "Црвени крст")


@pytest.mark.parametrize("told", ["Опишите рањиве групе, њихов број и услуге.", "Please describe the groups."])
def test_an_instruction_below_a_question_is_no_answer(told: str) -> None:
    """In whatever look; an applicant does not speak so."""
    blocks = (line("Опис стања и рањиве групе:"), line(told), line("Лоше је."), line("Партнери:"), line("Крст"))

    assert answers(*blocks)["situation"] == "Лоше је."


PUT = {  # each hint in the words of a label
    "Службена е-пошта": ("(е-пошта општине)", "opstina@laktasi.example"),
    "Мотивација": ("(разлози за пријаву)", "Желимо да учимо."),
    "Партнери": ("(центар за социјални рад, удружења)", "Црвени крст"),
    "Потпис": ("(потпис овлашћеног лица)", "Ана Анић"),
}


@pytest.mark.parametrize("left", [None, *PUT])
@pytest.mark.parametrize("label", ["{}", "{}:", "7. {}"])
def test_what_asks_the_same_in_brackets_below_a_question_is_a_hint(label: str, left: str | None) -> None:
    """The answer stands below both, whatever is left blank."""
    said = {name: "" if name == left else answer for name, (_, answer) in PUT.items()}
    lines = [x for name, (hint, _) in PUT.items() for x in (label.format(name), hint, said[name])]
    got = answers(*map(line, lines))

    found = [got[field] for field in ("official_email", "motivation", "partners", "signatory")]
    assert found == [answer or None for answer in said.values()]


def test_what_asks_the_same_in_brackets_below_an_answer_is_its_caption() -> None:
    """The section above them is called what a question might be, too."""
    got = answers(line("V. Образложење"), line("___Желимо да учимо.___"), line("(Мотивација за учешће)"))

    assert got["motivation"] == "Желимо да учимо."


def test_a_link_below_a_hint_in_a_colour_is_the_answer() -> None:
    """Programs write addresses so; a telephone or a date may have taken that colour."""
    rows = (("Начелник општине", "онај ко заступа општину", "Ана Анић"), ("Партнери", "удружења, установе", "Крст"))
    reached = (("Службена е-пошта", "за дописе, не лична", "o@laktasi.example"), ("Телефон", "централа", "051/530-000"))
    cells = [
        Cell(row=row, column=column, address=f"{row} {column}", lines=lines)
        for row, (label, hint, answer) in enumerate((*rows, *reached))
        for coloured in [(Mark.COLOUR,) if (label, hint, answer) in reached else ()]
        for column, lines in enumerate(((line(label),), (line(hint, Mark.COLOUR), line(answer, *coloured))))
    ]
    got = answers(Table(cells=tuple(cells), address="table"))

    assert (got["official_email"], got["official_phone"]) == ("o@laktasi.example", "+38751530000")
    assert (got["head_name"], got["partners"]) == ("Ана Анић", "Крст")


def test_hints_in_grey_are_none_of_the_answers_in_blue_below_them() -> None:
    """Many write in blue; both are colours."""
    said = {label: (hint.rstrip("."), answer) for label, (hint, answer) in ASKED.items()}
    lines = [
        each
        for label, (hint, answer) in said.items()
        for each in (line(label), line(hint, Mark.COLOUR, Mark.GREY), line(answer, Mark.COLOUR))
    ]
    cells = [
        Cell(row=row, column=column, address=f"{row} {column}", lines=lines)
        for row, (label, (hint, answer)) in enumerate(said.items())
        for column, lines in enumerate(
            ((line(label),), (line(hint, Mark.COLOUR, Mark.GREY), line(answer, Mark.COLOUR)))
        )
    ]

    check(answers(*lines))
    check(answers(Table(cells=tuple(cells), address="table")))


def test_in_a_form_that_asks_in_such_words_they_are_questions() -> None:
    """One that was left blank, one in words that the call does not know."""
    blocks = (
        *("Молимо опишите стање и рањиве групе:", "Молимо наведите име и презиме начелника: Ана Анић"),
        *("Молимо наведите партнере:", "Молимо набројте све побратиме", "Мајнц"),
    )
    got = answers(*map(line, blocks))

    assert (got["situation"], got["head_name"]) == (None, "Ана Анић")


def test_an_answer_that_begins_in_italics_behind_its_label_goes_on_so_below_it() -> None:
    """The applicant writes in italics all through."""
    asked = {"Опис стања и рањивих група": "Много је старих.", "Разлози за пријаву": "Желимо да учимо."}
    blocks = []
    for label, said in asked.items():
        spans = (*line(f"{label}: ").spans, *slanted(said).spans)
        blocks += [Line(spans=spans, address=label), slanted(f"{said} И више од тога, њих 57.")]
    got = answers(*blocks, line("Партнери: Црвени крст"))

    assert got["situation"] == "Много је старих.\nМного је старих. И више од тога, њих 57."
    assert got["motivation"] == "Желимо да учимо.\nЖелимо да учимо. И више од тога, њих 57."


def test_an_answer_in_italics_is_one() -> None:
    """In a form that prints no hints."""
    got = answers(line("Адреса:"), slanted("Градска 1"), line("Партнери:"), slanted("Црвени крст"), line("и други"))

    assert (got["address"], got["partners"]) == ("Градска 1", "Црвени крст\nи други")


def test_a_town_of_two_words_is_no_person_that_signs() -> None:
    """Though a heading above asks in the same words."""
    blocks = (line("1  Локална самоуправа"), line("Назив јединице локалне самоуправе"), line("Град Бијељина"))
    form = Document(blocks=(line(HEAD[0]), *blocks, *map(line, (*HEAD[2:], CHOICE))))

    assert judged(form).municipality == "srp-bijeljina"


def test_an_address_in_the_look_of_a_link_is_no_hint() -> None:
    """Word colours what somebody types as an address, and nothing else of the answer."""
    blue, link = (Mark.COLOUR, Mark.ITALIC), (Mark.COLOUR, Mark.UNDERLINE)
    asked = (
        ("Име и презиме начелника", "(једно)", line("Ана Анић")),
        ("Веб страница општине", "(ако постоји)", line("www.laktasi.example", *link)),
        ("Званична е-пошта општине", "(писарница)", line("info@laktasi.example", *link)),
        ("Контакт телефон", "(мобилни)", line("065/111-222", *link)),
    )
    cells: list[Cell] = []
    for row, (label, hint, answer) in enumerate(asked):
        asking = Cell(row=row, column=0, address=f"q{row}", lines=(line(label), line(hint, *blue)))
        other = line("или pisarnica@laktasi.example" if "@" in answer.text else "")
        cells += (asking, Cell(row=row, column=1, address=f"a{row}", lines=(answer, other)))

    got = answers(Table(cells=tuple(cells), address="t"))

    assert (got["website"], got["official_email"]) == ("www.laktasi.example", "info@laktasi.example")
    assert got["contact_phone"] == "+38765111222"


def test_a_list_of_clusters_in_italics_is_no_hint_below_a_long_answer() -> None:
    """By its numbers the choice is known that was written above it."""
    asked = ("Мотивација:", "Желимо да учимо.", "Бирамо кластер под бројем:", "3")
    named = ("Дневни центри", "Повећање свијести", "Мобилни тимови", "Модели укључивања мањина")
    listed = " ".join(f"{n}) {name}" for n, name in enumerate((*named, "Управљање ризиком од катастрофа"), 1))

    got = judged(Document(blocks=(*map(line, (*HEAD, *asked)), slanted(listed))))

    assert (got.cluster, got.answers["motivation"]) == ("mobile-teams", "Желимо да учимо.")


HOW = "Име и презиме, радно мјесто – тачка-зарез између чланова"


@pytest.mark.parametrize(
    "members",
    [
        (table((f"Предложени чланови\n{HOW}",), ("Ива Ивић, правник; Марко Марић, психолог",)),),
        (table(("Предложени чланови", f"{HOW}\nИва Ивић, правник; Марко Марић, психолог")),),
        (line("Предложени чланови:"), line(HOW), line("Ива Ивић, правник; Марко Марић, психолог")),
    ],
    ids=["row below", "beside", "lines"],
)
def test_what_names_the_columns_of_the_members_is_none_of_them(members: tuple[Block, ...]) -> None:
    """It says what to write of each, in whatever type; those below it were lost."""
    got = answers(*members, line("Мотивација: Учење."))["members"]

    assert isinstance(got, tuple)
    assert [row["name"] for row in got] == ["Ива Ивић", "Марко Марић"]


@pytest.mark.parametrize("look", [Mark.ITALIC, Mark.COLOUR])
def test_answers_in_a_look_of_hints_are_none_where_the_hints_are_in_plain_type(look: Mark) -> None:
    """The applicant wrote in blue; what the form says to do stands above or below in black."""
    told = {"Опис стања": "Укратко опишите стање.", "Партнери": "Наведите партнере.", "Ресурси": "Опишите ресурсе."}
    above = [each for label, hint in told.items() for each in (line(label), line(hint), line("Много тога и још", look))]
    below = [each for label, hint in told.items() for each in (line(label), line("Много тога и још", look), line(hint))]

    for blocks in (above, below):
        got = answers(*blocks)
        assert [got[name] for name in ("situation", "partners", "resources")] == ["Много тога и још"] * 3


BOLD = (
    *(("Назив општине", "Лакташи"), ("Контакт особа", "Марко Марић"), ("Адреса", "Градска 1")),
    *(("Партнери", "Црвени крст"), ("Вебинари НАЛАС-а", "два"), ("Начелник општине", "Ана Анић")),
)


@pytest.mark.parametrize("sign", [":", " –"])
def test_a_hint_in_brackets_between_a_label_and_its_sign_is_no_part_of_the_answer(sign: str) -> None:
    """Label and sign are bold, the hint is grey."""
    lines = []
    for label, answer in (*BOLD, ("Функција контакт особе", "шеф")):
        hint = line(" (ово и оно)", Mark.COLOUR, Mark.GREY).spans if label not in ("Адреса", "Назив општине") else ()
        bold, closed = line(label, Mark.BOLD), line(sign, Mark.BOLD)
        lines.append(replace(bold, spans=(*bold.spans, *hint, *closed.spans, *line(f" {answer}").spans)))

    got = judged(Document(blocks=(line("Прилог 2"), *lines))).answers

    assert [got[name] for name in ("contact_position", "partners", "webinars")] == ["шеф", "Црвени крст", "два"]


def test_brackets_in_the_look_of_the_answer_are_part_of_it() -> None:
    """The label is bold, the answer is not."""
    lines = []
    for label, answer in (*BOLD, ("Функција контакт особе", "(в.д.) шеф")):
        bold = line(f"{label}:", Mark.BOLD)
        lines.append(replace(bold, spans=(*bold.spans, *line(f" {answer}").spans)))

    assert judged(Document(blocks=(line("Прилог 2"), *lines))).answers["contact_position"] == "(в.д.) шеф"


@pytest.mark.parametrize("look", [Mark.ITALIC, Mark.COLOUR])
def test_what_looks_as_the_numbers_that_were_typed_is_no_hint_above_a_rule(look: Mark) -> None:
    """The applicant wrote everything in italics, each answer above its rule."""
    asked = {
        "head_name": ("Начелник општине", "Ана Анић"),
        "official_phone": ("Телефон општине", "051/530-000"),
        "contact_phone": ("Телефон контакт особе", "065/123-456"),
        "situation": ("Опис стања", "Старих је све више."),
        "partners": ("Партнери", "Црвени крст и школа у селу"),
        "resources": ("Властити ресурси", "Једно возило и двоје људи"),
    }

    got = answers(*(x for label, said in asked.values() for x in (line(f"{label}:"), line(said, look), line("_" * 30))))

    for name in ("head_name", "situation", "partners", "resources"):
        assert got[name] == asked[name][1]


def test_a_hint_in_brackets_behind_a_question_mark_is_no_answer() -> None:
    """The answer stands in the line below."""
    asked = ("Ко је контакт особа? (име и презиме)", "Јово Јовић", "Ко је начелник општине? (име)", "Ана Анић")

    assert answers(*map(line, asked))["head_name"] == "Ана Анић"
