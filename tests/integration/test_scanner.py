"""The scanner: a real clamd, and one that breaks off, stalls and talks nonsense."""

from __future__ import annotations

import socket
import socketserver
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desks import FOLDER, MAILDIR, Bench, form, lay_out_desk, mail
from intake.ports import ScannerError
from intake.reading.pool import ReaderPool
from intake.rules.states import Outcome
from intake.scanner import EICAR, ClamdScanner, Clean, Infected, Unscanned
from intake.settings import Clamd
from intake.wiring import Workshop
from servers.clamd import LONGEST, SIGNATURE, ClamAV
from servers.process import LOOPBACK, free_port

VIRUS = b"".join(EICAR)
SHORT = timedelta(seconds=0.3)


@pytest.fixture(scope="module")
def clamav() -> Iterator[ClamAV]:
    """One clamd for all; a test that stops it starts it again."""
    with ClamAV() as daemon:
        yield daemon


@contextmanager
def bench(folder: Path, clamd: Clamd, reader: ReaderPool) -> Iterator[Bench]:
    """A desk with a scanner."""
    desk = lay_out_desk(folder / "desk", MAILDIR, FOLDER, f'[scanner]\nclamd = "{clamd.path}"\n')
    with Workshop.open(desk.config) as workshop:
        yield Bench(desk_folder=desk, workshop=workshop, reader=reader)


