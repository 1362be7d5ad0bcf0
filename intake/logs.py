"""Logs: one event name for each thing that happens, to standard error; never the content of a form (docs/logs.md)."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from structlog.typing import EventDict

_LOCAL_PART = re.compile(  # also what is none: looked for at each letter of a long word, one would take hours
    r"([^\s<>()\[\],:;\"'@/\\=])[^\s<>()\[\],;:\"'@/\\]*+(@(?=[\w\[]))?"
)
_FRAME = re.compile(r'File "[^"]*?([^"/]*/?[^"/]+\.py)", line (\d+), in (\S+)')
_FRAMES = 12


class Format(StrEnum):
    """How a line is written; AUTO is TEXT on a terminal and JSON anywhere else."""

    AUTO = "auto"
    JSON = "json"
    TEXT = "text"


class Log:
    """The log to which every part writes; what renders lines is loaded with the first, for an idle pass writes none."""

    def __init__(self, **fields: object) -> None:
        self._fields = fields

    def bind(self, **fields: object) -> Log:
        """Return the log that adds *fields* to every line."""
        return Log(**{**self._fields, **fields})

    def info(self, event: StrEnum, **fields: object) -> None:
        """Tell of a step."""
        self._write(logging.INFO, event, fields)

    def warning(self, event: StrEnum, **fields: object) -> None:
        """Tell of what somebody should see to at some time."""
        self._write(logging.WARNING, event, fields)

    def error(self, event: StrEnum, **fields: object) -> None:
        """Tell of what did not work."""
        self._write(logging.ERROR, event, fields)

    def exception(self, event: StrEnum, **fields: object) -> None:
        """Tell of the exception in hand."""
        self._write(logging.ERROR, event, {"exc_info": True, **fields})

    def _write(self, level: int, event: StrEnum, fields: Mapping[str, object]) -> None:
        if level >= _wanted.least:
            _configure()
            import structlog  # noqa: PLC0415 - see above; it loads rich and asyncio

            structlog.get_logger().log(level, event, **{**self._fields, **fields})


log = Log()


class _Wanted:
    """How lines are wanted; *form* is None where nobody has said so since structlog was told last."""

    least: int = logging.NOTSET
    form: Format | None = None


_wanted = _Wanted()


def set_up(*, verbose: bool, form: Format = Format.AUTO) -> None:
    """Log warnings and errors, or with *verbose* every step, as *form* says."""
    _wanted.least, _wanted.form = logging.INFO if verbose else logging.WARNING, form
    if "structlog" in sys.modules:
        _configure()


def tell_every_step() -> None:
    """Log every step from now on."""
    _wanted.least = logging.INFO
    if _wanted.form is None:
        import structlog  # noqa: PLC0415 - it is loaded already

        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))


def _configure() -> None:
    if _wanted.form is None:
        return
    import structlog  # noqa: PLC0415 - as in Log

    people = sys.stderr.isatty() if _wanted.form is Format.AUTO else _wanted.form is Format.TEXT
    renderer = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if people
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            _without_words,
            _with_short_addresses,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_wanted.least),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    _wanted.form = None


def shortened(text: str) -> str:
    """Return *text* with only the first letter of each e-mail address: "o…@laktasi.example"."""
    return _LOCAL_PART.sub(lambda word: f"{word[1]}…@" if word[2] else word[0], text)


def _with_short_addresses(_logger: object, _name: str, line: EventDict) -> EventDict:
    return {name: _short(value) for name, value in line.items()}


def _short(value: Any) -> Any:  # noqa: ANN401 - whatever is logged
    match value:
        case str():
            return shortened(value)
        case Mapping():
            return {name: _short(each) for name, each in value.items()}
        case list() | tuple():
            return [_short(each) for each in value]
        case _:
            return value


def _without_words(_logger: object, _name: str, line: EventDict) -> EventDict:
    """Tell of an exception what it was and where, not its words: they may quote a form."""
    info = line.pop("exc_info", None)
    failure = sys.exc_info()[1] if info is True else info
    if isinstance(failure, BaseException):
        line["exception"] = " < ".join(_types(failure))
        line["at"] = _places(failure)
    return line


def _types(failure: BaseException | None) -> list[str]:
    types: list[str] = []
    while failure is not None:
        types.append(type(failure).__name__)
        failure = failure.__cause__ or failure.__context__
    return types


def _places(failure: BaseException) -> list[str]:
    """Give the innermost places, those in a reading process included, which come as text."""
    whole = "".join(traceback.format_exception(failure))
    return [f"{file}:{line} {name}" for file, line, name in _FRAME.findall(whole)][-_FRAMES:]
