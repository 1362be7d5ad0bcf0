"""Members of whom each row or line says one thing, with the member's number before or behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pytest

from form_lines import HEAD, line, table
from intake.data.loaded import load_lexicon
from intake.rules.finding import Code
from intake.rules.forms.normalization.members_counted import MembersCounted
from intake.rules.forms.places import Document, Line, Table
from intake.rules.judging.application import Application
from reading_forms import judged, reader

ASKED = ("име и презиме", "функција", "установа", "е-пошта", "ниво енглеског језика (A1–C2)")
COLUMNS = ("name", "position", "institution", "email", "english")
FIRST = ("Ана Анић", "психолог", "Центар за социјални рад", "ana@laktasi.example", "B1")
SECOND = ("Јово Јовић", "правник", "Општина Лакташи", "", "C1")
THIRD = ("", "", "", "", "")
LABELS = (
    "Члан {} – {}",
    "{}. члан – {}",
    "{}. члан: {}",
    "Члан кластера бр. {}: {}",
    "Члан {} ({})",
    "12.1 Члан {} - {}",
    "Предложени члан {}, {}",
)
BEHIND = ("{1} – члан {0}", "{1} ({0}. члан)", "{1} {0}", "{1} {0}.")
Row = tuple[str, str]
Carrier = Callable[[Sequence[Row]], Sequence[Line | Table]]


def in_table(rows: Sequence[Row]) -> Sequence[Table]:
    """Questions with answers right of them."""
    return (table(("Предложени чланови кластера:", ""), *rows, ("Партнери", "Црвени крст")),)


def numbered(rows: Sequence[Row]) -> Sequence[Table]:
    """Questions with their numbers in a column before them; the members have one together."""
    asked = ("12", "Предложени чланови кластера:", "")
    return (table(asked, *(("", *row) for row in rows), ("13", "Партнери", "Црвени крст")),)


def in_lines(rows: Sequence[Row]) -> Sequence[Line]:
    """Answers behind colons."""
    lines = (f"{label.replace(':', ' –')}: {said}" for label, said in rows)
    return [*map(line, ("Предложени чланови кластера:", *lines, "Партнери: Црвени крст"))]


CARRIERS = (in_table, numbered, in_lines)


def read(*blocks: Line | Table) -> Application:
    """Judge a form with these members."""
    return judged(Document(blocks=(*map(line, HEAD), *blocks)))


def rows_of(label: str, *, by_column: bool = False) -> list[Row]:
    """All that is asked of three members, the last left blank."""
    cells = [
        (number, at, (label.format(number, asked), said))
        for number, member in enumerate((FIRST, SECOND, THIRD), 1)
        for at, (asked, said) in enumerate(zip(ASKED, member, strict=True))
    ]
    return [row for *_, row in (sorted(cells, key=lambda cell: cell[1]) if by_column else cells)]


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("label", [*LABELS, *BEHIND])
@pytest.mark.parametrize("by_column", [False, True])
def test_what_is_asked_of_each_member_is_his(label: str, carrier: Carrier, *, by_column: bool) -> None:
    """And of nobody else: neither the contact person's nor the office's."""
    got = read(*carrier(rows_of(label, by_column=by_column))).answers

    members = [dict(zip(COLUMNS, (x or None for x in said), strict=True)) for said in (FIRST, SECOND)]
    assert got["members"] == tuple(members)
    assert (got["contact_name"], got["contact_email"]) == ("Марко Марић", "marko@laktasi.example")
    assert (got["official_email"], got["contact_position"]) == (None, None)
    assert got["partners"] == "Црвени крст"


@pytest.mark.parametrize("carrier", CARRIERS)
def test_what_the_call_does_not_ask_of_a_member_is_told(carrier: Carrier) -> None:
    """A name, a function and an address make a member where the form says so."""
    asked = (*ASKED[:2], "телефон", ASKED[3])
    said = (("Ана Анић", "психолог", "065/111-222", "ana@laktasi.example"), ("Јово Јовић", "правник", "", ""))
    rows = [(f"Члан {n} – {a}", s) for n, each in enumerate(said, 1) for a, s in zip(asked, each, strict=True)]
    got = read(*carrier(rows))

    members = got.answers["members"]
    assert isinstance(members, tuple)
    assert [tuple(filter(None, member.values())) for member in members] == [(*said[0][:2], said[0][3]), said[1][:2]]
    assert got.answers["contact_phone"] is None
    assert "телефон" in [e.written for f in got.findings if f.code is Code.QUESTION_UNKNOWN for e in f.evidence]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_members_who_were_all_left_blank_are_none(carrier: Carrier) -> None:
    """Their questions are nobody else's, either."""
    got = read(*carrier([(label, "") for label, _ in rows_of(LABELS[0])])).answers

    assert (got["members"], got["contact_name"], got["partners"]) == (None, "Марко Марић", "Црвени крст")


@pytest.mark.parametrize(
    "asked",
    [
        [(f"Контакт особа {n} – {asked}", "x") for n in (1, 2) for asked in ASKED],  # somebody else
        [(f"{n}. {asked}", said) for n, (asked, said) in enumerate(zip(ASKED, FIRST, strict=True), 1)],  # a numbering
        [(f"Члан {n} – {asked}", "Ана Анић") for n in (1, 2) for asked in ASKED[:2]],  # too little
        [*rows_of(LABELS[0]), *rows_of(LABELS[0])],  # everything twice
        [("Члан 1 – функција", "психолог"), *((f"Члан 2 – {asked}", "x") for asked in ASKED)],  # without a name
    ],
)
def test_rows_that_are_no_members_stay_as_they_are(asked: Sequence[Row]) -> None:
    """As do those of a form that has none."""
    document = Document(blocks=tuple(in_table(asked)))
    rows = reader()._normalization._rows  # noqa: SLF001
    means = partial(load_lexicon().means, meaning="member")

    assert MembersCounted(rows.named, means, rows.only, rows.heads).in_rows(document) == document
