"""Which cluster was chosen, from lines as they stand in forms."""

from __future__ import annotations

from dataclasses import replace
from textwrap import wrap

import pytest

from form_lines import HEAD, line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Line, Mark, Span, Table
from reading_forms import judged, read

LIST = ("Дневни центри", "Повећање свијести", "Мобилни теренски тимови", "Модели укључивања мањина",
        "Инклузивно управљање ризиком од катастрофа")  # fmt: skip
IDS = ("day-centre", "awareness", "mobile-teams", "minorities", "idrm")

ASKED = ("Ко сте Ви заправо?", "Одакле сте данас дошли?")


def chosen(*blocks: str | Line | Table) -> tuple[str | None, str | None, list[Code]]:
    """Cluster, approach and findings of a form with these blocks behind the usual head."""
    lines = [line(block) if isinstance(block, str) else block for block in (*HEAD, *blocks)]
    application = judged(Document(blocks=tuple(lines)))
    return application.cluster, application.approach, [finding.code for finding in application.findings]


@pytest.mark.parametrize(
    "written",
    [
        "мобилне теренске тимове",
        "Mobilni timovi",
        "МОБИЛНИ ТЕРЕНСКИ ТИМОВИ",
        "Пријављујемо се за мобилне и теренске тимове",
        "Оснивање Мобилних Теренских Тимова за пружање основних социјалних услуга",
        "mobile outreach teams",
        "Mobilni terenski tmovi",
        "мобилни тимови.",
    ],
)
def test_a_cluster_is_known_by_any_wording(written: str) -> None:
    """Inflected, in Latin, in capitals, inside a sentence, in English, with a slip."""
    assert chosen(f"Кластер учења: {written}") == ("mobile-teams", None, [])


@pytest.mark.parametrize(
    ("written", "approach"),
    [("Форума за социјални дијалог", "minorities-forum"), ("Комесар за мањине", "minorities-commissioner"),
     ("Modeli uključivanja manjina - povjerenik za manjine", "minorities-commissioner")],
)  # fmt: skip
def test_an_approach_names_its_cluster(written: str, approach: str) -> None:
    """The call's four wordings of one office included."""
    assert chosen(f"Друштвени приступ: {written}") == ("minorities", approach, [])


def test_the_cluster_of_two_approaches_alone_is_accepted_and_asked_for() -> None:
    """The call lets members split later."""
    assert chosen("Кластер учења: Модели укључивања мањина") == ("minorities", None, [Code.APPROACH_MISSING])


def test_words_that_name_no_cluster_are_unknown_and_not_guessed() -> None:
    """A blank with a finding is better than a lie."""
    assert chosen("Кластер учења: кластер за туризам") == (None, None, [Code.CLUSTER_UNKNOWN])


@pytest.mark.parametrize("blank", ["", "______", "/", "-", "N/A", "нема", "(уписати)", "изаберите ставку"])
def test_a_blank_is_a_blank(blank: str) -> None:
    """However it is left."""
    assert chosen(f"Кластер учења: {blank}") == (None, None, [Code.CLUSTER_MISSING])


def test_two_named_clusters_are_several() -> None:
    """The call allows one; which one is not ours to choose."""
    assert chosen("Кластер учења: Дневни центри и Мобилни тимови") == (None, None, [Code.CLUSTER_SEVERAL])


def test_a_number_counts_where_the_form_prints_it() -> None:
    """The third of the form's own list is meant by "3"."""
    listed = [f"{number}. {text}" for number, text in enumerate(LIST, 1)]

    assert chosen("Кластер учења (заокружити број):", *listed, "Одабрани кластер: 3") == ("mobile-teams", None, [])


@pytest.mark.parametrize("written", ["1, 2, 3, 4, 5", "1 и 3", "под 1. и под 3.", "2/4"])
def test_several_numbers_are_several_clusters(written: str) -> None:
    """Nobody is told that nothing was chosen who chose too much."""
    listed = [f"{number}. {text}" for number, text in enumerate(LIST, 1)]

    assert chosen(*listed, f"Кластер учења: {written}") == (None, None, [Code.CLUSTER_SEVERAL])


