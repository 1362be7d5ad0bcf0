"""What every server has in common: a port, a process group, a start and an end that can be relied on."""

import getpass
import grp
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HOST = "localhost"
LOOPBACK = "127.0.0.1"
START_SECONDS = 20.0
END_SECONDS = 1.0
PAUSE_SECONDS = 0.01
_given: set[int] = set()


def free_port() -> int:
    """Give a port of loopback that nobody listens on at the moment, and that was not given before."""
    while True:
        with socket.socket() as probe:
            probe.bind((LOOPBACK, 0))
            port: int = probe.getsockname()[1]
        if port not in _given:  # the kernel knows nothing of those that will only be listened on later
            _given.add(port)
            return port


def answers(port: int) -> bool:
    """Tell whether somebody listens on *port* of loopback."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def wait_until(condition: Callable[[], bool], *, seconds: float = START_SECONDS) -> None:
    """Return as soon as *condition* holds; raise TimeoutError when it does not within *seconds*."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            message = f"still not so after {seconds} seconds"
            raise TimeoutError(message)
        time.sleep(PAUSE_SECONDS)


def program(name: str, *folders: str) -> str:
    """Find a server's program, also outside PATH; a missing one fails the tests, it never skips them."""
    path = os.pathsep.join((*folders, os.environ.get("PATH", ""), "/usr/sbin"))
    found = shutil.which(name, path=path)
    if found is None:
        message = f"{name} is not installed: run scripts/install-servers.sh"
        raise FileNotFoundError(message)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The user and the group that a server runs as."""

    user: str
    group: str


def unprivileged() -> Owner:
    """Give whom a server runs as that must not be root: nobody, or whoever runs the tests."""
    if os.geteuid() == 0:
        return Owner(user="nobody", group="nogroup")
    return Owner(user=getpass.getuser(), group=grp.getgrgid(os.getegid()).gr_name)


def hand_over(folder: Path, owner: Owner) -> None:
    """Give a folder with all that is in it to a server's user: only root may, and only root has to."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, owner.user, owner.group)


class Daemon:
    """A server's process group, started in the foreground and ended whole."""

    def __init__(self, command: Sequence[str], *, ports: Sequence[int], log: Path, owner: Owner | None = None) -> None:
        self._command = tuple(command)
        self._ports = tuple(ports)
        self._log = log
        self._owner = owner
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and return once it answers on all of its ports."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=self._owner.user if self._owner else None,
                group=self._owner.group if self._owner else None,
                extra_groups=() if self._owner else None,
            )
        try:
            wait_until(self._is_up)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End every process of the server and wait until its ports are free; nothing happens when it has ended."""
        if self._process is None:
            return
        self._signal_group(signal.SIGTERM)
        try:
            self._process.wait(timeout=END_SECONDS)
        except subprocess.TimeoutExpired:
            pass
        finally:
            self._signal_group(signal.SIGKILL)
            self._process.wait()
            self._process = None
        wait_until(lambda: not any(answers(port) for port in self._ports))

    def kill(self) -> None:
        """End every process of the server at once, as a power cut would."""
        self._signal_group(signal.SIGKILL)
        self.stop()

    def _is_up(self) -> bool:
        if self._process is None or self._process.poll() is not None:
            message = f"{self._command[0]} ended at its start:\n{self._log.read_text(errors='replace')}"
            raise RuntimeError(message)
        return all(answers(port) for port in self._ports)

    def _signal_group(self, number: signal.Signals) -> None:
        if self._process is not None:
            try:
                os.killpg(self._process.pid, number)
            except ProcessLookupError:
                return
