"""Lists of clusters that are counted in letters or Roman numbers, in lines and in cells, and what was done to them."""

from __future__ import annotations

import pytest

from form_lines import HEAD, grid, line, table
from intake.rules.forms.places import Cell, Document, Line, Mark, Span, Table
from reading_forms import judged

LIST = {
    "Дневни центри": "day-centre",
    "Повећање свијести": "awareness",
    "Мобилни теренски тимови": "mobile-teams",
    "Форум за социјални дијалог": "minorities",
    "Инклузивно управљање ризиком од катастрофа": "idrm",
}
COUNTED = {"latin": "abvgd", "cyrillic": "абвгд", "roman": ("I", "II", "III", "IV", "V"), "digits": "12345"}
STYLES = ("{})", "{}.", "({})", "{} ")


def chosen(*blocks: str | Line | Table) -> str | None:
    """The cluster of a form with these blocks below its question."""
    lines = [line(block) if isinstance(block, str) else block for block in (*HEAD, "Кластер учења:", *blocks)]
    return judged(Document(blocks=tuple(lines))).cluster


def spans(number: str, title: str, *, marked: tuple[bool, bool]) -> Line:
    """An option whose number, or title, may be underlined."""
    looks = (frozenset({Mark.UNDERLINE} if own else ()) for own in marked)
    pieces = (Span(text=t, marks=m) for t, m in zip((f"{number} ", title), looks, strict=True))
    return Line(spans=tuple(pieces), address=f"line {title}")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("counted", COUNTED)
def test_the_letter_or_number_of_an_option_is_no_tick(counted: str, style: str) -> None:
    """V is the third of azbuka in Latin and the fifth of the Romans, and people tick with it."""
    rows = [(style.format(number), title) for number, title in zip(COUNTED[counted], LIST, strict=True)]

    assert chosen(*(" ".join(row) for row in rows)) is None
    assert chosen(table(*rows)) is None
    assert chosen(table(*((*row, "") for row in rows))) is None


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("counted", COUNTED)
@pytest.mark.parametrize("at", range(len(LIST)))
def test_what_is_done_to_an_option_counts_beside_its_letter(counted: str, style: str, at: int) -> None:
    """A mark before or behind its row, a line below its title or its number."""
    numbers = [style.format(number) for number in COUNTED[counted]]
    rows = [(n, title, "x" if i == at else "") for i, (n, title) in enumerate(zip(numbers, LIST, strict=True))]
    lines = [
        [spans(n, title, marked=(i == at and own, i == at and not own)) for i, (n, title, _) in enumerate(rows)]
        for own in (False, True)
    ]
    got = [chosen(table(*rows)), chosen(table(*((x, n, title) for n, title, x in rows)))]
    got.append(chosen(*lines[0]))
    if style != "({})":  # "(V)" is a tick where it is underlined
        got.append(chosen(*lines[1]))

    assert got == [[*LIST.values()][at]] * len(got)


@pytest.mark.parametrize("written", ["{}", "{})", "под {})", "слово {}"])
@pytest.mark.parametrize("counted", COUNTED)
@pytest.mark.parametrize("at", range(len(LIST)))
def test_a_letter_names_its_option_below_the_list(counted: str, written: str, at: int) -> None:
    """As a number does."""
    lines = [f"{number}) {title}" for number, title in zip(COUNTED[counted], LIST, strict=True)]
    answer = written.format(COUNTED[counted][at])

    assert chosen(*lines, f"Изабрани кластер: {answer}") == [*LIST.values()][at]
    assert chosen(*lines, f"Слово испред одабраног кластера: {answer}") == [*LIST.values()][at]


def test_the_number_of_a_row_may_be_circled() -> None:
    """It stands in a cell of its own."""
    cells = [
        Cell(row=row, column=column, address=f"{row} {column}", lines=(Line(spans=(span,), address=f"{row} {column}"),))
        for row, title in enumerate(LIST)
        for column, span in enumerate(
            (Span(text=f"{row + 1}.", marks=frozenset({Mark.BOLD} if row == 1 else ())), Span(text=title))
        )
    ]
    assert chosen(Table(cells=tuple(cells), address="table")) == "awareness"


@pytest.mark.parametrize("missed", [(1, 0), (0, 1), (1, 1)])
def test_a_line_below_nearly_all_of_an_option_counts(missed: tuple[int, int]) -> None:
    """Whoever drew it missed its first letter or its last."""
    start, end = missed
    lines = [
        Line(
            spans=tuple(
                Span(text=text, marks=frozenset({Mark.UNDERLINE} if own and cluster == "idrm" else ()))
                for text, own in (
                    (title[:start], False),
                    (title[start : len(title) - end], True),
                    (title[len(title) - end :], False),
                )
                if text
            ),
            address=f"line {title}",
        )
        for title, cluster in LIST.items()
    ]
    assert chosen(*lines) == "idrm"


