"""Tables with headings across their columns, and questions of which the call knows only a few."""

from __future__ import annotations

from dataclasses import replace

import pytest

from form_lines import line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Box, Cell, Document, Line, Mark, Span, Table
from reading_forms import judged

SECTIONS = {
    "1. корак – општина": (("Назив општине", "Лакташи"), ("Наведите улицу", "Карађорђева 56")),
    "2. корак – људи": (("Контакт особа", "Марко Марић"), ("Е-пошта контакт особе", "m@laktasi.example")),
    "3. корак – обуке": (("Курсеви е-учења НАЛАС-а", ""),),
    "4. корак – опис": (
        ("Чиме располажете", "Један радник."),
        ("Гдје ће то бити", "Прво у центру, па у селима."),
        ("Са киме", "Удружење „Искра“"),
        ("Наведите разлоге", "Центар за социјални рад има мало радника."),
    ),
    "5. корак – крај": (("Датум", "10.9.2021."),),
}


def form(*marks: Mark, numbers: bool) -> Table:
    """A form in one table, with its headings in this look; cells without text are left out, as in a sheet."""
    rows: list[tuple[str, ...]] = [("Кластер учења", "дневни центар")]
    for heading, asked in SECTIONS.items():
        rows += [(heading, ""), *asked]
    count = (str(number) for number in range(1, 99))
    rows = (
        [("", *row) if not row[1] and "корак" in row[0] else (next(count), *row) for row in rows] if numbers else rows
    )
    made = table(*rows)
    cells = (_heading(cell, marks) if "корак" in cell.text else cell for cell in made.cells if cell.text)
    return replace(made, cells=tuple(cells))


def _heading(cell: Cell, marks: tuple[Mark, ...]) -> Cell:
    return replace(cell, column=0, column_span=2, lines=tuple(line(x.text, *marks) for x in cell.lines))


@pytest.mark.parametrize("numbers", [True, False])
def test_a_heading_across_the_columns_answers_nothing(*, numbers: bool) -> None:
    """And what stands in the column of the known labels asks, whatever it says."""
    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), form(Mark.BOLD, numbers=numbers)))).answers

    assert got["ecourses"] is None
    assert (got["motivation"], got["partners"]) == ("Центар за социјални рад има мало радника.", None)
    assert (got["contact_name"], got["signed_on"]) == ("Марко Марић", "2021-09-10")


def test_labels_may_be_as_wide_as_the_options_below_them() -> None:
    """Two columns are merged all the way down; a heading across all columns may seem to ask, and does not."""
    rows = (
        *(("1. ОПШТИНА",), ("Назив општине", "Лакташи"), ("Адреса", "Главна 1"), ("2. КОНТАКТ ОСОБА",)),
        *(("Име и презиме контакт особе", "Марко Марић"), ("Е-пошта контакт особе", "m@laktasi.example")),
        *(("3. ОДАБИР КЛАСТЕРА",), ("Дневни центар", "X"), ("Модели укључивања мањина", "")),
        *(("4. ОБРАЗЛОЖЕЊЕ",), ("Анализа стања и рањиве категорије", "Лоше."), ("Мотив и очекивања", "Нада.")),
    )
    cells = [
        replace(cell, column=2 * cell.column, column_span=4 if len(row) == 1 else 2, lines=marked)
        for cell in table(*((*row, "")[:2] for row in rows)).cells
        for row in [rows[cell.row]]
        for marked in [tuple(line(x.text, *([Mark.BOLD] if len(row) == 1 else [])) for x in cell.lines)]
        if cell.column == 0 or len(row) > 1
    ]
    form_ = Table(cells=tuple(cells), address="table 1")

    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), form_))).answers

    assert (got["situation"], got["motivation"], got["cluster"]) == ("Лоше.", "Нада.", "day-centre")


def test_a_column_of_labels_is_one_in_every_table_of_its_shape() -> None:
    """Also in a table of which the call knows no question."""
    known = table(
        ("Назив општине", "Лакташи"),
        ("Кластер учења", "дневни центар"),
        ("Контакт особа", "Марко Марић"),
        ("Датум", ""),
    )
    unknown = table(("Гдје ће то бити", "Прво у центру, па у селима."), ("Шта има", "Партнери су нам важни."))

    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), known, line("Још"), unknown)))

    assert [dict(f.details)["question"] for f in got.findings if f.code is Code.QUESTION_UNKNOWN][-1:] == ["Шта има"]
    assert got.answers["partners"] is None


