"""What a digest tells: what is new, what has changed, what waits for whom, and how each call stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from intake.rules.call import Call, Text
from intake.rules.entry import Doubt, Entry, Letter, Message
from intake.rules.judging.returned import Returned, returns
from intake.rules.ledger import Alarm
from intake.rules.register.frame import Frame, by_entry, current, standing
from intake.rules.retention import ends
from intake.rules.staff.asked import asked
from intake.rules.staff.days import DAYS_BEFORE_ERASURE, days_left, is_special
from intake.rules.staff.lines import Line, Listed, line_of
from intake.rules.staff.waiting import MENDABLE, Lookup, Waiting, waiting
from intake.rules.states import Outcome, Status
from intake.rules.terms import Term

_TOLD_AS_TASKS = frozenset({"letters-held-by-limit", "letters-uncertain", "letters-failed", "quarantine"})
_APPLICANTS_TURN = frozenset({Status.INCOMPLETE, Status.NO_FORM})  # the others wait for staff
_DAYS_TOLD = 60  # after a deadline, while other calls go on
_ALL = 100  # lines of the lists before a deadline: every municipality may apply once


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What the store holds, as far as a digest tells of it.

    *decided* says when each message was decided (aware). *settled* are the entries about which staff have decided;
    *unclear* is what they wrote for a decision and is none, by entry, and *doubts* what the register asks them.
    """

    entries: tuple[Entry, ...] = ()
    messages: tuple[Message, ...] = ()
    letters: tuple[Letter, ...] = ()
    decided: Mapping[str, datetime] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()
    unclear: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    announced: Mapping[str, datetime] = field(default_factory=dict)  # since when it is told that a call's are erased


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNews:
    """How a call stands; *applied* and *mendable* are for the special days before its deadline.

    *erased_on* is the day after which its applications are no longer kept; *reminded* says that today it is news.
    """

    title: Text
    deadline_day: date
    days_left: int  # less than 0: it is over
    total: int
    statuses: tuple[tuple[Text, int], ...]
    clusters: tuple[tuple[Text, int], ...]  # every one, also without an applicant
    special: bool
    applied: Listed
    mendable: Listed
    erased_on: date | None = None
    reminded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Everything that one digest says, in both languages; times in the desk's zone."""

    now: datetime
    since: datetime | None  # the digest before it; None for the first
    calls: tuple[CallNews, ...]
    new: Listed
    changed: Listed  # newer versions
    returned: Listed  # letters that came back
    waiting: tuple[Waiting, ...]  # for staff
    applicants: Listed  # whose turn it is, where no special day tells of them
    alarms: tuple[Alarm, ...]

    @property
    def to_do(self) -> int:
        """How many things wait for staff."""
        return sum(each.listed.total for each in self.waiting)

    @property
    def special(self) -> bool:
        """Whether a deadline is so near that the digest goes out in any case."""
        return any(call.special for call in self.calls)

    @property
    def worth_sending(self) -> bool:
        """Whether it says anything that staff should read today."""
        news = self.new.total + self.changed.total + self.returned.total
        return bool(news or self.to_do or self.alarms or self.special or any(call.reminded for call in self.calls))


def digest(books: Books, frame: Frame, *, since: datetime | None) -> Digest:
    """Compose the digest of `frame.as_of` about what was decided after *since* (aware; None: about everything)."""
    fresh = frozenset(message for message, at in books.decided.items() if since is None or at > since)
    lookup: Lookup = {(entry.entry, entry.version): entry for entry in books.entries}
    counting = current(books.entries)
    undecided = [entry for entry in counting if entry.entry not in books.settled]
    mendable = [e for e in undecided if e.status in MENDABLE and frame.as_of <= frame.call(e).deadline]
    turn = [e for e in mendable if e.status in _APPLICANTS_TURN and not is_special(frame.call(e), frame.as_of)]
    answers = [m for m in books.messages if m.message in fresh and _is_answer(m)]
    stuck = [m for m in books.messages if m.outcome is Outcome.QUARANTINED]
    return Digest(
        now=frame.as_of.astimezone(frame.zone),
        since=since and since.astimezone(frame.zone),
        calls=tuple(
            _with_erasure(_call_news(call, counting, mendable, frame), call, books.announced.get(call.id), frame, since)
            for call in _living(books, fresh, frame)
        ),
        new=Listed.of([_newcomer(standing(each), frame) for each in _begun(books, fresh)]),
        changed=Listed.of([line_of(each[-1], frame) for each in _grown(books, fresh)]),
        returned=Listed.of(list(_returned(books, fresh, lookup, frame))),
        waiting=(
            *waiting(undecided, books.letters, answers, stuck, lookup, frame),
            *asked(counting, books.doubts, books.unclear, frame),
        ),
        applicants=Listed.of([_to_call(entry, frame) for entry in turn]),
        alarms=tuple(alarm for alarm in books.alarms if alarm.code not in _TOLD_AS_TASKS),
    )


