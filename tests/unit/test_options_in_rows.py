"""Several options in one row of a table or a sheet, each with the place of its mark beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from form_lines import HEAD, line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Table
from intake.rules.judging.application import Application
from reading_forms import judged

PLAIN = {
    "Дневни центри": "day-centre",
    "Повећање свијести": "awareness",
    "Мобилни теренски тимови": "mobile-teams",
    "Модели укључивања мањина – Форум за социјални дијалог": "minorities",
    "Модели укључивања мањина – Повјереник за мањине": "minorities",
    "Инклузивно управљање ризиком од катастрофа": "idrm",
}
HELD = {
    "Дневни центар (домаћин Савез општина Косова)": "day-centre",
    "Повећање свијести о људским правима (домаћини: Савез општина Албаније и Савез за локалну аутономију)": "awareness",
    "Мобилни теренски тимови (домаћини: Савез општина и градова РС и Савез опћина и градова ФБиХ)": "mobile-teams",
    "Форум за социјални дијалог (домаћин ЗЕЛС)": "minorities",
    "Повереник за мањине (домаћин ЗЕЛС)": "minorities",
    "Инклузивно управљање ризиком од катастрофа (домаћин СКГО)": "idrm",
}


def rows(options: tuple[str, ...], many: int, marks: dict[int, str], *, left: bool, numbered: bool) -> Table:
    """A table with so *many* of the *options* in a row, the mark of each left or right of it."""
    made = []
    for start in range(0, len(options), many):
        row: list[str] = []
        for at in range(start, start + many):
            option = options[at] if at < len(options) else ""
            own = [f"{at + 1}.", option] if numbered and option else [*[""] * numbered, option]
            row += [marks.get(at, ""), *own] if left else [*own, marks.get(at, "")]
        made.append(tuple(row))
    return table(*made)


def sheet(made: Table, *, column: int = 0) -> Table:
    """The same as a sheet, from this column on: where nothing stands, it has no cell."""
    cells = []
    for cell in (cell for cell in made.cells if cell.text):
        address = f"Sheet1!{'ABCDEFGHIJKL'[cell.column + column]}{cell.row + 1}"
        lines = tuple(replace(own, address=address) for own in cell.lines)
        cells.append(replace(cell, column=cell.column + column, address=address, lines=lines))
    return Table(cells=tuple(cells), address="Sheet1")


def form(*blocks: str | Table) -> Application:
    """A form with these blocks below its head."""
    return judged(Document(blocks=tuple(line(x) if isinstance(x, str) else x for x in (*HEAD, *blocks))))


@pytest.mark.parametrize("numbered", [False, True])
@pytest.mark.parametrize("mark", ["х", "ДА", "☒"])
@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize("many", [2, 3])
def test_the_mark_beside_an_option_is_its_own(many: int, mark: str, *, left: bool, numbered: bool) -> None:
    """On whichever side the places of marks are, and not that of the option beside it."""
    for at, cluster in enumerate(HELD.values()):
        made = rows(tuple(HELD), many, {at: mark}, left=left, numbered=numbered)
        assert form("Кластер учења", made).cluster == cluster
        if not left:
            assert form("Кластер учења", sheet(made)).cluster == cluster


@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize("many", [2, 3])
def test_marks_beside_two_options_are_two_choices(many: int, *, left: bool) -> None:
    """In one row, and in two."""
    for marks in ({0: "x", 1: "x"}, {0: "x", 5: "x"}):
        made = rows(tuple(PLAIN), many, marks, left=left, numbered=False)
        assert {f.code for f in form("Кластер учења", made).findings} == {Code.CLUSTER_SEVERAL}


@pytest.mark.parametrize("many", [1, 2, 3])
@pytest.mark.parametrize("head", ["2 Кластер (један!)", "Кластер (један!)", "2. Избор кластера", "Означити један"])
def test_what_stands_above_the_options_is_no_choice(head: str, many: int) -> None:
    """A heading may have the words of a choice by its number."""
    made = rows(tuple(PLAIN), many, {}, left=False, numbered=False)
    last = max(cell.row for cell in made.cells)
    listed = [tuple(cell.text for cell in made.cells if cell.row == row) for row in range(last + 1)]
    headed = table((head, *[""] * (2 * many - 1)), *listed)

    assert form(headed).cluster is None
    assert {f.code for f in form(headed).findings} == {Code.CLUSTER_MISSING}


def test_a_mark_between_two_options_that_may_be_eithers_is_nobodys() -> None:
    """A blank with a finding is better than a lie: no cell tells where the others would stand."""
    options = tuple(PLAIN)
    between = table(*((options[at], "x" if at == 0 else "", options[at + 1]) for at in (0, 2, 4)))
    both = table(*(("", options[at], "x" if at == 0 else "", options[at + 1], "") for at in (0, 2, 4)))
    alone = rows(options, 2, {1: "x"}, left=True, numbered=False)

    assert form("Кластер учења", between).cluster is None
    assert form("Кластер учења", both).cluster is None
    assert form("Кластер учења", sheet(alone)).cluster is None
    assert form("Кластер учења", sheet(alone, column=1)).cluster is None


@pytest.mark.parametrize("at", range(len(PLAIN)))
def test_boxes_beside_options_tell_a_sheets_sides(at: int) -> None:
    """They have a cell each, ticked or not."""
    boxes = {number: "☒" if number == at else "☐" for number in range(len(PLAIN))}
    for left in (False, True):
        made = rows(tuple(PLAIN), 2, boxes, left=left, numbered=False)
        assert form("Кластер учења", sheet(made, column=1)).cluster == [*PLAIN.values()][at]


@pytest.mark.parametrize("numbered", [False, True])
@pytest.mark.parametrize("marks", [("x", ""), ("ДА", "НЕ"), ("_x_", "___"), ("[x]", "[ ]"), ("✓", "")])
@pytest.mark.parametrize("gap", ["\t", "      "])
@pytest.mark.parametrize("left", [False, True])
def test_options_side_by_side_in_lines_are_options(
    marks: tuple[str, str], gap: str, *, left: bool, numbered: bool
) -> None:
    """Two in a line with a gap between: no question with its answer, marked or not."""
    for at in (0, 3, 5):
        texts = []
        for number, option in enumerate(PLAIN):
            mark, title = marks[number != at], f"{number + 1}. {option}" if numbered else option
            texts.append(f"{mark} {title}".strip() if left else f"{title} {mark}".strip())
        lines = [gap.join(texts[start : start + 2]) for start in (0, 2, 4)]
        assert form("Кластер учења", *lines).cluster == [*PLAIN.values()][at]


def test_options_side_by_side_that_nobody_marked_choose_nothing() -> None:
    """One line of them, or all."""
    lines = ["      ".join([*PLAIN][start : start + 2]) for start in (0, 2, 4)]

    assert {f.code for f in form("Кластер учења", *lines).findings} == {Code.CLUSTER_MISSING}
    assert form("Кластер учења", lines[0]).cluster is None


IN_BOTH = {
    "Дневни центри": "Day-care centres",
    "Повећање свијести": "Awareness raising",
    "Мобилни теренски тимови": "Mobile outreach teams",
    "Форум за социјални дијалог": "Social Dialogue Forum",
    "Повјереник за мањине": "Minority Commissioner",
    "Инклузивно управљање ризиком од катастрофа": "Inclusive disaster risk management",
}


@pytest.mark.parametrize("head", [(), (("Кластер", "X", "Cluster"),)])
@pytest.mark.parametrize(("mark", "other"), [("X", ""), ("✓", ""), ("ДА", "НЕ"), ("☒", "☐"), ("x", "-")])
@pytest.mark.parametrize("english_first", [False, True])
def test_a_mark_between_the_two_languages_of_an_option_is_its_own(
    mark: str, other: str, head: tuple[tuple[str, ...], ...], *, english_first: bool
) -> None:
    """Nothing else stands in that row whose it could be."""
    for at, cluster in enumerate(PLAIN.values()):
        pairs = [(en, sr) if english_first else (sr, en) for sr, en in IN_BOTH.items()]
        made = [(one, mark if n == at else other, two) for n, (one, two) in enumerate(pairs)]
        assert form("Кластер учења / Learning cluster", table(*head, *made)).cluster == cluster


@pytest.mark.parametrize(
    ("mark", "other"), [("ДА", "НЕ"), ("Da", "Ne"), ("YES", "NO"), ("X", "-"), ("ДА", ""), ("x", "/")]
)
def test_options_side_by_side_are_answered_below(mark: str, other: str) -> None:
    """With a yes or a no each, or a dash where nothing was chosen."""
    for at, cluster in enumerate(PLAIN.values()):
        made = table(tuple(IN_BOTH), tuple(mark if n == at else other for n in range(len(PLAIN))))
        assert form("Кластер учења", made).cluster == cluster


@pytest.mark.parametrize("above", [False, True])
@pytest.mark.parametrize(("mark", "other"), [("☒", "☐"), ("X", ""), ("ДА", "НЕ"), ("x", "☐")])
def test_the_mark_in_the_cell_of_an_option_is_its_own(mark: str, other: str, *, above: bool) -> None:
    """Above or below it there, whatever stands beside."""
    for at, cluster in enumerate(PLAIN.values()):
        pairs = [(option, mark if n == at else other) for n, option in enumerate(IN_BOTH)]
        cells = tuple("\n".join(filter(None, pair[::-1] if above else pair)) for pair in pairs)
        for made in (table(cells), table(cells[:3], cells[3:]), table(*((cell, "") for cell in cells))):
            assert form("Кластер учења", made).cluster == cluster


@pytest.mark.parametrize("chosen", ["[{}] – naš izbor", "[{}] наш избор", "({}) – изабрано", "[{}]"])
@pytest.mark.parametrize("lettered", [True, False])
def test_an_option_in_brackets_in_a_row_of_its_own_may_be_called_the_choice(chosen: str, *, lettered: bool) -> None:
    """Those words ask for the cluster elsewhere: here they asked again, and the list was lost."""
    titles = [option for option in PLAIN if "Повјереник" not in option]
    options = [f"{letter}. {title}" if lettered else title for letter, title in zip("abcde", titles, strict=True)]
    said = [chosen.format(option) if "тимови" in option else option for option in options]

    got = judged(Document(blocks=(*map(line, HEAD), table(("Кластер учења",), *((x,) for x in said)))))

    assert got.cluster == "mobile-teams"


@pytest.mark.parametrize("mark", ["X {}", "{} X", "{}. ✓", "☒ {}", "{}) ДА"])
@pytest.mark.parametrize("last", [True, False])
def test_a_mark_beside_the_number_of_an_option_is_its_own(mark: str, *, last: bool) -> None:
    """In the cell of the number, though the form has a column for it."""
    for at, cluster in enumerate(PLAIN.values()):
        listed = [(mark.format(n + 1) if n == at else str(n + 1), option) for n, option in enumerate(PLAIN)]
        head = ("Рб", "Друштвени приступ", *(("Избор",) if last else ()))
        assert form("Кластер учења", table(head, *((*row, *[""] * last) for row in listed))).cluster == cluster


HOST = "Савез јединица локалне самоуправе Републике Сјеверне Македоније"


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("host", [HOST, "Association of the Units of Local Self-Government of North Macedonia"])
def test_the_host_beside_an_option_heads_nothing(host: str, *, merged: bool) -> None:
    """Whatever words of headings its name has; the parts of a cluster may stand behind its name."""
    options = [option.replace(" – ", ": ") for option in PLAIN]
    for at, cluster in enumerate(PLAIN.values()):
        listed = [(x, host, "X" if n == at else "") for n, x in enumerate(options)]
        made = table(("Кластер", "Домаћин", "Избор"), *listed)
        below = (5, 1)  # the host of the first part, and below it that of the second
        cells = tuple(
            replace(cell, row_span=2) if (cell.row, cell.column) == (4, 1) else cell
            for cell in made.cells
            if (cell.row, cell.column) != below
        )
        got = form("Изаберите кластер", replace(made, cells=cells) if merged else made)
        assert got.cluster == cluster
        assert (got.approach is not None) is (cluster == "minorities")
