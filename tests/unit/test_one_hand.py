"""Forms are made by one hand: what is so at the questions that are known is so at the others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from form_lines import grid, line
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Line, Mark, Span
from intake.rules.judging.application import Application
from reading_forms import judged

TITLE = "Прилог 2 – Образац за пријаву"


def form(*lines: str | Line) -> Application:
    """A form of these lines below its title."""
    return judged(Document(blocks=tuple(line(x) if isinstance(x, str) else x for x in (TITLE, *lines))))


DASHED = (
    "Назив општине – Лакташи",
    "Адреса – Карађорђева 56",
    "Телефон и мејл општине – (051) 530-000, info@laktasi.example",
    "Начелник – Марко Марић",
    "Контакт особа - Ана Анић",
    "е-адреса те особе - ana@laktasi.example",
)


def test_a_dash_parts_questions_in_any_words_where_it_parts_the_known_ones() -> None:
    """A long answer ends at one; both of its numbers are told apart, brackets and all."""
    got = form(
        *DASHED,
        "Наш избор кластера – мобилни тимови",
        "Опис стања",
        "Старих је много.",
        "Ко нам стоји на располагању – Црвени крст и мјесне заједнице",
        "Курсеви – Један полазник.",
    )

    assert (got.cluster, got.municipality) == ("mobile-teams", "srp-laktasi")
    assert (got.answers["official_phone"], got.answers["official_email"]) == ("+38751530000", "info@laktasi.example")
    assert got.answers["contact_email"] == "ana@laktasi.example"
    assert got.answers["situation"] == "Старих је много."
    assert got.answers["ecourses"] == "Један полазник."


def test_a_dash_in_an_answer_parts_nothing() -> None:
    """A person stands before it, or a sentence; and forms with colons have dashes in their answers."""
    got = form(*DASHED, "Предложени чланови", "Ива Ивић – психолог", "Јово Јовић – педагог")
    told = form(
        "Назив општине: Лакташи",
        "Контакт особа: Ана Анић",
        "Адреса: Карађорђева 56",
        "Начелник: Марко Марић",
        "Опис стања:",
        "Наша села – а има их пет – старе.",
    )

    rows = got.answers["members"]
    assert isinstance(rows, tuple)
    assert [row["name"] for row in rows] == ["Ива Ивић", "Јово Јовић"]
    assert told.answers["situation"] == "Наша села – а има их пет – старе."


def test_a_question_left_blank_behind_its_dash_is_not_answered_by_a_heading() -> None:
    """Where others have their answers in their lines, the next line is none."""
    got = form("Веб страница – ", "О нашој сарадници", *DASHED)

    assert got.answers["website"] is None


def test_a_pdf_runs_a_question_with_its_dash_into_the_answer_before_it() -> None:
    """It begins with a capital, and says surely what it asks."""
    got = form(*DASHED, "Вебинари – Два, у мају. Курсеви – Један полазник.")

    assert (got.answers["webinars"], got.answers["ecourses"]) == ("Два, у мају.", "Један полазник.")


def test_a_title_asks_for_no_cluster_where_the_form_does() -> None:
    """What stands below it is no answer that staff must look at."""
    got = form("ПРИЈАВА ЗА КЛАСТЕР УЧЕЊА", "за локалне самоуправе", *DASHED, "У који кластер бисте – мобилни тимови")

    assert got.cluster == "mobile-teams"


def test_a_title_asks_for_no_cluster_where_a_heading_ends_the_answer_of_the_form() -> None:
    """The form asks in some of the words alone, and the heading below, in no known words, is joined to the answer."""
    got = form(
        line("ПРИЈАВА ЗА КЛАСТЕР УЧЕЊА", Mark.BOLD),
        "за локалне самоуправе",
        *DASHED,
        "За који кластер – мобилни тимови",
        line("Наша особа за овај посао", Mark.BOLD),
        "Функција – виша сарадница",
    )

    assert got.cluster == "mobile-teams"


HINTED = {
    "Опис стања": ("рањиве категорије, бројке", "Старих је много."),
    "Мотивација": ("највише десет реченица", "Хоћемо да помогнемо."),
    "Постојеће услуге": ("пројекти и установе", "Радимо са младима."),
}


def asked(answers: Sequence[str]) -> list[str]:
    """These questions with their hints and *answers*."""
    return [x for (label, (hint, _)), a in zip(HINTED.items(), answers, strict=True) for x in (label, hint, a)]


def test_a_few_small_words_at_each_long_question_are_hints() -> None:
    """Staff are told what was left out, for an answer may begin so."""
    got = form(*DASHED, *asked([answer for _, answer in HINTED.values()]))

    assert [got.answers[f] for f in ("situation", "motivation", "experience")] == [a for _, a in HINTED.values()]
    assert {f.field for f in got.findings if f.code is Code.FIELD_PARTIAL} == {"situation", "experience"}


def test_the_place_of_an_answer_below_such_words_says_that_they_are_a_hint() -> None:
    """Nobody leaves the rule below what he wrote."""
    got = form(*DASHED, *asked(["__________"] * 3))

    assert not any(got.answers.get(f) for f in ("situation", "motivation", "experience"))


def test_small_words_answer_where_no_sentence_follows() -> None:
    """Who writes little writes so everywhere."""
    got = form(*DASHED, "Опис стања", "много старих", "Мотивација", "помоћ старима", "Постојеће услуге", "кухиња")

    assert [got.answers[f] for f in ("situation", "motivation", "experience")] == [
        "много старих",
        "помоћ старима",
        "кухиња",
    ]


def below(label: str, *answers: str, mark: Mark = Mark.BOLD) -> list[Line]:
    """A plain question, and its answers in a look of their own below it."""
    return [line(label), *(line(answer, mark) for answer in answers)]


MARKED = (
    *below("Званични мејл општине", "info@laktasi.example"),
    *below("Телефон општине", "051/530-000"),
    *below("Адреса", "Карађорђева 56", "78250 Лакташи"),
    *below("Опис стања", "Старих је много."),
    *below("Мотивација", "Хоћемо да помогнемо."),
    *below("Партнери", "Црвени крст."),
)


@pytest.mark.parametrize("mark", [Mark.BOLD, Mark.COLOUR, Mark.ITALIC])
def test_plain_lines_are_questions_where_all_answers_have_a_look(mark: Mark) -> None:
    """The mirror of bold questions; a long answer ends at one that nobody foresaw."""
    first = [line(x.text, mark) if x.spans[0].marks else x for x in MARKED]
    got = form(
        *below("Која нас локална самоуправа пише", "Општина Лакташи", mark=mark),
        *first,
        *below("Ко све код вас слуша", "Нико.", mark=mark),
        *below("С ким разговарати, име и дужност", "Ана Анић - савјетница", mark=mark),
        *below("Њен телефон и мејл", "065/111-222, ana@laktasi.example", mark=mark),
    )

    assert got.municipality == "srp-laktasi"
    assert got.answers["partners"] == "Црвени крст."
    assert (got.answers["contact_name"], got.answers["contact_position"]) == ("Ана Анић", "савјетница")
    assert (got.answers["contact_phone"], got.answers["contact_email"]) == ("+38765111222", "ana@laktasi.example")


def test_what_is_plain_among_such_answers_and_no_question_asks_nothing() -> None:
    """Headings with Roman numbers, the place and the date, and who signs below them."""
    got = form(
        "I Општи дио",
        *MARKED[:6],
        "II Мјесна заједница",
        *MARKED[6:],
        "III Крај",
        *below("Начелник", "Марко Марић"),
        *below("Назив општине", "Лакташи"),
        "Лакташи, 7. септембра 2021.",
        "начелник општине",
        "Јово Јовић",
    )

    assert (got.answers["place"], got.answers["signed_on"]) == ("Лакташи", "2021-09-07")
    assert (got.answers["head_name"], got.answers["signatory"]) == ("Марко Марић", "Јово Јовић")
    assert got.answers["partners"] == "Црвени крст."


OWN = ("дневни боравак", "људска права", "мобилни тимови", "мањине, форум или повјереник", "поплаве и пожари")


@pytest.mark.parametrize(
    ("listed", "answer"),
    [
        ([f"{n}  {text}" for n, text in enumerate(OWN, 1)], "број 3"),
        ([f"{n}) {text}" for n, text in zip("абвгд", OWN, strict=True)], "под в)"),
        ([f"({'x' if n == 2 else ' '}) {text}" for n, text in enumerate(OWN)], ""),
    ],
)
def test_a_forms_own_list_has_options_in_its_own_words(listed: Sequence[str], answer: str) -> None:
    """Numbers, letters and typed boxes are those of its lines; none of them is a question."""
    got = form(*MARKED, "Понуда из позива", *listed, *below("Изабрана тема", *filter(None, [answer])))

    assert got.cluster == "mobile-teams"


@pytest.mark.parametrize("letters", ["", "abcdef"])
def test_a_question_with_the_next_number_is_no_option_of_a_list_above(letters: str) -> None:
    """Six options with letters or brackets, and below them the seventh question."""
    signs = [f"{letter})" for letter in letters] or [f"({'x' if n == 2 else ' '})" for n in range(6)]
    texts = zip(signs, (*OWN, "друго"), strict=True)
    listed = [line(f"{sign} {text}", *(Mark.BOLD,) * (n == 2)) for n, (sign, text) in enumerate(texts)]
    got = form(*DASHED[:4], "6. Кластер учења:", *listed, "7. Контакт особа: Ана Анић", "8. Курсеви: Један полазник.")

    assert got.answers["contact_name"] == "Ана Анић"


def test_two_approaches_with_or_between_are_neither() -> None:
    """An option that names both is the whole cluster's."""
    listed = [f"{n}. {text}" for n, text in enumerate(OWN, 1)]
    got = form(*MARKED, "Понуда из позива", *listed, *below("Изабрани кластер", "4"))

    assert (got.cluster, got.approach) == ("minorities", None)


