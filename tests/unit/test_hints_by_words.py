"""Hints in the type of any other text, above the place of an answer or below a long one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest

from form_lines import HEAD, line, table
from intake.data.loaded import load_lexicon
from intake.reading.gate import Limits
from intake.reading.pdf.document import read_pdf
from intake.rules.finding import Code
from intake.rules.forms.hints.by_words import HintWords, Told
from intake.rules.forms.places import Cell, Document, Line, Mark, Table
from intake.rules.judging.application import Application
from pdfs import pdf, text
from reading_forms import judged

ASKED = {
    "situation": ("Опис ситуације", "У општини 400 лица прима помоћ.\nСтаријих је све више."),
    "experience": ("Постојеће услуге и искуство", "Помоћ у кући од 2019. године."),
    "partners": ("Партнери", "Црвени крст и Центар за социјални рад."),
}
SURE = {
    "situation": "Навести број корисника социјалних услуга и главне изазове",
    "experience": "Овдје укратко прикажите услуге које се пружају",
    "partners": "Највише 10 реченица.",
}
LAYOUTS = ("above", "below", "in the answer's cell", "in the label's cell", "rows", "rows below", "one cell")

Hints = Mapping[str, str]


def form(
    layout: str, hints: Hints, answers: Mapping[str, str] | None = None, *, hinted: Sequence[Mark] = ()
) -> Document:
    """A form whose questions have these *hints*, and these *answers* or the usual ones."""
    said = {field: answer for field, (_, answer) in ASKED.items()} | dict(answers or {})
    rows: list[list[list[Line]]] = []
    blocks: list[Line] = []
    for field, (label, _) in ASKED.items():
        asked = [replace(line(label), address=label)]
        hint = [replace(line(hints[field], *hinted), address=f"{label}, hint")] if field in hints else []
        answer = [replace(line(x), address=f"{label}, {at}") for at, x in enumerate(said[field].split("\n")) if x]
        match layout:
            case "above":
                blocks += [*asked, *hint, *answer]
            case "below":
                blocks += [*asked, *answer, *hint]
            case "in the answer's cell":
                rows.append([asked, [*hint, *answer]])
            case "in the label's cell":
                rows.append([[*asked, *hint], answer])
            case "rows":
                rows += [[asked], [hint], [answer]] if hint else [[asked], [answer]]
            case "rows below":
                rows += [[asked], [answer], [hint]] if hint else [[asked], [answer]]
            case _:
                rows.append([[*asked, *hint, *answer]])
    cells = tuple(
        Cell(row=r, column=c, address=f"row {r}, cell {c}", lines=tuple(lines))
        for r, row in enumerate(rows)
        for c, lines in enumerate(row)
    )
    head = map(line, (*HEAD, "Кластер учења: дневни центар"))
    return Document(blocks=(*head, *blocks, *([Table(cells=cells, address="table")] if cells else [])))


def answers(got: Application) -> dict[str, object]:
    """What was answered to the questions above."""
    return {field: got.answers.get(field) for field in ASKED}


def told(got: Application) -> set[tuple[Code, str | None]]:
    """Of which answers a person should look, and why."""
    return {(f.code, f.field) for f in got.findings if f.code in (Code.FIELD_PARTIAL, Code.QUESTION_SUPPOSED)}


EXPECTED = {field: answer for field, (_, answer) in ASKED.items()}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("fields", [("situation",), ("partners",), ("situation", "experience", "partners")])
def test_a_hint_in_plain_type_is_no_part_of_the_answer(layout: str, fields: Sequence[str]) -> None:
    """Above it or below, at one question or at all, and nobody has to look."""
    got = judged(form(layout, {field: SURE[field] for field in fields}))

    assert (answers(got), told(got)) == (EXPECTED, set())


@pytest.mark.parametrize("layout", [each for each in LAYOUTS if each != "rows below"])
def test_a_hint_alone_is_no_answer(layout: str) -> None:
    """What was left blank is blank."""
    got = judged(form(layout, SURE, {"situation": ""}))

    assert answers(got) == {**EXPECTED, "situation": None}


@pytest.mark.parametrize(
    ("hint", "sure"),
    [
        *((hint, Told.SURE) for hint in ("Навести број корисника", "Navesti broj korisnika", "Побројте партнере")),
        *((hint, Told.SURE) for hint in ("Briefly describe the situation", "Please explain why", "Please state when")),
        *((hint, Told.SURE) for hint in ("max. 500 words", "До 200 ријечи", "Ne više od pola stranice", "Највише пет")),
        *((hint, Told.MAYBE) for hint in ("Уписати партнере", "List associations and institutions")),
        ("Опис стања, највише 10 реченица", Told.MAYBE),
        *((hint, Told.WEAK) for hint in ("Установе са којима сарађујете", "Partners of your municipality")),
        *(
            (answer, Told.NO)
            for answer in ("Двије стотине корисника", "Кратко речено, стање је лоше", "List of partners")
        ),
        *(
            (answer, Told.NO)
            for answer in (
                "Website",
                "Кредите не узимамо",
                "Захваљујемо на вашој подршци",
                "Дом за стара лица: навести не можемо",
            )
        ),
    ],
)
def test_how_surely_words_tell_how_to_answer(hint: str, sure: Told) -> None:
    """In both scripts and in English; an answer may begin alike."""
    assert HintWords(load_lexicon()).told(hint) is sure


@pytest.mark.parametrize("layout", ["above", "in the answer's cell", "rows", "one cell"])
@pytest.mark.parametrize(
    "answer", ["Попунити празна радна мјеста у центру.", "Ваша подршка је важна за општину.\nПосебно за села."]
)
def test_an_answer_that_may_be_a_hint_is_kept_and_told(layout: str, answer: str) -> None:
    """Nothing else stands there, or an applicant may well speak so."""
    got = judged(form(layout, {}, {"situation": answer}))

    assert answers(got) == {**EXPECTED, "situation": answer}
    assert told(got) == {(Code.QUESTION_SUPPOSED, "situation")}


def test_what_may_be_a_hint_above_other_lines_is_left_out_and_told() -> None:
    """The finding quotes it."""
    got = judged(form("above", {}, {"partners": "Уписати удружења и установе\nЦрвени крст"}))

    (partial,) = (f for f in got.findings if f.code is Code.FIELD_PARTIAL)
    assert (got.answers["partners"], partial.field) == ("Црвени крст", "partners")
    assert dict(partial.details)["question"] == "Уписати удружења и установе"


def test_where_others_have_hints_what_may_be_one_is_one() -> None:
    """With an answer below it; alone it is left out and told, for it may be the answer."""
    hints = {**SURE, "partners": "Уписати удружења и установе"}
    answered, alone = judged(form("above", hints)), judged(form("above", hints, {"partners": ""}))

    assert (answers(answered), told(answered)) == (EXPECTED, set())
    assert answers(alone) == {**EXPECTED, "partners": None}
    assert told(alone) == {(Code.FIELD_PARTIAL, "partners")}


@pytest.mark.parametrize(
    "answer",
    [
        "Обучити волонтере.\nОтворити дневни центар.\nУписати кориснике у регистар.",
        "Желимо да учимо.\nМолимо за разумијевање због кратког рока.",
        "Општина нема центар, па морамо\nнавести и да немамо радника.",
        "Црвени крст\nДобротвор Лакташи",
    ],
)
@pytest.mark.parametrize("layout", ["above", "in the answer's cell", "rows", "one cell"])
def test_an_answer_with_such_words_is_whole(layout: str, answer: str) -> None:
    """Items of a plan, a request at its end, a sentence that goes on in the next line."""
    got = judged(form(layout, {"partners": SURE["partners"]}, {"situation": answer}))

    assert (answers(got), told(got)) == ({**EXPECTED, "situation": answer}, set())


@pytest.mark.parametrize(
    ("field", "label", "marks", "answer"),
    [
        ("official_email", "Службена е-пошта", (), "pisarnica@laktasi.example"),
        ("contact_position", "Функција контакт особе", (Mark.ITALIC,), "самостални сарадник"),
    ],
)
def test_an_answer_that_begins_small_below_a_long_hint_is_no_rest_of_it(
    field: str, label: str, marks: Sequence[Mark], answer: str
) -> None:
    """An address does so, and so does what is in another look than the hint."""
    hint = "Упишите оно што важи у општини сваког радног дана, па и у септембру"
    blank = form("above", SURE)
    given = [replace(each, address=f"own {at}") for at, each in enumerate((line(hint, *marks), line(answer)))]
    got = judged(replace(blank, blocks=(*blank.blocks, line(label), *given)))

    assert (got.answers[field], told(got)) == (answer, set())


@pytest.mark.parametrize("layout", ["above", "below", "in the answer's cell", "one cell"])
def test_one_hint_that_only_its_look_tells_is_told(layout: str) -> None:
    """At several questions the look is sure; alone in the form it may be somebody's own."""
    noun = {"situation": "Број корисника, врсте услуга и изазови", "experience": "Све услуге и сви пружаоци услуга"}
    several, one = (
        judged(form(layout, hints, hinted=(Mark.ITALIC,))) for hints in (noun, {"situation": noun["situation"]})
    )

    assert (answers(several), told(several)) == (EXPECTED, set())
    assert (answers(one), told(one)) == (EXPECTED, {(Code.FIELD_PARTIAL, "situation")})


