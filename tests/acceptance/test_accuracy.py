"""Hundreds of filled forms, blank ones and other papers: the shares that are read right, which may only rise."""

from __future__ import annotations

import pytest

from accuracy.measure import HEADLINE, Check, checks, is_answer, share, whole_set
from accuracy.paper import Case

_RIGHT = 0.995


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    """Make the whole set."""
    return tuple(whole_set())


@pytest.fixture(scope="module")
def found(cases: tuple[Case, ...]) -> tuple[Check, ...]:
    """Read the whole set once."""
    return tuple(checks(cases))


@pytest.mark.parametrize("field", HEADLINE)
def test_what_decides_on_an_application_is_read_right(found: tuple[Check, ...], field: str) -> None:
    """An application that is taken for another, or for none, costs a municipality its place."""
    assert share(found, field) >= _RIGHT


def test_single_answers_are_read_right(found: tuple[Check, ...]) -> None:
    """The register is filled from them."""
    assert share(found) >= _RIGHT


def test_no_value_is_wrong_in_silence(found: tuple[Check, ...]) -> None:
    """A blank or a finding makes somebody look; a wrong value that looks right is a lie."""
    lies = [(c.case.name, c.field, c.expected, c.got) for c in found if not c.right and c.kind == "silent wrong"]
    assert lies == []


def test_no_other_paper_is_taken_for_the_form(found: tuple[Check, ...]) -> None:
    """An invoice or the call's own text must not become an application."""
    assert not [c.case.name for c in found if c.case.layout == "no form" and not c.right]


def test_the_set_is_large_and_always_the_same(cases: tuple[Case, ...]) -> None:
    """A share of few forms says little, and two measurements must be comparable."""
    assert len(cases) > 700
    assert len({case.layout for case in cases}) > 35
    assert [(case.name, case.expected) for case in cases] == [(case.name, case.expected) for case in whole_set()]


def test_answers_are_measured(found: tuple[Check, ...]) -> None:
    """A share of nothing would always be whole."""
    assert sum(map(is_answer, found)) > 5000
