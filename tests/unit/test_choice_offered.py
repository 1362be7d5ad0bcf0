"""Forms that say in words what there is to choose from: nobody answers with all of it where anything else is said."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Line, Mark, Span, Table
from intake.rules.judging.application import Application
from reading_forms import judged

ALL = (
    "Наведите један: дневни центри, повећање свијести, мобилни тимови, мањине (форум или повјереник) или катастрофе.",
    "Choose one: day-care centres, awareness raising, mobile outreach teams, minority models, disaster risk management",
    "Дневни центри / Повећање свијести / Мобилни тимови / Мањине / Управљање ризиком од катастрофа",
)
NUMBERED = (
    "1. Дневни центри", "2. Повећање свијести", "3. Мобилни теренски тимови", "4. Модели укључивања мањина",
    "5. Инклузивно управљање ризиком од катастрофа",
)  # fmt: skip
EITHER = (
    "Под бројем 4 могуће је одабрати један од два приступа: Форум за социјални дијалог или Повјереник за мањине.",
    "Под редним бројем 4 нуде се два модела – Форум за социјални дијалог или Повјереник за мањине.",
    "Under no. 4 one of two approaches may be chosen: Social Dialogue Forum or Minority Commissioner.",
)


def form(*blocks: str | Line | Table) -> Application:
    """A form with these blocks below its head."""
    return judged(Document(blocks=tuple(line(x) if isinstance(x, str) else x for x in (*HEAD, *blocks))))


@pytest.mark.parametrize("hint", ALL)
@pytest.mark.parametrize(
    ("said", "cluster"), [("Мобилни тимови", "mobile-teams"), ("повјереник за мањине", "minorities"), ("", None)]
)
def test_a_line_that_names_all_clusters_chooses_none_beside_an_answer(hint: str, said: str, cluster: str) -> None:
    """Above the answer, below it, in the cell of the question."""
    asked = "За који кластер учења се пријављујете?"
    for blocks in (
        (asked, hint, said),
        (f"{asked} {said}", hint),
        (table((f"{asked}\n{hint}", said), ("Адреса", "Трг 1")),),
        (table((asked, f"{hint}\n{said}"), ("Адреса", "Трг 1")),),
    ):
        assert form(*blocks, "Адреса: Трг 1").cluster == cluster


@pytest.mark.parametrize("hint", ALL[:2])
def test_an_instruction_that_names_all_clusters_is_no_choice_of_several(hint: str) -> None:
    """The applicant hears that nothing was chosen."""
    codes = {f.code for f in form("Кластер учења", hint, "", "Адреса: Трг 1").findings}

    assert codes == {Code.CLUSTER_MISSING}


def test_whoever_answers_with_all_clusters_has_chosen_several() -> None:
    """It is all that was said."""
    answer = "Дневни центри, повећање свијести, мобилни тимови, модели укључивања мањина, управљање ризиком"

    assert Code.CLUSTER_SEVERAL in {f.code for f in form(f"Кластер учења: {answer}").findings}


@pytest.mark.parametrize(("apart", "cluster"), [(0, "mobile-teams"), (1, None)])
def test_a_cluster_set_apart_in_such_a_line_is_no_offer(apart: int, cluster: str | None) -> None:
    """A word of the instruction is; where one of its clusters has a look of its own, a person finds out."""
    texts = ("Само један:", " дневни центри,", " повећање свијести, мобилни тимови, модели мањина, катастрофе")
    looks = [frozenset({Mark.BOLD} if at == apart else ()) for at in range(len(texts))]
    hint = Line(spans=tuple(Span(text=t, marks=m) for t, m in zip(texts, looks, strict=True)), address="line 7")

    assert form("Кластер учења", hint, "Мобилни тимови", "Адреса: Трг 1").cluster == cluster


@pytest.mark.parametrize("remark", EITHER)
@pytest.mark.parametrize("asked", ["Приступ (само за бр. 4)", "Ако је 4, који модел", "Модел (за кластер 4)"])
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (("3", ""), ("mobile-teams", None)),
        (("4", "повјереник"), ("minorities", "minorities-commissioner")),
        (("4", "/"), ("minorities", None)),
        (("", ""), (None, None)),
    ],
)
def test_a_remark_that_offers_both_parts_chooses_neither(
    remark: str, asked: str, said: tuple[str, str], expected: tuple[str | None, str | None]
) -> None:
    """What asks for the part by the cluster's number is known by its answer."""
    rows = (("Веб", "a.example", "Градоначелник", "Ана Анић"), ("Број изабраног кластера", said[0], asked, said[1]))
    made = table(*rows, ("Службени имејл", "a@b.example", "Телефон", "051/123-456"))
    got = form("Понуђени кластери учења:", *NUMBERED, remark, made)

    assert (got.cluster, got.approach) == expected


@pytest.mark.parametrize(
    "asked",
    [
        "Only for models for inclusion of minorities: Social Dialogue Forum or Minority Commissioner?",
        "Само за моделе укључивања мањина: Форум за социјални дијалог или Повјереник за мањине?",
    ],
)
@pytest.mark.parametrize("number", ["8", "4"])
@pytest.mark.parametrize(
    ("cluster", "said", "expected"),
    [
        ("Мобилни тимови", "/", ("mobile-teams", None)),
        ("Мобилни тимови", "", ("mobile-teams", None)),
        ("Модели укључивања мањина", "Форум", ("minorities", "minorities-forum")),
        ("", "/", (None, None)),
    ],
)
def test_the_question_which_part_chooses_neither(
    asked: str, number: str, cluster: str, said: str, expected: tuple[str | None, str | None]
) -> None:
    """Nor does the number of its row."""
    rows = (("7", "Кластер учења", cluster), (number, asked, said), ("9", "Контакт особа – телефон", "051/123-456"))
    got = form(table(("Бр.", "Питање", "Одговор"), *rows))

    assert (got.cluster, got.approach) == expected
