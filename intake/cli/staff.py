"""The commands for what staff and hosts get: `digest`, `report` and `extract`."""

from __future__ import annotations

from pathlib import Path

import click

from intake.cli.options import TARGET, config_option


@click.command()
@config_option
@click.option("--print", "show", is_flag=True, help="Show it as it would be written now; send nothing.")
def digest(path: Path, *, show: bool) -> int:
    """Mail today's digest to staff: what is new, and what waits.

    It goes once a day, to those who are named under [staff]; `intake run` sends it by itself.
    """
    from intake.commands.staff_mail import send_digest, show_digest

    return show_digest(path) if show else send_digest(path)


@click.command()
@config_option
@click.option("--to", "target", type=TARGET, required=True, help="The file to write: its ending says .html or .pdf.")
def report(path: Path, target: Path) -> int:
    """Write one page of counts and charts that names no person.

    It shows the applications by day, cluster and status, the economies, and every municipality. A .pdf needs Chromium,
    WeasyPrint or LibreOffice.
    """
    from intake.commands.handouts import report

    return report(path, target)


@click.command()
@config_option
@click.option("--host", metavar="ID", help="The host association's id in the call, such as AKM.")
@click.option("--all", "every", is_flag=True, help="One workbook for each host.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="The .xlsx file to write; with --all, a folder.")
def extract(path: Path, host: str | None, target: Path | None, *, every: bool) -> int:
    """Write the workbook that a host association gets.

    It holds the applications for its clusters and the answers that the call marks for hosts, and nothing internal.
    """
    from intake.commands.handouts import extract, extract_all

    if (host is None) != every:
        raise click.UsageError("give --host and an id, or --all")
    return extract_all(path, target) if host is None else extract(path, host, target)
