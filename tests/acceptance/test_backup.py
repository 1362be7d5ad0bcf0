"""One file from which the desk goes on: made while it works, whole or not at all."""

from __future__ import annotations

import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desks import (
    FOLDER,
    IN_TIME,
    MAILDIR,
    DeskFolder,
    form,
    imap_section,
    later,
    lay_out_desk,
    mail,
    plain_smtp_section,
)
from intake.records.archive import Archive
from intake.records.store import Store
from servers.dovecot import Account
from servers.smtpd import Answer, ScriptedSMTP, Stage

REPLIES = '[schedule]\nevery = "5 seconds"\n'


def restored(desk: DeskFolder, backup: Path, folder: Path) -> DeskFolder:
    """Unpack a backup elsewhere and give it the mailbox, as docs/restore.md says."""
    with tarfile.open(backup) as tar:
        tar.extractall(folder, filter="data")
    (desk.folder / "mailbox").rename(folder / "mailbox")
    return DeskFolder(folder=folder)


@pytest.mark.parametrize("name", ["desk.tar", "desk.tar.gz"])
def test_a_restored_desk_goes_on_and_answers_nothing_twice(tmp_path: Path, name: str) -> None:
    """That is all that a backup is for."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    desk.put(mail(form(0)), "1")
    desk.put(mail(subject="Рачун", text="Рачун број 5.\n"), "2")
    desk.intake("once")
    before = desk.json("export")

    backup = tmp_path / name
    desk.intake("backup", str(backup))
    other = restored(desk, backup, tmp_path / "other")

    assert other.json("export") == before
    other.put(mail(form(1), sender="grad@banjaluka.example"), "3")
    counts = other.json("once", "--json")["counts"]
    assert (counts["received"], counts["application"], counts["letters sent"]) == (1, 1, 1)
    assert len(list((other.folder / "outbox" / "sent").glob("*.eml"))) == 2
    assert other.json("reconcile", "--json") == []
    assert other.json("status", "--json")["healthy"] is True


def test_a_backup_is_taken_while_the_daemon_works(tmp_path: Path) -> None:
    """Nobody stops a desk for it; what was under way then is done by the restored desk."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, REPLIES)
    for number in range(8):
        desk.put(mail(form(number), sender=f"a{number}@applicants.example"), str(number))
    daemon = desk.start("run")
    backup = tmp_path / "desk.tar"
    try:
        for _ in range(3):
            desk.intake("backup", str(backup))
    finally:
        daemon.terminate()
        daemon.communicate(timeout=30)
    other = restored(desk, backup, tmp_path / "other")
    other.intake("once")
    exported = other.json("export")
    assert len(exported["messages"]) == len(exported["entries"]) == 8
    assert other.json("reconcile", "--json") == []


def test_a_backup_of_yesterday_loses_no_application_and_answers_nobody_again_by_itself(
    tmp_path: Path, mail_account: Account, smtp_server: ScriptedSMTP
) -> None:
    """Step by step as docs/restore.md says: what the old desk did since is in the mailbox, and with its applicants."""
    sections = (imap_section(mail_account, after='"move"'), plain_smtp_section(smtp_server.port))
    desk = lay_out_desk(tmp_path / "desk", *sections)
    mail_account.deliver(mail(form(0)), IN_TIME)
    smtp_server.plan(Stage.GREETING, Answer(code=421))
    desk.intake("once", status=1)  # recorded, its letter waits
    backup = tmp_path / "desk.tar.gz"
    desk.intake("backup", str(backup))
    mail_account.deliver(mail(form(1), sender="grad@banjaluka.example"), later(1))
    desk.intake("once")
    lost = desk.json("list", "--json")
    assert len(smtp_server.mails) == 2
    shutil.rmtree(desk.folder)

    with tarfile.open(backup) as tar:
        tar.extractall(tmp_path / "other", filter="data")
    other = DeskFolder(folder=tmp_path / "other")
    other.intake("outbox", "hold", "--all")
    with mail_account.imap() as client:
        client.select_folder("Processed")
        client.move(client.search(), "INBOX")
    given = other.config.read_text(encoding="utf-8")
    other.config.write_text(f'{given}\n[replies]\nmode = "hold"\n', encoding="utf-8")
    other.intake("once")
    assert [(e["entry"], e["municipality"], e["status"]) for e in other.json("list", "--json")] == [
        (e["entry"], e["municipality"], e["status"]) for e in lost
    ]
    assert [e["letter"]["state"] for e in other.json("list", "--json")] == ["held", "held"]
    assert len(smtp_server.mails) == 2, "nobody is written to again by itself"
    assert other.json("reconcile", "--json") == []

    other.intake("outbox", "release", "LC21-0001")
    other.intake("outbox", "drop", "LC21-0002")
    other.config.write_text(given, encoding="utf-8")
    other.intake("once")
    first, _, again = (received.content for received in smtp_server.mails)
    assert again == first, "a letter that goes again is the same, byte for byte"
    assert other.json("status", "--json")["healthy"]


