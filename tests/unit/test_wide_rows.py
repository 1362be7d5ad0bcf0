"""Tables that ask two things in some rows and one in others, whose question and answer are merged cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from form_lines import Row, grid, line
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Mark
from reading_forms import judged

TITLE = "Прилог 2 – Образац за пријаву"
PAIRS: tuple[Row, ...] = (
    ("Општина", "Лакташи", "Име и презиме начелника", "Ана Анић"),
    ("Сједиште", "Карађорђева 56", "Интернет страница", "www.laktasi.example"),
    ("Особа за контакт", "Марко Марић", "Функција", "Начелник одјељења"),
    ("Телефон", "065/111-222", "Е-пошта", "marko@laktasi.example"),
)
ASKED = {
    "Кластер учења": "Мобилни теренски тимови",
    "Стање у области и рањиве групе": "Општина има много старих лица.\nКонтакт са њима одржава Центар.",
    "Број запослених у управи": "56",
    "Властити ресурси": "",
    "Разлози за пријаву": "Разлози су многи.",
    "Партнери": "Удружење Нада",
}


def check(got: Mapping[str, object]) -> None:
    """What was answered in either kind of rows."""
    assert (got["municipality"], got["head_name"], got["website"]) == ("Лакташи", "Ана Анић", "www.laktasi.example")
    assert (got["contact_name"], got["contact_phone"]) == ("Марко Марић", "+38765111222")
    assert (got["cluster"], got["situation"]) == ("mobile-teams", ASKED["Стање у области и рањиве групе"])
    assert (got["resources"], got["motivation"], got["partners"]) == (None, "Разлози су многи.", "Удружење Нада")


@pytest.mark.parametrize("first", ["pairs", "wide"])
@pytest.mark.parametrize("numbered", [False, True])
def test_an_answer_across_columns_is_none_of_their_labels(first: str, numbered: bool) -> None:  # noqa: FBT001 - a case
    """Labels stand in the first column and the third, and the long answer begins in the third, too."""
    wide: list[Row] = [((label, 2), (answer, 2)) for label, answer in ASKED.items()]
    rows = [*PAIRS, *wide] if first == "pairs" else [*wide, *PAIRS]
    if numbered:
        rows = [(f"{number}.", *row) for number, row in enumerate(rows, 1)]

    application = judged(Document(blocks=(grid(((TITLE, 4 + numbered),), *rows),)))

    check(application.answers)
    unknown = [f for f in application.findings if f.code is Code.QUESTION_UNKNOWN]
    assert [dict(f.details) for f in unknown] == [{"question": "Број запослених у управи", "answer": "56"}]


def test_an_answer_may_reach_over_four_columns_of_six() -> None:
    """Three questions in some rows, one in others."""
    pairs: list[Row] = [(*PAIRS[0], *PAIRS[1][2:]), (*PAIRS[1][:2], *PAIRS[2]), (*PAIRS[3], ("", 2))]
    wide: list[Row] = [((label, 2), (answer, 4)) for label, answer in ASKED.items()]

    check(judged(Document(blocks=(grid(((TITLE, 6),), *pairs, *wide),))).answers)


def test_headings_of_blocks_and_labels_side_by_side_are_as_wide() -> None:
    """They stand above what is theirs, and answer nothing."""
    heads: Row = (("Подаци о општини", 2), ("Подаци о лицу за контакт", 2))
    pairs: list[Row] = [
        ("Назив", "Лакташи", "Име и презиме", "Марко Марић"),
        ("Телефон", "051/530-000", "Телефон", "065/111-222"),
    ]
    wide: list[Row] = [((label, 2), (answer, 2)) for label, answer in ASKED.items()]
    below: list[Row] = [(("Мјесто", 2), ("Датум", 2)), (("Лакташи", 2), ("1.9.2021.", 2))]

    got = judged(Document(blocks=(grid(((TITLE, 4),), heads, *pairs, *wide, *below),))).answers

    assert (got["official_phone"], got["contact_phone"]) == ("+38751530000", "+38765111222")
    assert (got["place"], got["signed_on"], got["resources"]) == ("Лакташи", "2021-09-01", None)


def test_a_note_beside_answers_is_none_of_them() -> None:
    """Somebody's remark behind a free column, beside an answer or a place left blank; staff are told."""
    notes = {"Општина": "", "Кластер учења": "провјерити", "Властити ресурси": "питати начелника"}
    head = {"Општина": "Лакташи", "Особа за контакт": "Марко Марић", "Мејл контакт особе": "marko@laktasi.example"}
    rows: list[Row] = [(q, (a, 3), None, notes.get(q) or None) for q, a in (head | ASKED).items()]

    application = judged(Document(blocks=(grid(((TITLE, 6),), *rows),)))

    got = application.answers
    assert (got["municipality"], got["cluster"], got["resources"]) == ("Лакташи", "mobile-teams", None)
    partial = [f for f in application.findings if f.code is Code.FIELD_PARTIAL]
    assert [(f.field, f.evidence[0].written) for f in partial] == [("resources", "питати начелника")]


