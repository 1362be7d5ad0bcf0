"""The child's side of reading: it is bounded, keeps its readers warm, and ends with the program."""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import signal
from multiprocessing import parent_process

from intake.reading.confinement import confine, reaches_network
from intake.reading.gate import Limits as FileLimits
from intake.reading.submission import read_submission
from intake.rules.call import Call
from intake.rules.forms.form.reader import FormReader
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.judging.submission import ReadingError, Submission, Task
from intake.settings import Limits

_CONVERSION_SHARE = 0.8  # of a message's seconds: a conversion ends before its message's time does
_FILE_SHARE = 1 / 3  # the same for a file: one that keeps a library busy leaves time for the others

_readers: tuple[FormReader, ...] = ()
_limits = FileLimits()
_why_open: str | None = None


def start(calls: tuple[Call, ...], lexicon: Lexicon, limits: Limits) -> None:
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


def read(task: Task) -> Submission:
    """Read one archived message; ReadingError where it is not what its name says."""
    content = task.path.read_bytes()
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != task.message:
        raise ReadingError(f"the archived message {task.path} is damaged: its bytes do not have its hash")
    return read_submission(content, _readers, _limits)


def try_network() -> tuple[bool, str]:
    """Say whether the kernel keeps this child from the network, and in words how it is."""
    if reaches_network():
        return False, f"no, reading goes on with network: {_why_open or 'the kernel does not hold it off'}"
    return True, "yes: the kernel refuses the reading processes, and LibreOffice under them, every connection"
