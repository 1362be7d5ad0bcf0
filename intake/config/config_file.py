"""`config.toml` to frozen settings, or every fault at once with its key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from intake.config import call_file
from intake.config.oauth import read_oauth
from intake.config.server import SERVER_KEYS, read_server
from intake.config.surroundings import Surroundings
from intake.rules.call import Call
from intake.settings import (
    After,
    Auth,
    BlankForm,
    DeliveryKind,
    DeliverySettings,
    DkimSettings,
    Limits,
    MailboxKind,
    MailboxSettings,
    Mode,
    MonitoringSettings,
    ReplySettings,
    Schedule,
    Security,
    SentCopy,
    Settings,
    Since,
    StaffSettings,
    StoreSettings,
    Switch,
    Uncertain,
)
from intake.toml import values
from intake.toml.table import ConfigError, Document, Fault, Table, Unusable

__all__ = ["ConfigError", "Fault", "load", "load_calls"]

_NO_DESK = "there is no such file: `intake init FOLDER` lays out a desk, and -c names the config.toml of one"
_SHORTEST = timedelta(seconds=5)  # between two passes
_IMAP_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}  # RFC 8314, RFC 9051
_SMTP_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}  # RFC 8314, RFC 6409, RFC 5321


class _Language(StrEnum):
    SERBIAN = "sr-Cyrl"
    ENGLISH = "en"


def load(path: Path, *, environ: Mapping[str, str] | None) -> Settings:
    """Read the configuration at *path*; passwords come from *environ* or from files of their own.

    Without an *environ* no password is looked for: most commands need no server.

    Raises ConfigError with every fault, each with its full key. Call files are only looked for here: see `load_calls`.
    """
    if not path.exists():
        raise ConfigError((Fault(key="", message=_NO_DESK, file=path),))
    document = Document.read(path)
    around = Surroundings(folder=path.absolute().parent, environ=environ)
    settings = _settings(document.root, around)
    document.finish()
    return settings


def load_calls(settings: Settings) -> tuple[Call, ...]:
    """Read the calls of *settings*; raises ConfigError with the faults of all their files."""
    calls: list[Call] = []
    faults: list[Fault] = []
    for path in settings.calls:
        try:
            call = call_file.load(path, zone=settings.zone, address=values.address_of(settings.delivery.sender))
        except ConfigError as error:
            faults.extend(error.faults)
            continue
        shared = _shared(call, calls)
        faults.extend(Fault(key=key, message="is that of another call", file=path) for key in shared)
        calls.append(call)
    if faults:
        raise ConfigError(tuple(faults))
    return tuple(calls)


def need_calls(settings: Settings, calls: Iterable[Call], known: Mapping[str, int]) -> None:
    """Refuse to work without the calls of applications that are *known*, counted by call; ConfigError.

    Nothing could be said of them in words, and what still comes for them would be no call's.
    """
    missing = {call: number for call, number in known.items() if call not in {one.id for one in calls}}
    if missing:
        file = settings.folder / "config.toml"
        raise ConfigError(tuple(Fault(key="calls", message=_left(*each), file=file) for each in missing.items()))


def _left(call: str, number: int) -> str:
    return (
        f'the store holds {number} applications for the call "{call}", and no file of that id is named here: name it '
        "again (a call that is over stays in the list; what still comes for it is late)"
    )


def _shared(call: Call, others: list[Call]) -> tuple[str, ...]:
    """Return the keys by which *call* could be taken for one of *others*."""
    return tuple(key for key in ("id", "prefix") if any(getattr(call, key) == getattr(other, key) for other in others))


def _settings(root: Table, around: Surroundings) -> Settings:
    zone = root.take("timezone", values.zone, ZoneInfo("Europe/Sarajevo"))
    calls = root.need("calls", values.at_least_one(around.file), ())
    mailbox = _mailbox(root.table("mailbox"), around)
    store = root.table("store")
    register = root.table("register")
    replies = root.table("replies")
    delivery = _delivery(root.table("delivery"), around, mailbox)
    return Settings(
        folder=around.folder,
        zone=zone,
        calls=calls,
        mailbox=mailbox,
        store=StoreSettings(
            url=store.take("url", around.database, around.database("sqlite:///var/intake.db")),
            archive=store.take("archive", around.path, around.path("var/archive")),
        ),
        register=register.take("path", around.path, around.path("register.xlsx")),
        replies=_replies(replies, around, mailbox, delivery),
        delivery=delivery,
        schedule=_schedule(root.table("schedule")),
        staff=_staff(root.table("staff")),
        limits=_limits(root.table("limits")),
        monitoring=MonitoringSettings(metrics=root.table("monitoring").take("metrics", around.path, None)),
        oauth=read_oauth(root.table("oauth"), around, (mailbox.server, delivery.server)),
        scanner=root.table("scanner").take("clamd", around.scanner, None),
    )


def _mailbox(table: Table, around: Surroundings) -> MailboxSettings:
    kind = table.take("kind", values.one_of(MailboxKind), MailboxKind.IMAP)
    server, path = None, None
    match kind:
        case MailboxKind.IMAP:
            server = read_server(table, around, _IMAP_PORTS)
            table.pass_over("path")
            if "username" not in table and server.auth is Auth.PASSWORD:
                table.fault("username", "is missing: an IMAP server wants to know whose mailbox it is")
        case MailboxKind.MAILDIR:
            path = table.need("path", around.path, around.folder)
            table.pass_over(*SERVER_KEYS)
    return MailboxSettings(
        kind=kind,
        server=server,
        path=path,
        folder=table.take("folder", values.text, "INBOX"),
        since=table.take("since", _since, Since.FIRST_RUN),
        after=table.take("after", values.one_of(After), After.KEYWORD),
        processed_folder=table.take("processed_folder", values.text, "Processed"),
    )


def _since(value: object) -> Since | date:
    if isinstance(value, str) and value in set(Since):
        return Since(value)
    try:
        return values.day(value)
    except Unusable as neither:
        raise Unusable(f"must be a date or one of {', '.join(Since)}") from neither


def _delivery(table: Table, around: Surroundings, mailbox: MailboxSettings) -> DeliverySettings:
    kind = table.take("kind", values.one_of(DeliveryKind), DeliveryKind.SMTP)
    server = None
    match kind:
        case DeliveryKind.SMTP:
            server = read_server(table, around, _SMTP_PORTS)
        case DeliveryKind.FOLDER:
            table.pass_over(*SERVER_KEYS)
    sender = table.need("from", values.mailbox, "")
    return DeliverySettings(
        kind=kind,
        server=server,
        sender=sender,
        envelope_from=table.take("envelope_from", _envelope_from, values.address_of(sender)),
        outbox=table.take("outbox", around.path, around.path("outbox")),
        uncertain=table.take("uncertain", values.one_of(Uncertain), Uncertain.RESEND_ONCE),
        sent_copy=_sent_copy(table, mailbox),
        dkim=_dkim(table.table("dkim"), around) if "dkim" in table else None,
    )


def _sent_copy(table: Table, mailbox: MailboxSettings) -> SentCopy | str:
    wanted = table.take("sent_copy", values.text, SentCopy.OFF)
    if wanted != SentCopy.OFF and mailbox.kind is not MailboxKind.IMAP:
        table.fault("sent_copy", 'needs a mailbox of kind "imap": that is where copies are filed')
    return SentCopy(wanted) if wanted in set(SentCopy) else wanted


def _dkim(table: Table, around: Surroundings) -> DkimSettings:
    return DkimSettings(
        domain=table.need("domain", values.text, "").lower(),
        selector=table.need("selector", values.text, ""),
        key_file=table.need("key_file", around.file, around.folder),
    )


def _envelope_from(value: object) -> str:
    """Return the address that bounces go to, "" for "<>" (RFC 5321 4.5.5: none are wanted)."""
    return "" if value == "<>" else values.address(value)


def _replies(table: Table, around: Surroundings, mailbox: MailboxSettings, delivery: DeliverySettings) -> ReplySettings:
    sender = values.address_of(delivery.sender)
    username = mailbox.server.username if mailbox.server else None
    written = table.take("own_addresses", values.several(values.address), ())
    ours = (*written, username or "", sender, delivery.envelope_from)  # whoever names aliases may forget the mailbox
    own = dict.fromkeys(address.lower() for address in ours if "@" in address)
    return ReplySettings(
        mode=table.take("mode", values.one_of(Mode), Mode.AUTO),
        languages=table.take("languages", languages, tuple(_Language)),
        templates=table.take("templates", around.path, around.path("templates")),
        own_addresses=tuple(own),
        trusted_authserv_ids=table.take("trusted_authserv_ids", values.several(values.text), ()),
        message_id_domain=table.take("message_id_domain", values.text, f"ack.{sender.rpartition('@')[2]}").lower(),
        attach_form=table.take("attach_form", values.one_of(BlankForm), BlankForm.OFF),
        per_address_limit=table.take("per_address_limit", values.whole, 3),
        hourly_limit=table.take("hourly_limit", values.whole, 60),
        daily_limit=table.take("daily_limit", values.whole, 500),
    )


def languages(value: object) -> tuple[str, ...]:
    """Return the languages of a letter, each once."""
    languages = values.at_least_one(values.one_of(_Language))(value)
    if len(set(languages)) < len(languages):
        raise Unusable("names a language twice")
    return tuple(map(str, languages))


def _schedule(table: Table) -> Schedule:
    every = table.take("every", values.at_least(_SHORTEST), None)
    cron = table.take("cron", values.cron, None)
    if "every" in table and "cron" in table:
        table.fault("cron", "stands beside every; keep one of the two")
    return Schedule(cron=cron) if cron else Schedule(every=every or timedelta(minutes=5))


def _staff(table: Table) -> StaffSettings:
    defaults = StaffSettings()
    return StaffSettings(
        to=tuple(dict.fromkeys(table.take("to", values.several(values.address), defaults.to))),
        digest=table.take("digest", _digest, defaults.digest),
        alarms=table.take("alarms", values.one_of(Switch), defaults.alarms),
    )


def _digest(value: object) -> time | None:
    try:
        return None if value == Switch.OFF else values.time_of_day(value)
    except Unusable as neither:
        raise Unusable('must be a time of day such as "07:30", or "off"') from neither


def _limits(table: Table) -> Limits:
    defaults = Limits()
    return Limits(
        message_size=table.take("message_size", values.size, defaults.message_size),
        attachment_size=table.take("attachment_size", values.size, defaults.attachment_size),
        unpacked_size=table.take("unpacked_size", values.size, defaults.unpacked_size),
        seconds_per_message=table.take("seconds_per_message", values.seconds, defaults.seconds_per_message),
        memory_per_message=table.take("memory_per_message", values.size, defaults.memory_per_message),
    )
