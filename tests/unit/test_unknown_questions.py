"""Questions that the call does not ask: known by how a document prints its labels, and told to staff."""

from __future__ import annotations

from dataclasses import replace

import pytest

from form_lines import grid, line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Control, ControlKind, Document, Line, Mark, Span, Table
from intake.rules.judging.application import Application
from intake.rules.judging.decision import merit
from reading_forms import call, judged

TITLE = "Прилог 2 – Образац за пријаву"
KNOWN = (
    ("Кластер учења", "дневни центар"),
    ("Назив општине", "Лакташи"),
    ("Контакт особа", "Марко Марић"),
    ("Е-пошта контакт особе", "m@laktasi.example"),
    ("Опис стања", "Лоше."),
)
LONG = "Старих: 4.100\nРањиве групе:\nсвуда.\nПартнери: Црвени крст"


def bold(label: str, answer: str) -> tuple[Line, ...]:
    """A label in bold type with its answer behind it, over as many lines as it has."""
    first, *more = answer.split("\n")
    spans = (Span(text=f"{label}:", marks=frozenset({Mark.BOLD})), Span(text=f" {first}"))
    return (Line(spans=spans, address=f"line {label[:9]}"), *map(line, more))


def in_bold(*asked: tuple[str, str]) -> Application:
    """A form of paragraphs whose labels are bold."""
    return judged(Document(blocks=(line(TITLE), *(x for pair in (*KNOWN, *asked) for x in bold(*pair)))))


def in_rows(*asked: tuple[str, ...], known: tuple[tuple[str, ...], ...] = KNOWN) -> Application:
    """A form in a table."""
    return judged(Document(blocks=(line(TITLE), table(*known, *asked))))


def told(application: Application) -> list[tuple[str, str | None]]:
    """What staff are told of questions."""
    codes = (Code.QUESTION_UNKNOWN, Code.QUESTION_SUPPOSED, Code.FIELD_PARTIAL)
    return [(f.code.value, f.field) for f in application.findings if f.code in codes]


@pytest.mark.parametrize("form", [in_bold, in_rows])
@pytest.mark.parametrize("question", ["Број становника", "Да ли имате социјалну карту", "Предсједник Скупштине"])
def test_an_unknown_question_ends_the_answer_before_it_and_is_told(form: object, question: str) -> None:
    """Its answer is nobody's; the status stays."""
    assert callable(form)
    got = form((question, "12.000"), ("Партнери", "нема"))

    assert got.answers["situation"] == "Лоше."
    assert "12.000" not in got.answers.values()
    assert told(got) == [("question.unknown", None)]
    assert dict(got.findings[-1].details)["answer"] == "12.000"
    assert merit(got.findings, call()).value == "accepted"


@pytest.mark.parametrize("question", ["Трајање активности", "Predviđeno trajanje aktivnosti", "Duration of the plan"])
def test_how_long_something_lasts_is_no_plan(question: str) -> None:
    """It has a word of the plan, which nothing else in the form asks for."""
    got = in_rows((question, "годину дана"), ("Партнери", "нема"))

    assert got.answers["plan"] is None
    assert told(got) == [("question.unknown", None)]


def test_an_unknown_question_left_blank_is_not_worth_a_word() -> None:
    """Nothing was said that could be lost."""
    assert told(in_rows(("Број становника", "____"))) == []


def test_a_long_answer_in_plain_type_stays_whole_where_labels_are_bold() -> None:
    """Whatever its lines look like."""
    got = in_bold(("Мотивација", LONG), ("Партнери", "Дом здравља"))

    assert got.answers["motivation"] == LONG
    assert (got.answers["situation"], got.answers["partners"]) == ("Лоше.", "Дом здравља")
    assert told(got) == []


def test_what_other_forms_ask_ends_an_answer_in_plain_type_too() -> None:
    """Nothing tells labels apart there; "Жиро рачун" is no part of what a municipality says of its partners."""
    lines = (TITLE, *(f"{label}: {answer}" for label, answer in KNOWN), "Жиро рачун: 555-001")
    got = judged(Document(blocks=tuple(map(line, lines))))

    assert got.answers["situation"] == "Лоше."
    assert told(got) == [("field.partial", "situation"), ("question.unknown", None)]


def test_an_item_of_a_list_is_no_question() -> None:
    """A line such as "- простор: 60 m2" speaks of premises, which the form asks for, too."""
    answer = "Имамо:\n- простор: 60 m2\n- возило: једно"
    lines = (TITLE, *(f"{label}: {said}" for label, said in KNOWN[:-1]), f"Искуство: {answer}")
    got = judged(Document(blocks=tuple(line(x) for text in lines for x in text.split("\n"))))

    assert (got.answers["experience"], got.answers["resources"]) == (answer, None)


