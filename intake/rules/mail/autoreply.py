"""Whether a letter may answer a message: one decision table, the first rule that fits (RFC 3834).

Nothing here ever decides whether an application is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from intake.rules.mail import machine
from intake.rules.mail.authentication import Result, forged, told_results, trusted_results, vouches_for
from intake.rules.mail.headers import Headers, addresses, domain, local_part, path
from intake.rules.mail.machine import NO_WORDS, MachineWords, Sign

_SPAM_CONFIDENCE = 5  # of 9, from which Exchange itself files a message as spam


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A letter may go, to this address and no other."""

    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A person decides; *to* is where the letter would go, None where no address can be used."""

    rule: str
    why: str
    to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppress:
    """No letter, ever: a machine would read it, or it would come back to us."""

    rule: str
    why: str


Answer = Reply | Hold | Suppress


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    headers: Headers
    paths: tuple[str | None, ...]  # of every Return-Path: an address, "" (null) or None (unusable)
    own: frozenset[str]
    own_message_id_domain: str
    told: tuple[Result, ...]  # what our own server seems to have found out about the sender
    vouched: tuple[Result, ...]  # what nobody but our own server can have written
    words: MachineWords

    @property
    def authors(self) -> tuple[str, ...]:
        return self.headers.addresses("From")

    @property
    def to(self) -> str | None:
        """The Return-Path, where there is one and only one."""
        return self.paths[0] if len(set(self.paths)) == 1 else None

    def is_own(self, address: str) -> bool:
        account, at = machine.true_address(address)
        return not self.own.isdisjoint({f"{account}@{at}", f"{account.partition('+')[0]}@{at}"})


def may_answer(
    headers: Headers,
    *,
    own_addresses: Collection[str],
    own_message_id_domain: str,
    trusted_authserv_ids: Collection[str] = (),
    words: MachineWords = NO_WORDS,
) -> Answer:
    """Say whether the message with these *headers* may be answered, and where to.

    The answer goes to the Return-Path alone (RFC 3834, 4); to From only where the Return-Path counts bounces and a
    trusted DMARC pass vouches for From. Limits of number are not looked at. Never raises.
    """
    case = _Case(
        headers=headers,
        paths=tuple(path(value) for value in headers.all("Return-Path")),
        own=frozenset(f"{local_part(address)}@{domain(address)}" for address in own_addresses),
        own_message_id_domain=own_message_id_domain,
        told=told_results(headers, authserv_ids=trusted_authserv_ids),
        vouched=trusted_results(headers, authserv_ids=trusted_authserv_ids),
        words=words,
    )
    return next((answer for rule in _TABLE if (answer := rule(case))), None) or _otherwise(case)


def automatic(headers: Headers, *, words: MachineWords = NO_WORDS) -> str | None:
    """Return the sign that a message without any application is machine mail ("List-Id: <…>"), or None.

    X-Auto-Response-Suppress alone is no such sign: some systems put it on what people write.
    """
    by_words = (machine.machine_account, machine.automatic_subject)
    sign = machine.first_of(headers, _MACHINE_MAIL) or next(filter(None, (of(headers, words) for of in by_words)), None)
    return sign.why if sign else None


def report(headers: Headers) -> str | None:
    """Return the sign that a message is a mail system's report on another (RFC 3464), or None."""
    sign = machine.report(headers)
    return sign.why if sign else None


def returned(headers: Headers) -> str | None:
    """Return the sign that a mail system sent a message back: nobody else writes reports or has no Return-Path."""
    sign = machine.null_path(headers) or machine.report(headers)
    return sign.why if sign else None


def refers_to(headers: Headers, *, own_message_id_domain: str, report: str = "") -> tuple[str, ...]:
    """Return the Message-IDs of our letters that a message answers or reports on, "<…@…>", each once.

    *report* is the text of what a bounce returned (message/rfc822 or text/rfc822-headers, RFC 3462).
    """
    named = (*headers.all("In-Reply-To", "References"), report)
    return machine.own_ids("\n".join(named), own_message_id_domain=own_message_id_domain)


# The rules, each a row or two of the table


def _no_path(case: _Case) -> Answer | None:
    if not case.paths:
        return Hold(rule="no-return-path", why="no Return-Path: the delivery system did not write one", to=None)
    return None


def _strange_path(case: _Case) -> Answer | None:
    """Two different ones, or one that is no address: RFC 8098, 2.1 lets it count as a failure."""
    if case.to:
        return None
    shown = ", ".join(case.headers.all("Return-Path"))
    return Hold(rule="return-path-unusable", why=f"Return-Path: {shown}", to=None)


