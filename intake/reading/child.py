"""The child's side of reading: it is bounded, keeps its readers warm, and ends with the program."""

from __future__ import annotations

import fcntl
import hashlib
import os
import resource
import signal
from multiprocessing import parent_process

from intake.reading.gate import Limits as FileLimits
from intake.reading.submission import read_submission
from intake.rules.call import Call
from intake.rules.forms.lexicon import Lexicon
from intake.rules.forms.reader import FormReader
from intake.rules.judging.submission import ReadingError, Submission, Task
from intake.settings import Limits

_CONVERSION_SHARE = 0.8  # of a message's seconds: a conversion ends before its message's time does
_FILE_SIZE = 64 * 2**20  # bytes that a child may write to one file: LibreOffice's output, nothing else

_readers: tuple[FormReader, ...] = ()
_limits = FileLimits()


def start(calls: tuple[Call, ...], lexicon: Lexicon, limits: Limits) -> None:
    """Make a child ready, and bound it: address space, size of files, no core dump, no life without the program."""
    global _readers, _limits  # noqa: PLW0603 - a child process serves one pool and keeps its readers warm
    _end_with_the_program()
    _readers = tuple(FormReader(call, lexicon) for call in calls)
    _limits = FileLimits(
        attachment_size=limits.attachment_size,
        unpacked_size=limits.unpacked_size,
        conversion_seconds=limits.seconds_per_message * _CONVERSION_SHARE,
    )
    most = resource.getrlimit(resource.RLIMIT_AS)[1]  # stays as it is: LibreOffice has a bound of its own
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_per_message, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_SIZE, _FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_the_program() -> None:
    """Let the kernel end this child when the pipe from the program closes, however the program ends.

    A child that waits for work sees that by itself; one that hangs in a message would not (fcntl(2): O_ASYNC).
    """
    program = parent_process()
    assert program is not None  # noqa: S101 - a pool's child has one
    fcntl.fcntl(program.sentinel, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(program.sentinel, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(program.sentinel, fcntl.F_SETFL, fcntl.fcntl(program.sentinel, fcntl.F_GETFL) | os.O_ASYNC)


def read(task: Task) -> Submission:
    """Read one archived message; ReadingError where it is not what its name says."""
    content = task.path.read_bytes()
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != task.message:
        raise ReadingError(f"the archived message {task.path} is damaged: its bytes do not have its hash")
    return read_submission(content, _readers, _limits)
