"""An SMTP server or a line to it that misbehaves: whatever it does, each applicant gets the letter once, or staff hear.

Only between the server's acceptance and its answer may a letter go twice; then it is the same, byte for byte.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from itertools import pairwise
from pathlib import Path

import pytest

from desks import IN_TIME, MAILDIR, Bench, form, lay_out_desk, mail, plain_smtp_section
from faults.proxy import Deed, Fault, Proxy, Side
from intake.desk import Report
from intake.ports import Reader
from intake.postman import Postman
from intake.reading.pool import ReaderPool
from intake.rules.states import LetterState
from intake.settings import Uncertain
from intake.wiring import Secrets, Workshop
from servers.smtpd import Answer, Cut, ScriptedSMTP, Stage, TakeAndCut, Wait

NOW = IN_TIME + timedelta(days=1)
TIMEOUT_SECONDS = 0.3
PER_LETTER = [Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.DOT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A desk with two letters to send, its server, and a clock."""

    bench: Bench
    server: ScriptedSMTP

    def run_pass(self, now: datetime = NOW) -> Report:
        """Make one pass at that time."""
        return self.bench.run_pass(clock=lambda: now)

    def states(self) -> list[str]:
        """Tell how the letters stand."""
        return [letter.state.value for letter in self.bench.letters]

    def arrived(self) -> list[int]:
        """Tell how often each letter that arrived did so, having checked that its bytes were always the same."""
        contents = {mail.content for mail in self.server.mails}
        names = Counter(str(message_from_bytes(mail.content)["Message-ID"]) for mail in self.server.mails)
        assert len(contents) == len(names), "a letter that goes again is the same, byte for byte"
        return sorted(names.values())


@contextmanager
def scene_of(folder: Path, reader: Reader, server: ScriptedSMTP, port: int) -> Iterator[Scene]:
    """Set up a desk that sends to *port*, with two applications in its Maildir."""
    section = plain_smtp_section(port).replace('"5 seconds"', f'"{TIMEOUT_SECONDS} seconds"')
    if server.credentials:
        section += 'username = "desk"\npassword_file = "password"\n'
    desk = lay_out_desk(folder, MAILDIR, section)
    (folder / "password").write_text("secret\n", encoding="utf-8")
    with Workshop.open(desk.config, secrets=Secrets.NEEDED) as workshop:
        bench = Bench(desk_folder=desk, workshop=workshop, reader=reader)
        bench.put(mail(form(0)), mail(form(1), sender="grad@banjaluka.example"))
        yield Scene(bench=bench, server=server)


@pytest.fixture
def scene(tmp_path: Path, reader: ReaderPool, smtp_server: ScriptedSMTP) -> Iterator[Scene]:
    """Give a desk in front of a scripted server."""
    with scene_of(tmp_path / "desk", reader, smtp_server, smtp_server.port) as scene:
        yield scene


@pytest.mark.parametrize(
    ("stage", "act"),
    [
        (Stage.GREETING, Answer(code=421)),
        (Stage.GREETING, Wait(seconds=1)),
        (Stage.EHLO, Cut()),
        (Stage.AUTH, Answer(code=535, text="5.7.8 expired")),
        (Stage.AUTH, Cut()),
    ],
    ids=repr,
)
def test_a_door_that_stays_shut_keeps_every_letter_in_the_queue(
    tmp_path: Path, reader: ReaderPool, stage: Stage, act: Answer | Cut | Wait
) -> None:
    """What is said before MAIL is said of us, not of any letter: entries are there, letters wait, nobody is told no."""
    with (
        ScriptedSMTP(credentials=("desk", "secret")) as server,
        scene_of(tmp_path / "desk", reader, server, server.port) as scene,
    ):
        server.plan(stage, act, act)  # smtplib tries a second mechanism
        (error,) = scene.run_pass().errors
        assert "no letter can leave" in error
        assert scene.states() == ["queued", "queued"]
        assert len(scene.bench.entries) == 2, "an entry never waits for its letter"
        server.forget()
        assert scene.run_pass().errors == []
        assert scene.arrived() == [1, 1]


@pytest.mark.parametrize("stage", PER_LETTER)
def test_a_letter_refused_for_now_goes_later_and_holds_up_no_other(scene: Scene, stage: Stage) -> None:
    """4xx at any step: the other letter goes in the same pass, this one after its pause, once."""
    scene.server.plan(stage, Answer(code=451, text="4.3.0 later"))
    assert scene.run_pass().errors == []
    assert sorted(scene.states()) == ["queued", "sent"]
    scene.run_pass(NOW + timedelta(seconds=50))
    assert scene.arrived() == [1], "not before its time"
    scene.run_pass(NOW + timedelta(seconds=70))
    assert scene.arrived() == [1, 1]