@pytest.mark.parametrize("layout", ["above", "below", "one cell"])
def test_a_hint_alone_in_the_look_of_others_is_none_to_look_at(layout: str) -> None:
    """Its question was left blank."""
    said = ("Број корисника и највећи изазови", "Све врсте услуга за старе", "Сви без изузетка и редом")
    nouns = dict(zip(ASKED, said, strict=True))
    got = judged(form(layout, nouns, {"situation": ""}, hinted=(Mark.COLOUR,)))

    assert (answers(got), told(got)) == ({**EXPECTED, "situation": None}, set())


def test_below_a_short_answer_nothing_is_told() -> None:
    """Its answer is over anyway."""
    short = Document(blocks=(*map(line, HEAD), line("Адреса"), line("Градска 1"), line("Попунити читко")))

    assert (judged(short).answers["address"], told(judged(short))) == ("Градска 1", set())


def test_the_same_line_at_three_questions_is_no_answer_to_them() -> None:
    """Though no word says so; of answers that were copied whole nothing is lost."""
    same = dict.fromkeys(ASKED, "Само за службену употребу")
    copied = dict.fromkeys(ASKED, "Општина нема центар.\nТо је све.")
    got, whole = judged(form("above", same)), judged(form("above", {}, copied))

    assert (answers(got), len(told(got))) == (EXPECTED, len(ASKED))
    assert (answers(whole), told(whole)) == (copied, set())