TURNS = (
    (("Назив општине",), ("Лакташи",)),
    (("Адреса", "Начелник"), ("Карађорђева 56", "Марко Марић")),
    (("Телефон општине", "Е-пошта општине"), ("051/530-000", "info@laktasi.example")),
    (("Контакт особа", "Е-пошта контакт особе"), ("Ана Анић", "ana@laktasi.example")),
    (("Кластер учења",), ("Мобилни тимови",)),
    (("Опис стања",), ("Старих је много.",)),
    (("Наша мотивација је",), ("Хоћемо да помогнемо старима у селима.",)),
    (("Постојеће услуге",), ("Радимо са младима.",)),
    (("Ресурси",), ("Двије просторије.",)),
)


def test_rows_that_take_turns_tell_questions_in_any_words() -> None:
    """What stands where a question does is one, and what no call asks is told to staff."""
    rows = [row for turn in (*TURNS[:5], (("Шта још да знате",), ("Имамо и хор.",)), *TURNS[5:]) for row in turn]
    wide = [row if len(row) > 1 else ((row[0], 2),) for row in rows]
    got = judged(Document(blocks=(line(TITLE), grid(*wide))))

    assert got.answers["motivation"] == "Хоћемо да помогнемо старима у селима."
    assert got.answers["situation"] == "Старих је много."
    told = [e.written for f in got.findings if f.code is Code.QUESTION_UNKNOWN for e in f.evidence]
    assert any("Имамо и хор" in written for written in told)