class _Script(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        """Read a command and what follows it, and answer as the script has it."""
        command = self.request.recv(2**16)
        script: dict[bytes, bytes | None] = self.server.script  # type: ignore[attr-defined]
        answer = script[command.partition(b"\0")[0]]
        if answer is None:
            with suppress(OSError):
                while self.request.recv(2**16):  # never a word
                    pass
        else:
            self.request.sendall(answer)


@contextmanager
def scripted(**script: bytes | None) -> Iterator[ClamdScanner]:
    """A scanner that answers the commands by a script: None is silence, b"" a line that is cut."""
    with socketserver.ThreadingTCPServer((LOOPBACK, 0), _Script) as server:
        server.daemon_threads = True
        server.script = {b"z" + name.encode(): answer for name, answer in script.items()}  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield ClamdScanner(Clamd(host=LOOPBACK, port=server.server_address[1], timeout=SHORT))
        server.shutdown()


def test_a_real_clamd_finds_what_it_knows_and_nothing_else(clamav: ClamAV) -> None:
    """By its socket and by its port; also within a mail, in base64."""
    for where in (clamav.at_path, clamav.on_port):
        scanner = ClamdScanner(where)
        assert scanner.scan(VIRUS) == Infected(f"{SIGNATURE}.UNOFFICIAL")
        assert scanner.scan(mail(form(), VIRUS)) == Infected(f"{SIGNATURE}.UNOFFICIAL")
        assert scanner.scan(mail(form())) == Clean()
        assert scanner.scan(b"") == Clean()


def test_what_is_too_long_for_it_is_not_taken_for_clean(clamav: ClamAV) -> None:
    """It breaks off in the middle of the sending: what it said before that counts."""
    answer = ClamdScanner(clamav.at_path).scan(bytes(4 * LONGEST))
    assert isinstance(answer, Unscanned)
    assert "limit" in answer.why


def test_the_trial_of_a_scanner_finds_the_test_virus_and_takes_the_largest_message(clamav: ClamAV) -> None:
    """A scanner without signatures, or with a smaller limit than the desk's, would be noticed too late."""
    scanner = ClamdScanner(clamav.at_path)
    good, large = scanner.probe(LONGEST), scanner.probe(LONGEST + 1)
    assert good.ok
    assert "ClamAV" in good.detail
    assert not large.ok
    assert "StreamMaxLength" in large.detail
    away = ClamdScanner(Clamd(path=Path("/nowhere/clamd.ctl"))).probe(1)
    assert not away.ok
    assert "clamav-daemon" in away.detail


def test_an_infected_message_is_put_aside_and_neither_read_nor_answered(
    clamav: ClamAV, reader: ReaderPool, tmp_path: Path
) -> None:
    """Nor is it opened from the register, or read for a replay; the mails beside it are handled as ever."""
    with bench(tmp_path, clamav.at_path, reader) as desk:
        report = desk.handle(mail(form(1)), mail(form(2), VIRUS, sender="zarazen@applicants.example"))
        assert report.errors == []
        assert [entry.version for entry in desk.entries] == [1]
        (infected,) = [m for m in desk.messages if m.outcome is Outcome.QUARANTINED]
        assert infected.why == f"infected: {SIGNATURE}.UNOFFICIAL"
        assert infected.sender == "", "not even its header was read"
        assert [letter.message for letter in desk.letters] == [desk.entries[0].message]
        assert desk.desk_folder.json("replay", "--json") == []
        assert _linked(desk.desk_folder.folder / "register.xlsx", desk.entries[0].message)
        assert not _linked(desk.desk_folder.folder / "register.xlsx", infected.message)
        assert SIGNATURE in desk.desk_folder.intake("quarantine", "list")


def _linked(register: Path, message: str) -> bool:
    """Whether something in the register leads to the archived message."""
    with zipfile.ZipFile(register) as parts:
        return any(message.removeprefix("sha256:").encode() in parts.read(name) for name in parts.namelist())


def test_while_the_scanner_is_away_every_message_waits_and_none_is_read(
    clamav: ClamAV, reader: ReaderPool, tmp_path: Path
) -> None:
    """However long that takes: no attempt is counted, and the pass says what is missing."""
    with bench(tmp_path, clamav.at_path, reader) as desk:
        clamav.stop()
        try:
            for _ in range(12):
                (error,) = desk.handle().errors if desk.messages else desk.handle(mail(form())).errors
                assert "clamd" in error
        finally:
            clamav.start()
        assert desk.entries == ()
        assert desk.run_pass().errors == []
        assert len(desk.entries) == 1


def test_a_message_that_the_scanner_cannot_take_keeps_no_other_back_and_is_never_read(
    clamav: ClamAV, reader: ReaderPool, tmp_path: Path
) -> None:
    """It ends in quarantine with the scanner's own words."""
    with bench(tmp_path, clamav.at_path, reader) as desk:
        desk.put(mail(form(1)), mail(form(2), text="x" * 76 + "\n" * LONGEST))
        for _ in range(3):
            assert desk.run_pass().errors == []
        assert len(desk.entries) == 1
        (large,) = [m for m in desk.messages if m.outcome is Outcome.QUARANTINED]
        assert "limit" in str(large.why)


@pytest.mark.parametrize("answer", [None, b"", b"stream: O", b"\0" * 3, b"x" * 10_000], ids=str)
def test_a_scanner_that_breaks_off_in_one_message_is_not_away(answer: bytes | None) -> None:
    """What it trips over must not stop the others: it is asked whether it is still there."""
    with scripted(INSTREAM=answer, PING=b"PONG\0") as scanner:
        assert isinstance(scanner.scan(b"form"), Unscanned)


@pytest.mark.parametrize(
    "answer", [b"OK\0", b"stream: ok\0", b"stream: OK FOUNDER\0", b"FOUND\0", b"UNKNOWN COMMAND\0"]
)
def test_nothing_but_its_own_word_counts_as_clean(answer: bytes) -> None:
    """Another daemon behind that socket must not wave everything through."""
    with scripted(INSTREAM=answer, PING=b"PONG\0") as scanner:
        assert scanner.scan(b"form") != Clean()


@pytest.mark.parametrize("answer", [None, b"", b"220 mail.example ESMTP\0"])
def test_a_scanner_that_answers_nothing_at_all_is_away(answer: bytes | None) -> None:
    """Then it is not the message's fault."""
    with scripted(INSTREAM=None, PING=answer) as scanner, pytest.raises(ScannerError):
        scanner.scan(b"form")


def test_nobody_at_the_port_is_away() -> None:
    """The daemon is not running."""
    with pytest.raises(ScannerError, match="localhost"):
        ClamdScanner(replace(Clamd(host="localhost", port=free_port()), timeout=SHORT)).scan(b"form")


def test_a_scanner_without_signatures_is_told() -> None:
    """It says OK to everything."""
    with scripted(INSTREAM=b"stream: OK\0", VERSION=b"ClamAV 1.4\0", PING=b"PONG\0") as scanner:
        probe = scanner.probe(1)
    assert not probe.ok
    assert "freshclam" in probe.detail


def test_a_port_is_reached_by_either_protocol() -> None:
    """`[::1]:3310` is this machine, too."""
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(ScannerError, match="timed out"):
            ClamdScanner(Clamd(host="::1", port=port, timeout=SHORT)).scan(b"form")
