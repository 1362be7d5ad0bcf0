"""A choice that was told beside the boxes of the list, and not in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from form_lines import HEAD, line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Box, Document, Line, Mark, Span, Table
from reading_forms import judged

LIST = ("Дневни центри", "Повећање свијести", "Мобилни теренски тимови", "Модели укључивања мањина",
        "Инклузивно управљање ризиком од катастрофа")  # fmt: skip
TEAMS: tuple[str, None, list[Code]] = ("mobile-teams", None, [])
NOTHING = (None, None, [Code.CLUSTER_MISSING])


def chosen(*blocks: str | Line | Table) -> tuple[str | None, str | None, list[Code]]:
    """Cluster, approach and findings of a form with these blocks behind the usual head; doubts are for staff."""
    lines = [line(block) if isinstance(block, str) else block for block in (*HEAD, *blocks)]
    application = judged(Document(blocks=tuple(lines)))
    codes = [finding.code for finding in application.findings]
    return application.cluster, application.approach, [c for c in codes if not c.value.startswith("question.")]


def listed(behind: str, *, at: int = 2, box: str = "☐ ", spans: tuple[Span, ...] = ()) -> list[Line]:
    """The list with this behind one option."""
    lines = [line(f"{box}{text}{behind if number == at else ''}") for number, text in enumerate(LIST)]
    return [replace(x, spans=(*x.spans, *spans)) if number == at else x for number, x in enumerate(lines)]


@pytest.mark.parametrize("box", ["☐ ", "[ ] ", "( ) ", "{ } ", "3) ", ""])
@pytest.mark.parametrize("behind", ["  X", " +", " ✔", " – ДА"])
def test_a_mark_behind_an_option_counts_though_its_box_is_empty(box: str, behind: str) -> None:
    """Who could not click the box typed beside it."""
    assert chosen("Кластер учења", *listed(behind, box=box)) == TEAMS


def test_a_tick_that_is_a_sign_of_its_own_counts_behind_an_empty_box() -> None:
    """As word processors insert one."""
    tick = (Span(text=" "), Span(text="✓", box=Box.TICKED))

    assert chosen("Кластер учења", *listed("", spans=tick)) == TEAMS
    assert chosen("Кластер учења", *listed("", at=4, spans=tick))[0] == "idrm"


@pytest.mark.parametrize("box", ["☐ ", "[ ] ", ""])
@pytest.mark.parametrize(
    "behind", [" – овај смо изабрали", " (бирамо овај)", ": пријављујемо се за овај", " – our choice", " одабрано"]
)
def test_words_behind_an_option_say_that_it_is_the_one(box: str, behind: str) -> None:
    """Words for choosing, and nothing else."""
    assert chosen("Кластер учења", *listed(behind, box=box)) == TEAMS
    assert chosen("Кластер учења", *listed(behind, at=0, box=box))[0] == "day-centre"


@pytest.mark.parametrize("behind", [" – није изабрано", " – не пријављујемо се за овај", " – за старије особе"])
def test_other_words_behind_an_option_choose_nothing(behind: str) -> None:
    """What is denied is not chosen."""
    assert chosen("Кластер учења", *listed(behind)) == NOTHING


@pytest.mark.parametrize("remark", [" (омашка)", " – грешка у куцању"])
def test_a_ticked_option_that_is_struck_out_with_a_remark_is_none(remark: str) -> None:
    """The remark is no part of the option."""
    title = Span(text=f" {LIST[0]}", marks=frozenset({Mark.STRIKE}))
    spans = (Span(text="☒", box=Box.TICKED), title, Span(text=remark))
    boxes = [line(f"{'☒' if text == LIST[2] else '☐'} {text}") for text in LIST[1:]]

    assert chosen("Кластер учења", Line(spans=spans, address="line"), *boxes) == TEAMS


@pytest.mark.parametrize(("told", "cluster"), [
    ("Домаћин: Савез општина Албаније", "awareness"),
    ("Желимо у кластер којем је домаћин Савез општина Косова", "day-centre"),
    ("domaćin našeg klastera: ZELS", "minorities"),
    ("SCTM", "idrm"),
    ("Домаћин: Стална конференција градова и општина", "idrm"),
    ("Host: Standing Conference of Towns and Municipalities", "idrm"),
    ("Домаћини: Савез општина и градова Републике Српске и Савез опћина и градова ФБиХ", "mobile-teams"),
])  # fmt: skip
def test_the_host_tells_the_cluster(told: str, cluster: str) -> None:
    """Each cluster is held by associations of its own."""
    assert chosen("Кластер учења", *listed(""), told)[0] == cluster
    assert chosen(table(("Кластер учења", told)))[0] == cluster


def test_a_host_behind_what_was_struck_out_tells_the_cluster() -> None:
    """The struck option is none."""
    struck = (Span(text="Кластер учења: "), Span(text=LIST[2], marks=frozenset({Mark.STRIKE})))

    assert chosen(Line(spans=(*struck, Span(text=" кластер ЗЕЛС-а")), address="line"))[0] == "minorities"


def test_who_holds_an_event_is_no_choice() -> None:
    """The form prints it for all, below the list or behind an option, and that option's box is empty."""
    boxes = tuple(f"☐ {text}" for text in LIST)
    event = "Домаћин регионалног догађаја: Савез општина и градова Републике Српске"

    assert chosen("Кластер учења", *boxes, event)[0] is None
    assert chosen("Кластер учења", f"{boxes[0]} (домаћин: Савез општина Црне Горе)", *boxes[1:]) == NOTHING


