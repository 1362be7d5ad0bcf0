"""Labels with a colon in them: "Мотивација: разлози за пријаву: …" asks once."""

from __future__ import annotations

import pytest

from form_lines import HEAD, grid, line, table
from intake.rules.forms.places import Block, Cell, Document, Line, Mark, Span, Table
from reading_forms import judged

LABEL = "Мотивација: разлози за пријаву и очекивани резултати"
HEADED = (*HEAD, "Кластер учења: дневни центар")


def reasons(*lines: str, bold: bool = False) -> object:
    """The reasons for applying that were read; the first of *lines* asks for them."""
    asked, *written = lines
    blocks = (*map(line, HEADED), line(asked, *(Mark.BOLD,) * bold), *map(line, written))
    return judged(Document(blocks=blocks)).answers["motivation"]


@pytest.mark.parametrize(
    "label", [LABEL, "Образложење: разлози пријаве", "Reasons: motivation for applying", LABEL.replace("раз", "Раз")]
)
def test_what_asks_the_same_behind_a_colon_is_part_of_the_label(label: str) -> None:
    """In the line of the answer, above it, and behind a tab."""
    assert reasons(f"{label}: Желимо боље услуге.") == "Желимо боље услуге."
    assert reasons(f"{label}:\tЖелимо боље услуге.", "Желимо више.") == "Желимо боље услуге.\nЖелимо више."
    assert reasons(f"{label}:", "Желимо боље услуге.", bold=True) == "Желимо боље услуге."


ASKED = [
    "Opis stanja: ko su ranjive grupe i šta im nedostaje?",
    "Стање на терену: ко је најугроженији и колико их је?",
    "Опис стања – ко су рањиве групе?",
    "3. Опис стања: да ли постоје рањиве групе и које?",
    "Опис стања: за кога су услуге?",
    "Опис стања: ко су рањиве групе?:",
    "Situation: who are the vulnerable groups?",
]


@pytest.mark.parametrize("label", ASKED)
def test_a_question_behind_a_colon_is_part_of_the_label(label: str) -> None:
    """In the line of the answer and above it, in the cell of the answer and beside it, and left blank."""
    said = "Старих је много."
    rows = table(("Адреса", "Градска 1"), (label, said), ("Партнери", "Црвени крст"))
    cells = table(("Адреса\nГрадска 1",), (f"{label}\n{said}",), ("Партнери\nЦрвени крст",))
    forms: list[tuple[Block, ...]] = [
        (line(f"{label} {said}"),),
        (line(label), line(said)),
        (line(label, Mark.BOLD), line(said)),
        (rows,),
        (cells,),
    ]

    for blocks in forms:
        assert judged(Document(blocks=(*map(line, HEADED), *blocks))).answers["situation"] == said
    assert judged(Document(blocks=(*map(line, HEADED), line(label)))).answers["situation"] is None


def test_an_answer_may_begin_with_a_question_as_a_sentence_does() -> None:
    """Nothing but the capital tells it from one of the form; where it stands alone, it is one."""
    said = "Ко помаже старима? Нико."

    assert reasons(f"Мотивација: {said}") == said
    assert reasons("Мотивација: Зашто се пријављујете?", "Желимо више.") == "Желимо више."


def test_left_blank_such_a_label_is_no_answer_to_itself() -> None:
    """In a line, and in a cell with the place of the answer beside it."""
    rows = table(("Адреса", "Градска 1"), (LABEL, ""), ("Партнери", "Црвени крст"))

    assert reasons(f"{LABEL}:", "Партнери: Црвени крст") is None
    assert judged(Document(blocks=(*map(line, HEADED), rows))).answers["motivation"] is None


@pytest.mark.parametrize("answer", ["Разлози: потреба за услугама.", "Мотивација: жеља за помоћи."])
def test_an_answer_may_begin_with_a_caption_of_its_own(answer: str) -> None:
    """It begins as a sentence does."""
    assert reasons(f"Разлози за пријаву: {answer}") == answer