def test_a_sheet_asks_in_bold_across_its_columns_and_answers_below() -> None:
    """What has another look there is the answer, though its words are those of a question."""
    asked = (
        *(("16. Мотивација", "Велика потреба."), ("17. Искуство", "Помоћ у кући."), ("18. План", "Прва замисао: тим.")),
        *(("19. Ресурси", "Један радник."), ("20. Партнери", "Центар за социјални рад и мјесне заједнице")),
    )
    made = table(*((text,) for pair in asked for text in pair))
    cells = (_heading(c, (Mark.BOLD,) if c.row % 2 == 0 else ()) for c in made.cells)
    first = table(("Назив општине", "Лакташи"), ("Кластер учења", "дневни центар"))

    got = judged(
        Document(blocks=(line("Прилог 2 – Образац за пријаву"), first, replace(made, cells=tuple(cells))))
    ).answers

    fields = ("motivation", "experience", "plan", "resources", "partners")
    assert [got[f] for f in fields] == [said for _, said in asked]


@pytest.mark.parametrize("yes", [Span(text="TRUE", box=Box.TICKED), Span(text="x")])
def test_the_mark_of_a_statement_may_stand_in_the_column_of_labels(yes: Span) -> None:
    """A spreadsheet's own TRUE says nothing but that it is ticked, and the row below answers nothing of it."""
    rows = (
        *(("Назив општине", "Лакташи"), ("Кластер учења", "дневни центар"), ("Контакт особа", "Марко Марић")),
        *(("?", "Учешће на три регионална догађаја"), ("?", "Тачност података"), ("Мјесто", "Лакташи")),
    )
    made = table(*rows)
    cells = (
        replace(c, lines=(Line(spans=(yes,), address=c.address),) if c.text == "?" else c.lines) for c in made.cells
    )

    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), replace(made, cells=tuple(cells))))).answers

    assert (got["commitment"], got["accuracy"], got["place"]) == (True, True, "Лакташи")


def test_a_row_in_a_look_of_its_own_asks_what_the_row_below_answers() -> None:
    """Whatever its words, and though an answer has a word of a question."""
    asked = table(
        ("Контакт особа", "Чиме се бави", "Моб. контакт особе"), ("Марко Марић", "начелник одсјека", "тел. 065/123-456")
    )
    cells = (replace(c, lines=(line(c.text, *((Mark.BOLD,) if c.row == 0 else ())),)) for c in asked.cells)
    first = table(("Назив општине", "Лакташи"), ("Кластер учења", "дневни центар"))

    got = judged(
        Document(blocks=(line("Прилог 2 – Образац за пријаву"), first, replace(asked, cells=tuple(cells))))
    ).answers

    assert (got["contact_name"], got["contact_phone"]) == ("Марко Марић", "+38765123456")


def test_who_signs_is_not_who_heads_the_office() -> None:
    """Both may be called the authorised person; the signature says which."""
    asked = table(("Кластер учења", "дневни центар"), ("Овлашћено лице (потпис, печат)", "Ана Анић"))
    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), asked))).answers
    assert (got["head_name"], got["signatory"]) == (None, "Ана Анић")


def test_the_question_of_a_clusters_part_is_not_that_of_the_cluster() -> None:
    """Where the cluster's own is in words that nobody knows, its options tell; a title is no question of it."""
    asked = table(
        ("Назив општине", "Лакташи"),
        ("Чиме бисте се бавили", "☐ Дневни центри\n☒ Мобилни теренски тимови\n☐ Модели укључивања мањина"),
        ("Подгрупа (модели укључивања мањина)", "☐ Форум за социјални дијалог\n☐ Повјереник за мањине"),
    )
    got = judged(
        Document(blocks=(line("Прилог 2 – Образац за пријаву"), line("Пријављујемо се!"), line("О вама"), asked))
    )
    assert (got.cluster, got.approach) == ("mobile-teams", None)


