"""docs/guarantees.md names tests: each is there, so that no promise outlives what showed it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(test_\w+\.py)::(test_\w+)`", PAGE)))
ROWS = re.findall(r"^\| (?!promise|lesson|---)(.+?) \| (.+) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_that_a_promise_names_is_there(file: str, name: str) -> None:
    """A renamed test leaves a promise that nobody shows."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob(file)]
    assert any(re.search(rf"^ *def {name}\(", source, re.MULTILINE) for source in sources)


def test_every_promise_and_every_lesson_is_shown_by_something() -> None:
    """A row with words alone has to say why."""
    assert len(ROWS) > 50
    bare = [claim for claim, shown in ROWS if "`test_" not in shown and "faults.md" not in shown]
    assert [claim for claim in bare if not claim.startswith("Some providers file sent mail")] == []