def test_an_unknown_question_in_a_row_of_heads_leaves_the_others_their_answers() -> None:
    """Labels over their answers, in the same look."""
    rows = (
        *KNOWN[:4],
        ("Начелник", "Ана Анић"),
        ("Број становника", "12.000"),
        ("Адреса општине", "Главна 1"),
        KNOWN[4],
    )
    pairs = zip(rows[::2], rows[1::2], strict=True)
    over = table(*(row for (q1, a1), (q2, a2) in pairs for row in ((q1, q2), (a1, a2))))
    cells = tuple(
        replace(c, lines=tuple(line(x.text, Mark.BOLD) for x in c.lines)) if c.row % 2 == 0 else c for c in over.cells
    )
    got = judged(Document(blocks=(line(TITLE), replace(over, cells=cells))))

    assert (got.answers["head_name"], got.answers["address"]) == ("Ана Анић", "Главна 1")
    assert told(got) == [("question.unknown", None)]


# What an unknown question asks after all


def test_a_question_in_unknown_words_is_known_by_what_is_asked_nowhere_else() -> None:
    """An address between the name and the telephone can be only the contact person's; staff are told."""
    rows = (*KNOWN[:3], ("Пишите на", "m@laktasi.example"), ("Телефон контакт особе", "065/123-456"))
    got = in_rows(known=rows)

    assert got.answers["contact_email"] == "m@laktasi.example"
    assert told(got) == [("question.supposed", "contact_email")]


def test_another_persons_address_is_not_taken_for_the_contact_persons() -> None:
    """Its words say whose it is."""
    rows = (*KNOWN[:3], ("E-mail начелника", "n@laktasi.example"), ("Телефон контакт особе", "065/123-456"))
    assert in_rows(known=rows).answers["contact_email"] != "n@laktasi.example" or told(in_rows(known=rows))


def test_one_question_for_a_telephone_and_an_address_answers_both() -> None:
    """In one place."""
    rows = (*KNOWN[:3], ("Телефон и е-пошта контакт особе", "065/123-456, m@laktasi.example"), KNOWN[-1])
    got = in_rows(known=rows)

    assert (got.answers["contact_phone"], got.answers["contact_email"]) == ("+38765123456", "m@laktasi.example")


def test_a_column_of_help_is_no_answer() -> None:
    """A form may tell beside each question how to answer it."""
    rows = [("Подаци", "Напомена за попуњавање", "Одговор"), *((q, "Навести пун назив и адресу.", a) for q, a in KNOWN)]
    got = in_rows(known=tuple(rows))

    assert (got.municipality, got.answers["contact_name"]) == ("srp-laktasi", "Марко Марић")
    assert got.answers["situation"] == "Лоше."


@pytest.mark.parametrize("slanted", [1, 2])
@pytest.mark.parametrize("blank", [False, True])
def test_what_is_in_italics_beside_a_column_of_numbers_is_no_help(slanted: int, *, blank: bool) -> None:
    """There stand questions and answers, and a form or its applicant may write either so."""
    made = table(*((f"{at}.", question, answer) for at, (question, answer) in enumerate(KNOWN, 1)))
    cells = [
        replace(c, lines=tuple(replace(line(x.text, Mark.ITALIC), address=x.address) for x in c.lines))
        if c.column == slanted
        else c
        for c in made.cells
        if not (blank and c.row == len(KNOWN) - 1 and c.column == 2)
    ]
    got = judged(Document(blocks=(line(TITLE), replace(made, cells=tuple(cells)))))

    assert (got.municipality, got.answers["contact_name"]) == ("srp-laktasi", "Марко Марић")


def test_a_hint_in_brackets_above_the_question_in_its_cell_is_none() -> None:
    """It may speak of what another question asks."""
    hints = {"Назив општине": "(пун назив)", "Начелник општине": "(име и презиме)", KNOWN[-1][0]: "(до 200 ријечи)"}
    rows = (*KNOWN[:-1], ("Начелник општине", "Ана Анић"), KNOWN[-1])
    got = in_rows(known=tuple((f"{hints[q]}\n{q}" if q in hints else q, a) for q, a in rows))

    assert (got.municipality, got.answers["head_name"], got.answers["situation"]) == (
        "srp-laktasi",
        "Ана Анић",
        "Лоше.",
    )
    assert got.answers["contact_name"] == "Марко Марић"


