"""Reading in child processes: order kept, and whatever happens to one message happens to no other."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterator
from multiprocessing.synchronize import SemLock
from pathlib import Path
from typing import Any

import pytest
from pebble.common.process import stop_process

from desks import form, later, mail
from intake.data.loaded import load_lexicon
from intake.reading.pool import ReaderPool
from intake.rules.judging.submission import ReadingError, Submission, Task
from intake.settings import Limits
from samples.letters import the_call


def task(folder: Path, content: bytes, *, name: str | None = None) -> Task:
    """Archive a message under its hash, or under *name*."""
    digest = hashlib.sha256(content).hexdigest()
    path = folder / (name or digest)
    path.write_bytes(content)
    return Task(message=f"sha256:{name or digest}", path=path)


def pool(**limits: Any) -> ReaderPool:  # noqa: ANN401 - any limit
    """Make a pool with these limits."""
    return ReaderPool((the_call(),), load_lexicon(), Limits(**limits))


def test_results_come_in_the_order_of_the_tasks_and_a_failure_is_one_s_own(tmp_path: Path) -> None:
    """Applications are numbered by time of receipt, whichever process is the faster; damage is told from junk."""
    good = [task(tmp_path, mail(form(n), at=later(n))) for n in range(5)]
    damaged = task(tmp_path, b"Subject: a\r\n\r\n", name="0" * 64)
    missing = Task(message="sha256:" + "1" * 64, path=tmp_path / "missing")
    junk = task(tmp_path, b"\xff\x00" * 1000)
    tasks = [good[0], damaged, good[1], missing, junk, *good[2:]]
    with pool() as reader:
        results = list(reader.read(tasks))
    assert [done for done, _ in results] == tasks
    failed = [done for done, result in results if isinstance(result, ReadingError)]
    assert failed == [damaged, missing]
    read = {done.message: result for done, result in results if isinstance(result, Submission)}
    assert all(len(read[one.message].forms) == 1 for one in good)


def test_no_more_is_taken_than_can_be_read_soon(tmp_path: Path) -> None:
    """An attempt is counted when a task is taken: a kill must not count one for every message of the backlog."""
    taken: list[int] = []

    def tasks() -> Iterator[Task]:
        for number in range(20):
            taken.append(number)
            yield task(tmp_path, mail(at=later(number)))

    with pool() as reader:
        next(reader.read(tasks()))
    assert len(taken) <= 4


@pytest.mark.parametrize(
    ("limits", "why"),
    [({"seconds_per_message": 0.02}, "longer than 0.02 seconds"), ({"memory_per_message": 2**20}, "")],
)
def test_limits_end_the_reading_of_a_message(
    tmp_path: Path, limits: dict[str, float], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes too long or too much is that message's failure; the pool goes on."""
    monkeypatch.setattr(os, "getloadavg", lambda: (0.0, 0.0, 0.0))
    tasks = [task(tmp_path, mail(*(form(n) for n in range(6)), at=later(m))) for m in range(2)]
    with pool(**limits) as reader:
        results = [result for _, result in reader.read(tasks)]
    assert all(isinstance(result, ReadingError) for result in results)
    assert all(why in str(result) for result in results)


def test_a_busy_machine_takes_no_form_for_an_endless_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other programs take of the processor is not the message's."""
    monkeypatch.setattr("intake.reading.pool.on_busy_machine", lambda seconds: seconds * 6000)
    with pool(seconds_per_message=0.02) as reader:
        results = [result for _, result in reader.read([task(tmp_path, mail(form()))])]
    assert all(isinstance(result, Submission) for result in results)


def test_a_message_that_takes_long_is_overtaken_by_those_behind_it(tmp_path: Path) -> None:
    """One hostile message may take all of its seconds; the applicants behind it do not wait for them."""
    endless = task(tmp_path, mail(at=later(0), text="a"))
    others = [task(tmp_path, mail(form(n), at=later(n + 1))) for n in range(6)]
    endless.path.unlink()
    os.mkfifo(endless.path)  # whoever opens it waits for somebody to write
    with pool(seconds_per_message=6) as reader:
        results = [(done, isinstance(result, Submission)) for done, result in reader.read([endless, *others])]
    assert results == [*((one, True) for one in others), (endless, False)]


def test_at_rest_there_are_no_reading_processes_and_afterwards_they_read_again(tmp_path: Path) -> None:
    """Two of them hold as much memory as the program itself, which needs it for the register."""
    one = task(tmp_path, mail(form(), at=later(0)))
    before = _children()
    with pool() as reader:
        for _ in range(2):
            [(_, result)] = reader.read([one])
            assert isinstance(result, Submission)
            assert _children() > before
            reader.rest()
            assert _children() == before


def _children() -> int:
    return len(multiprocessing.active_children())


def test_a_child_that_has_just_begun_still_finds_its_locks_when_the_pool_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pass may end early, on a full disk for instance: the child would write a traceback to standard error."""
    order: list[str] = []

    def noted(deed: str, do: Callable[[Any], object]) -> Callable[[Any], None]:
        def note_and_do(what: Any) -> None:  # noqa: ANN401 - a lock's name, or a process
            order.append(deed)
            do(what)

        return note_and_do

    cleanup, stop = SemLock._cleanup, stop_process  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way to see it
    monkeypatch.setattr(SemLock, "_cleanup", staticmethod(noted("lock gone", cleanup)))
    monkeypatch.setattr("pebble.pool.process.stop_process", noted("child ended", stop))
    with pool() as reader:
        reader.make_ready()
    assert order == ["child ended"] * 2 + ["lock gone"] * 2