@pytest.mark.parametrize(
    ("written", "field", "answer"),
    [
        ("Адреса: улица, број и мјесто: Градска 1", "address", "Градска 1"),
        ("Ресурси: људи, новац, простор: Два радника", "resources", "Два радника"),
        ("Мотивација - разлози за пријаву и очекивани резултати", "motivation", None),
    ],
)
def test_what_a_question_lists_up_to_a_second_colon_is_part_of_it(written: str, field: str, answer: str | None) -> None:
    """In small letters; and what asks the same behind a dash."""
    got = judged(Document(blocks=tuple(map(line, (*HEADED, written, "Веб страница: www.x.example"))))).answers

    assert got[field] == answer


def test_an_answer_in_its_questions_cell_may_begin_in_words_of_it() -> None:
    """What stands before its colon is no question once more."""
    said = "Учествовали смо на два вебинара: дневни центри и мањине"
    got = judged(Document(blocks=(*map(line, HEADED), table((f"НАЛАС вебинари:\n{said}",))))).answers

    assert got["webinars"] == said


@pytest.mark.parametrize("label", ["Начелник (титула и име)", "Градоначелник (име, презиме и звање)"])
def test_brackets_that_ask_for_a_name_and_a_title_ask_for_the_person(label: str) -> None:
    """Not for what the contact person is."""
    got = judged(Document(blocks=(*map(line, HEADED), line(f"{label}: мр Ана Анић")))).answers

    assert (got["head_name"], got["contact_position"]) == ("мр Ана Анић", None)


@pytest.mark.parametrize("person", ["Контакт особа", "Особа за контакт", "Лице за везу"])
@pytest.mark.parametrize("said", ["065/801-836", "тел. 065/801-836", "моб: 065/801-836"])
def test_a_person_may_be_named_before_each_particular(person: str, said: str) -> None:
    """An answer that says itself what it is makes no answer of the particular: nobody is called "телефон"."""
    rows = (
        ("име и презиме", "Ана Анић"),
        ("функција", "начелник"),
        ("телефон", said),
        ("е-пошта", "e-mail: a@laktasi.example"),
    )
    asked = table(*((f"{person}: {asked}", answer) for asked, answer in rows))
    got = judged(Document(blocks=(*map(line, (HEAD[0], HEAD[1], HEADED[-1])), asked))).answers

    assert (got["contact_name"], got["contact_position"]) == ("Ана Анић", "начелник")
    assert (got["contact_phone"], got["contact_email"]) == ("+38765801836", "a@laktasi.example")


def test_an_office_behind_the_colon_of_a_person_is_its_answer() -> None:
    """Though it is a question elsewhere, of another person."""
    got = judged(
        Document(
            blocks=tuple(
                map(line, ("Прилог 2", HEADED[-1], "Функција контакт особе: начелник", "Контакт особа: Ана Анић"))
            )
        )
    )
    assert (got.answers["contact_position"], got.answers["head_name"]) == ("начелник", None)


@pytest.mark.parametrize("answer", ["Двоје запослених. Људски: два сарадника; простор: сала.", "/", ""])
@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("Vlastita sredstva: ljudi, novac, prostor", "resources"),
        ("Own means: staff, money, space", "resources"),
        ("Наши партнери: установе, удружења", "partners"),
        ("Мотивација: разлози и очекивања", "motivation"),
        ("Почетна замисао: шта и гдје", "plan"),
    ],
)
def test_a_list_of_what_a_question_is_about_is_part_of_it(asked: str, field: str, answer: str) -> None:
    """Behind its colon, where the place for the answer is the next cell: filled in or blank."""
    made = table(("Општина", "Лакташи"), (asked, answer), ("Датум", "1.9.2021."))
    got = judged(Document(blocks=(*map(line, HEADED), made))).answers

    assert got[field] == (answer if len(answer) > 1 else None)


