"""A TOML file read key by key; what is wrong is gathered with its full key and raised at the end, all together."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

_Value = TypeVar("_Value")
_Default = TypeVar("_Default")
_LIKE_DAY = re.compile(r"=\s*\d+[.-]\d+[.-]\d+")
_SIMILAR = 70  # from here on a wrong key is likely to be a slip of the hand


class Fault(NamedTuple):
    """One thing that is wrong in a file: *key* in full ("clusters[2].events[0].date"), *message* with what to do."""

    key: str
    message: str
    file: Path

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.message}" if self.key else f"{self.file}: {self.message}"


class ConfigError(Exception):
    """A file cannot be used as it stands; *faults* names everything that is wrong, in the order of reading."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class Unusable(ValueError):  # noqa: N818  # not an error of the program: what the message says becomes a fault
    """A value of the file cannot be used; the message says why and what to write instead."""


class Document:
    """One TOML file under reading: its *root* table, and the faults found so far."""

    def __init__(self, file: Path, values: Mapping[str, object]) -> None:
        self.file = file
        self._faults: list[Fault] = []
        self._tables: list[Table] = []
        self.root = Table(self, "", values)

    @classmethod
    def read(cls, file: Path) -> Document:
        """Read and parse *file*; raises ConfigError where it is not there or is no TOML."""
        try:
            return cls(file, tomllib.loads(file.read_text(encoding="utf-8-sig")))
        except FileNotFoundError as missing:
            raise ConfigError((Fault(key="", message="there is no such file", file=file),)) from missing
        except tomllib.TOMLDecodeError as no_toml:
            raise ConfigError((Fault(key="", message=_no_toml(no_toml, file), file=file),)) from no_toml
        except (OSError, UnicodeDecodeError) as unreadable:
            raise ConfigError((Fault(key="", message=f"cannot be read: {unreadable}", file=file),)) from unreadable

    def fault(self, key: str, message: str) -> None:
        """Note that something is wrong."""
        self._faults.append(Fault(key=key, message=message, file=self.file))

    def opened(self, table: Table) -> None:
        """Remember *table*, so that its unknown keys are reported at the end."""
        self._tables.append(table)

    def finish(self) -> None:
        """Raise ConfigError if anything was wrong, keys that nobody asked for included."""
        for table in self._tables:
            table.report_unknown()
        if self._faults:
            raise ConfigError(tuple(self._faults))


class Table:
    """One table of the file. A key that was never asked for is unknown, and a fault."""

    def __init__(self, document: Document, key: str, values: Mapping[str, object]) -> None:
        self._document = document
        self._key = key
        self._values = values
        self._known: dict[str, None] = {}
        document.opened(self)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def take(self, name: str, parse: Callable[[object], _Value], default: _Default) -> _Value | _Default:
        """Return the parsed value of *name*, or *default* where it is left out or, with a fault, unusable."""
        self._known[name] = None
        if name not in self._values:
            return default
        try:
            return parse(self._values[name])
        except Unusable as unusable:
            self.fault(name, str(unusable))
            return default

    def need(self, name: str, parse: Callable[[object], _Value], stand_in: _Default) -> _Value | _Default:
        """Return the parsed value of *name*; where it is missing or unusable, a fault and *stand_in*."""
        if name not in self._values:
            self.fault(name, "is missing")
        return self.take(name, parse, stand_in)

    def table(self, name: str) -> Table:
        """Return the table *name*; an empty one where it is left out."""
        return Table(self._document, self.full(name), self.take(name, _mapping, dict[str, object]()))

    def tables(self, name: str) -> tuple[Table, ...]:
        """Return the tables of the array *name*, each with its place in the key."""
        values = self.take(name, _mappings, ())
        return tuple(Table(self._document, f"{self.full(name)}[{n}]", value) for n, value in enumerate(values))

    def fault(self, name: str, message: str) -> None:
        """Note that the value of *name* is wrong."""
        self._document.fault(self.full(name), message)

    def full(self, name: str) -> str:
        """Return the full key of *name*."""
        return f"{self._key}.{name}" if self._key else name

    def pass_over(self, *names: str) -> None:
        """Let *names* stand: they mean something, but not beside the other values of this table."""
        self._known.update(dict.fromkeys(names))

    def report_unknown(self) -> None:
        """Note a fault for every key that was never asked for, with the known one that it resembles."""
        for name in (name for name in self._values if name not in self._known):
            similar = _similar(name, tuple(self._known))
            self.fault(name, f"is not known here; did you mean {similar}?" if similar else "is not known here")


def _no_toml(wrong: tomllib.TOMLDecodeError, file: Path) -> str:
    """Say what is wrong, with the line that it stands in: a key and a value, which an administrator knows."""
    place = re.search(r"at line (\d+)", str(wrong))
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    line = lines[int(place[1]) - 1].strip() if place else ""
    day = "; a date is written 2021-09-13, and has to be one of the calendar" if _LIKE_DAY.search(line) else ""
    return f"is not valid TOML: {wrong}: {line}{day}"


def _similar(name: str, known: Sequence[str]) -> str | None:
    from rapidfuzz import process  # noqa: PLC0415 - every command reads a configuration, hardly one has a wrong key

    found = process.extractOne(name, known, score_cutoff=_SIMILAR)
    return found[0] if found else None


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Unusable("must be a table: [name], or { key = value }")
    return value


def _mappings(value: object) -> tuple[Mapping[str, object], ...]:
    if not isinstance(value, list):
        raise Unusable("must be an array of tables: [[name]]")
    return tuple(_mapping(item) for item in value)
