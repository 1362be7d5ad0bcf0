"""An applicant asks to be forgotten: nothing of him is left in any file of the desk, and nothing of him comes back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from desks import FOLDER, MAILDIR, DeskFolder, form, imap_section, later, lay_out_desk, mail, sender
from faults import dying as dying_program
from faults.dying import ERASING, Moment
from servers.dovecot import Account

STAFF = '[staff]\nto = ["osoblje@alvrs.example"]\n'
NAME, CONTACT = "Марија Јањић", "kontakt0@laktasi.example"
GONE = ("LC21-0001", sender(0), CONTACT, NAME, "Позвати Марију")
"""What may be read nowhere afterwards, but for the number where it is shown as erased."""


def texts(path: Path) -> Iterator[str]:
    """Give all that a person with the right programs could read in a file."""
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            yield from (unescape(parts.read(name).decode("utf-8", "replace")) for name in parts.namelist())
    elif path.suffix == ".eml":
        message = message_from_bytes(content, policy=default)
        yield str(message["To"]) + str(message["From"]) + str(message["Subject"])
        yield from (part.get_content() for part in message.walk() if part.get_content_maintype() == "text")
    yield content.decode("utf-8", "replace")


def spelled(word: str, text: str) -> bool:
    """Tell whether *word* stands in *text*, as it is or as JSON writes it."""
    return word in text or json.dumps(word)[1:-1] in text


def telling(desk: DeskFolder, *words: str) -> list[str]:
    """Name every file of the desk, outside the mailbox, in which one of *words* can be read."""
    files = [path for path in desk.folder.rglob("*") if path.is_file() and "mailbox" not in path.parts]
    found = ((path, word) for path in files for text in texts(path) for word in words if spelled(word, text))
    return sorted({f"{path.relative_to(desk.folder)}: {word}" for path, word in found})


@pytest.fixture
def desk(tmp_path: Path, known: DeskFolder) -> DeskFolder:
    """Give a desk that knows a lot of its first applicant."""
    shutil.copytree(known.folder, tmp_path / "desk")
    return DeskFolder(folder=tmp_path / "desk")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> DeskFolder:
    """Make it once: two versions, a duplicate, a reply, another mail, words of the staff's."""
    desk = lay_out_desk(tmp_path_factory.mktemp("known") / "desk", MAILDIR, FOLDER, STAFF)
    desk.put(mail(form(0), sender=sender(0)), "1")
    desk.put(mail(form(1), at=later(1), sender=sender(1)), "2")
    desk.put(mail(form(0, address="Нова улица 1"), at=later(2), sender=sender(0)), "3")
    desk.put(mail(form(0), at=later(3), sender=sender(0), subject="Опет"), "4")
    desk.put(mail(subject="Рачун", text="Рачун број 5.\n", sender=sender(0), at=later(4)), "5")
    desk.intake("once")
    desk.intake("digest")
    reply = {"In-Reply-To": desk.json("export")["entries"][0]["letter"]["message_id"]}
    desk.put(mail(subject="Re: Пријава", text=f"Хвала! {NAME}\n", headers=reply, at=later(5)), "6")
    words_of_staff(desk)
    desk.intake("once")
    return desk


def words_of_staff(desk: DeskFolder) -> None:
    """Write a note, a comment, a correction, and a row without a number, as staff do; leave copies, as crashes do."""
    path = desk.folder / "register.xlsx"
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    columns = {str(cell.value).split(" · ")[0]: int(cell.column or 0) for cell in sheet[1]}
    rows = {cell.value: int(cell.row or 0) for cell in sheet["A"]}
    for entry, said in (("LC21-0001", "Позвати Марију"), ("LC21-0002", "Остаје")):
        sheet.cell(rows[entry], columns["Напомена"]).value = said
    sheet.cell(rows["LC21-0001"], 2).comment = Comment(f"Питати: {CONTACT}", "Staff")
    sheet.cell(rows["LC21-0001"], columns["Е-пошта контакт особе"]).value = "ispravka@laktasi.example"
    sheet.cell(len(rows) + 3, columns["Напомена"]).value = f"руком: {CONTACT}"
    mails = workbook["Поруке · Messages"]
    mails.cell(1, mails.max_column + 1).value = "Звано · Called"
    for row in range(2, mails.max_row + 1):
        mails.cell(row, mails.max_column).value = f"звати {mails.cell(row, 2).value}"
    workbook.save(path)
    for copy in ("register.unreadable-1.xlsx", "register.pending.unreadable-1.xlsx", ".intake-register.pending.xlsx"):
        shutil.copy(path, desk.folder / copy)
    (desk.folder / "register.unreadable-2.xlsx").write_bytes(path.read_bytes()[:9000])