@pytest.mark.parametrize("written", ["свих пет кластера", "8", "било који"])
def test_what_answers_below_a_list_and_names_none_of_it_is_unknown(written: str) -> None:
    """The letter quotes it; it does not say that the question was left blank."""
    listed = [f"{number}. {text}" for number, text in enumerate(LIST, 1)]

    assert chosen(*listed, f"Кластер учења: {written}") == (None, None, [Code.CLUSTER_UNKNOWN])


def test_a_roman_number_behind_the_word_for_chosen_names_its_option() -> None:
    """It stands alone: "Одабрано: III"."""
    listed = [f"{number}. {text}" for number, text in zip(("I", "II", "III", "IV", "V"), LIST, strict=True)]

    assert chosen(*listed, "Одабрано: III") == ("mobile-teams", None, [])


@pytest.mark.parametrize(
    "asked", ["Редни број изабраног кластера", "Број изабране опције", "Redni broj odabranog klastera"]
)
def test_the_number_of_the_chosen_one_is_asked_for_below_the_list(asked: str) -> None:
    """In whatever words."""
    listed = [f"{number}. {text}" for number, text in enumerate(LIST, 1)]

    assert chosen("Кластер учења (означити само један):", *listed, f"{asked}: 2") == ("awareness", None, [])


def test_a_tick_may_stand_on_a_rule_as_short_as_itself() -> None:
    """It is "_X_" among "___"."""
    listed = [f"{'_X_' if text is LIST[2] else '___'} {text}" for text in LIST]

    assert chosen("Кластер учења:", *listed) == ("mobile-teams", None, [])


def test_a_number_without_a_list_is_unknown() -> None:
    """The call has its clusters in two orders."""
    assert chosen("Кластер учења: 3") == (None, None, [Code.CLUSTER_UNKNOWN])


def test_boxes_in_one_line_belong_to_the_text_behind_them() -> None:
    """Where the line begins with a box."""
    assert chosen("Кластер: ☐ Дневни центри ☒ Мобилни тимови ☐ Комесар за мањине") == ("mobile-teams", None, [])


def test_boxes_in_one_line_belong_to_the_text_before_them() -> None:
    """Where the line begins with text."""
    assert chosen("Кластер учења", "Дневни центри ☐ Мобилни тимови ☒") == ("mobile-teams", None, [])


def test_nothing_ticked_is_nothing_chosen() -> None:
    """A list of empty boxes is no answer."""
    assert chosen("Кластер учења", *(f"☐ {text}" for text in LIST)) == (None, None, [Code.CLUSTER_MISSING])


def test_a_struck_tick_does_not_count() -> None:
    """Somebody changed their mind."""
    struck = line("☒ Дневни центри", Mark.STRIKE)

    assert chosen("Кластер учења", struck, "☒ Мобилни теренски тимови", "☐ Повећање свијести")[0] == "mobile-teams"


def test_a_tick_and_a_sentence_that_contradict_each_other_are_several() -> None:
    """Both pieces of evidence are kept."""
    boxes = [f"{'☒' if text == LIST[0] else '☐'} {text}" for text in LIST]

    assert chosen("Кластер учења", *boxes, "Одабрани кластер: Мобилни тимови")[2] == [Code.CLUSTER_SEVERAL]


def test_bullets_are_no_ticks() -> None:
    """A list whose every line begins with the same mark."""
    assert chosen("Кластер учења", *(f"* {text}" for text in LIST)) == (None, None, [Code.CLUSTER_MISSING])


def test_marks_in_the_next_cell_count() -> None:
    """One row an option, an X beside one."""
    rows = [(text, "X" if text == LIST[4] else "") for text in LIST]

    assert chosen("Кластер учења", table(*rows)) == ("idrm", None, [])


def test_yes_beside_one_and_no_beside_the_others_counts() -> None:
    """In the next cell as well."""
    rows = [(text, "ДА" if text == LIST[1] else "НЕ") for text in LIST]

    assert chosen("Кластер учења", table(*rows)) == ("awareness", None, [])


def test_the_subgroup_may_be_asked_for_by_itself() -> None:
    """Cluster and approach in two rows."""
    rows = (("Кластер учења", "Модели укључивања мањина"), ("Подгрупа", "Повјереник за мањине"))

    assert chosen(table(*rows)) == ("minorities", "minorities-commissioner", [])


