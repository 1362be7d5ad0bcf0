"""Reads messages in child processes kept warm, each message within limits of time and memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures import wait
from functools import partial
from importlib import import_module
from multiprocessing.context import ForkServerContext
from multiprocessing.synchronize import RLock
from threading import Thread
from types import TracebackType
from typing import Self, TypeAlias

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from intake.reading.busy import on_busy_machine
from intake.rules.call import Call
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.judging.submission import ReadingError, Submission, Task
from intake.rules.probe import Probe
from intake.settings import Limits

_CHILD = "intake.reading.child"  # what reads is loaded there alone, once for all children
_AHEAD = 2  # messages handed out for each process, so that none waits for work
_PATIENCE = 2.0  # seconds of its reading for which those behind a message wait

_Done: TypeAlias = tuple[Task, Submission | ReadingError]
_UnderWay: TypeAlias = tuple[Task, ProcessFuture[Submission]]


class PoolContext(ForkServerContext):
    """Makes what the children of a pool need, and holds their locks until the last of them has ended.

    pebble lets go of the locks, and their names with them, before it ends the children: one that has just begun, as
    when a pass ends early, would look for them in vain and write a traceback to standard error.
    """

    def __init__(self) -> None:
        self._locks: list[RLock] = []

    def RLock(self) -> RLock:  # noqa: N802 - multiprocessing's name
        """Make a lock that is held here, too."""
        self._locks.append(super().RLock())
        return self._locks[-1]

    def let_go(self) -> None:
        """Let go of the locks: no child is left."""
        self._locks.clear()


class ReaderPool:
    """Reads messages with *calls*, *workers* at a time; a context manager, whose end ends the children."""

    def __init__(self, calls: tuple[Call, ...], lexicon: Lexicon, limits: Limits, *, workers: int = 2) -> None:
        self._seconds = limits.seconds_per_message
        self._ahead = workers * _AHEAD
        self._workers = workers
        self._context = context = PoolContext()
        context.set_forkserver_preload([_CHILD])
        self._new_pool = partial(
            ProcessPool, max_workers=workers, context=context, initializer=_start, initargs=(calls, lexicon, limits)
        )
        self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def rest(self) -> None:
        """End the children until there is something to read again: the process that they fork from is kept."""
        self._end()
        self._begin()

    def make_ready(self) -> None:
        """Start the children, and come back at once: what they need to load takes as long as many messages."""
        if self._starter.ident is None:
            self._starter.start()

    def read(self, tasks: Iterable[Task]) -> Iterator[_Done]:
        """Yield each task with what its message holds, in the order given; a failure is that task's result alone.

        A message that takes long is overtaken by those behind it.
        """
        under_way: deque[_UnderWay] = deque()
        slow: deque[_UnderWay] = deque()
        for task in tasks:
            seconds = on_busy_machine(self._seconds)
            under_way.append((task, self._pool.schedule(_read, args=(task,), timeout=seconds)))
            if len(under_way) >= self._ahead:
                yield from self._results(under_way, slow)
        while under_way:
            yield from self._results(under_way, slow)
        yield from (self._result(*each) for each in slow)

    def probe(self) -> Probe:
        """Try in a child whether the kernel keeps it from the network; a failure is told, never raised."""
        try:
            ok, detail = self._pool.schedule(_try_network, timeout=self._seconds).result()
        except Exception as failure:  # noqa: BLE001 - a child that cannot start, whatever ails it
            ok, detail = False, f"the reading process cannot start: {failure}; see limits.memory_per_message"
        return Probe(name="reading without network", ok=ok, detail=detail)

    def _results(self, under_way: deque[_UnderWay], slow: deque[_UnderWay]) -> Iterator[_Done]:
        """Yield what is there: the first, unless it takes long, and before it those that took long and have ended."""
        while slow and (slow[0][1].done() or len(slow) == self._workers):  # or else nobody is left to read on
            yield self._result(*slow.popleft())
        first = under_way.popleft()
        if _takes_long(first[1]):
            slow.append(first)
        else:
            yield self._result(*first)

    def _begin(self) -> None:
        self._starter = Thread(target=self._start_children, name="reader start", daemon=True)
        self._pool = self._new_pool()

    def _end(self) -> None:
        if self._starter.ident is not None:
            self._starter.join()
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._context.let_go()

    def _start_children(self) -> None:
        for _ in range(self._workers):
            self._pool.schedule(_nothing)

    def _result(self, task: Task, future: ProcessFuture[Submission]) -> _Done:
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


def _takes_long(future: ProcessFuture[Submission]) -> bool:
    """Wait for a result, but not long once a child is at it: at first the children themselves have to start."""
    while True:
        begun = future.running()
        if wait([future], timeout=_PATIENCE).done:
            return False
        if begun:
            return True


def _start(calls: tuple[Call, ...], lexicon: Lexicon, limits: Limits) -> None:
    import_module(_CHILD).start(calls, lexicon, limits)


def _read(task: Task) -> Submission:
    submission: Submission = import_module(_CHILD).read(task)
    return submission


def _try_network() -> tuple[bool, str]:
    answer: tuple[bool, str] = import_module(_CHILD).try_network()
    return answer


def _nothing() -> None:
    """Wake a child."""