def test_a_members_gender_is_no_position_and_a_degree_may_be_one() -> None:
    """The register keeps no gender; "дипл. правник, Црвени крст" leaves no other word for what he does."""
    got = form(
        *DASHED,
        "Предложени чланови (име, пол, занимање, установа):",
        "Ива Ивић; ж; психолог; Црвени крст",
        "Јово Јовић; мушки; дипл. правник; Дом здравља",
    )

    rows = got.answers["members"]
    assert isinstance(rows, tuple)
    assert [tuple(row.values())[:3] for row in rows] == [
        ("Ива Ивић", "психолог", "Црвени крст"),
        ("Јово Јовић", "дипл. правник", "Дом здравља"),
    ]


@pytest.mark.parametrize("number", ["{0}.1. ", "1.{0}. ", "{0}) "])
def test_the_numbers_of_an_outline_are_no_part_of_a_question_before_its_dash(number: str) -> None:
    """All lines have the same dash, numbered in whatever way."""
    got = form(*(f"{number.format(at)}{text}" for at, text in enumerate((*DASHED, "Кластер – мобилни тимови"), 1)))

    assert (got.municipality, got.answers["head_name"]) == ("srp-laktasi", "Марко Марић")
    assert (got.answers["contact_name"], got.answers["address"]) == ("Ана Анић", "Карађорђева 56")