def test_two_approaches_leave_the_cluster_standing() -> None:
    """The subgroup is asked for; the application is accepted."""
    assert chosen("Кластер учења", "☒ Форум за социјални дијалог", "☒ Повјереник за мањине", "☐ Дневни центри") == (
        "minorities",
        None,
        [Code.APPROACH_SEVERAL],
    )


TITLES = ("Мобилни тимови", "Дневни центри", "Подизање свијести", "Модели укључивања мањина", "ИДРМ")
NUMBERED = tuple(f"{number}. {title}" for number, title in enumerate(TITLES, 1))


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("→ ", ""),
        ("=> ", ""),
        ("", "  <--- ОВАЈ"),
        ("", " <<<"),
        ("", " ← овај бирамо"),
        ("", " (изабрано)"),
        ("③ ", ""),
    ],
)
def test_a_pointer_beside_one_option_chooses_it(before: str, behind: str) -> None:
    """Arrows, a word in brackets, a circled number among plain ones."""
    options = (f"{before}{option}{behind}" if number == 0 else option for number, option in enumerate(NUMBERED))
    assert chosen("Кластер учења", *options) == ("mobile-teams", None, [])


def test_circled_numbers_of_all_options_are_their_numbering() -> None:
    """They say nothing."""
    options = (f"{sign} {title}" for sign, title in zip("①②③④⑤", TITLES, strict=True))
    assert chosen("Кластер учења", *options) == (None, None, [Code.CLUSTER_MISSING])


def test_round_boxes_are_typed_with_a_bullet() -> None:
    """As a form for one choice draws them."""
    options = (f"({'•' if title == 'Мобилни тимови' else ' '}) {title}" for title in TITLES)
    assert chosen("Кластер учења", *options) == ("mobile-teams", None, [])


@pytest.mark.parametrize("written", ["1", "Одабрано: 1", "Одабрали смо кластер под редним бројем 1.", "Бирамо бр. 1"])
def test_a_number_below_the_list_names_its_option(written: str) -> None:
    """By the numbers that the form prints."""
    assert chosen("Кластер учења", *NUMBERED, written) == ("mobile-teams", None, [])


@pytest.mark.parametrize("mark", [Mark.BOLD, Mark.UNDERLINE, Mark.HIGHLIGHT])
def test_the_number_of_an_option_may_be_circled_alone(mark: Mark) -> None:
    """The title beside it stays as it was printed."""
    first = Line(spans=(Span(text="1.", marks=frozenset({mark})), Span(text=" Мобилни тимови")), address="line 6")
    assert chosen("Кластер учења (заокружити)", first, *NUMBERED[1:]) == ("mobile-teams", None, [])


def test_a_line_that_ends_in_da_is_not_ticked() -> None:
    """In Serbian a sentence may well be broken behind that word."""
    options = (*TITLES[:4], "Инклузивно управљање ризиком од катастрофа за општине да")
    assert chosen("Кластер учења", *options) == (None, None, [Code.CLUSTER_MISSING])


def test_options_side_by_side_are_marked_below() -> None:
    """One column an option, and the mark in the next row."""
    assert chosen("Кластер учења", table(TITLES, ("X", "", "", "", ""))) == ("mobile-teams", None, [])


def test_columns_for_yes_and_no_may_stand_beside_numbers() -> None:
    """The number is no word for yes."""
    rows = ((str(n), t, "X" if n == 1 else "", "" if n == 1 else "X") for n, t in enumerate(TITLES, 1))
    assert chosen(table(("Р.бр.", "Кластер", "Да", "Не"), *rows)) == ("mobile-teams", None, [])


@pytest.mark.parametrize(
    "host", [" (Савез општина и градова Републике Српске)", " – Савез општина Албаније", " (ALVRS)"]
)
def test_the_host_behind_an_option_is_no_part_of_it(host: str) -> None:
    """The call prints the hosts beside the clusters."""
    options = (f"{'☒' if title == 'Мобилни тимови' else '☐'} {title}{host}" for title in TITLES)
    assert chosen("Кластер учења", *options) == ("mobile-teams", None, [])