def test_what_was_being_sent_when_the_backup_was_taken_is_kept_back(tmp_path: Path) -> None:
    """The old desk has sent it since; whoever goes on by docs/restore.md sends nothing a second time."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, '[replies]\nmode = "hold"\n')
    for number in range(2):
        desk.put(mail(form(number), sender=f"a{number}@applicants.example", at=later(number)), str(number))
    desk.intake("once")
    desk.intake("outbox", "release", "--all")
    store = Store.open(f"sqlite:///{desk.folder}/var/intake.db")
    for letter in store.letters:
        store.letters.begin_sending(letter.message_id, at=IN_TIME)
    store.letters.at_dot(letter.message_id)
    store.close()
    desk.intake("backup", str(tmp_path / "desk.tar"))
    other = restored(desk, tmp_path / "desk.tar", tmp_path / "other")

    other.intake("outbox", "hold", "--all")
    other.intake("once")
    assert [one["state"] for one in other.json("outbox", "--json")] == ["held", "uncertain"]
    assert not list((other.folder / "outbox" / "sent").glob("*.eml"))


def test_letters_that_staff_have_changed_are_in_the_backup(tmp_path: Path) -> None:
    """Until they are released they stand nowhere else: the restored desk would send what staff did not want."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, '[replies]\nmode = "hold"\n')
    desk.put(mail(form(0)), "1")
    desk.intake("once")
    (held,) = (desk.folder / "outbox" / "held").glob("*.eml")
    held.write_text(held.read_text(encoding="utf-8").replace("Поштовани,", "Поштована,"), encoding="utf-8")
    desk.intake("backup", str(tmp_path / "desk.tar"))
    other = restored(desk, tmp_path / "desk.tar", tmp_path / "other")

    assert [one["changed"] for one in other.json("outbox", "--json")] == ["changed in its file"]
    other.intake("once")
    assert "Поштована," in other.intake("outbox", "show", "LC21-0001")
    assert other.json("reconcile", "--json") == []


def test_an_application_that_is_erased_meanwhile_spoils_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup at night and a retention that ends that night need not know of each other."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    for number in range(2):
        desk.put(mail(form(number), sender=f"a{number}@applicants.example", at=later(number)), str(number))
    desk.intake("once")
    list_all = Archive.all

    def and_erase(archive: Archive) -> Iterator[str]:
        listed = tuple(list_all(archive))
        desk.process("erase", "LC21-0001", "--yes")
        yield from listed

    monkeypatch.setattr(Archive, "all", and_erase)
    desk.intake("backup", str(tmp_path / "desk.tar"))
    with tarfile.open(tmp_path / "desk.tar") as tar:
        assert sum(name.endswith(".eml") for name in tar.getnames()) == 1


def test_a_backup_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    """A half backup in the place of a whole one would be found out too late."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    desk.put(mail(form(0)), "1")
    desk.intake("once")
    backup = tmp_path / "desk.tar"
    desk.intake("backup", str(backup))
    whole = backup.read_bytes()
    (message,) = (desk.folder / "var" / "archive").rglob("*.eml")
    message.unlink()
    message.mkdir()  # a file that cannot be read, also by root
    (message / "x").touch()
    desk.intake("backup", str(backup), status=1)
    assert backup.read_bytes() == whole
    assert list(tmp_path.glob(".*")) == []
    assert backup.stat().st_mode & 0o777 == 0o600


def test_the_name_says_the_format(tmp_path: Path) -> None:
    """A zip that is a tar would be opened by nobody."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    assert ".tar.gz" in desk.intake("backup", str(tmp_path / "desk.zip"), status=2)
