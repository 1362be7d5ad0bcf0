"""The events of a cluster as a calendar file (RFC 5545) that its reader may take over, or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, timedelta

import icalendar

from intake.replies.enclosure import Enclosure
from intake.rules.call import Event
from intake.rules.letters.letters import Facts

_PRODUCT = "-//intake desk//letters//EN"


def calendar_of(
    facts: Facts, *, name: str, languages: Sequence[str], domain: str, describe: Callable[[Event], str]
) -> Enclosure:
    """Return the events of *facts*, whole days, preliminary ones as tentative; the same facts give the same bytes.

    There is no METHOD, no organizer and no attendee: nobody is invited and no answer is expected (RFC 5546, 1.4). An
    event keeps its UID, ending in *domain*, in all letters of the call: a later file brings its date up to date.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", facts.call.title.in_language(languages[0]))
    calendar.add("x-wr-timezone", facts.call.zone.key)
    for owner, event in _owned(facts):
        calendar.add_component(_entry(facts, event, f"{event.id}.{owner}@{domain}", languages, describe(event)))
    return Enclosure(name=name, kind="text/calendar", content=calendar.to_ical())


def _owned(facts: Facts) -> Iterator[tuple[str, Event]]:
    """Each event behind the name of what it belongs to: the call, a cluster or an approach."""
    for event in facts.events:
        owners = (owner.id for owner in (facts.cluster, facts.approach) if owner and event in owner.events)
        yield ".".join((*owners, facts.call.id)), event


def _entry(facts: Facts, event: Event, uid: str, languages: Sequence[str], description: str) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", uid)
    entry.add("dtstamp", facts.now.astimezone(UTC))
    entry.add("dtstart", event.starts)
    entry.add("dtend", event.ends + timedelta(days=1))  # RFC 5545, 3.6.1: the first day that is not part of it
    entry.add("summary", " / ".join(event.title.in_language(language) for language in languages))
    entry.add("description", description)
    entry.add("status", "TENTATIVE" if event.preliminary else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    return entry