@pytest.mark.parametrize("mark", ["☒ {}", "{} ☒"])
@pytest.mark.parametrize("at", [0, 2, 4])
def test_an_option_of_a_list_may_have_words_of_its_own(mark: str, at: int) -> None:
    """Wherever in the list it stands."""
    titles = [f"{text} за нове кориснике" if text == LIST[0] else text for text in LIST[1:]]
    titles.insert(at, f"{LIST[0]} за нове кориснике")
    boxes = [mark.format(text) if text.startswith(LIST[0]) else mark.format(text).replace("☒", "☐") for text in titles]

    assert chosen("Кластер учења", *boxes, "Партнери: нема") == ("day-centre", None, [])


def test_an_option_in_a_row_may_have_words_of_its_own() -> None:
    """Known by its list, with its mark beside it."""
    rows = [(f"{text} за нове кориснике" if text == LIST[0] else text, "X" if text == LIST[0] else "") for text in LIST]

    assert chosen(table(("Кластер учења", ""), *rows)) == ("day-centre", None, [])


def test_a_list_of_approaches_in_which_nothing_is_struck_out_chooses_none() -> None:
    """Though all clusters but one are struck out in the list above it."""
    clusters = [line(f"– {text}", *([] if text == LIST[2] else [Mark.STRIKE])) for text in LIST]
    approaches = ("– Форум за социјални дијалог", "– Повјереник за мањине")

    assert chosen("Кластер учења:", *clusters, "Подгрупа:", *approaches) == ("mobile-teams", None, [])


def test_a_question_that_offers_the_options_asks_for_the_choice() -> None:
    """Though its words seem to ask for reasons."""
    boxes = [f"{'☒' if text == LIST[1] else '☐'} {text}" for text in LIST]

    got = chosen("На шта се односе разлози пријаве:", *boxes, "Партнери: нема")

    assert got[0] == "awareness"


def test_an_x_among_single_underscores_is_a_tick() -> None:
    """The form prints a short rule before each option, and one is typed over."""
    titles = [f"{'X' if text == LIST[1] else '_'} {text}" for text in LIST]

    assert chosen("На шта се односи:", *titles, "_ Форум за дијалог", "Партнери: нема")[:2] == ("awareness", None)


@pytest.mark.parametrize("at", [0, 3])
def test_a_list_below_a_question_across_the_columns_keeps_its_marks(at: int) -> None:
    """No option is the answer to that question, nor is one left out for its words."""
    titles = [f"{LIST[0]} за рањиве групе", *LIST[1:]]
    rows = [(text, "X" if number == at else "") for number, text in enumerate(titles)]

    assert chosen(table(("Питање о нечему?", ""), *rows))[0] == ("day-centre" if at == 0 else "minorities")


def test_two_clusters_in_answer_to_whatever_question_are_several() -> None:
    """They are no part of a long answer either."""
    got = chosen("На шта се односи пријава *: 1. Мобилни тимови 2. Дневни центри", "Разлози пријаве: Нада.")

    assert (got[0], Code.CLUSTER_SEVERAL in got[2]) == (None, True)


def test_two_marked_options_below_two_headings_are_several() -> None:
    """The first has words of its own, in which another question might be asked."""
    titles = [f"{LIST[0]} за рањиве групе", *LIST[1:]]
    rows = [(text, "X" if number in (0, 2) else "") for number, text in enumerate(titles)]
    made = table(("Шта Вас занима?", ""), ("Која тема Вас занима?", ""), *rows)
    wide = [c for c in made.cells if not (c.row in (0, 1) and c.column)]
    cells = (replace(cell, column_span=2) if cell.row in (0, 1) else cell for cell in wide)

    assert Code.CLUSTER_SEVERAL in chosen(*ASKED, replace(made, cells=tuple(cells)))[2]


@pytest.mark.parametrize(
    ("written", "cluster", "approach"),
    [
        ("Рад с мањинама", "minorities", None),
        ("Civilna zaštita i katastrofe", "idrm", None),
        ("Community-based day care", "day-centre", None),
        ("Senzibilizacija javnosti", "awareness", None),
        ("Покретни тимови", "mobile-teams", None),
        ("The forum", "minorities", "minorities-forum"),
    ],
)
def test_a_cluster_is_known_by_its_telling_words(written: str, cluster: str, approach: str | None) -> None:
    """In a short answer that consists mostly of words that only one cluster has, whatever the others are."""
    assert chosen(f"Кластер учења: {written}")[:2] == (cluster, approach)