@pytest.mark.parametrize("unknown", ["Надморска висина: 400 m", "Надморска висина:\n400 m"])
def test_a_blank_question_is_not_answered_by_the_next_in_its_own_cell(unknown: str) -> None:
    """Where the others have their answers in their cells."""
    rows = ((f"{label}:\n{answer}",) for label, answer in KNOWN[1:])
    got = judged(Document(blocks=(line(TITLE), table(*rows, ("Интернет страница:",), (unknown,)))))

    assert (got.answers["contact_name"], got.answers["website"]) == ("Марко Марић", None)


def test_a_sentence_that_instructs_above_the_question_in_its_cell_is_none() -> None:
    """It asks the same, and the question and its answer stand below."""
    hint = "Опишите зашто се пријављујете."
    rows = ((f"{label}:\n{answer}",) for label, answer in KNOWN)
    got = judged(Document(blocks=(line(TITLE), table(*rows, (f"{hint}\nРазлози и очекивања: Учимо.",)))))

    assert got.answers["motivation"] == "Учимо."


def test_a_hint_that_ends_in_the_word_of_another_question_asks_nothing() -> None:
    """Before the colon of its own."""
    asked = ("Адреса општине/града / Address of the municipality/city", "Градска 1")
    hints = {asked[0]: " (улица и број, мјесто / street and number, place)"}
    look = frozenset({Mark.UNDERLINE})
    lines = [
        x
        for label, answer in (*KNOWN, asked)
        for x in (
            Line(spans=(Span(text=label, marks=look), Span(text=f"{hints.get(label, ' (попунити)')}:")), address=label),
            line(answer),
        )
    ]
    got = judged(Document(blocks=(line(TITLE), *lines)))

    assert got.answers["address"] == "Градска 1"


@pytest.mark.parametrize("heading", ["Ђ. ИЗЈАВЕ", "VI. Изјаве и потпис", "ПОДАЦИ О КОНТАКТ ОСОБИ"])
def test_a_heading_ends_an_answer(heading: str) -> None:
    """By its letter, its number or its capitals."""
    lines = (TITLE, *(f"{label}: {answer}" for label, answer in KNOWN), heading, "Датум: 1.9.2021.")
    assert judged(Document(blocks=tuple(map(line, lines)))).answers["situation"] == "Лоше."


# Ways to fill in


def options(*lines: str) -> Application:
    """A form with these options."""
    texts = (TITLE, "Кластер учења:", *lines, *(f"{label}: {answer}" for label, answer in KNOWN[1:]))
    return judged(Document(blocks=tuple(map(line, texts))))


def test_an_option_with_its_host_behind_it_is_an_option() -> None:
    """In brackets or behind a dash, with the word for host."""
    got = options("☐ Дневни центри (домаћин: Савез општина Косова)", "☒ Мобилни теренски тимови – домаћин ALVRS")
    assert got.cluster == "mobile-teams"


def test_a_tick_typed_beside_a_box_counts() -> None:
    """The box could not be clicked."""
    assert options("☐ X Дневни центри", "☐ Мобилни теренски тимови").cluster == "day-centre"


def test_a_tick_on_a_short_rule_before_an_option_counts() -> None:
    """The form was made for paper."""
    assert options("_____ Дневни центри", "__X__ Мобилни теренски тимови").cluster == "mobile-teams"


def test_an_option_is_set_apart_whatever_its_number_looks_like() -> None:
    """Automatic numbers keep their own type."""
    spans = (Span(text="2) "), Span(text="Мобилни теренски тимови", marks=frozenset({Mark.UNDERLINE})))
    blocks: tuple[Line | Table, ...] = (line(TITLE), line("Кластер учења:"), line("1) Дневни центри"))
    blocks = (*blocks, Line(spans=spans, address="option 2"), *(line(f"{q}: {a}") for q, a in KNOWN[1:]))
    assert judged(Document(blocks=blocks)).cluster == "mobile-teams"


def test_places_underlined_in_a_sentence_are_answers() -> None:
    """A letter with places to write on."""
    rule = frozenset({Mark.UNDERLINE})
    spans = (
        Span(text="Пријаву подноси општина/град"),
        Span(text=" Лакташи ", marks=rule),
        Span(text=", коју заступа начелник"),
    )
    sentence = Line(spans=(*spans, Span(text=" Ана Анић ", marks=rule)), address="paragraph 2")
    others = (f"{label}: {answer}" for label, answer in KNOWN if label != "Назив општине")
    got = judged(Document(blocks=(line(TITLE), sentence, *map(line, others))))

    assert (got.municipality, got.answers["head_name"]) == ("srp-laktasi", "Ана Анић")


