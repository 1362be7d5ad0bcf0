"""Reads messages in child processes kept warm, each message within limits of time and memory."""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeoutError
from multiprocessing import get_context, parent_process
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from intake.reading.confinement import confine, reaches_network
from intake.reading.gate import Limits as FileLimits
from intake.reading.submission import read_submission
from intake.rules.call import Call
from intake.rules.forms.lexicon import Lexicon
from intake.rules.forms.reader import FormReader
from intake.rules.judging.submission import ReadingError, Submission, Task
from intake.rules.mailbox import Probe
from intake.settings import Limits

_AHEAD = 2  # messages handed out for each process, so that none waits for work
_CONVERSION_SHARE = 0.8  # of a message's seconds: a conversion ends before its message's time does
_FILE_SHARE = 1 / 3  # the same for a file: one that keeps a library busy leaves time for the others


class ReaderPool:
    """Reads messages with *calls*, *workers* at a time; a context manager, whose end ends the children."""

    def __init__(self, calls: tuple[Call, ...], lexicon: Lexicon, limits: Limits, *, workers: int = 2) -> None:
        self._seconds = limits.seconds_per_message
        self._ahead = workers * _AHEAD
        self._pool = ProcessPool(
            max_workers=workers,
            context=get_context("forkserver"),
            initializer=_start,
            initargs=(calls, lexicon, limits),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def read(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Submission | ReadingError]]:
        """Yield each task with what its message holds, in the order given; a failure is that task's result alone."""
        under_way: deque[tuple[Task, ProcessFuture[Submission]]] = deque()
        for task in tasks:
            under_way.append((task, self._pool.schedule(_read, args=(task,), timeout=self._seconds)))
            if len(under_way) >= self._ahead:
                yield self._result(*under_way.popleft())
        while under_way:
            yield self._result(*under_way.popleft())

    def probe(self) -> Probe:
        """Try in a child whether the kernel keeps it from the network; a failure is told, never raised."""
        try:
            ok, detail = self._pool.schedule(_try_network, timeout=self._seconds).result()
        except Exception as failure:  # noqa: BLE001 - a child that cannot start, whatever ails it
            ok, detail = False, f"the reading process cannot start: {failure}; see limits.memory_per_message"
        return Probe(name="reading without network", ok=ok, detail=detail)

    def _result(self, task: Task, future: ProcessFuture[Submission]) -> tuple[Task, Submission | ReadingError]:
        try:
            submission: Submission = future.result()
        except FutureTimeoutError:
            return task, ReadingError(f"reading took longer than {self._seconds:g} seconds")
        except ProcessExpired as died:
            return task, ReadingError(f"the reading process died (exit code {died.exitcode})")
        except MemoryError:
            return task, ReadingError("reading needed more memory than a message may take")
        except Exception as failure:  # noqa: BLE001 - whatever a library raises is this message's failure, no other's
            error = ReadingError(f"reading failed: {type(failure).__name__}: {failure}")
            error.__cause__ = failure
            return task, error
        return task, submission


_readers: tuple[FormReader, ...] = ()
_limits = FileLimits()
_why_open: str | None = None


def _start(calls: tuple[Call, ...], lexicon: Lexicon, limits: Limits) -> None:
    """Make a child ready, and bound it: memory, size of files, no network, no life without the program."""
    global _readers, _limits, _why_open  # noqa: PLW0603 - a child process serves one pool and keeps its readers warm
    _end_with_the_program()
    logging.disable()  # what a library has to say about a stranger's file is no line of the desk's log
    _readers = tuple(FormReader(call, lexicon) for call in calls)
    _limits = FileLimits(
        attachment_size=limits.attachment_size,
        unpacked_size=limits.unpacked_size,
        conversion_seconds=limits.seconds_per_message * _CONVERSION_SHARE,
        seconds=limits.seconds_per_message * _FILE_SHARE,
    )
    _why_open = confine(limits.memory_per_message)


def _end_with_the_program() -> None:
    """Let the kernel end this child when the pipe from the program closes, however the program ends.

    A child that waits for work sees that by itself; one that hangs in a message would not (fcntl(2): O_ASYNC).
    """
    program = parent_process()
    assert program is not None  # noqa: S101 - a pool's child has one
    fcntl.fcntl(program.sentinel, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(program.sentinel, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(program.sentinel, fcntl.F_SETFL, fcntl.fcntl(program.sentinel, fcntl.F_GETFL) | os.O_ASYNC)


def _read(task: Task) -> Submission:
    content = task.path.read_bytes()
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != task.message:
        raise ReadingError(f"the archived message {task.path} is damaged: its bytes do not have its hash")
    return read_submission(content, _readers, _limits)


def _try_network() -> tuple[bool, str]:
    if reaches_network():
        return False, f"no, reading goes on with network: {_why_open or 'the kernel does not hold it off'}"
    return True, "yes: the kernel refuses the reading processes, and LibreOffice under them, every connection"
