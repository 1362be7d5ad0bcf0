"""A virus scanner that looks at each message before anything of it is read: ClamAV's daemon (clamd(8), INSTREAM)."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from intake.ports import ScannerError
from intake.rules.probe import Probe
from intake.settings import Clamd

_CHUNK = 2**16  # bytes
_LONGEST_ANSWER = 2**12
_CLEAN, _FOUND = "stream: OK", " FOUND"
EICAR = (rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$", b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")
"""EICAR's harmless file, that every scanner knows; in two pieces, so that none takes this program for it."""


class _LostError(ScannerError):
    """The line was lost after it stood: the fault may be that of the message."""


@dataclass(frozen=True, slots=True)
class Clean:
    """Nothing was found."""


@dataclass(frozen=True, slots=True)
class Infected:
    """Something was found, of the name that the scanner gives it."""

    signature: str


@dataclass(frozen=True, slots=True)
class Unscanned:
    """The scanner is there, and cannot look at this one: too large for it, or it trips over it."""

    why: str


Scan = Clean | Infected | Unscanned


class Scanner(Protocol):
    """Looks for viruses."""

    def scan(self, content: bytes) -> Scan:
        """Say what is found; ScannerError where there is nobody to ask now."""
        ...


class ClamdScanner:
    """Hands messages to a clamd, each over a connection of its own."""

    def __init__(self, settings: Clamd) -> None:
        self._settings = settings

    def scan(self, content: bytes) -> Scan:
        """Say what clamd finds; ScannerError where nobody answers."""
        try:
            answer = self._ask(b"zINSTREAM\0", content)
        except _LostError as lost:
            if self._ask(b"zPING\0") != "PONG":
                raise ScannerError(f"{self._settings}: does not answer") from lost
            return Unscanned(f"the scanner did not come to an end: {lost}")
        if answer == _CLEAN:
            return Clean()
        if answer.endswith(_FOUND):
            return Infected(answer.removeprefix("stream: ").removesuffix(_FOUND))
        return Unscanned(f"the scanner says: {answer}")

    def probe(self, longest: int) -> Probe:
        """Let it find the test virus, and look at *longest* bytes; a failure is told, never raised."""
        try:
            version = self._ask(b"zVERSION\0")
            found, large = self.scan(b"".join(EICAR)), self.scan(bytes(longest))
        except ScannerError as failure:
            return _probe(f"{failure}; messages wait for it: start clamav-daemon, or see [scanner] clamd", ok=False)
        match found, large:
            case Infected(signature=name), Clean():
                return _probe(f"{version} at {self._settings}; it finds {name}", ok=True)
            case Infected(), _:
                detail = f"a message of limits.message_size is too much for it ({large}): raise StreamMaxLength"
                return _probe(detail, ok=False)
            case _:
                return _probe("it does not find the test virus of EICAR: run freshclam", ok=False)

    def _ask(self, command: bytes, content: bytes | None = None) -> str:
        """Send a command, with what it is about, and return the answer; _LostError where the line breaks on the way."""
        with self._connection() as line:
            try:
                line.sendall(command)
                if content is not None:
                    _send(line, content)
                return _answer(line)
            except OSError as failure:
                raise _LostError(f"{self._settings}: {failure}") from failure

    @contextmanager
    def _connection(self) -> Iterator[socket.socket]:
        where = self._settings
        family = socket.AF_UNIX if where.path else socket.AF_INET6 if ":" in where.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.settimeout(where.timeout.total_seconds())
            try:
                line.connect(str(where.path) if where.path else (where.host, where.port))
            except OSError as failure:
                raise ScannerError(f"{where}: {failure}") from failure
            yield line


def _send(line: socket.socket, content: bytes) -> None:
    """Send what is to be scanned; a scanner that has enough closes the line, and its answer says why."""
    try:
        for at in range(0, len(content), _CHUNK):
            piece = content[at : at + _CHUNK]
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        return


def _answer(line: socket.socket) -> str:
    """Read to the NUL that ends an answer (the z of the command asks for it)."""
    answer = b""
    while not answer.endswith(b"\0"):
        piece = line.recv(_LONGEST_ANSWER)
        if not piece or len(answer) > _LONGEST_ANSWER:
            raise ConnectionError(f"the answer broke off: {answer!r}")
        answer += piece
    return answer[:-1].decode("utf-8", "replace").strip()


def _probe(detail: str, *, ok: bool) -> Probe:
    return Probe(name="scanner", ok=ok, detail=detail)
