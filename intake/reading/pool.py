"""Reads messages in child processes kept warm, each message within limits of time and memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeoutError
from importlib import import_module
from multiprocessing import get_context
from threading import Thread
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from intake.rules.call import Call
from intake.rules.forms.lexicon import Lexicon
from intake.rules.judging.submission import ReadingError, Submission, Task
from intake.settings import Limits

_CHILD = "intake.reading.child"  # what reads is loaded there alone, once for all children
_AHEAD = 2  # messages handed out for each process, so that none waits for work


class ReaderPool:
    """Reads messages with *calls*, *workers* at a time; a context manager, whose end ends the children."""

    def __init__(self, calls: tuple[Call, ...], lexicon: Lexicon, limits: Limits, *, workers: int = 2) -> None:
        self._seconds = limits.seconds_per_message
        self._ahead = workers * _AHEAD
        self._starter = Thread(target=self._start_children, args=(workers,), name="reader start", daemon=True)
        context = get_context("forkserver")
        context.set_forkserver_preload([_CHILD])
        self._pool = ProcessPool(
            max_workers=workers, context=context, initializer=_start, initargs=(calls, lexicon, limits)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._starter.ident is not None:
            self._starter.join()
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def make_ready(self) -> None:
        """Start the children, and come back at once: what they need to load takes as long as many messages."""
        if self._starter.ident is None:
            self._starter.start()

    def read(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Submission | ReadingError]]:
        """Yield each task with what its message holds, in the order given; a failure is that task's result alone."""
        under_way: deque[tuple[Task, ProcessFuture[Submission]]] = deque()
        for task in tasks:
            under_way.append((task, self._pool.schedule(_read, args=(task,), timeout=self._seconds)))
            if len(under_way) >= self._ahead:
                yield self._result(*under_way.popleft())
        while under_way:
            yield self._result(*under_way.popleft())

    def _start_children(self, number: int) -> None:
        for _ in range(number):
            self._pool.schedule(_nothing)

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


def _start(calls: tuple[Call, ...], lexicon: Lexicon, limits: Limits) -> None:
    import_module(_CHILD).start(calls, lexicon, limits)


def _read(task: Task) -> Submission:
    submission: Submission = import_module(_CHILD).read(task)
    return submission


def _nothing() -> None:
    """Wake a child."""
