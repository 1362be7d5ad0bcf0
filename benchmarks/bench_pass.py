"""One pass over 200 applications of 50 kB from a real Dovecot, letters written to a folder.

Run from the project's root with PYTHONPATH=tests (`make bench`). The target is 12 seconds and 250 MiB on two cores.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from zoneinfo import ZoneInfo

from measure import Measured, measure
from rich.console import Console
from rich.table import Table

from intake.data import shipped
from layouts import word_forms
from layouts.applicants import applicant
from servers.dovecot import Account, Dovecot

APPLICATIONS = 200
TARGET_SECONDS = 12
TARGET_MEMORY = 250 * 2**20
FIRST = datetime(2021, 9, 1, 8, tzinfo=ZoneInfo("Europe/Sarajevo"))
BETWEEN = timedelta(hours=1)
LANGUAGES = (("sr", "name_cyrl"), ("latn", "name_latn"), ("en", "name_en"))
DOCX = "vnd.openxmlformats-officedocument.wordprocessingml.document"

CONFIGURATION = """\
timezone = "Europe/Sarajevo"
calls = ["{call}"]
[mailbox]
kind = "imap"
host = "{server.host}"
port = {server.tls_port}
security = "tls"
ca_file = "{server.ca_file}"
username = "{account.address}"
password_file = "password"
since = "all"
after = "keyword"
[store]
url = "sqlite:///var/intake.db"
archive = "var/archive"
[register]
path = "register.xlsx"
[replies]
own_addresses = ["{account.address}"]
message_id_domain = "ack.alvrs.example"
templates = "{templates}"
hourly_limit = 100000
daily_limit = 100000
[delivery]
kind = "folder"
from = "{account.address}"
outbox = "outbox"
[schedule]
every = "5 minutes"
"""


def applications() -> Iterator[bytes]:
    """Yield the mails: forms of every layout and script, from all municipalities in turn."""
    with shipped("municipalities.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    layouts = list(word_forms.LAYOUTS.values())
    for number in range(APPLICATIONS):
        language, column = LANGUAGES[number % len(LANGUAGES)]
        who = applicant(number, language)
        who = replace(who, written={**who.written, "municipality": rows[number % len(rows)][column]})
        form = layouts[number % len(layouts)](who, language, "glyph boxes")
        yield mail(number, form)


def mail(number: int, form: bytes) -> bytes:
    """Return a mail with *form*, as the association's server delivers it: 53 kB, nearly all of it the form."""
    sender = f"opstina{number}@grad{number}.example"
    message = EmailMessage(policy=SMTP)
    message["Return-Path"] = f"<{sender}>"
    message["From"] = sender
    message["To"] = "info@alvrs.example"
    message["Subject"] = "Пријава за кластер учења"
    message["Message-ID"] = f"<{number}@grad{number}.example>"
    message.set_content("Поштовани, у прилогу достављамо попуњен Прилог 2.\n", cte="8bit")
    message.add_attachment(form, maintype="application", subtype=DOCX, filename="Прилог 2.docx")
    return bytes(message)


def fill(account: Account) -> int:
    """Put the applications into the mailbox; return how many bytes they are."""
    size = 0
    with account.imap() as client:
        for number, message in enumerate(applications()):
            client.append("INBOX", message, msg_time=FIRST + number * BETWEEN)
            size += len(message)
    return size


def lay_out(folder: Path, account: Account) -> Path:
    """Write the desk's configuration."""
    (folder / "password").write_text(account.password)
    path = folder / "config.toml"
    call = Path("calls/learning-clusters-2021.toml").resolve()
    path.write_text(
        CONFIGURATION.format(server=account.server, account=account, call=call, templates=Path("templates").resolve())
    )
    return path


def show(measured: Measured, letters: int, size: int) -> None:
    """Print the table."""
    table = Table("200 applications, one pass", "measured", "target")
    table.add_row("a message", f"{size / APPLICATIONS / 1000:.0f} kB", "50 kB")
    table.add_row("letters written", str(letters), str(APPLICATIONS))
    table.add_row("wall time", f"{measured.wall:.1f} s", f"{TARGET_SECONDS} s")
    table.add_row("processor time", f"{measured.processor:.1f} s", "")
    table.add_row("applications a second", f"{APPLICATIONS / measured.wall:.0f}", "")
    table.add_row("memory, all processes", mebibytes(measured.resident), mebibytes(TARGET_MEMORY))
    table.add_row("  shared pages counted once", mebibytes(measured.proportional), "")
    Console().print(table)


def mebibytes(size: int) -> str:
    """Write a size for people."""
    return f"{size / 2**20:.0f} MiB"


def main() -> int:
    """Measure one pass in a desk of its own; 1 where an application was left without its letter."""
    with Dovecot() as server, tempfile.TemporaryDirectory() as folder:
        account = server.add_user("info@alvrs.example")
        size = fill(account)
        path = lay_out(Path(folder), account)
        measured = measure([sys.executable, "-m", "intake", "once", "-c", str(path)])
        letters = len(list(Path(folder, "outbox", "sent").glob("*.eml")))
        show(measured, letters, size)
    return 0 if letters == APPLICATIONS else 1


if __name__ == "__main__":
    sys.exit(main())
