"""Answers that begin in words of their question and a colon ("Један курс: …"): they are read whole, as written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from form_lines import line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Block, Document, Line, Mark
from intake.rules.judging.application import Application
from reading_forms import judged

HEAD = (("Назив општине", "Лакташи"), ("Контакт особа", "Марко Марић"), ("Кластер учења", "Дневни центар"))
USUAL = {
    "webinars": ("Вебинари НАЛАС-а", "Није нам било могуће."),
    "ecourses": ("Курсеви е-учења", "Марко Марић је завршио један."),
    "motivation": ("Мотивација и очекивани резултати", "Желимо да учимо."),
    "situation": ("Опис стања и рањиве групе", "Много је старих."),
    "experience": ("Досадашње искуство", "Помажемо у кући."),
    "plan": ("Почетна замисао и мјесто примјене", "Обучићемо људе."),
    "resources": ("Властити ресурси", "Имамо салу."),
    "partners": ("Партнери", "Црвени крст."),
}
OPENINGS = (
    ("webinars", "Вебинари НАЛАС-а на којима сте били", "Били смо на два вебинара: мањине и тимови."),
    ("webinars", "NALAS webinars attended", "One webinar: Mobile teams."),
    ("ecourses", "Завршени НАЛАС е-курсеви (назив и полазник)", "Један курс: Social inclusion, Марко Марић"),
    ("ecourses", "Kursevi NALAS-a", "Kurs: Social inclusion – Ana Anić"),
    ("motivation", "Мотивација и очекивани резултати", "Мотивација: учимо.\nОчекивани резултати: боље услуге."),
    ("motivation", "Motivation and expected results", "Expected results: a day centre."),
    ("situation", "Опис стања и рањиве групе", "Рањиве групе: стари и дјеца."),
    ("experience", "Искуства и постојеће услуге", "Постојеће услуге: помоћ у кући."),
    ("plan", "Почетна замисао и мјесто примјене", "Мјесто примјене: Градишка, насеље Обала."),
    ("plan", "Нацрт концепта", "Концепт: прво анкета, онда отварање."),
    ("resources", "Властити ресурси", "Људски: два радника; Финансијски: 20.000 КМ"),
    ("resources", "Ресурси општине", "Људски ресурси: пет радника.\nМатеријални ресурси: сала."),
    ("partners", "Партнери и улоге", "Партнер: Црвени крст, улога: логистика"),
    ("partners", "Partneri na terenu", "Partneri: Crveni krst, Merhamet"),
)
Pairs = Sequence[tuple[str, str]]


def beside(pairs: Pairs) -> Iterator[Block]:
    """Short answers behind their colons."""
    yield from (line(f"{asked}: {said}") for asked, said in pairs)


def bold(head: Pairs, pairs: Pairs) -> Iterator[Block]:
    """All in paragraphs, each answer below its bold label."""
    for asked, said in (*head, *pairs):
        yield from (line(asked, Mark.BOLD), *map(line, said.split("\n")))


def bold_long(head: Pairs, pairs: Pairs) -> Iterator[Block]:
    """Only long answers stand so."""
    yield from (*beside(head), *bold((), pairs))


def below_table(head: Pairs, pairs: Pairs) -> Iterator[Block]:
    """The short ones are a table."""
    yield from (table(*head), *bold((), pairs))


def italic(head: Pairs, pairs: Pairs) -> Iterator[Block]:
    """Long answers below labels in italics."""
    yield from beside(head)
    for asked, said in pairs:
        yield from (line(asked, Mark.ITALIC), *map(line, said.split("\n")))


def capitals(head: Pairs, pairs: Pairs) -> Iterator[Block]:
    """Long answers below labels in capitals."""
    yield from beside(head)
    for asked, said in pairs:
        yield from (line(asked.upper()), *map(line, said.split("\n")))


def closed(head: Pairs, pairs: Pairs) -> Iterator[Block]:
    """Answers below plain labels with colons."""
    for asked, said in (*head, *pairs):
        yield from (line(f"{asked}:"), *map(line, said.split("\n")))


def in_column(head: Pairs, pairs: Pairs) -> Iterator[Block]:
    """A sheet's column, label above answer."""
    yield table(*((text,) for pair in (*head, *pairs) for text in pair))


