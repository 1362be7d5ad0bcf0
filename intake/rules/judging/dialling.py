"""In which country a telephone number is dialled that was written without a country's code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.rules.call import Call, FieldType
from intake.rules.finding import Code, Finding
from intake.rules.forms.answers.answers import Answer
from intake.rules.forms.form.reader import FormReading
from intake.rules.forms.words import contact
from intake.rules.municipalities.municipality import Kind, Recognition

_REGIONS = {"srp": "BA", "fbih": "BA", "brc": "BA", "srb": "RS", "mne": "ME", "mkd": "MK", "xkx": "XK", "alb": "AL"}
_HOME = "BA"  # the association's own
_DOMAINS = {"ba": "BA", "rs": "RS", "me": "ME", "mk": "MK", "al": "AL", "hr": "HR", "si": "SI", "rks-gov.net": "XK"}
_DOMAIN = re.compile(r"[@.](?:(?<!@proton\.)(?<!@pm\.)([a-z]{2})|(rks-gov\.net))(?![\w-]|\.\w)", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<![\d/-])(\d{2})\s?\d{3},?\s+[^\W\d_]")
_POSTCODES = {"7": "BA", "80": "BA", "88": "BA", "89": "BA"}  # its own; a wrong one is sooner typed than 84000 abroad
_SEVERAL = ("BA", "RS", "ME")  # a number that is the same in each has its country's code


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A *region* (ISO 3166); not *sure* where nothing in the form tells it."""

    region: str
    sure: bool = True


def region_of(municipality: str | None) -> str:
    """Return the region (ISO 3166) in which a municipality dials; the association's own where it is not known."""
    return _REGIONS.get((municipality or "srp").split("-")[0], _HOME)


def home_of(recognition: Recognition | None, reading: FormReading, call: Call) -> Home:
    """Return where the applicant dials: in the municipality, or where the form's addresses and post codes are.

    They count where the name is not recognised, or several places share it; where they then contradict the one that
    was taken, that is not sure.
    """
    unit = recognition.unit if recognition else None
    told = set(_told(reading, call))
    if unit and recognition and (recognition.kind is Kind.RECOGNISED or not told):
        return Home(region=region_of(unit))
    if len(told) != 1:
        return Home(region=region_of(unit), sure=False)
    region = told.pop()
    return Home(region=region, sure=unit is None or region == region_of(unit))


def doubts(answer: Answer, number: str, home: Home) -> Iterator[Finding]:
    """What staff should look at: a *number* that is another one where its applicant may be."""
    written = str(answer.value)
    if not home.sure and len({contact.phone(written, region=region).value for region in _SEVERAL}) > 1:
        details = (("written", written), ("answer", number))
        yield Finding(code=Code.FIELD_SUPPOSED, field=answer.field, evidence=answer.evidence, details=details)


def _told(reading: FormReading, call: Call) -> Iterator[str]:
    """The regions of the e-mail and web addresses in the form, and of the post codes."""
    for answer in reading.answers.values():
        type_, text = call.field(answer.field).type, str(answer.value or "")
        if type_ in (FieldType.EMAIL, FieldType.URL):
            ends = (found[1] or found[2] for found in _DOMAIN.finditer(text))
            yield from (_DOMAINS[end.lower()] for end in ends if end.lower() in _DOMAINS)
        elif type_ is FieldType.TEXT:
            codes = (found[1] for found in _POSTCODE.finditer(text))
            yield from (region for code in codes if (region := _POSTCODES.get(code) or _POSTCODES.get(code[0])))