def _own_letter(case: _Case) -> Answer | None:
    """Know a loop by our own Message-IDs, even where every other mark is lost."""
    named = " ".join(case.headers.all("Message-ID", "In-Reply-To", "References"))
    found = machine.own_ids(named, own_message_id_domain=case.own_message_id_domain)
    return Hold(rule="own-message-id", why=f"refers to our letter {found[0]}", to=case.to) if found else None


def _loop(case: _Case) -> Answer | None:
    for value in case.headers.all("X-Loop"):
        if any(case.is_own(address) for address in addresses(value)):
            return Suppress(rule="loop", why=f"X-Loop: {value}")
    delivered = [address.lower() for address in case.headers.addresses("Delivered-To") if case.is_own(address)]
    if len(delivered) > len(set(delivered)):
        return Suppress(rule="loop", why=f"Delivered-To: {delivered[0]} more than once")
    return None


def _from_ourselves(case: _Case) -> Answer | None:
    for name, found in (("Return-Path", case.paths), ("From", case.authors)):
        for address in found:
            if address and case.is_own(address):
                return Suppress(rule="own-address", why=f"{name}: {address} is our own address")
    return None


def _machine_account(case: _Case) -> Answer | None:
    found = machine.machine_account(case.headers, case.words)
    return Suppress(rule=found.rule, why=found.why) if found else None


def _automatic_subject(case: _Case) -> Answer | None:
    found = machine.automatic_subject(case.headers, case.words)
    return Hold(rule=found.rule, why=found.why, to=case.to) if found else None


def _not_addressed(case: _Case) -> Answer | None:
    """RFC 5230, 4.5: who is not named as a recipient got the message by a list or a blind copy."""
    recipients = case.headers.addresses("To", "Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc")
    if any(case.is_own(address) for address in recipients):
        return None
    return Hold(rule="not-addressed", why="none of our addresses is in To, Cc or Bcc", to=case.to)


def _spam(case: _Case) -> Answer | None:
    for name in ("X-Spam-Flag", "X-Spam-Status"):
        for value in case.headers.all(name):
            if value.strip().lower().startswith("yes"):
                return Hold(rule="spam", why=f"{name}: {value}", to=case.to)
    for value in case.headers.all("X-MS-Exchange-Organization-SCL"):
        if value.strip().isdecimal() and int(value) >= _SPAM_CONFIDENCE:
            return Hold(rule="spam", why=f"X-MS-Exchange-Organization-SCL: {value}", to=case.to)
    return None


def _forged(case: _Case) -> Answer | None:
    """RFC 3834, 2: an answer to a forged address strikes someone who never wrote."""
    author_domain = domain(case.authors[0]) if case.authors else ""
    why = forged(case.told, author_domain)
    return Hold(rule="forged", why=f"Authentication-Results: {why}", to=case.to) if why else None


def _bounce_robot(case: _Case) -> Answer | None:
    if not case.to or not machine.is_bounce_robot(case.to):
        return None
    if len(case.authors) == 1 and vouches_for(case.vouched, case.authors[0]):
        return Reply(to=case.authors[0])
    return Hold(rule="bounce-robot", why=f"Return-Path: {case.to} is a mail service's own", to=case.to)


def _otherwise(case: _Case) -> Answer:
    if not case.to:
        raise AssertionError("a Return-Path that cannot be used is held before")
    return Reply(to=case.to)


def _silent(sign: Callable[[Headers], Sign | None]) -> Callable[[_Case], Answer | None]:
    def rule(case: _Case) -> Answer | None:
        found = sign(case.headers)
        return Suppress(rule=found.rule, why=found.why) if found else None

    return rule


def _held(sign: Callable[[Headers], Sign | None]) -> Callable[[_Case], Answer | None]:
    def rule(case: _Case) -> Answer | None:
        found = sign(case.headers)
        return Hold(rule=found.rule, why=found.why, to=case.to) if found else None

    return rule


_TABLE: tuple[Callable[[_Case], Answer | None], ...] = (
    _no_path,
    _silent(machine.null_path),
    _strange_path,
    _silent(machine.auto_submitted),
    _silent(machine.precedence),
    _silent(machine.mailing_list),
    _held(machine.suppression),
    _silent(machine.autoresponder),
    _silent(machine.report),
    _own_letter,
    _silent(machine.loop_mark),
    _loop,
    _from_ourselves,
    _machine_account,
    _automatic_subject,
    _not_addressed,
    _spam,
    _forged,
    _bounce_robot,
)

_MACHINE_MAIL = (
    machine.null_path,
    machine.auto_submitted,
    machine.precedence,
    machine.mailing_list,
    machine.autoresponder,
    machine.report,
    machine.loop_mark,
)
