"""What no tool checks about the tree itself."""

import ast
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = tuple(sorted((ROOT / "intake").rglob("*.py")))
TEXTS = tuple(
    path
    for folder in ("calls", "templates", "intake/data")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".toml", ".csv", ".txt", ".j2", ".html"}
)
CYRILLIC_WORD = re.compile(r"[\u0400-\u04ff]{3,}")
WORD = re.compile(r"[^\W\d_]+")
LONGEST_MODULE = 300
ALPHABETS = ROOT / "intake/rules/script.py"  # tables of letters


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Give every string that the program uses, with its line; docstrings may quote the call."""
    statements = (node for node in ast.walk(tree) if isinstance(node, ast.Expr))
    docstrings = {id(node.value) for node in statements}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def _scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "?").split()[0] for letter in word} & {"LATIN", "CYRILLIC"}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_can_be_read_at_one_sitting(path: Path) -> None:
    """A module that grows past this holds two subjects."""
    assert len(path.read_text().splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", [path for path in MODULES if path != ALPHABETS], ids=_name)
def test_serbian_text_never_stands_in_code(path: Path) -> None:
    """Who corrects a sentence must not have to read Python."""
    strings = _strings(ast.parse(path.read_text()))
    assert [(line, text) for line, text in strings if CYRILLIC_WORD.search(text)] == []


@pytest.mark.parametrize("path", TEXTS, ids=_name)
def test_no_word_mixes_two_scripts(path: Path) -> None:
    """A Latin letter inside a Cyrillic word looks right and is never found again; comments may quote the call."""
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    assert [word for word in WORD.findall("\n".join(lines)) if len(_scripts(word)) > 1] == []


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=_name)
def test_the_locked_versions_have_hashes_and_no_addresses(path: Path) -> None:
    """Where packages come from is the machine's own setting; what they are is ours."""
    text = path.read_text()
    pins = re.split(r"\n(?=\S)", text.strip())
    assert "://" not in text
    assert [pin for pin in pins if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:", pin, flags=re.DOTALL)] == []


def test_what_only_some_desks_need_is_not_imported_by_all() -> None:
    """A pass by cron starts every five minutes; a fifth of a second is for those who log in by tokens."""
    modules = "intake.cli, intake.commands.passes, intake.commands.checks, intake.commands.outbox"
    heavy = "{'authlib', 'requests', 'prometheus_client'}"
    program = f"import sys, {modules}; sys.exit(repr(found) if (found := {heavy} & sys.modules.keys()) else 0)"
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0