def _living(books: Books, fresh: frozenset[str], frame: Frame) -> Sequence[Call]:
    """Return the calls that a digest tells of: not those long over, unless something still comes or goes."""
    newly = {entry.call for entry in books.entries if entry.message in fresh}
    told = newly | {call.id for call in frame.calls if call.retention is not None and call.id in books.announced}
    living = [c for c in frame.calls if days_left(c, frame.as_of) >= -_DAYS_TOLD or c.id in told]
    return living or frame.calls


def _begun(books: Books, fresh: frozenset[str]) -> Iterator[tuple[Entry, ...]]:
    """Yield the versions of each application that came in since; oldest first."""
    return (versions for versions in by_entry(books.entries).values() if versions[0].message in fresh)


def _newcomer(entry: Entry, frame: Frame) -> Line:
    """Tell a new application; what is wrong with it stands where it waits for somebody."""
    return line_of(entry, frame, notes=None if entry.status is Status.ACCEPTED else ())


def _grown(books: Books, fresh: frozenset[str]) -> Iterator[tuple[Entry, ...]]:
    """Yield the versions of each known application of which a newer one has come in since."""
    for versions in by_entry(books.entries).values():
        if versions[0].message not in fresh and versions[-1].message in fresh:
            yield versions


def _call_news(call: Call, counting: Sequence[Entry], mendable: Sequence[Entry], frame: Frame) -> CallNews:
    mine = [entry for entry in counting if frame.call(entry) is call]
    special = is_special(call, frame.as_of)
    applied = [line_of(entry, frame, notes=()) for entry in mine if special]
    mending = [_to_call(entry, frame) for entry in mendable if special and frame.call(entry) is call]
    return CallNews(
        title=call.title,
        deadline_day=call.deadline_day,
        days_left=days_left(call, frame.as_of),
        total=len(mine),
        statuses=tuple(_by_status(mine, frame)),
        clusters=tuple(_by_cluster(mine, call, frame)),
        special=special,
        applied=Listed.of(applied, _ALL),
        mendable=Listed.of(mending, _ALL),
    )


def _with_erasure(
    news: CallNews, call: Call, announced: datetime | None, frame: Frame, since: datetime | None
) -> CallNews:
    """Add when the call's applications are erased, once that is announced and as long as there are any."""
    if call.retention is None or announced is None or not news.total:
        return news
    on = ends(call.retention, announced).astimezone(call.zone).date()
    left = (on - frame.as_of.astimezone(call.zone).date()).days
    return replace(news, erased_on=on, reminded=left in DAYS_BEFORE_ERASURE or since is None or announced > since)


def _by_status(entries: Iterable[Entry], frame: Frame) -> Iterator[tuple[Text, int]]:
    counts = Counter(entry.status for entry in entries)
    for status in reversed(Status):
        if counts[status]:
            said, sign = frame.wording.statuses[status], frame.wording.symbols[status]
            yield Text(sr=f"{sign} {said.sr}", en=f"{sign} {said.en}"), counts[status]


def _by_cluster(entries: Iterable[Entry], call: Call, frame: Frame) -> Iterator[tuple[Text, int]]:
    counts = Counter(entry.cluster for entry in entries)
    yield from ((cluster.short, counts[cluster.id]) for cluster in call.clusters)
    if counts[None]:
        yield frame.wording.terms[Term.WITHOUT_CLUSTER], counts[None]


def _returned(books: Books, fresh: frozenset[str], lookup: Lookup, frame: Frame) -> Iterator[Line]:
    """Yield the applications to which a letter of ours did not arrive."""
    letters = {(one.entry, one.version): one.to for one in books.letters}
    for about, kind in returns(m for m in books.messages if m.message in fresh).items():
        entry = lookup.get(about)
        if kind is Returned.BOUNCE and entry is not None:
            yield line_of(entry, frame, notes=(), contact=letters.get(about) or entry.sender)


def _is_answer(message: Message) -> bool:
    """Tell a person's reply to a letter of ours: it lies unread in the mailbox and nobody answers it but staff."""
    return message.outcome is Outcome.OTHER and message.entry is not None


def _to_call(entry: Entry, frame: Frame) -> Line:
    """Tell *entry* with how its applicant is best asked: the contact person of the form, and who wrote."""
    answers = (entry.answers.get(name) for name in ("contact_name", "contact_phone"))
    return line_of(entry, frame, contact=", ".join([*(a for a in answers if isinstance(a, str)), entry.sender]))
