"""A server of the tests' own, in a folder that comes and goes with it."""

from abc import abstractmethod
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from servers.process import Daemon


class LocalServer:
    """A context manager: at its start the server is laid out in a folder of its own, at its end both are gone."""

    _root: Path

    @abstractmethod
    def _lay_out(self) -> Daemon:
        """Fill the folder, and return what serves from it."""

    def __enter__(self) -> Self:
        """Lay out the server's folder and start it."""
        # Not pytest's folder: that one is closed to the user the server runs as, and too long for its sockets.
        with ExitStack() as stack:
            self._root = Path(stack.enter_context(TemporaryDirectory(prefix=f"{type(self).__name__.lower()}-")))
            self._root.chmod(0o755)
            self._daemon = self._lay_out()
            stack.callback(self.stop)
            self.start()
            self._end = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the server and remove everything that it has stored."""
        self._end.close()

    def start(self) -> None:
        """Start again after ``stop``: same ports, and all that was stored."""
        self._daemon.start()

    def stop(self) -> None:
        """End the server; clients are told good-bye, what is stored stays."""
        self._daemon.stop()
