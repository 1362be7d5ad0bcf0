"""What a value of a TOML file must look like: pure parsers that raise `Unusable` with what to write instead."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from email.utils import getaddresses
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from intake.toml.table import Unusable

_Item = TypeVar("_Item")
_Choice = TypeVar("_Choice", bound=StrEnum)

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*([A-Za-z]+)")
_SIZES = {"B": 1, "KIB": 2**10, "MIB": 2**20, "GIB": 2**30, "KB": 10**3, "MB": 10**6, "GB": 10**9}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
_HOST = re.compile(r"[^@\s/:<>]+|[\[\]\da-fA-F:.%]+")  # the other is IPv6 (RFC 4291 2.2)
_CRON = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day", 1, 31, ()),
    ("month", 1, 12, ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    ("day of the week", 0, 7, ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")),  # crontab(5): 0 or 7 is Sunday
)


def text(value: object) -> str:
    """Return a text that is not empty."""
    if not isinstance(value, str):
        raise Unusable("must be a text in quotation marks")
    if not value.strip():
        raise Unusable("must not be empty")
    return value.strip()


def host(value: object) -> str:
    """Return the name or the IP address of a server, as it stands before a port."""
    given = text(value)
    if not _HOST.fullmatch(given):
        raise Unusable(f'{given!r} is no name of a server; write one such as "mail.example.org"')
    return given


def flag(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise Unusable("must be true or false")
    return value


def whole(value: object) -> int:
    """Return a whole number from 1 up."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise Unusable("must be a whole number, 1 or more")
    return value


def seconds(value: object) -> float:
    """Return a positive number of seconds."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        raise Unusable("must be a number of seconds, more than 0")
    return float(value)


def port(value: object) -> int:
    """Return a TCP port."""
    number = whole(value)
    if number > 65535:  # noqa: PLR2004  # the highest port there is
        raise Unusable("must be a port: a whole number from 1 to 65535")
    return number


def size(value: object) -> int:
    """Return the bytes of a size such as "25 MiB"."""
    found = _AMOUNT.fullmatch(value.strip()) if isinstance(value, str) else None
    unit = _SIZES.get(found[2].upper()) if found else None
    if found is None or unit is None or float(found[1]) * unit < 1:
        raise Unusable('must be a size such as "25 MiB" (B, KiB, MiB, GiB)')
    return int(float(found[1]) * unit)


def duration(value: object) -> timedelta:
    """Return a time such as "5 minutes"."""
    found = _AMOUNT.fullmatch(value.strip()) if isinstance(value, str) else None
    unit = _SECONDS.get(found[2].lower().removesuffix("s")) if found else None
    if found is None or unit is None or float(found[1]) == 0:
        raise Unusable('must be a time such as "5 minutes" (seconds, minutes, hours, days)')
    return timedelta(seconds=float(found[1]) * unit)


def at_least(shortest: timedelta) -> Callable[[object], timedelta]:
    """Return the parser of a time that is not shorter than *shortest*."""

    def parse(value: object) -> timedelta:
        given = duration(value)
        if given < shortest:
            raise Unusable(f"must be at least {shortest.total_seconds():g} seconds")
        return given

    return parse


def one_of(choices: type[_Choice]) -> Callable[[object], _Choice]:
    """Return the parser of a word of *choices*."""

    def parse(value: object) -> _Choice:
        if isinstance(value, str) and value in set(choices):
            return choices(value)
        raise Unusable(f"must be one of {', '.join(choices)}; it is {value!r}")

    return parse


def several(parse: Callable[[object], _Item]) -> Callable[[object], tuple[_Item, ...]]:
    """Return the parser of an array whose items *parse* reads."""

    def parse_all(value: object) -> tuple[_Item, ...]:
        if not isinstance(value, list):
            raise Unusable("must be an array: [ … ]")
        return tuple(parse(item) for item in value)

    return parse_all


def at_least_one(parse: Callable[[object], _Item]) -> Callable[[object], tuple[_Item, ...]]:
    """Return the parser of an array that is not empty."""

    def parse_all(value: object) -> tuple[_Item, ...]:
        items = several(parse)(value)
        if not items:
            raise Unusable("must name at least one")
        return items

    return parse_all


def zone(value: object) -> ZoneInfo:
    """Return a time zone by its name of the tz database."""
    name = text(value)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise Unusable(f'no time zone has the name {name!r}; write one such as "Europe/Sarajevo"') from unknown


def day(value: object) -> date:
    """Return a date, written as such or as a text."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as no_date:
            raise Unusable("must be a date: 2021-09-13") from no_date
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Unusable("must be a date: 2021-09-13")
    return value


