"""Captions below the rules on which people write, in the cells of tables."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Document, Table
from reading_forms import judged

CHOICE = "Кластер учења: дневни центар"
RULE = "______________"


def answers(*blocks: str | Table) -> dict[str, object]:
    """The answers of a form with these blocks behind the usual head and choice."""
    whole = (line(b) if isinstance(b, str) else b for b in (*HEAD, CHOICE, *blocks))
    return dict(judged(Document(blocks=tuple(whole))).answers)


@pytest.mark.parametrize("signed", ["Ива Ивић", ""])
def test_an_answer_stands_above_the_rule_above_its_caption(signed: str) -> None:
    """In a table without borders: the rule is drawn in the cell of the caption."""
    asked = (f"{RULE}\n(Мјесто и датум)", f"{RULE}\n(Потпис овлашћеног лица)")
    got = answers(table(("Фоча, 2.9.2021.", signed), asked))

    assert (got["place"], got["signed_on"], got["signatory"]) == ("Фоча", "2021-09-02", signed or None)
