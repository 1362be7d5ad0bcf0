"""One question for the municipality and its address."""

from __future__ import annotations

import pytest

from form_lines import line
from intake.rules.forms.places import Document
from intake.rules.judging.application import Application
from reading_forms import judged


def read(*lines: str) -> Application:
    """A form with these *lines*."""
    rest = ("Начелник: Ана Анић", "Кластер: Дневни центар", "Мејл контакт особе: marko@laktasi.example")
    return judged(Document(blocks=tuple(map(line, ("Прилог 2 – Пријава", *lines, *rest)))))


@pytest.mark.parametrize("label", ["Општина и адреса", "Општина/град, адреса", "Municipality and address"])
def test_a_municipality_stands_before_its_address(label: str) -> None:
    """Up to the first comma, where no other question asks for it."""
    got = read(f"{label}: Општина Лакташи, Карађорђева 56, 78250 Лакташи")

    assert got.municipality == "srp-laktasi"
    assert got.answers["address"] == "Карађорђева 56, 78250 Лакташи"


@pytest.mark.parametrize("written", ["Карађорђева 56, 78250 Лакташи", "Лакташи"])
def test_what_has_no_name_before_a_comma_stays_whole(written: str) -> None:
    """A street with its number is no municipality."""
    assert read(f"Општина и адреса: {written}").answers["address"] in (written, None)


def test_an_address_keeps_the_name_of_a_municipality_that_is_asked_for_elsewhere() -> None:
    """It begins so in many forms."""
    got = read("Општина: Лакташи", "Општина и адреса: Општина Лакташи, Карађорђева 56")

    assert got.answers["address"] == "Општина Лакташи, Карађорђева 56"
