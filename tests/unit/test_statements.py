"""Statements in words that the call does not know, with a yes and a no behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from form_lines import HEAD, grid, line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Cell, Document, Line, Mark, Span, Table
from reading_forms import judged

MEANT = {
    "underlined": (Mark.UNDERLINE, Mark.BOLD),
    "struck": (Mark.STRIKE,),
}


def offered(label: str, between: str, meant: str, other: str, *, way: str) -> Line:
    """A statement with a yes and a no, of which one is *meant*, by this *way* of marking."""
    marked = meant if way == "underlined" else other
    first, second = sorted((meant, other))
    spans = (
        *(Span(text=label + between), Span(text=first), Span(text=" / "), Span(text=second)),
    )  # one word in a look of its own
    marks = frozenset(MEANT[way])
    return Line(spans=tuple(replace(s, marks=marks) if s.text == marked else s for s in spans), address=label)


@pytest.mark.parametrize("way", MEANT)
@pytest.mark.parametrize("between", [":  ", " – ", "? ", " "])
def test_a_statement_with_a_yes_and_a_no_behind_it_ends_the_answer_above(between: str, way: str) -> None:
    """Of its own words, the call knows some, or none."""
    said = (
        offered("Потврђујемо учешће на сва три догађаја", between, "ДА", "НЕ", way=way),
        offered("Потврђујемо тачност свих навода", between, "НЕ", "ДА", way=way),
        offered("Возимо бицикл", between, "ДА", "НЕ", way=way),
    )
    lines: Iterable[Line] = map(line, (*HEAD, "Кластер учења: дневни центар", "Партнери:", "Црвени крст"))

    got = judged(Document(blocks=(*lines, *said))).answers

    assert (got["partners"], got["commitment"], got["accuracy"]) == ("Црвени крст", True, False)


@pytest.mark.parametrize("dash", [" – ", " - ", " — ", "-", ", ", " или ", " и "])
@pytest.mark.parametrize("way", MEANT)
@pytest.mark.parametrize(("meant", "other"), [("ДА", "НЕ"), ("НЕ", "ДА")])
def test_a_dash_or_a_word_may_part_the_yes_from_the_no(dash: str, way: str, meant: str, other: str) -> None:
    """What stands behind it is not the whole of what was said."""
    said = [
        offered(f"{number}. {label}", " ", meant, other, way=way)
        for number, label in enumerate(("Прихватамо учешће у сва три догађаја", "Сагласни смо са обрадом података"), 8)
    ]
    parted = [replace(x, spans=tuple(replace(s, text=s.text.replace(" / ", dash)) for s in x.spans)) for x in said]

    got = judged(Document(blocks=(*map(line, (*HEAD, "Кластер учења: дневни центар")), *parted))).answers

    assert (got["commitment"], got["privacy"]) == (meant == "ДА",) * 2


@pytest.mark.parametrize("between", [" – ", " - ", "-", ", ", " или ", " / "])
def test_a_yes_and_a_no_that_nobody_marked_say_nothing(between: str) -> None:
    """The first of them is no answer."""
    lines = (*HEAD, "Кластер учења: дневни центар", f"Потврђујемо да су подаци тачни: ДА{between}НЕ")

    assert not judged(Document(blocks=tuple(map(line, lines)))).answers["accuracy"]


@pytest.mark.parametrize("written", ["ДА", " ........ДА........", "____да____", "\tДА"])
def test_a_yes_alone_behind_a_statement_ends_the_answer_above(written: str) -> None:
    """Of its own words, and on a ruled place, too."""
    lines = (*HEAD, "Кластер учења: дневни центар", "Вебинари:", "Били смо.", f"Долазимо на сва три догађаја:{written}")

    got = judged(Document(blocks=tuple(map(line, lines)))).answers

    assert (got["webinars"], got["commitment"]) == ("Били смо.", True)


@pytest.mark.parametrize("item", ["Лични асистент: да", "Учешће удружења: ДА", "Сагласност родитеља: да"])
def test_a_yes_in_a_long_answer_states_nothing(item: str) -> None:
    """Though a word of it is one of a statement's."""
    lines = (*HEAD, "Кластер учења: дневни центар", "Опис стања:", "Лоше је.", item)

    got = judged(Document(blocks=tuple(map(line, lines)))).answers

    assert (got["privacy"], got["commitment"]) == (None, None)


