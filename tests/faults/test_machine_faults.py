"""A machine that misbehaves: a full disk, folders that may only be read, a clock set back, two desks at once."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desks import FOLDER, MAILDIR, PASSWORDS, DeskFolder, environment, form, imap_section, lay_out_desk, mail
from faults.proxy import Deed, Fault, Proxy
from intake.decider import ATTEMPTS
from intake.desk import Report
from intake.wiring import Workshop
from servers.dovecot import Account
from servers.process import wait_until

APPLICATIONS = 3


def deliver(desk: DeskFolder, number: int = APPLICATIONS) -> None:
    """Put applications into the desk's Maildir."""
    for applicant in range(number):
        desk.put(mail(form(applicant), sender=f"o{applicant}@x.example"), f"{applicant}")


def check_all_done(desk: DeskFolder, number: int = APPLICATIONS) -> None:
    """Every application is one entry with one letter, and the register is there; nothing half-written stays."""
    exported = desk.json("export")
    assert [(e["version"], e["letter"]["state"]) for e in exported["entries"]] == [(1, "sent")] * number
    assert len(list((desk.folder / "outbox" / "sent").glob("*.eml"))) == number
    assert (desk.folder / "register.xlsx").stat().st_size > 0
    leftovers = [p for p in desk.folder.rglob("*") if ".incoming-" in p.name or p.suffix in {".writing", ".tmp"}]
    assert leftovers == []
    assert desk.json("status", "--json")["healthy"]


@contextmanager
def small_disk(folder: Path, *, kilobytes: int) -> Iterator[Path]:
    """Mount a disk of that size; only root can."""
    if os.geteuid() != 0:
        raise PermissionError("only root can mount a disk: run the tests as root, for instance in a container")
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, *, leaving_kilobytes: int) -> Path:
    """Fill the disk up to so much; give the file that does it."""
    filler = disk / "filler"
    free = shutil.disk_usage(disk).free - leaving_kilobytes * 1024
    filler.write_bytes(b"x" * max(0, free))
    return filler


@pytest.mark.parametrize(
    "leaving",
    [
        0,
        pytest.param(60, marks=pytest.mark.faults),
        150,
        pytest.param(260, marks=pytest.mark.faults),
        pytest.param(320, marks=pytest.mark.faults),
        400,
        pytest.param(500, marks=pytest.mark.faults),
        pytest.param(600, marks=pytest.mark.faults),
    ],
)
def test_a_full_disk_costs_a_pass_and_nothing_else(tmp_path: Path, leaving: int) -> None:
    """The disk is full at another step each time: exit 1 says so, and with room again the work is finished."""
    with small_disk(tmp_path / "disk", kilobytes=4096) as disk:
        desk = lay_out_desk(disk / "desk")
        desk.intake("once")
        deliver(desk)
        filler = fill(disk, leaving_kilobytes=leaving)
        desk.process("once", status=1)
        desk.process("once", status=1)
        filler.unlink()
        desk.intake("once")
        check_all_done(desk)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskFolder]:
    """Give a desk to which applications have come; whatever a test closes is opened again."""
    desk = lay_out_desk(tmp_path / "desk")
    for name in ("var", "outbox"):
        (desk.folder / name).mkdir(exist_ok=True)
    deliver(desk)
    yield desk
    subprocess.run(["chmod", "-R", "u+w", str(tmp_path)], check=True)


def once_as_user(desk: DeskFolder, *, status: int) -> str:
    """Make a pass as somebody whom permissions bind, also where the tests run as root; give what it printed."""
    bound = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    ended = subprocess.run(
        (*bound, *desk.command("once", "--json")),
        capture_output=True,
        text=True,
        env=environment(PASSWORDS),
        timeout=60,
        check=False,
    )
    assert ended.returncode == status, (ended.stdout, ended.stderr)
    assert "Traceback" not in ended.stderr
    return ended.stdout


