"""Measures a command as its whole process tree is seen from outside: wall time, processor time, memory."""

from __future__ import annotations

import os
import select
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_PAUSE_SECONDS = 0.02  # at least
_PAUSES_TO_A_LOOK = 9  # counting the pages of large processes takes long: watching shall take a tenth of a processor


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run: seconds, and the most bytes that its processes had in memory together.

    *resident* counts the pages that processes share for each of them; *proportional* counts them once.
    """

    wall: float
    processor: float
    resident: int
    proportional: int


def fastest(runs: Iterable[Measured]) -> Measured:
    """Return the run that took least processor time: whatever else the machine does only ever adds to it."""
    return min(runs, key=lambda run: run.processor)


def measure(command: Sequence[str]) -> Measured:
    """Run *command* to its end in a session of its own and watch it; CalledProcessError where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    processor: dict[int, float] = {}
    resident = proportional = 0
    ending = os.pidfd_open(process.pid)
    while not os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        looked = time.perf_counter()
        seen = _session(process.pid)
        processor |= {each.pid: each.processor for each in seen}
        resident = max(resident, sum(each.resident for each in seen))
        proportional = max(proportional, sum(each.proportional for each in seen))
        pause = max(_PAUSE_SECONDS, _PAUSES_TO_A_LOOK * (time.perf_counter() - looked))
        select.select([ending], [], [], pause)  # the end of the process ends the pause
    wall = time.perf_counter() - started
    os.close(ending)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    processor[process.pid] = used.ru_utime + used.ru_stime
    return Measured(wall=wall, processor=sum(processor.values()), resident=resident, proportional=proportional)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Process:
    pid: int
    processor: float
    resident: int
    proportional: int


def _session(leader: int) -> list[_Process]:
    """Return all processes in the session of *leader*; see proc(5) for the fields, counted here from "state"."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) != leader:
                continue
            shares = dict(line.split()[:2] for line in (folder / "smaps_rollup").read_text().splitlines()[1:])
        except (OSError, ValueError):  # it ended while we looked
            continue
        found.append(
            _Process(
                pid=int(folder.name),
                processor=(int(fields[11]) + int(fields[12])) / _TICKS,
                resident=int(fields[21]) * _PAGE,
                proportional=int(shares.get("Pss:", 0)) * 1024,
            )
        )
    return found