@pytest.mark.parametrize("stage", PER_LETTER)
def test_a_letter_refused_for_good_is_never_tried_again_and_holds_up_no_other(scene: Scene, stage: Stage) -> None:
    """5xx at any step, one of two recipients refused: staff are told, the other applicant has the letter."""
    scene.server.plan(stage, Answer(code=550, text="5.1.1 nobody"))
    scene.run_pass()
    assert sorted(scene.states()) == ["failed", "sent"]
    scene.run_pass(NOW + timedelta(days=1))
    assert scene.arrived() == [1]


@pytest.mark.parametrize(
    ("stage", "act"),
    [
        (Stage.MAIL, Cut()),
        (Stage.RCPT, Wait(seconds=1)),
        (Stage.DATA, Cut()),
        (Stage.DATA, Wait(seconds=1)),
    ],
    ids=repr,
)
def test_a_line_that_breaks_before_the_dot_sends_nothing_and_the_letter_goes_once(
    scene: Scene, stage: Stage, act: Cut | Wait
) -> None:
    """A server forgets a letter whose final dot never came (RFC 5321, 4.1.1.4): sending it again doubles nothing."""
    scene.server.plan(stage, act)
    scene.run_pass()
    assert sorted(scene.states()) == ["queued", "sent"]
    scene.run_pass(NOW + timedelta(minutes=2))
    assert scene.states() == ["sent", "sent"]
    assert scene.arrived() == [1, 1]


def test_a_body_that_breaks_off_sends_nothing_and_the_letter_goes_once(
    tmp_path: Path, reader: ReaderPool, smtp_server: ScriptedSMTP
) -> None:
    """The line is cut between two lines of the letter: half a letter is none."""
    cut = Fault(deed=Deed.CUT, side=Side.CLIENT, after=b"Message-ID:", offset=20)
    with (
        Proxy(smtp_server.port, cut) as proxy,
        scene_of(tmp_path / "desk", reader, smtp_server, proxy.port) as scene,
    ):
        scene.run_pass()
        assert proxy.to_come == ()
        for minutes in (2, 60):
            scene.run_pass(NOW + timedelta(minutes=minutes))
        assert scene.states() == ["sent", "sent"]
        assert 1 in scene.arrived()
        assert len(scene.arrived()) == 2


def test_a_line_that_breaks_at_the_good_bye_takes_nothing_back(
    tmp_path: Path, reader: ReaderPool, smtp_server: ScriptedSMTP
) -> None:
    """What was accepted stays accepted: an error at QUIT is no reason to send again."""
    with (
        Proxy(smtp_server.port, Fault(deed=Deed.CUT, side=Side.CLIENT, after=b"quit\r")) as proxy,
        scene_of(tmp_path / "desk", reader, smtp_server, proxy.port) as scene,
    ):
        assert scene.run_pass().errors == []
        assert proxy.to_come == ()
        scene.run_pass(NOW + timedelta(hours=1))
        assert scene.states() == ["sent", "sent"]
        assert scene.arrived() == [1, 1]


AFTER_THE_DOT = {
    "the dot is lost": (Fault(deed=Deed.CUT, side=Side.CLIENT, after=b"\r\n."), [1, 1]),
    "the answer is swallowed": (Fault(deed=Deed.STALL, after=b"354 End data with <CR><LF>.<CR><LF>\r\n"), [1, 2]),
    "the answer is cut": (Fault(deed=Deed.CUT, after=b"354 End data with <CR><LF>.<CR><LF>\r\n"), [1, 2]),
    "the answer breaks off": (Fault(deed=Deed.CUT, after=b"354 End data with <CR><LF>.<CR><LF>\r\n2"), [1, 2]),
    "the answer is garbled": (Fault(deed=Deed.GARBLE, after=b"354 End data with <CR><LF>.<CR><LF>\r\n"), [1, 2]),
    "the answer drips": (Fault(deed=Deed.DRIP, after=b"354 End data with <CR><LF>.<CR><LF>\r\n"), [1, 1]),
}


@pytest.mark.parametrize("case", AFTER_THE_DOT)
def test_after_the_dot_only_the_server_knows_and_the_letter_goes_at_most_once_more(
    tmp_path: Path, reader: ReaderPool, smtp_server: ScriptedSMTP, case: str
) -> None:
    """Others send hourly until someone notices. Here: uncertain, then once more, the same bytes, and never again."""
    fault, arrivals = AFTER_THE_DOT[case]
    with (
        Proxy(smtp_server.port, fault) as proxy,
        scene_of(tmp_path / "desk", reader, smtp_server, proxy.port) as scene,
    ):
        scene.run_pass()
        assert proxy.to_come == ()
        if case != "the answer drips":
            assert sorted(scene.states()) == ["sent", "uncertain"]
        for hours in (1, 2, 3):
            scene.run_pass(NOW + timedelta(hours=hours))
        assert scene.states() == ["sent", "sent"]
        assert scene.arrived() == arrivals


