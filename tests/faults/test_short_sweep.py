"""Killed at some of the steps, each time with the whole way to the end; `make faults` strikes at every one."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from faults.deaths import AtCall, AtPoint, die, survivors
from faults.dying import Moment
from faults.evidence import gather
from faults.scene import Servers, scene
from faults.sweep import attempt_all
from servers.dovecot import Dovecot
from servers.postfix import Postfix
from servers.process import wait_until

DEATHS = (
    AtCall(call="pwrite64", number=300),  # in the middle of the store's transactions
    AtCall(call="fsync", number=9),  # in the middle of the archive
    AtCall(call="rename", number=10),  # before the register takes its place
    AtPoint(point="an entry is recorded", moment=Moment.AFTER, number=2),
    AtPoint(point="a letter is offered", moment=Moment.AFTER, number=2),
    AtPoint(point="messages are moved", moment=Moment.AFTER, number=1),
    AtPoint(point="a copy is filed", moment=Moment.AFTER, number=2),
)


@pytest.fixture(scope="module")
def servers(dovecot: Dovecot, postfix: Postfix) -> Servers:
    """Give the servers of the whole run."""
    return Servers(dovecot=dovecot, postfix=postfix)


def test_nothing_is_lost_or_doubled_wherever_the_program_is_killed(servers: Servers) -> None:
    """Nobody chooses the moment of a power cut: each must leave something from which a pass comes to the same end."""
    trials = tuple(attempt_all(servers, DEATHS))
    assert [trial.death for trial in trials if not trial.struck] == []
    assert {trial.death: trial.evidence.faults for trial in trials if trial.evidence.faults} == {}
    repeated = [trial.death for trial in trials if trial.evidence.repeated]
    assert repeated == [AtPoint(point="a letter is offered", moment=Moment.AFTER, number=2)], (
        "only what died between the server's acceptance and its record may come twice"
    )


def test_a_letter_for_which_nobody_can_vouch_is_shown_and_waits_for_staff(servers: Servers) -> None:
    """With `uncertain = "hold"` a person decides: the state has to be seen, and a resend is the same letter again."""
    with scene(servers, uncertain="hold") as made:
        assert die(made, AtPoint(point="a letter is offered", moment=Moment.AFTER, number=1))
        [uncertain] = made.at_the_dot()
        made.finish()
        status = made.desk.json("status", "--json", status=1)
        assert status["letters"] == {"sent": 2, "uncertain": 1}
        assert [alarm["code"] for alarm in status["alarms"]] == ["letters-uncertain"]
        assert len(list((made.folder / "outbox" / "uncertain").iterdir())) == 1

        made.desk.intake("outbox", "resend", uncertain)
        made.finish()
        evidence = gather(made, frozenset({uncertain}))
    assert evidence.faults == ()
    assert len(evidence.repeated) == 1


def test_a_reading_process_that_hangs_ends_with_the_program(servers: Servers) -> None:
    """A killed program can end nobody: what hangs in a message would otherwise stay, one more at every death."""
    with scene(servers) as made:
        with subprocess.Popen(
            made.desk.command("run"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=made.environ,
            start_new_session=True,
        ) as program:
            wait_until(lambda: all(map(made.letters_of, made.applicants)))  # so the reading processes are at work
            assert len(reading_processes(program.pid)) == 2
            for child in reading_processes(program.pid):
                os.kill(child, signal.SIGSTOP)
            program.kill()
        try:
            wait_until(lambda: not survivors(program.pid))
        finally:
            end(survivors(program.pid))


def reading_processes(session: int) -> tuple[int, ...]:
    """Name the children of the fork server, which is the program's own child."""
    parents = {pid: parent(pid) for pid in survivors(session)}
    return tuple(pid for pid, above in parents.items() if parents.get(above) == session)


def parent(pid: int) -> int:
    """Name the parent of a process (proc(5))."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def end(processes: Sequence[int]) -> None:
    """Let nothing stay behind a test that fails."""
    for pid in processes:
        os.kill(pid, signal.SIGKILL)
