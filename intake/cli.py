"""The commands: parse, call, exit code; no work of their own.

Exit status: 0 done, 1 something outside failed and will be tried again, 2 the command or the configuration is wrong,
3 another pass is running. What a command needs is imported when it is called: `--help` must come at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_STATES = ("queued", "held", "sent", "uncertain", "failed", "suppressed")
_config = click.option(
    "-c", "--config", "path", type=_FILE, default=Path("config.toml"), show_default=True, help="The configuration file."
)
_json = click.option("--json", "as_json", is_flag=True, help="For a machine: JSON instead of a table.")
_all = click.option("--all", "every", is_flag=True, help="All that fit.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="alvrs-intake", prog_name="intake")
@click.option("-v", "--verbose", is_flag=True, help="Log every step to standard error.")
def commands(*, verbose: bool) -> None:
    """Run the intake desk: from the mailbox to the register and the letters.

    A call's application forms come by mail; the desk reads them, judges them by the rules of the call, writes the
    register and answers. Begin with `intake init DIR`, or see it at work with `intake demo`.
    """
    from intake.logs import set_up

    set_up(verbose=verbose)


@commands.command()
@click.argument("folder", type=_FOLDER)
def init(folder: Path) -> int:
    """Lay out a new desk in FOLDER: configuration, calls, templates, outbox."""
    from intake.commands.setup import init

    return init(folder)


@commands.command()
@_config
@click.option("--call", "call_id", help="The call's id; may be left out where there is only one.")
@click.option("--to", "target", type=_FILE, required=True, help="The file to write: its ending says .docx or .xlsx.")
def form(path: Path, call_id: str | None, target: Path) -> int:
    """Write the blank, fillable form of a call."""
    from intake.commands.setup import form

    return form(path, call_id, target)


@commands.command()
@_config
@_json
def check(path: Path, *, as_json: bool) -> int:
    """Try everything for real: log-in, folders, SMTP, templates, register. Changes nothing."""
    from intake.commands.checks import check

    return check(path, as_json=as_json)


@commands.command()
@_config
@_json
def once(path: Path, *, as_json: bool) -> int:
    """Make one pass: fetch, record, reply, register."""
    from intake.commands.passes import once

    return once(path, as_json=as_json)


@commands.command()
@_config
def run(path: Path) -> int:
    """Run as a daemon: passes by schedule, and at once when mail is announced."""
    from intake.commands.passes import run

    return run(path)


@commands.command()
@_config
@_json
def status(path: Path, *, as_json: bool) -> int:
    """Show how the desk is; exit 1 where a person should see to something."""
    from intake.commands.health import status

    return status(path, as_json=as_json)


@commands.command("list")
@_config
@_json
def list_entries(path: Path, *, as_json: bool) -> int:
    """List the applications."""
    from intake.commands.records import list_entries

    return list_entries(path, as_json=as_json)


@commands.command()
@click.argument("entry")
@_config
@_json
def show(entry: str, path: Path, *, as_json: bool) -> int:
    """Show ENTRY with its reasons: each answer, where it was found, every rule, the letter."""
    from intake.commands.records import show

    return show(path, entry, as_json=as_json)


@commands.command()
@_config
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True)
def export(path: Path, form: str) -> int:
    """Write everything to standard output."""
    from intake.commands.records import export

    return export(path, form=form)


@commands.command()
@_config
def register(path: Path) -> int:
    """Write the register again from the store; what staff wrote in it stays."""
    from intake.commands.passes import register

    return register(path)


@commands.group(invoke_without_command=True)
@_config
@_json
@click.pass_context
def outbox(context: click.Context, path: Path, *, as_json: bool) -> int | None:
    """Show the letters, and release, hold, resend or drop them."""
    return _list_or_go_on(context, outbox_list, path, as_json=as_json)


@outbox.command("list")
@_config
@_json
@click.option("--state", type=click.Choice(_STATES), help="Only letters in this state.")
def outbox_list(path: Path, state: str | None, *, as_json: bool) -> int:
    """List the letters."""
    from intake.commands.letters import list_letters

    return list_letters(path, state, as_json=as_json)


@outbox.command("show")
@click.argument("name")
@_config
def outbox_show(name: str, path: Path) -> int:
    """Show the letter of an entry, or of a Message-ID."""
    from intake.commands.letters import show_letter

    return show_letter(path, name)


def _letter_action(action: str, help_text: str) -> None:
    @outbox.command(action, help=help_text)
    @click.argument("names", nargs=-1)
    @_all
    @_config
    def act(names: tuple[str, ...], path: Path, *, every: bool) -> int:
        from intake.commands.letters import change_letters

        _need_names(names, every=every)
        return change_letters(path, action, names, every=every)


_letter_action("release", "Send held letters with the next pass: NAMES are entries or Message-IDs.")
_letter_action("hold", "Keep queued letters back until they are released.")
_letter_action("resend", "Send letters once more, the same bytes: sent, uncertain or failed ones.")
_letter_action("drop", "Never send these letters.")


@commands.group(invoke_without_command=True)
@_config
@_json
@click.pass_context
def quarantine(context: click.Context, path: Path, *, as_json: bool) -> int | None:
    """Show the messages that could not be handled, and try them again or put them aside."""
    return _list_or_go_on(context, quarantine_list, path, as_json=as_json)


@quarantine.command("list")
@_config
@_json
def quarantine_list(path: Path, *, as_json: bool) -> int:
    """List the quarantined messages."""
    from intake.commands.letters import list_quarantine

    return list_quarantine(path, as_json=as_json)


def _quarantine_action(action: str, help_text: str) -> None:
    @quarantine.command(action, help=help_text)
    @click.argument("names", nargs=-1)
    @_all
    @_config
    def act(names: tuple[str, ...], path: Path, *, every: bool) -> int:
        from intake.commands.letters import change_quarantine

        _need_names(names, every=every)
        return change_quarantine(path, action, names, every=every)


_quarantine_action("retry", "Try messages again with the next pass: NAMES are the beginnings of their hashes.")
_quarantine_action("release", "Say that a person saw to these messages; nothing more is done with them.")


def _list_or_go_on(context: click.Context, listing: click.Command, path: Path, *, as_json: bool) -> int | None:
    """List where no more is said; otherwise what stands before the subcommand holds for it too."""
    if context.invoked_subcommand is None:
        status: int = context.invoke(listing, path=path, as_json=as_json)
        return status
    context.default_map = {context.invoked_subcommand: {"path": path, "as_json": as_json}}
    return None


def _need_names(names: tuple[str, ...], *, every: bool) -> None:
    if bool(names) == every:
        raise click.UsageError("give names, or --all")


@commands.command()
@_config
@click.option("--into", "folder", type=_FOLDER, help="Keep the fresh store in this folder.")
@_json
def replay(path: Path, folder: Path | None, *, as_json: bool) -> int:
    """Run the whole archive through today's rules into a fresh store and say what would change."""
    from intake.commands.replay import replay

    return replay(path, folder, as_json=as_json)


@commands.command()
@_config
@click.option("--mend", is_flag=True, help="Write register and outbox again first.")
@_json
def reconcile(path: Path, *, mend: bool, as_json: bool) -> int:
    """Hold mailbox, archive, store, register and outbox against each other; exit 1 where they differ."""
    from intake.commands.reconcile import reconcile

    return reconcile(path, mend=mend, as_json=as_json)


@commands.command()
@click.argument("target", metavar="FILE", type=_FILE)
@_config
def backup(target: Path, path: Path) -> int:
    """Write the whole desk into FILE (.tar or .tar.gz), also while the daemon runs."""
    from intake.commands.backup import backup

    return backup(path, target)


@commands.command()
@click.argument("folder", type=_FOLDER, required=False)
def demo(folder: Path | None) -> int:
    """Do the main job on the sample mailbox that ships with the program; no server is needed."""
    from intake.commands.demo import demo

    return demo(folder)


def main(arguments: list[str] | None = None) -> None:
    """Run a command and end the process with its exit status."""
    sys.exit(_status(lambda: commands.main(arguments, prog_name="intake", standalone_mode=False)))


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
