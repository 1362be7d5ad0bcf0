"""English as letters need it, with the same names as Serbian: what a template asks for is there in both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date

from intake.rules.letters.letters import Applicant


@dataclass(frozen=True, slots=True, kw_only=True)
class English:
    """British usage. Moments are written as they stand: bring them into the zone before."""

    def day(self, value: date) -> str:
        """Return "13 September 2021"."""
        return format_date(value, "long", "en_GB")

    planned = day

    def moment(self, value: datetime) -> str:
        """Return "12 September 2021 at 14:05 (CEST)"."""
        return f"{self.day(value)} at {value:%H:%M (%Z)}"

    def counted(self, number: int, one: str, other: str) -> str:
        """Return the form that goes with *number*."""
        return one if number == 1 else other

    def declined(self, applicant: Applicant, case: str) -> str:
        """Return "Municipality of Laktaši" (nominative) or "the Municipality of Laktaši" (any other)."""
        return applicant.name.en if case == "nominative" else f"the {applicant.name.en}"