HEADINGS = {"{} {}": ("I", "II", "III", "IV"), "{}. {}": ("1", "2", "3", "4"), "{}) {}": ("1", "2", "3", "4")}


@pytest.mark.parametrize("style", HEADINGS)
@pytest.mark.parametrize("word", ["Приступ", "Избор", "Избор кластера", "Избор опције", "Одабрана опција"])
@pytest.mark.parametrize(("done", "cluster"), [("", None), ("x ", "minorities"), ("четврти", "minorities")])
def test_a_numbered_heading_of_the_form_chooses_nothing(style: str, word: str, done: str, cluster: str | None) -> None:
    """Its words may be those with which people name an option by its number: "III Приступ", below the list."""
    heads = [style.format(n, h) for n, h in zip(HEADINGS[style], ("Ко", "Понуда", word, "Изјаве"), strict=True)]
    mark = done if done.endswith(" ") else ""
    titles = [f"{mark if n == 4 else ''}{n}. {title}" for n, title in enumerate(LIST, 1)]
    said = [done] if done and not mark else []
    asked = ("Назив општине: Лакташи", "Контакт особа: Марко Марић")
    for question in ("Кластер учења:", "Чему желите да се придружите"):
        rest = (heads[1], question, *titles, *said, heads[2], "Опис стања: Лоше.", heads[3], "Подаци су тачни: ДА")
        form = ("Прилог 2 – Образац за пријаву", heads[0], *asked, *rest)
        got = judged(Document(blocks=tuple(map(line, form))))
        assert (got.cluster, got.answers["situation"]) == (cluster, "Лоше.")


@pytest.mark.parametrize("day", ["1. септембра 2021. године", "1. Септембар 2021."])
@pytest.mark.parametrize("table_", [True, False])
def test_a_date_or_what_is_counted_is_no_heading(day: str, *, table_: bool) -> None:
    """Though lists of what to enclose go on with numbers below it."""
    asked = {"Кластер учења": "Мобилни теренски тимови", "Партнери": "1 школа", "Ресурси": "2 Возила", "Датум": day}
    rows = [table(*asked.items())] if table_ else [line(f"{label}: {said}") for label, said in asked.items()]
    below = (
        "Потпис: ______",
        "1. Одлука о именовању",
        "2. Списак предложених чланова",
        "3. Завршени е-курсеви НАЛАС-а",
    )

    got = judged(Document(blocks=(*map(line, HEAD), *rows, *map(line, below)))).answers

    assert str(got["signed_on"]) == "2021-09-01"
    assert (got["partners"], got["resources"]) == ("1 школа", "2 Возила")


@pytest.mark.parametrize("box", ["", "☐ "])
@pytest.mark.parametrize(
    ("written", "cluster"),
    [
        ("Редни број одабраног кластера: 4", "minorities"),
        ("Наш избор: број 2", "awareness"),
        ("Бирамо кластер под бројем 3", "mobile-teams"),
        ("Изабрани кластер: Мобилни теренски тимови", "mobile-teams"),
        ("Изабрани кластер: ________", None),
        ("Број изабраног кластера: трећи", "mobile-teams"),
    ],
)
def test_what_stands_behind_the_last_option_was_written_below_the_list(
    box: str, written: str, cluster: str | None
) -> None:
    """A PDF runs both together where the last option fills its row."""
    *others, last = (f"{box}{n}. {title}" for n, title in enumerate(LIST, 1))
    lines = "\n".join((*others, f"{last} / Inclusive disaster risk management {written}"))

    assert chosen(*lines.split("\n")) == cluster
    below = [line(x) for x in HEAD], table(("Кластер учења",), (lines,), ("Партнери",), ("Школа",))
    assert judged(Document(blocks=(*below[0], below[1]))).cluster == cluster


def test_a_number_in_the_title_of_an_option_is_no_answer_behind_it() -> None:
    """Where the list itself has no numbers."""
    assert chosen(*LIST, "Модели укључивања мањина Опција 2") is None


