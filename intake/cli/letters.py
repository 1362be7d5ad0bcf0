"""The commands for letters and for what could not be handled: `outbox`, `announce` and `quarantine`."""

from __future__ import annotations

from pathlib import Path

import click

from intake.cli.options import ENTRY, all_option, config_option, json_option

_ANNOUNCEMENTS = ("dates-changed",)
_STATES = ("queued", "held", "sent", "uncertain", "failed", "suppressed")


@click.group(invoke_without_command=True)
@config_option
@json_option
@click.pass_context
def outbox(context: click.Context, path: Path, *, as_json: bool) -> int | None:
    """Show the letters; release, hold, resend or drop them.

    Without a subcommand the letters are listed. A held letter may be changed before it is released: edit its file in
    outbox/held.
    """
    return _list_or_go_on(context, outbox_list, path, as_json=as_json)


@outbox.command("list")
@config_option
@json_option
@click.option("--state", type=click.Choice(_STATES), help="Only letters in this state.")
def outbox_list(path: Path, state: str | None, *, as_json: bool) -> int:
    """List the letters, with the rule for each that did not go."""
    from intake.commands.outbox import list_letters

    return list_letters(path, state, as_json=as_json)


@outbox.command("show")
@click.argument("name", type=ENTRY)
@config_option
@json_option
def outbox_show(name: str, path: Path, *, as_json: bool) -> int:
    """Show one letter as its reader sees it.

    NAME is an entry (LC21-0007) or a Message-ID.
    """
    from intake.commands.outbox import show_letter

    return show_letter(path, name, as_json=as_json)


def _letter_action(action: str, help_text: str) -> None:
    @outbox.command(action, help=f"{help_text}\n\nNAMES are entries (LC21-0007) or Message-IDs.")
    @click.argument("names", type=ENTRY, nargs=-1)
    @all_option
    @click.option("--template", metavar="NAME", help="Only letters written from this template, such as dates-changed.")
    @config_option
    @json_option
    def act(names: tuple[str, ...], path: Path, template: str | None, *, every: bool, as_json: bool) -> int:
        from intake.commands.outbox import change_letters

        _need_names(names, every=every)
        return change_letters(path, action, names, every=every, template=template, as_json=as_json)


_letter_action("release", "Let held letters go with the next pass.")
_letter_action("hold", "Keep queued letters back until they are released.")
_letter_action("resend", "Send sent, uncertain or failed letters again, the same bytes.")
_letter_action("drop", "Never send these letters.")


@click.command()
@click.option("--template", type=click.Choice(_ANNOUNCEMENTS), required=True, help="What is announced.")
@click.option(
    "--cluster",
    "clusters",
    metavar="ID",
    multiple=True,
    help="Only this cluster, by its id; may be given several times.",
)
@click.option("--dry-run", is_flag=True, help="Show who would get a letter, and one of them; write none.")
@config_option
@json_option
def announce(template: str, clusters: tuple[str, ...], path: Path, *, dry_run: bool, as_json: bool) -> int:
    """Write to each applicant whom a call's new dates concern.

    Each gets one letter. All are held until staff release them: `intake outbox release --all --template dates-changed`.
    Who has been told these dates gets none.
    """
    from intake.commands.announcing import announce

    return announce(path, template, clusters, dry_run=dry_run, as_json=as_json)


@click.group(invoke_without_command=True)
@config_option
@json_option
@click.pass_context
def quarantine(context: click.Context, path: Path, *, as_json: bool) -> int | None:
    """Show what could not be handled, and try it again or close it.

    Without a subcommand the messages are listed.
    """
    return _list_or_go_on(context, quarantine_list, path, as_json=as_json)


@quarantine.command("list")
@config_option
@json_option
def quarantine_list(path: Path, *, as_json: bool) -> int:
    """List the messages in quarantine, with what broke and where."""
    from intake.commands.quarantine import list_quarantine

    return list_quarantine(path, as_json=as_json)


def _quarantine_action(action: str, help_text: str) -> None:
    @quarantine.command(action, help=f"{help_text}\n\nNAMES are the beginnings of their hashes.")
    @click.argument("names", nargs=-1)
    @all_option
    @config_option
    @json_option
    def act(names: tuple[str, ...], path: Path, *, every: bool, as_json: bool) -> int:
        from intake.commands.quarantine import change_quarantine

        _need_names(names, every=every)
        return change_quarantine(path, action, names, every=every, as_json=as_json)


_quarantine_action("retry", "Try messages again with the next pass.")
_quarantine_action("release", "Say that a person saw to them; nothing more is done.")


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