def write(path: Path, entry: str, note: str) -> None:
    """Write a note in the register, as staff do."""
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    column = next(int(cell.column or 0) for cell in sheet[1] if str(cell.value).startswith("Напомена"))
    row = next(int(cell.row or 0) for cell in sheet["A"] if cell.value == entry)
    sheet.cell(row, column).value = note
    workbook.save(path)


def test_nothing_of_an_erased_applicant_is_left_in_any_file(desk: DeskFolder) -> None:
    """Store, archive, register and its copies, letters, digests, forms: searched byte by byte and unpacked."""
    assert len(telling(desk, *GONE)) > 20, "or the search would prove nothing"
    told = desk.json("erase", "LC21-0001", "--yes", "--json")
    assert (told["entries"], told["left"], told["found_in"]) == (["LC21-0001"], [], [])
    desk.json("erase", sender(0), "--yes", "--json")  # the invoice that was for no call
    desk.intake("once")
    assert telling(desk, *GONE[1:], "ispravka@laktasi.example") == []
    assert telling(desk, "LC21-0001-v") == [], "no name of a form or a letter"
    kept = telling(desk, sender(1), "Остаје")
    assert {"register.xlsx: Остаје", "var/intake.db: Остаје", f"var/intake.db: {sender(1)}"} <= set(kept)
    assert desk.json("reconcile", "--json") == []
    assert desk.json("status", "--json")["healthy"]


def test_the_number_stays_used_and_is_shown_as_erased(desk: DeskFolder) -> None:
    """Staff who find the number on paper learn what became of it; nobody else gets it."""
    desk.intake("erase", "LC21-0001", "--yes")
    exported = desk.json("export")
    assert [(e["entry"], e["versions"], e["why"]) for e in exported["erased"]] == [("LC21-0001", 2, "staff")]
    stubs = [m for m in exported["messages"] if m["erased_at"]]
    assert {(m["sender"], m["subject"], m["entry"], m["why"]) for m in stubs} == {("", "", "LC21-0001", None)}
    assert sorted(m["outcome"] for m in stubs) == ["application", "application", "duplicate", "other"]
    assert "was erased on" in desk.intake("show", "LC21-0001", status=2)
    assert desk.json("status", "--json")["erased"] == 1
    workbook = load_workbook(desk.folder / "register.xlsx")
    assert [cell.value for cell in workbook["Регистар · Register"]["A"][1:]] == ["LC21-0002"]
    assert "Без пријаве · Unmatched" not in workbook.sheetnames
    said = [[cell.value for cell in row] for row in workbook["Историја · History"].iter_rows(min_row=2)]
    assert [row[:3] for row in said] == [["LC21-0001", None, "⌫ обрисано · erased"]]
    assert "обрисано · erased" in {cell.value for cell in workbook["Поруке · Messages"]["D"]}
    counts = [[cell.value for cell in row] for row in workbook["Преглед · Overview"].iter_rows()]
    assert any("обрисано" in str(row) and 1 in row for row in counts)
    desk.put(mail(form(0), at=later(20), sender=sender(0), subject="Поново се пријављујемо"), "7")
    desk.intake("once")
    assert [e["entry"] for e in desk.json("list", "--json")] == ["LC21-0002", "LC21-0003"]


def test_the_same_bytes_never_come_back(desk: DeskFolder) -> None:
    """Delivered again, replayed, or brought by an old copy of the register."""
    old = (desk.folder / "register.xlsx").read_bytes()
    first, invoice = ((desk.folder / "mailbox" / "new" / name).read_bytes() for name in "15")
    desk.intake("erase", "LC21-0001", sender(0), "--yes")
    before = desk.json("export")
    desk.put(first, "again")
    desk.put(invoice, "and-again")
    counts = desk.json("once", "--json")["counts"]
    assert counts["received"] == 0
    assert desk.json("export") == before
    assert desk.json("replay", "--json") == []
    (desk.folder / "register.xlsx").write_bytes(old)
    write(desk.folder / "register.xlsx", "LC21-0002", "Ново")
    desk.intake("once")
    assert "register.xlsx: Ново" in telling(desk, "Ново")
    assert telling(desk, *GONE[1:]) == [f"register.xlsx: {CONTACT}"], "what staff typed without a number, and no more"
    assert desk.json("reconcile", "--json") == []


def test_looking_first_erases_nothing_and_nobody_to_ask_is_no_yes(desk: DeskFolder) -> None:
    """There is no way back, so a script must say that it means it."""
    before = desk.json("export")
    told = desk.json("erase", sender(0), "--dry-run", "--json")
    assert (told["entries"], told["letters_sent"], told["erased"]) == (["LC21-0001"], 2, False)
    assert len(told["messages"]) == len(told["in_mailbox"]) == 5
    assert "--yes" in desk.intake("erase", "LC21-0001", status=2)
    assert "LC21-0009" in desk.intake("erase", "LC21-0009", "--yes", status=2)
    assert desk.json("export") == before


