"""`run` as a process: at once when mail is announced, by schedule, and a clean end; and what a kill leaves behind."""

from __future__ import annotations

import os
import random
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from desks import FOLDER, MAILDIR, form, imap_section, lay_out_desk, mail, plain_smtp_section, running
from intake.daemon import Daemon
from intake.heartbeat import Heartbeat
from intake.lock import held
from intake.wiring import Workshop
from servers.dovecot import Account
from servers.process import wait_until
from servers.smtpd import ScriptedSMTP


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    """Listen as a service manager does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.settimeout(30)
        yield line


@pytest.fixture
def _handlers() -> Iterator[None]:
    """Give the signals of this process back, of which a daemon inside it hears."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def notified(manager: socket.socket) -> dict[str, str]:
    """Give the environment of a daemon that *manager* watches closely."""
    return {"NOTIFY_SOCKET": manager.getsockname(), "WATCHDOG_USEC": "300000"}


def test_announced_mail_is_handled_at_once_and_sigterm_ends_it_cleanly(tmp_path: Path, mail_account: Account) -> None:
    """The server says that mail has come (IDLE): nobody waits for the schedule; a stop is no crash."""
    hourly = '[schedule]\nevery = "1 hours"\n'
    desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account), FOLDER, hourly)
    with running(desk) as daemon:
        wait_until((desk.folder / "register.xlsx").exists)
        mail_account.deliver(mail(form(0)), datetime.now(UTC))
        started = time.monotonic()
        wait_until(lambda: list((desk.folder / "outbox" / "sent").glob("*.eml")) != [], seconds=15)
        assert time.monotonic() - started < 15
        with held(desk.folder / "var" / "intake.lock", patience=timedelta(seconds=10)):
            pass  # the daemon's pass is over
        assert desk.json("once", "--json")["counts"]["new"] == 0, "a pass by hand may run beside the daemon"

        daemon.send_signal(signal.SIGTERM)
        started = time.monotonic()
        _, logged = daemon.communicate(timeout=10)
        assert time.monotonic() - started < 5
    assert daemon.returncode == 0, logged
    assert "Traceback" not in logged
    assert '"daemon.stopped"' in logged


def test_the_schedule_makes_passes_and_an_alarm_is_raised_by_the_daemon(tmp_path: Path) -> None:
    """What nobody announces is found by the schedule; an alarm begins when its cause does, not when someone looks."""
    desk = lay_out_desk(
        tmp_path / "desk", MAILDIR, FOLDER, '[schedule]\nevery = "5 seconds"\n', "[replies]\nhourly_limit = 1\n"
    )
    outbox = desk.folder / "outbox"
    with running(desk) as daemon:
        wait_until((desk.folder / "register.xlsx").exists)
        started = desk.json("status", "--json")["last_pass"]["started"]
        wait_until(lambda: bool(desk.json("status", "--json")["last_pass"]["started"] != started))
        desk.put(mail(form(0)), "1")
        desk.put(mail(form(1), sender="grad@banjaluka.example"), "2")
        wait_until(lambda: list((outbox / "held").glob("*.eml")) != [])
        seen = datetime.now(UTC)
        time.sleep(1.5)
        [alarm] = desk.json("status", "--json", status=1)["alarms"]
        assert alarm["code"] == "letters-held-by-limit"
        assert (datetime.fromisoformat(alarm["since"]) - seen).total_seconds() < 1
        daemon.send_signal(signal.SIGINT)
        daemon.communicate(timeout=10)
    assert daemon.returncode == 0


