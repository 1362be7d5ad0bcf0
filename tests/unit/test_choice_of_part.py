"""The question of a cluster's part, from lines as they stand in forms: it is one of its own, and often left blank."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from form_lines import HEAD, line, table
from intake.rules.finding import Code
from intake.rules.forms.choice.zones import Zone
from intake.rules.forms.labels.items import Loose
from intake.rules.forms.places import Cell, Document, Line, Mark, Span, Table
from reading_forms import judged

LIST = ("Дневни центри", "Повећање свијести", "Мобилни теренски тимови", "Модели укључивања мањина",
        "Инклузивно управљање ризиком од катастрофа")  # fmt: skip
BOTH = ("Форум за социјални дијалог", "Повјереник за мањине")
OPTIONS = (*LIST[:4], *BOTH, LIST[4])
OFFER = f"Подгрупа (само за моделе укључивања мањина): {' / '.join(BOTH)}"
SHORT = ("Подгрупа", "Тематска подгрупа (само мањине)", "Ако су мањине – која подгрупа")
NUMBERED = "; ".join(f"{number}) {text}" for number, text in enumerate(LIST, 1))
Got = tuple[str | None, str | None, list[Code]]
FORUM: Got = ("minorities", "minorities-forum", [])
TEAMS: Got = ("mobile-teams", None, [])


def chosen(*blocks: str | Line | Table) -> Got:
    """Cluster, approach and findings of a form with these blocks behind the usual head; doubts are for staff."""
    lines = [line(block) if isinstance(block, str) else block for block in (*HEAD, *blocks)]
    application = judged(Document(blocks=tuple(lines)))
    codes = [finding.code for finding in application.findings]
    return application.cluster, application.approach, [c for c in codes if not c.value.startswith("question.")]


def boxes(*ticked: str) -> list[str]:
    """The list of clusters with these boxes ticked."""
    return [f"{'☒' if text in ticked else '☐'} {text}" for text in LIST]


@pytest.mark.parametrize("question", [OFFER, f"{OFFER}:", "Подгрупа", "Тематска подгрупа (само мањине)"])
@pytest.mark.parametrize("left", ["", "/", "не примјењује се", "N/A", "……………", "☐ Форум ☐ Повјереник за мањине"])
def test_the_question_of_the_part_left_blank_leaves_the_cluster_as_it_is(question: str, left: str) -> None:
    """It is for one cluster alone; what it offers was chosen by nobody."""
    assert chosen(table(("Кластер учења", "мобилних теренских тимова"), (question, left))) == TEAMS
    colon = question if question.endswith(":") else f"{question}:"
    assert chosen("Кластер учења:", *boxes(LIST[2]), f"{colon} {left}") == TEAMS


def test_boxes_of_the_part_left_empty_below_its_question_choose_nothing() -> None:
    """In lines of their own, and where the cluster is written in one word."""
    empty = [f"☐ {text}" for text in BOTH]

    assert chosen("Кластер учења: Мобилни тимови", f"{OFFER}:", *empty) == TEAMS
    assert chosen(table(("Кластер учења", "Мобилни тимови"), (OFFER, "\n".join(empty)))) == TEAMS


@pytest.mark.parametrize("question", [f"{OFFER}:", "Подгрупа:"])
@pytest.mark.parametrize("answer", [
    "Форум за социјални дијалог", "Forum za socijalni dijalog", "☒ Форум за социјални дијалог ☐ Повјереник за мањине",
    "X Форум за социјални дијалог", "(X) Форум за социјални дијалог   ( ) Повјереник за мањине",
])  # fmt: skip
def test_the_part_is_chosen_at_its_own_question(question: str, answer: str) -> None:
    """Behind what the question offers, or below it; and a part alone names its cluster."""
    assert chosen("Кластер учења:", *boxes(LIST[3]), f"{question} {answer}") == FORUM
    assert chosen("Кластер учења:", *boxes(LIST[3]), question, answer) == FORUM
    assert chosen("Кластер учења:", *boxes(), f"{question} {answer}") == FORUM


def test_the_part_may_be_struck_out_or_set_apart_in_the_question_itself() -> None:
    """As one leaves of two words the one that holds."""
    head, tail = Span(text="Подгрупа: Форум за социјални дијалог / "), Span(text="Повјереник за мањине")
    for first, second in ((Mark.STRIKE, None), (None, Mark.UNDERLINE)):
        spans = (
            Span(text="Подгрупа: "),
            replace(head, text=BOTH[0], marks=frozenset({first} if first else ())),
            Span(text=" / "),
            replace(tail, marks=frozenset({second} if second else ())),
        )
        asked = Line(spans=spans, address="line 12")
        assert chosen("Кластер учења:", *boxes(LIST[3]), asked)[:2] == ("minorities", "minorities-commissioner")


def test_the_part_of_another_cluster_is_a_contradiction() -> None:
    """Neither is chosen for the applicant."""
    assert chosen("Кластер учења:", *boxes(LIST[0]), f"{OFFER}:", f"☒ {BOTH[0]}", f"☐ {BOTH[1]}") == (
        None,
        None,
        [Code.CLUSTER_SEVERAL],
    )


def test_two_parts_are_several_and_leave_the_cluster_standing() -> None:
    """Ticked both, or one in the list of clusters and the other at the question."""
    assert chosen("Кластер учења:", *boxes(LIST[3]), f"{OFFER}:", *(f"☒ {text}" for text in BOTH)) == (
        "minorities",
        None,
        [Code.APPROACH_SEVERAL],
    )


def test_a_part_never_stands_for_a_cluster_in_words_that_name_none() -> None:
    """What was written is told; doubt gives no value."""
    assert chosen("Кластер учења: туризам", f"{OFFER}: {BOTH[0]}") == (None, None, [Code.CLUSTER_UNKNOWN])


def test_nothing_chosen_where_a_part_is_offered_is_missing() -> None:
    """A question that names one cluster has not chosen it."""
    assert chosen("Кластер учења:", *boxes(), f"{OFFER}: –") == (None, None, [Code.CLUSTER_MISSING])
    assert chosen("Кластер учења: ______", f"{OFFER}:") == (None, None, [Code.CLUSTER_MISSING])


def test_the_list_of_clusters_below_the_question_of_the_part_is_the_list() -> None:
    """Where the part is asked for in the middle of it."""
    middle = ("Подгрупа:", f"☐ {BOTH[0]}", f"☐ {BOTH[1]}")

    assert chosen("Кластер учења:", *boxes()[:4], *middle, f"☒ {LIST[4]}") == ("idrm", None, [])


QUESTIONS = (
    OFFER, *SHORT, "Подгрупа за мањине",
    "Потприступ у оквиру кластера о мањинама", "Само за моделе укључивања мањина – приступ",
    f"За моделе укључивања мањина означити: {' / '.join(BOTH)}", "Minority model", "If minorities: which sub-group?",
)  # fmt: skip
ANSWERS: dict[str, str | None] = {
    "": None, "/": None, f"☐ {BOTH[0]}   ☐ {BOTH[1]}": None, BOTH[1]: "minorities-commissioner",
    f"☒ {BOTH[0]}   ☐ {BOTH[1]}": "minorities-forum", f"X {BOTH[0]}   {BOTH[1]}": "minorities-forum",
}  # fmt: skip


def in_cells(question: str, answer: str, cluster: str) -> Got:
    """In rows of a table."""
    rows = (("Назив општине", "Лакташи"), ("Адреса", "Карађорђева 56"), ("Кластер учења", cluster), (question, answer))
    return chosen(table(*rows, ("Партнери", "нема")))


def in_lines(question: str, answer: str, cluster: str) -> Got:
    """Behind colons."""
    asked = question if question.endswith("?") else f"{question}:"
    return chosen(f"Кластер учења: {cluster}", f"{asked} {answer}", "Партнери: нема")


def below_lines(question: str, answer: str, cluster: str) -> Got:
    """Below them."""
    asked = question if question.endswith("?") else f"{question}:"
    return chosen("Кластер учења:", *boxes(cluster), asked, answer, "Партнери: нема")


@pytest.mark.parametrize("form", [in_cells, in_lines, below_lines])
@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_part_is_asked_for_in_many_words(question: str, answer: str, form: Callable[[str, str, str], Got]) -> None:
    """Whether or not they are known, they choose nothing; what is chosen there counts with the cluster."""
    part = ANSWERS[answer]
    missing = [] if part else [Code.APPROACH_MISSING]

    assert form(question, answer, LIST[2]) == ((None, None, [Code.CLUSTER_SEVERAL]) if part else TEAMS)
    assert form(question, answer, LIST[3]) == ("minorities", part, missing)
    assert form(question, answer, "") == (("minorities", part, []) if part else (None, None, [Code.CLUSTER_MISSING]))


def test_a_written_cluster_is_not_drowned_by_a_tick() -> None:
    """Nor one option that stands alone by a sentence: who says two things chose neither."""
    ticked = table(("Нешто", f"☒ {BOTH[0]}\n☐ {BOTH[1]}"), ("Партнери", "нема"))

    assert chosen(f"Кластер учења: {LIST[2]}", ticked)[2] == [Code.CLUSTER_SEVERAL]
    assert chosen("Кластер учења:", LIST[2], "Заинтересовани смо и за моделе укључивања мањина у Лакташима.")[2] == [
        Code.CLUSTER_SEVERAL
    ]


@pytest.mark.parametrize("asked", ["Кластер учења – уписати број: {}", "Кластер учења (уписати број): {}:"])
@pytest.mark.parametrize("answer", ["3", "број 3", "3.", "Мобилни тимови"])
def test_a_number_names_an_option_of_the_list_in_the_question(asked: str, answer: str) -> None:
    """Beside it, or below it."""
    question = asked.format(NUMBERED)

    assert chosen(table((question, answer), ("Партнери", "нема"))) == TEAMS
    assert chosen(question, answer, "Партнери: нема") == TEAMS


def test_a_number_stands_for_the_option_printed_with_it_and_no_other() -> None:
    """The order is the form's; a number that it does not print names nothing."""
    turned = "; ".join(f"{number}) {text}" for number, text in enumerate(reversed(LIST), 1))

    assert chosen(table((f"Кластер учења – уписати број: {turned}", "1")))[0] == "idrm"
    assert chosen(table((f"Кластер учења – уписати број: {turned}", "7")))[0] is None
    assert chosen(table((f"Кластер учења – уписати број: {turned}", "")))[2] == [Code.CLUSTER_MISSING]