def test_a_mail_with_two_applications_goes_only_whole(tmp_path: Path) -> None:
    """Whoever erases one of two municipalities must not lose the other in silence."""
    desk = lay_out_desk(tmp_path / "desk")
    desk.put(mail(form(0), form(1)), "1")
    desk.intake("once")
    assert "LC21-0002" in desk.intake("erase", "LC21-0001", "--yes", status=2)
    assert len(desk.json("list", "--json")) == 2
    desk.intake("erase", "LC21-0001", "LC21-0002", "--yes")
    assert desk.json("list", "--json") == []


def test_an_open_register_is_finished_when_it_is_closed(desk: DeskFolder) -> None:
    """Excel's copy cannot be changed under staff's hands; the desk remembers what it owes."""
    lock = desk.folder / ".~lock.register.xlsx#"
    lock.touch()
    told = desk.json("erase", "LC21-0001", sender(0), "--yes", "--json", status=1)
    assert "is open" in told["left"][0]
    assert "register.xlsx" in [Path(path).name for path in told["found_in"]]
    desk.intake("once")
    lock.unlink()
    desk.intake("once")
    assert telling(desk, *GONE[1:]) == []


def test_a_file_that_cannot_be_searched_or_removed_keeps_no_mail_out(desk: DeskFolder) -> None:
    """What is owed is said and tried again; the applications of others are taken in meanwhile."""
    damaged = bytearray((desk.folder / "register.xlsx").read_bytes())
    start = damaged.index(b"xl/worksheets/sheet1.xml") + 60
    damaged[start : start + 20] = bytes(range(20))  # in the middle of what was compressed
    (desk.folder / "register.unreadable-3.xlsx").write_bytes(damaged)
    (desk.folder / "var" / "register-history" / "old").mkdir(parents=True)
    form_of_theirs = next((desk.folder / "var" / "forms").glob("LC21-0001-v1.*"))
    form_of_theirs.unlink()
    form_of_theirs.mkdir()  # no file any more: it cannot be unlinked
    told = desk.json("erase", "LC21-0001", sender(0), "--yes", "--json", status=1)
    assert form_of_theirs.name in told["left"][0]
    assert not (desk.folder / "register.unreadable-3.xlsx").exists()
    desk.put(mail(form(2), sender=sender(2), at=later(9)), "9")
    desk.intake("once")
    assert desk.json("export")["messages"][-1]["outcome"] == "application"
    form_of_theirs.rmdir()
    desk.intake("once")
    assert telling(desk, *GONE[1:]) == []


def test_what_is_held_about_an_address_is_handed_over_whole(desk: DeskFolder) -> None:
    """Applications, mails, letters as text, words of the staff's, and where all of it lies."""
    held = desk.json("export", "--subject", CONTACT)
    assert {(e["entry"], e["version"]) for e in held["entries"]} == {("LC21-0001", 1), ("LC21-0001", 2)}
    assert all("contact_email" in e["stands_as"] for e in held["entries"][:1])
    assert len(held["messages"]) == 4
    assert all(Path(m["file"]).is_file() for m in held["messages"])
    assert all("Лакташи" in letter["text"] for letter in held["letters"])
    assert "Позвати Марију" in {said["text"] for said in held["words_of_staff"]}
    assert desk.json("export", "--subject", "nobody@nowhere.example")["entries"] == []


def test_the_mailbox_is_cleared_of_that_message_alone(tmp_path: Path, mail_account: Account) -> None:
    """Where it is asked for: also where it was moved to, and with somebody else's deleted mail beside it."""
    desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account, after='"move"'), FOLDER)
    content = mail(form(0), sender=sender(0))
    mail_account.deliver(content, later(0))
    mail_account.deliver(mail(form(1), sender=sender(1), at=later(1)), later(1))
    desk.intake("once")
    mail_account.deliver(content, later(2))  # the same bytes, not fetched yet
    others = mail_account.deliver(mail(subject="Рачун", text="Рачун.\n"), later(3))
    with mail_account.imap() as client:
        client.select_folder("INBOX")
        client.delete_messages([others])
    desk.intake("erase", "LC21-0001", "--yes")
    with mail_account.imap() as client:
        client.select_folder("INBOX")
        assert len(client.search()) == 2, "who does not ask for it keeps the mail"
    desk.intake("erase", "LC21-0001", "--yes", "--mailbox")
    with mail_account.imap() as client:
        client.select_folder("INBOX")
        assert client.search() == [others]
        client.select_folder("Processed")
        assert len(client.search()) == 1
    desk.intake("once")
    assert [e["entry"] for e in desk.json("list", "--json")] == ["LC21-0002"]


