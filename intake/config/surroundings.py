"""What a configuration file leans on: the folder where it lies, other files, and the environment's passwords."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from intake.settings import Clamd
from intake.toml import values
from intake.toml.table import Unusable

_DATABASES = ("sqlite", "postgresql")


class Surroundings(NamedTuple):
    """Where a configuration stands: its folder, and the environment that holds the passwords."""

    folder: Path
    environ: Mapping[str, str] | None  # None: passwords are not looked for

    def path(self, value: object) -> Path:
        """Return an absolute path; a relative one is relative to the configuration file."""
        return Path(os.path.normpath(self.folder / Path(values.text(value)).expanduser()))

    def file(self, value: object) -> Path:
        """Return the path of a file that is there."""
        path = self.path(value)
        if not path.is_file():
            raise Unusable(f"there is no file {path}")
        return path

    def scanner(self, value: object) -> Clamd:
        """Return where clamd listens. A path has a slash in it; a host is this machine: mail goes there as it is."""
        written = values.text(value)
        if "/" in written:
            return Clamd(path=self.path(written))
        host, _, port = written.rpartition(":")
        if not values.is_loopback(host) or not port.isdecimal():
            raise Unusable('must be a socket such as "/run/clamav/clamd.ctl", or a port here: "localhost:3310"')
        return Clamd(host=host.strip("[]"), port=values.port(int(port)))

    def password_of_file(self, value: object) -> str:
        """Return what stands in a file that only holds a password."""
        path = self.file(value)
        try:
            password = path.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as unreadable:
            raise Unusable(f"{path} cannot be read: {unreadable}") from unreadable
        if not password:
            raise Unusable(f"{path} is empty")
        return password

    def password_of_variable(self, value: object) -> str:
        """Return the value of an environment variable."""
        name = values.text(value)
        if self.environ is None:
            return ""
        if not self.environ.get(name):
            raise Unusable(f"the environment variable {name} is not set; it must hold the password")
        return self.environ[name]

    def password_of_credential(self, value: object) -> str:
        """Return what the service manager hands over under that name (systemd.exec(5): LoadCredential)."""
        name = values.text(value)
        if Path(name).name != name:
            raise Unusable("must be a credential's name, such as imap-password; for a path there is password_file")
        if self.environ is None:
            return ""
        folder = self.environ.get("CREDENTIALS_DIRECTORY")
        if not folder:
            raise Unusable(f"there is no credential {name} here: only a service has one that its unit loads")
        try:
            return self.password_of_file(str(Path(folder, name)))
        except Unusable as missing:
            raise Unusable(f"{missing}; its source is named by LoadCredential={name} in the unit") from missing

    def database(self, value: object) -> str:
        """Return an SQLAlchemy URL in which a relative SQLite file is an absolute one."""
        url = values.text(value)
        scheme, separator, rest = url.partition("://")
        if not separator or scheme.split("+")[0] not in _DATABASES:
            raise Unusable("must be a URL of SQLite or PostgreSQL, such as sqlite:///var/intake.db")
        if not scheme.startswith("sqlite"):
            return url
        name, mark, options = rest.removeprefix("/").partition("?")
        if not rest.startswith("/") or name in ("", ":memory:"):
            raise Unusable("must name a file, such as sqlite:///var/intake.db: what is in memory is lost")
        return f"{scheme}:///{self.path(name)}{mark}{options}"