def test_an_option_of_a_list_in_one_line_may_be_set_apart() -> None:
    """Underlined, as one circles on paper."""
    head, tail = NUMBERED.split(LIST[1])
    spans = (
        Span(text=f"Кластер учења: {head}"),
        Span(text=LIST[1], marks=frozenset({Mark.UNDERLINE})),
        Span(text=tail),
    )

    assert chosen(Line(spans=spans, address="line 9"))[0] == "awareness"


def test_the_part_may_be_named_by_its_number() -> None:
    """Where the question prints both."""
    question = f"Подгрупа: 1) {BOTH[0]}; 2) {BOTH[1]}"

    assert chosen("Кластер учења:", *boxes(LIST[3]), f"{question}: 1") == FORUM
    assert chosen("Кластер учења:", *boxes(LIST[2]), f"{question}: ___") == TEAMS


def test_some_numbered_clusters_are_an_answer_and_no_list() -> None:
    """Two of five were chosen, in the applicant's order."""
    assert chosen(f"Кластер учења: 1) {LIST[0]}; 2) {LIST[1]}") == (None, None, [Code.CLUSTER_SEVERAL])


ROMAN = tuple(zip(("I", "II", "III", "IV", "V"), LIST, strict=True))


@pytest.mark.parametrize("style", ["{}) {}", "{}. {}"])
@pytest.mark.parametrize("answer", ["III", "iii", "III.", "број III"])
def test_a_roman_number_names_an_option_as_any_other(style: str, answer: str) -> None:
    """In the question or in a list below it; the fifth of the list, V, is not ticked by its number."""
    printed = [style.format(*numbered) for numbered in ROMAN]

    assert chosen(table((f"Кластер учења – уписати број: {'; '.join(printed)}", answer))) == TEAMS
    assert chosen(f"Кластер учења – уписати број: {'; '.join(printed)}", answer, "Партнери: нема") == TEAMS
    assert chosen("Кластер учења:", *printed, answer, "Партнери: нема") == TEAMS


