"""docs/security.md names tests: each is there, so that no attack is called held off that nobody tries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
TRIED = PAGE.partition("## What is tried")[2].partition("\n## ")[0]
ROWS = re.findall(r"^\| (?!attack|---)(.+?) \| (?:.+?) \| (.+) \|$", TRIED, re.MULTILINE)
NAMED = sorted(set(re.findall(r"`(test_\w+\.py)::(test_\w+)`", PAGE)))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_that_is_named_is_there(file: str, name: str) -> None:
    """A renamed test leaves a claim that nobody shows."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob(file)]
    assert any(re.search(rf"^def {name}\(", source, re.MULTILINE) for source in sources)


def test_every_attack_is_tried() -> None:
    """A row with words alone is a hope."""
    assert len(ROWS) > 20
    assert [attack for attack, shown in ROWS if "`test_" not in shown] == []


@pytest.mark.parametrize("page", ["docs/security.md", "SECURITY.md"])
def test_every_link_leads_somewhere(page: str) -> None:
    """Who reports a hole must not get lost."""
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", text)
    assert links
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []
