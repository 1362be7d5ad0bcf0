"""What a service manager hears of the daemon: that it is ready, how it is, and that it lives (sd_notify(3))."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta

from intake.events import Event
from intake.logs import log

_BEATS = 3  # in the time after which the manager gives up: one may be late


class Heartbeat:
    """Beats for as long as whoever works gives signs of life in time; silent where no service manager listens.

    A thread that beats by itself would only say that Python runs. So each sign of life promises the next one, and a
    broken promise ends the beat: the manager then ends the service and starts it again. *environ* is the process's
    environment, with NOTIFY_SOCKET and WATCHDOG_USEC where a manager set them; *clock* counts seconds.
    """

    def __init__(self, environ: Mapping[str, str], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._socket = environ.get("NOTIFY_SOCKET", "")
        ours = environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        self._seconds = int(environ.get("WATCHDOG_USEC", "0")) / 1e6 if ours else 0.0
        self._clock = clock
        self._until = float("inf")

    def say(self, *states: str) -> None:
        """Tell the manager, such as "READY=1" or "STATUS=…"; one that does not listen keeps nobody from work."""
        if self._socket:
            address = "\0" + self._socket[1:] if self._socket.startswith("@") else self._socket
            text = "\n".join(" ".join(state.split()) for state in states)
            with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
                line.sendto(text.encode(), address)

    def alive(self, *, within: timedelta) -> None:
        """Give a sign of life, and promise the next one *within* that time."""
        self._until = self._clock() + within.total_seconds()

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Beat during the block, where the manager watches."""
        ended = threading.Event()
        if self._seconds:
            threading.Thread(target=self._beat, args=(ended,), name="heartbeat", daemon=True).start()
        try:
            yield
        finally:
            ended.set()

    def _beat(self, ended: threading.Event) -> None:
        while self._clock() < self._until:
            self.say("WATCHDOG=1")
            if ended.wait(self._seconds / _BEATS):
                return
        log.error(Event.DAEMON_HANGS)
