"""The commands that set a desk up: `init`, `form`, `login` and `check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from intake.cli.options import FOLDER, TARGET, config_option, json_option, lays_out_option, only_its_own


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--set", "given", metavar="KEY=VALUE", multiple=True, help="A key of config.toml: --set mailbox.host=…")
@click.option("--data", type=FOLDER, help="Keep store, archive, register and outbox in this folder.")
@click.option(
    "--passwords",
    type=click.Choice(["env", "file", "credential"]),
    default="env",
    show_default=True,
    help="Where they will be: in variables, in files, or in systemd's credentials.",
)
@lays_out_option
def init(folder: Path, given: tuple[str, ...], data: Path | None, passwords: str, path: Path | None) -> int:
    """Lay out a new desk: configuration, calls, templates, outbox.

    On a terminal it asks for what is not given and offers what can be guessed. It never overwrites a desk.
    """
    from intake.commands.init import Asking, Passwords, Wishes, init

    only_its_own(path, folder)
    pairs = [each.partition("=") for each in given]
    if wrong := [key for key, separator, _ in pairs if not separator]:
        raise click.UsageError(f"--set {wrong[0]}: write it as KEY=VALUE")
    wishes = Wishes(
        values={key: value for key, _, value in pairs},
        data=data,
        passwords=Passwords(passwords),
        asking=Asking.YES if sys.stdin.isatty() else Asking.NO,
    )
    return init(folder, wishes)


@click.command()
@config_option
@click.option("--call", "call_id", metavar="ID", help="The call's id; may be left out where there is only one.")
@click.option("--to", "target", type=TARGET, required=True, help="The file to write: its ending says .docx or .xlsx.")
def form(path: Path, call_id: str | None, target: Path) -> int:
    """Write the blank form of a call, to be filled in."""
    from intake.commands.setup import form

    return form(path, call_id, target)


@click.command()
@config_option
@click.option("--browser", is_flag=True, help="By a browser's address line, where the provider allows no device code.")
def login(path: Path, *, browser: bool) -> int:
    """Log in at Microsoft 365, Gmail or the like, once (OAuth).

    It shows an address and a code, and waits until somebody has entered the code in a browser. docs/oauth.md leads
    through it.
    """
    from intake.commands.login import log_in_by_browser, log_in_by_device

    return log_in_by_browser(path) if browser else log_in_by_device(path)


@click.command()
@config_option
@click.option(
    "--probe",
    "probe_seconds",
    metavar="[SECONDS]",
    type=click.IntRange(min=1),
    is_flag=False,
    flag_value=120,
    help="Also send a letter to ourselves, which must come back in that time (120 seconds).",
)
@json_option
def check(path: Path, probe_seconds: int | None, *, as_json: bool) -> int:
    """Try everything for real, one line each, with what to do.

    It logs in, tries the folder with a message of its own, greets the SMTP server, and writes templates, register and
    archive. Nothing of it stays. Ends with 1 where something failed.
    """
    from intake.commands.checks import check

    return check(path, as_json=as_json, probe_seconds=probe_seconds)
