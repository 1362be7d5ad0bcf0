"""Addresses, telephones and dates as people write them, brought into the form in which they are kept.

Only what loses nothing is mended; what could be read in two ways is no value, and a person asks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from intake.rules.script import canonical

_BLANKS = re.compile(r"\s{2,}")  # begun at each of many, the searches below would take minutes
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_AT = re.compile(r"\s*(?:\(\s*(?:at|@)\s*\)|\[\s*(?:at|@)\s*\]|\{\s*(?:at|@)\s*\})\s*", re.IGNORECASE)
_DOT = re.compile(r"\s*(?:\(\s*dot\s*\)|\[\s*dot\s*\]|\{\s*dot\s*\}|\[\.\])\s*", re.IGNORECASE)  # "[.]" as we write
_LOOSE = re.compile(r"\s*@\s*|(?<=\S)\s*\.[^\S\n]*(?=[^\s.])|(?<=\S)\s+\.")  # blanks beside "@" and "."
_PARTED_DOMAIN = re.compile(
    r"(?<![\w.+-])(?P<one>[\w.+-]++@[\w.-]*\w)-\s+(?P<other>(?!www\.)[\w-]+(?:\.[\w-]+)+)", re.ASCII
)
_BETWEEN_ADDRESSES = re.compile(r"[\s;,/|:<>()\[\]{}\"'„“”«»]+")
_AROUND_ADDRESS = " .,;-–—…"
_DIALLED = re.compile(r"\+?\(?\+?\d[\d\s()./\\\-–—\u2011]*")
_EXCEL_NUMBER = re.compile(r"\d+\.0+|\d(?:\.\d+)?[eE]\+?\d{1,2}")
_REGION_CODES = ("387", "381", "382", "383", "385", "386", "389", "355")  # dialled without "+" where Excel dropped it
_NEXT_NUMBER = re.compile(r"(?<=\d)\s+(?=[+(]*(?:0|\+))")  # each begins with its "0" or "+", as none goes on
_FAX, _TELEPHONE = re.compile(r"\bfa(?:ks|x)"), re.compile(r"\btel|\bmob|phone")  # in canonical letters
_WITH_CODE = 10  # digits; a number dialled without its trunk "0" and without a code has fewer


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailReading:
    """An e-mail address as it is kept: *value* in lower case, or None and *why* in plain English.

    *others* are further valid addresses of the field, in order; *repaired*: the value is not quite what stood there.
    """

    value: str | None
    others: tuple[str, ...] = ()
    repaired: bool = False
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneReading:
    """A telephone number as it is kept: *value* in E.164, or None and *why*; *others* further numbers of the field."""

    value: str | None
    others: tuple[str, ...] = ()
    why: str | None = None


def email(written: str) -> EmailReading:
    """Read the e-mail address in *written*: the first valid one is the value. No name server is asked.

    Mended: blanks beside "@" and ".", "(at)", "mailto:", brackets, punctuation at the ends. Letters outside ASCII are
    never exchanged: a Cyrillic а in an address is a person's matter.
    """
    plain = _BLANKS.sub(_blank, _INVISIBLE.sub("", unicodedata.normalize("NFC", written)))
    plain = _AT.sub("@", plain)
    plain = re.sub(r"mailto\s*:", " ", _DOT.sub(".", plain), flags=re.IGNORECASE)
    plain = _PARTED_DOMAIN.sub(_whole, plain)
    plain = re.sub(r"\?(?:subject|body|cc)=\S*", " ", plain, flags=re.IGNORECASE)
    close, loose = _addresses(_LOOSE.sub(lambda match: match[0].strip(), plain)), _addresses(plain)
    found = close or loose
    if not found:
        return EmailReading(value=None, why=_why_no_email(plain))
    if loose and close != loose and len(loose) <= len(close):
        return EmailReading(value=None, why=f"a blank leaves two readings: {close[0]}, {loose[0]}")
    found = max(close, loose, key=len)
    return EmailReading(value=found[0], others=found[1:], repaired=written.strip().lower() != found[0])


def _blank(run: re.Match[str]) -> str:
    """Return one blank for many; an end of a line stays one."""
    return "\n" if "\n" in run[0] else " "


def _whole(parted: re.Match[str]) -> str:
    """Join a domain that was parted at its hyphen, at the end of a line: "info@opstina-krupa-na- uni.example"."""
    return parted[0] if _is_email(parted["one"]) else f"{parted['one']}-{parted['other']}"


def _addresses(text: str) -> tuple[str, ...]:
    words = (re.sub("^_{2,}|_+$", "", word.strip(_AROUND_ADDRESS)) for word in _BETWEEN_ADDRESSES.split(text))
    return tuple(dict.fromkeys(word.lower() for word in words if "@" in word and _is_email(word)))


def _is_email(word: str) -> bool:
    if not word.isascii():
        return False
    try:
        validate_email(word, check_deliverability=False, test_environment=True)  # RFC 2606's .test, for rehearsals
    except EmailNotValidError:
        return False
    return True


def _why_no_email(text: str) -> str:
    words = [word for word in _BETWEEN_ADDRESSES.split(text) if "@" in word]
    if not words:
        return "no @ in it"
    if strange := next((word for word in words if not word.isascii()), None):
        letter = next(char for char in strange if not char.isascii())
        return f"{strange} has a letter that no address has: {letter} ({unicodedata.name(letter, 'unnamed')})"
    return f"{words[0]} is no e-mail address"


def phone(written: str, *, region: str = "BA") -> PhoneReading:
    """Read the telephone number in *written*; *region* (ISO 3166) is where a number without a country code is dialled.

    Numbers that Excel made of digits ("65123456.0", 38751123456) are read too. A number counts by its length and the
    general pattern of its country: number blocks come into use sooner than any table of them.
    """
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", written)).strip()
    if _EXCEL_NUMBER.fullmatch(plain):
        plain = str(int(Decimal(plain)))
    runs = [*_DIALLED.finditer(plain)]
    spoken = [run[0] for before, run in zip([None, *runs], runs, strict=False) if not _is_fax(plain, before, run)]
    numbers = tuple(dict.fromkeys(n for run in spoken or [m[0] for m in runs] for n in _numbers(run, region)))
    if not numbers:
        return PhoneReading(value=None, why=f"no telephone number of {region} or with a country code")
    return PhoneReading(value=numbers[0], others=numbers[1:])


def _is_fax(text: str, before: re.Match[str] | None, run: re.Match[str]) -> bool:
    """Tell whether the words between two runs of digits call the second a fax, and nothing else: "Факс: 051/…"."""
    words = canonical(text[before.end() if before else 0 : run.start()])
    return bool(_FAX.search(words)) and not _TELEPHONE.search(words)


def _numbers(run: str, region: str) -> tuple[str, ...]:
    """Find the numbers in a stretch of digits: one, or several with "/" or a blank between them."""
    begun = [_e164(part, region) for part in _NEXT_NUMBER.split(run)]
    if len(whole := [number for number in begun if number]) == len(begun) > 1:
        return tuple(whole)
    if number := _e164(run, region):
        return (number,)
    for separator in (r"\s+/\s*|\s*/\s+", r"\s{2,}|\n"):
        parts = [number for part in re.split(separator, run) if (number := _e164(part, region))]
        if parts:
            return tuple(parts)
    parted = [_e164(part, region) for part in run.split("/")]  # what stands behind the "/" of a code is no number
    return tuple(number for number in parted if number) if all(parted) else ()


def _e164(run: str, region: str) -> str | None:
    digits = re.sub(r"\D", "", run)
    spellings = [(run, region)]
    if digits.startswith(_REGION_CODES) and not run.lstrip("( ").startswith("+"):
        coded = ("+" + digits, region)
        spellings = [coded, *spellings] if len(digits) >= _WITH_CODE else [*spellings, coded]
    for spelling, home in spellings:
        try:
            number = phonenumbers.parse(spelling, home)
        except phonenumbers.NumberParseException:
            continue
        if _is_plausible(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def _is_plausible(number: phonenumbers.PhoneNumber) -> bool:
    region = phonenumbers.region_code_for_country_code(number.country_code or 0)
    plan = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    pattern = plan.general_desc.national_number_pattern if plan and plan.general_desc else None
    national = phonenumbers.national_significant_number(number)
    return bool(pattern and re.fullmatch(pattern, national)) and phonenumbers.is_possible_number(number)


_ENDINGS = ("i", "og", "oga", "eg", "ega")  # of ordinals
_MONTHS = (  # keys, in any script and case: whole words, or the beginnings of inflected ones
    *("jan januar*", "feb februar*", "mar mart marta march", "apr april*", "maj maja may", "jun juna juni june"),
    *("jul jula juli july", "avg avgust* aug august*", "sep sept septemb*", "okt oktob* oct octob*"),
    *("nov novemb* noemvri", "dec decemb* dekemvri"),
)
_ORDINALS = (  # keys without their endings: the days of a month in words, "шестог септембра"
    *("prv", "drug", "trec", "cetvrt", "pet", "sest", "sedm", "osm", "devet", "deset", "jedanaest", "dvanaest"),
    *("trinaest", "cetrnaest", "petnaest", "sesnaest", "sedamnaest", "osamnaest", "devetnaest", "dvadeset"),
)
_ENGLISH_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    "twentieth",
)
_TENS = {"dvadeset": 20, "trideset": 30, "twenty": 20, "thirty": 30}
_DAYS = {
    **{f"{stem}{ending}": day for day, stem in [*enumerate(_ORDINALS, 1), (30, "trideset")] for ending in _ENDINGS},
    **{word: day for day, word in [*enumerate(_ENGLISH_ORDINALS, 1), (30, "thirtieth")]},
}
AROUND_DATE = frozenset({"dana", "dan", "godine", "godina", "god", "g", "date", "dated", "on", "the"})  # keys
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_CENTURY = 2000
_BEGINNING = 4  # letters of a name that no case changes
_PREPOSITION = 2  # letters of the longest in a place's name
_BY_NUMBER = re.compile(r"(?<!\d)(?<!\d\.)(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,2})(?!\d)")
_BY_NAME = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?: of)?[\s.,/-]*([^\W\d_]+)[\s.,/-]*(\d{4}|\d{2})(?!\d)")
_IN_WORDS = re.compile(
    r"(?<![^\W\d_])(?:([^\W\d_]++)(\s+|-))?([^\W\d_]++)(?=(?:\s+of)?\s+([^\W\d_]++)[\s.,]*\d{4}(?!\d))"
)
_NAME_FIRST = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[\s.]*(\d{1,2})(?:st|nd|rd|th)?\s*,\s*(\d{4})(?!\d)")


def written_date(text: str) -> date | None:
    """Read the one date in *text*: "13. септембра 2021. године", "шестог деветог 2021", "13.9.2021", "13-Сеп-21".

    The day comes before the month, as everywhere in the region; a year of two digits is of this century. None where
    there is no date, an impossible one, or several.
    """
    plain = _with_days_in_digits(unicodedata.normalize("NFKC", text))
    found = {
        *((int(y), int(m), int(d)) for y, m, d in _YEAR_FIRST.findall(plain)),
        *((_year(y), int(m), int(d)) for d, m, y in _BY_NUMBER.findall(plain)),
        *((_year(y), _month(m), int(d)) for d, m, y in _BY_NAME.findall(plain)),
        *((_year(y), _month(m), int(d)) for m, d, y in _NAME_FIRST.findall(plain)),
    }
    dated = {(year, month, day) for year, month, day in found if month}
    if len(dated) != 1:
        return None
    try:
        return date(*dated.pop())
    except ValueError:
        return None


def place_beside(text: str, named: str = "") -> str | None:
    """Return the place that stands before a date, or behind it: "Нови Град 10.9.2021. године", "10.9.2021, Добој".

    None where there is no date, a place on both sides, or something else than names: these begin with capitals, but
    for one that begins as a name in *named* does.
    """
    text = _with_days_in_digits(text)
    found = [m for pattern in (_YEAR_FIRST, _BY_NUMBER, _BY_NAME, _NAME_FIRST) for m in pattern.finditer(text)]
    dated = next((m for m in found if written_date(m[0])), None)
    if dated is None:
        return None
    sides = (_names(text[: dated.start()]), _names(text[dated.end() :]))
    places = [" ".join(words) for words in sides if words]
    if len(places) != 1:
        return None
    begun = canonical(places[0])[:_BEGINNING]
    own = len(begun) == _BEGINNING and f" {begun}" in f" {canonical(named)}"
    return places[0] if own or _is_name(places[0].split()) else None


def _is_name(words: Sequence[str]) -> bool:
    """Tell whether *words* are a place's name: with capitals, but for a preposition within ("Крупа на Уни")."""
    ends = words[0][:1].isupper() and words[-1][:1].isupper()
    return ends and all(word[:1].isupper() or len(word) <= _PREPOSITION for word in words)


