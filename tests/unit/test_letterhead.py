"""What an office prints above a form's title, or on each of its pages, is no answer."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Document
from reading_forms import judged

LETTERHEAD = ("РЕПУБЛИКА СРПСКА", "ОПШТИНА ЛАКТАШИ", "тел: 051/530-000, e-mail: pisarnica@laktasi.example")
ASKED = (
    ("Назив општине", "Лакташи"),
    ("Кластер учења", "дневни центар"),
    ("Контакт особа", "Марко Марић"),
    ("Е-пошта контакт особе", ""),
    ("Телефон контакт особе", "065/123-456"),
)


@pytest.mark.parametrize("sheet", [True, False])
def test_a_letterhead_answers_nothing(*, sheet: bool) -> None:
    """Neither in the first rows of a sheet, nor in lines; nor where it is repeated at the end."""
    top = (*LETTERHEAD, HEAD[0])
    rows = [("", text) for text in top] + list(ASKED)
    blocks = (table(*rows),) if sheet else (*map(line, top), table(*ASKED))

    got = judged(Document(blocks=(*blocks, line(LETTERHEAD[-1])))).answers

    assert (got["contact_email"], got["official_email"], got["official_phone"]) == (None, None, None)
    assert got["contact_phone"] == "+38765123456"


def test_what_a_form_asks_above_its_title_is_read() -> None:
    """In so many words, and asked nowhere else."""
    lines = ("Назив општине: Лакташи", "Е-пошта контакт особе: m@laktasi.example", *HEAD[:1], "Кластер: дневни центар")

    got = judged(Document(blocks=(*map(line, lines), line("Контакт особа: Марко Марић"), line("Партнери: нема"))))

    assert (got.municipality, got.answers["contact_email"]) == ("srp-laktasi", "m@laktasi.example")