def test_a_service_manager_hears_that_it_is_ready_lives_and_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manager: socket.socket
) -> None:
    """What `systemctl status` shows is the daemon's own word; the beat goes on while it waits for mail."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    for name, value in notified(manager).items():
        monkeypatch.setenv(name, value)
    with running(desk) as daemon:
        heard = [manager.recv(4096)]
        while not heard[-1].startswith(b"STATUS=pass of"):
            heard.append(manager.recv(4096))
        assert b"READY=1" in heard
        assert heard[-1].endswith(b": good")
        assert [manager.recv(4096) for _ in range(5)] == [b"WATCHDOG=1"] * 5
        daemon.send_signal(signal.SIGTERM)
        while (said := manager.recv(4096)) == b"WATCHDOG=1":
            pass
        assert said.startswith(b"STOPPING=1")
        daemon.communicate(timeout=10)
    assert daemon.returncode == 0


@pytest.mark.usefixtures("_handlers")
def test_a_clock_that_is_put_back_holds_up_no_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine may start with a clock that is hours ahead: the next pass was hours away when it was put right."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, '[schedule]\nevery = "5 seconds"\n')
    passes: list[float] = []
    ending = threading.Timer(30, os.kill, (os.getpid(), signal.SIGTERM))

    class PutBack(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override] # as plain as APScheduler needs it
            return datetime.now(tz) - timedelta(hours=2 if passes else 0)

    def count() -> None:
        passes.append(time.monotonic())
        if len(passes) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", PutBack)
    monkeypatch.setattr("intake.daemon._REST", timedelta(seconds=0.2))
    ending.start()
    with Workshop.open(desk.config) as workshop:
        Daemon(workshop, after_pass=count, heartbeat=Heartbeat({})).run()
    ending.cancel()
    assert len(passes) == 2
    assert passes[1] - passes[0] < 10


@pytest.mark.usefixtures("_handlers")
def test_a_clock_that_is_put_back_while_the_daemon_rests_holds_up_no_pass_by_cron(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is due by the hour is due when the clock comes to that hour, however it came there."""
    noon = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=12)
    schedule = f'[schedule]\ncron = "0 {noon.hour} * * *"\n'
    desk = lay_out_desk(tmp_path / "desk", 'timezone = "UTC"\n', MAILDIR, FOLDER, schedule)
    passes: list[float] = []
    looks: list[datetime] = []
    ending = threading.Timer(20, os.kill, (os.getpid(), signal.SIGTERM))

    def clock() -> datetime:
        """An hour after noon at first; put back by two hours soon after, and fast."""
        looks.append(noon + timedelta(hours=1 if len(looks) < 3 else -1, minutes=10 * len(looks)))
        return looks[-1]

    def count() -> None:
        passes.append(time.monotonic())
        if len(passes) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr("intake.daemon.now", clock)
    monkeypatch.setattr("intake.daemon._REST", timedelta(seconds=0.1))
    ending.start()
    with Workshop.open(desk.config) as workshop:
        Daemon(workshop, after_pass=count, heartbeat=Heartbeat({})).run()
    ending.cancel()
    assert len(passes) == 2


@pytest.mark.usefixtures("_handlers")
def test_a_pass_that_hangs_ends_the_heartbeat(tmp_path: Path, manager: socket.socket) -> None:
    """Nothing inside can mend it: the service manager has to end the daemon and start it again."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    heard = []

    def hang() -> None:
        manager.settimeout(2)
        with suppress(TimeoutError):
            while True:
                heard.append(manager.recv(4096))
        os.kill(os.getpid(), signal.SIGTERM)

    with Workshop.open(desk.config) as workshop:
        heartbeat = Heartbeat(notified(manager))
        Daemon(workshop, after_pass=hang, heartbeat=heartbeat, silence=timedelta(seconds=5)).run()
    assert heard.count(b"WATCHDOG=1") > 10, "it beat until its time was over"


def test_a_kill_at_any_moment_loses_nothing_and_repeats_nothing(tmp_path: Path, smtp_server: ScriptedSMTP) -> None:
    """Power fails when it likes: every application is one entry with one letter, or the same letter twice."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, plain_smtp_section(smtp_server.port))
    number = 10
    for applicant in range(number):
        desk.put(mail(form(applicant), sender=f"o{applicant}@applicants.example"), str(applicant))
    moments = random.Random(2021)  # noqa: S311 - the same moments each time
    for _ in range(5):
        once = desk.start("once")
        time.sleep(moments.uniform(0.8, 2.2))
        once.kill()
        once.communicate()
    desk.process("once")
    desk.process("once")  # what was uncertain goes once more

    exported = desk.json("export")
    assert len(exported["entries"]) == number
    assert {(e["version"], e["status"], e["letter"]["state"]) for e in exported["entries"]} == {(1, "accepted", "sent")}
    assert {m["outcome"] for m in exported["messages"]} == {"application"}
    sent = [received.content for received in smtp_server.mails]
    assert len(set(sent)) == number, "a letter that goes twice is the same, byte for byte"
    assert desk.json("status", "--json")["healthy"]
