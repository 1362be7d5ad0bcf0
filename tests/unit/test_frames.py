"""Answers in frames of their own: text boxes, and tables of one cell, below questions in whatever words."""

from __future__ import annotations

import pytest

from form_lines import line, table
from intake.rules.forms.places import Block, Cell, Document, Line, Mark, Span, Table
from reading_forms import judged

ASKED = {
    "Из које општине долазите?": "Лакташи",
    "Кластер учења": "дневни центар",
    "Контакт особа": "Марко Марић",
    "Е-пошта контакт особе": "m@laktasi.example",
    "Опис стања и рањиве групе": "Лоше.\nРесурси: једно возило\nЗа питања: info@laktasi.example",
    "Чиме располажете": "Један радник.\nПланиране активности су:\n1. обука\n2. набавка",
    "Партнери": "",
}


def frame(text: str, *, box: bool) -> Table:
    """A frame with these lines in it."""
    cell = Cell(row=0, column=0, address="box", lines=tuple(map(line, text.split("\n"))))
    return Table(cells=(cell,), address="box", box=box)


@pytest.mark.parametrize("box", [True, False])
def test_what_stands_in_a_frame_answers_the_question_above_it(*, box: bool) -> None:
    """Whatever the answer speaks of, and whatever the question is called; a heading is none."""
    blocks: list[Block] = [line("Прилог 2 – Образац за пријаву")]
    for question, answer in ASKED.items():
        blocks += [line(question), line(""), frame(answer, box=box)]
    blocks += [line("Шта сте похађали"), line("Вебинари НАЛАС-а"), frame("један", box=box)]

    got = judged(Document(blocks=tuple(blocks)))

    assert got.municipality == "srp-laktasi"
    assert got.answers["situation"] == ASKED["Опис стања и рањиве групе"]
    assert (got.answers["partners"], got.answers["webinars"]) == (None, "један")
    assert got.answers["contact_email"] == "m@laktasi.example"


def test_a_text_box_that_answers_nothing_is_read_with_the_lines_around_it() -> None:
    """A form may stand in one."""
    form = frame("Назив општине: Лакташи\nКластер учења: дневни центар\nКонтакт особа: Марко Марић", box=True)
    blocks: tuple[Line | Table, ...] = (line("Прилог 2 – Образац за пријаву"), form, line("Партнери: Црвени крст"))

    got = judged(Document(blocks=blocks))

    assert (got.municipality, got.answers["contact_name"]) == ("srp-laktasi", "Марко Марић")
    assert got.answers["partners"] == "Црвени крст"


def test_a_form_in_a_frame_is_no_answer_to_the_answered_question_above_it() -> None:
    """Also where long answers have frames of their own."""
    office = frame("Локална самоуправа\nНазив општине: Лакташи\nНачелник општине: Ана Анић", box=True)
    person = frame("Контакт особа\nИме и презиме: Марко Марић\nE-mail: m@laktasi.example", box=True)
    blocks: list[Block] = [line("Прилог 2 – Образац за пријаву"), office, person]
    for question, answer in (("Опис стања", "Лоше."), ("Мотивација", "Учимо."), ("Партнери", "Црвени крст.")):
        blocks += [line(question), frame(answer, box=True)]

    got = judged(Document(blocks=tuple(blocks))).answers

    assert (got["head_name"], got["contact_name"]) == ("Ана Анић", "Марко Марић")
    assert (got["contact_email"], got["partners"]) == ("m@laktasi.example", "Црвени крст.")


def bold(label: str, behind: str = "") -> Line:
    """A line that begins with a label in bold."""
    spans = (Span(text=label, marks=frozenset({Mark.BOLD})), Span(text=behind))
    return Line(spans=tuple(span for span in spans if span.text), address=f"line {label[:9]}")


@pytest.mark.parametrize(
    "short", [("Партнери", "\tЦрвени крст"), ("Партнери: ", "Црвени крст"), ("Партнери (сви)\tЦрвени крст", "")]
)
def test_a_long_answer_in_a_cell_ends_at_the_next_question_in_the_look_of_its_own(short: tuple[str, str]) -> None:
    """It may speak of anything in the look of its text."""
    lines = (
        bold("Опис стања и рањиве групе:"),
        line("Лоше."),
        line("Ресурси: једно возило"),
        bold("Мотивација:"),
        line("Учимо."),
        bold("Ресурси: ", "Два радника"),
        bold(*short),
    )
    rows = enumerate([(line("V. Разлози"),), lines])
    cells = [Cell(row=at, column=0, address=f"row {at}", lines=own) for at, own in rows]
    head = ("Назив општине: Лакташи", "Кластер учења: дневни центар", "Мјесто: Лакташи", "Датум: 1.9.2021.")
    asked = (bold(f"{label}:", answer) for label, answer in (text.split(":") for text in head))

    form = Table(cells=tuple(cells), address="table 1")
    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), *asked, form))).answers

    assert (got["situation"], got["motivation"]) == ("Лоше.\nРесурси: једно возило", "Учимо.")
    assert (got["resources"], got["partners"]) == ("Два радника", "Црвени крст")


