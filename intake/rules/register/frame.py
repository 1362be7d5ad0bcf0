"""What the register is composed from, and how its sheets name things alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from intake.rules.call import Approach, Call, Cluster, Text
from intake.rules.entry import Correction, Doubt, Entry, Letter, Message
from intake.rules.entry import Value as Answer
from intake.rules.erased import Erased
from intake.rules.finding import Code
from intake.rules.register.sheets import Column, Link, Tone, Value
from intake.rules.states import Status
from intake.rules.terms import Term
from intake.rules.wording import LANGUAGES, Wording, bilingual, quotable

TONES = {
    Status.ACCEPTED: Tone.GOOD,
    Status.INCOMPLETE: Tone.ATTENTION,
    Status.REVIEW: Tone.ATTENTION,
    Status.LATE: Tone.BAD,
    Status.UNREADABLE: Tone.BAD,
    Status.NO_FORM: Tone.BAD,
    Status.SUPERSEDED: Tone.QUIET,
}
"""How much an application wants to be looked at, by its status."""

_DISPLACED = frozenset({Code.VERSION_LATE, Code.VERSION_WEAKER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What the store remembers: every version of every entry, every message, every letter, in order of receipt.

    The links are paths relative to the register's folder: of archived mails by message, of forms by entry and version,
    of letters by Message-ID.
    """

    entries: tuple[Entry, ...] = ()
    messages: tuple[Message, ...] = ()
    letters: tuple[Letter, ...] = ()
    mail_links: Mapping[str, str] = field(default_factory=dict)
    form_links: Mapping[tuple[str, int], str] = field(default_factory=dict)
    letter_links: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()  # by staff, the oldest first; those that ended as well
    originals: Mapping[tuple[str, int], Entry] = field(default_factory=dict)  # what the forms of corrected ones said
    doubts: tuple[Doubt, ...] = ()  # what staff are being asked
    unclear: Mapping[str, str] = field(default_factory=dict)  # what they wrote for a decision and is none, by entry
    erased: tuple[Erased, ...] = ()  # of which only the numbers are left


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the records are told by: the calls, the names of municipalities by id, the words, the time.

    *economies* are in English, by the municipality's id, as the calls write them. *as_of* is aware; *zone* is the
    desk's, for mails that belong to no call.
    """

    calls: tuple[Call, ...]
    municipalities: Mapping[str, Text]
    economies: Mapping[str, str]
    wording: Wording
    zone: ZoneInfo
    as_of: datetime

    def __post_init__(self) -> None:
        if not self.calls:
            raise ValueError("a register needs a call")

    def call(self, entry: Entry) -> Call:
        """Return the entry's call; one that is no longer configured is told in the first call's words."""
        return next((call for call in self.calls if call.id == entry.call), self.calls[0])

    def both(self, term: Term) -> str:
        """Return a heading in both languages."""
        return self.wording.both(term)

    def status(self, entry: Entry) -> str:
        """Return the status with its sign, in both languages: "! непотпуна · incomplete"."""
        return f"{self.wording.symbols[entry.status]} {bilingual(self.wording.statuses[entry.status])}"

    def municipality(self, entry: Entry) -> str | None:
        """Return the municipality's name, or what was written in quotation marks where it is not recognised."""
        known = self.municipalities.get(entry.municipality or "")
        if known is not None:
            return bilingual(known)
        written = quotable(entry.municipality_written or "")
        return f"„{written}“" if written else entry.municipality

    def cluster(self, entry: Entry) -> str | None:
        """Return the cluster's short title, or what was written in quotation marks where none is known."""
        if entry.cluster is not None:
            return _short(self.call(entry).clusters, entry.cluster)
        written = quotable(entry.cluster_written or "")
        return f"„{written}“" if written else None

    def approach(self, entry: Entry) -> str | None:
        """Return the approach's short title."""
        approaches = [a for cluster in self.call(entry).clusters for a in cluster.approaches]
        return None if entry.approach is None else _short(approaches, entry.approach)

    def hosts(self, entry: Entry) -> frozenset[str]:
        """Return the ids of the hosts of the cluster, or of the approach, that was chosen."""
        cluster = next((c for c in self.call(entry).clusters if c.id == entry.cluster), None)
        if cluster is None:
            return frozenset()
        return hosts_of(cluster, next((a for a in cluster.approaches if a.id == entry.approach), None))

    def answer(self, value: Answer) -> str | None:
        """Return an answer as text: boxes as yes or no, a table with one line for each of its rows."""
        match value:
            case None | "" | ():
                return None
            case bool():
                return self.both(Term.YES if value else Term.NO)
            case str():
                return value
            case _:
                return "\n".join(", ".join(filter(None, row.values())) for row in value)

    def fact(self, entry: Entry, field: str) -> str | None:
        """Return what the register shows in a column that staff may correct."""
        match field:
            case "municipality":
                return self.municipality(entry)
            case "cluster":
                return self.cluster(entry)
            case "approach":
                return self.approach(entry)
            case _:
                return self.answer(entry.answers.get(field))

    def findings(self, entry: Entry) -> str | None:
        """Return what is to be known of an entry: all in Serbian, then all in English."""
        call = self.call(entry)
        told = (
            "\n".join(self.wording.finding(finding, call, language) for finding in entry.findings)
            for language in LANGUAGES
        )
        return "\n".join(filter(None, told)) or None

    def reason(self, why: str | None) -> str | None:
        """Return a recorded reason in both languages."""
        return None if why is None else self.wording.both_reasons(why)

    def tones(self) -> tuple[tuple[str, Tone], ...]:
        """Return the sign that each status begins with, and its tone."""
        return tuple((self.wording.symbols[status], tone) for status, tone in TONES.items())

    def mail(self, message: str, records: Records) -> Value:
        """Return a link to an archived mail; nothing where the archive does not hold it."""
        target = records.mail_links.get(message)
        return None if target is None else Link(text=self.both(Term.OPEN_FILE), target=target)

    def form(self, entry: Entry, records: Records) -> Value:
        """Return a link to an entry's form; its name where it is no file of its own, such as one inside a zip."""
        target = records.form_links.get((entry.entry, entry.version))
        if target is None:
            return self._form_named(entry)
        return Link(text=self.both(Term.OPEN_FILE), target=target)

    def _form_named(self, entry: Entry) -> str | None:
        if entry.form is None:
            return None
        return self.both(Term.TEXT_OF_MAIL) if entry.form.is_text_of_mail else entry.form.path


