"""A call for applications as frozen values: what `calls/*.toml` says, nothing more."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Text(NamedTuple):
    """One text in both languages of the desk."""

    sr: str  # "sr-Cyrl"
    en: str  # "en"

    def in_language(self, language: str) -> str:
        """Return the text in *language* ("sr-Cyrl" or "en"); anything that does not begin with "sr" gets English."""
        return self.sr if language.startswith("sr") else self.en


class FieldType(StrEnum):
    """What kind of answer a field of the form takes."""

    CHOICE = "choice"  # of a cluster or an approach
    MUNICIPALITY = "municipality"
    TEXT = "text"
    LONG_TEXT = "long-text"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    DATE = "date"
    CHECKBOX = "checkbox"
    TABLE = "table"
    MULTIPLE = "multiple"  # several of a list, or free text


class First(StrEnum):
    """Which language comes first in a letter."""

    CONFIGURED = "configured"  # the desk's first
    APPLICANT = "applicant"  # the one in which the form was filled in, where that can be told


class Field(NamedTuple):
    """One question of the form."""

    id: str
    label: Text
    type: FieldType
    required: bool = False
    for_hosts: bool = False  # whether its answers are handed to the hosts of the cluster
    aliases: tuple[str, ...] = ()  # other wordings, in any script and language
    asks: tuple[str, ...] = ()  # meanings that make this question in words of its own: "email ?contact !mayor"
    hint: Text | None = None
    section: Text | None = None  # the heading above it, where a section begins
    columns: tuple["Field", ...] = ()  # of a table
    rows: int = 0  # blank rows that a table is printed with
    options: tuple[Text, ...] = ()  # of a multiple choice


class Event(NamedTuple):
    """A dated event of Annex 1, all-day in the call's zone; *preliminary* as the call says of all its dates."""

    id: str
    title: Text
    starts: date
    ends: date
    online: bool
    preliminary: bool = True


class Period(NamedTuple):
    """A period of Annex 1, both days included."""

    id: str  # "conceptualisation" | "application"
    title: Text
    starts: date
    ends: date
    preliminary: bool = True
    guessed: bool = False  # the call leaves the cells empty; taken from the row above


class Approach(NamedTuple):
    """One of several social approaches inside a cluster."""

    id: str
    title: Text
    short: Text
    aliases: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()  # words, or their beginnings, that no other has: "катастроф-", "управљ- ризи-"
    hosts: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    periods: tuple[Period, ...] = ()


class Cluster(NamedTuple):
    """One learning cluster to choose from."""

    id: str
    title: Text
    short: Text
    aliases: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()  # words, or their beginnings, that no other has: "катастроф-", "управљ- ризи-"
    hosts: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    periods: tuple[Period, ...] = ()
    approaches: tuple[Approach, ...] = ()


class Host(NamedTuple):
    """An association that hosts clusters."""

    id: str
    title: Text
    economy: Text
    gathers: tuple[str, ...] = ()  # prefixes of the ids of its members: who should turn to it


class Signs(NamedTuple):
    """Words by which a mail or a document of this call is known, in canonical or any spelling."""

    application: tuple[str, ...] = ()  # with one of these in subject or text, a mail without a form still applies
    asking: tuple[str, ...] = ()  # a sentence with one of these does not apply: it asks, takes back, or invites
    applying: tuple[str, ...] = ()  # unless it has one of these as well
    enclosed: tuple[str, ...] = ()  # one of these is enough where a document is attached that cannot be read
    other_forms: tuple[str, ...] = ()  # titles of documents that look alike and are not this form


class Retention(NamedTuple):
    """What a call file says: applications are kept *until* then (aware), and it is told *notice* before."""

    until: datetime
    notice: timedelta


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Call:
    """One call: what may be applied for, until when, with which form.

    *deadline* is aware: the last moment that counts (a date in the file is the end of that whole day in *zone*).
    """

    id: str
    prefix: str  # of entry ids: "LC21" makes "LC21-0001"
    title: Text
    address: str  # where applications are sent
    zone: ZoneInfo
    deadline: datetime
    deadline_day: date
    form: tuple[str, ...]  # the names the form goes by; the first is the form's own
    form_title: Text
    clusters: tuple[Cluster, ...]
    hosts: tuple[Host, ...]
    fields: tuple[Field, ...]
    events: tuple[Event, ...] = ()  # of all clusters together
    economies: tuple[Text, ...] = ()
    eligible: tuple[str, ...] = ("srp",)  # prefixes of municipality ids that may apply
    signs: Signs = field(default_factory=Signs)
    first: First = First.CONFIGURED
    max_choices: int = 1
    short: Text | None = None  # of the title, where several calls stand side by side
    retention: Retention | None = None  # None: applications are kept until somebody erases them
    corrections_until: date | None = None  # what letters ask for after the deadline is asked for until then

    def __post_init__(self) -> None:
        if self.deadline.tzinfo is None:
            raise ValueError("a deadline without a time zone decides nothing")
        if self.max_choices != 1:
            raise ValueError("only max_choices = 1 is handled")

    @property
    def ends_with_the_day(self) -> bool:
        """Whether the whole last day counts, so that no hour need be named."""
        return self.deadline.astimezone(self.zone).time() == time.max

    def cluster(self, cluster_id: str) -> Cluster:
        """Return the cluster of that id; KeyError where there is none."""
        return {cluster.id: cluster for cluster in self.clusters}[cluster_id]

    def field(self, field_id: str) -> Field:
        """Return the form's field of that id; KeyError where there is none."""
        return {field.id: field for field in self.fields}[field_id]