def test_the_fifth_of_a_roman_list_may_be_chosen_or_ticked() -> None:
    """By its number, or by a mark beside it; without a list before it a V is a tick."""
    printed = "; ".join(f"{number}) {text}" for number, text in ROMAN)
    rows = [(f"{number}. {text}", "X" if number == "V" else "") for number, text in ROMAN]

    assert chosen(table((f"Кластер учења – уписати број: {printed}", "V")))[0] == "idrm"
    assert chosen(table((f"Кластер учења – уписати број: {printed}", "VI")))[0] is None
    assert chosen(table(("Кластер учења", ""), *rows))[0] == "idrm"
    assert (
        chosen("Кластер учења:", *(f"({number}) {text}" for number, text in ROMAN), "III", "Мјесто: Лакташи") == TEAMS
    )
    assert chosen("Кластер учења:", *(f"{'V' if at == 2 else ''} {text}" for at, text in enumerate(LIST)))[0] == (
        "mobile-teams"
    )


@pytest.mark.parametrize("answer", ["4", "4.", LIST[3]])
def test_the_question_in_its_own_words_ends_at_the_dash_before_its_list(answer: str) -> None:
    """Also where the question of the part stands below it, with what it offers and its answer."""
    asked = "Друштвени приступ и кластер учења за који се локална самоуправа пријављује (означити само један)"
    rows = ((f"{asked} – уписати број: {NUMBERED}", answer), (f"{OFFER}:", BOTH[0]), ("Партнери", "нема"))

    assert chosen(table(*rows)) == FORUM
    assert chosen(table(rows[0], (OFFER, "☐ Форум за социјални дијалог   ☐ Повјереник за мањине"), rows[2])) == (
        "minorities",
        None,
        [Code.APPROACH_MISSING],
    )


