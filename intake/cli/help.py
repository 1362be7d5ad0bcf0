"""How `intake --help` reads: the commands by what one wants to do, and what an exit status means."""

from __future__ import annotations

import click

SECTIONS = {
    "Set up": ("demo", "init", "login", "check", "form"),
    "Work": ("run", "once"),
    "Look": ("status", "list", "show"),
    "Letters": ("letter", "outbox", "announce"),
    "Staff and hosts": ("register", "digest", "report", "extract"),
    "Privacy": ("export", "erase"),
    "Care": ("quarantine", "reconcile", "replay", "backup"),
}
EXIT_STATUSES = {
    0: "Done.",
    1: "Something outside failed and will be tried again, or a person should look.",
    2: "The command or the configuration is wrong.",
    3: "Another pass is running.",
}


class Sections(click.Group):
    """The group of all commands, in the order of `SECTIONS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks so
        """Return the names of all commands, section by section."""
        return [name for names in SECTIONS.values() for name in names]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each section with the first sentence of each command, whole."""
        widest = max(map(len, self.list_commands(ctx)))
        for title, names in SECTIONS.items():
            lines = [(name.ljust(widest), self.commands[name].get_short_help_str(formatter.width)) for name in names]
            with formatter.section(title):
                formatter.write_dl(lines)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the same
        """Write what the exit statuses mean."""
        with formatter.section("Exit status"):
            formatter.write_dl([(str(status), meaning) for status, meaning in EXIT_STATUSES.items()])