@pytest.mark.parametrize("closed", ["var", "outbox/sent", "."])
def test_a_folder_that_may_only_be_read_costs_a_pass_and_nothing_else(desk: DeskFolder, closed: str) -> None:
    """Somebody changed the rights of a folder: exit 1, and all is done once it may be written again."""
    folder = desk.folder / closed
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o555)
    once_as_user(desk, status=1)
    folder.chmod(0o755)
    once_as_user(desk, status=0)
    check_all_done(desk)


def test_letters_do_not_wait_for_a_register_that_cannot_be_written(desk: DeskFolder) -> None:
    """The register is a view: entries and letters are there without it, and the next pass writes it."""
    desk.folder.chmod(0o555)
    report = json.loads(once_as_user(desk, status=1))
    assert report["counts"]["letters sent"] == APPLICATIONS
    assert len(report["errors"]) == 1
    assert "register.xlsx" in report["errors"][0]
    desk.folder.chmod(0o755)
    once_as_user(desk, status=0)
    check_all_done(desk)


def pass_at(desk: DeskFolder, now: datetime) -> Report:
    """Make one pass by that clock."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("intake.wiring.now", lambda: now)
        with Workshop.open(desk.config) as workshop, workshop.desk() as parts:
            return parts.run_pass()


def test_a_clock_that_is_set_back_changes_no_entry_and_sends_nothing_twice(desk: DeskFolder) -> None:
    """Receipt is the server's word, stored at first sight; what is done is known by state and not by time."""
    assert pass_at(desk, datetime.now(UTC)).errors == []
    before = desk.json("export")
    desk.put(mail(form(APPLICATIONS), sender="late@x.example"), "9")
    for days in (-40, -400, 0):
        assert pass_at(desk, datetime.now(UTC) + timedelta(days=days)).errors == []
    after = desk.json("export")
    assert after["entries"][:APPLICATIONS] == before["entries"]
    check_all_done(desk, APPLICATIONS + 1)


@contextmanager
def daemons(desk: DeskFolder, number: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Run so many daemons on one desk."""
    running = [desk.start("run") for _ in range(number)]
    try:
        yield running
    finally:
        for one in running:
            one.kill()
            one.communicate()


def test_two_daemons_on_one_desk_do_the_work_once(tmp_path: Path) -> None:
    """Somebody started the service twice: passes keep out of each other's way, and each application is one letter."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, '[schedule]\nevery = "5 seconds"\n')
    with daemons(desk, 2) as running:
        wait_until((desk.folder / "register.xlsx").exists)
        deliver(desk)
        wait_until(lambda: len(list((desk.folder / "outbox" / "sent").glob("*.eml"))) == APPLICATIONS, seconds=30)
        for one in running:
            one.send_signal(signal.SIGTERM)
        for one in running:
            _, logged = one.communicate(timeout=20)
            assert one.returncode == 0, logged
            assert "Traceback" not in logged
    check_all_done(desk)


def test_once_beside_a_pass_that_is_stuck_says_so_and_ends_with_3(tmp_path: Path, mail_account: Account) -> None:
    """A pass waits for a silent server; a second one neither joins it nor waits, and the first one gets over it."""
    mail_account.deliver(mail(form(0)), datetime.now(UTC))
    stall = Fault(deed=Deed.STALL, after=b"BODY[] {", offset=100)
    with Proxy(mail_account.server.port, stall) as proxy:
        keys = {"port": str(proxy.port), "security": '"none"', "timeout": '"6 seconds"'}
        desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account, **keys), FOLDER)
        first = desk.start("once")
        wait_until(lambda: proxy.to_come == ())
        began = time.monotonic()
        desk.process("once", status=3)
        assert time.monotonic() - began < 6
        said, complained = first.communicate(timeout=30)
        assert first.returncode == 1, (said, complained)
        desk.intake("once")
    check_all_done(desk, 1)


