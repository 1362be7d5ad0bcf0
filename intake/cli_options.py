"""The options that many commands have."""

from __future__ import annotations

from pathlib import Path

import click

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
config_option = click.option(
    "-c", "--config", "path", type=FILE, default=Path("config.toml"), show_default=True, help="The configuration file."
)
json_option = click.option("--json", "as_json", is_flag=True, help="For a machine: JSON instead of a table.")
all_option = click.option("--all", "every", is_flag=True, help="All that fit.")
