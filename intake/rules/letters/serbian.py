"""Serbian as letters need it: dates in the genitive, plural forms, declined designations.

Babel's `sr_Cyrl_BA` gives what it has (ijekavian, plural rules); the rest is data, `serbian.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from babel import Locale
from babel.dates import format_date

from intake.rules.letters.letters import Applicant, Designation

_LOCALE = "sr_Cyrl_BA"  # plain "sr" is ekavian
_MONTHS = 12
_CASES = ("nominative", "genitive", "dative", "attention")
_FORMS = ("one", "few", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Serbian:
    """The grammar of letters in Serbian. Moments are written as they stand: bring them into the zone before."""

    months: tuple[str, ...]  # in the genitive
    year: str
    hour: str  # with a place for {time}
    designations: Mapping[Designation, Mapping[str, str]]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Make the grammar of a parsed `serbian.toml`; ValueError or KeyError where it is not whole."""
        months = tuple(data["months"])
        if len(months) != _MONTHS:
            raise ValueError("serbian.toml: a year has twelve months")
        designations = {d: {case: str(data["designations"][d][case]) for case in _CASES} for d in Designation}
        return cls(months=months, year=data["year"], hour=data["hour"], designations=designations)

    def day(self, value: date) -> str:
        """Return a date in the genitive, as "до" and "од" ask: "13. септембра 2021. године"."""
        return f"{value.day}. {self.months[value.month - 1]} {value.year}. {self.year}"

    def planned(self, value: date) -> str:
        """Return a date in the nominative, which is also what "планиран за" asks: "28. септембар 2021. године"."""
        return f"{format_date(value, 'long', _LOCALE)} {self.year}"

    def moment(self, value: datetime) -> str:
        """Return a date and an hour: "12. септембра 2021. године у 14:05 часова"."""
        return f"{self.day(value.date())} {self.hour.format(time=f'{value:%H:%M}')}"

    def counted(self, number: int, one: str, few: str, other: str) -> str:
        """Return the form that goes with *number*: 1 податак, 2 податка, 5 података, 11 података, 21 податак."""
        return dict(zip(_FORMS, (one, few, other), strict=True))[Locale.parse(_LOCALE).plural_form(number)]

    def declined(self, applicant: Applicant, case: str) -> str:
        """Return designation and name in "nominative", "genitive" or "dative"; the name itself is not declined.

        "attention" is the line of an address for its head: "н/р начелника општине".
        """
        word = self.designations[applicant.designation][case]
        return word if case == "attention" else f"{word} {applicant.name.sr}"