def test_a_first_run_that_breaks_off_still_answers_nobody_of_the_past(tmp_path: Path, mail_account: Account) -> None:
    """What was there at the first listing is history, however many passes it takes to fetch it."""
    mail_account.deliver(mail(form(0)), datetime.now(UTC) - timedelta(days=1))
    stall = Fault(deed=Deed.STALL, after=b"BODY[] {", offset=100)
    with Proxy(mail_account.server.port, stall) as proxy:
        keys = {"port": str(proxy.port), "security": '"none"', "timeout": '"0.4 seconds"', "since": '"first-run"'}
        desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account, **keys), FOLDER)
        desk.intake("once", status=1)
        mail_account.deliver(mail(form(1), sender="grad@banjaluka.example"), datetime.now(UTC))
        desk.intake("once")
    letters = {e["municipality"]: e["letter"]["state"] for e in desk.json("list", "--json")}
    assert letters == {"srp-laktasi": "suppressed", "srp-banja-luka": "sent"}


def test_a_first_run_that_breaks_off_answers_nobody_of_the_past_in_a_renumbered_folder(
    tmp_path: Path, mail_account: Account
) -> None:
    """What was listed and never fetched is known neither by its number nor by its bytes: its time tells."""

    def put(*mails: tuple[bytes, datetime]) -> None:
        with mail_account.imap() as client:
            client.create_folder("Prijave")
            for content, at in mails:
                client.append("Prijave", content, msg_time=at)

    old = (mail(form(0)), datetime.now(UTC) - timedelta(days=1))
    put(old)
    stall = Fault(deed=Deed.STALL, after=b"BODY[] {", offset=100)
    with Proxy(mail_account.server.port, stall) as proxy:
        keys = {"port": str(proxy.port), "security": '"none"', "timeout": '"0.4 seconds"', "folder": '"Prijave"'}
        section = imap_section(mail_account, **keys, since='"first-run"')
        desk = lay_out_desk(tmp_path / "desk", section, FOLDER)
        desk.intake("once", status=1)
        with mail_account.imap() as client:
            client.delete_folder("Prijave")
        time.sleep(1.1)  # Dovecot takes the second for the UIDVALIDITY
        put(old, (mail(form(1), sender="grad@banjaluka.example"), datetime.now(UTC)))
        desk.intake("once")
    letters = {e["municipality"]: e["letter"]["state"] for e in desk.json("list", "--json")}
    assert letters == {"srp-laktasi": "suppressed", "srp-banja-luka": "sent"}


def test_a_store_that_is_gone_is_missed_before_anybody_is_answered_again(tmp_path: Path) -> None:
    """A wrong `store.url`, or a disk that is not mounted: a new store knows of no letter that went out."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    desk.put(mail(form(0)), "1")
    desk.intake("once")
    url = '[store]\nurl = "sqlite:///var/other.db"\n'
    whole = desk.config.read_text(encoding="utf-8")
    desk.config.write_text(f"{whole}\n{url}", encoding="utf-8")
    desk.put(mail(form(1), sender="grad@banjaluka.example"), "2")
    refused = desk.start("once")
    assert "to begin anew, move the archive away" in refused.communicate()[1]
    assert refused.returncode == 1
    assert desk.json("export") == {"entries": [], "messages": []}
    assert len(list((desk.folder / "outbox" / "sent").glob("*.eml"))) == 1
    desk.config.write_text(whole, encoding="utf-8")
    desk.intake("once")
    assert [(e["entry"], e["letter"]["state"]) for e in desk.json("list", "--json")] == [
        ("LC21-0001", "sent"),
        ("LC21-0002", "sent"),
    ]


def test_a_message_in_quarantine_is_an_application_once_its_cause_is_mended(desk: DeskFolder) -> None:
    """Its own limits kept the desk from reading; nothing was given up, and `quarantine retry` makes up for it."""
    whole = desk.config.read_text(encoding="utf-8")
    desk.config.write_text(f'{whole}\n[limits]\nmemory_per_message = "1 MiB"\n', encoding="utf-8")
    for _ in range(ATTEMPTS):
        assert desk.json("export")["entries"] == []
        desk.intake("once")
    assert len(desk.json("quarantine", "list", "--json")) == APPLICATIONS
    desk.config.write_text(whole, encoding="utf-8")
    desk.intake("quarantine", "retry", "--all")
    desk.intake("once")
    assert desk.json("quarantine", "list", "--json") == []
    check_all_done(desk)
