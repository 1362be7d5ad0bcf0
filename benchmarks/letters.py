"""Letters a second into a local Postfix, each step of each letter committed; beside it smtplib alone."""

from __future__ import annotations

import os
import smtplib
import ssl
import time
from dataclasses import dataclass, replace
from pathlib import Path

from desk_measured import UNLIMITED
from register import message_row
from sqlalchemy import insert

from desks import MAILDIR, lay_out_desk, smtp_section
from intake.records.database import open_database
from intake.records.entries import write_entry
from intake.records.letters import write_letter
from intake.records.schema import messages
from intake.rules.entry import Letter
from intake.rules.states import LetterState
from intake.wiring import Secrets, Workshop, now
from samples.letters import the_call
from samples.register import entry, letter
from servers.dovecot import Account, Dovecot
from servers.postfix import Postfix

DOMAIN = "applicants.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How many letters went in how many seconds: by the desk, and by smtplib in one session that remembers nothing."""

    letters: int
    desk: float
    smtplib: float


def measured(server: Dovecot, folder: Path, count: int) -> Sent:
    """Send *count* letters to one account, twice."""
    account = server.add_user("letters@alvrs.example")
    to = server.add_user(f"opstina@{DOMAIN}")
    with Postfix(server, domains=(DOMAIN,)) as postfix:
        os.environ["TEST_SMTP_PASSWORD"] = account.password
        letters = [replace(_letter(number), to=to.address) for number in range(1, count + 1)]
        return Sent(
            letters=count,
            desk=_by_the_desk(folder / "letters", account, postfix, letters),
            smtplib=_by_smtplib(account, postfix, letters),
        )


def _letter(number: int) -> Letter:
    one = replace(entry(number), call=the_call().id)
    content = b"Subject: Prijava\r\n\r\n" + b"Potvrda o prijemu prijave.\r\n" * 400
    return replace(letter(one), state=LetterState.QUEUED, why=None, sent_at=None, content=content)


def _by_the_desk(folder: Path, account: Account, postfix: Postfix, letters: list[Letter]) -> float:
    desk = lay_out_desk(folder, MAILDIR, smtp_section(account, postfix), UNLIMITED)
    database = open_database(f"sqlite:///{desk.folder}/var/intake.db")
    entries = [replace(entry(number), call=the_call().id) for number in range(1, len(letters) + 1)]
    with database.changing() as connection:
        connection.execute(insert(messages), [message_row(one) for one in entries])
        for one, its in zip(entries, letters, strict=True):
            write_entry(connection, one)
            write_letter(connection, its)
    database.engine.dispose()
    with Workshop.open(desk.config, secrets=Secrets.NEEDED) as workshop, workshop.desk() as parts:
        started = time.perf_counter()
        sent = parts.postman.deliver(now())
        took = time.perf_counter() - started
    assert sent == len(letters)
    return took


def _by_smtplib(account: Account, postfix: Postfix, letters: list[Letter]) -> float:
    trust = ssl.create_default_context(cafile=postfix.ca_file)
    started = time.perf_counter()
    with smtplib.SMTP_SSL(postfix.host, postfix.tls_port, context=trust) as client:
        client.login(account.address, account.password)
        for one in letters:
            client.sendmail(account.address, [one.to or ""], one.content)
    return time.perf_counter() - started