def test_hosts_that_the_form_prints_choose_nothing() -> None:
    """One below each option; or one beside a tick."""
    hosts = ("Домаћин: Савез општина Косова", "Домаћин: Савез општина Албаније")
    boxes = [f"☐ {text}" for text in LIST]

    assert chosen("Кластер учења", boxes[0], hosts[0], boxes[1], hosts[1], *boxes[2:]) == NOTHING
    assert chosen("Кластер учења", *boxes[:2], f"☒ {LIST[2]}", *boxes[3:], hosts[1])[0] == "mobile-teams"
    assert chosen("Кластер учења", *boxes, "Савез општина Албаније позива све.") == NOTHING


def test_what_names_another_option_below_the_list_is_no_rest_of_its_last_line() -> None:
    """Though it begins small."""
    written = "желимо у кластер за повећање свијести"

    assert chosen(table(("Кластер учења", "\n".join((*(f"☐ {text}" for text in LIST), written)))))[0] == "awareness"


def test_marks_beside_options_are_no_remarks_on_an_answer() -> None:
    """Though most rows of the table have nothing in that column."""
    form = table(
        ("Назив општине", "Лакташи", ""),
        ("Адреса", "Градска 1", ""),
        ("Име и презиме контакт особе", "Марко Марић", ""),
        ("Е-пошта контакт особе", "marko@laktasi.example", ""),
        ("Партнери", "Црвени крст", ""),
        ("Кластер учења", "Дневни центар", "НЕ"),
        ("", "Мобилни тимови", "ДА"),
    )
    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), form)))

    assert (got.cluster, [f.code for f in got.findings if f.code is Code.FIELD_PARTIAL]) == ("mobile-teams", [])


@pytest.mark.parametrize(("empty", "ticked"), [("{ }", "{x}"), ("{}", "{X}"), ("[ ]", "[v]")])
def test_boxes_are_typed_in_brackets_of_any_kind(empty: str, ticked: str) -> None:
    """As a form's boxes become when it is typed anew."""
    lines = [line(f"{ticked if at == 2 else empty}\t{text}") for at, text in enumerate(LIST)]

    assert chosen("Кластер учења", *lines) == TEAMS


@pytest.mark.parametrize("at", [0, 2, 4])
def test_unmarked_options_in_the_cell_of_the_question_choose_nothing(at: int) -> None:
    """The first of them stood where the question is answered."""
    options = "\n".join(f"{'☑' if number == at else '  '} {text}" for number, text in enumerate(LIST))
    clusters = ("day-centre", "awareness", "mobile-teams", "minorities", "idrm")

    assert chosen(table((f"Кластер:\n{options}",), ("Мотивација:\nЖелимо да учимо.",)))[0] == clusters[at]


@pytest.mark.parametrize("before", ["", "подгрупа: "])
def test_a_sign_may_stand_in_the_place_of_a_box_beside_another(before: str) -> None:
    """Two options in a row, of which one is typed over."""
    rows = (
        ("☐ Дневни центри", "☐ Повећање свијести"),
        ("☐ Мобилни теренски тимови", "☐ Инклузивно управљање ризиком од катастрофа"),
        ("X Модели укључивања мањина", f"{before}☐ Форум за социјални дијалог   X Повјереник за мањине   "),
    )

    got = ("minorities", "minorities-commissioner")
    assert chosen("Кластер учења", table(*rows))[:2] == got
    assert chosen("Кластер учења", *("   ".join(row) for row in rows))[:2] == got


def test_what_says_whose_choice_an_option_is_is_no_option() -> None:
    """The sign between is that of the option before it."""
    rows = [f"☐ {text}{'   X наш избор' if at == 2 else ''}" for at, text in enumerate(LIST)]

    assert chosen("Кластер учења", *rows) == TEAMS


