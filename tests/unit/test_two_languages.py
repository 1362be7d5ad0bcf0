"""Forms that print each question in a second language below it, in a look of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from form_lines import line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Line, Mark, Table
from reading_forms import judged

LOOKS = (Mark.BOLD, Mark.ITALIC)
LINK = (Mark.COLOUR, Mark.UNDERLINE)
ROWS = (
    ("Подносилац", "Applicant", "Општина Лакташи", ()),
    ("Е-маил институције", "Institution e-mail", "opstina@laktasi.example", LINK),
    ("Контакт особа", "Contact person", "Марко Марић", ()),
    ("Е-маил контакт особе", "Contact e-mail", "marko@laktasi.example", LINK),
    ("Тематски кластер", "Learning cluster", "Дневни центар", ()),
    ("Разлози за пријаву", "Reasons", "Старих је много.", ()),
)

UNKNOWN = {"Површина": "Square kilometres", "Надморска висина": "Altitude", "Матични број": "Registry number"}


def bilingual(*marks: Mark) -> Table:
    """A table of two columns with the second language in this look."""
    made = table(*((f"{label}\n{other}", answer) for label, other, answer, _ in ROWS))
    cells = []
    for cell in made.cells:
        looks = ((), marks) if cell.column == 0 else (ROWS[cell.row][3],)
        pairs = zip(cell.lines, looks, strict=True)
        lines = tuple(replace(line(x.text, *look), address=x.address) for x, look in pairs)
        cells.append(replace(cell, lines=lines))
    return replace(made, cells=tuple(cells))


@pytest.mark.parametrize(
    "look", [(Mark.ITALIC, Mark.COLOUR), (Mark.COLOUR,), (Mark.ITALIC,), (Mark.COLOUR, Mark.BOLD), ()]
)
def test_a_link_in_its_colour_answers_below_a_label_in_two_languages(look: tuple[Mark, ...]) -> None:
    """Word colours an address by itself; only the lines in the look of the second language are none of the answer."""
    got = judged(Document(blocks=(line("Прилог 2 / Annex 2"), bilingual(*look))))

    assert got.answers["official_email"] == "opstina@laktasi.example"
    assert got.answers["contact_email"] == "marko@laktasi.example"
    assert (got.municipality, got.answers["contact_name"]) == ("srp-laktasi", "Марко Марић")


@pytest.mark.parametrize("printed", ["Рок / Deadline: 13.09.2021. – info@alvrs.com", "Слати на: info@alvrs.com"])
def test_what_the_form_prints_with_the_address_of_the_call_is_no_question(printed: str) -> None:
    """Nobody answered it, and staff need not read it in every row of the register."""
    got = judged(Document(blocks=(line("Прилог 2 / Annex 2"), line(printed), bilingual(Mark.ITALIC))))

    assert Code.QUESTION_UNKNOWN not in {f.code for f in got.findings}


def test_the_heads_of_questions_and_answers_are_no_question() -> None:
    """The first row says what stands in the columns."""
    rows = (("Р.б.", "Питање", "Одговор"), *((f"{n}.", row[0], row[2]) for n, row in enumerate(ROWS, 1)))
    got = judged(Document(blocks=(line("Прилог 2"), table(*rows))))

    assert got.answers["contact_email"] == "marko@laktasi.example"
    assert Code.QUESTION_UNKNOWN not in {f.code for f in got.findings}


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("place", [" ", "\n"])
@pytest.mark.parametrize("cells", [True, False])
def test_a_question_goes_on_in_the_second_language_below_it(place: str, *, numbered: bool, cells: bool) -> None:
    """Below a heading that asks the same, before the answer, in lines and in one cell; in unknown words, too."""
    unknown = (("Број становника", "Number of inhabitants", "12.000", ()),) if numbered else ()
    rows = (*ROWS, *unknown, ("Партнери", "Partners", "Школа", ()))
    asked = [f"{label}\n{other}:{place}{answer}" for label, other, answer, _ in rows]
    asked = [f"{at}. {text}" if numbered else text for at, text in enumerate(asked, 1)]
    asked.insert(2, "Контакт особа / Contact person")
    lines = [replace(line(text), address=text) for text in "\n".join(asked).split("\n")]

    got = judged(Document(blocks=(line("Прилог 2"), *([table(*((x,) for x in asked))] if cells else lines))))

    assert (got.municipality, got.cluster) == ("srp-laktasi", "day-centre")
    assert [got.answers[name] for name in ("contact_name", "contact_email", "motivation", "partners")] == [
        "Марко Марић",
        "marko@laktasi.example",
        "Старих је много.",
        "Школа",
    ]


@pytest.mark.parametrize(("sign", "numbered"), [(":", True), (":", False), (" –", False)])
def test_a_second_language_in_words_of_its_own_goes_on_where_others_do(sign: str, *, numbered: bool) -> None:
    """Its hint and its sign show that it asks; what was answered is no part of the question."""
    own = ("Досадашње искуство", "Experience until now (200 words)", "Имамо вртић.", ())
    asked = [f"{label}\n{other}{sign} {answer}" for label, other, answer, _ in (*ROWS, own)]
    asked = [f"{at}. {text}" if numbered else text for at, text in enumerate(asked, 1)]
    lines = [replace(line(text), address=text) for text in "\n".join(asked).split("\n")]

    got = judged(Document(blocks=(line("Прилог 2"), *lines))).answers

    assert (got["experience"], got["motivation"]) == ("Имамо вртић.", "Старих је много.")


def test_unknown_questions_in_two_languages_are_questions_in_the_look_of_the_others() -> None:
    """Without signs: each pair of lines in bold is one, and no heading."""
    unknown = [(f"{what} општине", f"{other} of it", "написано", ()) for what, other in UNKNOWN.items()]
    asked = [
        x
        for label, other, answer, _ in (*ROWS[:2], *unknown, *ROWS[2:])
        for x in (line(label, Mark.BOLD), line(other, Mark.BOLD), line(answer))
    ]

    got = judged(Document(blocks=(line("Прилог 2"), *(replace(x, address=f"p{at}") for at, x in enumerate(asked)))))

    assert (got.answers["contact_name"], got.answers["motivation"]) == ("Марко Марић", "Старих је много.")
    told = {e.written for f in got.findings if f.code is Code.QUESTION_UNKNOWN for e in f.evidence}
    assert "Надморска висина општине / Altitude of it написано" in told


def test_a_hint_in_the_words_of_its_question_is_no_second_language() -> None:
    """Nor is a question below a heading that asks the same."""
    hinted = {
        "Ко је контакт особа?": "Наведите контакт особу.",
        "Ко су ваши партнери?": "Упишите партнере.",
        "Која је интернет страница?": "Упишите интернет страницу.",
        "Ко је начелник општине?": "Упишите начелника општине.",
    }
    lines = [x for at, (label, hint) in enumerate(hinted.items()) for x in (label, hint, f"Написано {at}")]

    got = judged(Document(blocks=tuple(map(line, ("Прилог 2", "Назив општине: Лакташи", *lines))))).answers

    assert (got["partners"], got["head_name"]) == ("Написано 1", "Написано 3")


@pytest.mark.parametrize("limit", ["", " (до 5)"])
def test_a_hint_in_both_languages_is_no_second_language_of_a_question_in_two_lines(limit: str) -> None:
    """The question above it goes on in its own second line, as all others do."""
    said = (("Партнери", "Partners", "Школа", ()), ("Начелник општине", "Mayor", "Ана Анић", ()))
    hints = {"Партнери": f"Наведите партнере{limit}. / Please list partners{limit}."}
    asked = [f"{at}) {label}\n{other} –" for at, (label, other, _, _) in enumerate((*ROWS, *said), 1)]
    lines: list[Line] = []
    for text, (label, _, answer, _) in zip(asked, (*ROWS, *said), strict=True):
        lines += [line(x, Mark.BOLD) for x in text.split("\n")]
        lines += [line(hints[label], Mark.ITALIC)] if label in hints else []
        lines.append(line(answer))

    got = judged(Document(blocks=(line("Прилог 2"), *(replace(x, address=f"p{at}") for at, x in enumerate(lines)))))

    assert (got.answers["partners"], got.answers["contact_name"]) == ("Школа", "Марко Марић")


def test_a_second_language_goes_on_with_unknown_questions_in_capitals() -> None:
    """Capitals are the look of all questions, in both their lines."""
    unknown = ((what, other, "написано", ()) for what, other in UNKNOWN.items())
    asked = [
        *(x for label, other, answer, _ in (*ROWS, *unknown) for x in (label.upper(), f"{other.upper()}:", answer)),
    ]

    got = judged(
        Document(blocks=(line("Прилог 2"), *(replace(line(x), address=f"p{at}") for at, x in enumerate(asked))))
    )

    told = {e.written for f in got.findings if f.code is Code.QUESTION_UNKNOWN for e in f.evidence}
    assert "МАТИЧНИ БРОЈ / REGISTRY NUMBER: написано" in told
    assert got.answers["motivation"] == "Старих је много."


@pytest.mark.parametrize("place", ["\n", " / "])
def test_a_second_language_may_ask_with_some_of_its_words_only(place: str) -> None:
    """The first asks in so many words; in a line of its own, in a form of such questions, or in the same line."""
    own = ("Е-пошта локалне самоуправе", "E-mail of the local self-government", "o@laktasi.example", ())
    asked = [x for label, other, said, _ in (*ROWS, own) for x in (*f"{label}{place}{other}".split("\n"), said)]

    got = judged(
        Document(blocks=(line("Прилог 2"), *(replace(line(x), address=f"p{at}") for at, x in enumerate(asked))))
    )

    assert got.answers["official_email"] == "o@laktasi.example"


@pytest.mark.parametrize("place", ["\n", " / "])
def test_a_sign_in_the_first_language_ends_nothing(place: str) -> None:
    """The second goes on asking: behind a question mark, and behind a list of what is asked for."""
    own = (
        ("Ко су ваши партнери?", "Partners:", "Школа", ()),
        ("Сопствени ресурси: људи, новац, простор", "Own resources:", "Два радника у одјељењу; финансије: 303 КМ", ()),
    )
    asked = [f"{label}{place}{other} {said}" for label, other, said, _ in own if place == "\n" or "?" in label]
    rows = [f"{label}\n{other}: {said}" for label, other, said, _ in ROWS]
    lines = [x for text in (*rows, *asked) for x in text.split("\n")]

    got = judged(
        Document(blocks=tuple(replace(line(x), address=f"p{at}") for at, x in enumerate(("Прилог 2", *lines))))
    )

    assert (got.answers["partners"], got.answers["contact_name"]) == ("Школа", "Марко Марић")
    assert got.answers["resources"] == (own[1][2] if place == "\n" else None)


@pytest.mark.parametrize("joint", ["\n", " / "])
@pytest.mark.parametrize("said", ["", "Ана Анић"])
def test_a_second_language_in_another_look_is_no_answer(joint: str, said: str) -> None:
    """It names the person otherwise, so that only some of the words of the first are its own."""
    own = (
        ("Потпис начелника / градоначелника", "Authorised person (name and signature)"),
        ("Властити ресурси (људски, финансијски)", "Available resources"),
    )
    asked = [*((label, other, answer) for label, other, answer, _ in ROWS), *((*two, said) for two in own)]
    made = table(*((f"{label}{joint}{other}", answer) for label, other, answer in asked))
    cells = [cell if cell.column else replace(cell, lines=in_two_looks(cell.lines)) for cell in made.cells]

    got = judged(Document(blocks=(line("Прилог 2"), replace(made, cells=tuple(cells)))))

    assert (got.answers["signatory"], got.answers["resources"]) == (said or None, said or None)


def in_two_looks(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The first language bold and the other in italics, also where they stand in one line."""
    if len(lines) > 1:
        return tuple(replace(line(x.text, look), address=x.address) for x, look in zip(lines, LOOKS, strict=True))
    label, _, other = lines[0].text.rpartition(" / ")
    spans = (*line(label, Mark.BOLD).spans, *line(f" / {other}", Mark.ITALIC).spans)
    return (replace(lines[0], spans=spans),)


