"""Hundreds of filled forms, blank ones and other papers: the shares that are read right, which may only rise."""

from __future__ import annotations

import pytest

from accuracy.measure import Check, checks, is_answer, share, whole_set

HEADLINE = {"outcome": 0.995, "status": 0.90, "cluster": 0.97, "municipality": 0.985}
ANSWERS = 0.93
SILENTLY_WRONG = 110


@pytest.fixture(scope="module")
def found() -> tuple[Check, ...]:
    """Read the whole set once."""
    return tuple(checks(whole_set()))


@pytest.mark.parametrize("field", HEADLINE)
def test_what_decides_on_an_application_is_read_right(found: tuple[Check, ...], field: str) -> None:
    """An application that is taken for another, or for none, costs a municipality its place."""
    assert share(found, field) >= HEADLINE[field]


def test_single_answers_are_read_right(found: tuple[Check, ...]) -> None:
    """The register is filled from them."""
    assert share(found) >= ANSWERS


def test_a_wrong_value_is_rarely_silent(found: tuple[Check, ...]) -> None:
    """A blank or a finding makes somebody look; a wrong value that looks right does not."""
    silent = [c for c in found if not c.right and c.kind == "silent wrong"]
    assert len(silent) <= SILENTLY_WRONG, [(c.case.name, c.field, c.expected, c.got) for c in silent[:20]]


def test_no_other_paper_is_taken_for_the_form(found: tuple[Check, ...]) -> None:
    """An invoice or the call's own text must not become an application."""
    assert not [c.case.name for c in found if c.case.layout == "no form" and not c.right]


def test_the_set_is_large_and_always_the_same() -> None:
    """A share of few forms says little, and two measurements must be comparable."""
    first, second = ([(case.name, case.expected) for case in whole_set()] for _ in range(2))
    assert len(first) > 400
    assert first == second


def test_answers_are_measured(found: tuple[Check, ...]) -> None:
    """A share of nothing would always be whole."""
    assert sum(map(is_answer, found)) > 5000
