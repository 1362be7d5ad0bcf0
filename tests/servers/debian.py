"""A Debian of the tests' own, booted by its own systemd in a folder: for what only an installed package shows."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from servers.process import HOST, LOOPBACK, program, wait_until

BOOT_SECONDS = 60
END_SECONDS = 30
WAIT_SECONDS = 180
SYSTEM = "ca-certificates,systemd,systemd-sysv"
OFFICE = ("libreoffice-calc-nogui", "libreoffice-writer-nogui")


class Debian:
    """Debian 12 in *folder*, laid out there once from the machine's own source of packages; a context manager boots it.

    It has the network of this machine, so that servers on loopback are there too. Only root can start it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._base = folder / "base"
        self.root = folder / "root"
        self._process: subprocess.Popen[bytes] | None = None

    def lay_out(self) -> None:
        """Make a fresh system from the base, which is fetched where it is not there yet."""
        if not self._base.exists():
            made = self._folder / "unfinished"
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir(parents=True)
            _run(program("debootstrap"), "--variant=minbase", f"--include={SYSTEM}", "bookworm", made, _mirror())
            _run(*_in(made), "apt-get", "update", "--quiet")
            _run(*_in(made), "apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *OFFICE)
            made.rename(self._base)
        shutil.rmtree(self.root, ignore_errors=True)
        _run("cp", "--archive", self._base, self.root)
        (self.root / "etc" / "hosts").write_text(f"{LOOPBACK} {HOST}\n")

    def before_boot(self, *command: object) -> str:
        """Run *command* in the system while it is not booted, and return what it said."""
        return _run(*_in(self.root), *command)

    def __enter__(self) -> Self:
        """Boot it."""
        with (self._folder / "console.log").open("wb") as log:
            self._process = subprocess.Popen(
                (*_in(self.root), "--boot"), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        wait_until(
            lambda: self.call("systemctl", "is-active", "multi-user.target").returncode == 0, seconds=BOOT_SECONDS
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Shut it down."""
        assert self._process is not None
        self._process.terminate()
        try:
            self._process.wait(timeout=END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def call(self, *command: object) -> subprocess.CompletedProcess[str]:
        """Run *command* in the booted system."""
        leader = self._leader()
        inside = ("nsenter", f"--target={leader}", "--all", *command) if leader else ("false",)
        return subprocess.run([str(word) for word in inside], capture_output=True, text=True, check=False)

    def run(self, *command: object) -> str:
        """Run *command* in the booted system; what it said, or an error with all of it."""
        ended = self.call(*command)
        assert ended.returncode == 0, (command, ended.stdout, ended.stderr)
        return ended.stdout

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Return as soon as *condition* holds of the booted system."""
        wait_until(condition, seconds=WAIT_SECONDS)

    def _leader(self) -> str | None:
        """Name the system's first process, the only child of its manager."""
        assert self._process is not None
        number = self._process.pid
        children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        return children[-1] if children else None


def _in(root: Path) -> tuple[str, ...]:
    return (
        program("systemd-nspawn"),
        "--quiet",
        "--register=no",
        "--keep-unit",
        "--console=pipe",
        f"--directory={root}",
    )


def _run(*command: object) -> str:
    ended = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, (command, ended.stdout[-4000:], ended.stderr[-4000:])
    return ended.stdout


def _mirror() -> str:
    """Name where this machine gets its packages from."""
    wanted = ("--format", "$(REPO_URI)", "Created-By: Packages", "Codename: bookworm", "Component: main")
    return _run("apt-get", "indextargets", *wanted).split()[0]
