"""The whole pass over a mailbox of applications, beside what others do on the same messages in the same run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk_measured import imap_desk
from mailboxes import fill
from measure import Measured, measure

from servers.dovecot import Account, Dovecot

PEERS = Path(__file__).with_name("peers")
OURS, MBSYNC, FETCH = "intake once", "mbsync", "imapclient, batches of 50"
MARKITDOWN = "imap-tools and markitdown"
IMAP_TOOLS, DJANGO = "imap-tools, attachments saved", "django-mailbox"
DOES = {
    OURS: "archives, reads, judges, answers, writes the register; durable",
    MBSYNC: "pulls the messages into a Maildir; durable",
    FETCH: "fetches and forgets",
    IMAP_TOOLS: "saves attachments; reads and judges nothing; not durable",
    MARKITDOWN: "makes text of each attachment; judges and answers nothing; not durable",
    DJANGO: "stores messages and attachments in a database; reads and judges nothing",
}
MBSYNC_CONFIGURATION = """\
IMAPAccount bench
Host {server.host}
Port {server.tls_port}
User {account.address}
Pass {account.password}
SSLType IMAPS
SystemCertificates no
CertificateFile {server.ca_file}

IMAPStore far
Account bench

MaildirStore near
Path {folder}/
Inbox {folder}/INBOX

Channel bench
Far :far:
Near :near:
Patterns INBOX
Sync Pull
SyncState {folder}/state-
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """One way over one mailbox."""

    applications: int
    way: str
    measured: Measured


SLOW_FROM = 500  # messages from which making text of every attachment takes longer than all else together


def rounds(messages: int) -> int:
    """Return how often each way is gone: the fewer messages, the more chance is in one time."""
    return 2 if messages < SLOW_FROM else 1


def measured(server: Dovecot, folder: Path, messages: Sequence[bytes], rounds: int) -> list[Passed]:
    """Measure every way over *messages*, each on a mailbox of its own; the fastest of *rounds*, one after the other."""
    best: dict[str, Measured] = {}
    for number in range(rounds):
        for name, way in WAYS.items():
            if name == MARKITDOWN and len(messages) >= SLOW_FROM:
                continue
            account = server.add_user(f"{name.split(',')[0].replace(' ', '-')}-{len(messages)}-{number}@alvrs.example")
            fill(account, messages)
            found = measure(way(account, folder / account.address))
            best[name] = min(best.get(name, found), found, key=lambda run: run.wall)
    return [Passed(applications=len(messages), way=name, measured=run) for name, run in best.items()]


def _intake(account: Account, folder: Path) -> Sequence[str]:
    return imap_desk(folder, account).command("once")


def _mbsync(account: Account, folder: Path) -> Sequence[str]:
    folder.mkdir()
    configuration = folder / "mbsyncrc"
    configuration.write_text(MBSYNC_CONFIGURATION.format(server=account.server, account=account, folder=folder))
    return ["mbsync", "--quiet", "--config", str(configuration), "bench"]


def _fetch(account: Account, _folder: Path) -> Sequence[str]:
    return [*_script("imapclient_batch.py"), *_over_tls(account)]


def _imap_tools(account: Account, folder: Path) -> Sequence[str]:
    return [*_script("imap_tools_loop.py"), *_over_tls(account), str(folder)]


def _markitdown(account: Account, folder: Path) -> Sequence[str]:
    return [*_script("imap_tools_markitdown.py"), *_over_tls(account), str(folder)]


def _django(account: Account, folder: Path) -> Sequence[str]:
    server = account.server
    plain = (server.host, str(server.port), account.address, account.password, str(folder))
    return [*_script("django_mailbox_get.py"), *plain]


def _script(name: str) -> tuple[str, str]:
    return sys.executable, str(PEERS / name)


def _over_tls(account: Account) -> tuple[str, ...]:
    server = account.server
    return (server.host, str(server.tls_port), str(server.ca_file), account.address, account.password)


WAYS: dict[str, Callable[[Account, Path], Sequence[str]]] = {
    OURS: _intake,
    MBSYNC: _mbsync,
    FETCH: _fetch,
    IMAP_TOOLS: _imap_tools,
    MARKITDOWN: _markitdown,
    DJANGO: _django,
}