@pytest.mark.parametrize(
    "remark", ["(за мањине и приступ)", "Енергетска ефикасност", "Рад у мањинским и ванредним приликама"]
)
def test_telling_words_in_a_remark_or_of_two_clusters_choose_nothing(remark: str) -> None:
    """What the form says about an option is no answer, and doubt gives no value."""
    assert chosen(f"Кластер учења: {remark}")[0] is None


def test_a_list_in_telling_words_is_a_list() -> None:
    """Where no title is one of the call's: the mark counts, not the words."""
    options = ("Дневна брига", "Људска права", "Мобилне екипе", "Мањине", "Катастрофе")
    marked = [f"{'☒' if option == 'Мањине' else '☐'} {option}" for option in options]
    assert chosen("Кластер учења:", *marked)[0] == "minorities"
    bold = [line(option, Mark.BOLD) if option == "Катастрофе" else line(option) for option in options]
    assert chosen("Кластер учења:", *bold)[0] == "idrm"


def test_the_only_approach_below_the_marked_list_is_chosen() -> None:
    """Written as an answer of its own; two of them, unmarked, are none."""
    options = [f"{'☒' if 'мањина' in option else '☐'} {option}" for option in LIST]
    both = ("Форум за социјални дијалог", "Повјереник за мањине")
    assert chosen("Кластер учења:", *options, "Подгрупа:", both[1])[1] == "minorities-commissioner"
    assert chosen("Кластер учења:", *options, "Подгрупа:", *both)[1] is None


def test_an_approach_beside_its_cluster_may_be_cut_off() -> None:
    """A control of a limited length cuts what was written."""
    assert chosen("Кластер учења: Модели укључивања мањина: Форум за социјални ди")[1] == "minorities-forum"


def test_a_mark_counts_where_a_column_of_numbers_is_left_blank() -> None:
    """The number stands beside the question alone."""
    rows = [("", text, "X" if text == LIST[3] else "") for text in LIST]

    assert chosen(table(("11.", "Кластер учења", ""), *rows))[0] == "minorities"


def test_a_sentence_that_answers_a_question_with_some_of_its_words_chooses() -> None:
    """Staff are told; where it names two, or the question is another, nothing is chosen."""
    question = "Кластер за који ЈЛС исказује интерес"
    one, two = "Општина је одлучила да се пријави за дневни центар.", "Дневни центар је већи од мобилних тимова."

    rows = (("Адреса", "Карађорђева 56"), ("Партнери", "нема"))

    assert chosen(table(*rows, (question, one))) == ("day-centre", None, [Code.QUESTION_SUPPOSED])
    assert chosen(table(*rows, (question, two)))[0] is None
    assert chosen(table(*rows, ("Ко је ово попунио", one)))[0] is None


def test_a_cluster_written_beside_a_blank_cell_is_chosen() -> None:
    """A column for remarks, or one too many."""
    assert chosen(table(("Кластер учења", "Мобилни тимови", ""), ("Партнери", "нема", ""))) == (
        "mobile-teams",
        None,
        [],
    )


@pytest.mark.parametrize("between", [", домаћин: ", " – домаћин: ", " (домаћин: ", ": "])
def test_the_host_may_stand_behind_a_cluster_that_was_written(between: str) -> None:
    """With a colon before it: that makes no question of the cluster."""
    host = "Савез јединица локалне самоуправе Републике Сјеверне Македоније"
    written = f"Модели укључивања мањина{between}{host}{')' if '(' in between else ''}"
    assert chosen("Кластер учења:", written) == ("minorities", None, [Code.APPROACH_MISSING])


@pytest.mark.parametrize("hosted", [", домаћин: {}", " – домаћин: {}", " (домаћин: {})", ", {}"])
@pytest.mark.parametrize("question", ["Кластер учења:", "7. Тема (кластер учења)"])
def test_a_cluster_with_its_host_may_have_another_word_before_it(question: str, hosted: str) -> None:
    """That may be one of the question's, which makes no question of the answer."""
    written = "Кластер о дневним центрима" + hosted.format("Савез општина Косова")
    assert chosen(question, written) == ("day-centre", None, [])


