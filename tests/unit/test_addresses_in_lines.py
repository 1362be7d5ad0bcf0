"""Addresses written as on an envelope: the street, and in the next line the postcode and the place."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line
from intake.rules.forms.places import Document
from reading_forms import judged


def address(*texts: str) -> object:
    """The address in a form with these lines."""
    lines = (*HEAD, "Кластер учења: дневни центар", *texts)
    return judged(Document(blocks=tuple(map(line, lines)))).answers["address"]


@pytest.mark.parametrize("town", ["78250 Лакташи", "BA-78250 Laktaši", "78 250 Лакташи"])
def test_a_line_that_begins_with_a_postcode_ends_the_address_above(town: str) -> None:
    """Behind its label, or below it."""
    whole = f"Карађорђева 56 {town}"

    assert address("Адреса: Карађорђева 56", town, "Веб страница: www.x.example") == whole
    assert address("Адреса:", "Карађорђева 56", town, "Веб страница: www.x.example") == whole


@pytest.mark.parametrize("below", ["Телефон: 051/111-222", "78000 становника", "Веб страница: www.x.example"])
def test_what_is_no_postcode_with_a_place_ends_no_address(below: str) -> None:
    """Nor does a second one."""
    assert address("Адреса: Карађорђева 56", below) == "Карађорђева 56"
    assert address("Адреса: Карађорђева 56, 78250 Лакташи", "78000 Бања Лука") == "Карађорђева 56, 78250 Лакташи"
    assert address("Адреса:", "78250 Лакташи", "Веб страница: www.x.example") == "78250 Лакташи"


@pytest.mark.parametrize("below", ["Бања Лука", "Бања Лука 78000"])
def test_below_a_comma_a_short_answer_goes_on(below: str) -> None:
    """Unless something else is asked there."""
    assert address("Адреса: Карађорђева 56,", below, "Веб страница: www.x.example") == f"Карађорђева 56, {below}"
    assert address("Адреса: Карађорђева 56,", "Веб страница: www.x.example") == "Карађорђева 56"
