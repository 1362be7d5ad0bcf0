"""The log: known events only, no words of applicants, no whole addresses."""

from __future__ import annotations

import ast
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from intake.events import Event
from intake.logs import Format, set_up, shortened

ROOT = Path(__file__).resolve().parents[2]
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
LOCAL = st.text(alphabet="abcdefghijklmnopqrstuvwxyzабвгд0123456789.+_-", min_size=2, max_size=20)


def calls() -> Iterator[tuple[str, str, ast.expr]]:
    """Give every call of a logger in the tree: where, the level, and its first argument."""
    for path in sorted((ROOT / "intake").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not any(isinstance(node, ast.ImportFrom) and node.module == "intake.logs" for node in ast.walk(tree)):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS:
                yield f"{path.name}:{node.lineno}", node.func.attr, node.args[0]


def table() -> dict[str, str]:
    """Give the events that docs/logs.md explains, with their levels."""
    text = (ROOT / "docs/logs.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `([a-z.-]+)` \| (\w+) \|", text, re.MULTILINE))


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Leave the log as all other tests expect it."""
    yield
    set_up(verbose=False)


def test_every_line_in_the_tree_names_a_known_event() -> None:
    """A name made up on the spot is found by no monitor."""
    assert [where for where, _, first in calls() if not ast.unparse(first).startswith("Event.")] == []


def test_the_page_explains_each_event_with_its_level_and_no_other() -> None:
    """The page is what people build their monitors by."""
    used: defaultdict[str, set[str]] = defaultdict(set)
    for _, level, first in calls():
        used[Event[ast.unparse(first).removeprefix("Event.")]].add({"exception": "error"}.get(level, level))
    assert {event: levels.pop() for event, levels in used.items() if len(levels) == 1} == table()
    assert set(used) == set(Event)


def _raise(failure: Exception) -> None:
    raise failure


def logged(capsys: pytest.CaptureFixture[str], failure: Exception | None = None, **fields: object) -> str:
    """Log one line, in JSON, of *failure* where there is one."""
    set_up(verbose=True, form=Format.JSON)
    log = structlog.get_logger()
    if failure is None:
        log.info(Event.PASS_ENDED, **fields)
    else:
        try:
            _raise(failure)
        except type(failure):
            log.exception(Event.PASS_FAILED, **fields)
    return capsys.readouterr().err


def test_an_exception_is_told_by_its_kind_and_place_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    """A library quotes what it cannot read, and that is what an applicant wrote."""
    failure = ValueError("invalid date: рођена 3. маја у Лакташима")
    failure.__cause__ = KeyError("рођена")
    line = logged(capsys, failure)
    told = json.loads(line)
    assert "рођена" not in line
    assert told["exception"] == "ValueError < KeyError"
    assert re.fullmatch(r"unit/test_logs\.py:\d+ _raise", told["at"][-1])


def test_addresses_are_shortened_wherever_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    """Of whom a line speaks is found by the entry's number."""
    line = logged(
        capsys,
        to="opstina@laktasi.example",
        errors=["550 <marko.markovic@laktasi.example>: unknown", {"mailbox": "imap:info@alvrs.example/INBOX"}],
    )
    told = json.loads(line)
    assert told["to"] == "o…@laktasi.example"
    assert told["errors"] == ["550 <m…@laktasi.example>: unknown", {"mailbox": "imap:i…@alvrs.example/INBOX"}]


@given(LOCAL, LOCAL)
def test_no_address_comes_through_whole(first: str, second: str) -> None:
    """Whatever its letters, and however many stand in a line."""
    text = f"{first}@laktasi.example, <{second}@општина.срб>"
    assert shortened(text) == f"{first[0]}…@laktasi.example, <{second[0]}…@општина.срб>"


def test_a_word_without_an_end_holds_no_pass_up() -> None:
    """Why a mail counts as a machine's says its header, and whoever writes the log has no limit of time."""
    begun = time.process_time()
    word = "1." * 12_000
    assert shortened(f"List-Id: {word}, ana@laktasi.example") == f"List-Id: {word}, a…@laktasi.example"
    assert time.process_time() - begun < 5


def test_people_get_text_and_machines_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither has to read the other's."""
    assert json.loads(logged(capsys, entry="LC21-0001"))["event"] == "pass.ended"
    set_up(verbose=True, form=Format.TEXT)
    structlog.get_logger().info(Event.PASS_ENDED, entry="LC21-0001")
    line = capsys.readouterr().err
    assert "pass.ended" in line
    assert not line.startswith("{")
