"""`calls/*.toml` to frozen calls, or every fault at once with its key."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from intake.rules.call import (
    Approach,
    Call,
    Cluster,
    Event,
    Field,
    FieldType,
    First,
    Host,
    Period,
    Retention,
    Signs,
    Text,
)
from intake.toml import values
from intake.toml.table import Document, Table, Unusable

_LANGUAGES = ("sr-Cyrl", "en")
_ID = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
_PREFIX = re.compile(r"[A-Z0-9]{1,12}")
_PERIOD = re.compile(r"(\d{1,3}) (day|month|year)s? after deadline")
_DAYS_OF_NOTICE = 14
_EMPTY = Text(sr="", en="")


def load(path: Path, *, zone: ZoneInfo, address: str) -> Call:
    """Read the call at *path*; *zone* is where its dates count, *address* where applications go if it names none.

    Raises ConfigError with every fault, each with its full key ("clusters[2].events[0].date").
    """
    document = Document.read(path)
    call = _call(document.root, zone, address)
    document.finish()
    return call


def _call(root: Table, zone: ZoneInfo, address: str) -> Call:
    call_id = root.need("id", _id, "")
    deadline = root.need("deadline", lambda value: _deadline(value, zone), datetime.max.replace(tzinfo=zone))
    form = root.need("form", values.at_least_one(values.text), ("",))
    hosts = tuple(map(_host, root.tables("hosts")))
    signs = root.table("signs")
    root.take("max_choices", _one, 1)
    until = root.take("retention", lambda value: _until(value, deadline, zone), None)
    notice = timedelta(days=root.take("retention_notice", values.whole, _DAYS_OF_NOTICE))
    call = Call(
        id=call_id,
        prefix=root.take("prefix", _prefix, _initials(call_id)),
        title=root.need("title", _text, _EMPTY),
        address=root.take("address", values.address, address),
        zone=zone,
        deadline=deadline,
        deadline_day=deadline.astimezone(zone).date(),
        form=form,
        form_title=root.take("form_title", _text, Text(sr=form[0], en=form[0])),
        clusters=tuple(_cluster(table, hosts) for table in root.tables("clusters")),
        hosts=hosts,
        fields=tuple(map(_field, root.tables("fields"))),
        events=_events(root),
        economies=root.take("economies", values.several(_text), ()),
        short=root.take("short", _text, None),
        retention=None if until is None else Retention(until=until, notice=notice),
        eligible=root.take("eligible", values.at_least_one(values.text), ("srp",)),
        signs=Signs(
            application=signs.take("application", values.several(values.text), ()),
            asking=signs.take("asking", values.several(values.text), ()),
            applying=signs.take("applying", values.several(values.text), ()),
            enclosed=signs.take("enclosed", values.several(values.text), ()),
            other_forms=signs.take("other_forms", values.several(values.text), ()),
        ),
        first=root.take("first_language", values.one_of(First), First.CONFIGURED),
        corrections_until=root.take("corrections_until", lambda value: _later(value, deadline, zone), None),
    )
    _refuse_empty(root, call)
    _refuse_repeated(root, call)
    return call


def _refuse_empty(root: Table, call: Call) -> None:
    for name, found in (("clusters", call.clusters), ("fields", call.fields)):
        if not found:
            root.fault(name, f"is missing: a call needs at least one [[{name}]]")
    if call.fields and not any(field.id == "cluster" and field.type is FieldType.CHOICE for field in call.fields):
        root.fault("fields", 'none has the id "cluster" and the type "choice": what is applied for is asked there')


def _refuse_repeated(root: Table, call: Call) -> None:
    approaches = (approach.id for cluster in call.clusters for approach in cluster.approaches)
    _refuse_twice(root, "clusters", (*(cluster.id for cluster in call.clusters), *approaches))
    _refuse_twice(root, "hosts", (host.id for host in call.hosts))
    _refuse_twice(root, "fields", (field.id for field in call.fields))


def _refuse_twice(table: Table, name: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one and one in seen:
            table.fault(name, f"has the id {one!r} twice")
        seen.add(one)


# The parts of a call


def _host(table: Table) -> Host:
    return Host(
        id=table.need("id", _id, ""),
        title=table.need("title", _text, _EMPTY),
        economy=table.take("economy", _text, _EMPTY),
        gathers=table.take("gathers", values.several(values.text), ()),
    )


def _cluster(table: Table, hosts: tuple[Host, ...]) -> Cluster:
    own = _approach(table, hosts)
    return Cluster(
        id=own.id,
        title=own.title,
        short=own.short,
        aliases=own.aliases,
        known_by=own.known_by,
        hosts=own.hosts,
        events=own.events,
        periods=own.periods,
        approaches=tuple(_approach(inner, hosts) for inner in table.tables("approaches")),
    )


def _approach(table: Table, hosts: tuple[Host, ...]) -> Approach:
    """Read what a cluster and an approach have in common: an approach has "the same keys"."""
    title = table.need("title", _text, _EMPTY)
    named = table.take("hosts", values.several(values.text), ())
    for unknown in sorted(set(named) - {host.id for host in hosts}):
        table.fault("hosts", f"no [[hosts]] has the id {unknown!r}")
    return Approach(
        id=table.need("id", _id, ""),
        title=title,
        short=table.take("short", _text, title),
        aliases=table.take("aliases", values.several(values.text), ()),
        known_by=table.take("known_by", values.several(values.text), ()),
        hosts=named,
        events=_events(table),
        periods=tuple(map(_period, table.tables("periods"))),
    )


def _events(table: Table) -> tuple[Event, ...]:
    return tuple(map(_event, table.tables("events")))


def _event(table: Table) -> Event:
    starts, ends = _days(table)
    return Event(
        id=table.need("id", _id, ""),
        title=table.need("title", _text, _EMPTY),
        starts=starts,
        ends=ends,
        online=table.take("online", values.flag, False),  # noqa: FBT003  # the value itself
        preliminary=table.take("preliminary", values.flag, True),  # noqa: FBT003  # the value itself
    )


def _period(table: Table) -> Period:
    starts, ends = _days(table)
    return Period(
        id=table.need("id", _id, ""),
        title=table.need("title", _text, _EMPTY),
        starts=starts,
        ends=ends,
        preliminary=table.take("preliminary", values.flag, True),  # noqa: FBT003  # the value itself
        guessed=table.take("guessed", values.flag, False),  # noqa: FBT003  # the value itself
    )


def _days(table: Table) -> tuple[date, date]:
    """Read one day (`date`) or the first and the last (`starts`, `ends`)."""
    if "date" in table or "starts" not in table:
        day = table.need("date", values.day, date.min)
        return day, day
    starts = table.need("starts", values.day, date.min)
    ends = table.need("ends", values.day, date.max)
    if ends < starts:
        table.fault("ends", f"{ends} is before {starts}")
    return starts, ends


def _field(table: Table) -> Field:
    return Field(
        id=table.need("id", _id, ""),
        label=table.need("label", _text, _EMPTY),
        type=table.need("type", values.one_of(FieldType), FieldType.TEXT),
        required=table.take("required", values.flag, False),  # noqa: FBT003  # the value itself
        for_hosts=table.take("for_hosts", values.flag, False),  # noqa: FBT003  # the same
        aliases=table.take("aliases", values.several(values.text), ()),
        asks=table.take("asks", values.several(values.text), ()),
        hint=table.take("hint", _text, None),
        section=table.take("section", _text, None),
        columns=tuple(map(_field, table.tables("columns"))),
        rows=table.take("rows", values.whole, 0),
        options=table.take("options", values.several(_text), ()),
    )


# Values that only a call has


def _id(value: object) -> str:
    given = values.text(value)
    if not _ID.fullmatch(given):
        raise Unusable("must be letters a-z and digits, parted by hyphens")
    return given


def _prefix(value: object) -> str:
    given = values.text(value)
    if not _PREFIX.fullmatch(given):
        raise Unusable('must be up to 12 capital letters and digits, such as "LC21"')
    return given


def _initials(call_id: str) -> str:
    """Make a prefix of an id: "learning-clusters-2021" gives "LC21"."""
    return "".join(part[-2:] if part.isdigit() else part[0] for part in re.split("[-_]", call_id) if part).upper()


def _text(value: object) -> Text:
    """Read a text in both languages; a plain text stands for both ("IDRM", "A1")."""
    if isinstance(value, str):
        return Text(sr=values.text(value), en=values.text(value))
    if not isinstance(value, dict) or set(value) != set(_LANGUAGES):
        raise Unusable('must be a text in both languages: { "sr-Cyrl" = "…", en = "…" }')
    return Text(sr=values.text(value["sr-Cyrl"]), en=values.text(value["en"]))


def _one(value: object) -> int:
    if value != 1:
        raise Unusable("only 1 is handled: an application is for one cluster")
    return 1


def _deadline(value: object, zone: ZoneInfo) -> datetime:
    """Return the last moment that counts: the end of a date's whole day in *zone*, or a date-time as it stands."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    try:
        return datetime.combine(values.day(value), time.max, zone)
    except Unusable as neither:
        raise Unusable(
            "must be a date, of which the whole day counts, or a date-time: 2021-09-13T12:00:00"
        ) from neither


def _until(value: object, deadline: datetime, zone: ZoneInfo) -> datetime:
    """Return the end of the day on which applications are last kept: a date, or so long after the *deadline*."""
    found = _PERIOD.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        day = _after(deadline.astimezone(zone).date(), int(found[1]), found[2]) if found else values.day(value)
    except (Unusable, ValueError, OverflowError) as neither:
        raise Unusable('must be a date, or such as "2 years after deadline" (days, months, years)') from neither
    return datetime.combine(day, time.max, zone)


def _later(value: object, deadline: datetime, zone: ZoneInfo) -> date:
    """Return a day after that of the *deadline*: until then its own day is named."""
    day = values.day(value)
    if day <= deadline.astimezone(zone).date():
        raise Unusable("must be a date after the deadline")
    return day


def _after(day: date, number: int, unit: str) -> date:
    """Return *day* so much later; where a month has no such day, its last."""
    if unit == "day":
        return day + timedelta(days=number)
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
