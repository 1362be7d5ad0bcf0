"""Forms that print the list of clusters for itself and ask for a name or a number of it."""

from __future__ import annotations

import pytest

from form_lines import line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Line, Table
from intake.rules.judging.application import Application
from reading_forms import judged

TITLES = (
    "Дневни центри",
    "Повећање свијести",
    "Мобилни теренски тимови",
    "Модели укључивања мањина",
    "Инклузивно управљање ризиком од катастрофа",
)
NUMBERED = tuple(f"{number}. {title}" for number, title in enumerate(TITLES, 1))
ROMAN = tuple(f"{number}. {title}" for number, title in zip(("I", "II", "III", "IV", "V"), TITLES, strict=True))
ASKED = (
    "Назив општине\tЛакташи\t",
    "Особа за везу\tМарко Марић\t",
    "Електронска адреса особе за везу\tmarko@laktasi.example\t",
)
REASON = "Разлог пријаве\tСтарих је много."
HEADS = ("Кластери по позиву:", "Теме:", "Листа тема за учење", "Понуђени кластери су:")


def form(*blocks: str | Line | Table) -> Application:
    """A form of these lines and tables."""
    made = tuple(line(b) if isinstance(b, str) else b for b in ("Прилог 2 – Образац за пријаву", *blocks))
    return judged(Document(blocks=made))


def codes(application: Application) -> set[Code]:
    """What is said of the choice, and of questions."""
    return {f.code for f in application.findings}


@pytest.mark.parametrize(
    "written",
    ["3", "Кластер 3", "трећи", "Трећи кластер", "под тачком три", "са листе: трећи", "III", "Cluster no. 3", "treći"],
)
def test_a_number_of_the_list_above_names_its_cluster(written: str) -> None:
    """In digits, in words, in Roman ones."""
    got = form(HEADS[0], *NUMBERED, *ASKED, f"Кластер\t{written}\t", REASON)

    assert (got.cluster, codes(got)) == ("mobile-teams", set())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("6", Code.CLUSTER_UNKNOWN),
        ("шести", Code.CLUSTER_UNKNOWN),
        ("неки други", Code.CLUSTER_UNKNOWN),
        ("други и трећи", Code.CLUSTER_SEVERAL),
        ("", Code.CLUSTER_MISSING),
    ],
)
def test_what_is_no_number_of_the_list_chooses_nothing(written: str, code: Code) -> None:
    """Nor do two of them."""
    got = form(HEADS[0], *NUMBERED, *ASKED, f"Кластер\t{written}\t", REASON)

    assert got.cluster is None
    assert code in codes(got)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("listed", [NUMBERED, ROMAN])
def test_the_list_answers_nothing_wherever_it_stands(head: str, listed: tuple[str, ...]) -> None:
    """Above the questions, below the last answer, in a row of a table."""
    choice = "Одабрани кластер\tтрећи\t"
    rows = ((head, "\n".join(listed)), *(tuple(x.strip("\t").split("\t")) for x in (choice, *ASKED, REASON)))
    for blocks in ((head, *listed, *ASKED, choice, REASON), (*ASKED, choice, REASON, head, *listed), (table(*rows),)):
        got = form(*blocks)

        assert (got.cluster, got.answers["motivation"], codes(got)) == ("mobile-teams", "Старих је много.", set())


def test_the_list_alone_chooses_nothing() -> None:
    """Nobody applies for everything."""
    got = form(HEADS[0], *NUMBERED, *ASKED, REASON)

    assert got.cluster is None
    assert Code.CLUSTER_MISSING in codes(got)


@pytest.mark.parametrize("listed", [NUMBERED, ROMAN])
@pytest.mark.parametrize("said", ["Кластер 3", "Кластер бр. 3", "Трећи кластер", "3", "Бирамо број 3.", "Кластер III"])
def test_a_number_below_the_list_chooses_where_nothing_else_asks(listed: tuple[str, ...], said: str) -> None:
    """Staff are told that it was taken for the choice."""
    got = form("изражава интерес за рад једног од кластера:", *listed, said, *ASKED, REASON)

    assert (got.cluster, codes(got)) == ("mobile-teams", {Code.QUESTION_SUPPOSED})