ROWS = (
    ("Кластер учења", "дневни центар", ""),
    ("Назив општине", "Лакташи", ""),
    ("Име и презиме контакт особе", "Марко Марић", "или Ана Анић"),
    ("Е-пошта контакт особе", "marko@laktasi.example", ""),
    ("Партнери у заједници", "Дом здравља", "питати начелника"),
    ("Мјесто и датум", "Лакташи, 9.9.2021.", ""),
)


def test_a_remark_right_of_an_answer_is_no_part_of_it() -> None:
    """What somebody wrote beside the table's answers now and then: staff are told."""
    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), table(*ROWS))))

    assert got.answers["contact_name"] == "Марко Марић"
    assert got.answers["partners"] == "Дом здравља"
    partial = [(f.field, f.evidence[0].written) for f in got.findings if f.code is Code.FIELD_PARTIAL]
    assert partial == [("contact_name", "или Ана Анић"), ("partners", "питати начелника")]


def test_a_column_of_remarks_with_a_head_is_none_of_the_answers() -> None:
    """It is known by its head: "Answer | Remark"."""
    head = ("Питање", "Одговор", "Remark")
    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), table(head, *ROWS))))

    assert got.answers["partners"] == "Дом здравља"


BELOW = (
    ("Назив општине", "Лакташи"),
    ("Адреса", "Карађорђева 56, Лакташи"),
    ("Контакт особа", "Марко Марић"),
    ("Е-пошта контакт особе", "m@laktasi.example"),
    ("Кластер учења", "дневни центар"),
)


def in_bold(made: Table, *texts: str) -> Table:
    """The table with these of its cells in bold."""
    bold = ((c, tuple(line(x.text, Mark.BOLD) for x in c.lines)) for c in made.cells)
    return replace(made, cells=tuple(replace(c, lines=lines) if c.text in texts else c for c, lines in bold))


@pytest.mark.parametrize("answer", [BELOW[1][1], BELOW[2][1]])
def test_an_answer_in_the_look_of_the_labels_above_it_is_one_where_all_stand_below(answer: str) -> None:
    """Between two questions there is no other place for the answer to the first."""
    made = table(*((text,) for pair in BELOW for text in pair))
    got = judged(Document(blocks=(line("Прилог 2"), in_bold(made, answer, *(asked for asked, _ in BELOW)))))

    assert (got.municipality, got.cluster) == ("srp-laktasi", "day-centre")
    assert (got.answers["address"], got.answers["contact_name"]) == (BELOW[1][1], BELOW[2][1])


def test_a_question_in_unknown_words_below_one_left_blank_is_no_answer() -> None:
    """Where the answers stand right of the questions."""
    rows = [*BELOW[:1], ("Адреса", ""), ("Нешто сасвим друго", ""), *BELOW[2:]]
    made = table(*rows)
    got = judged(Document(blocks=(line("Прилог 2"), in_bold(made, *(asked for asked, _ in rows)))))

    assert got.answers["address"] is None


@pytest.mark.parametrize("marks", [(), (Mark.BOLD,)])
@pytest.mark.parametrize(
    "heads",
    [
        ("Р. бр. / No.", "Питање / Question", "Одговор / Answer"),
        ("Redni broj / No.", "Podatak / Item", "Odgovor / Answer"),
        ("Р.б. / No.", "Подаци / Data", "Одговори / Answers"),
        ("№", "Питање", "Одговор"),
        ("No.", "Question", "Answer"),
    ],
)
def test_the_head_of_a_column_of_numbers_says_no_to_nothing(heads: tuple[str, ...], marks: tuple[Mark, ...]) -> None:
    """And the first question is no answer below it."""
    asked = (("Назив општине", "Рудо"), ("Адреса", "Главна 1"), ("Е-пошта контакт особе", "m@rudo.example"))
    made = table(heads, *((f"{n}.", *pair) for n, pair in enumerate(asked, 1)))
    cells = tuple(replace(c, lines=(line(c.text, *marks),)) if c.row == 0 else c for c in made.cells)
    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), replace(made, cells=cells))))

    assert (got.municipality, got.answers["address"], got.answers["accuracy"]) == ("srp-rudo", "Главна 1", None)
    assert [found for found in got.findings if found.code is Code.QUESTION_UNKNOWN] == []
