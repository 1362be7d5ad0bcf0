"""The files of a new desk, and `form`: the blank form of a call."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from intake import config
from intake.blank import write_blank
from intake.commands.console import console
from intake.data import shipped
from intake.rules.call import Call


def lay_out(folder: Path) -> None:
    """Lay out the desk that the sample configuration describes."""
    copy_into(folder)
    (folder / "outbox").mkdir(exist_ok=True)
    shutil.copyfile(shipped("config.toml"), folder / "config.toml")


def copy_into(folder: Path) -> None:
    """Copy calls and the association's own templates into *folder*.

    All other templates stay the shipped ones, so that an upgrade brings better letters.
    """
    shutil.copytree(shipped("calls"), folder / "calls", dirs_exist_ok=True)
    templates = shipped("templates")
    for source in (templates / "README.md", *templates.glob("*/association.j2")):
        target = folder / "templates" / source.relative_to(templates)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _calls(path: Path) -> tuple[Call, ...]:
    """The configured calls; where there is no desk yet, those that ship with the program."""
    file = path if path.exists() else shipped("config.toml")
    return config.load_calls(config.load(file, environ=None))


def form(path: Path, call_id: str | None, target: Path) -> int:
    """Write the blank form of the call to *target*, in the format that its ending names."""
    calls = {call.id: call for call in _calls(path)}
    if call_id is None and len(calls) == 1:
        call_id = next(iter(calls))
    if call_id not in calls:
        raise click.UsageError(f"--call: give one of {', '.join(calls)}")
    try:
        write_blank(calls[call_id], target)
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    console().print(f"written: {target}", highlight=False)
    return 0