def test_a_note_may_begin_a_long_answer() -> None:
    """The applicant's own."""
    got = in_rows(("Мотивација", "Напомена: подаци су процјена.\nЖелимо учити."))
    assert got.answers["motivation"] == "Напомена: подаци су процјена.\nЖелимо учити."


def test_a_control_before_a_label_is_an_answer_and_no_label() -> None:
    """What stands in a control was written by the applicant."""
    control = Span(text="Број становника:", control=Control(kind=ControlKind.TEXT))
    got = judged(
        Document(blocks=(line(TITLE), *(x for p in KNOWN for x in bold(*p)), Line(spans=(control,), address="x")))
    )
    assert got.answers["situation"] == "Лоше.\nБрој становника:"


def test_an_answer_with_a_colon_below_its_question_asks_nothing() -> None:
    """Most questions have their answers in the row below; two of these begin in the words of their questions."""
    asked = (
        *KNOWN,
        ("НАЛАС вебинари", "Два вебинара: дневни центри и мањине"),
        ("Партнери", "Наши партнери: Црвени крст"),
    )
    cells = [(text,) for pair in asked for text in pair]
    got = judged(Document(blocks=(line(TITLE), table(*cells)))).answers
    said = [got[name] for name in ("webinars", "partners")]
    assert said == [answer for _, answer in asked[-2:]]


@pytest.mark.parametrize("blank", [0, 1, 2, 3])
def test_one_of_the_answers_below_a_row_of_heads_may_have_been_left_blank(blank: int) -> None:
    """A sheet has no cell there; the other answers stay below their questions."""
    asked = ("Ресурси", "Партнери на пројекту", "Вебинари", "Курсеви")
    said = ("Двије просторије.", "Црвени крст.", "Један, у мају.", "Један полазник.")
    below = [None if at == blank else text for at, text in enumerate(said)]
    sheet = grid(*KNOWN, asked, below)
    cells = tuple(
        replace(c, lines=tuple(line(x.text, Mark.BOLD) for x in c.lines)) if c.row == len(KNOWN) else c
        for c in sheet.cells
    )
    got = judged(Document(blocks=(line(TITLE), replace(sheet, cells=cells)))).answers

    assert [got[name] for name in ("resources", "partners", "webinars", "ecourses")] == below


@pytest.mark.parametrize(
    "said",
    [
        "Напомена: контакт особа је на одмору. Желимо да учимо од других.",
        "Note: the mayor is on leave until May. We want to learn.",
        "Napomena: ovo je procjena. Timovi su nam poznati.",
    ],
)
def test_a_note_that_goes_on_with_what_applicants_say_is_theirs(said: str) -> None:
    """Though nothing else stands there."""
    for got in (in_rows(("Мотивација", said)), in_bold(("Мотивација", said))):
        assert (got.answers["motivation"], told(got)) == (said, [])


@pytest.mark.parametrize(
    "said",
    ["Напомена: до 200 ријечи. Молимо да пишете јасно.", "Напомена: без скраћеница. Контактираћемо вас касније."],
)
def test_a_note_that_speaks_to_applicants_is_none_of_theirs(said: str) -> None:
    """Whoever says it says "we", too."""
    got = in_rows(("Мотивација", said))
    assert (got.answers["motivation"], told(got)) == (None, [("field.partial", "motivation")])


def test_what_is_not_bold_below_an_answer_behind_a_bold_label_asks_nothing() -> None:
    """Also where other questions of the form are not bold: they stand in a table."""
    said = "Имамо Комисију за равноправност.\nИскуство је скромно: одржана је једна радионица."
    asked = (*bold("Постојеће услуге и искуство", said), *bold("Партнери", "Искра"), *bold("Мотивација", "Желимо."))
    got = judged(Document(blocks=(line(TITLE), table(*KNOWN), *asked)))

    assert (got.answers["experience"], got.answers["partners"]) == (said, "Искра")
    assert told(got) == []


def test_persons_in_unknown_words_are_those_that_the_call_asks_for_there() -> None:
    """As many, between two known questions, in its order; staff are told."""
    top = (("Назив општине", "Лакташи"), ("Адреса", "Карађорђева 1, 78250 Лакташи"))
    persons = (("Онај ко води", "Ана Анић"), ("Онај ко пише", "Марко Марић"))
    got = in_rows(*top, *persons, ("Функција контакт особе", "савјетник"), ("Кластер", "дневни центар"), known=())

    assert (got.answers["head_name"], got.answers["contact_name"]) == ("Ана Анић", "Марко Марић")
    assert {f.field for f in got.findings if f.code is Code.QUESTION_SUPPOSED} == {"head_name", "contact_name"}
