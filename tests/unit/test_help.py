"""What `--help` says is what people know of the program: it is whole, in order, and fits their terminal."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from intake.cli import commands
from intake.cli.help import EXIT_STATUSES, SECTIONS
from intake.failures import exit_status
from intake.lock import LockedError
from intake.ports import RegisterError
from intake.rules.ledger import UnknownError

NAMES = ["-h", "--help"]


def contexts(command: click.Command, parent: click.Context | None, name: str) -> Iterator[click.Context]:
    """Yield a command and all below it, each as on a terminal of eighty columns."""
    context = click.Context(command, parent=parent, info_name=name, terminal_width=79, help_option_names=NAMES)
    yield context
    if isinstance(command, click.Group):
        for part in command.list_commands(context):
            yield from contexts(command.commands[part], context, part)


ALL = {context.command_path: context for context in contexts(commands, None, "intake")}


def test_each_command_stands_in_one_section() -> None:
    """A command that is not listed is not there for whoever reads the list."""
    listed = [name for names in SECTIONS.values() for name in names]
    assert sorted(listed) == sorted(commands.commands)


@pytest.mark.parametrize("path", ALL)
def test_help_fits_a_terminal(path: str) -> None:
    """Lines that break anywhere cannot be read in columns."""
    assert [line for line in ALL[path].get_help().splitlines() if len(line) > 79] == []


@pytest.mark.parametrize("path", [path for path in ALL if path != "intake"])
def test_a_command_is_listed_with_a_whole_sentence_in_one_line(path: str) -> None:
    """Half a sentence with dots behind it says nothing."""
    context = ALL[path]
    assert context.parent
    sentence = str(context.command.help).partition("\n\n")[0]
    assert sentence.endswith(".")
    assert ". " not in sentence
    assert [line for line in context.parent.get_help().splitlines() if line.endswith(f" {sentence}")]


@pytest.mark.parametrize("path", ALL)
def test_each_option_says_what_it_is_for(path: str) -> None:
    """An option without a word is tried out on real applications."""
    options = [each for each in ALL[path].command.params if isinstance(each, click.Option)]
    assert [option.opts for option in options if not option.help] == []


def test_the_exit_statuses_are_those_of_the_commands() -> None:
    """Monitors and cron jobs act on them."""
    failures = (RegisterError("away"), UnknownError("none"), LockedError("busy"))
    assert set(EXIT_STATUSES) == {0} | {exit_status(failure) for failure in failures}
    assert all(meaning in commands.get_help(ALL["intake"]) for meaning in EXIT_STATUSES.values())