def call_columns(frame: Frame) -> tuple[Column, ...]:
    """Return the column that tells the call, where there are several."""
    return (Column(heading=frame.both(Term.CALL), width=24),) if len(frame.calls) > 1 else ()


def call_cells(frame: Frame, call: Call) -> tuple[Value, ...]:
    """Return the cell for it, to be filtered by."""
    return (bilingual(call.short or call.title),) if len(frame.calls) > 1 else ()


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the wall clock in *zone* of an aware moment, to the second: a spreadsheet knows no zones."""
    return moment.astimezone(zone).replace(tzinfo=None, microsecond=0)


def standing(versions: Iterable[Entry]) -> Entry:
    """Return the version that counts: the newest that no rule has set aside."""

    def rank(entry: Entry) -> tuple[bool, bool, int]:
        return (entry.status != "superseded", _DISPLACED.isdisjoint(f.code for f in entry.findings), entry.version)

    return max(versions, key=rank)


def by_entry(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Gather the versions of each entry, oldest first, the entries in order of their first receipt."""
    gathered: dict[str, list[Entry]] = {}
    for entry in entries:
        gathered.setdefault(entry.entry, []).append(entry)
    return {key: tuple(sorted(versions, key=lambda e: e.version)) for key, versions in gathered.items()}


def current(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return one version of each entry: the one that counts."""
    return tuple(standing(versions) for versions in by_entry(entries).values())


def _short(choices: Iterable[Cluster | Approach], wanted: str) -> str:
    return next((bilingual(choice.short) for choice in choices if choice.id == wanted), wanted)


def hosts_of(cluster: Cluster, approach: Approach | None) -> frozenset[str]:
    """Return the ids of the hosts of *approach* where it has its own, otherwise of *cluster*."""
    return frozenset(approach.hosts if approach is not None and approach.hosts else cluster.hosts)
