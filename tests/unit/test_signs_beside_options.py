"""Lists of clusters in which one row alone has a sign beside it, and an option may look like a question."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document
from intake.rules.judging.application import Application
from reading_forms import judged

LIST = ("1 дневни центри", "2 људска права", "3 мобилни тимови", "4 мањине", "5 катастрофе")
CLUSTERS = ("day-centre", "awareness", "mobile-teams", "minorities", "idrm")


def form(**signs: str) -> Application:
    """A form whose list has these signs, by the numbers of its rows ("r1")."""
    rows = (("Кластери", "ставити знак"), *((x, signs.get(f"r{n}", "")) for n, x in enumerate(LIST, 1)))
    made = table(*rows, ("Разлози", "Желимо да учимо."))
    cells = tuple(cell for cell in made.cells if cell.text)  # as a sheet has them
    sheet = made.__class__(cells=cells, address="Sheet1")
    return judged(Document(blocks=(*map(line, HEAD), sheet)))


@pytest.mark.parametrize("sign", ["1", "x", "да", "1."])
@pytest.mark.parametrize("at", range(len(LIST)))
def test_the_only_row_with_a_sign_is_chosen(at: int, sign: str) -> None:
    """Also where the option has fewer words than the call's, and looks like a question with its answer."""
    got = form(**{f"r{at + 1}": sign})
    assert got.cluster == CLUSTERS[at]
    assert Code.QUESTION_UNKNOWN not in {finding.code for finding in got.findings}


def test_signs_in_several_rows_choose_nothing() -> None:
    """They may be marks given to each: 1, 2, 3."""
    assert form(r1="1", r2="2").cluster is None
    assert form(r1="1", r2="2", r3="3", r4="4", r5="5").cluster is None