WHOLE = (
    "Оснивање дневног центра као породична и услуга заснована на заједници на локалном нивоу",
    "Повећање свијести о људским правима, недискриминацији и инклузији на локалном нивоу",
    "Оснивање мобилних теренских тимова за пружање основних социјалних услуга за рањиве групе",
    "Комесар за мањине, свеобухватни приступ који ствара друштвену кохезију и услове за мањине и друге рањиве групе",
    "Инклузивно управљање ризиком од катастрофа за општине да заштите угрожене групе",
)


@pytest.mark.parametrize("in_cell", [True, False])
@pytest.mark.parametrize("width", [40, 56, 72, 90])
@pytest.mark.parametrize("ticked", range(len(WHOLE)))
def test_options_may_be_broken_over_lines(ticked: int, width: int, *, in_cell: bool) -> None:
    """As mails break them: "мањине и друге рањиве групе" in a line of its own chooses nothing."""
    texts = (f"{'☒' if at == ticked else '☐'} {text}" for at, text in enumerate(WHOLE))
    lines = [part for text in texts for part in wrap(text, width)]
    found = chosen(table(("Кластер учења", "\n".join(lines)))) if in_cell else chosen("Кластер учења:", *lines)
    assert (found[0], found[2]) == (IDS[ticked], [])


def test_a_cluster_written_small_below_a_list_is_no_rest_of_its_last_option() -> None:
    """Nothing was ticked."""
    assert chosen("Кластер учења:", *(f"☐ {text}" for text in LIST), "мобилни тимови")[0] == "mobile-teams"


@pytest.mark.parametrize("ticked", range(len(LIST)))
def test_a_list_below_the_head_of_its_column_is_no_answer(ticked: int) -> None:
    """Its first row is what the other rows are, though each column has a head in a look of its own."""
    heads = ("Кластер учења", "Савез домаћин", "Означити (X)")

    def listed(*marks: str) -> Table:
        made = table(heads, *((text, "Савез општина", mark) for text, mark in zip(LIST, marks, strict=True)))
        bold = (replace(c, lines=tuple(line(x.text, Mark.BOLD) for x in c.lines)) for c in made.cells[: len(heads)])
        return replace(made, cells=(*bold, *made.cells[len(heads) :]))

    assert chosen(listed(*("X" if at == ticked else "" for at in range(len(LIST)))))[0] == IDS[ticked]
    assert chosen(listed(*[""] * len(LIST)))[0] is None


@pytest.mark.parametrize("marked", range(5))
def test_a_bold_head_above_a_list_of_options_is_answered_by_none_of_them(marked: int) -> None:
    """The row that is marked counts, the first as well."""
    heads = ("Р.б.", "Кластер учења / друштвени приступ", "Савез домаћин", "Означити са X")
    rows = ((f"{n}.", text, "Савез општина Косова", "X" if n == marked + 1 else "") for n, text in enumerate(LIST, 1))
    asked = ("Назив општине", "Адреса", "Интернет страница", "Име и презиме контакт особе", "Партнери", "Мјесто")
    others = table(*((f"{n}.", text, "Лакташи") for n, text in enumerate(asked, 1)))
    blocks = (
        line("Прилог 2 – Образац за пријаву", Mark.BOLD),
        _bold(table(heads, *rows), row=0),
        _bold(others, column=1),
    )

    assert judged(Document(blocks=blocks)).cluster == IDS[marked]


def _bold(made: Table, **where: int) -> Table:
    [(axis, number)] = where.items()
    cells = (
        replace(cell, lines=tuple(line(x.text, Mark.BOLD) for x in cell.lines))
        if getattr(cell, axis) == number
        else cell
        for cell in made.cells
    )
    return replace(made, cells=tuple(cells))


@pytest.mark.parametrize(
    "remark", ["X – приоритет за нашу општину", "ДА (у складу са Стратегијом развоја)", "✓, хитно"]
)
def test_a_mark_in_the_cell_beside_an_option_may_have_a_remark(remark: str) -> None:
    """It says why; a no with a remark chooses nothing."""
    rows = tuple((text, remark if text is LIST[2] else "") for text in LIST)

    assert chosen(line("Кластер учења:"), table(*rows))[0] == "mobile-teams"
    assert chosen(line("Кластер учења:"), table(*((a, b and "НЕ – нисмо спремни") for a, b in rows)))[0] is None