@pytest.mark.parametrize(("indent", "looks"), [("    ", LOOKS), ("\t", LOOKS), ("", (None, Mark.ITALIC))])
def test_a_second_language_set_in_below_numbered_questions_is_no_answer(
    indent: str, looks: tuple[Mark | None, Mark]
) -> None:
    """Whatever its look: a question mark before brackets ends none, and an answer that names the question asks none."""
    rows = (
        ("Која општина или град подноси пријаву?", "Which municipality or city is applying?", "Општина Лакташи"),
        ("Ко је контакт особа?", "Who is the contact person?", "Марко Марић"),
        ("Ко је начелник општине?", "Who is the mayor?", "Ана Анић"),
        ("За који кластер учења се пријављујете? (један)", "Which learning cluster? (one)", "Кластер о дневном центру"),
        ("Ко су ваши партнери?", "Who are your partners?", "Школа"),
        ("Да ли ћете учествовати у сва три догађаја? (ДА / НЕ)", "Will you take part in all three events?", "ДА"),
        ("Мјесто и датум", "Place and date", "Лакташи, 10.09.2021."),
        ("Име и презиме потписника", "Name of the signatory", "Ана Анић"),
    )
    first, second = ((mark,) if mark else () for mark in looks)
    lines: list[Line] = []
    for at, (label, other, answer) in enumerate(rows, 1):
        lines += [line(f"{at}. {label}", *first), line(indent + other, *second), line(answer)]

    got = judged(Document(blocks=(line("Прилог 2"), *(replace(x, address=f"p{at}") for at, x in enumerate(lines)))))

    assert (got.municipality, got.cluster, got.answers["contact_name"]) == ("srp-laktasi", "day-centre", "Марко Марић")
    assert (got.answers["partners"], got.answers["commitment"]) == ("Школа", True)
    assert [got.answers[name] for name in ("place", "signatory")] == ["Лакташи", "Ана Анић"]
