"""Questions in words of their own, headings, and sentences with ruled places."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Document, Line, Mark, Span, Table
from reading_forms import judged

TITLE, MUNICIPALITY, *_ = HEAD
CHOICE = "Кластер учења: дневни центар"


def answers(*blocks: str | Table, head: tuple[str, ...] = (TITLE, MUNICIPALITY, CHOICE)) -> dict[str, object]:
    """The answers of a form with these blocks."""
    all_blocks: tuple[Line | Table, ...] = tuple(line(b) if isinstance(b, str) else b for b in (*head, *blocks))
    return dict(judged(Document(blocks=all_blocks)).answers)


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("Каквим ресурсима општина располаже", "resources"),
        ("Опишите рањиве групе у општини", "situation"),
        ("Са којим партнерима ћете сарађивати", "partners"),
    ],
)
def test_a_question_is_known_by_the_words_that_only_one_field_has(question: str, field: str) -> None:
    """In a column of labels, or before a colon; a question about something else is none."""
    known = ("Начелник", "Ана"), ("Адреса општине", "Главна 1")
    assert answers(table(*known, (question, "одговор")))[field] == "одговор"
    assert answers(f"{question}: одговор")[field] == "одговор"


@pytest.mark.parametrize("question", ["Како сте сазнали за позив", "Укупан буџет општине", "Број становника"])
def test_a_question_about_something_else_answers_nothing(question: str) -> None:
    """The call does not ask for it."""
    got = answers(table(("Начелник", "Ана"), ("Адреса општине", "Главна 1"), (question, "34.000")))
    assert "34.000" not in got.values()


def test_a_cell_right_of_an_unknown_question_asks_nothing() -> None:
    """Its answer may well begin in the words of a label."""
    rows = ("Начелник", "Ана"), ("Адреса општине", "Главна 1"), ("Вишак запослених?", "Телефон: 051/111-222")
    assert answers(table(*rows))["official_phone"] is None


@pytest.mark.parametrize(
    ("head", "contact"),
    [
        ("Подаци о начелнику/градоначелнику", "Подаци о контакт особи"),
        ("Начелник општине", "Лице за контакт"),
    ],
)
def test_a_bare_label_belongs_to_the_heading_above_it(head: str, contact: str) -> None:
    """A heading may be a section's title, or a label that leaves its answer to the next."""
    got = answers(
        table((head,), ("Име и презиме", "Ана Анић")),
        table((contact,), ("Име и презиме", "Марко Марић"), ("Телефон", "065/123-456"), ("E-mail", "m@x.example")),
    )

    assert (got["head_name"], got["contact_name"]) == ("Ана Анић", "Марко Марић")
    assert (got["contact_phone"], got["contact_email"]) == ("+38765123456", "m@x.example")


def test_a_sentence_with_ruled_places_is_a_form() -> None:
    """What goes on behind the rule is the sentence's, not the answer's."""
    sentence = (
        "Општина/град __Лакташи____, коју заступа начелник/градоначелник __Ана Анић____, пријављује се за кластер"
    )
    got = answers(f"{sentence} учења __мобилни тимови____.", "Контакт особа: Марко Марић", head=(TITLE,))

    assert (got["municipality"], got["head_name"]) == ("Лакташи", "Ана Анић")
    assert got["cluster"] == "mobile-teams"
    assert got["contact_name"] == "Марко Марић"


def test_a_statement_may_have_its_boxes_behind_it() -> None:
    """In words of its own, too."""
    got = answers(
        "Потврђујемо да су подаци у пријави тачни:  ☒ ДА   ☐ НЕ", "Пристајемо на обраду личних података ☐ ДА ☒ НЕ"
    )

    assert (got["accuracy"], got["privacy"]) == (True, False)


def test_an_application_in_one_row_of_a_sheet_is_read_below_its_head() -> None:
    """One column a question; the call may not know one of them, and a blank answer is no cell."""
    asked = (
        "Кластер учења",
        "Назив општине",
        "Начелник",
        "Контакт особа",
        "Е-пошта контакт особе",
        "ЈИБ",
        "Опис стања",
    )
    said = ("мобилни тимови", "Лакташи", "", "Марко Марић", "m@laktasi.example", "4400", "Партнери: сви су спремни.")
    got = answers(table(asked, said), head=(TITLE,))

    assert (got["cluster"], got["municipality"]) == ("mobile-teams", "Лакташи")
    assert (got["head_name"], got["contact_name"]) == (None, "Марко Марић")
    assert got["situation"] == "Партнери: сви су спремни."


