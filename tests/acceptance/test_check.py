"""`check` with real servers: what it tries, what it says, and that nothing of it stays."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desks import (
    FOLDER,
    IN_TIME,
    MAILDIR,
    DeskFolder,
    form,
    imap_section,
    lay_out_desk,
    mail,
    plain_smtp_section,
    smtp_section,
)
from intake.mailbox.imap.mailbox import ImapMailbox
from intake.replies.trial import trial_letter
from intake.rules.probe import Probe, Scratch
from intake.settings import After
from servers.dovecot import Account, Dovecot
from servers.imap import ImapAccount
from servers.postfix import Postfix
from servers.process import wait_until
from servers.smtpd import ScriptedSMTP

NOW = datetime.now(UTC)


def lines(desk: DeskFolder, *arguments: str, status: int = 0) -> dict[str, dict[str, Any]]:
    """Run the command and return its lines by their names."""
    return {line["name"]: line for line in desk.json("check", "--json", *arguments, status=status)}


def everything(account: ImapAccount) -> dict[str, list[tuple[int, bytes, frozenset[bytes]]]]:
    """Return what lies in each folder of an account: UID, bytes and flags."""
    found = {}
    with account.imap() as client:
        for _, _, name in client.list_folders():
            client.select_folder(name, readonly=True)
            parts = client.fetch(client.search("ALL"), ["BODY.PEEK[]", "FLAGS"])
            found[name] = [(uid, p[b"BODY[]"], frozenset(p[b"FLAGS"]) - {b"\\Recent"}) for uid, p in parts.items()]
    return found


def scratch(*, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Scratch:
    """Write a message of the desk to itself."""
    letter = trial_letter(
        to="info@alvrs.example", sender="info@alvrs.example", message_id_domain="ack.alvrs.example", token="1", at=NOW
    )
    return Scratch(message_id=letter.message_id, content=letter.content, clock=clock)


def tried(
    account: ImapAccount, after: After, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> tuple[Probe, ...]:
    """Try the account's INBOX with a scratch message."""
    server = account.settings()
    mailbox = ImapMailbox(server, folder="INBOX", after=after, processed_folder="Processed", size_limit=2**20)
    try:
        return tuple(mailbox.try_with(scratch(clock=clock)))
    finally:
        mailbox.close()


@pytest.mark.parametrize("after", ["keyword", "move"])
def test_everything_is_tried_for_real_and_nothing_of_it_stays(
    tmp_path: Path, mail_account: Account, postfix: Postfix, after: str
) -> None:
    """What works for the check works for the first application; other people's mail is as it was before."""
    mail_account.deliver(mail(subject="Рачун"), NOW)
    desk = lay_out_desk(
        tmp_path / "desk", imap_section(mail_account, after=f'"{after}"'), smtp_section(mail_account, postfix)
    )
    before = everything(mail_account)

    told = lines(desk, "--probe")

    assert "info@alvrs.com" in told.pop("address of learning-clusters-2021")["detail"], "the desk's is another"
    assert all(line["ok"] and line["advice"] is None for line in told.values())
    names = {"log-in", "folder", "IDLE", after, "clock", "scratch message"}
    assert {name.removeprefix("mailbox: ") for name in told if name.startswith("mailbox")} == names
    assert set(told) >= {"delivery", "probe letter", "templates", "time zone", "store", "archive", "register", "disk"}
    assert "and back in" in told["probe letter"]["detail"]
    left = everything(mail_account)
    assert left.pop("Processed", []) == []
    assert left == before


def test_a_pass_beside_a_check_takes_nothing_of_it_for_mail(
    tmp_path: Path, mail_account: Account, postfix: Postfix
) -> None:
    """The daemon runs while somebody checks: no entry, no letter, nothing in the way of a real application."""
    desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account), smtp_section(mail_account, postfix))
    mail_account.deliver(scratch().content)  # as a check leaves it that was killed
    ended = threading.Event()

    def passes() -> None:
        while not ended.is_set():
            desk.process("once")

    beside = threading.Thread(target=passes)
    beside.start()
    try:
        lines(desk, "--probe")
    finally:
        ended.set()
        beside.join()
    mail_account.deliver(mail(form(0)), IN_TIME)
    desk.intake("once")

    exported = desk.json("export")
    assert [entry["status"] for entry in exported["entries"]] == ["accepted"]
    assert {m["outcome"] for m in exported["messages"] if m["sender"] != "opstina@laktasi.example"} == {"automatic"}
    assert [letter["to"] for letter in desk.json("outbox", "--json")] == ["opstina@laktasi.example"]


def test_a_letter_that_does_not_come_back_is_said_with_what_to_do(
    tmp_path: Path, mail_account: Account, smtp_server: ScriptedSMTP
) -> None:
    """The server took it, and a filter ate it: the most common fault that no log-in shows."""
    desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account), plain_smtp_section(smtp_server.port))
    line = lines(desk, "--probe", "2", status=1)["probe letter"]
    assert not line["ok"]
    assert "not in the mailbox after 2 seconds" in line["detail"]
    assert "spam" in line["advice"]
    [sent] = smtp_server.mails
    assert b"Auto-Submitted: auto-generated" in sent.content
    assert "probe letter" not in lines(desk), "without the option nothing is sent"
    assert len(smtp_server.mails) == 1