def test_what_the_form_prints_below_options_is_no_answer_in_unknown_words() -> None:
    """Of the list one option was left, unmarked: the letter does not quote the note."""
    note = "Догађаји кластера биће организовани на енглеском језику."

    assert chosen("Кластер учења", f"☐ {LIST[0]}", note) == (None, None, [Code.CLUSTER_MISSING])


RUN_TOGETHER = "Оснивање дневног центра Повећање свијести о људским правима{} Мобилни теренски тимови"


@pytest.mark.parametrize(("mark", "cluster"), [(" – ДА", "awareness"), (" – НЕ", "minorities"), ("", "minorities")])
def test_options_that_run_together_are_told_apart_by_their_names_and_marks(mark: str, cluster: str) -> None:
    """So a PDF prints rows that are full to the margin; each mark behind a dash is that of the option before it."""
    last = "Модели укључивања мањина" + (" – ДА" if cluster == "minorities" else "")
    asked = table(("Кластер учења:",), (f"{RUN_TOGETHER.format(mark)}\n{last}",))

    assert chosen(asked)[0] == cluster


@pytest.mark.parametrize("between", [" X", " и", ",", "   да"])
def test_a_mark_between_two_options_that_run_together_chooses_neither(between: str) -> None:
    """It may be that of either; and who writes two of them with a word or a comma between has written two."""
    asked = table(("Кластер учења:",), (RUN_TOGETHER.format(between),))

    assert chosen(asked) == (None, None, [Code.CLUSTER_SEVERAL])


def test_options_that_run_together_without_a_mark_are_a_list_that_nobody_answered() -> None:
    """Three clusters in a row are no answer: the applicant is asked."""
    assert chosen(table(("Кластер учења:",), (RUN_TOGETHER.format(""),)))[2] == [Code.CLUSTER_MISSING]


HELD = (
    "Дневни центар (домаћин Савез општина Косова)",
    "Повећање свијести о људским правима (домаћини: Савез општина Албаније и Савез за локалну аутономију)",
    "Мобилни теренски тимови (Савез општина и градова РС и Савез опћина и градова ФБиХ)",
    "Форум за социјални дијалог, домаћин ЗЕЛС",
    "Инклузивно управљање ризиком од катастрофа – домаћин СКГО",
)


@pytest.mark.parametrize("behind", ["", " (воде их општине из цијеле регије, међу њима и двије које су почеле 2015.)"])
def test_options_that_name_their_hosts_are_no_choice(behind: str) -> None:
    """In whatever words they are named, and however many these are."""
    listed = [f"{text}{behind if text is HELD[2] else ''}" for text in (*HELD[:2], HELD[2], *HELD[3:])]
    numbered = [f"{number}. {text}" for number, text in enumerate(listed, 1)]

    assert chosen("Кластер учења", *listed) == (None, None, [Code.CLUSTER_MISSING])
    assert chosen("Кластер учења", *numbered, "Број: ___4___")[0] == "minorities"


@pytest.mark.parametrize("numbered", [False, True])
@pytest.mark.parametrize(
    "style",
    [
        "{} ({})",
        "{} – {}",
        "{} / {}",
        "{}. Домаћин: {}",
        "{} [домаћин {}]",
        "{}; води {}",
        "{} (домаћини су {} (2021))",
    ],
)
def test_hosts_stand_behind_options_in_any_way(style: str, *, numbered: bool) -> None:
    """Also those that the call names otherwise, with a dash in the name, or brackets in brackets."""
    hosts = ("Савез општина Косова", "Савез за локалну аутономију", "Савез општина и градова РС и СОГ ФБиХ",
             "ЗЕЛС, Скопље", "СКГО - Стална конференција градова и општина")  # fmt: skip
    listed = [style.format(text, host) for text, host in zip(LIST, hosts, strict=True)]
    listed = [f"{number}. {text}" for number, text in enumerate(listed, 1)] if numbered else listed

    assert Code.CLUSTER_MISSING in chosen("Кластер учења", *listed)[2]
    for at, cluster in enumerate(IDS):
        boxes = [f"{'☒' if number == at else '☐'} {text}" for number, text in enumerate(listed)]
        rows = table(*((text, "X" if number == at else "") for number, text in enumerate(listed)))
        assert chosen("Кластер учења", *boxes)[0] == cluster
        assert chosen("Кластер учења", rows)[0] == cluster