def test_a_yes_and_a_no_below_a_statement_are_its_answer() -> None:
    """They state nothing themselves."""
    lines = (*HEAD, "Кластер учења: дневни центар", "Потврђујемо тачност свих података:")
    answer = offered("", "", "ДА", "НЕ", way="underlined")

    assert judged(Document(blocks=(*map(line, lines), answer))).answers["accuracy"] is True


@pytest.mark.parametrize(
    "prompt",
    [
        *(
            "Kliknite ovdje za unos teksta.",
            "Кликните овде да бисте унели текст",
            "Изаберите ставку.",
            "Choose an item.",
        ),
        *("Click or tap here to enter text.", "Klicken oder tippen Sie hier, um Text einzugeben.", "Odaberite stavku."),
    ],
)
def test_the_prompt_of_a_control_is_no_answer_where_its_control_is_lost(prompt: str) -> None:
    """Older formats know no controls, and keep the sentence."""
    lines = (*HEAD, "Кластер учења: дневни центар", f"Партнери: {prompt}", f"Потпис: {prompt}", f"Датум: {prompt}")

    got = judged(Document(blocks=tuple(map(line, lines))))

    assert (got.answers["partners"], got.answers["signatory"], got.answers["signed_on"]) == (None, None, None)
    assert got.findings == ()


def test_the_mark_beside_an_option_says_yes_to_nothing_else() -> None:
    """The association that hosts the cluster stands between them; the consent was left out."""
    choice = table(
        ("Кластер учења", "Савез домаћин", "Означити са X"),
        ("Дневни центри", "Савез општина Косова", "X"),
        ("Мобилни теренски тимови", "Савез општина и градова Републике Српске", ""),
        ("Повећање свијести", "Савез општина Албаније", ""),
    )
    consent = table(("Сагласни смо са обрадом личних података", "/"))
    got = judged(Document(blocks=(*map(line, HEAD), choice, consent)))
    assert (got.cluster, bool(got.answers["privacy"])) == ("day-centre", False)


