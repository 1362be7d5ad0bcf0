"""Measures a command as its whole process tree is seen from outside: wall time, processor time, memory."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_PAUSE_SECONDS = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run: seconds, and the most bytes that its processes had in memory together.

    Pages that processes share are counted for each of them, so *peak_memory* is an upper bound.
    """

    wall: float
    processor: float
    peak_memory: int


def measure(command: Sequence[str]) -> Measured:
    """Run *command* to its end in a session of its own and watch it; CalledProcessError where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    processor: dict[int, float] = {}
    peak = 0
    while process.poll() is None:
        memory = 0
        for pid, seconds, size in _session(process.pid):
            processor[pid] = seconds
            memory += size
        peak = max(peak, memory)
        time.sleep(_PAUSE_SECONDS)
    wall = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Measured(wall=wall, processor=sum(processor.values()), peak_memory=peak)


def _session(leader: int) -> list[tuple[int, float, int]]:
    """Return process, processor seconds and bytes in memory of all processes in the session of *leader*."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()  # from "state", the third field of proc(5)
        except OSError:  # it ended while we looked
            continue
        if int(fields[3]) == leader:
            seconds = (int(fields[11]) + int(fields[12])) / _TICKS
            found.append((int(path.parent.name), seconds, int(fields[21]) * _PAGE))
    return found
