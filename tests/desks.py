"""Whole desks in a folder of the test's own, and the mails that come to them; all persons are invented."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from intake.cli import main
from intake.commands.setup import lay_out
from intake.decider import MessageDecider
from intake.desk import Desk, Report
from intake.ports import Reader
from intake.replies.delivery import SmtpDelivery
from intake.rules.entry import Entry, Letter, Message
from intake.settings import DeliveryKind, DeliverySettings, DkimSettings, Security, Server
from intake.wiring import Workshop
from layouts.applicants import applicant
from layouts.own_form import own_docx
from samples.letters import ZONE, the_call
from servers.imap import ImapAccount
from servers.postfix import Postfix

IN_TIME = datetime(2021, 9, 6, 10, 0, tzinfo=ZONE)
DEADLINE = datetime(2021, 9, 13, 23, 59, 59, tzinfo=ZONE)
INTAKE = (os.environ["INTAKE_COMMAND"],) if "INTAKE_COMMAND" in os.environ else (sys.executable, "-m", "intake")
PASSWORDS = {"TEST_IMAP_PASSWORD": "secret", "TEST_SMTP_PASSWORD": "secret"}
DOCX = "vnd.openxmlformats-officedocument.wordprocessingml.document"

MAILDIR = """\
[mailbox]
kind = "maildir"
path = "mailbox"
since = "all"
after = "none"
"""
FOLDER = """\
[delivery]
kind = "folder"
from = "info@alvrs.example"
"""


def later(minutes: int) -> datetime:
    """Give a time of receipt in time, so many minutes after the first."""
    return IN_TIME + timedelta(minutes=minutes)


@cache
def form(number: int = 0, **written: str) -> bytes:
    """Fill in the product's own form for the applicant of that number; *written* replaces answers by field id."""
    whole = applicant(number, "sr")
    return own_docx(the_call(), replace(whole, written={**whole.written, **written}))


def sender(number: int = 0) -> str:
    """Name the official address of the applicant of that number."""
    return applicant(number, "sr").written["official_email"]