@pytest.mark.parametrize("asked", ["Редни број кластера који бирамо: {}", "Опредјељујемо се за {}", "Наш избор је {}"])
@pytest.mark.parametrize(
    "written", ["трећи", "treći", "трећу опцију", "кластер број три", "3 (три)", "трећи по реду", "трећи са листе"]
)
def test_a_number_in_words_names_its_option_in_a_sentence(written: str, asked: str) -> None:
    """Where a question of the form prints the list, and the line below it has no question that is known."""
    listed = [f"{number}. {title}" for number, title in enumerate(LIST, 1)]

    assert chosen(*listed, asked.format(written)) == "mobile-teams"


RINGS = (
    *("[{}. {}]", "[{}] {}", "({}) {}", "({}. {})", "{{{}}} {}", "<{}> {}", "[{}.] {}", "[ {}) {} ]"),
    *("(({})) {}", "/{}/ {}", "*{}. {}*", "»{}. {}«", "{}. [{}]", "*{}* {}"),
)


@pytest.mark.parametrize("ring", RINGS)
@pytest.mark.parametrize("counted", COUNTED)
@pytest.mark.parametrize("at", range(len(LIST)))
def test_an_option_in_brackets_among_others_without_is_circled(counted: str, ring: str, at: int) -> None:
    """Whoever types cannot draw a circle round its letter; in a table that has a cell of its own."""
    rows = list(zip(COUNTED[counted], LIST, strict=True))
    lines = [(ring if i == at else "{}. {}").format(*row) for i, row in enumerate(rows)]
    cells = [("[{}]" if i == at else "{}").format(number) for i, (number, _) in enumerate(rows)]

    assert chosen(*lines) == [*LIST.values()][at]
    assert chosen(table(*zip(cells, LIST, strict=True))) == [*LIST.values()][at]
    assert chosen(table(*(("", text) for text in lines))) == [*LIST.values()][at]


@pytest.mark.parametrize(
    "approaches",
    [
        ("[1. Форум за социјални дијалог]", "[2. Повјереник за мањине]"),
        ("(1) Форум за социјални дијалог", "(2) Повјереник за мањине"),
        ("(Форум за социјални дијалог)", "(Повјереник за мањине)"),
    ],
)
def test_approaches_that_are_printed_in_brackets_are_not_circled(approaches: tuple[str, str]) -> None:
    """They choose no cluster, nor does what stands above them; one of them alone does, also beside its cluster."""
    first, *others = ("а. Дневни центри", "б. Повећање свијести", "в. Мобилни тимови", "г. Модели укључивања мањина")

    assert chosen(first, *others, *approaches) is None
    assert chosen(table(*((text,) for text in (first, *others, *approaches)))) is None
    assert chosen(first, *others, "[1. Форум за социјални дијалог]", "2. Повјереник за мањине") == "minorities"
    assert chosen(first, *others[:-1], f"[{others[-1]}]", "[1. Форум]", "2. Повјереник за мањине") == "minorities"


PARTS = ("Форум за социјални дијалог", "Повјереник за мањине")
LETTERED = {
    "behind": ("Модели укључивања мањина – а) Форум за социјални дијалог; б) Повјереник за мањине",),
    "in brackets": ("Модели укључивања мањина (a. Forum za socijalni dijalog, b. Povjerenik za manjine)",),
    "below": ("Модели укључивања мањина", *(f"{letter}) {part}" for letter, part in zip("аб", PARTS, strict=True))),
}


@pytest.mark.parametrize("printed", LETTERED)
@pytest.mark.parametrize(("letter", "part"), [("а", "minorities-forum"), ("b", "minorities-commissioner")])
@pytest.mark.parametrize("written", ["4{}", "4 {})", "4. {}", "број 4, слово {}"])
@pytest.mark.parametrize("question", ["Изабрани кластер", "Уписати редни број кластера (за број 4 и слово)"])
def test_a_letter_behind_the_number_names_the_part(
    printed: str, letter: str, part: str, written: str, question: str
) -> None:
    """Where the form prints it before that part, in either script."""
    titles = [*LIST]
    first, *below = LETTERED[printed]
    lines = [f"{at}. {title}" for at, title in enumerate([*titles[:3], first, titles[4]], 1)]
    lines[4:4] = below
    form = judged(
        Document(blocks=(*map(line, (*HEAD, "Кластери учења:", *lines)), grid((question, written.format(letter)))))
    )

    assert (form.cluster, form.approach) == ("minorities", part)


def test_a_letter_behind_a_number_that_has_no_parts_names_nothing() -> None:
    """Nor does one that the form does not print."""
    lines = [f"{at}. {title}" for at, title in enumerate(LIST, 1)]

    assert chosen(*lines, "Изабрани кластер: 2а") is None
    assert chosen(*lines, "Изабрани кластер: 4в") is None
