"""The events of a cluster as a calendar file (RFC 5545) that its reader may take over, or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

import icalendar

from intake.replies.enclosure import Enclosure
from intake.replies.writer import Writer
from intake.rules.call import Event
from intake.rules.letters.letters import Facts, Part

_PRODUCT = "-//intake desk//letters//EN"
_ANY_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)  # in the place of a letter's own, in what is the same for many letters
_STAMP = "\r\nDTSTAMP:{:%Y%m%dT%H%M%SZ}\r\n"  # no text can hold it: in a file of this kind, its lines have no ends
_ALIKE = 64  # letters about the same cluster say the same of its events


class _Told(NamedTuple):
    """What a file says of one event, *until* being the first day that is not part of it (RFC 5545, 3.6.1)."""

    uid: str
    starts: date
    until: date
    title: str
    description: str
    status: str


def enclosed_calendar(facts: Facts, writer: Writer, languages: Sequence[str]) -> Enclosure | None:
    """Return the events of an application that is accepted, named by its number: nobody else needs them."""
    if Part.COMPLETE not in facts.parts or not facts.events:
        return None
    return calendar_of(
        facts,
        name=f"{facts.entry}.ics",
        languages=languages,
        domain=writer.message_id_domain,
        describe=lambda event: writer.templates.event(facts, event, languages),
    )


def calendar_of(
    facts: Facts, *, name: str, languages: Sequence[str], domain: str, describe: Callable[[Event], str]
) -> Enclosure:
    """Return the events of *facts*, whole days, preliminary ones as tentative; the same facts give the same bytes.

    There is no METHOD, no organizer and no attendee: nobody is invited and no answer is expected (RFC 5546, 1.4). An
    event keeps its UID, ending in *domain*, in all letters of the call: a later file brings its date up to date.
    """
    events = tuple(
        _told(event, f"{event.id}.{owner}@{domain}", languages, describe(event)) for owner, event in _owned(facts)
    )
    written = _written(facts.call.title.in_language(languages[0]), facts.call.zone.key, events)
    now = _STAMP.format(facts.now.astimezone(UTC)).encode()
    return Enclosure(name=name, kind="text/calendar", content=written.replace(_STAMP.format(_ANY_MOMENT).encode(), now))


def _owned(facts: Facts) -> Iterator[tuple[str, Event]]:
    """Each event behind the name of what it belongs to: the call, a cluster or an approach."""
    for event in facts.events:
        owners = (owner.id for owner in (facts.cluster, facts.approach) if owner and event in owner.events)
        yield ".".join((*owners, facts.call.id)), event


def _told(event: Event, uid: str, languages: Sequence[str], description: str) -> _Told:
    return _Told(
        uid=uid,
        starts=event.starts,
        until=event.ends + timedelta(days=1),
        title=" / ".join(event.title.in_language(language) for language in languages),
        description=description,
        status="TENTATIVE" if event.preliminary else "CONFIRMED",
    )


@lru_cache(maxsize=_ALIKE)
def _written(title: str, zone: str, events: tuple[_Told, ...]) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", zone)
    for event in events:
        calendar.add_component(_entry(event))
    written: bytes = calendar.to_ical()
    return written


def _entry(told: _Told) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", told.uid)
    entry.add("dtstamp", _ANY_MOMENT)
    entry.add("dtstart", told.starts)
    entry.add("dtend", told.until)
    entry.add("summary", told.title)
    entry.add("description", told.description)
    entry.add("status", told.status)
    entry.add("transp", "TRANSPARENT")
    return entry
