"""What commands show on a terminal: strangers' words whole, and nothing that the terminal would obey."""

from __future__ import annotations

import io
from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from intake.commands.console import escape


def printed(text: str) -> str:
    """Print *text* as commands print what strangers wrote, and return what reaches the terminal."""
    out = io.StringIO()
    Console(file=out, width=200).print(escape(text), highlight=False)
    return out.getvalue()


def test_what_strangers_wrote_controls_no_terminal() -> None:
    """A subject may empty the screen, or give its window another name."""
    assert printed("Пријава \x1b[2J\x1b]0;x\x07 [bold]\x9b2J") == "Пријава \\x1b[2J\\x1b]0;x\\x07 [bold]\\x9b2J\n"


def test_the_lines_of_a_letter_end_as_lines_of_a_terminal_do() -> None:
    """They end with CRLF in a mail."""
    assert printed("Поштовани,\r\nпримили смо\rсве") == "Поштовани,\nпримили смо\\x0dсве\n"


@given(st.text())
def test_no_control_character_comes_through(text: str) -> None:
    """But tabs and line feeds, which only move on."""
    assert {letter for letter in printed(text) if category(letter) == "Cc"} <= set("\t\n")
