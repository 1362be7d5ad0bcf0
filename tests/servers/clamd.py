"""A real clamd: its only signature is that of EICAR's harmless test file, so it needs no download."""

from pathlib import Path

from intake.scanner import EICAR
from intake.settings import Clamd
from servers.local import LocalServer
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


class ClamAV(LocalServer):
    """A context manager around the daemon; it listens at *path* and on *port*."""

    def __init__(self) -> None:
        self.port = free_port()

    @property
    def path(self) -> Path:
        """Where its socket lies."""
        return self._root / "clamd.ctl"

    def _lay_out(self) -> Daemon:
        signatures = self._root / "signatures"
        signatures.mkdir()
        (signatures / "test.ndb").write_text(f"{SIGNATURE}:0:0:{b''.join(EICAR).hex()}\n")
        configuration = self._root / "clamd.conf"
        configuration.write_text(
            CONFIGURATION.format(root=self._root, loopback=LOOPBACK, port=self.port, longest=LONGEST), encoding="utf-8"
        )
        owner = unprivileged()
        hand_over(self._root, owner)
        return Daemon(
            (program("clamd"), "--config-file", str(configuration)),
            ports=(self.port,),
            log=self._root / "start.log",
            owner=owner,
        )

    @property
    def at_path(self) -> Clamd:
        """Its socket, as the configuration names it."""
        return Clamd(path=self.path)

    @property
    def on_port(self) -> Clamd:
        """Its port, as the configuration names it."""
        return Clamd(host=LOOPBACK, port=self.port)
