"""Forms with each question below the place of its answer, without brackets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from form_lines import line, table
from intake.rules.forms.places import Block, Document, Line, Mark, Table
from reading_forms import judged

Pair = tuple[str, str]
DATA: Sequence[Pair] = (
    ("Општина Лакташи", "назив општине/града"),
    ("Милан Ковач", "име и презиме начелника/градоначелника"),
    ("Карађорђева 56, 78250 Лакташи", "адреса"),
    ("info@laktasi.example", "службени имејл"),
    ("Ана Анић", "контакт особа"),
    ("стручни сарадник", "функција и одељење"),
    ("ana@laktasi.example", "имејл контакт особе"),
    ("051/530-100", "телефон контакт особе"),
)
LONG: Sequence[Pair] = (
    ("Желимо да учимо.\nТребају нам обуке.", "разлози за пријаву и очекивани резултати"),
    ("Имамо дневни центар од 2015. године.", "опис постојећих услуга и искуства"),
    ("Црвени крст", "партнери"),
)
SIGNED: Sequence[Pair] = (("Лакташи, 2.9.2021.", "место и датум"), ("Милан Ковач", "потпис овлашћеног лица"))
OPTIONS = ("☒ Дневни центар", "☐ Мобилни тимови", "☐ Форум за социјални дијалог", "☐ Повјереник за мањине")
WANTED = {
    "municipality": "Општина Лакташи",
    "head_name": "Милан Ковач",
    "address": "Карађорђева 56, 78250 Лакташи",
    "official_email": "info@laktasi.example",
    "contact_name": "Ана Анић",
    "contact_position": "стручни сарадник",
    "contact_email": "ana@laktasi.example",
    "contact_phone": "+38751530100",
    "motivation": "Желимо да учимо.\nТребају нам обуке.",
    "experience": "Имамо дневни центар од 2015. године.",
    "partners": "Црвени крст",
    "place": "Лакташи",
    "signatory": "Милан Ковач",
}
FIELDS = tuple(WANTED)
Carrier = Callable[[Sequence[Pair]], list[str | Table]]


def lines(pairs: Sequence[Pair]) -> list[str | Table]:
    """Below each other."""
    return [text for pair in pairs for one in pair for text in one.split("\n")]


def spaced(pairs: Sequence[Pair]) -> list[str | Table]:
    """With a blank line behind each caption."""
    return [text for pair in pairs for text in (*lines([pair]), "")]


def rows(pairs: Sequence[Pair]) -> list[str | Table]:
    """In a table of one column."""
    return [table(*((text,) for pair in pairs for text in pair))]


def _beside(pairs: Sequence[Pair]) -> list[tuple[str, ...]]:
    if len(pairs) % 2:
        return [(text,) for pair in pairs for text in pair]
    return [row for one, two in list(pairwise(pairs))[::2] for row in zip(one, two, strict=True)]


def columns(pairs: Sequence[Pair]) -> list[str | Table]:
    """Two side by side."""
    return [table(*_beside(pairs))]


def tabbed(pairs: Sequence[Pair]) -> list[str | Table]:
    """Two side by side in a line, behind a tab."""
    return lines(pairs) if len(pairs) % 2 else ["\t".join(row) for row in _beside(pairs)]


def cells(pairs: Sequence[Pair]) -> list[str | Table]:
    """Each in a cell of its own."""
    return [table(*(("\n".join(pair),) for pair in pairs))]


CARRIERS = (lines, spaced, rows, columns, tabbed, cells)


def answers(*blocks: str | Line | Table) -> dict[str, object]:
    """What a form of these blocks answers; each table stands at a place of its own."""
    whole: list[Block] = []
    for number, block in enumerate(("Прилог 2", "Пријава на кластер учења", *blocks)):
        if isinstance(block, Table):
            whole.append(replace(block, cells=tuple(replace(c, address=f"{number}, {c.address}") for c in block.cells)))
        else:
            whole.append(line(block) if isinstance(block, str) else block)
    return dict(judged(Document(blocks=tuple(whole))).answers)


def form(
    carrier: Carrier, data: Sequence[Pair] = DATA, long: Sequence[Pair] = LONG, signed: Sequence[Pair] = SIGNED
) -> dict[str, object]:
    """The answers of a whole form."""
    return answers(*carrier(data), "", "Означите један приступ:", *OPTIONS, "", *carrier(long), *carrier(signed))


def differing(got: dict[str, object], **but: object) -> dict[str, object]:
    """What was read otherwise than it was written."""
    wanted = {**WANTED, "cluster": "day-centre", **but}
    return {id_: got[id_] for id_, value in wanted.items() if got[id_] != value}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_an_answer_stands_above_its_caption(carrier: Carrier) -> None:
    """Throughout the form, whatever it is laid out with: addresses and telephones stand above what asks for them."""
    assert differing(form(carrier)) == {}


@pytest.mark.parametrize("blank", range(len(DATA)))
@pytest.mark.parametrize("carrier", [lines, rows, columns, cells])
def test_a_place_left_blank_takes_nothing_of_the_next(carrier: Carrier, blank: int) -> None:
    """What stands below a caption is the answer to the next."""
    data = [("" if at == blank else said, asked) for at, (said, asked) in enumerate(DATA)]
    assert differing(form(carrier, data), **{FIELDS[blank]: None}) == {}


@pytest.mark.parametrize("blank", range(len(LONG)))
@pytest.mark.parametrize("carrier", [lines, spaced, rows])
def test_a_long_answer_left_blank_takes_nothing(carrier: Carrier, blank: int) -> None:
    """Nor does it take the options above."""
    long = [("" if at == blank else said, asked) for at, (said, asked) in enumerate(LONG)]
    assert differing(form(carrier, long=long), **{FIELDS[len(DATA) + blank]: None}) == {}


def test_a_long_answer_has_paragraphs() -> None:
    """With blank lines between."""
    long = [(LONG[0][0].replace("\n", "\n\n"), LONG[0][1]), *LONG[1:]]
    assert form(lines, long=long)["motivation"] == WANTED["motivation"]


def test_a_caption_in_unknown_words_is_known_by_its_look() -> None:
    """Матични број stands in the italics of the others; what stands above it answers nothing else."""
    strange = ("12345678", "матични број")
    blocks = [
        line(text, *([Mark.ITALIC] if at % 2 else []))
        for at, text in enumerate(lines([*DATA[:2], strange, *DATA[2:]]))
        if isinstance(text, str)
    ]
    got = answers(*blocks, "", "Кластер: дневни центар", *lines(LONG), *lines(SIGNED))
    assert differing(got) == {}


def test_options_stand_above_their_caption() -> None:
    """All of them; and so does one that was written."""
    listed = answers(*lines(DATA), *OPTIONS, "кластер учења", *lines(LONG), *lines(SIGNED))
    written = answers(*rows([*DATA, ("Дневни центар", "кластер учења за који се пријављујете"), *LONG, *SIGNED]))
    assert (differing(listed), differing(written)) == ({}, {})


def test_headings_stand_between() -> None:
    """What stands above the first caption of a part is its answer and never its heading."""
    first, second = [("", DATA[0][1]), *DATA[1:4]], DATA[4:]
    blocks = ("ПОДАЦИ О ОПШТИНИ", *lines(first)[1:], "ПОДАЦИ О КОНТАКТ ОСОБИ", *lines(second))
    got = answers(*blocks, "Кластер: дневни центар", *lines(LONG), *lines(SIGNED))
    assert differing(got, municipality=None) == {}


def test_members_stand_below_their_heads() -> None:
    """A table that is no part of the captions is read as ever."""
    team = table(
        ("Име и презиме", "Функција", "Институција"),
        ("Ива Ивић", "васпитач", "Вртић"),
        ("Иво Ивић", "лекар", "Дом здравља"),
    )
    got = answers(*rows(DATA), "Чланови тима", team, "Кластер: дневни центар", *rows(LONG), *rows(SIGNED))
    members = got["members"]
    assert isinstance(members, tuple)
    assert [row["name"] for row in members] == ["Ива Ивић", "Иво Ивић"]
    assert differing(got) == {}


def test_a_form_in_which_little_shows_its_kind_ends_with_a_caption() -> None:
    """An address above its caption, and nowhere one below."""
    data = [DATA[0], ("ПАВЛЕ", DATA[4][1]), DATA[5], DATA[6]]
    got = answers("Кластер: дневни центар", *rows(data), *rows(LONG))
    assert (got["contact_name"], got["contact_position"], got["partners"]) == ("ПАВЛЕ", DATA[5][0], "Црвени крст")


def in_small_print(blocks: Sequence[str | Table]) -> list[str | Line | Table]:
    """Each other line, or row of a table, in italics."""
    found: list[str | Line | Table] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            looks = [(Mark.ITALIC,) if cell.row % 2 else () for cell in block.cells]
            pairs = zip(block.cells, looks, strict=True)
            cells = [replace(c, lines=tuple(line(x.text, *look) for x in c.lines)) for c, look in pairs]
            found.append(replace(block, cells=tuple(cells)))
        else:
            found.append(line(block, Mark.ITALIC) if at % 2 else block)
    return found


@pytest.mark.parametrize("carrier", [lines, rows])
@pytest.mark.parametrize("position", ["савјетник начелника", "стручни сарадник"])
def test_an_answer_in_words_of_a_question_is_none_where_captions_look_otherwise(
    carrier: Carrier, position: str
) -> None:
    """A caption may say behind a colon what it is about; that is no answer."""
    data = [(position if asked == DATA[5][1] else said, asked) for said, asked in DATA]
    own = [*(("Дом културе.", "властити ресурси: људи, новац, простор"), LONG[2])]

    got = answers(*in_small_print(carrier(data)), "Кластер: дневни центар", *in_small_print(carrier(own)))

    assert (got["contact_position"], got["contact_name"]) == (position, "Ана Анић")
    assert (got["resources"], got["partners"]) == ("Дом културе.", "Црвени крст")


def test_a_heading_is_no_part_of_the_long_answer_below_it() -> None:
    """In the look of headings that are known, whatever it says."""
    known = [line(text, Mark.BOLD) for text in ("Локална самоуправа", "Кластер учења", "Образложење")]
    long: list[str | Line] = [*LONG[0][0].split("\n"), LONG[0][1], line("Досадашње учешће", Mark.BOLD), *LONG[1]]

    got = answers(known[0], *lines(DATA), known[1], "Кластер: дневни центар", known[2], *long, *LONG[2])

    assert (got["motivation"], got["experience"]) == (LONG[0][0], LONG[1][0])


def test_a_place_stands_above_its_caption_and_the_date_below_above_its_own() -> None:
    """A date alone answers nothing that asks for a place."""
    got = answers(*lines(DATA), "Кластер: дневни центар", *lines([("Лакташи", "место"), ("2.9.2021.", "датум")]))
    assert (got["place"], got["signed_on"]) == ("Лакташи", "2021-09-02")


@pytest.mark.parametrize("carrier", [lines, rows])
def test_captions_with_brackets_of_their_own_stand_below_as_those_in_brackets_do(carrier: Carrier) -> None:
    """All in one look."""
    own = {"адреса": "адреса (улица и број)", "контакт особа": "контакт особа (име и презиме)"}
    data = [(said, own.get(asked, f"({asked})")) for said, asked in DATA]

    got = answers(*in_small_print(carrier(data)), "Кластер: дневни центар", *lines(LONG), *lines(SIGNED))

    assert {id_: got[id_] for id_ in FIELDS[:8]} == {id_: WANTED[id_] for id_ in FIELDS[:8]}


def test_brackets_below_labels_in_their_look_make_no_captions() -> None:
    """They say how to answer: the answers stand below both."""
    data = [(said, f"{asked}:", f"({asked})") for said, asked in DATA]
    blocks = [x for said, asked, hint in data for x in (line(asked, Mark.BOLD), line(hint, Mark.BOLD), said)]

    got = answers(*blocks, "Кластер: дневни центар")

    assert (got["contact_name"], got["head_name"], got["address"]) == (DATA[4][0], DATA[1][0], DATA[2][0])


@pytest.mark.parametrize("carrier", [lines, rows, columns, cells])
def test_answers_below_their_questions_stay_there(carrier: Carrier) -> None:
    """As most forms have them."""
    turned = [[(asked, said) for said, asked in pairs] for pairs in (DATA, LONG, SIGNED)]
    assert differing(form(carrier, *turned)) == {}
