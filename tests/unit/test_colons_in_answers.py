"""Answers with colons of their own: "Резултат који очекујемо: …" is no question, whatever its words say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from form_lines import line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Block, Document, Mark
from intake.rules.judging.application import Application
from reading_forms import judged

ASKED = {
    "motivation": ("Разлози за пријаву", "Желимо да учимо."),
    "situation": ("Опис стања рањивих група", "Много је старих."),
    "experience": ("Досадашње искуство", "Водимо центар."),
    "plan": ("План примјене", "Обучићемо људе."),
    "resources": ("Ресурси", "Сала."),
    "partners": ("Партнери", "Црвени крст."),
}
Pairs = Sequence[tuple[str, str]]


def inline(pairs: Pairs) -> list[Block]:
    """Answers behind their colons."""
    return [line(text) for asked, said in pairs for text in f"{asked}: {said}".split("\n")]


def below(pairs: Pairs) -> list[Block]:
    """Answers below labels with colons."""
    return [line(text) for asked, said in pairs for text in f"{asked}:\n{said}".split("\n")]


def bold(pairs: Pairs) -> list[Block]:
    """Answers below bold labels."""
    return [one for asked, said in pairs for one in (line(asked, Mark.BOLD), *map(line, said.split("\n")))]


def beside(pairs: Pairs) -> list[Block]:
    """Answers in a table beside their labels."""
    return [table(*pairs)]


def within(pairs: Pairs) -> list[Block]:
    """Answers in the cells of their labels, which are bold."""
    cells = table(*((f"{asked}\n{said}",) for asked, said in pairs)).cells
    looking = (
        replace(cell, lines=(line(asked, Mark.BOLD), *cell.lines[1:]))
        for cell, (asked, _) in zip(cells, pairs, strict=True)
    )
    return [replace(table(("",)), cells=tuple(looking))]


def form(carrier: Callable[[Pairs], list[Block]], **said: str) -> Application:
    """The application with these answers, and the usual ones."""
    pairs = [(asked, said.get(id_, usual)) for id_, (asked, usual) in ASKED.items()]
    head = map(line, ("Прилог 2", "Назив општине: Лакташи", "Кластер: дневни центар"))
    return judged(Document(blocks=(*head, *carrier(pairs))))


def differing(got: Application, **said: str) -> dict[str, object]:
    """What was read otherwise than it was written, and what was read that nobody asked."""
    wanted: dict[str, object] = {id_: said.get(id_, usual) for id_, (_, usual) in ASKED.items()}
    others: dict[str, object] = {
        id_: got.answers[id_] for id_ in ("webinars", "head_name", "contact_position") if got.answers[id_]
    }
    return {id_: got.answers[id_] for id_ in wanted if got.answers[id_] != wanted[id_]} | others


CARRIERS = (inline, below, bold, beside, within)


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("field", ["motivation", "situation", "experience"])
@pytest.mark.parametrize(
    "said",
    [
        "Желимо да преузмемо искуства општина. Резултат који очекујемо: успостављена услуга.",
        "Желимо да учимо. Наше искуство: водимо дневни центар.",
        "Наше искуство: водимо дневни центар.",
    ],
)
def test_a_sentence_may_have_its_colon(carrier: Callable[[Pairs], list[Block]], field: str, said: str) -> None:
    """What stands before it is part of a sentence, or of the second of two."""
    if field == "experience" and said.startswith("Наше"):
        said = f"Имамо центар. {said}"
    assert differing(form(carrier, **{field: said}), **{field: said}) == {}


@pytest.mark.parametrize("said", ["Два курса: права и ризик.", "Two courses: rights and risk"])
def test_an_answer_keeps_the_words_that_count_what_follows(said: str) -> None:
    """In the cell of its question, whose words they have."""
    asked = (("Онлајн курсеви", said), ("Вебинари", "Two webinars: mobile teams and risk"), ("Адреса", "Градска 1"))
    blocks = (*map(line, ("Прилог 2", "Назив општине: Лакташи", "Кластер: дневни центар")), *within(asked))
    got = judged(Document(blocks=blocks)).answers
    assert (got["ecourses"], got["webinars"]) == (said, "Two webinars: mobile teams and risk")


@pytest.mark.parametrize("carrier", [inline, below])
def test_the_first_item_of_a_list_asks_nothing(carrier: Callable[[Pairs], list[Block]]) -> None:
    """It has its number and its full stop, and speaks of the applicant."""
    said = "1) Имамо простор.\n2) Не тражимо новац."
    assert differing(form(carrier, motivation=said), motivation=said) == {}


def test_a_word_of_another_question_in_the_place_of_an_answer_asks_nothing() -> None:
    """Where the form asks that elsewhere in more words."""
    said = "План: обучити четири службеника."
    assert differing(form(below, motivation=said), motivation=said) == {}


@pytest.mark.parametrize("carrier", [inline, below])
def test_staff_are_told_where_an_answer_may_go_on_in_the_words_of_another_question(
    carrier: Callable[[Pairs], list[Block]],
) -> None:
    """Which of the two it is, nothing tells."""
    got = form(carrier, motivation="Желимо да учимо.\nПлан: обучити људе.")
    assert Code.FIELD_PARTIAL in [finding.code for finding in got.findings if finding.field == "motivation"]


OPENINGS = (
    "Простор: приземље дома.",
    "Кадрови: један правник.",
    "Обуке: двије за 20 људи.",
    "Staff: two social workers.",
)


@pytest.mark.parametrize("carrier", [below, bold])
@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("before", ["", "Почели бисмо анкетом.\n"])
def test_a_word_before_a_colon_asks_nothing_where_all_questions_stand_above_their_answers(
    carrier: Callable[[Pairs], list[Block]], opening: str, before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though the form asks that nowhere else, in these words or in others."""
    monkeypatch.delitem(ASKED, "resources")
    got = form(carrier, plan=before + opening)

    assert differing(got, plan=before + opening) == {}
    assert (got.answers["resources"], got.answers["ecourses"]) == (None, None)


