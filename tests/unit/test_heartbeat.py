"""What the service manager hears: only the truth, and nothing once the work hangs."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from intake.heartbeat import Heartbeat
from servers.process import wait_until


class Manager:
    """A service manager's end of the line."""

    def __init__(self, line: socket.socket, address: str) -> None:
        self._line = line
        self.environ = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "60000"}

    def heard(self) -> list[str]:
        """Give what was said since it was last asked."""
        found = []
        try:
            while True:
                found.append(self._line.recv(4096).decode())
        except BlockingIOError:
            return found


@pytest.fixture(params=["file", "abstract"])
def manager(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Manager]:
    """Listen as systemd does, on a file or on a name of its own."""
    address = str(tmp_path / "notify") if request.param == "file" else f"@intake-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(address.replace("@", "\0", 1))
        line.settimeout(0)
        yield Manager(line, address)


def test_states_are_said_each_in_its_line(manager: Manager) -> None:
    """An error of two lines must not become two states."""
    Heartbeat(manager.environ).say("STOPPING=1", "STATUS=away\nREADY=1")
    assert manager.heard() == ["STOPPING=1\nSTATUS=away READY=1"]


def test_it_beats_for_as_long_as_the_promise_is_kept(manager: Manager) -> None:
    """A watchdog that a thread feeds by itself would watch nothing."""
    seconds = 0.0
    heartbeat = Heartbeat(manager.environ, clock=lambda: seconds)
    heartbeat.alive(within=timedelta(seconds=10))
    with heartbeat.beating():
        wait_until(lambda: "WATCHDOG=1" in manager.heard())
        seconds = 9.0
        heartbeat.alive(within=timedelta(seconds=10))
        seconds = 18.0
        manager.heard()
        wait_until(lambda: "WATCHDOG=1" in manager.heard())
        seconds = 19.0
        wait_until(lambda: not _beats())
        manager.heard()
    assert manager.heard() == []


def test_nobody_listens_and_nothing_happens(tmp_path: Path) -> None:
    """By hand, under cron, and where the manager has gone, the daemon works as ever."""
    Heartbeat({}).say("READY=1")
    Heartbeat({"NOTIFY_SOCKET": str(tmp_path / "gone")}).say("READY=1")
    for environ in ({}, {"WATCHDOG_USEC": "60000", "WATCHDOG_PID": "1"}):
        with Heartbeat(environ).beating():
            assert not _beats()


def _beats() -> bool:
    return any(thread.name == "heartbeat" for thread in threading.enumerate())
