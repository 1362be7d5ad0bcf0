"""What `intake init` asks on a terminal, and what it makes of the answers: whatever can be guessed is offered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from intake.config import languages
from intake.settings import Mode, Security
from intake.toml import values
from intake.toml.table import Unusable

Answers = dict[str, str]
"""What stands at a key of the configuration, by its full name."""

_PORTS = {
    "mailbox": {Security.TLS: "993", Security.STARTTLS: "143", Security.NONE: "143"},
    "delivery": {Security.TLS: "465", Security.STARTTLS: "587", Security.NONE: "25"},
}
_PROTECTION = "Its protection: tls, starttls, or none on this very machine"
_LOCALTIME = Path("/etc/localtime")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One value that is asked for; *default* is offered, by what was answered before and by the sample's own value."""

    key: str
    text: str
    check: Callable[[str], object] = values.text
    default: Callable[[Answers, str], str] = lambda _answers, sample: sample


def _empty_or(check: Callable[[str], object]) -> Callable[[str], object]:
    return lambda value: check(value) if value else value


def _each(check: Callable[[str], object]) -> Callable[[str], object]:
    return lambda value: [check(one.strip()) for one in value.split(",")]


def _languages(value: str) -> object:
    return languages([one.strip() for one in value.split(",")])


def _nothing(_answers: Answers, _sample: str) -> str:
    return ""


def _server(answers: Answers, _sample: str) -> str:
    domain = answers["mailbox.username"].partition("@")[2]
    return f"mail.{domain}" if domain else ""


def _sender(answers: Answers, sample: str) -> str:
    """Offer the sample's name before the address of the mailbox."""
    address = answers["mailbox.username"]
    return re.sub(r"<.*>", f"<{address}>", sample) if "@" in address else sample


def _same(key: str) -> Callable[[Answers, str], str]:
    return lambda answers, _sample: answers[key]


def _own(answers: Answers, _sample: str = "") -> str:
    addresses = (answers["mailbox.username"], values.address_of(answers["delivery.from"]))
    return ", ".join(dict.fromkeys(address.lower() for address in addresses if "@" in address))


def _zone(_answers: Answers, sample: str) -> str:
    """Offer the machine's own time zone, where it says one."""
    name = str(_LOCALTIME.resolve()).rpartition("/zoneinfo/")[2]
    try:
        return ZoneInfo(name).key if "/" in name and not name.startswith(("/", "Etc/")) else sample
    except (ZoneInfoNotFoundError, ValueError):
        return sample


QUESTIONS = (
    Question(key="mailbox.username", text="User name of the mailbox, mostly its address", default=_nothing),
    Question(key="mailbox.host", text="IMAP server", check=values.host, default=_server),
    Question(key="mailbox.security", text=_PROTECTION, check=values.one_of(Security)),
    Question(key="delivery.host", text="SMTP server for the letters", check=values.host, default=_same("mailbox.host")),
    Question(key="delivery.security", text=_PROTECTION, check=values.one_of(Security)),
    Question(key="delivery.username", text="User name there", default=_same("mailbox.username")),
    Question(key="delivery.from", text="Sender of the letters", check=values.mailbox, default=_sender),
    Question(
        key="replies.own_addresses",
        text="Own addresses, which are never answered (with commas)",
        check=_each(values.address),
        default=_own,
    ),
    Question(key="replies.languages", text="Languages of a letter, in their order", check=_languages),
    Question(
        key="replies.mode",
        text="Letters go by themselves (auto), when staff release them (hold), or never (off)",
        check=values.one_of(Mode),
        default=lambda _a, _s: Mode.HOLD,
    ),
    Question(key="timezone", text="Time zone of deadlines and letters", check=values.zone, default=_zone),
    Question(
        key="staff.to",
        text="Addresses of staff who get digests and alarms (may stay empty)",
        check=_empty_or(_each(values.address)),
        default=_nothing,
    ),
)


def ask(given: Mapping[str, str], sample: Callable[[str], str]) -> Answers:
    """Ask for whatever is not among *given*, and return both; *sample* tells the sample configuration's own values."""
    answers = dict(given)
    for question in QUESTIONS:
        if question.key not in answers:
            offered = question.default(answers, sample(question.key))
            answers[question.key] = click.prompt(
                question.text, default=offered, value_proc=_checked(question.check), show_default=bool(offered)
            )
    return answers


def _checked(check: Callable[[str], object]) -> Callable[[str], str]:
    def checked(value: str) -> str:
        try:
            check(value)
        except (Unusable, ValueError) as wrong:
            raise click.BadParameter(str(wrong)) from wrong
        return value.strip()

    return checked


def completed(answers: Mapping[str, str], sample: Callable[[str], str]) -> Answers:
    """Return the answers with what follows from them: ports, sender, own addresses, the domain of our Message-IDs."""
    found = dict(answers)
    if "mailbox.host" in found:
        found.setdefault("delivery.host", found["mailbox.host"])
    for section, ports in _PORTS.items():
        if (security := found.get(f"{section}.security")) in set(Security):
            found.setdefault(f"{section}.port", ports[Security(security)])
    if "@" in (sender := values.address_of(found.get("delivery.from", ""))):
        found.setdefault("mailbox.username", sender)
    if user := found.get("mailbox.username"):
        found.setdefault("delivery.username", user)
        found.setdefault("delivery.from", _sender(found, sample("delivery.from")))
        found.setdefault("replies.own_addresses", _own(found))
    if "@" in (sender := values.address_of(found.get("delivery.from", ""))):  # it may have followed from the mailbox
        found.setdefault("delivery.envelope_from", sender)
        found.setdefault("replies.message_id_domain", f"ack.{sender.rpartition('@')[2]}")
    if not found.get("staff.to"):
        found.pop("staff.to", None)
    return found
