"""Mailboxes to be measured on: applications of 50 kB and old messages, laid into a real Dovecot's Maildir."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from zoneinfo import ZoneInfo

from intake.data import shipped
from layouts import word_forms
from layouts.applicants import applicant
from servers.dovecot import Account
from servers.process import hand_over, unprivileged

FIRST = datetime(2021, 8, 1, 8, tzinfo=ZoneInfo("Europe/Sarajevo"))
BETWEEN = timedelta(minutes=10)
LANGUAGES = (("sr", "name_cyrl"), ("latn", "name_latn"), ("en", "name_en"))
DOCX = "vnd.openxmlformats-officedocument.wordprocessingml.document"


def applications(count: int) -> Iterator[bytes]:
    """Yield mails: forms of every layout and script, from all municipalities in turn; no two forms are the same."""
    with shipped("municipalities.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    layouts = list(word_forms.LAYOUTS.values())
    for number in range(count):
        language, column = LANGUAGES[number % len(LANGUAGES)]
        who = applicant(number, language)
        who = replace(who, written={**who.written, "municipality": rows[number % len(rows)][column]})
        yield mail(number, layouts[number % len(layouts)](who, language, "glyph boxes"))


def mail(number: int, form: bytes, subject: str = "Пријава за кластер учења") -> bytes:
    """Return a mail with *form*, as the association's server delivers it: 53 kB, nearly all of it the form."""
    sender = f"opstina{number}@grad{number}.example"
    message = EmailMessage(policy=SMTP)
    message["Return-Path"] = f"<{sender}>"
    message["From"] = sender
    message["To"] = "info@alvrs.example"
    message["Subject"] = subject
    message["Message-ID"] = f"<{number}@grad{number}.example>"
    message.set_content("Поштовани, у прилогу достављамо попуњен Прилог 2.\n", cte="8bit")
    message.add_attachment(form, maintype="application", subtype=DOCX, filename="Прилог 2.docx")
    return bytes(message)


def old_messages(count: int) -> Iterator[bytes]:
    """Yield short mails that are no application: what lies in the inbox of an association."""
    for number in range(count):
        yield (
            f"Return-Path: <ured{number}@grad.example>\r\nFrom: ured{number}@grad.example\r\nTo: info@alvrs.example\r\n"
            f"Subject: Dopis {number}\r\nMessage-ID: <old-{number}@grad.example>\r\n\r\nPoštovani, pozdrav.\r\n"
        ).encode()


def fill(account: Account, messages: Iterable[bytes], start: int = 0) -> int:
    """Put *messages* into the account's INBOX, ten minutes between two; return how many bytes they are.

    They are laid into its Maildir: by APPEND, thousands would take longer than everything that is measured.
    """
    with account.imap() as client:
        client.select_folder("INBOX")  # makes the folder
    folder = account.server.maildir(account.address)
    size = 0
    for number, message in enumerate(messages, start=start):
        received = (FIRST + number * BETWEEN).timestamp()
        path = folder / "new" / f"{int(received)}.M{number:06d}.bench"
        path.write_bytes(message)
        os.utime(path, (received, received))
        size += len(message)
    hand_over(folder, unprivileged())
    return size