def test_a_column_with_another_head_than_that_of_the_answers_is_no_answer() -> None:
    """Points that are given, or proofs that are enclosed; in every row."""
    head = {"Општина": "Лакташи", "Особа за контакт": "Марко Марић", "Мејл контакт особе": "marko@laktasi.example"}
    rows = [(question, answer, str(row)) for row, (question, answer) in enumerate((head | ASKED).items())]

    application = judged(Document(blocks=(grid(((TITLE, 3),), ("Питање", "Ваш одговор", "Бодови"), *rows),)))

    got = application.answers
    assert (got["municipality"], got["contact_name"], got["cluster"]) == ("Лакташи", "Марко Марић", "mobile-teams")
    assert (got["resources"], got["partners"]) == (None, "Удружење Нада")
    assert Code.FIELD_PARTIAL in {finding.code for finding in application.findings}


@pytest.mark.parametrize(
    ("label", "field"), [("Телефон општине", "official_phone"), ("Телефон контакт особе", "contact_phone")]
)
@pytest.mark.parametrize("written", ["тел: 051/530-000\nмоб: 065/111-222", "факс: 051/530-001\nтел. 051/530-000"])
def test_two_numbers_with_their_kinds_are_one_answer(label: str, field: str, written: str) -> None:
    """The first counts that is no fax, and the second is nobody else's."""
    head = {"Општина": "Лакташи", "Особа за контакт": "Марко Марић", "Мејл контакт особе": "marko@laktasi.example"}

    got = judged(Document(blocks=(grid(*(head | {label: written} | ASKED).items()),))).answers

    told = {name: got[name] for name in ("official_phone", "contact_phone")}
    assert told == {"official_phone": None, "contact_phone": None, field: "+38751530000"}


@pytest.mark.parametrize("label", ["Завршени е-курсеви", "Партнери"])
def test_an_answer_that_speaks_of_another_question_does_not_hide_the_label_behind_it(label: str) -> None:
    """Two questions with their answers side by side, and no other row that shows which columns hold labels."""
    row = ("Вебинари НАЛАС-а", "два вебинара о рањивим групама", label, "Локални развој")

    got = judged(Document(blocks=(grid(("Општина", "Лакташи")), grid(row)))).answers

    asked = "partners" if label == "Партнери" else "ecourses"
    assert (got["webinars"], got[asked]) == ("два вебинара о рањивим групама", "Локални развој")


def test_an_answer_may_reach_over_the_labels_of_groups() -> None:
    """What is asked of one person stands in a group; long questions stand below, where the groups are named."""
    pairs = [PAIRS[0][:2], PAIRS[0][2:], PAIRS[1][2:], PAIRS[2][:2], PAIRS[3][:2]]
    groups: list[Row] = [("" if at else "Подносилац", *pair) for at, pair in enumerate(pairs)]
    long: list[Row] = [(label, (answer, 2)) for label, answer in ASKED.items()]

    check(judged(Document(blocks=(grid(((TITLE, 3),), *groups, *long),))).answers)


BELOW = (
    (("Општина", 2), ("Начелник", 2)),
    (("Лакташи", 2), ("Ана Анић", 2)),
    (("Адреса", 4),),
    (("Карађорђева 56, 78250 Лакташи", 4),),
    (("Контакт особа", 2), ("Е-пошта контакт особе", 2)),
    (("Марко Марић", 2), ("marko@laktasi.example", 2)),
    (("Кратак опис стања", 4),),
    (("Општина има много старих лица.", 4),),
    (("Завршени курсеви е-учења", 4),),
    (("Мобилни тимови, два полазника", 4),),
    (("Овлашћено лице", 4),),
    (("Ана Анић", 4),),
)


@pytest.mark.parametrize("mark", [Mark.COLOUR, Mark.ITALIC])
def test_short_answers_across_the_columns_may_have_a_look_of_their_own(mark: Mark) -> None:
    """Right below labels as wide, they are no headings."""
    asked = grid(*BELOW)
    looks = (Mark.BOLD, mark)
    cells = (replace(c, lines=tuple(line(x.text, looks[c.row % 2]) for x in c.lines)) for c in asked.cells)
    got = judged(Document(blocks=(line(TITLE), replace(asked, cells=tuple(cells))))).answers
    assert got["address"] == "Карађорђева 56, 78250 Лакташи"
    assert (got["ecourses"], got["signatory"]) == ("Мобилни тимови, два полазника", "Ана Анић")
