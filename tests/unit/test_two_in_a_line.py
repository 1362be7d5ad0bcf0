"""Two questions in a line with a tab or blanks between, of which the call may not know the second."""

from __future__ import annotations

import pytest

from form_lines import line
from intake.rules.finding import Code
from intake.rules.forms.places import Document
from intake.rules.judging.application import Application
from reading_forms import judged

LINES = (
    ("Општина / град: {}", "Званична е-пошта: {}"),
    ("Ко је на челу општине: {}", "Особа задужена за преписку: {}"),
    ("Дужност те особе: {}", "Њен мејл: {}"),
    ("Мобилни контакт особе: {}", "Посјећени скупови: {}"),
)
SAID = (("Лакташи", "o@laktasi.example"), ("Ана Анић", "Марко Марић"), ("савјетник", "m.maric@laktasi.example"),
        ("065/123-456", "два"))  # fmt: skip
FIELDS = (("municipality", "official_email"), ("head_name", "contact_name"), ("contact_position", "contact_email"),
          ("contact_phone", "-"))  # fmt: skip


def form(gap: str, left: tuple[int, int] | None = None) -> Application:
    """The form, with one answer *left* blank."""
    said = [["" if (row, at) == left else text for at, text in enumerate(pair)] for row, pair in enumerate(SAID)]
    lines = [gap.join(a.format(t) for a, t in zip(x, s, strict=True)) for x, s in zip(LINES, said, strict=True)]
    whole = ("Прилог 2 – Образац за пријаву", *lines, "Кластер учења: дневни центар", "Мотивација: Желимо да учимо.")
    return judged(Document(blocks=tuple(map(line, whole))))


@pytest.mark.parametrize("gap", ["\t", "\t\t", "      "])
@pytest.mark.parametrize("left", [None, *((row, at) for row in range(3) for at in range(2))])
def test_a_question_begins_behind_the_gap(gap: str, left: tuple[int, int] | None) -> None:
    """In all its words, also where only the last of them are known, and where the one before was left blank."""
    got = form(gap, left).answers
    wanted = {f: t for names, said in zip(FIELDS[:3], SAID, strict=False) for f, t in zip(names, said, strict=True)}
    blank = "" if left is None else FIELDS[left[0]][left[1]]
    read = {field: got[field] for field in wanted if field != "municipality" or got[field]}

    assert read == {f: None if f == blank else t for f, t in wanted.items() if f in read}
    assert got["contact_phone"] == "+38765123456"


def test_an_unknown_question_behind_the_gap_is_told() -> None:
    """It is no part of the answer before it."""
    assert Code.QUESTION_UNKNOWN in [finding.code for finding in form("\t").findings]
