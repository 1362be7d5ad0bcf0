"""Writes intake(1) from the commands themselves: `make-man.py FILE`. Needs click, and nothing else of the program."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from intake.cli import commands  # noqa: E402 - the tree's own, whatever is installed
from intake.cli.help import EXIT_STATUSES, SECTIONS  # noqa: E402

FILES = {
    "config.toml": "The configuration. The package's is /etc/alvrs-intake/config.toml; `alvrs-intake COMMAND` uses it.",
    "register.xlsx": "The register that staff work in.",
    "outbox/": "One .eml a letter, by state; those in outbox/held may be edited.",
    "var/intake.db, var/archive/": "The store, and every message as it was received.",
    "var/health.json": "How the desk is, for monitors.",
}
SEE_ALSO = "/usr/share/doc/alvrs-intake/docs has guides to configuration, troubleshooting, backup and personal data."


def roff(text: str) -> str:
    """Return *text* as roff shows it: backslashes and hyphens as such, no line a command, `code` in bold."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    lines = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", escaped).splitlines()
    return "\n".join(rf"\&{line}" if line.startswith((".", "'")) else line for line in lines)


def paragraphs(command: click.Command) -> str:
    """Return what the help of a command says, each paragraph filled by roff."""
    said = cleandoc(command.help or "").split("\n\n")
    return "\n.PP\n".join(roff(" ".join(each.split())) for each in said)


def options(command: click.Command) -> Iterator[str]:
    """Yield each option with its help, as `--help` shows them."""
    context = click.Context(command)
    for option in command.params:
        if isinstance(option, click.Option) and (record := option.get_help_record(context)):
            yield f".TP\n.B {roff(record[0])}\n{roff(record[1])}"


def entry(command: click.Command, name: str) -> Iterator[str]:
    """Yield a command, and those below it."""
    context = click.Context(command, info_name=name)
    arguments = roff(" ".join(piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"))
    yield f".PP\n\\fB{roff(name)}\\fR {arguments}\n.RS\n{paragraphs(command)}"
    yield from options(command)
    yield ".RE"
    if isinstance(command, click.Group):
        for part in command.list_commands(context):
            yield from entry(command.commands[part], f"{name} {part}")


def terms(named: dict[str, str]) -> Iterator[str]:
    """Yield names with what they mean."""
    return (f".TP\n.B {roff(name)}\n{roff(meaning)}" for name, meaning in named.items())


def page() -> Iterator[str]:
    """Yield the manual page, piece by piece."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    name, description = paragraphs(commands).split("\n.PP\n", 1)
    yield f'.TH INTAKE 1 "" "intake {version}" "The intake desk"\n.nh\n.ad l'
    yield f".SH NAME\nintake \\- {name[0].lower()}{name[1:].rstrip('.')}"
    yield ".SH SYNOPSIS\n.B intake\n[OPTIONS] COMMAND [ARGS]..."
    yield f".SH DESCRIPTION\n{description}\n.SH OPTIONS"
    yield from options(commands)
    yield ".TP\n.B \\-h, \\-\\-help\nSay this, in short; behind a command, what that command does."
    yield ".SH COMMANDS"
    for title, names in SECTIONS.items():
        yield f".SS {title}"
        for each in names:
            yield from entry(commands.commands[each], f"intake {each}")
    yield ".SH EXIT STATUS"
    yield from terms({str(status): meaning for status, meaning in EXIT_STATUSES.items()})
    yield ".SH FILES\nPaths are relative to the configuration, which may name others."
    yield from terms(FILES)
    yield f".SH SEE ALSO\n{roff(SEE_ALSO)}\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text("\n".join(page()), encoding="utf-8")
