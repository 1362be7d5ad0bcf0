"""A real clamd: its only signature is that of EICAR's harmless test file, so it needs no download."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from intake.scanner import EICAR
from intake.settings import Clamd
from servers.process import LOOPBACK, Daemon, free_port, hand_over, program, unprivileged

SIGNATURE = "Eicar-Test"
LONGEST = 2**20  # bytes that it takes; Debian's own configuration has 25 MiB

CONFIGURATION = """\
DatabaseDirectory {root}/signatures
LocalSocket {root}/clamd.ctl
TCPAddr {loopback}
TCPSocket {port}
StreamMaxLength {longest}
Foreground yes
Bytecode no
"""


class ClamAV:
    """A context manager around the daemon; it listens at *path* and on *port*."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self.port = free_port()

    def __enter__(self) -> Self:
        root = Path(self._stack.enter_context(TemporaryDirectory(prefix="clamd-")))
        root.chmod(0o755)
        self.path = root / "clamd.ctl"
        (root / "signatures").mkdir()
        (root / "signatures" / "test.ndb").write_text(f"{SIGNATURE}:0:0:{b''.join(EICAR).hex()}\n")
        configuration = root / "clamd.conf"
        configuration.write_text(
            CONFIGURATION.format(root=root, loopback=LOOPBACK, port=self.port, longest=LONGEST), encoding="utf-8"
        )
        owner = unprivileged()
        hand_over(root, owner)
        self._daemon = Daemon(
            (program("clamd"), "--config-file", str(configuration)),
            ports=(self.port,),
            log=root.parent / f"{root.name}.log",
            owner=owner,
        )
        self._stack.callback((root.parent / f"{root.name}.log").unlink, missing_ok=True)
        self._daemon.start()
        self._stack.callback(self._daemon.stop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def at_path(self) -> Clamd:
        """Its socket, as the configuration names it."""
        return Clamd(path=self.path)

    @property
    def on_port(self) -> Clamd:
        """Its port, as the configuration names it."""
        return Clamd(host=LOOPBACK, port=self.port)

    def stop(self) -> None:
        """End it."""
        self._daemon.stop()

    def start_again(self) -> None:
        """Start it as it was."""
        self._daemon.start()
