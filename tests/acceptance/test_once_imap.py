"""The main job as staff set it up: `init`, edit, `check`, `once`, against a real Dovecot and Postfix over TLS."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from desks import FOLDER, IN_TIME, form, imap_section, later, lay_out_desk, mail, smtp_section
from servers.dovecot import Account, Dovecot
from servers.postfix import Postfix
from servers.process import wait_until


def waiting(account: Account, folder: str = "INBOX") -> list[bytes]:
    """Give what lies in a folder."""
    with account.imap() as client:
        client.select_folder(folder, readonly=True)
        found = client.fetch(client.search(), ["BODY.PEEK[]"])
    return [parts[b"BODY[]"] for _, parts in sorted(found.items())]


def flags(account: Account) -> list[set[bytes]]:
    """Give the flags of what lies in an INBOX, in order of UIDs."""
    with account.imap() as client:
        client.select_folder("INBOX", readonly=True)
        found = client.fetch(client.search(), ["FLAGS"])
    return [set(parts[b"FLAGS"]) - {b"\\Recent"} for _, parts in sorted(found.items())]


def test_an_application_is_read_from_dovecot_and_answered_through_postfix(
    tmp_path: Path, dovecot: Dovecot, postfix: Postfix, mail_account: Account
) -> None:
    """The whole way, with nothing stood in for: the letter arrives, and strangers' mail stays as it was."""
    applicant = dovecot.add_user(f"opstina-{mail_account.address.partition('@')[0]}@applicants.example")
    desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account), smtp_section(mail_account, postfix))
    headers = {"Message-ID": "<a@x.example>", "To": mail_account.address}
    mail_account.deliver(mail(form(0), sender=applicant.address, headers=headers), IN_TIME)
    mail_account.deliver(mail(subject="Рачун", text="Рачун број 5.\n"), IN_TIME)

    checked = desk.json("check", "--json")
    assert all(probe["ok"] for probe in checked), checked
    once = json.loads(desk.process("once", "--json"))

    assert once["errors"] == []
    assert once["counts"]["letters sent"] == 1, desk.json("outbox", "list", "--json")
    wait_until(lambda: bool(waiting(applicant)))
    letter = message_from_bytes(waiting(applicant)[0], policy=default)
    assert letter["To"] == applicant.address
    assert letter["In-Reply-To"] == "<a@x.example>"
    assert letter["Auto-Submitted"] == "auto-replied"
    assert "LC21-0001" in str(letter["Subject"])
    [entry] = desk.json("list", "--json")
    assert entry["letter"]["message_id"] == letter["Message-ID"]
    assert entry["status"] == "accepted"
    application, invoice = flags(mail_account)
    assert application
    assert not application & {b"\\Seen", b"\\Deleted"}
    assert invoice == set()

    assert desk.json("once", "--json")["counts"]["new"] == 0
    assert len(waiting(applicant)) == 1, "a second pass must not write again"
    assert desk.json("export")["messages"][0]["received_at"] == "2021-09-06T10:00:00+02:00"


def test_of_one_second_the_greater_uid_is_the_newer_version(tmp_path: Path, mail_account: Account) -> None:
    """INTERNALDATE knows no part of a second; UID 9 comes before UID 10."""
    for number in range(6):
        for contact in ("Прва Верзија", "Друга Верзија"):
            sent = mail(form(number, contact_name=contact), sender=f"o{number}@applicants.example")
            mail_account.deliver(sent, IN_TIME)
    desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account), FOLDER)
    desk.intake("once")
    entries = desk.json("export")["entries"]
    assert [e["answers"]["contact_name"] for e in entries if e["status"] == "superseded"] == ["Прва Верзија"] * 6
    assert [e["answers"]["contact_name"] for e in entries if e["status"] == "accepted"] == ["Друга Верзија"] * 6


def test_applications_are_moved_and_a_renumbered_folder_brings_nothing_twice(
    tmp_path: Path, mail_account: Account
) -> None:
    """A restored folder numbers its messages anew: the bytes tell that they were known."""
    section = imap_section(mail_account, folder='"Prijave"', after='"move"')
    desk = lay_out_desk(tmp_path / "desk", section, FOLDER)
    invoice = mail(subject="Рачун", text="Рачун број 5.\n")
    create(mail_account, mail(form(0)), invoice)
    desk.intake("once")
    assert waiting(mail_account, "Prijave") == [invoice], "what is no application stays"
    moved = waiting(mail_account, "Processed")
    assert len(moved) == 1

    with mail_account.imap() as client:
        client.delete_folder("Prijave")
    time.sleep(1.1)  # Dovecot takes the second for the UIDVALIDITY
    create(mail_account, invoice, *moved)
    again = desk.json("once", "--json")

    assert again["counts"]["new"] == 2
    assert again["counts"]["received"] == 0
    exported = desk.json("export")
    assert [e["version"] for e in exported["entries"]] == [1]
    assert len(exported["messages"]) == 2


def test_a_mail_server_that_was_restored_and_gives_its_numbers_anew_hides_no_application(
    tmp_path: Path, mail_account: Account
) -> None:
    """Its UIDVALIDITY is the old one and its next UID as well: what came then was never listed, or taken for known."""
    desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account), FOLDER)
    maildir = mail_account.server.maildir(mail_account.address)
    mail_account.deliver(mail(form(0)), IN_TIME)
    desk.intake("once")
    subprocess.run(["cp", "-a", maildir, tmp_path / "kept"], check=True)
    lost = [mail_account.deliver(mail(form(n), sender=f"a{n}@x.example", at=later(n)), later(n)) for n in (1, 2)]
    desk.intake("once")

    shutil.rmtree(maildir)
    subprocess.run(["cp", "-a", tmp_path / "kept", maildir], check=True)
    uid = mail_account.deliver(mail(form(3), sender="a3@x.example", at=later(3)), later(3))
    assert uid == lost[0]
    desk.intake("once")
    assert [e["received_at"] for e in desk.json("export")["entries"]] == [later(n).isoformat() for n in range(4)]
    assert {e["letter"]["state"] for e in desk.json("export")["entries"]} == {"sent"}
    assert desk.json("once", "--json")["counts"]["new"] == 0


def test_what_was_there_before_the_desk_is_recorded_and_not_answered(tmp_path: Path, mail_account: Account) -> None:
    """A mailbox with a past must not be answered all at once; what comes after the first listing is."""
    desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account, since='"first-run"'), FOLDER)
    mail_account.deliver(mail(form(0)), IN_TIME)
    desk.intake("once")
    mail_account.deliver(mail(form(1), sender="grad@banjaluka.example"), IN_TIME)
    desk.intake("once")
    states = {e["municipality"]: e["letter"]["state"] for e in desk.json("list", "--json")}
    assert states == {"srp-laktasi": "suppressed", "srp-banja-luka": "sent"}


def create(account: Account, *mails: bytes) -> None:
    """Make a folder that holds *mails*."""
    with account.imap() as client:
        client.create_folder("Prijave")
    for content in mails:
        account.deliver(content, IN_TIME, folder="Prijave")
