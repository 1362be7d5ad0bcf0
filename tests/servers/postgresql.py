"""A real PostgreSQL server: whoever keeps the store there has another database than all other tests."""

import itertools
import os
import subprocess
from pathlib import Path

from servers.local import LocalServer
from servers.process import LOOPBACK, Daemon, free_port, hand_over, program, unprivileged, wait_until

USER = "desk"
PLACES = tuple(map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)))


class PostgreSQL(LocalServer):
    """A context manager around the server; `new_database` names a fresh one."""

    def __init__(self) -> None:
        self.port = free_port()
        self._numbers = itertools.count(1)

    def start(self) -> None:
        """Start it, and wait until it takes more than connections."""
        super().start()
        ready = (program("pg_isready", *PLACES), "--quiet", f"--host={LOOPBACK}", f"--port={self.port}")
        wait_until(lambda: subprocess.run(ready, check=False).returncode == 0)

    def new_database(self) -> str:
        """Make an empty database and return its URL, as `store.url` has it."""
        name = f"desk{next(self._numbers)}"
        subprocess.run(
            (program("createdb", *PLACES), f"--host={LOOPBACK}", f"--port={self.port}", f"--username={USER}", name),
            check=True,
            capture_output=True,
        )
        return f"postgresql+psycopg://{USER}@{LOOPBACK}:{self.port}/{name}"

    def _lay_out(self) -> Daemon:
        owner, data = unprivileged(), self._root / "data"
        hand_over(self._root, owner)
        log = self._root / "start.log"
        made = (program("initdb", *PLACES), f"--pgdata={data}", "--auth=trust", f"--username={USER}", "--no-sync")
        subprocess.run(
            (*made, "--encoding=UTF8", "--locale=C.UTF-8"),
            check=True,
            capture_output=True,
            user=owner.user if os.geteuid() == 0 else None,
            cwd=self._root,
        )
        settings = (f"listen_addresses={LOOPBACK}", f"unix_socket_directories={self._root}", "fsync=off")
        options = tuple(word for setting in settings for word in ("-c", setting))
        command = (program("postgres", *PLACES), "-D", str(data), "-p", str(self.port), *options)
        return Daemon(command, ports=(self.port,), log=log, owner=owner)
