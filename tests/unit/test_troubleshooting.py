"""docs/troubleshooting.md explains what an operator can meet: here it is held against what the code says."""

from __future__ import annotations

import ast
import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.events import Event
from intake.failures import exit_status
from intake.records.register.reading import WorkbookError
from intake.replies.revision import RevisionError
from intake.rules.finding import Code
from intake.rules.health import AlarmCode
from intake.rules.judging.submission import ReadingError
from intake.toml.table import ConfigError

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
WITHIN_OTHERS = (
    ReadingError,
    RevisionError,
    WorkbookError,
)  # `quarantine list`, `outbox list` and the register quote them


def rows(heading: str) -> dict[str, str]:
    """Return what is named in the first cells below a heading, each with the rest of its row."""
    section = re.split(r"^## ", PAGE.partition(f"\n## {heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    lines = re.findall(r"^\| (`.+?`) \| (.+) \|$", section, re.MULTILINE)
    return {name: rest for names, rest in lines for name in re.findall(r"`([^`]+)`", names)}


def is_explained(kind: object) -> bool:
    """Tell whether what such an exception says is read by people; a fault of a configuration says all of it itself."""
    if not isinstance(kind, type) or not issubclass(kind, Exception) or issubclass(kind, ConfigError):
        return False
    return issubclass(kind, WITHIN_OTHERS) or exit_status(kind.__new__(kind)) is not None


def wording(message: ast.expr) -> str:
    """Return a message as the page writes it: whatever differs from case to case is "…"."""
    match message:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=pieces):
            return "".join(str(piece.value) if isinstance(piece, ast.Constant) else "…" for piece in pieces)
        case _:
            return "…"


def said() -> Iterator[str]:
    """Yield every message of the program's own exceptions that has words in it."""
    for file in sorted((ROOT / "intake").rglob("*.py")):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[message, *_]) if re.search("[a-z]", wording(message)):
                    if is_explained(getattr(importlib.import_module(module), name, None)):
                        yield wording(message).replace("`", "'")


def test_every_alarm_is_explained() -> None:
    """An alarm without a way out is a nuisance."""
    assert rows("Alarms").keys() == set(AlarmCode)


def test_every_finding_is_explained() -> None:
    """Staff ask what they see in the register."""
    assert rows("Findings").keys() == set(Code)


def test_every_message_is_explained_as_it_is_worded() -> None:
    """Who has a message on the screen searches for its words."""
    assert sorted(rows("Messages")) == sorted(set(said()))


def test_every_rule_about_letters_is_explained_and_has_words_for_staff() -> None:
    """A letter that waits without a reason waits for ever."""
    sources = "".join((ROOT / "intake/rules/mail" / name).read_text("utf-8") for name in ("autoreply.py", "machine.py"))
    rules = set(re.findall(r"(?:\brule ?= ?|_first\(\s*headers,\s*)\"([a-z-]+)\"", sources))
    assert len(rules) > 15
    assert rules <= rows("Why a letter did not go").keys()
    words = tomllib.loads((ROOT / "intake/data/wording.toml").read_text("utf-8"))["reasons"]
    assert rows("Why a letter did not go").keys() <= words.keys()


def test_every_event_that_asks_for_somebody_is_explained() -> None:
    """Warnings and errors are read by somebody who wants to know what to do."""
    levels = dict(re.findall(r"^\| `([a-z.-]+)` \| (\w+) \|", (ROOT / "docs/logs.md").read_text("utf-8"), re.MULTILINE))
    assert levels.keys() == set(Event)
    assert rows("Lines in the log").keys() == {event for event, level in levels.items() if level != "info"}


@pytest.mark.parametrize("heading", ["Alarms", "Findings", "Messages", "Why a letter did not go", "Lines in the log"])
def test_each_row_says_what_it_means_and_what_to_do(heading: str) -> None:
    """A name with nothing behind it helps nobody."""
    assert [name for name, rest in rows(heading).items() if len(rest.split(" | ")) != 2 or len(rest) < 20] == []