def within(head: Pairs, pairs: Pairs) -> Iterator[Block]:
    """Each label and its answer in one cell."""
    yield table(*((f"{asked}\n{said}",) for asked, said in (*head, *pairs)))


Layout = Callable[[Pairs, Pairs], Iterator[Block]]
LAYOUTS: tuple[Layout, ...] = (bold, bold_long, below_table, italic, capitals, closed, in_column, within)


def form(layout: Layout, **said: tuple[str, str]) -> Application:
    """The application in this layout, with these questions and answers and the usual ones."""
    blocks = (line("Прилог 2 – Образац за пријаву", Mark.BOLD), *layout(HEAD, [*(USUAL | said).values()]))
    placed = (replace(one, address=f"line {at}") if isinstance(one, Line) else one for at, one in enumerate(blocks))
    return judged(Document(blocks=tuple(placed)))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("field", "asked", "said"), OPENINGS)
def test_an_answer_keeps_its_opening(layout: Layout, field: str, asked: str, said: str) -> None:
    """However the form is laid out, and the others are what they were; or staff are told that something was asked."""
    got = form(layout, **{field: (asked, said)})

    told = Code.QUESTION_UNKNOWN in [finding.code for finding in got.findings]
    wanted = {id_: answer for id_, (_, answer) in (USUAL | {field: (asked, said)}).items()}
    differing = {id_: got.answers[id_] for id_, answer in wanted.items() if got.answers[id_] != answer}
    assert differing == {} or (told and differing == {field: None})


def test_a_heading_in_words_of_a_question_is_no_question_where_labels_stand_before_their_answers() -> None:
    """The label below it is the form's own."""
    blocks = [line("Прилог 2 – Образац за пријаву", Mark.BOLD), *beside(HEAD)]
    headed = ("experience", "resources", "partners")
    for asked, said in map(USUAL.__getitem__, headed):
        blocks += [line(f"{asked} општине", Mark.BOLD), line(f"{asked}: {said}")]
    blocks += beside([USUAL["plan"], USUAL["situation"]])

    got = judged(Document(blocks=tuple(blocks))).answers

    assert [got[id_] for id_ in headed] == [USUAL[id_][1] for id_ in headed]


@pytest.mark.parametrize("layout", [italic, capitals])
@pytest.mark.parametrize("asked", ["Курсеви НАЛАС-а", "Завршени НАЛАС е-курсеви"])
@pytest.mark.parametrize("above", ["Два вебинара.", "нема", "-"])
def test_a_label_in_the_look_of_others_ends_the_answer_above_it(layout: Layout, asked: str, above: str) -> None:
    """Though its words say only by what they mean what it asks, and short answers stand beside other labels."""
    got = form(layout, webinars=(USUAL["webinars"][0], above), ecourses=(asked, "Родна равноправност")).answers

    assert (got["webinars"], got["ecourses"]) == (above if "." in above else None, "Родна равноправност")


def spaced(head: Pairs, pairs: Pairs) -> Iterator[Block]:
    """Long answers below plain labels, with a blank line below each."""
    yield from beside(head)
    for asked, said in pairs:
        yield from (line(asked), *map(line, said.split("\n")), line(""))


def tight(head: Pairs, pairs: Pairs) -> Iterator[Block]:
    """Plain labels and answers in turn."""
    yield from (line(text) for pair in (*head, *pairs) for text in "\n".join(pair).split("\n"))


