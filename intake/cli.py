"""The commands: parse, call, exit code; no work of their own.

Exit status: 0 done, 1 something outside failed and will be tried again, 2 the command or the configuration is wrong,
3 another pass is running. What a command needs is imported when it is called: `--help` must come at once.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from intake.cli_letters import announce, outbox, quarantine
from intake.cli_options import FILE, FOLDER, config_option, json_option
from intake.cli_preview import letter
from intake.cli_setup import check, form, init, login

_YOUNG = 50_000  # objects between two searches for cycles: loading modules and workbooks makes many, and all stay


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="alvrs-intake", prog_name="intake")
@click.option("-v", "--verbose", is_flag=True, help="Log every step to standard error.")
@click.option(
    "--log-format",
    type=click.Choice(["auto", "json", "text"]),
    default="auto",
    envvar="INTAKE_LOG_FORMAT",
    show_envvar=True,
    help="How the log is written; auto: text on a terminal, JSON anywhere else.",
)
def commands(*, verbose: bool, log_format: str) -> None:
    """Run the intake desk: from the mailbox to the register and the letters.

    A call's application forms come by mail; the desk reads them, judges them by the rules of the call, writes the
    register and answers. Begin with `intake init DIR`, or see it at work with `intake demo`.
    """
    from intake.logs import Format, set_up

    set_up(verbose=verbose, form=Format(log_format))


for command in (init, form, login, check):
    commands.add_command(command)


@commands.command()
@config_option
@json_option
def once(path: Path, *, as_json: bool) -> int:
    """Make one pass: fetch, record, reply, register."""
    from intake.commands.passes import once

    return once(path, as_json=as_json)


@commands.command()
@config_option
@click.option(
    "--metrics", type=click.IntRange(1, 65535), metavar="PORT", help="Serve Prometheus on this loopback port."
)
def run(path: Path, metrics: int | None) -> int:
    """Run as a daemon: passes by schedule, and at once when mail is announced."""
    from intake.commands.service import run

    return run(path, metrics=metrics)


@commands.command()
@config_option
@json_option
@click.option("--nagios", is_flag=True, help="One line for a monitor; exit 0 well, 1 warning, 2 critical.")
def status(path: Path, *, as_json: bool, nagios: bool) -> int:
    """Show how the desk is; exit 1 where a person should see to something."""
    from intake.commands.health import monitored, status

    return monitored(path) if nagios else status(path, as_json=as_json)


@commands.command("list")
@config_option
@json_option
def list_entries(path: Path, *, as_json: bool) -> int:
    """List the applications."""
    from intake.commands.records import list_entries

    return list_entries(path, as_json=as_json)


@commands.command()
@click.argument("entry")
@config_option
@json_option
def show(entry: str, path: Path, *, as_json: bool) -> int:
    """Show ENTRY with its reasons: each answer, where it was found, every rule, the letter."""
    from intake.commands.records import show

    return show(path, entry, as_json=as_json)


@commands.command()
@config_option
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True)
@click.option(
    "--subject", metavar="ADDRESS", help="Only what is held about one e-mail address, as JSON, letters included."
)
def export(path: Path, form: str, subject: str | None) -> int:
    """Write everything to standard output, or all that is held about one person."""
    from intake.commands.privacy import export_subject
    from intake.commands.records import export

    if subject is not None and form == "csv":
        raise click.UsageError("--subject writes JSON only")
    return export(path, form=form) if subject is None else export_subject(path, subject)


@commands.command()
@click.argument("names", metavar="ENTRY|ADDRESS...", nargs=-1, required=True)
@config_option
@click.option("--dry-run", "mode", flag_value="look", help="Show what would go; erase nothing.")
@click.option("--yes", "mode", flag_value="yes", help="Do not ask.")
@click.option("--mailbox", "reach", flag_value="mailbox", default=None, help="Delete the messages in the mailbox, too.")
@json_option
def erase(path: Path, names: tuple[str, ...], mode: str | None, reach: str | None, *, as_json: bool) -> int:
    """Erase applications, or all that an address stands for, from everything that the desk keeps."""
    from intake.commands.privacy import Asking, erase
    from intake.rules.erasure import Reach

    return erase(path, names, Asking(mode or "ask"), Reach(reach or "desk"), as_json=as_json)


@commands.command()
@config_option
def register(path: Path) -> int:
    """Write the register again from the store; what staff wrote in it stays."""
    from intake.commands.passes import register

    return register(path)


commands.add_command(letter)
commands.add_command(outbox)
commands.add_command(quarantine)
commands.add_command(announce)


@commands.command()
@config_option
@click.option("--print", "show", is_flag=True, help="Show it as it would be written now; send nothing.")
def digest(path: Path, *, show: bool) -> int:
    """Mail the digest of today to staff, once a day: what is new, what has changed, what waits for whom."""
    from intake.commands.staff_mail import send_digest, show_digest

    return show_digest(path) if show else send_digest(path)


@commands.command()
@config_option
@click.option("--to", "target", type=FILE, required=True, help="The file to write: its ending says .html or .pdf.")
def report(path: Path, target: Path) -> int:
    """Write one page of counts and charts: days, clusters, economies, municipalities. No persons are named."""
    from intake.commands.handouts import report

    return report(path, target)


@commands.command()
@config_option
@click.option("--host", help="The host association's id in the call, such as AKM.")
@click.option("--all", "every", is_flag=True, help="One workbook for each host.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="The .xlsx file to write; with --all, a folder.")
def extract(path: Path, host: str | None, target: Path | None, *, every: bool) -> int:
    """Write the workbook that a host association gets: the applications for its clusters, nothing internal."""
    from intake.commands.handouts import extract, extract_all

    if (host is None) != every:
        raise click.UsageError("give --host and an id, or --all")
    return extract_all(path, target) if host is None else extract(path, host, target)


@commands.command()
@config_option
@click.option("--into", "folder", type=FOLDER, help="Keep the fresh store in this folder.")
@json_option
def replay(path: Path, folder: Path | None, *, as_json: bool) -> int:
    """Run the whole archive through today's rules into a fresh store and say what would change."""
    from intake.commands.replay import replay

    return replay(path, folder, as_json=as_json)


@commands.command()
@config_option
@click.option("--mend", is_flag=True, help="Write register and outbox again first.")
@json_option
def reconcile(path: Path, *, mend: bool, as_json: bool) -> int:
    """Hold mailbox, archive, store, register and outbox against each other; exit 1 where they differ."""
    from intake.commands.reconcile import reconcile

    return reconcile(path, mend=mend, as_json=as_json)


@commands.command()
@click.argument("target", metavar="FILE", type=FILE)
@config_option
def backup(target: Path, path: Path) -> int:
    """Write the whole desk into FILE (.tar or .tar.gz), also while the daemon runs."""
    from intake.commands.backup import backup

    return backup(path, target)


@commands.command()
@click.argument("folder", type=FOLDER, required=False)
def demo(folder: Path | None) -> int:
    """Do the main job on the sample mailbox that ships with the program; no server is needed."""
    from intake.commands.demo import demo

    return demo(folder)


def main(arguments: list[str] | None = None) -> None:
    """Run a command and end the process with its exit status."""
    gc.set_threshold(_YOUNG)
    status = _status(lambda: commands.main(arguments, prog_name="intake", standalone_mode=False))
    gc.freeze()  # the process ends: what it has loaded need not be searched for cycles once more
    sys.exit(status)


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
        click.echo(f"intake: {failure}", err=True)
        return status
