"""Whom new dates concern: applicants of a cluster who may be written to, and who have not been told these dates."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from intake.rules.call import Call, Cluster
from intake.rules.entry import Entry, Letter
from intake.rules.judging.returned import Returned
from intake.rules.letters.dates import dates_of
from intake.rules.states import LetterState, Status

_CONCERNED = frozenset({Status.ACCEPTED, Status.INCOMPLETE})
_ALLOWED = frozenset({LetterState.QUEUED, LetterState.SENDING, LetterState.SENT, LetterState.UNCERTAIN})
_WAITING = frozenset({LetterState.HELD, LetterState.QUEUED})
OUTDATED = "announcement: the dates have changed again"
"""Why an announcement never goes that was overtaken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """What the store holds, as far as it decides who is told.

    *current* is one version of each application, *letters* are all there are, the oldest first. *refused* and
    *admitted* name the entries about which staff have decided so; *returned* says what came back, by entry and version.
    """

    current: tuple[Entry, ...] = ()
    letters: tuple[Letter, ...] = ()
    refused: Collection[str] = ()
    admitted: Collection[str] = ()
    returned: Mapping[tuple[str, int | None], Returned] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """An applicant who is told, at the address *to* which *answer* went; *told* names the new dates.

    *outdated* are announcements that have not gone yet and tell other dates: they never go.
    """

    entry: Entry
    to: str
    answer: Letter
    told: str
    earlier: int  # announcements about this application before this one
    outdated: tuple[Letter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An applicant of the cluster who is not told, and *why*: a part of a sentence for staff. *outdated* as above."""

    entry: Entry
    why: str
    outdated: tuple[Letter, ...] = ()


def concerned(books: Correspondence, call: Call, cluster: Cluster) -> Iterator[Addressee | LeftOut]:
    """Go through the applications for *cluster*, in order of receipt.

    Told are those that are accepted or incomplete, and late ones that staff admitted; never who was not to be answered
    (RFC 3834): an announcement goes where the answer was allowed to go.
    """
    told = dates_of(call, cluster)
    for entry in books.current:
        if (entry.call, entry.cluster) != (call.id, cluster.id):
            continue
        own = [one for one in books.letters if one.entry == entry.entry]
        answer = next((one for one in own if one.is_answer and one.version == entry.version), None)
        outdated = tuple(one for one in own if not one.is_answer and one.state in _WAITING and one.told != told)
        why = _why_not(entry, answer, books) or _why_not_again(own, outdated, told)
        if why is None and answer is not None and answer.to is not None:
            earlier = sum(not one.is_answer for one in own)
            yield Addressee(entry=entry, to=answer.to, answer=answer, told=told, earlier=earlier, outdated=outdated)
        else:
            yield LeftOut(entry=entry, why=why or "nobody may be answered", outdated=outdated)


def _why_not(entry: Entry, answer: Letter | None, books: Correspondence) -> str | None:
    if entry.entry in books.refused:
        return "refused by staff"
    if entry.status not in _CONCERNED and not (entry.status is Status.LATE and entry.entry in books.admitted):
        return f"its status is {entry.status}"
    if answer is not None and answer.state not in _ALLOWED:
        return f"its own letter is {answer.state}" + (f" ({answer.why})" if answer.why else "")
    if books.returned.get((entry.entry, entry.version)) is Returned.BOUNCE:
        return "its own letter came back"
    return None


def _why_not_again(own: Sequence[Letter], outdated: Collection[Letter], told: str) -> str | None:
    """Look at what was told last; what staff dropped by hand was their decision and is not written again."""
    standing = (one for one in reversed(own) if one.told and one not in outdated and one.why != OUTDATED)
    last = next(standing, None)
    return "it was told these dates" if last is not None and last.told == told else None