def _names(text: str) -> list[str]:
    """The words beside a date that are not the date's: "дана", "године"."""
    words = (word.strip(" .,;:()/–-") for word in text.split())
    return [word for word in words if word and canonical(word) not in AROUND_DATE]


def _with_days_in_digits(text: str) -> str:
    """Write the day before a month in digits where it stands in words: "двадесет првог августа 2021"."""

    def in_digits(words: re.Match[str]) -> str:
        before, gap, unit, month = words.groups("")
        day = _DAYS.get(canonical(unit), 0)
        if not day or not _month(month):
            return words[0]
        tens = _TENS.get(canonical(before), 0)
        return str(tens + day) if tens else f"{before}{gap}{day}"

    return _IN_WORDS.sub(in_digits, text)


def _year(digits: str) -> int:
    return int(digits) + (_CENTURY if len(digits) < len("2021") else 0)


def _month(name: str) -> int:
    """Return the month from 1, or 0 where *name* is none; its number may stand in words: "трећег деветог 2021"."""
    folded = canonical(name)
    for month, words in enumerate(_MONTHS, 1):
        if any(folded.startswith(word[:-1]) if word.endswith("*") else folded == word for word in words.split()):
            return month
    number = _ROMAN.index(folded) + 1 if folded in _ROMAN else _DAYS.get(folded, 0)
    return number if number <= len(_MONTHS) else 0