def in_folder(account: Account, content: bytes) -> None:
    """Make a folder of applications with one message in it."""
    with account.imap() as client:
        client.create_folder("Prijave")
        client.append("Prijave", content, msg_time=later(0))


def test_a_renumbered_mailbox_brings_nothing_back(tmp_path: Path, mail_account: Account) -> None:
    """Under a new UIDVALIDITY every message is new to the desk, but not its bytes."""
    desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account, folder='"Prijave"'), FOLDER)
    content = mail(form(0), sender=sender(0))
    in_folder(mail_account, content)
    desk.intake("once")
    desk.intake("erase", "LC21-0001", "--yes")
    with mail_account.imap() as client:
        client.delete_folder("Prijave")
    time.sleep(1.1)  # Dovecot takes the second for the UIDVALIDITY
    in_folder(mail_account, content)
    counts = desk.json("once", "--json")["counts"]
    assert (counts["new"], counts["received"]) == (1, 0)
    assert telling(desk, *GONE[1:]) == []


def test_a_limit_of_size_that_changes_brings_nothing_back(tmp_path: Path) -> None:
    """What was fetched whole may come cut short the next time, and the other way round."""
    large = mail(form(0), os.urandom(300_000), sender=sender(0))
    for first, then in (("1 MiB", "64 KiB"), ("64 KiB", "1 MiB")):
        desk = lay_out_desk(tmp_path / first[0], MAILDIR, FOLDER, f'[limits]\nmessage_size = "{first}"\n')
        desk.put(large, "1")
        desk.intake("once")
        desk.intake("erase", sender(0), "--yes")
        text = desk.config.read_text(encoding="utf-8")
        desk.config.write_text(text.replace(first, then), encoding="utf-8")
        desk.put(large, "2")
        counts = desk.json("once", "--json")["counts"]
        assert (counts["new"], counts["received"]) == (1, 0), (first, then)
        assert desk.json("list", "--json") == []


def test_retention_erases_by_date_after_it_was_told(desk: DeskFolder) -> None:
    """Off by default; a date that has passed already still gives staff the whole notice."""
    assert desk.json("once", "--json")["counts"].get("erased") is None
    call = desk.folder / "calls" / "learning-clusters-2021.toml"
    rules = call.read_text(encoding="utf-8")
    kept = 'retention = "2 years after deadline"\nretention_notice = 3\n'
    call.write_text(rules.replace("\n[signs]", f"\n{kept}\n[signs]", 1), encoding="utf-8")
    begun = datetime.now(UTC)
    first = subprocess.run(desk.command("once"), capture_output=True, text=True, check=True)
    [line] = map(json.loads, first.stderr.splitlines())
    assert line["event"] == "retention.announced"
    notice = datetime.fromisoformat(line["until"]) - begun
    assert notice.days == 3, "when they really go, though the date is over already"
    assert len(desk.json("list", "--json")) == 2, "first it is told"
    told = desk.intake("digest", "--print")
    assert "трајно бришу (2)" in told
    assert "erased for good (2)" in told
    with closing(sqlite3.connect(desk.folder / "var" / "intake.db")) as store:
        store.execute("UPDATE retentions SET announced_at = datetime(announced_at, '-4 days')")
        store.commit()
    assert desk.json("once", "--json")["counts"]["erased"] == 2
    assert desk.json("list", "--json") == []
    assert {e["why"] for e in desk.json("export")["erased"]} == {"retention"}
    assert telling(desk, CONTACT, NAME, sender(1)) == []
    assert "erased" not in desk.json("once", "--json")["counts"]


@pytest.mark.parametrize("moment", Moment)
@pytest.mark.parametrize("point", ERASING)
def test_an_erasure_that_is_killed_anywhere_is_finished_by_the_next_pass(
    desk: DeskFolder, point: str, moment: Moment
) -> None:
    """Half forgotten is not forgotten."""
    dying = Path(dying_program.__file__)
    command = ("erase", "LC21-0001", sender(0), "--yes", "-c", str(desk.config))
    ended = subprocess.run(
        [sys.executable, dying, "kill", point, moment, "1", *command], check=False, capture_output=True
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    if point == "an erasure is recorded" and moment is Moment.BEFORE:
        assert len(desk.json("list", "--json")) == 2, "all of it or nothing"
        desk.intake("erase", "LC21-0001", sender(0), "--yes")
    desk.intake("once")
    assert telling(desk, *GONE[1:]) == []
    assert desk.json("reconcile", "--json") == []
    assert [e["entry"] for e in desk.json("list", "--json")] == ["LC21-0002"]