TOLD = ("Домаћин: Савез општина Косова. Први догађај 28.9.2021.", "Домаћини: Савез општина Албаније и ALA.", "",
        "Домаћин: ЗЕЛС. Обухвата Форум за социјални дијалог и Повјереника за мањине.",
        "Домаћин: СКГО. Не мијешати са мобилним тимовима и дневним центрима.")  # fmt: skip


def described(*more: str, ticked: int = 2, marks: tuple[Mark, ...] = ()) -> list[Line]:
    """The list with something told of each option, and *more* below all of it."""
    pairs = zip((f"{'☒' if at == ticked else '☐'} {text}" for at, text in enumerate(LIST)), TOLD, strict=True)
    return [x for option, told in pairs for x in (line(option), line(told, *marks)) if x.text] + [*map(line, more)]


@pytest.mark.parametrize("marks", [(), (Mark.ITALIC, Mark.GREY)])
@pytest.mark.parametrize(
    "hint",
    [
        "Означите само један. Нпр. ако желите помоћ старијима, изаберите Мобилне тимове, а иначе Дневне центре.",
        "Означите само један (☒), нпр. Дневне центре.",
        "Изаберите један приступ (на примјер Дневни центри).",
        "Choose one only. For example, day-care centres.",
        "",
    ],
)
def test_what_the_form_tells_of_its_options_chooses_none(hint: str, marks: tuple[Mark, ...]) -> None:
    """Neither the example above them, nor what stands below each: nobody answers there."""
    for at, cluster in enumerate(("day-centre", "awareness", "mobile-teams", None, "idrm")):
        got = chosen("Кластер учења *", *([hint] if hint else []), *described(ticked=at, marks=marks))
        assert got[0] == (cluster or "minorities")
        assert Code.CLUSTER_SEVERAL not in got[2]


@pytest.mark.parametrize(
    "written",
    ["Пријављујемо се за мобилне теренске тимове.", "Општина је за мобилне теренске тимове.", "Мобилни тимови"],
)
def test_an_answer_below_options_that_are_told_of_counts(written: str) -> None:
    """Against a tick that says something else, too."""
    assert chosen("Кластер учења", *described(written, ticked=9)) == TEAMS
    assert chosen("Кластер учења", *described(written, ticked=0))[2] == [Code.CLUSTER_SEVERAL]


def test_applicants_words_below_the_last_option_are_no_description_of_it() -> None:
    """Though other options have one in the same look."""
    lines = described(ticked=0)[:-1]

    assert chosen("Кластер учења", *lines, "Пријављујемо се за мобилне тимове.")[2] == [Code.CLUSTER_SEVERAL]


@pytest.mark.parametrize("indent", ["", "   ", "\t"])
def test_a_tick_on_a_short_rule_may_be_indented(indent: str) -> None:
    """As lists are, whose places are short rules."""
    rows = [f"{indent}{'_X_' if at == 2 else '___'} {text}" for at, text in enumerate(LIST)]

    assert chosen("Кластер учења (означити један):", *rows) == TEAMS


WEBINARS = ("Повећање свијести о правима", "Форум за социјални дијалог – два учесника", "Мобилни тимови, 2020.",
            "Инклузивно управљање ризиком од катастрофа")  # fmt: skip


@pytest.mark.parametrize("counted", ["{}) {}", "{}. {}", "{} {}"])
@pytest.mark.parametrize("option", ["{} {}", "{1} {0}", "[{0}] {1}"])
@pytest.mark.parametrize("label", ["Похађани вебинари НАЛАС-а:", "Вебинари:", "Завршени е-курсеви:"])
def test_a_list_of_webinars_below_the_boxes_chooses_nothing(counted: str, option: str, label: str) -> None:
    """They have the clusters' names; a form prints its list but once."""
    empty, ticked = (" ", "X") if "[" in option else ("☐", "☒")
    titles = ("Дневни центри", "Повећање свијести", "Мобилни тимови", "Управљање ризиком од катастрофа")
    boxes = [option.format(ticked if at == 0 else empty, title) for at, title in enumerate(titles)]
    listed = [counted.format(at, text) for at, text in enumerate(WEBINARS, 1)]
    form = judged(
        Document(blocks=tuple(map(line, (*HEAD, "Кластер учења:", *boxes, label, *listed, "Партнери: нема"))))
    )

    assert form.cluster == "day-centre"
    assert form.answers["ecourses" if "курс" in label else "webinars"] == "\n".join(listed)