def test_a_question_below_a_note_in_its_cell_is_asked() -> None:
    """The note may speak of the star that stands behind some questions: that is no tick."""
    note = line("Поља означена звјездицом (*) су обавезна.", Mark.ITALIC)
    cell = Cell(row=0, column=0, address="cell", lines=(note, bold("Вебинари НАЛАС-а", "\tдва вебинара")))
    head = (
        "Прилог 2 – Образац за пријаву",
        "Назив општине: Лакташи",
        "Кластер учења: дневни центар",
        "Мјесто: Лакташи",
    )

    got = judged(Document(blocks=(*map(line, head), Table(cells=(cell,), address="table 1"))))

    assert got.answers["webinars"] == "два вебинара"


def test_what_stands_below_boxes_in_a_table_inside_a_cell_answers_the_question_of_that_cell() -> None:
    """Its question is alone in the cell, and a host in its words below the boxes."""
    names = ("Дневни центри", "Повећање свијести", "Мобилни теренски тимови", "Модели укључивања мањина")
    options = (*(line(f"☐ {name}") for name in names), line("Домаћин: Савез општина Албаније"))
    outer = (line("I. Кластер"), line("Изабрани друштвени приступ и кластер за учење"))
    rows = (
        Cell(row=at, column=0, address=f"table 1, row {at + 1}, cell 1", lines=(text,)) for at, text in enumerate(outer)
    )
    inner = Cell(row=0, column=0, address="table 1, row 2, cell 1, table 1, row 1, cell 1", lines=options)
    head = ("Прилог 2 – Образац за пријаву", "Назив општине: Лакташи", "Контакт особа: Ана Анић")
    tables = (
        Table(cells=tuple(rows), address="table 1"),
        Table(cells=(inner,), address="table 1, row 2, cell 1, table 1"),
    )

    assert judged(Document(blocks=(*map(line, head), *tables))).cluster == "awareness"


def test_what_stands_above_the_table_of_members_asks_nothing_of_a_frame() -> None:
    """A hint in brackets between them, in a form of frames, kept the whole form from being read."""
    people = table(("Име и презиме", "Функција", "Е-пошта"), ("Ана Анић", "шеф", "ana@laktasi.example"))
    blocks: list[Block] = [line("Прилог 2 – Образац за пријаву")]
    for question, answer in ASKED.items():
        blocks += [line(question, Mark.BOLD), frame(answer, box=False)]

    got = judged(Document(blocks=(*blocks, line("Чланови кластера", Mark.BOLD), line("(највише три)"), people)))

    assert got.municipality == "srp-laktasi"
    assert "ana@laktasi.example" in str(got.answers["members"])


def test_the_number_of_an_option_stands_in_the_frame_below_the_list() -> None:
    """The last of the options asks nothing, though all frames of the form answer what stands above them."""
    options = ("Дневни центри", "Повећање свијести", "Мобилни теренски тимови", "Управљање ризиком од катастрофа")
    blocks: list[Block] = [line("Прилог 2")]
    for question, answer in ASKED.items():
        blocks += [line(question), frame(answer, box=True)] if question != "Кластер учења" else []
    listed = (line(f"{at}. {name}") for at, name in enumerate(options, 1))

    got = judged(Document(blocks=(*blocks, line("Одабрани кластер"), *listed, frame("3", box=True))))

    assert got.cluster == "mobile-teams"


@pytest.mark.parametrize("box", [True, False])
@pytest.mark.parametrize("blank", [("",), ()])
def test_a_question_with_its_answer_in_a_frame_answers_none_that_was_left_blank_in_the_last(
    blank: tuple[str, ...], *, box: bool
) -> None:
    """Each question stands in the frame of its answer, and looks as no answer does."""
    pairs = {"Партнери:": ("Црвени крст",), "Вебинари НАЛАС-а:": blank, "Е-курсеви које сте завршили:": ("један",)}
    lines = [(line(asked, Mark.BOLD), *map(line, said)) for asked, said in pairs.items()]
    frames = [
        Table(cells=(Cell(row=0, column=0, address="box", lines=each),), address="box", box=box) for each in lines
    ]
    head = ("Прилог 2", "Општина: Лакташи", "Кластер учења: дневни центар")

    got = judged(Document(blocks=(*map(line, head), *frames))).answers

    assert (got["partners"], got["webinars"], got["ecourses"]) == ("Црвени крст", None, "један")