def mail(
    *attached: bytes,
    at: datetime = IN_TIME,
    sender: str = "opstina@laktasi.example",
    subject: str = "Пријава за кластер учења",
    text: str = "У прилогу је образац.\n",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """Write a mail as a server has put it into a mailbox: Return-Path and Received stand on top."""
    message = EmailMessage(policy=SMTP)
    given = {
        "Return-Path": f"<{sender}>",
        "Received": f"from mx.example by mail.example; {format_datetime(at)}",
        "From": sender,
        "To": "info@alvrs.example",
        "Subject": subject,
        "Date": format_datetime(at),
        "Message-ID": f"<{at.timestamp()}.{len(attached)}.{abs(hash((sender, subject, text)))}@applicants.example>",
        **(headers or {}),
    }
    for name, value in given.items():
        if value:
            message[name] = value
    message.set_content(text, charset="utf-8", cte="8bit")
    for number, content in enumerate(attached):
        name = f"Прилог 2{f' ({number})' if number else ''}.docx"
        message.add_attachment(content, maintype="application", subtype=DOCX, filename=name)
    return message.as_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFolder:
    """A desk laid out in *folder*, used as staff use it: by its commands."""

    folder: Path

    @property
    def config(self) -> Path:
        """Where its configuration lies."""
        return self.folder / "config.toml"

    def command(self, *arguments: str) -> tuple[str, ...]:
        """Give the whole command line of a command with these words."""
        return (*INTAKE, *arguments, "-c", str(self.config))

    def intake(self, *arguments: str, status: int = 0, environ: Mapping[str, str] = PASSWORDS) -> str:
        """Run a command inside this process, check its exit status and return what it said: errors where that is 2."""
        said, complained = io.StringIO(), io.StringIO()
        with (
            patch.dict(os.environ, environment(environ), clear=True),
            redirect_stdout(said),
            redirect_stderr(complained),
        ):
            ended = _exit_status([*arguments, "-c", str(self.config)])
        assert ended == status, (arguments, said.getvalue(), complained.getvalue())
        return complained.getvalue() if status == 2 else said.getvalue()

    def process(self, *arguments: str, status: int = 0) -> str:
        """Run a command as a process of its own, check its exit status and return what it printed."""
        ended = subprocess.run(
            self.command(*arguments),
            capture_output=True,
            text=True,
            env=environment(PASSWORDS),
            timeout=60,
            check=False,
        )
        assert ended.returncode == status, (arguments, ended.stdout, ended.stderr)
        assert "Traceback" not in ended.stderr
        return ended.stdout

    def json(self, *arguments: str, status: int = 0) -> Any:  # noqa: ANN401 - JSON
        """Run a command that speaks JSON."""
        return json.loads(self.intake(*arguments, status=status))

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command and go on."""
        return subprocess.Popen(
            self.command(*arguments),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(PASSWORDS),
        )

    def put(self, content: bytes, name: str) -> None:
        """Deliver into the Maildir, as a server does."""
        target = self.folder / "mailbox" / "new" / name
        target.write_bytes(content)


@contextmanager
def running(desk: DeskFolder, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Run the daemon; it must end by itself, or is killed."""
    daemon = desk.start("run", *options)
    try:
        yield daemon
    finally:
        daemon.kill()
        daemon.communicate()


def plain_road(port: int, *, dkim: DkimSettings | None = None) -> SmtpDelivery:
    """Deliver to a server on *port* of this machine, without encryption or log-in."""
    server = Server(host="localhost", port=port, security=Security.NONE, timeout=timedelta(seconds=5))
    address = "info@alvrs.example"
    return SmtpDelivery(
        DeliverySettings(
            kind=DeliveryKind.SMTP,
            sender=address,
            envelope_from=address,
            outbox=Path("outbox"),
            server=server,
            dkim=dkim,
        )
    )


def _exit_status(arguments: list[str]) -> object:
    try:
        main(arguments)
    except SystemExit as end:
        return end.code
    return None


def environment(passwords: Mapping[str, str]) -> dict[str, str]:
    """Give the environment of a command: this one's, and *passwords* alone."""
    return {name: value for name, value in os.environ.items() if name not in PASSWORDS} | dict(passwords)


def lay_out_desk(folder: Path, *sections: str) -> DeskFolder:
    """Lay out a desk and configure it with *sections*: by default a Maildir, and letters into the outbox."""
    lay_out(folder)
    text = "\n".join(['calls = ["calls/learning-clusters-2021.toml"]\n', *(sections or (MAILDIR, FOLDER))])
    (folder / "config.toml").write_text(text, encoding="utf-8")
    for name in ("new", "cur", "tmp"):
        (folder / "mailbox" / name).mkdir(parents=True)
    return DeskFolder(folder=folder)


def imap_section(account: ImapAccount, **keys: str) -> str:
    """Configure the account's INBOX over TLS, with the server's own authority."""
    given = {
        "kind": '"imap"',
        "host": f'"{account.server.host}"',
        "port": str(account.server.tls_port),
        "ca_file": f'"{account.server.ca_file}"',
        "username": f'"{account.address}"',
        "password_env": '"TEST_IMAP_PASSWORD"',
        "since": '"all"',
        **keys,
    }
    return _section("mailbox", given)


def smtp_section(account: ImapAccount, postfix: Postfix, **keys: str) -> str:
    """Configure submission over TLS as that account."""
    given = {
        "kind": '"smtp"',
        "host": f'"{postfix.host}"',
        "port": str(postfix.tls_port),
        "ca_file": f'"{postfix.ca_file}"',
        "username": f'"{account.address}"',
        "password_env": '"TEST_SMTP_PASSWORD"',
        "from": f'"Савез <{account.address}>"',
        **keys,
    }
    return _section("delivery", given)


def plain_smtp_section(port: int) -> str:
    """Configure a server on loopback without TLS or log-in."""
    given = {"kind": '"smtp"', "host": '"localhost"', "port": str(port), "security": '"none"'}
    return _section("delivery", {**given, "from": '"info@alvrs.example"', "timeout": '"5 seconds"'})


def _section(name: str, keys: Mapping[str, str]) -> str:
    return "\n".join([f"[{name}]", *(f"{key} = {value}" for key, value in keys.items()), ""])


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A desk of real parts inside the test's own process; *reader* is shared by many tests to save time."""

    desk_folder: DeskFolder
    workshop: Workshop
    reader: Reader

    def put(self, *mails: bytes) -> None:
        """Deliver into the Maildir."""
        there = len(list((self.desk_folder.folder / "mailbox" / "new").iterdir()))
        for number, content in enumerate(mails, there):
            self.desk_folder.put(content, f"{number:04d}")

    def run_pass(self, **parts: Any) -> Report:  # noqa: ANN401 - any part of a desk
        """Make one pass; *parts* stand in for those of the desk and of its decider."""
        with self.workshop.desk() as desk:
            decider = self.workshop.decider(self.reader, desk.store, desk.archive, desk.clock)
            of_desk = {name: part for name, part in parts.items() if name in Desk._fields}
            names = {each.name for each in fields(MessageDecider)}
            of_decider = {name: part for name, part in parts.items() if name in names}
            return desk._replace(**{"decider": replace(decider, **of_decider), **of_desk}).run_pass()

    def handle(self, *mails: bytes) -> Report:
        """Deliver and make one pass."""
        self.put(*mails)
        return self.run_pass()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every version of every application."""
        return self.workshop.store.entries.all()

    @property
    def letters(self) -> tuple[Letter, ...]:
        """Every letter."""
        return tuple(self.workshop.store.letters)

    @property
    def messages(self) -> tuple[Message, ...]:
        """Every message."""
        return self.workshop.store.messages.all()

    def states(self) -> list[tuple[str, int, str]]:
        """Tell how every version stands, in order of versions."""
        return sorted((e.entry, e.version, e.status.value) for e in self.entries)


def codes(entry: Entry) -> set[str]:
    """Name the findings of an entry."""
    return {finding.code.value for finding in entry.findings}