@pytest.mark.parametrize("said", ["Страна 3", "3 прилога", "Кластер 1, кластер 2", "Рок: 3 дана", "2021."])
def test_another_number_below_the_list_chooses_nothing(said: str) -> None:
    """It counts something else."""
    assert form("изражава интерес за рад једног од кластера:", *NUMBERED, said, *ASKED, REASON).cluster is None


@pytest.mark.parametrize("asked", ["Електронска пошта задуженог лица", "Мејл на који да вам одговоримо"])
def test_a_question_in_words_of_its_own_before_a_tab_is_answered_behind_it(asked: str) -> None:
    """As in a table: what stands behind a tab needs no colon."""
    got = form(*ASKED[:2], f"{asked}\tana@laktasi.example\t", "Кластер\tдневни центар\t", REASON)

    assert got.answers["contact_email"] == "ana@laktasi.example"


LISTS = (
    "Понуђене теме: " + "; ".join(f"{n}) {title}" for n, title in enumerate(TITLES, 1)) + ".",
    "Теме за кластер учења: " + ", ".join(f"{n}. {title}" for n, title in enumerate(TITLES, 1)),
    "Кластери учења су: " + "; ".join(ROMAN),
)
BELOW = "Пријављује се за један од њих, до 13. септембра."
NUMBER = "Број и назив изабраног кластера"
SECTIONS = ("1.", "ПОДАЦИ О ОПШТИНИ", "")


def rows(choice: str) -> Table:
    """A table with a number before each question and each of its parts."""
    asked = [tuple(x.strip("\t").split("\t")) for x in (*ASKED, REASON)]
    counted = [(f"1.{number}", *row) for number, row in enumerate((*asked, (NUMBER, choice)), 1)]
    return table(SECTIONS, *counted)


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("said", ["Кластер бр. 4", "4.", "4. Модели укључивања мањина", "Рад са мањинама"])
def test_a_list_in_one_line_answers_nothing_where_one_of_it_is_chosen_elsewhere(listed: str, said: str) -> None:
    """Nor does the number of the first row below it, though the list looks like the question and its answer."""
    got = form(listed, BELOW, rows(said))

    assert (got.cluster, codes(got) & {Code.CLUSTER_SEVERAL, Code.CLUSTER_UNKNOWN}) == ("minorities", set())


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("said", ["", "/", "6", "видјети у прилогу"])
def test_the_first_of_a_list_is_no_answer_where_none_was_chosen(listed: str, said: str) -> None:
    """The number "1." before the heading of the first part says nothing of the choice."""
    assert form(listed, BELOW, rows(said)).cluster is None


def test_the_first_of_a_list_beside_its_question_is_no_answer() -> None:
    """Nor is what asks for the number taken for another question than it is."""
    got = form(
        table(
            *(tuple(x.strip("\t").split("\t")) for x in ASKED), (NUMBER, NUMBERED[0]), *(("", x) for x in NUMBERED[1:])
        )
    )

    assert (got.cluster, codes(got)) == (None, {Code.CLUSTER_MISSING})


@pytest.mark.parametrize(("said", "cluster"), [("Мобилни теренски тимови", None), ("Дневни центри", "day-centre")])
def test_a_choice_that_is_only_supposed_gives_way_to_no_other(said: str, cluster: str | None) -> None:
    """Staff find out which of the two is meant."""
    wish = ("Жеља општине", "Дневни центри")
    got = form(
        table(*(tuple(x.strip("\t").split("\t")) for x in (*ASKED, REASON)), wish, (NUMBER, f"одлуком вијећа {said}"))
    )

    assert (got.cluster, Code.CLUSTER_SEVERAL in codes(got)) == (cluster, cluster is None)


def test_a_list_in_an_answer_leaves_the_rest_of_it() -> None:
    """It is the form's; what the applicant wrote above it is not."""
    got = form(*ASKED, NUMBER + "\tтрећи\t", "Разлог пријаве: ", "Старих је много.", LISTS[0].partition(": ")[2])

    assert (got.cluster, got.answers["motivation"]) == ("mobile-teams", "Старих је много.")


@pytest.mark.parametrize(("said", "cluster"), [("3", "mobile-teams"), ("2", "awareness")])
def test_a_number_below_its_list_chooses_there(said: str, cluster: str) -> None:
    """Though another question, known less surely, speaks of the cluster, too."""
    got = form("Одабрани кластер: " + LISTS[0].partition(": ")[2], said, *ASKED, NUMBER + "\tтрећи\t", REASON)

    assert got.cluster == cluster
