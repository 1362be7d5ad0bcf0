"""What can come of one letter that is offered to a server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The server took the letter; *reply* are its words, with its queue's number where it gives one."""

    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred:
    """Surely not sent, and worth another try: a 4xx reply, or the connection died before the final dot."""

    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Surely not sent, and no use in trying again: a 5xx reply."""

    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """The final dot went out and no reply came back: only the server knows."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """This server cannot carry this letter (its address needs SMTPUTF8); nothing was offered, a person decides."""

    why: str


Attempt = Sent | Deferred | Refused | Unknown | Unfit