def test_no_letter_is_sent_that_could_not_be_taken_out_again(
    tmp_path: Path, mail_account: Account, postfix: Postfix
) -> None:
    """Nothing of a check stays in the mailbox, also where the folder's name is mistyped."""
    section = imap_section(mail_account, folder='"Inbx"')
    desk = lay_out_desk(tmp_path / "desk", section, smtp_section(mail_account, postfix))
    told = lines(desk, "--probe", status=1)
    assert not told["mailbox: folder"]["ok"]
    assert (told["delivery"]["ok"], told["probe letter"]["ok"]) == (True, False)
    assert told["probe letter"]["detail"] == "not sent: mend 'mailbox: folder' first"
    assert told["probe letter"]["advice"] is None
    wait_until(lambda: postfix.is_idle)
    assert everything(mail_account) == {"INBOX": []}


def test_what_to_do_about_a_certificate_and_a_password_is_said(
    tmp_path: Path, mail_account: Account, postfix: Postfix
) -> None:
    """A server with an authority of its own is common, and "look at the password" would lead astray."""
    section = imap_section(mail_account, ca_file=f'"{postfix.ca_file}"')
    delivery = smtp_section(mail_account, postfix, ca_file=f'"{mail_account.server.ca_file}"')
    told = lines(lay_out_desk(tmp_path / "desk", section, delivery), status=1)
    for name in ("mailbox: log-in", "delivery"):
        assert "certificate" in told[name]["advice"]
        assert "ca_file" in told[name]["advice"]
    stranger = lay_out_desk(
        tmp_path / "other",
        imap_section(mail_account, username='"nobody@alvrs.example"'),
        smtp_section(mail_account, postfix),
    )
    refused = lines(stranger, status=1)["mailbox: log-in"]
    assert "nobody@alvrs.example may not log in ([AUTHENTICATIONFAILED] Authentication failed.)" in refused["detail"]
    assert "password" in refused["advice"]


def test_a_desk_that_only_writes_letters_sends_none_to_itself(tmp_path: Path) -> None:
    """There is no way there, and so none back."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    assert "none" in lines(desk, "--probe")["probe letter"]["detail"]


def test_a_store_of_a_newer_program_is_no_matter_of_its_url(tmp_path: Path) -> None:
    """After a step back to an older program the file is sound: who then looks for damage loses what is in it."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    desk.intake("status")
    with closing(sqlite3.connect(tmp_path / "desk" / "var" / "intake.db")) as store, store:
        store.execute("UPDATE alembic_version SET version_num = '9999'")

    line = lines(desk, status=1)["store"]
    assert "9999" in line["detail"]
    assert "the store is sound: install the newer program again" in line["advice"]


@pytest.mark.parametrize("after", [After.KEYWORD, After.MOVE])
@pytest.mark.parametrize("fixture", ["mail_account", "cyrus_account"])
def test_a_scratch_message_leaves_nothing_on_any_server(
    request: pytest.FixtureRequest, fixture: str, after: After
) -> None:
    """What Dovecot calls done may be a habit of Dovecot's."""
    check_scratch(request.getfixturevalue(fixture), after)


def test_a_server_with_nothing_beyond_the_standard_is_left_clean_too() -> None:
    """Without UIDPLUS a plain EXPUNGE takes the scratch message, where it takes nobody else's."""
    with Dovecot(settings="imap_capability = IMAP4rev1") as server:
        check_scratch(server.add_user("desk@alvrs.example"), After.KEYWORD)


def check_scratch(account: ImapAccount, after: After) -> None:
    """Try a folder in which others' mail lies."""
    account.deliver(mail(subject="Рачун"), NOW)
    before = everything(account)
    assert [(line.name, line.ok) for line in tried(account, after)] == [("clock", True), ("scratch message", True)]
    left = {name: messages for name, messages in everything(account).items() if messages}
    assert left == {name: messages for name, messages in before.items() if messages}


def test_what_others_have_marked_as_deleted_is_not_expunged_with_ours() -> None:
    """Without UID EXPUNGE the scratch message stays, marked: better than somebody's mail gone."""
    with Dovecot(settings="imap_capability = IMAP4rev1") as server:
        account = server.add_user("desk@alvrs.example")
        uid = account.deliver(mail(subject="Рачун"), NOW)
        with account.imap() as client:
            client.select_folder("INBOX")
            client.delete_messages([uid])
        tried(account, After.KEYWORD)
        assert uid in [each for each, _, _ in everything(account)["INBOX"]]


def test_a_clock_that_is_wrong_is_said(mail_account: Account) -> None:
    """Deadlines go by the server's clock, schedules by ours."""
    clock, _ = tried(mail_account, After.KEYWORD, clock=lambda: datetime.now(UTC) + timedelta(minutes=7))
    assert not clock.ok
    apart = re.search(r"(\d+) seconds apart", clock.detail)
    assert apart is not None
    assert int(apart[1]) == pytest.approx(7 * 60, abs=30)  # a loaded machine takes its time