@pytest.mark.parametrize("at", range(len(HELD)))
def test_an_option_that_names_its_host_is_chosen_as_any_other(at: int) -> None:
    """Ticked, or the only one that is bold, as the questions are."""
    boxes = [f"{'☒' if text is HELD[at] else '☐'} {text}" for text in HELD]
    bold = [line(text, Mark.BOLD) if text is HELD[at] else text for text in HELD]

    assert chosen(line("3. Кластер учења", Mark.BOLD), *boxes)[0] == IDS[at]
    assert chosen(line("3. Кластер учења", Mark.BOLD), *bold, line("4. Адреса", Mark.BOLD))[0] == IDS[at]


@pytest.mark.parametrize("listed", [[], [f"{number}. {text}" for number, text in enumerate(LIST, 1)]])
def test_a_heading_below_a_blank_choice_is_no_answer(listed: list[str]) -> None:
    """What stands on the rule answers, and nobody wrote there."""
    below = (
        "Редни број кластера који бирамо: ________",
        line("Подаци о контакт особи", Mark.BOLD),
        "Адреса: Карађорђева 1",
    )

    assert chosen(*listed, *below) == (None, None, [Code.CLUSTER_MISSING])


@pytest.mark.parametrize("asked", ["Кластер учења: ________", "Кластер учења ............"])
@pytest.mark.parametrize(
    "below",
    ["У ________, дана ________", "U mjestu ______, dana ____ 2021. godine", "In ______, on ______",
     "Овјера подносиоца:", "Мјесто: ______ Датум: ____ године"],
)  # fmt: skip
def test_a_form_with_a_blank_choice_above_other_rules_is_blank(below: str, asked: str) -> None:
    """What stands below the rule of the choice is none, and the small words between rules answer nothing."""
    heads = (HEAD[0], *(f"{text.partition(':')[0]}: ________" for text in HEAD[1:]))

    assert read(Document(blocks=tuple(map(line, (*heads, asked, below))))).is_blank


@pytest.mark.parametrize("below", ["Мобилни теренски тимови", "3", "Домаћин: Савез општина и градова Републике Српске"])
def test_a_cluster_below_the_rule_of_its_question_is_chosen(below: str) -> None:
    """Who has no room on the rule writes below it."""
    numbered = [f"{number}. {text}" for number, text in enumerate(LIST, 1)]

    assert chosen(*numbered, "Редни број одабраног кластера: ________", below)[0] == "mobile-teams"


@pytest.mark.parametrize(
    "prompt",
    ["Одаберите једну ставку", "Izaberite klaster sa liste", "-- изаберите --", "Одабрати једну од понуђених опција",
     "Изабрати", "Select a cluster", "Please choose one"],
)  # fmt: skip
def test_a_prompt_that_still_stands_in_a_list_is_a_blank(prompt: str) -> None:
    """A combo box keeps it as its text where nothing marks it as a prompt."""
    assert chosen(table(("Кластер (одабрати са листе)", prompt))) == (None, None, [Code.CLUSTER_MISSING])
    assert chosen(f"Кластер учења: {prompt}") == (None, None, [Code.CLUSTER_MISSING])


@pytest.mark.parametrize(
    "told", ["Кликните у један квадратић.", "Означити само један кластер", "Изаберите један од понуђених кластера"]
)
@pytest.mark.parametrize("box", ["☐ ", "[ ] ", ""])
def test_what_tells_how_to_choose_chooses_nothing(told: str, box: str) -> None:
    """Behind the question or below it."""
    boxes = [f"{box}{text}" for text in LIST]

    assert chosen(f"За који се кластер пријављујете? {told}", *boxes) == (None, None, [Code.CLUSTER_MISSING])
    assert chosen("За који се кластер пријављујете?", told, *boxes) == (None, None, [Code.CLUSTER_MISSING])
