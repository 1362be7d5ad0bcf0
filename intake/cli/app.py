"""The commands: parse, call, exit code; no work of their own.

What a command needs is imported when it is called: `--help` must come at once.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from intake.cli.help import Sections
from intake.cli.letters import announce, outbox, quarantine
from intake.cli.options import (
    ENTRY,
    FILE,
    FOLDER,
    TARGET,
    config_option,
    json_option,
    lays_out_option,
    named_before,
    only_its_own,
)
from intake.cli.preview import letter
from intake.cli.setup import check, form, init, login
from intake.cli.staff import digest, extract, report

_YOUNG = 150_000  # objects between two searches for cycles: an idle pass makes 100,000 by loading modules, and all stay


@click.group(cls=Sections, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="alvrs-intake", prog_name="intake")
@click.option("-c", "--config", "path", type=FILE, help="The configuration file; may stand behind the command as well.")
@click.option("-v", "--verbose", is_flag=True, help="Log every step to standard error.")
@click.option(
    "--log-format",
    type=click.Choice(["auto", "json", "text"]),
    default="auto",
    envvar="INTAKE_LOG_FORMAT",
    show_envvar=True,
    help="How the log is written; auto: text on a terminal, JSON anywhere else.",
)
@click.pass_context
def commands(context: click.Context, path: Path | None, *, verbose: bool, log_format: str) -> None:
    """Run the intake desk: from the mailbox to the register and the letters.

    The forms of a call come by mail. The desk reads them, judges them by the rules of the call, writes the register
    and answers. See it at work with `intake demo`; begin with `intake init FOLDER`. `intake COMMAND --help` says more
    about each command.
    """
    from intake.logs import Format, set_up

    set_up(verbose=verbose, form=Format(log_format))
    named_before(context, path, commands)


for command in (init, form, login, check):
    commands.add_command(command)


@commands.command()
@config_option
@json_option
def once(path: Path, *, as_json: bool) -> int:
    """Make one pass: fetch, record, answer, write the register.

    A pass that finds another one running leaves it alone and ends with 3. For cron, or for a timer of systemd.
    """
    from intake.commands.passes import once

    return once(path, as_json=as_json)


@commands.command()
@config_option
@click.option(
    "--metrics", type=click.IntRange(1, 65535), metavar="PORT", help="Serve Prometheus on this loopback port."
)
def run(path: Path, metrics: int | None) -> int:
    """Make passes on the schedule, and at once when mail comes.

    It runs until it is told to end (SIGTERM or SIGINT), and then finishes the message in hand.
    """
    from intake.commands.service import run

    return run(path, metrics=metrics)


@commands.command()
@config_option
@json_option
@click.option("--nagios", is_flag=True, help="One line for a monitor; exit 0 well, 1 warning, 2 critical.")
def status(path: Path, *, as_json: bool, nagios: bool) -> int:
    """Show how the desk is, and what a person should see to.

    Ends with 1 where an alarm stands.
    """
    from intake.commands.health import monitored, status

    return monitored(path) if nagios else status(path, as_json=as_json)


@commands.command("list")
@config_option
@json_option
def list_entries(path: Path, *, as_json: bool) -> int:
    """List the applications, the newest version of each."""
    from intake.commands.records import list_entries

    return list_entries(path, as_json=as_json)


@commands.command()
@click.argument("entry", type=ENTRY)
@config_option
@json_option
def show(entry: str, path: Path, *, as_json: bool) -> int:
    """Show one application, with the reasons for all of it.

    ENTRY is its number, such as LC21-0007. Each answer stands with its file and its place, then every rule that found a
    fault, every version, and the letter with the rule that held it.
    """
    from intake.commands.show import show

    return show(path, entry, as_json=as_json)


@commands.command()
@config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv"]),
    default="json",
    show_default=True,
    help="csv: one row an application.",
)
@json_option
@click.option(
    "--subject", metavar="ADDRESS", help="Only what is held about one e-mail address, as JSON, letters included."
)
def export(path: Path, form: str, subject: str | None, *, as_json: bool) -> int:
    """Write out everything, or all that is held about one address.

    It goes to standard output.
    """
    from intake.commands.records import export
    from intake.commands.subject import export_subject

    if subject is not None and form == "csv":
        raise click.UsageError("--subject writes JSON only")
    if as_json and form == "csv":
        raise click.UsageError("--json and --format csv: give one")
    return export(path, form=form) if subject is None else export_subject(path, subject)


@commands.command()
@click.argument("names", metavar="ENTRY|ADDRESS...", type=ENTRY, nargs=-1, required=True)
@config_option
@click.option("--dry-run", "mode", flag_value="look", help="Show what would go; erase nothing.")
@click.option("--yes", "mode", flag_value="yes", help="Do not ask.")
@click.option("--mailbox", "reach", flag_value="mailbox", default=None, help="Delete the messages in the mailbox, too.")
@json_option
def erase(path: Path, names: tuple[str, ...], mode: str | None, reach: str | None, *, as_json: bool) -> int:
    """Erase applications, or all that an address stands for.

    What the desk keeps of them goes for good. The number of an application stays used, and the same mail does not come
    back. Look first, with --dry-run.
    """
    from intake.commands.erase import Asking, erase
    from intake.rules.erased import Reach

    return erase(path, names, Asking(mode or "ask"), Reach(reach or "desk"), as_json=as_json)


@commands.command()
@config_option
@json_option
def register(path: Path, *, as_json: bool) -> int:
    """Write the register again; what staff wrote in it stays."""
    from intake.commands.passes import register

    return register(path, as_json=as_json)


for command in (letter, outbox, quarantine, announce, digest, report, extract):
    commands.add_command(command)


@commands.command()
@config_option
@click.option("--into", "folder", type=FOLDER, help="Keep the fresh store in this folder.")
@json_option
def replay(path: Path, folder: Path | None, *, as_json: bool) -> int:
    """Say what today's rules would change; change nothing.

    The whole archive is run through today's rules and templates into a fresh store, and compared with what was
    recorded. A message that cannot be read any more is named, and counts as it was recorded; then it ends with 1.
    """
    from intake.commands.replay import replay

    return replay(path, folder, as_json=as_json)


@commands.command()
@config_option
@click.option("--mend", is_flag=True, help="Write register and outbox again first.")
@json_option
def reconcile(path: Path, *, mend: bool, as_json: bool) -> int:
    """Compare mailbox, archive, store, register and outbox.

    Each difference stands with its mend. Ends with 1 where there is one.
    """
    from intake.commands.reconcile import reconcile

    return reconcile(path, mend=mend, as_json=as_json)


@commands.command()
@click.argument("target", metavar="FILE", type=TARGET)
@config_option
def backup(target: Path, path: Path) -> int:
    """Write the whole desk into one file.

    FILE ends in .tar or .tar.gz. It may be written while the daemon runs; passwords are not in it.
    """
    from intake.commands.backup import backup

    return backup(path, target)


@commands.command()
@click.argument("folder", type=FOLDER, default=Path("demo"))
@lays_out_option
@json_option
def demo(folder: Path, path: Path | None, *, as_json: bool) -> int:
    """Do the main job on a sample mailbox, without any server.

    It makes a new FOLDER, `demo` if none is given, with the register and the letters in it.
    """
    from intake.commands.demo import demo

    only_its_own(path, folder)
    return demo(folder, as_json=as_json)


def main(arguments: list[str] | None = None) -> None:
    """Run a command and end the process with its exit status."""
    gc.set_threshold(_YOUNG)
    _speak_utf8()
    status = _status(lambda: commands.main(arguments, prog_name="intake", standalone_mode=False))
    gc.freeze()  # the process ends: what it has loaded need not be searched for cycles once more
    sys.exit(status)


def _speak_utf8() -> None:
    """Write UTF-8 to files and pipes in every locale, and to a terminal of another what it can show.

    bs_BA without more is ISO 8859-2: it has no Cyrillic, and a machine that reads JSON expects UTF-8 (RFC 8259, 8.1).
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _said(failure: Exception) -> str:
    """Say what failed in words; the system's own failures begin with a number."""
    if isinstance(failure, OSError) and failure.filename is not None:
        return f"{os.fsdecode(failure.filename)}: {failure.strerror}"
    return str(failure)


def _status(call: Callable[[], Any]) -> int:
    try:
        return int(call() or 0)
    except click.exceptions.Abort:
        return 1
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except BrokenPipeError:
        return 0
    except Exception as failure:
        from intake.failures import exit_status

        status = exit_status(failure)
        if status is None:
            raise
        click.echo(f"intake: {_said(failure)}", err=True)
        return status