def test_a_word_before_a_colon_asks_where_questions_stand_before_their_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the others of that form do."""
    monkeypatch.setitem(ASKED, "resources", ("Простор", "Сала."))

    assert differing(form(inline)) == {}


ITEMS = ("Сала постоји.", "Људи су обучени.")
LAST = (
    "Већина старих живи сама у удаљеним селима: пут је лош и аутобус ријетко иде.",
    "Most elderly persons live alone in remote villages: the road is poor and the bus runs twice a week.",
    "Простор: 60 m2 у школи.",
)


@pytest.mark.parametrize("sign", ["- ", "• ", "{}) ", "{}. "])
@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("last", LAST)
def test_an_item_of_a_list_in_an_answer_may_have_a_colon(
    carrier: Callable[[Pairs], list[Block]], sign: str, last: str
) -> None:
    """It has the sign of the item above, or the next number."""
    said = "\n".join(sign.format(at) + item for at, item in enumerate((*ITEMS, last), 1))

    for field in ("situation", "plan"):
        assert differing(form(carrier, **{field: said}), **{field: said}) == {}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_what_is_no_name_answers_no_question_for_a_person(carrier: Callable[[Pairs], list[Block]]) -> None:
    """Though "прво" may ask for the head of the municipality, as in "прво лице"."""
    assert form(carrier, plan="Обучићемо људе.\nПрво: анкета.").answers["head_name"] is None


@pytest.mark.parametrize("carrier", CARRIERS)
def test_usual_answers_go_on_nowhere(carrier: Callable[[Pairs], list[Block]]) -> None:
    """Nobody is told of anything."""
    assert Code.FIELD_PARTIAL not in [finding.code for finding in form(carrier).findings]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_second_colon_ends_no_question_of_which_a_word_is_in_the_answer(
    carrier: Callable[[Pairs], list[Block]],
) -> None:
    """A word before it is of a question that the form asks elsewhere: "Функција и одјељење"."""
    said = "Људски: 2 запослена у одјељењу; финансијски: 303.000 КМ."
    assert differing(form(carrier, resources=said), resources=said) == {}


@pytest.mark.parametrize("number", ["{}) ", "{}. "])
def test_a_list_in_a_form_that_numbers_its_questions_has_its_own_numbers(number: str) -> None:
    """Its items are none of the questions, in whatever words of theirs."""
    head = (("Назив општине", "Лакташи"), ("Кластер", "дневни центар"), ("Контакт особа", "Марко Марић"))
    said = "\n".join(number.format(at) + x for at, x in enumerate(("Учимо.", "Резултат који очекујемо: услуга."), 1))
    asked = [(f"{label}: {answer}", "") for label, answer in head]
    asked += [(f"{label}:", said if id_ == "motivation" else usual) for id_, (label, usual) in ASKED.items()]
    lines = [
        text
        for at, (label, answer) in enumerate(asked, 1)
        for text in (f"{number.format(at)}{label}", *filter(None, answer.split("\n")))
    ]

    assert differing(judged(Document(blocks=tuple(map(line, ("Прилог 2", *lines))))), motivation=said) == {}


def test_a_question_that_was_run_together_with_the_answer_above_it_is_one() -> None:
    """As a PDF has it where the line above is full; but not where the form asks it in a line of its own."""
    head = ("Прилог 2", "Назив општине: Лакташи", "Кластер: дневни центар", "Разлози за пријаву:")
    run = "Желимо да учимо од других. Досадашње искуство и постојеће услуге:"
    list_ = ("1) Водимо центар.", "2) Имамо мобилни тим.")

    alone = judged(Document(blocks=tuple(map(line, (*head, run, *list_, "Партнери:", "Црвени крст."))))).answers
    twice = judged(Document(blocks=tuple(map(line, (*head, run, *list_, "Досадашње искуство:", "Сала."))))).answers

    assert (alone["motivation"], alone["experience"]) == ("Желимо да учимо од других.", "\n".join(list_))
    assert (twice["motivation"], twice["experience"]) == ("\n".join((run, *list_)), "Сала.")
