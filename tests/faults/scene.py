"""A desk before a mailbox of its own, and every step of its way to the end; all persons are invented."""

from __future__ import annotations

import io
import itertools
import json
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desks import IN_TIME, PASSWORDS, DeskFolder, environment, form, imap_section, lay_out_desk, mail, smtp_section
from intake.cli import main
from servers.dovecot import Account, Dovecot
from servers.postfix import Postfix
from servers.process import wait_until

EXPECTED = (("srp-laktasi", "superseded"), ("srp-laktasi", "accepted"), ("srp-banja-luka", "accepted"))
"""What becomes of the first mails below, whenever the program died: municipality and status."""
PASSES = 3
"""How many passes may be needed after a death, at most."""
_PATIENCE = 300.0
"""Seconds that one pass may take: a machine that does other work besides is no fault."""
_numbers = itertools.count(1)
_OUTPUT = threading.Lock()


class NoGoodPassError(AssertionError):
    """The desk does not come to an end by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """Where the mail comes from and where the letters go."""

    dovecot: Dovecot
    postfix: Postfix


@contextmanager
def real_servers() -> Iterator[Servers]:
    """Start a Dovecot and a Postfix that delivers into it; both end with the block."""
    with Dovecot() as dovecot, Postfix(dovecot, domains=("alvrs.example", "applicants.example")) as postfix:
        yield Servers(dovecot=dovecot, postfix=postfix)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One desk, its mailbox and its applicants, who are nobody else's.

    *applications* are released when they are safe; *foreign* mail must stay as it is.
    """

    desk: DeskFolder
    account: Account
    applicants: tuple[Account, ...]
    applications: tuple[bytes, ...]
    foreign: tuple[bytes, ...]
    servers: Servers

    @property
    def folder(self) -> Path:
        """Where the desk lies."""
        return self.desk.folder

    @property
    def environ(self) -> dict[str, str]:
        """The environment of the desk's commands: passwords, and a folder of its own for what is temporary."""
        return environment({**PASSWORDS, "TMPDIR": str(self.folder.parent / "tmp")})

    def finish(self) -> int:
        """Run passes until one ends well, and wait for the letters; return how many it took."""
        for number in range(1, PASSES + 1):
            ended = subprocess.run(
                self.desk.command("once", "--json"),
                capture_output=True,
                text=True,
                env=self.environ,
                timeout=_PATIENCE,
                check=False,
            )
            if ended.returncode == 0:
                wait_until(lambda: self.servers.postfix.is_idle)
                return number
        raise NoGoodPassError(f"after {PASSES} passes: {ended.stdout}{ended.stderr}")

    def exported(self) -> Any:  # noqa: ANN401 - JSON
        """Ask the program for everything: inside this process, which saves a second, and so one trial at a time."""
        with _OUTPUT, redirect_stdout(io.StringIO()) as said, suppress(SystemExit):
            main(["export", "-c", str(self.desk.config)])
        return json.loads(said.getvalue())

    def letters_of(self, applicant: Account) -> list[bytes]:
        """Give every letter that has arrived at *applicant*, as its server keeps it."""
        arrived = self.servers.dovecot.maildir(applicant.address) / "new"
        return [path.read_bytes() for path in sorted(arrived.iterdir())] if arrived.exists() else []

    def at_the_dot(self) -> frozenset[str]:
        """Name the letters that the dead program left between the server's acceptance and its record.

        The store is copied first: to open it here must not mend it.
        """
        with TemporaryDirectory() as folder:
            for part in (self.folder / "var").glob("intake.db*"):
                shutil.copy(part, folder)
            with closing(sqlite3.connect(Path(folder, "intake.db"))) as store:
                if not store.execute("SELECT 1 FROM sqlite_master WHERE name = 'letters'").fetchone():
                    return frozenset()
                found = store.execute("SELECT message_id FROM letters WHERE state = 'sending' AND dot").fetchall()
        return frozenset(message_id for (message_id,) in found)


@contextmanager
def scene(servers: Servers, *, uncertain: str = "resend-once") -> Iterator[Scene]:
    """Lay out a desk and fill its mailbox; the folder ends with the block."""
    number = next(_numbers)
    account = servers.dovecot.add_user(f"fault-{number}@alvrs.example")
    first, second = (servers.dovecot.add_user(f"{who}-{number}@applicants.example") for who in ("laktasi", "luka"))
    with TemporaryDirectory(prefix="fault-") as folder:
        Path(folder, "tmp").mkdir()
        sections = (
            imap_section(account, after='"move"'),
            smtp_section(account, servers.postfix, uncertain=f'"{uncertain}"', sent_copy='"Sent"'),
            f'[replies]\nown_addresses = ["{account.address}"]\n',
        )
        made = Scene(
            desk=lay_out_desk(Path(folder, "desk"), *sections),
            account=account,
            applicants=(first, second),
            applications=_applications(account.address, first.address, second.address),
            foreign=_foreign(account.address),
            servers=servers,
        )
        with account.imap() as client:
            for minute, content in enumerate((*made.applications, *made.foreign)):
                client.append("INBOX", content, msg_time=IN_TIME + timedelta(minutes=minute))
        yield made


def _applications(to: str, first: str, second: str) -> tuple[bytes, ...]:
    """Write three applications, one of them a newer version, and one that comes a second time as it was."""
    headers = {"To": to}
    return (
        mail(form(0), sender=first, headers=headers),
        mail(form(0, situation="Стање у општини је сада друго."), sender=first, subject="Допуна", headers=headers),
        mail(form(1), sender=second, headers=headers),
        mail(form(1), sender=second, subject="Још једном", headers=headers),
    )


def _foreign(to: str) -> tuple[bytes, ...]:
    """Write a newsletter and a bill."""
    newsletter = {"To": to, "List-Id": "<vijesti.example>", "Precedence": "bulk"}
    return (
        mail(sender="vijesti@news.example", subject="Вијести", text="Ове седмице.\n", headers=newsletter),
        mail(sender="racuni@struja.example", subject="Рачун", text="Рачун број 5.\n", headers={"To": to}),
    )