def test_a_hint_that_the_page_broke_is_left_out_whole() -> None:
    """Its second line begins small."""
    hints = {"situation": "Навести број корисника социјалних услуга, њихове потребе"}
    broken = {"situation": f"и главне изазове у раду\n{EXPECTED['situation']}"}

    assert answers(judged(form("above", hints, broken))) == EXPECTED


# In files


def _paragraphs() -> Iterator[tuple[str, bool]]:
    for at, (field, (label, answer)) in enumerate(ASKED.items()):
        yield f"{label}:", False
        yield from ((SURE[field], True),) if at != 1 else ()
        yield from ((each, False) for each in answer.split("\n"))
        yield from ((SURE[field], True),) if at == 1 else ()


@pytest.mark.parametrize("slanted", [False, True])
def test_hints_in_a_word_file_are_left_out(slanted: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """In plain type and in small grey italics."""
    document: Any = docx.Document()
    for each in (*HEAD, "Кластер учења: дневни центар"):
        document.add_paragraph(each)
    for each, is_hint in _paragraphs():
        run = document.add_paragraph().add_run(each)
        run.italic = slanted and is_hint
    out = BytesIO()
    document.save(out)

    assert answers(judged(out.getvalue())) == EXPECTED


@pytest.mark.parametrize("beside", [1, 2])
def test_hints_in_a_sheet_are_left_out(beside: int) -> None:
    """In a row of their own below the question, whose answer stands in the next row or beside it."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for each in (*HEAD, "Кластер учења: дневни центар"):
        label, _, answer = each.partition(": ")
        sheet.append([label, answer or None])
    for field, (label, answer) in ASKED.items():
        if beside > 1:
            sheet.append([f"{label}\n{SURE[field]}", answer])
        else:
            for row in (label, SURE[field], answer):
                sheet.append([row])
    out = BytesIO()
    book.save(out)

    assert answers(judged(out.getvalue())) == EXPECTED


def test_hints_in_a_pdf_are_left_out() -> None:
    """Slanted or not."""
    head = (
        "Prilog 2 - Obrazac za prijavu", "Naziv opstine: Laktasi", "Ime i prezime kontakt osobe: Marko Maric",
        "E-posta kontakt osobe: marko@laktasi.example", "Klaster ucenja: dnevni centar",
    )  # fmt: skip
    asked = (
        ("Opis situacije:", "Navesti broj korisnika i glavne izazove", "Starijih je sve vise."),
        ("Postojece usluge i iskustvo:", "Ukratko opisite usluge", "Pomoc u kuci."),
        ("Partneri:", "Najvise 10 recenica.", "Crveni krst."),
    )
    rows = [*((each, 1) for each in head)]
    for at, (label, hint, answer) in enumerate(asked):
        rows += [(label, 2), (hint, 4 if at == 1 else 1), (answer, 1)]
    drawn = b"".join(text(each, 72, 780 - 24 * at, font=font) for at, (each, font) in enumerate(rows))

    got = answers(judged(read_pdf(pdf(drawn), Limits())))
    assert got == {field: answer for field, (_, _, answer) in zip(ASKED, asked, strict=True)}


@pytest.mark.parametrize("beside", [("Наведите име.", "", "Упишите адресу."), ("", "Please enter the address.", "")])
def test_what_tells_how_to_answer_right_of_the_answers_is_none(beside: tuple[str, str, str]) -> None:
    """In a column without a head, and where few rows have such help."""
    asked = (("Начелник општине", "Ана Анић"), ("Адреса", "Градска 1"), ("Партнери", "Црвени крст"))
    rows = [(label, answer, told) for (label, answer), told in zip(asked, beside, strict=True)]

    got = judged(Document(blocks=(*map(line, HEAD), table(*rows)))).answers

    assert [got[name] for name in ("head_name", "address", "partners")] == [answer for _, answer in asked]


def test_instructions_in_a_column_with_answers_at_its_right_are_questions() -> None:
    """A form may ask in such words, also in the last column but one."""
    rows = (("Адреса", "Градска 1", "Наведите партнере", "Црвени крст"), ("Веб страница", "", "Опишите стање", "Лоше"))

    got = judged(Document(blocks=(*map(line, HEAD), table(*rows)))).answers

    assert (got["partners"], got["situation"]) == ("Црвени крст", "Лоше")


@pytest.mark.parametrize("between", ["\n", " "])
def test_an_instruction_below_a_short_answer_is_none_of_it(between: str) -> None:
    """In the lines of a form, and in the cell of the question."""
    hinted = (("Адреса", "Градска 1", "Наведите улицу и број."), ("Начелник општине", "Ана Анић", "Упишите име."))
    asked = [f"{label}:{between}{answer}\n{told}" for label, answer, told in hinted]
    for blocks in (map(line, "\n".join(asked).split("\n")), [table(*((one,) for one in asked))]):
        got = judged(Document(blocks=(*map(line, HEAD), *blocks))).answers
        assert (got["address"], got["head_name"]) == ("Градска 1", "Ана Анић")


def test_an_instruction_below_a_long_answer_ends_at_the_number_of_the_next_question() -> None:
    """Also where the call does not know that question."""
    asked = ["1. Опис стања:", "Лоше.", "Укратко прикажите изазове.", "2. Чланство у мрежама:", "једна"]

    assert judged(Document(blocks=tuple(map(line, (*HEAD, *asked))))).answers["situation"] == "Лоше."


def test_an_answer_below_an_instruction_in_its_cell_is_read_where_the_cells_before_it_are_full() -> None:
    """Its row has three cells, and what stands in the last is no help, though it begins so."""
    asked = (("Начелник општине", "Упишите име.\nАна Анић"), ("Адреса", "Наведите адресу.\nГрадска 1"))
    rows = [(f"{at}.", label, said) for at, (label, said) in enumerate(asked, 1)]

    got = judged(Document(blocks=(*map(line, HEAD), table(*rows)))).answers

    assert (got["head_name"], got["address"]) == ("Ана Анић", "Градска 1")


@pytest.mark.parametrize("legend", ["* Обавезна поља", "Поља са * су обавезна", "* Fields marked so are mandatory"])
def test_what_tells_of_the_sign_of_mandatory_questions_is_no_answer(legend: str) -> None:
    """Nor a part of one; a note of the applicant's is."""
    noted = ["Опис стања:", "Лоше.", "Напомена: подаци су процјена."]
    for lines in (["Опис стања:", "Лоше.", legend], ["Опис стања:", legend], noted):
        got = judged(Document(blocks=tuple(map(line, (*HEAD, *lines))))).answers["situation"]
        assert got == {legend: "Лоше." if len(lines) > 2 else None}.get(lines[-1], "\n".join(noted[1:]))


@pytest.mark.parametrize("told", ["Наведите адресу.", "Упишите адресу, ако је имате.", "Please state the address."])
@pytest.mark.parametrize("blank", ["", "/", "___"])
def test_what_tells_how_to_answer_behind_a_question_mark_is_no_answer(told: str, blank: str) -> None:
    """Also where the place beside it was left blank; what is answered there is read."""
    website = "Имате ли интернет страницу?"
    rows = ((f"{website} {told}", blank), ("Партнери", "Црвени крст"))
    got = judged(Document(blocks=(*map(line, HEAD), table(*rows)))).answers
    own = judged(
        Document(blocks=(*map(line, HEAD), table((f"{website} www.laktasi.example", blank), *rows[1:])))
    ).answers

    assert (got["website"], got["partners"], own["website"]) == (None, "Црвени крст", "www.laktasi.example")