def time_of_day(value: object) -> time:
    """Return a time of day, written as "07:30" or as TOML's own 07:30:00; to the minute."""
    try:
        given = time.fromisoformat(value.strip()) if isinstance(value, str) else value
    except ValueError as no_time:
        raise Unusable('must be a time of day such as "07:30"') from no_time
    if not isinstance(given, time) or given.tzinfo is not None:
        raise Unusable('must be a time of day such as "07:30"')
    return given.replace(second=0, microsecond=0)


def address(value: object) -> str:
    """Return a bare e-mail address (RFC 5322 addr-spec, loosely), in lower case."""
    given = text(value)
    if not _ADDRESS.fullmatch(given):
        raise Unusable(f"{given!r} is no e-mail address")
    return given.lower()


def mailbox(value: object) -> str:
    """Return one address with or without a name before it, as a From line holds it (RFC 5322 3.4)."""
    given = text(value)
    found = getaddresses([given])
    if len(found) != 1 or not _ADDRESS.fullmatch(found[0][1]):
        raise Unusable('must be one address such as "Name <info@example.org>"')
    return given


def address_of(sender: str) -> str:
    """Return the address in a From line, in lower case; "" where there is none."""
    return next((found.lower() for _, found in getaddresses([sender])), "")


def is_loopback(host: str) -> bool:
    """Tell whether *host* is this machine itself (RFC 1122 3.2.1.3, RFC 4291 2.5.3)."""
    try:
        return host.lower() == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def cron(value: object) -> str:
    """Return a schedule of five fields: minute, hour, day, month, day of the week (by name)."""
    given = text(value)
    fields = given.split()
    if len(fields) != len(_CRON):
        raise Unusable('must have five fields, such as "*/5 7-18 * * mon-fri"')
    for field, (name, lowest, highest, names) in zip(fields, _CRON, strict=True):
        if not all(_is_cron(part, lowest, highest, names) for part in field.lower().split(",")):
            raise Unusable(f"{field!r} is no {name} of a schedule")
    return " ".join((*fields[:-1], _weekdays(fields[-1].lower())))


def _weekdays(field: str) -> str:
    """Name the days: numbers count from Sunday in cron, and from Monday in the scheduler."""
    names = _CRON[-1][-1]
    days: dict[str, None] = {}
    for part in field.split(","):
        where, _, step = part.partition("/")
        first, *last = _ends("0-6" if where == "*" else where, names, 0)
        end = int(last[0]) if last else max(int(first), 6 if step else 0)
        days |= dict.fromkeys(names[int(first) : end + 1 : int(step or 1)])
    return "*" if field == "*" else ",".join(days)


def _ends(where: str, names: tuple[str, ...], lowest: int) -> list[str]:
    words = {name: str(number) for number, name in enumerate(names, lowest)}
    return [words.get(end, end) for end in where.split("-")]


def _is_cron(part: str, lowest: int, highest: int, names: tuple[str, ...]) -> bool:
    """Tell whether *part* is "*", a value or a range of values, with or without a step."""
    where, _, step = part.partition("/")
    if ("/" in part and not (step.isdecimal() and int(step) > 0)) or not where:
        return False
    if where == "*":
        return True
    ends = _ends(where, names, lowest)
    if len(ends) > 2 or not all(end.isdecimal() for end in ends):  # noqa: PLR2004  # a range has two
        return False
    return lowest <= int(ends[0]) <= int(ends[-1]) <= highest
