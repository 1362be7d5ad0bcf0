"""The grammar of letters: what Babel lacks, and what it has in the right variant."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from intake.rules.letters.english import English
from intake.rules.letters.letters import Applicant, Designation
from intake.rules.letters.serbian import Serbian
from samples.letters import BANJA_LUKA, LAKTASI, ZONE, serbian

GENITIVE = re.findall(
    r"\w+", "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра"
)
NOMINATIVE = re.findall(r"\w+", "јануар фебруар март април мај јун јул август септембар октобар новембар децембар")


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_genitive_and_its_nominative(month: int) -> None:
    """A nominative after "до" is the mistake by which a machine's letter is known."""
    day = date(2021, month, 13)
    assert serbian().day(day) == f"13. {GENITIVE[month - 1]} 2021. године"
    assert serbian().planned(day) == f"13. {NOMINATIVE[month - 1]} 2021. године"


def test_a_moment_is_written_as_in_an_office() -> None:
    """The hour decides about lateness, so it stands there in full."""
    moment = datetime(2021, 9, 12, 14, 5, tzinfo=ZONE)
    assert serbian().moment(moment) == "12. септембра 2021. године у 14:05 часова"
    assert English().moment(moment) == "12 September 2021 at 14:05 (CEST)"


@pytest.mark.parametrize("number", range(201))
def test_every_number_takes_its_plural(number: int) -> None:
    """1 податак, 2 податка, 5 података; 11 to 14 go with 5, and 21 with 1."""
    if number % 10 == 1 and number % 100 != 11:
        expected = "податак"
    elif number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        expected = "податка"
    else:
        expected = "података"
    assert serbian().counted(number, "податак", "податка", "података") == expected
    assert English().counted(number, "item", "items") == ("item" if number == 1 else "items")


@pytest.mark.parametrize(
    ("applicant", "case", "expected"),
    [
        (LAKTASI, "nominative", "Општина Лакташи"),
        (LAKTASI, "genitive", "Општине Лакташи"),
        (LAKTASI, "dative", "Општини Лакташи"),
        (LAKTASI, "attention", "н/р начелника општине"),
        (BANJA_LUKA, "nominative", "Град Бања Лука"),
        (BANJA_LUKA, "genitive", "Града Бања Лука"),
        (BANJA_LUKA, "dative", "Граду Бања Лука"),
        (BANJA_LUKA, "attention", "н/р градоначелника"),
    ],
)
def test_the_designation_is_declined_and_the_name_is_not(applicant: Applicant, case: str, expected: str) -> None:
    """This is right, and it spares a table of declensions for every name."""
    assert serbian().declined(applicant, case) == expected


def test_english_names_a_city_with_its_article() -> None:
    """Inside a sentence the article belongs there, in an address it does not."""
    assert English().declined(BANJA_LUKA, "genitive") == "the City of Banja Luka"
    assert English().declined(BANJA_LUKA, "nominative") == "City of Banja Luka"


@pytest.mark.parametrize(
    ("kind", "designation"),
    [("municipality", "municipality"), ("city", "city"), ("district", "other"), ("historic capital", "other")],
)
def test_unusual_designations_get_a_neutral_word(kind: str, designation: str) -> None:
    """Brčko is a district and Cetinje a capital: neither is an Општина."""
    assert Designation.of(kind) == designation


def test_a_grammar_without_all_months_is_refused() -> None:
    """A letter in December must not be the one to find out."""
    with pytest.raises(ValueError, match="twelve"):
        Serbian.of({"months": ["јануара"]})