@pytest.mark.parametrize(("written", "stated"), [("Да / Yes", True), ("Не/No", False), ("YES / ДА", True)])
def test_a_yes_in_two_languages_is_one(written: str, stated: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """It counted as a statement that was not made."""
    statement = "Изјављујемо да су подаци тачни / We declare that the information is correct"
    for blocks in ([line(f"{statement}: {written}")], [line(statement), line(written)], [table((statement, written))]):
        assert judged(Document(blocks=(*map(line, HEAD), *blocks))).answers["accuracy"] is stated


@pytest.mark.parametrize(
    ("answer", "marks", "said"),
    [("ДА", (), True), ("да", (Mark.BOLD,), True), ("НЕ.", (), False), ("Ne", (Mark.COLOUR,), False)],
)
@pytest.mark.parametrize("gap", [" ", " __", "\u00a0"])
def test_a_yes_that_ends_a_statement_is_its_answer(
    gap: str, answer: str, marks: tuple[Mark, ...], *, said: bool
) -> None:
    """Typed behind it with nothing between, in capitals or in a look of its own."""
    asked = "Изјава о учешћу у сва три регионална догађаја" + gap
    statement = Line(spans=(Span(text=asked), Span(text=answer, marks=frozenset(marks))), address="p")
    lines = map(line, (*HEAD, "Кластер учења: дневни центар", "Партнери: Црвени крст"))

    got = judged(Document(blocks=(*lines, statement))).answers

    assert (got["partners"], got["commitment"]) == ("Црвени крст", said)


STATED = (
    "Учествоваћемо у сва три регионална догађаја и у периодима концептуализације и примјене.",
    "Подаци наведени у пријави су тачни.",
    "Сагласни смо са обрадом личних података у сврху пријаве.",
)


@pytest.mark.parametrize(
    "sign",
    [
        "√ {}",
        "+ {}",
        "V {}",
        "х {}",
        "✓{}",
        "- X {}",
        "2. √ {}",
        "{} √",
        "{}  x",
        "{} – V",
        "{}: +",
        "[√ {}",
        "ДА – {}",
        "да: {}",
        "DA {}",
    ],
)
@pytest.mark.parametrize("in_table", [False, True])
def test_a_sign_in_the_place_of_a_statements_box_says_yes(sign: str, in_table: bool) -> None:  # noqa: FBT001
    """It was no answer, and the statement counted as not made. What has its box still, and that one empty, is not."""
    said = (sign.format(STATED[0]), sign.format(STATED[1]), f"☐ {STATED[2]}")
    blocks = [table(*[(text,) for text in said])] if in_table else [*map(line, said)]
    head = map(line, (*HEAD, "Кластер учења: дневни центар", "Партнери:", "Црвени крст"))

    got = judged(Document(blocks=(*head, *blocks))).answers

    assert (got["commitment"], got["accuracy"], got["privacy"]) == (True, True, False)
    assert got["partners"] == "Црвени крст"


@pytest.mark.parametrize(
    "said",
    [
        ("+ Подаци наведени у пријави су тачни: НЕ",),
        ("+ Подаци наведени у пријави су тачни", "НЕ"),
        ("IV Партнери", "Црвени крст", "V Подаци наведени у пријави су тачни: НЕ"),
        ("* Подаци наведени у пријави су тачни.",),
    ],
)
def test_a_sign_before_a_statement_may_be_a_bullet_or_a_number(said: tuple[str, ...]) -> None:
    """Where the answer stands behind or below, it counts."""
    got = judged(Document(blocks=tuple(map(line, (*HEAD, "Кластер учења: дневни центар", *said))))).answers

    assert not got["accuracy"]


def test_a_plus_beside_a_statement_that_is_answered_in_its_row_ticks_nothing() -> None:
    """It is a bullet."""
    blocks = table(*[(f"+ {text}", word) for text, word in zip(STATED, ("ДА", "НЕ", "ДА"), strict=True)])

    got = judged(Document(blocks=(*map(line, (*HEAD, "Кластер учења: дневни центар")), blocks))).answers

    assert (got["commitment"], got["accuracy"], got["privacy"]) == (True, False, True)


def test_a_tick_alone_below_a_statement_says_yes() -> None:
    """Elsewhere such a sign is filler."""
    lines = (*HEAD, "Кластер учења: дневни центар", "Партнери: Црвени крст", STATED[1], "√", STATED[2], "X")

    got = judged(Document(blocks=tuple(map(line, lines)))).answers

    assert (got["accuracy"], got["privacy"]) == (True, True)


def test_a_no_before_a_statement_says_no() -> None:
    """And nothing else."""
    said = [f"{word} {text}" for word, text in zip(("НЕ –", "да,", "NE:"), STATED, strict=True)]

    got = judged(Document(blocks=tuple(map(line, (*HEAD, "Кластер учења: дневни центар", *said))))).answers

    assert (got["commitment"], got["accuracy"], got["privacy"]) == (False, True, False)


def own_cells(*rows: tuple[str, ...]) -> Table:
    """A table in whose cells each question is bold, with its answer below it."""

    def look(cell: Cell) -> Cell:
        first = cell.lines[0]
        bold = tuple(replace(span, marks=frozenset({Mark.BOLD})) for span in first.spans)
        return replace(cell, lines=(replace(first, spans=bold), *cell.lines[1:]))

    plain = table(*rows)
    return replace(plain, cells=tuple(map(look, plain.cells)))


@pytest.mark.parametrize("form", ["{} ☒", "☒ {}", "{} (X)", "{}: ☒ ДА ☐ НЕ"])
@pytest.mark.parametrize("heading", ["Изјављујемо", "Потврђујемо", "We declare"])
@pytest.mark.parametrize("webinars", ["Пратили смо два.", "______"])
def test_statements_stand_below_a_line_in_the_look_of_questions(form: str, heading: str, webinars: str) -> None:
    """Each with its box, in one cell: that line asks nothing that they answer, nor does what was left blank above."""
    said = ("да ће општина учествовати у сва три регионална догађаја", "да су наведени подаци тачни")
    cell = "\n".join((heading, form.format(said[0]), form.format(said[1]).replace("☒", "☐").replace("(X)", "( )")))
    rows = (
        ("Назив општине\nЛакташи", "Адреса\nКарађорђева 1"),
        ("Контакт особа\nАна Анић", "Телефон контакт особе\n051/530-100"),
        (f"Вебинари\n{webinars}", "Партнери\nЦрвени крст"),
        (cell,),
    )
    got = judged(Document(blocks=(line("Прилог 2"), line("Кластер: дневни центар"), own_cells(*rows)))).answers
    assert (got["commitment"], got["accuracy"]) == (True, False)
    assert got["webinars"] == (None if "_" in webinars else webinars)


@pytest.mark.parametrize(
    "said", [". {}", ".  {}", ". ({})", " – {}", ".\t{}", " ({})", ". {}.", ". {}, потврђујемо.", "….. {}", " {}"]
)
@pytest.mark.parametrize(("word", "meant"), [("ДА", True), ("НЕ", False), ("da", True)])
@pytest.mark.parametrize("in_table", [False, True])
def test_a_word_behind_a_statement_answers_it_in_whatever_look(
    said: str, word: str, *, meant: bool, in_table: bool
) -> None:
    """Without a colon it was a line of the answer above, and the consent counted as refused."""
    texts = [text.rstrip(".") + said.format(word) for text in STATED]
    if said == " {}" and word.islower():
        texts = [text.rstrip(".") + f". {word}" for text in STATED]  # "… података да" might go on
    blocks = [table(*[(text,) for text in texts])] if in_table else [*map(line, texts)]
    head = map(line, (*HEAD, "Кластер учења: дневни центар", "Партнери:", "Црвени крст"))

    got = judged(Document(blocks=(*head, *blocks))).answers

    assert (got["commitment"], got["accuracy"], got["privacy"]) == (meant, meant, meant)
    assert got["partners"] == "Црвени крст"


@pytest.mark.parametrize("way", MEANT)
@pytest.mark.parametrize(("meant", "other"), [("ДА", "НЕ"), ("НЕ", "ДА")])
def test_of_what_a_statement_offers_behind_its_stop_the_marked_word_counts(meant: str, other: str, way: str) -> None:
    """Not the last."""
    lines = map(line, (*HEAD, "Кластер учења: дневни центар"))

    got = judged(Document(blocks=(*lines, offered(STATED[1], " ", meant, other, way=way)))).answers

    assert got["accuracy"] is (meant == "ДА")


@pytest.mark.parametrize(
    ("said", "made"),
    [
        ("Наша општина ће бити на сва три регионална догађаја и радити у оба периода: ДА", True),
        ("4. Град ће послати своје људе на сва три скупа: да", True),
        ("We will be at all three events and work in both periods: Yes", True),
        ("Наши људи неће моћи на све сусрете: НЕ", False),
    ],
)
def test_all_events_are_a_commitment_in_whatever_words(said: str, made: bool) -> None:  # noqa: FBT001 - a column
    """Below a long answer, too, and where the other questions have numbers."""
    lines = (
        *HEAD,
        "1. Кластер учења: дневни центар",
        "2. Опис стања:",
        "Лоше је.",
        "3. Партнери:",
        "Црвени крст",
        said,
    )
    got = judged(Document(blocks=tuple(map(line, lines)))).answers

    assert (got["commitment"], got["partners"]) == (made, "Црвени крст")


MADE = {
    "Обавезујемо се да ћемо учествовати у сва три догађаја": True,
    "Потврђујемо тачност наведених података": False,
    "Дајемо сагласност за обраду личних података": True,
}
ASKED = (("Назив општине", "Лакташи"), ("Контакт особа", "Марко Марић"), ("Кластер учења", "дневни центар"))
PARTNERS = ("Партнери", "Црвени крст")


def signed(label: str, *, yes: bool, way: str) -> Line:
    """A statement with its answer in its line, by this *way* of saying it."""
    match way:
        case "box":
            return line(f"{'☒' if yes else '☐'} {label}")
        case "boxes":
            return line(f"{label} {'☒ Да ☐ Не' if yes else '☐ Да ☒ Не'}")
        case "word":
            return line(f"{label}: {'ДА' if yes else 'НЕ'}")
        case _:
            return offered(label, ": ", *("ДА", "НЕ") if yes else ("НЕ", "ДА"), way="struck")


def cell(row: int, column: int, *lines: Line) -> Cell:
    """A cell with a place of its own."""
    address = f"row {row}, cell {column}"
    return Cell(row=row, column=column, address=address, lines=tuple(replace(x, address=address) for x in lines))


def beside(title: str, *made: Line) -> Table:
    """Questions left of their answers; the statements stand in the cell right of their *title*."""
    rows = ((asked, (line(said),)) for asked, said in (*ASKED, PARTNERS))
    numbered = enumerate((*rows, (title, made), ("Мјесто и датум", (line("Лакташи, 10.9.2021."),))))
    cells = [(cell(at, 0, line(asked, Mark.BOLD)), cell(at, 1, *said)) for at, (asked, said) in numbered]
    return Table(cells=tuple(one for pair in cells for one in pair), address="table 1")


def above(title: str, *made: Line) -> Table:
    """The same, each in a row of its own."""
    asked = sorted(beside(title, *made).cells, key=lambda one: (one.row, one.column))
    return Table(cells=tuple(cell(at, 0, *one.lines) for at, one in enumerate(asked)), address="table 1")


@pytest.mark.parametrize("way", ["struck", "box", "boxes", "word"])
@pytest.mark.parametrize("carrier", [beside, above])
@pytest.mark.parametrize("title", ["Изјаве", "Изјаве (непотребно прецртати)", "Izjave podnosioca"])
def test_statements_in_one_cell_are_read_whatever_their_title(
    title: str, carrier: Callable[..., Table], way: str
) -> None:
    """They are no answer to the title, which asks nothing."""
    made = [signed(label, yes=yes, way=way) for label, yes in MADE.items()]
    got = judged(Document(blocks=(line("Прилог 2"), carrier(title, *made)))).answers

    assert [got["commitment"], got["accuracy"], got["privacy"]] == [*MADE.values()]
    assert (got["partners"], got["place"]) == ("Црвени крст", "Лакташи")


def test_a_title_with_a_hint_ends_the_answer_above() -> None:
    """It asks nothing, whatever stands in its brackets."""
    made = [signed(label, yes=yes, way="struck") for label, yes in MADE.items()]
    asked = [line(f"{label}: {said}") for label, said in (*ASKED, PARTNERS)]
    title = line("Изјаве (непотребно прецртати)", Mark.BOLD)
    got = judged(Document(blocks=(line("Прилог 2"), *asked, title, *made))).answers

    assert (got["partners"], got["accuracy"]) == ("Црвени крст", False)


@pytest.mark.parametrize(
    "said",
    [
        "The data are true – NO",
        "Све што смо навели је тачно – НЕ",
        "Everything stated here is true: NO",
        "Sve navedeno je tačno  NE",
    ],
)
def test_a_word_for_yes_that_a_statement_ends_with_is_its_own(said: str) -> None:
    """It is no yes beside which the no is offered to choose from."""
    got = judged(Document(blocks=(*map(line, HEAD), line("Кластер учења: дневни центар"), line(said))))
    assert got.answers["accuracy"] is False


LABELS = ("Учешће у свим догађајима и периодима", "Тачност података", "Сагласност за обраду личних података")


@pytest.mark.parametrize(
    ("said", "made"),
    [
        (("Хоћемо, да.", "Потврђујемо да су подаци тачни.", "Сагласни смо са обрадом личних података."), True),
        (("Да, учествоваћемо у свим догађајима.", "Тачни су, да", "Да – сагласни смо"), True),
        (("– Хоћемо.", "— Јесу.", "– Да, сагласни смо."), True),
        (("– Не, нећемо моћи.", "– Не, нису тачни.", "— Не, нисмо сагласни."), False),
        (("Не можемо то обећати – не.", "Не, подаци нису тачни.", "Не, нисмо сагласни"), False),
        (("Нећемо моћи, да", "Наведени подаци нису тачни.", "Нисмо сагласни са обрадом личних података."), None),
    ],
)
@pytest.mark.parametrize("below", [True, False])
def test_a_statement_is_answered_in_a_sentence(said: tuple[str, ...], *, made: bool | None, below: bool) -> None:
    """With a yes or a no at either end, or with the statement itself, if nothing denies it."""
    rows = list(zip(LABELS, said, strict=True))
    lines = [line(text) for at, row in enumerate(rows, 1) for text in (f"{at}) {row[0]}?", row[1])]
    blocks = lines if below else [table(*rows)]

    got = judged(Document(blocks=(*map(line, HEAD), line("Кластер учења: дневни центар"), *blocks))).answers

    read = [got["commitment"], got["accuracy"], got["privacy"]]
    assert read == [made] * 3 or (made is None and True not in read)


@pytest.mark.parametrize(
    "sentence", ["Изјављујем, под пуном одговорношћу, да су сви наведени подаци истинити и тачни. ", "Подаци су тачни:"]
)
@pytest.mark.parametrize(
    ("marked", "made"),
    [
        ("ДА _X_   НЕ ___", True),
        ("ДА ___ НЕ _X_", False),
        ("_X_ ДА  ___ НЕ", True),
        ("___ ДА  _X_ НЕ", False),
        ("DA __x__ NE ____", True),
    ],
)
def test_a_yes_and_a_no_may_have_a_rule_each(sentence: str, marked: str, made: bool) -> None:  # noqa: FBT001 - a case
    """The last word was taken for what ends the sentence: a yes was told as a no."""
    lines = (*HEAD, "Кластер учења: дневни центар", f"{sentence} {marked}", "Мјесто: Лакташи")
    assert judged(Document(blocks=tuple(map(line, lines)))).answers["accuracy"] is made


@pytest.mark.parametrize("place", ["", None])
@pytest.mark.parametrize("mark", ["x", None])
@pytest.mark.parametrize(
    "statements",
    [
        ("Изјављујемо да ћемо учествовати у сва три регионална догађаја", "Изјављујемо да су подаци у пријави тачни"),
        ("Izjava o učešću u sva tri događaja", "Potvrđujemo da su navedeni podaci tačni"),
    ],
)
def test_a_statement_without_its_mark_is_not_made_nor_answered_by_the_next(
    statements: tuple[str, str], mark: str | None, place: str | None
) -> None:
    """Each asks for itself, though a sheet has no cell where the mark of one would stand."""
    rows = [(mark, statements[0]), (place, statements[1]), (place, "Сагласни смо са обрадом личних података")]
    got = judged(Document(blocks=(*map(line, HEAD), grid(*rows))))

    made = [got.answers[field] for field in ("commitment", "accuracy", "privacy")]
    assert made == [mark == "x", False, False]
    assert [finding for finding in got.findings if finding.code is Code.FIELD_SEVERAL] == []


@pytest.mark.parametrize(
    "statement",
    [
        "Изјављујемо да ће наши представници учествовати у сва три догађаја",
        "Naši članovi će učestvovati u sva tri događaja",
        "We declare that our representatives will take part in all three events",
    ],
)
@pytest.mark.parametrize(("said", "made"), [("☒ ДА   ☐ НЕ", True), ("☐ ДА   ☒ НЕ", False), ("ДА", True), ("не", False)])
def test_a_statement_about_the_members_asks_for_none(statement: str, said: str, made: bool) -> None:  # noqa: FBT001
    """In a row or a line: its words are those of two questions, and a yes or a no answers one of them."""
    for block in (table(("Адреса", "Трг 1"), (statement, said)), line(f"{statement}: {said}")):
        assert judged(Document(blocks=(*map(line, HEAD), block))).answers["commitment"] is made


@pytest.mark.parametrize("marks", [("", "", "✓"), ("", "✓", ""), ("", "", "")])
def test_an_unmarked_statement_in_words_of_its_own_is_one_beside_others(marks: tuple[str, str, str]) -> None:
    """It stands where they do: it was not made."""
    statements = (
        "Изјављујемо да ћемо учествовати у сва три догађаја кластера",
        "Подаци су тачни",
        "Сагласност за податке",
    )
    for rows in (zip(statements, marks, strict=True), zip(("15.", "16.", "17."), statements, marks, strict=True)):
        got = judged(Document(blocks=(*map(line, HEAD), table(*rows))))
        assert got.answers["commitment"] is False
