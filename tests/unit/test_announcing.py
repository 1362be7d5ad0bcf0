"""Whom new dates concern: who was told the old ones, may be written to, and was not told the new ones."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.replies.letter import Original
from intake.rules.call import Call, Cluster
from intake.rules.entry import Entry, Letter
from intake.rules.judging.returned import Returned
from intake.rules.letters.dates import dates_of
from intake.rules.letters.facts import facts_of
from intake.rules.letters.letters import Announcement, Facts
from intake.rules.staff.announcing import OUTDATED, Addressee, Correspondence, LeftOut, concerned
from intake.rules.states import LetterState, Status
from samples.letters import LAKTASI, RECEIVED, announcement_writer, entry, letter, letter_writer, the_call

TO = "opstina@applicants.example"


def moved(days: int) -> tuple[Call, Cluster]:
    """Give the call with the events of one cluster so many days later, and that cluster."""
    cluster = the_call().cluster("minorities")
    assert cluster is not None
    later = timedelta(days=days)
    events = tuple(one._replace(starts=one.starts + later, ends=one.ends + later) for one in cluster.events)
    changed = cluster._replace(events=events)
    clusters = tuple(changed if one.id == cluster.id else one for one in the_call().clusters)
    return replace(the_call(), clusters=clusters), changed


def answer(state: LetterState = LetterState.SENT, days: int | None = 0, **changes: Any) -> Letter:  # noqa: ANN401 - any field of Letter
    """Give the answer to the sample application, told the dates of that call."""
    return letter(state, told=None if days is None else dates_of(*moved(days)), **{"to": TO, **changes})


def ask(
    *letters: Letter,
    entries: tuple[Entry, ...] = (entry(),),
    days: int = 1,
    **books: Any,  # noqa: ANN401
) -> list[Addressee | LeftOut]:
    """Ask about the dates as moved by so many days."""
    return list(concerned(Correspondence(current=entries, letters=letters, **books), *moved(days)))


def why(*letters: Letter, **books: Any) -> str:  # noqa: ANN401 - any argument of ask
    """Return why the one applicant is left out."""
    (found,) = ask(*letters, **books)
    assert isinstance(found, LeftOut)
    return found.why


@pytest.mark.parametrize(
    "state", [LetterState.SENT, LetterState.QUEUED, LetterState.SENDING, LetterState.UNCERTAIN], ids=str
)
@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.INCOMPLETE], ids=str)
def test_who_was_told_other_dates_is_told_the_new_ones(state: LetterState, status: Status) -> None:
    """At the address to which the answer was allowed to go."""
    (found,) = ask(answer(state), entries=(entry(status),))
    assert isinstance(found, Addressee)
    assert (found.to, found.earlier) == (TO, 0)


@pytest.mark.parametrize("days", [None, 0])
def test_who_was_told_no_dates_yet_is_told_too(days: int | None) -> None:
    """An application that is incomplete got none; nor do letters of an older program say which they told."""
    (found,) = ask(answer(days=days))
    assert isinstance(found, Addressee)


def test_who_applied_after_the_change_was_told_already() -> None:
    """Its answer had the new dates: a second letter would only puzzle."""
    assert why(answer(days=1)) == "it was told these dates"


@pytest.mark.parametrize("state", [LetterState.SUPPRESSED, LetterState.HELD, LetterState.FAILED], ids=str)
def test_who_was_not_to_be_answered_is_never_written_to(state: LetterState) -> None:
    """A machine, a list, a forgery, an address that does not work (RFC 3834)."""
    assert why(answer(state, why="list mail: List-Id")) == f"its own letter is {state} (list mail: List-Id)"


def test_without_an_answer_or_a_recipient_nobody_is_written_to() -> None:
    """There is no address that the desk may use."""
    assert why() == "nobody may be answered"
    assert why(answer(to=None)) == "nobody may be answered"
    other = answer(entry="LC21-0009")
    assert why(other) == "nobody may be answered"


def test_what_came_back_does_not_go_again() -> None:
    """The address bounces; an absence does not."""
    assert why(answer(), returned={("LC21-0007", 1): Returned.BOUNCE}) == "its own letter came back"
    (found,) = ask(answer(), returned={("LC21-0007", 1): Returned.AUTO_REPLY})
    assert isinstance(found, Addressee)


@pytest.mark.parametrize("status", [one for one in Status if one not in (Status.ACCEPTED, Status.INCOMPLETE)], ids=str)
def test_what_is_no_application_in_order_is_left_out(status: Status) -> None:
    """Whether they take part at all is open; a late one that staff admitted is in order."""
    assert why(answer(), entries=(entry(status),)) == f"its status is {status}"
    (found,) = ask(answer(), entries=(entry(status),), admitted={"LC21-0007"})
    assert isinstance(found, Addressee) == (status is Status.LATE)


def test_who_was_refused_by_staff_is_left_alone() -> None:
    """New dates would read like an invitation."""
    assert why(answer(), refused={"LC21-0007"}) == "refused by staff"


def test_another_cluster_is_not_concerned() -> None:
    """Its dates are as they were."""
    assert ask(answer(), entries=(entry(cluster="idrm", approach=None),)) == []
    assert ask(answer(), entries=(entry(call="another"),)) == []


def announced(days: int, number: int, **changes: Any) -> Letter:  # noqa: ANN401 - any field of Letter
    """Give an announcement of those dates."""
    return replace(
        answer(days=days, about=f"dates-changed {days} {number}", message_id=f"<{number}@x.example>"), **changes
    )


def test_an_announcement_that_waits_is_not_written_again() -> None:
    """Nobody gets two, however often the command is run; and what staff dropped stays dropped."""
    for state in (LetterState.HELD, LetterState.QUEUED, LetterState.SENT, LetterState.FAILED, LetterState.SUPPRESSED):
        assert why(answer(), announced(1, 1, state=state, why="staff: dropped by hand")) == "it was told these dates"


@pytest.mark.parametrize("state", [LetterState.HELD, LetterState.QUEUED], ids=str)
def test_an_announcement_that_was_overtaken_never_goes(state: LetterState) -> None:
    """Released together, the older would say what is no longer so."""
    waits = announced(1, 1, state=state)
    (found,) = ask(answer(), waits, days=2)
    assert isinstance(found, Addressee)
    assert (found.outdated, found.earlier) == ((waits,), 1)
    (back,) = ask(answer(), waits, days=0)
    assert isinstance(back, LeftOut), "the dates are again those that the answer told"
    assert (back.outdated, back.why) == ((waits,), "it was told these dates")
    dropped = replace(waits, state=LetterState.SUPPRESSED, why=OUTDATED)
    (again,) = ask(answer(), dropped, days=1)
    assert isinstance(again, Addressee), "and now they have changed after all"


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=7))
def test_whatever_the_dates_do_each_applicant_ends_with_the_right_ones(changes: list[tuple[int, bool]]) -> None:
    """Run as often as anybody likes, released or not, changed back and forth: nobody is told twice what he knows."""
    letters = [answer()]
    for days, released in changes:
        for _ in range(2):
            (found,) = ask(*letters, days=days)
            overtaken = {one.message_id for one in found.outdated}
            letters = [
                replace(one, state=LetterState.SUPPRESSED, why=OUTDATED) if one.message_id in overtaken else one
                for one in letters
            ]
            if isinstance(found, Addressee):
                letters.append(announced(days, found.earlier + 1, state=LetterState.HELD))
        if released:
            letters = [replace(one, state=LetterState.SENT) if one.state == "held" else one for one in letters]
        going = [one for one in letters if one.state is not LetterState.SUPPRESSED]
        assert going[-1].told == dates_of(*moved(days))
        assert all(one.told != other.told for one, other in pairwise(going))
        assert sum(one.state == "held" for one in letters) <= 1
    assert len({one.message_id for one in letters}) == len(letters)


# The letter


def told(days: int = 7, **changes: Any) -> Facts:  # noqa: ANN401 - any field of Entry
    """Give the facts of an announcement."""
    call, _ = moved(days)
    facts = facts_of(entry(**changes), call=call, now=RECEIVED, applicant=LAKTASI)
    return replace(facts, case=Announcement.DATES_CHANGED)


def test_an_announcement_names_the_new_dates_in_both_languages_and_stands_in_the_thread() -> None:
    """It answers nothing, so no machine answers it; mail programs show it under the application."""
    original = Original(message_id="<1@laktasi.example>", references="<0@laktasi.example>")
    first = letter_writer().write(told(0), to=TO, original=original).content
    made = announcement_writer().write(told(), to=TO, answer=first, told="x", number=1)
    message = email.message_from_bytes(made.content, policy=email.policy.default)
    assert message.defects == []
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["In-Reply-To"] == "<1@laktasi.example>"
    assert message["References"] == "<0@laktasi.example> <1@laktasi.example>"
    assert (message["To"], message["Message-ID"]) == (TO, made.message_id)
    assert str(message["Subject"]).startswith("LC21-0007 · Нови датуми догађаја Кластера учења / New dates")
    assert (made.state, made.why, made.is_answer) == (LetterState.HELD, "announcement: dates-changed", False)
    for part in filter(None, (message.get_body((kind,)) for kind in ("plain", "html"))):
        text = " ".join(part.get_content().split())
        for event in told().events:
            assert f"{event.starts.day}. " in text
            assert f"{event.starts.day} {event.starts:%B %Y}" in text
        for word in ("прелиминар", "preliminary", "Општине Лакташи", "neither a decision"):
            assert word in text
    assert made == announcement_writer().write(told(), to=TO, answer=first, told="x", number=1), "the same bytes again"


def test_an_announcement_brings_the_new_dates_for_the_calendar_to_whom_the_old_ones_went() -> None:
    """What they took over from the answer stays at the old date until a file with the same UIDs moves it."""
    original = Original(message_id="<1@laktasi.example>")
    letter = letter_writer().write(told(0), to=TO, original=original).content
    later = announcement_writer().write(told(), to=TO, answer=letter, told="x", number=1).content
    old, new = (list(calendar(content)) for content in (letter, later))
    assert [event["UID"] for event in old] == [event["UID"] for event in new]
    assert [event.decoded("DTSTART") for event in new] == [event.starts for event in told().events]
    assert old[0].decoded("DTSTART") != new[0].decoded("DTSTART")
    assert "Приложена је датотека за календар са новим датумима („LC21-0007.ics“)." in " ".join(plain(later).split())

    waiting = told(status=Status.INCOMPLETE)
    content = announcement_writer().write(waiting, to=TO, answer=letter, told="x", number=1).content
    assert (list(calendar(content)), "календар" in plain(content)) == ([], False), "it got none before"


def calendar(content: bytes) -> Iterator[icalendar.Component]:
    """Give the events that go with a letter."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            yield from icalendar.Calendar.from_ical(str(part.get_content())).walk("VEVENT")


def plain(content: bytes) -> str:
    """Give a letter's plain text."""
    body = email.message_from_bytes(content, policy=email.policy.default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_dates_are_the_same_whatever_else_a_call_says() -> None:
    """A better title is no news; another day, or a meeting that is no longer online, is."""
    call, cluster = moved(0)
    (first, *rest) = cluster.events
    same = [
        cluster._replace(title=first.title),
        cluster._replace(events=(first._replace(title=cluster.title), *rest)),
    ]
    other = [
        cluster._replace(events=(first._replace(starts=date(2021, 1, 1)), *rest)),
        cluster._replace(events=(first._replace(online=not first.online), *rest)),
        cluster._replace(events=tuple(rest)),
    ]
    assert {dates_of(call, one) for one in same} == {dates_of(call, cluster)}
    assert len({dates_of(call, one) for one in (cluster, *other)}) == 4
