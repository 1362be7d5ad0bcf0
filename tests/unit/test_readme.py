"""The README is what people go by: it may neither promise what is not there nor leave out what is."""

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
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(intake [^`]+)` \|", README, re.MULTILINE)
EVERYWHERE = {"--config", "--help"}


def leaves(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, by its full name."""
    if isinstance(command, click.Group):
        for part, child in command.commands.items():
            yield from leaves(child, f"{name} {part}")
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
    """What is not in the table is not found."""
    assert [resolved(row) for row in ROWS] == list(COMMANDS)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_of_the_table_names_the_options_that_the_command_has(row: str) -> None:
    """An option that is missing is never used; one that is invented ends in an error."""
    assert set(re.findall(r"--[a-z-]+", row)) == long_options(COMMANDS[str(resolved(row))])


@pytest.mark.parametrize("written", sorted(set(re.findall(r"[`/](intake(?: [a-z]+)+)", README))))
def test_every_command_that_is_named_exists(written: str) -> None:
    """People copy what they read into a terminal."""
    assert resolved(written)


def test_every_key_of_the_sample_configuration_is_described_and_no_other() -> None:
    """The table of keys is the reference; the sample is what people edit."""
    reference = README.partition("\n## config.toml\n")[2]
    described = re.findall(r"^\| `([a-z_.]+)` \|", reference, re.MULTILINE)
    assert len(described) == len(set(described))
    assert set(described) == keys_of_the_sample()


def test_the_exit_statuses_are_those_of_the_commands() -> None:
    """Monitors and cron jobs act on them."""
    told = {int(status) for status in re.findall(r"^\| (\d) \|", README, re.MULTILINE)}
    failures = (RegisterError("away"), UnknownError("none"), LockedError("busy"))
    assert told == {0} | {exit_status(failure) for failure in failures}


@pytest.mark.parametrize(
    "page",
    ["README.md", "CONTRIBUTING.md", "docs/install.md", "docs/staff-sr.md", "docs/privacy.md", "docs/privacy-sr.md"],
)
def test_every_link_leads_somewhere(page: str) -> None:
    """A picture that is missing is the first thing that a visitor sees."""
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", text)
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


def test_the_targets_of_make_that_are_named_exist() -> None:
    """The first two lines that anybody types."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake (demo|test|check|bench|[a-z]+-[a-z]+)\b", README))
    assert named <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert {"demo", "test"} <= named
