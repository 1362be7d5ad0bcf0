"""The README and docs/ are what people go by: they may neither promise what is not there nor leave out what is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from intake.cli import commands
from intake.failures import exit_status
from intake.lock import LockedError
from intake.ports import RegisterError
from intake.rules.ledger import UnknownError

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path.relative_to(ROOT) for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("templates/*.md"))
)
TEXTS = {page.as_posix(): (ROOT / page).read_text(encoding="utf-8") for page in PAGES}
README = TEXTS["README.md"]
ROWS = re.findall(r"^\| `(intake [^`]+)` \|", TEXTS["docs/commands.md"], re.MULTILINE)
EVERYWHERE = {"--config", "--help"}


def leaves(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, by its full name."""
    if isinstance(command, click.Group):
        for part in command.list_commands(click.Context(command)):
            yield from leaves(command.commands[part], f"{name} {part}")
    else:
        yield name, command


COMMANDS = dict(leaves(commands, "intake"))


def resolved(written: str) -> str | None:
    """Return the longest name of a command or a group with which *written* begins, or None where it is no command."""
    command: click.Command = commands
    names = ["intake"]
    for word in written.split()[1:]:
        if not isinstance(command, click.Group) or word.startswith("-"):
            break
        if word not in command.commands:
            return None
        command = command.commands[word]
        names.append(word)
    return " ".join(names)


NAMED = sorted({name for text in TEXTS.values() for name in re.findall(r"[`/](intake(?: [a-z]+)+)", text)})


def long_options(command: click.Command) -> set[str]:
    """Return the long options of a command, but for those that every command takes."""
    return {option for parameter in command.params for option in parameter.opts if option.startswith("--")} - EVERYWHERE


def keys_of_the_sample() -> set[str]:
    """Return every key that the sample configuration sets, or shows in a comment."""
    keys, section = set(), ""
    for line in (ROOT / "config.toml").read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            section = f"{heading[1]}."
        keys |= {section + key for key in re.findall(r"(?:^|^# |\bor )([a-z_]+) = ", line)}
    return keys


def test_every_command_stands_in_the_table() -> None:
    """What is not in the table is not found; the order is that of `intake --help`."""
    assert [resolved(row) for row in ROWS] == list(COMMANDS)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_of_the_table_names_the_options_that_the_command_has(row: str) -> None:
    """An option that is missing is never used; one that is invented ends in an error."""
    assert set(re.findall(r"--[a-z-]+", row)) == long_options(COMMANDS[str(resolved(row))])


@pytest.mark.parametrize("written", NAMED)
def test_every_command_that_is_named_exists(written: str) -> None:
    """People copy what they read into a terminal."""
    assert resolved(written)


def test_every_key_of_the_sample_configuration_is_described_and_no_other() -> None:
    """The tables of keys are the reference; the sample is what people edit."""
    described = re.findall(r"^\| `([a-z_.]+)` \|", TEXTS["docs/configuration.md"], re.MULTILINE)
    assert len(described) == len(set(described))
    assert set(described) == keys_of_the_sample()


def test_a_key_stands_in_its_section() -> None:
    """Whoever looks for a key looks below the name that stands in the file."""
    for heading, section in re.findall(
        r"^## \[(\w+)\]\n(.+?)(?=^## )", TEXTS["docs/configuration.md"], re.MULTILINE | re.DOTALL
    ):
        assert {key.partition(".")[0] for key in re.findall(r"^\| `([a-z_.]+)` \|", section, re.MULTILINE)} == {heading}


def test_the_keys_that_one_needs_are_keys() -> None:
    """The first that a new operator writes has to be right."""
    keys = re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", README, re.MULTILINE)
    assert len(keys) == 5
    assert set(keys) <= {*keys_of_the_sample(), "mailbox.password_file"}


def test_the_exit_statuses_are_those_of_the_commands() -> None:
    """Monitors and cron jobs act on them."""
    told = {int(status) for status in re.findall(r"^\| (\d) \|", TEXTS["docs/troubleshooting.md"], re.MULTILINE)}
    failures = (RegisterError("away"), UnknownError("none"), LockedError("busy"))
    assert told == {0} | {exit_status(failure) for failure in failures}


def anchors(text: str) -> set[str]:
    """Return what links may name in a page: its headings, in small letters, with hyphens for blanks."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", TEXTS)
def test_every_link_leads_somewhere(page: str) -> None:
    """A picture that is missing is the first thing that a visitor sees."""
    for target, _, anchor in (link.partition("#") for link in re.findall(r"\]\(([^)\s]+)\)", TEXTS[page])):
        if "://" in target:
            continue
        path = (ROOT / page).parent / target if target else ROOT / page
        assert path.exists(), target
        assert not anchor or anchor in anchors(path.read_text(encoding="utf-8")), f"{target}#{anchor}"


def test_every_page_is_in_the_index() -> None:
    """A page that no list names is not found."""
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", TEXTS["docs/README.md"])) | {"README.md"}
    assert listed == {path.name for path in (ROOT / "docs").glob("*.md")}


def test_the_pages_for_staff_say_the_same_in_both_languages() -> None:
    """A part that only one of them has is a part that somebody forgot."""
    shapes = [
        re.findall(r"^(#+|\||-|!)", TEXTS[page], re.MULTILINE) for page in ("docs/staff-sr.md", "docs/staff-en.md")
    ]
    pictures = [set(re.findall(r"pictures/[\w-]+", TEXTS[page])) for page in ("docs/staff-sr.md", "docs/staff-en.md")]
    assert shapes[0] == shapes[1]
    assert pictures[0] == pictures[1]


def test_decisions_are_numbered_one_by_one_and_named_by_numbers_that_exist() -> None:
    """Two decisions of one number are one reference to the wrong one."""
    pages = {page: text for page, text in TEXTS.items() if page.startswith("docs/decisions/")}
    numbers = [int(Path(page).name[:4]) for page in pages]
    assert numbers == list(range(1, len(pages) + 1))
    assert [int(text[2:].partition(".")[0]) for text in pages.values()] == numbers
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "intake").rglob("*.py")]
    named = {
        int(n) for text in (*TEXTS.values(), *sources) for n in re.findall(r"decisions?[ /](\d+)", text, re.IGNORECASE)
    }
    assert named <= set(numbers)


def test_whoever_works_on_the_tree_is_told_of_every_target_of_make() -> None:
    """A target that nobody knows rots."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)) - {"help"}
    assert targets <= set(re.findall(r"`make ([a-z-]+)`", TEXTS["CONTRIBUTING.md"]))


def test_the_targets_of_make_that_are_named_exist() -> None:
    """The first two lines that anybody types."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    everywhere = " ".join(TEXTS.values())
    named = set(re.findall(r"`make ([a-z-]+)", everywhere)) | set(
        re.findall(r"^make ([a-z-]+)", everywhere, re.MULTILINE)
    )
    assert named <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert {"demo", "test"} <= set(re.findall(r"^make ([a-z]+)", README, re.MULTILINE))