def test_a_zone_keeps_the_lines_that_answer_alone() -> None:
    """Though they are no lines of the part; or another line might come to have the id() of one."""
    items = tuple(Loose(line=line(text)) for text in LIST)

    assert Zone(whole=items, alone=items[:1]).lone == {id(items[0])}


@pytest.mark.parametrize("question", [
    f"Подгрупа – одговарају само они из мањина: {' / '.join(BOTH)}",
    f"Подгрупа, за моделе укључивања мањина: {' / '.join(BOTH)}",
])  # fmt: skip
def test_whom_the_question_of_the_part_is_for_may_stand_before_its_offer(question: str) -> None:
    """Nobody chose what the form prints."""
    assert chosen(table(("Кластер учења", "мобилни тимови"), (question, ""))) == TEAMS
    assert chosen("Кластер учења: мобилни тимови", f"{question}: ") == TEAMS
    forum = chosen("Кластер учења: мањине", f"{question}: форум")
    assert forum == ("minorities", "minorities-forum", [])
    both = chosen("Кластер учења: мањине", f"{question}: Форум за дијалог и Повјереник за мањине")
    assert both == ("minorities", None, [Code.APPROACH_SEVERAL])


def test_parts_offered_beside_the_list_choose_nothing() -> None:
    """Nor do they without any choice."""
    boxes = "\n".join(("☑ " if text == LIST[2] else "☐ ") + text for text in LIST)
    offered = ("Подгрупа, ако је изабран четврти", f"{' / '.join(BOTH)}\n(непотребно прецртати)")

    assert chosen(table(("Означити један кластер", boxes), offered)) == TEAMS
    assert chosen(table(("Означити један кластер", boxes.replace("☑", "☐")), offered))[0] is None


def test_one_part_beside_the_list_is_chosen() -> None:
    """Nobody offers one alone."""
    boxes = "\n".join(("☑ " if text == LIST[3] else "☐ ") + text for text in LIST)

    assert chosen(table(("Означити један кластер", boxes), ("Подгрупа, ако је изабран четврти", BOTH[0]))) == FORUM


@pytest.mark.parametrize("label", ["   – подгрупа: ", "Подгрупа: ", "4.{} Подгрупа (само мањине): "])
@pytest.mark.parametrize(("ticked", "got"), [("Мобилни теренски тимови", TEAMS), (LIST[3], FORUM)])
def test_parts_listed_behind_one_word_are_options(label: str, ticked: str, got: Got) -> None:
    """In a table with a column for the mark, and in lines with boxes."""
    parts = BOTH[:1] if got is FORUM else ()
    asking = {text: label.format(number) + text for number, text in enumerate(BOTH, 1)}
    rows = [("x" if text in (ticked, *parts) else "", asking.get(text, text)) for text in OPTIONS]
    lines = (f"{'☒' if mark else '☐'} {text}" for mark, text in rows)

    assert chosen("Кластер (ставити X поред једног)", table(*rows)) == got
    assert chosen("Кластер учења:", *lines) == got


@pytest.mark.parametrize(
    "question",
    [
        "Ако је изабран кластер о укључивању мањина, навести подгрупу",
        "Ако је изабран кластер о мањинама, назначити приступ",
        "Подгрупа у оквиру модела укључивања мањина",
        "Уколико сте изабрали мањине, наведите тематску подгрупу",
        "За кластер о мањинама, подгрупа",
    ],
)
def test_a_question_of_the_part_behind_its_condition_chooses_nothing(question: str) -> None:
    """Across a sheet whose options have their marks before them it stood for the cluster that it names."""

    def cell(row: int, column: int, text: str, span: int) -> Cell:
        return Cell(row=row, column=column, column_span=span, address=f"{row} {column}", lines=(line(text),))

    options = [cell(row, 1, text, 9) for row, text in enumerate(LIST, 1)]
    parts = [cell(row, 1, text, 9) for row, text in enumerate(BOTH, 7)]
    asked = [cell(0, 0, "Кластер учења", 10), cell(3, 0, "X", 1), cell(6, 0, question, 10)]
    cells = sorted((*options, *parts, *asked), key=lambda one: (one.row, one.column))

    assert chosen(Table(cells=tuple(cells), address="Sheet1")) == TEAMS