def test_a_letter_that_stays_uncertain_is_left_to_staff(scene: Scene) -> None:
    """The answer is lost each time: two copies at most, and the alarm stands."""
    scene.server.plan(Stage.DOT, *[TakeAndCut()] * 6)
    for hours in range(5):
        scene.run_pass(NOW + timedelta(hours=hours))
    assert scene.states() == ["uncertain", "uncertain"]
    assert scene.arrived() == [2, 2]


def test_uncertain_letters_wait_for_staff_where_they_want_it_so(scene: Scene) -> None:
    """`uncertain = "hold"`: not one copy more."""
    scene.server.plan(Stage.DOT, TakeAndCut(), TakeAndCut())
    for hours in range(3):
        scene.bench.run_pass(clock=lambda hours=hours: NOW + timedelta(hours=hours), postman=holding(scene))
    assert scene.states() == ["uncertain", "uncertain"]
    assert scene.arrived() == [1, 1]


def holding(scene: Scene) -> Postman:
    """Give a postman that never sends an uncertain letter again."""
    workshop = scene.bench.workshop
    return Postman(
        store=workshop.store,
        delivery=workshop.delivery,
        replies=workshop.settings.replies,
        uncertain=Uncertain.HOLD,
    )


def test_a_slow_server_takes_one_letter_a_pass_and_keeps_no_message_waiting(scene: Scene) -> None:
    """What is left when the time for sending is over goes with the next pass; entries and register are there."""
    scene.server.plan(Stage.RCPT, Wait(seconds=0.2))
    impatient = replace(holding(scene), patience=timedelta(seconds=0.1))
    assert scene.bench.run_pass(postman=impatient, clock=lambda: NOW).errors == []
    assert sorted(scene.states()) == ["queued", "sent"]
    assert len(scene.bench.entries) == 2
    assert scene.run_pass().errors == []
    assert scene.arrived() == [1, 1]


@pytest.mark.faults
def test_pauses_grow_and_end(scene: Scene) -> None:
    """A server that says "later" for days is asked less and less often, and given up after five days."""
    scene.server.plan(Stage.RCPT, *[Answer(code=450)] * 200)
    now, tries = NOW, []
    for _ in range(60):
        scene.run_pass(now)
        (letter, _) = scene.bench.letters
        if letter.state is LetterState.FAILED:
            break
        tries.append(now)
        assert letter.next_try is not None
        now = letter.next_try
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=1)
    assert pauses[-1] == timedelta(hours=4)
    assert timedelta(days=4) < now - NOW < timedelta(days=6)
    assert scene.states() == ["failed", "failed"]
    assert scene.server.mails == ()


def test_nonsense_at_the_log_in_is_a_failure_of_the_server_and_no_crash(tmp_path: Path, reader: ReaderPool) -> None:
    """A challenge that is no base64 makes the library raise what is none of its own errors."""
    with (
        ScriptedSMTP(credentials=("desk", "secret")) as server,
        scene_of(tmp_path / "desk", reader, server, server.port) as scene,
    ):
        server.plan(Stage.AUTH, Answer(code=334, text="x"))
        (error,) = scene.run_pass().errors
        assert "no letter can leave" in error
        assert scene.run_pass().errors == []
        assert scene.arrived() == [1, 1]


@pytest.mark.parametrize(
    ("after", "mask"), [(b"", 0x55), (b"\r\n250", 0x80), (b"OK\r\n", 0x55)], ids=["greeting", "EHLO", "RCPT or DATA"]
)
def test_a_garbled_answer_is_never_taken_for_a_good_one(
    tmp_path: Path, reader: ReaderPool, smtp_server: ScriptedSMTP, after: bytes, mask: int
) -> None:
    """Nobody knows what was meant: the letter is not with the server, and goes when the line is sound."""
    with (
        Proxy(smtp_server.port, Fault(deed=Deed.GARBLE, after=after, mask=mask)) as proxy,
        scene_of(tmp_path / "desk", reader, smtp_server, proxy.port) as scene,
    ):
        scene.run_pass()
        for minutes in (2, 30):
            scene.run_pass(NOW + timedelta(minutes=minutes))
        assert scene.states() == ["sent", "sent"]
        assert scene.arrived() == [1, 1]


def test_a_server_that_drips_runs_into_the_deadline_of_the_letter(
    tmp_path: Path, reader: ReaderPool, smtp_server: ScriptedSMTP
) -> None:
    """A byte now and then keeps every read within its timeout; one letter must not hold up the pass for ever."""
    smtp_server.plan(Stage.MAIL, Answer(code=250, text="x" * 400))
    with (
        Proxy(smtp_server.port, Fault(deed=Deed.DRIP, after=b"250 xx")) as proxy,
        scene_of(tmp_path / "desk", reader, smtp_server, proxy.port) as scene,
    ):
        began = time.monotonic()
        scene.run_pass()
        assert proxy.to_come == ()
        assert time.monotonic() - began < 25 * TIMEOUT_SECONDS
        scene.run_pass(NOW + timedelta(minutes=2))
        assert scene.states() == ["sent", "sent"]
        assert scene.arrived() == [1, 1]
