"""What staff are told in comments of the register: whole in both languages."""

from __future__ import annotations

from string import Formatter

import pytest

from intake.rules.terms import Asked
from samples.register import wording

PLACES = {"at", "original", "written", "entry", "version"}


def places(sentence: str) -> set[str]:
    """Return the places that a sentence fills."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("asked", Asked)
def test_both_languages_fill_the_same_places(asked: Asked) -> None:
    """A place that nothing fills would end the pass that writes the register."""
    text = wording().asked[asked]
    assert places(text.sr) == places(text.en) <= PLACES
    told = wording().ask(asked, **dict.fromkeys(PLACES, "LC21"))
    assert told.count("\n") == 1
    assert "{" not in told