@pytest.mark.parametrize("layout", [closed, spaced, tight])
@pytest.mark.parametrize("above", ["Два вебинара.", "нема", "-"])
def test_a_plain_label_without_a_colon_ends_the_answer_above_it(layout: Layout, above: str) -> None:
    """It asks what nothing else does, and known questions stand alone in their lines, too."""
    blocks = [
        replace(one, spans=line("Курсеви НАЛАС-а").spans) if isinstance(one, Line) and "Курсеви" in one.text else one
        for one in layout(HEAD, [*(USUAL | {"webinars": ("Вебинари НАЛАС-а", above)}).values()])
    ]

    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), *blocks))).answers

    assert (got["webinars"], got["ecourses"]) == (above if "." in above else None, USUAL["ecourses"][1])


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("field", ["webinars", "ecourses", "plan"])
@pytest.mark.parametrize("note", ["Напомена: подаци су из 2019. године.", "Note: we watched the recordings."])
def test_an_answer_may_begin_with_a_note(layout: Layout, field: str, note: str) -> None:
    """Alone it may be the form's: the place counts as blank, and staff are told."""
    asked = USUAL[field][0]
    more, alone = (form(layout, **{field: (asked, said)}) for said in (f"{note}\nДва снимка.", note))

    assert more.answers[field] == f"{note}\nДва снимка."
    assert alone.answers[field] is None
    assert (Code.FIELD_PARTIAL, field) in [(finding.code, finding.field) for finding in alone.findings]


@pytest.mark.parametrize("layout", [closed, tight])
@pytest.mark.parametrize("parts", [("Разлози", "Очекивања"), ("Мотивација", "Очекивања")])
def test_staff_are_told_where_two_labels_of_one_word_ask_the_same(layout: Layout, parts: tuple[str, str]) -> None:
    """They may be the form's, or the applicant's own in one answer."""
    one, other = parts
    pairs = {**USUAL, "motivation": (one, f"немамо услуга\n{other}:\nбоље услуге")}
    got = judged(Document(blocks=(line("Прилог 2"), *layout(HEAD, [*pairs.values()]))))

    told = [finding.field for finding in got.findings if finding.code is Code.FIELD_PARTIAL]
    assert got.answers["motivation"] == f"немамо услуга\n{other}:\nбоље услуге" or "motivation" in told


MIXED = (
    ("webinars", "NALAS webinars attended", "Mobile teams", True),
    ("ecourses", "NALAS e-courses completed", "Social mapping", True),
    ("situation", "Situation and vulnerable groups", "Many are old.", False),
    ("motivation", "Why we apply and what we expect", "Expected results: a trained team and 36 users.", False),
    ("experience", "Existing services and experience", "Home care since 2016.", False),
    ("plan", "First idea of the concept", "Place of application: two villages along the river.", False),
    ("resources", "Own resources", "none so far", True),
    ("partners", "Partners", "Red Cross", True),
)


@pytest.mark.parametrize("capitals", [True, False])
def test_what_does_not_look_as_the_questions_do_begins_an_answer(*, capitals: bool) -> None:
    """Though as many answers stand beside theirs: questions are in capitals, or answers in a look of their own."""
    look = () if capitals else (Mark.BOLD,)
    blocks: list[Block] = []
    for _, label, said, beside in MIXED:
        asked, answer = line(label.upper() if capitals else label), line(said, *look)
        colon = line(f"{asked.text}: ").spans
        blocks += [Line(spans=(*colon, *answer.spans), address=asked.address)] if beside else [asked, answer]

    got = judged(Document(blocks=(*(line(f"{asked}: {said}") for asked, said in HEAD), *blocks))).answers

    assert {field: got[field] for field, *_ in MIXED} == {field: said for field, _, said, _ in MIXED}


@pytest.mark.parametrize("look", [(), (Mark.BOLD,)])
@pytest.mark.parametrize("asked", ["Идеја концепта", "Идеја концепта / Idea of the concept"])
def test_an_answer_in_the_cell_of_its_question_keeps_an_opening_in_other_words(
    asked: str, look: tuple[Mark, ...]
) -> None:
    """It asks the same in so many words, but in no second language."""
    pairs = USUAL | {"plan": (asked, "Мјесто примјене: Градишка.")}
    made = table(*((f"{label}\n{said}",) for label, said in (*HEAD, *pairs.values())))
    cells = (replace(c, lines=(line(c.lines[0].text, *look), *c.lines[1:])) for c in made.cells)

    got = judged(Document(blocks=(line("Прилог 2", Mark.BOLD), replace(made, cells=tuple(cells))))).answers

    assert got["plan"] == "Мјесто примјене: Градишка."