def test_the_number_of_the_next_question_is_no_answer() -> None:
    """It stands in a column of its own, below a heading that is a label, too."""
    rows = ("III. Контакт особа", ""), ("3.1.", "Функција"), ("3.2.", "Телефон")
    assert answers(table(*rows))["contact_name"] is None


def test_blocks_side_by_side_are_known_by_their_headings() -> None:
    """What a mayor's block says beyond the name is asked of nobody."""
    got = answers(
        table(
            ("Б. Начелник", "", "Подаци о лицу за контакт", ""),
            ("Име и презиме", "Ана Анић", "Име и презиме", "Марко Марић"),
            ("Функција", "начелник", "Функција", "савјетник"),
            ("Телефон", "051/111-222", "Телефон", "065/123-456"),
            ("E-mail", "nacelnik@x.example", "E-mail", "m@x.example"),
        )
    )

    assert (got["head_name"], got["contact_name"]) == ("Ана Анић", "Марко Марић")
    assert (got["contact_position"], got["contact_phone"]) == ("савјетник", "+38765123456")
    assert (got["contact_email"], got["official_phone"], got["official_email"]) == ("m@x.example", None, None)


def test_a_note_within_a_long_answer_is_part_of_it() -> None:
    """The form's own notes stand in cells of their own."""
    known = ("Начелник", "Ана"), ("Адреса општине", "Главна 1")
    got = answers(table(*known, ("Опис стања", "Старих: 4.100\nНапомена: подаци су процјена.")))

    assert got["situation"] == "Старих: 4.100\nНапомена: подаци су процјена."


def test_a_letter_of_the_other_script_in_a_label_is_read_by_its_look() -> None:
    """A Latin "p" looks like a Cyrillic one, and sounds otherwise."""
    got = answers("Какви су вам pесурси: два радника", "Наша паpтнеpска удружења: Искра", "Адреса: Главна 1")

    assert (got["resources"], got["partners"]) == ("два радника", "Искра")


def test_a_label_may_be_abbreviated_word_by_word() -> None:
    """With full stops; what could abbreviate two questions asks neither."""
    got = answers("9. Конт. особа: Марко Марић", "Бр. тел. општине: 051/111-222", "Ваша средства: два радника")

    assert (got["contact_name"], got["official_phone"]) == ("Марко Марић", "+38751111222")
    assert got["resources"] == "два радника"


@pytest.mark.parametrize("mark", ["", ":"])
def test_a_label_behind_a_dash_is_part_of_the_label_and_a_word_more_is_no_slip(mark: str) -> None:
    """The office's telephone is not the contact person's for three letters; a name behind a dash is an answer."""
    rows = (
        *(("Контакт телефон ЈЛС", "051/111-222"), ("Адреса општине", "Главна 1"), ("Начелник – Ана Анић", "")),
        *(("Контакт особа – име и презиме", "Марко Марић"), ("Контакт особа – позиција", "савјетник")),
        *(("Контакт особа – телефон/мобител", "_____"), ("Контакт особа – е-маил", "m@x.example")),
    )
    got = answers(table(*((asked + mark if said else asked, said) for asked, said in rows)))

    assert (got["official_phone"], got["contact_phone"]) == ("+38751111222", None)
    assert (got["contact_name"], got["contact_position"]) == ("Марко Марић", "савјетник")
    assert (got["contact_email"], got["head_name"]) == ("m@x.example", "Ана Анић")


@pytest.mark.parametrize(
    "remark", ["ПС: Оригинал шаљемо поштом.", "P.S.: original", "NB: начелник је на одмору", "П.С. Звати протокол."]
)
def test_what_is_added_below_a_form_answers_nothing(remark: str) -> None:
    """Neither the signature that was left blank, nor behind a long answer."""
    assert answers("Потпис:", remark)["signatory"] is None
    assert answers("Партнери:", "ПС Лакташи и Дом здравља", remark)["partners"] == "ПС Лакташи и Дом здравља"


def test_an_unknown_question_in_bold_type_ends_the_answer_before_it() -> None:
    """As the label before it does, with its answer in plain type behind it."""

    def asked(label: str, answer: str) -> Line:
        spans = (Span(text=f"{label}:", marks=frozenset({Mark.BOLD})), Span(text=f" {answer}"))
        return Line(spans=spans, address=f"line {label}")

    lines = (asked("Опис стања", "Лоше."), asked("Како сте сазнали за позив", "Из новина."))
    got = judged(Document(blocks=(*map(line, (TITLE, MUNICIPALITY, CHOICE, "Контакт особа: Марко")), *lines)))

    assert got.answers["situation"] == "Лоше."
