"""The commands for those who write the letters' words: `letter`."""

from __future__ import annotations

from pathlib import Path

import click

from intake.cli.options import FOLDER, config_option


@click.group()
def letter() -> None:
    """See the letters before anybody gets one."""


@letter.command()
@config_option
@click.option(
    "--case", metavar="NAME", help="Only this made-up one: accepted, late, no-form …; a wrong name shows all."
)
@click.option("--entry", metavar="ENTRY", help="The letter of this application, as today's templates write it.")
@click.option(
    "--call", "call_id", metavar="ID", help="The call that the made-up applications are for; the first if left out."
)
@click.option("--to", "folder", type=FOLDER, default=Path("preview"), show_default=True, help="Where to write them.")
@click.option("--open", "show", is_flag=True, help="Open what was written.")
def preview(path: Path, case: str | None, entry: str | None, call_id: str | None, folder: Path, *, show: bool) -> int:
    """Write letters as .eml, .html and .png; send nothing.

    They are for made-up applications, one for every case, or for a real one (--entry). A .png needs Chromium.
    """
    from intake.commands.preview import preview
    from intake.rules.letters.specimens import SPECIMENS

    if case is not None and entry is not None:
        raise click.UsageError("give --case or --entry, not both")
    if case is not None and case not in SPECIMENS:
        raise click.UsageError(f"--case: give one of {', '.join(SPECIMENS)}")
    pages = preview(path, case=case, entry=entry, call_id=call_id, folder=folder)
    if show:
        click.launch(str(pages[0] if len(pages) == 1 else folder))
    return 0