def test_what_is_plain_with_an_answer_behind_it_is_no_heading() -> None:
    """Though it has the words of one: who signs for the municipality."""
    foot = Line(spans=(Span(text="за општину\t"), Span(text="Јово Јовић", marks=frozenset({Mark.COLOUR}))), address="f")
    lines = [line(x.text, Mark.COLOUR) if x.spans[0].marks else x for x in MARKED]
    got = form(
        *below("Назив општине", "Лакташи", mark=Mark.COLOUR), *lines, line("Лакташи, 7.9.2021.", Mark.COLOUR), foot
    )

    assert got.answers["signatory"] == "Јово Јовић"


OWNED = {"Наша адреса": "address", "Our partners": "partners", "Наша мотивација": "motivation"}


@pytest.mark.parametrize(("label", "field"), OWNED.items())
def test_whose_something_is_changes_no_question(label: str, field: str) -> None:
    """In a table it is known, and staff need not be told."""
    said = "Главна 1, Лакташи"
    rows = (
        ("Назив општине", "Лакташи"),
        ("Начелник", "Марко Марић"),
        (label, said),
        ("Опис стања", "Старих је много."),
    )
    got = judged(Document(blocks=(line(TITLE), grid(*rows))))

    assert got.answers[field] == said
    assert Code.QUESTION_UNKNOWN not in {f.code for f in got.findings}


def test_a_word_of_headings_asks_where_an_answer_stands_right_below_it() -> None:
    """And the next question below that."""
    bold = [line(x.text, *(Mark.BOLD,) * (not x.spans[0].marks)) for x in MARKED]
    person = (line("Особа", Mark.BOLD), line("Ана Анић"), line("Мејл особе", Mark.BOLD), line("ana@laktasi.example"))
    office = (line("Назив општине", Mark.BOLD), line("Лакташи"), line("Начелник", Mark.BOLD), line("Марко Марић"))
    got = form(*office, *person, *bold)

    assert (got.answers["contact_name"], got.answers["contact_email"]) == ("Ана Анић", "ana@laktasi.example")


def test_an_abbreviation_before_a_dash_ends_no_sentence() -> None:
    """What stands there is a question."""
    known = (x for x in (*DASHED, "Веб страница – laktasi.example") if not x.startswith("Адреса"))
    got = form(*known, "Адреса и пошт. број – Главна 1, 78250 Лакташи")

    assert got.answers["address"] == "Главна 1, 78250 Лакташи"


def test_a_heading_below_a_cluster_left_blank_is_no_choice() -> None:
    """Nor does the title of a sheet choose one, with a dash in it."""
    told = form("Кластер учења – ", "О нашој сарадници", *DASHED).findings
    titled = form("Кластери учења - подаци за пријаву", *DASHED, "Кластер који желимо – ").findings

    assert [f.code for f in (*told, *titled) if f.field == "cluster"] == [Code.CLUSTER_MISSING] * 2


def test_rows_take_turns_though_answers_have_words_of_questions() -> None:
    """Few of those words say nothing."""
    theme = (("Тема за коју смо се одлучили",), ("Свијест о правима",))
    post = (("Позиција у управи",), ("савјетник начелника за сарадњу са удружењима",))
    webinars = (("Вебинари",), ("Нисмо учествовали на вебинарима.",))
    turns = (*TURNS[:4], theme, post, webinars, TURNS[5], *TURNS[7:])
    rows = [row if len(row) > 1 else ((row[0], 2),) for turn in turns for row in turn]

    assert judged(Document(blocks=(line(TITLE), grid(*rows)))).cluster == "awareness"


@pytest.mark.parametrize("numbered", [False, True])
def test_a_column_of_nothing_but_small_words_beside_questions_is_blank(*, numbered: bool) -> None:
    """Nobody filled the form in: they say how to answer. No row is the answer to the one above."""
    hints = {
        "Назив општине": "пун назив",
        "Адреса": "улица, број, град",
        "Начелник": "без титуле",
        "Контакт особа": "име и презиме",
        "Опис стања": "до 200 ријечи",
        "Кластер": "један од пет",
        "Обавезе": "да или не",
        "Ресурси": "само властито",
        "Курсеви": "назив и ко",
        "Потпис": "и печат",
    }

    def form(answers: dict[str, str]) -> Application:
        rows = ((str(n), *row) if numbered else row for n, row in enumerate(answers.items(), 1))
        return judged(Document(blocks=(line(TITLE), grid(*rows))))

    got, filled = form(hints), form({**hints, "Назив општине": "Лакташи"})

    assert set(got.answers.values()) == {None}
    assert Code.FORM_BLANK in {f.code for f in got.findings}
    assert filled.answers["resources"] == "само властито"