@pytest.mark.parametrize("asked", ["Сопствени ресурси: људи, новац, простор", "Own means: staff, money, space"])
@pytest.mark.parametrize("answer", ["Људски: три сарадника. Просторни: сала.", "Возило.", ""])
def test_such_a_list_is_part_of_the_label_above_the_place_of_the_answer_too(asked: str, answer: str) -> None:
    """Where either is alone in its row; the heading below one is no such place."""
    others = grid(
        ("Општина", "Лакташи", "Адреса", "Трг 1"), ((asked, 4),), ((answer, 4),), (("Партнери", 4),), (("-", 4),)
    )
    own = table(("Ресурси: људи, новац, простор",), ("VI. Изјаве и потпис",))

    for made, want in ((others, answer or None), (own, "људи, новац, простор")):
        assert judged(Document(blocks=(*map(line, HEADED), made))).answers["resources"] == want


def test_an_answer_in_the_cell_of_its_question_is_read() -> None:
    """Though the cell beside is blank: it says more than what is asked."""
    made = table(("Општина", "Лакташи"), ("Ресурси: сала и два рачунара", ""), ("Датум", "1.9.2021."))

    assert judged(Document(blocks=(*map(line, HEADED), made))).answers["resources"] == "сала и два рачунара"


SUBJECTS = [
    ("motivation", "Образложење пријаве: разлози и очекивања"),
    ("motivation", "14. Motivacija: razlozi i očekivani rezultati"),
    ("resources", "Властити ресурси: људи, новац, простор (људски, финансијски, просторни)"),
    ("plan", "Концепт: шта и гдје"),
    ("partners", "Партнери: ко и у којој улози"),
    ("situation", "Стање: рањиве групе"),
]
OTHERS = [
    ("Адреса", "Градска 1"),
    ("Телефон општине", "051/111-222"),
    ("Веб страница", "www.laktasi.example"),
    ("Начелник општине", "Ана Анић"),
    ("Вебинари НАЛАС-а", "Били смо на два."),
    ("Искуство у приступу", "Помоћ у кући."),
]


@pytest.mark.parametrize("said", ["Имамо двоје људи и салу.", ""])
@pytest.mark.parametrize(("field", "label"), SUBJECTS)
def test_what_a_label_is_about_is_part_of_it_in_the_look_of_labels(field: str, label: str, said: str) -> None:
    """Below it the answer stands, as do all of the form: in lines, in a frame, in the next row."""
    pairs = [*OTHERS, (label, said), ("Завршени е-курсеви", "Један курс.")]
    lines = [[line(asked, Mark.BOLD), line(answer)] for asked, answer in pairs]
    frames = [Table(cells=(Cell(row=0, column=0, address="box", lines=tuple(both)),), address="box") for both in lines]
    rows = [
        Table(
            cells=tuple(Cell(row=at, column=0, address=f"row {at}", lines=(each,)) for at, each in enumerate(both)),
            address="rows",
        )
        for both in lines
    ]

    for blocks in ([each for both in lines for each in both], frames, rows):
        got = judged(Document(blocks=(*map(line, HEADED), *blocks))).answers
        assert (got[field], got["ecourses"]) == (said or None, "Један курс.")


def test_an_answer_in_another_look_than_its_label_is_read_though_it_lists_the_same() -> None:
    """As is one in a form where labels look like any other text."""

    def apart(asked: str, said: str) -> Line:
        bold = Span(text=f"{asked}: ", marks=frozenset({Mark.BOLD}))
        return Line(spans=(bold, Span(text=said)), address=f"line {asked}")

    pairs = (*OTHERS, ("Ресурси", "људи и простор"))
    for lines in ([apart(*both) for both in pairs], [line(f"{asked}: {said}") for asked, said in pairs]):
        assert judged(Document(blocks=(*map(line, HEADED), *lines))).answers["resources"] == "људи и простор"
