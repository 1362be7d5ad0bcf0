"""Headings in words that nobody has foreseen: known by their look, and never a part of the answer above them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from form_lines import HEAD, line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Block, Document, Line, Mark, Span
from intake.rules.judging.application import Application
from reading_forms import judged

CHOICE = ("☐ Дневни центри", "☐ Повећање свијести", "☐ Мобилни тимови", "Домаћин: Савез општина Албаније")
SECTIONS: dict[str, tuple[str, ...]] = {
    "1. корак – општина": ("Назив општине: Лакташи",),
    "2. корак – људи": ("Контакт особа: Марко Марић", "Е-пошта контакт особе: m@laktasi.example"),
    "3. корак – обуке": ("Вебинари НАЛАС-а: један", "Курсеви е-учења НАЛАС-а:", "Родна равноправност"),
    "4. корак – опис": ("Опис стања и рањиве групе:", "Лоше.", "Партнери:", "Црвени крст"),
    "5. корак – крај": ("Датум: 10.9.2021.",),
}


def in_bold(heading: str) -> Iterator[Line]:
    """In a look of its own."""
    yield line(heading, Mark.BOLD)


def ruled(heading: str) -> Iterator[Line]:
    """In plain text, with a rule below it."""
    yield from (line(heading), line("-" * len(heading)), line(""))


def in_capitals(heading: str) -> Iterator[Line]:
    """In capitals."""
    yield line(heading.upper())


@pytest.mark.parametrize("printed", [in_bold, ruled, in_capitals])
def test_a_heading_by_its_look_ends_the_answer_above_it(printed: Callable[[str], Iterator[Line]]) -> None:
    """The long answers before it are as they were written."""
    blocks = [line("Прилог 2 – Образац за пријаву", Mark.BOLD), line("Кластер учења: дневни центар")]
    for heading, lines in SECTIONS.items():
        blocks += [*printed(heading), *map(line, lines)]

    got = judged(Document(blocks=tuple(blocks))).answers

    assert (got["ecourses"], got["situation"], got["partners"]) == ("Родна равноправност", "Лоше.", "Црвени крст")
    assert got["signed_on"] == "2021-09-10"


def test_answers_in_bold_are_no_headings() -> None:
    """They stand right below their labels."""
    asked = ("Вебинари НАЛАС-а", "Курсеви е-учења НАЛАС-а", "Опис стања и рањиве групе", "Партнери", "Властити ресурси")
    blocks = [
        line("Прилог 2 – Образац за пријаву"),
        line("Назив општине: Лакташи"),
        line("Кластер учења: дневни центар"),
    ]
    for number, label in enumerate(asked):
        blocks += [line(f"{label}:"), line(f"Написано {number}", Mark.BOLD), line("Још нешто", Mark.BOLD)]

    got = judged(Document(blocks=tuple(blocks))).answers

    assert got["situation"] == "Написано 2\nЈош нешто"
    assert got["webinars"] == "Написано 0\nЈош нешто"


def test_a_heading_that_has_the_words_of_a_question_asks_nothing() -> None:
    """The question itself stands below it, in words that the call does not know."""
    blocks = [line("Прилог 2 – Образац за пријаву", Mark.BOLD), line("Кластер учења: дневни центар")]
    for heading, lines in {**SECTIONS, "Образложење": ("Наша очекивања: Боље услуге.", "Датум: 10.9.2021.")}.items():
        blocks += [line(heading, Mark.BOLD), *map(line, lines)]

    got = judged(Document(blocks=tuple(blocks))).answers

    assert got["motivation"] in (None, "Боље услуге.")


def test_a_heading_stands_below_the_question_that_a_table_answers() -> None:
    """And a title may end in an exclamation mark."""
    blocks = [line("Пријављујемо се!", Mark.BOLD), line("Кластер учења: дневни центар")]
    for heading, lines in SECTIONS.items():
        blocks += [line(heading.partition("– ")[2].title(), Mark.BOLD), *map(line, lines)]
        blocks += [line("Предложени чланови кластера:")] if "људи" in heading else []

    got = judged(Document(blocks=tuple(blocks))).answers

    assert (got["ecourses"], got["situation"], got["partners"]) == ("Родна равноправност", "Лоше.", "Црвени крст")


def test_headings_in_two_languages_are_as_short_as_in_one() -> None:
    """The question below one is asked in the words that the heading has, too; the title above them is long."""
    title = (
        "Прилог 2 – Образац за пријаву општине или града за учење / Annex 2 – Application form of a town for learning"
    )
    blocks: list[Block] = [
        line("Савез свих општина и свих градова / The association of all towns", Mark.BOLD),
        line(title, Mark.BOLD),
    ]
    blocks += [line("A. Локална самоуправа / Local self-government", Mark.BOLD)]
    blocks += [table(("Име јединице локалне самоуправе / The local self-government", "Општина Лакташи"))]
    blocks += [line("B. Кластер учења / Learning cluster", Mark.BOLD)]
    blocks += [line("Изабрани друштвени приступ за учење / Chosen approach to learning"), *map(line, CHOICE)]
    blocks += [line("C. Образложење / Reasons", Mark.BOLD), table(("Партнери / Partners", "Црвени крст"))]

    got = judged(Document(blocks=tuple(blocks)))

    assert (got.municipality, got.cluster) == ("srp-laktasi", "awareness")


def test_headings_in_the_look_of_labels_have_no_colon_where_labels_have_one() -> None:
    """Both are in capitals; a heading that asks something stands among others that ask nothing."""
    blocks = [line("ПРИЛОГ 2 – ОБРАЗАЦ ЗА ПРИЈАВУ"), line("КЛАСТЕР УЧЕЊА: дневни центар")]
    for heading, lines in SECTIONS.items():
        asked = [text.partition(":") for text in lines]
        closed = [f"{label.upper()}:{answer}" if colon else label for label, colon, answer in asked]
        blocks += [*in_capitals(heading), *map(line, closed)]

    got = judged(Document(blocks=tuple(blocks))).answers

    assert (got["ecourses"], got["situation"], got["partners"]) == ("Родна равноправност", "Лоше.", "Црвени крст")


def test_a_heading_in_the_look_of_the_answers_is_one_by_its_words() -> None:
    """The applicant wrote in bold, too."""
    asked = ("Вебинари НАЛАС-а", "Опис стања и рањиве групе", "Партнери")
    blocks = [line("Прилог 2"), line("Назив општине:"), line("Лакташи", Mark.BOLD)]
    for label, heading in zip(asked, ("Образложење", "Подаци о контакт особи", "Изјаве и потпис"), strict=True):
        blocks += [line(f"{label}:"), line("Написано је много", Mark.BOLD), line(heading, Mark.BOLD)]

    got = judged(Document(blocks=tuple(blocks))).answers

    assert [got[name] for name in ("webinars", "situation", "partners")] == ["Написано је много"] * 3


def test_what_is_bold_on_ruled_places_does_not_look_like_headings_that_are() -> None:
    """A long answer ends at the heading, though the call has none of its words; persons in bold are none."""
    asked = ("Вебинари НАЛАС-а", "Опис стања и рањиве групе", "Партнери")
    blocks = [line("Прилог 2", Mark.BOLD), line("Назив општине: __Лакташи__"), line("Чланови кластера:")]
    people = ("Ана Анић", "Иво Ивић", "Ева Евић", "Јово Јовић")
    blocks += [line(f"{name}, правник, Центар за социјални рад", Mark.BOLD) for name in people]
    said = ("Било је кише", "Било је снијега", "Било је вјетра")
    for label, answer, heading in zip(asked, said, ("Трећи корак", "Наше снаге", "На крају"), strict=True):
        place = (Span(text="___"), Span(text=answer, marks=frozenset({Mark.BOLD})), Span(text="___"))
        blocks += [line(f"{label}:"), Line(spans=place, address=label), line(heading, Mark.BOLD)]

    got = judged(Document(blocks=tuple(blocks))).answers

    assert [got[name] for name in ("webinars", "situation", "partners")] == list(said)
    assert all(name in str(got["members"]) for name in people)


@pytest.mark.parametrize("said", ["ДА", "НЕ"])
def test_a_yes_in_capitals_does_not_hide_that_headings_are_in_capitals(said: str) -> None:
    """It answers a statement, and says nothing of how long answers look."""
    blocks = [line("Прилог 2 – Образац за пријаву"), line("Кластер учења: дневни центар")]
    for heading, lines in SECTIONS.items():
        blocks += [*in_capitals(heading.partition(" – ")[2]), *map(line, lines)]
    stated = ("Изјављујемо да су подаци тачни", "Сагласни смо са обрадом личних података")
    for text in (*stated, "Обавезујемо се на учешће у сва три догађаја"):
        blocks += [line(text, Mark.UNDERLINE), line(said)]

    got = judged(Document(blocks=tuple(blocks))).answers

    assert (got["ecourses"], got["situation"]) == ("Родна равноправност", "Лоше.")
    assert got["accuracy"] is (said == "ДА")


def test_a_statement_in_bold_without_a_sign_is_no_heading() -> None:
    """The questions, in bold, too, have colons; headings have none."""
    blocks = [line("Прилог 2 – Образац за пријаву", Mark.BOLD), line("Кластер учења: дневни центар")]
    for heading, lines in SECTIONS.items():
        blocks += [*in_bold(heading), *(line(x, Mark.BOLD) if x.endswith(":") else line(x) for x in lines)]
    for stated, mark in (("Обавезујемо се на учешће у сва три догађаја", "☐"), ("Изјављујемо да су подаци тачни", "☒")):
        blocks += [line(stated, Mark.BOLD), line(mark)]

    got = judged(Document(blocks=tuple(blocks))).answers

    assert (got["commitment"], got["accuracy"]) == (False, True)
    assert got["situation"] == "Лоше."


@pytest.mark.parametrize("heading", ["Изјаве", "ИЗЈАВЕ", "Изјаве и потпис", "Претходно учешће"])
@pytest.mark.parametrize("said", ["Два вебинара.", "нема", "-"])
def test_a_section_is_headed_in_words_of_its_title_though_it_looks_like_an_answer(heading: str, said: str) -> None:
    """A table pasted cell under cell, with blank lines between: the heading was the last line of the answer."""
    lines = [
        *HEAD,
        "Кластер учења: дневни центар",
        "Похађани вебинари",
        said,
        "",
        heading,
        "",
        "Партнери",
        "Црвени крст",
    ]

    got = judged(Document(blocks=tuple(map(line, lines)))).answers

    assert (got["webinars"], got["partners"]) == (said if said[1:3] == "ва" else None, "Црвени крст")


def test_a_heading_above_rows_with_tabs_ends_an_answer() -> None:
    """What they ask is known when they are a table again."""
    rows = ("Учешће у сва три догађаја\tда", "Тачност података\tда", "Адреса\tГлавна 1", "Телефон општине\t051/530-000")
    lines = [*HEAD, "Кластер учења: дневни центар", "Постојеће услуге", "нема", "", "ИЗЈАВЕ", *rows]

    got = judged(Document(blocks=tuple(map(line, lines)))).answers

    assert (got["experience"], got["accuracy"]) == (None, True)


@pytest.mark.parametrize("lines", [("Црвени крст", "Учешће"), ("Учешће", "", "Црвени крст")])
def test_an_item_of_an_answer_may_have_the_words_of_a_section(lines: tuple[str, ...]) -> None:
    """It does not stand apart from the rest, or not above a question."""
    asked = (*HEAD, "Кластер учења: дневни центар", "Партнери:", *lines, "Ресурси:", "Сала")

    got = judged(Document(blocks=tuple(map(line, asked)))).answers

    assert (got["partners"], got["resources"]) == ("\n".join(filter(None, lines)), "Сала")


PASTED = (
    *(("Општина / град", "Лакташи"), ("Адреса сједишта", "Главна 5, 78250 Лакташи"), ("Телефон", "051/530-000")),
    *(("Кластер за који се пријављујете", "дневни центар"), ("Име и презиме контакт особе", "Марко Марић")),
    *(("Е-пошта контакт особе", "marko@laktasi.example"), ("Похађани вебинари", "Вебинар о мобилним тимовима")),
)


def pasted(*groups: tuple[str, ...]) -> Application:
    """A table pasted cell under cell, with a blank line behind each answer and heading."""
    lines = (text for group in ((HEAD[0],), *PASTED, *groups) for text in (*group, ""))
    return judged(Document(blocks=tuple(map(line, lines))))


@pytest.mark.parametrize("number", ["", "{}. ", "- "])
def test_an_item_of_a_bold_answer_below_a_label_in_italics_may_have_the_words_of_a_section(number: str) -> None:
    """The question itself speaks of the "centre for social work"."""
    asked = ("Вебинари НАЛАС-а", "Курсеви е-учења НАЛАС-а", "Опис стања и рањиве групе", "Властити ресурси")
    partners = ("Црвени крст", "Центар за социјални рад", "Полиција")
    blocks = [line(text) for text in (*HEAD, "Кластер учења: дневни центар")]
    blocks += [part for label in asked for part in (line(label, Mark.ITALIC), line("Има.", Mark.BOLD))]
    listed = [number.format(at) + text for at, text in enumerate(partners, start=1)]
    blocks += [line("Партнери (центар за социјални рад, удружења, друге установе)", Mark.ITALIC)]
    blocks += [line(text, Mark.BOLD) for text in (*listed, "Изјаве")]

    assert judged(Document(blocks=tuple(blocks))).answers["partners"] == "\n".join(listed)


@pytest.mark.parametrize("heading", ["Овјера", "На крају", "ИЗЈАВЕ ПОДНОСИОЦА", "Завршне одредбе"])
def test_a_line_between_blank_lines_ends_an_answer_where_each_question_has_its_answer_below(heading: str) -> None:
    """It may be a heading in any words; staff are told, for it may be more of the answer."""
    got = pasted((heading,), ("Сагласност за обраду личних података", "да"), ("Ресурси", "Сала"))

    assert (got.answers["webinars"], got.answers["privacy"]) == ("Вебинар о мобилним тимовима", True)
    assert [(finding.code, finding.field) for finding in got.findings] == [(Code.FIELD_PARTIAL, "webinars")]


@pytest.mark.parametrize("more", ["Учествовало је двоје.", "Ана Анић", "још један вебинар"])
def test_a_sentence_or_a_name_there_is_more_of_the_answer(more: str) -> None:
    """So is what begins small."""
    got = pasted((more,), ("Ресурси", "Сала"))

    assert got.answers["webinars"] == f"Вебинар о мобилним тимовима\n{more}"


def test_a_line_behind_a_question_that_nothing_answers_yet_is_its_answer() -> None:
    """Though the others have theirs right below."""
    got = pasted(("Партнери",), ("Црвени крст и школа",), ("Ресурси", "Сала"))

    assert got.answers["partners"] == "Црвени крст и школа"


def test_a_section_is_headed_without_a_blank_line_where_labels_look_like_any_text() -> None:
    """By the words of its title, right above a question; staff are told."""
    lines = [text for group in (*PASTED, ("Изјаве",), ("Сагласност за обраду личних података", "да")) for text in group]

    got = judged(Document(blocks=tuple(map(line, (HEAD[0], *lines)))))

    assert (got.answers["webinars"], got.answers["privacy"]) == ("Вебинар о мобилним тимовима", True)
    assert [(finding.code, finding.field) for finding in got.findings] == [(Code.FIELD_PARTIAL, "webinars")]
