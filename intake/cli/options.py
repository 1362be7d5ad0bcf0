"""The options that many commands have."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import click


class _Target(click.Path):
    """A file to write; its folder has to be there."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ANN401 - as in click
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not path.parent.is_dir():
            self.fail(f"there is no folder {path.parent}", param, ctx)
        return path


class _Entry(click.ParamType[str]):
    """An application by its number, also as `list` shows it or as it is typed: "LC21-0007 v2", "lc21-7"."""

    name = "entry"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401, ARG002 - as in click
        typed = re.fullmatch(r"(\w+)-(\d+)(?: v\d+)?", value.strip())
        return f"{typed[1].upper()}-{typed[2]:0>4}" if typed else str(value)


ENTRY = _Entry()
TARGET = _Target(dir_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
config_option = click.option(
    "-c", "--config", "path", type=FILE, default=Path("config.toml"), show_default=True, help="The configuration file."
)
lays_out_option = click.option(
    "-c", "--config", "path", type=FILE, help="FOLDER/config.toml, which this command writes: no other can be named."
)
json_option = click.option("--json", "as_json", is_flag=True, help="For a machine: JSON instead of a table.")
all_option = click.option("--all", "every", is_flag=True, help="All that fit.")


def only_its_own(path: Path | None, folder: Path) -> None:
    """Refuse a configuration that is named to a command which lays one out, unless it is the one in *folder*."""
    if path is not None and path.absolute() != (folder / "config.toml").absolute():
        raise click.UsageError(f"--config: {folder / 'config.toml'} is what is written here; leave the option out")


def named_before(context: click.Context, path: Path | None, group: click.Group) -> None:
    """Let a configuration that is named before the command hold for it; one behind the command outweighs it."""
    if path is not None:
        context.default_map = {name: {"path": path} for name in group.commands}
