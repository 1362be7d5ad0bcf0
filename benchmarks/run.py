"""Measures everything, prints it, and writes it into docs/performance.md. Run by `make bench`.

Only ratios within one run and growth mean anything: the machine is shared. Everything runs one after the other.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import hostile
import idle
import letters
import passes
import reading
import register
from mailboxes import applications
from measure import fastest, measure
from report import LIBRARIES, Everything, Start, draw, markdown

from desks import INTAKE
from servers.dovecot import Dovecot

DOCUMENT = Path("docs/performance.md")
MARK = "<!-- measured: what follows is written by make bench -->\n"


def main() -> None:
    """Measure, print, write."""
    asked = _arguments()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    with Dovecot() as server, tempfile.TemporaryDirectory() as name:
        told = _everything(asked, server, Path(name))
    text = markdown(told)
    print(text)
    if asked.write:
        draw(told)
        words, mark, _ = DOCUMENT.read_text(encoding="utf-8").partition(MARK)
        DOCUMENT.write_text(words + mark + "\n" + text, encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    sizes = {"type": int, "nargs": "+"}
    parser.add_argument("--passes", default=[200, 1000, 4000], help="applications in the mailbox", **sizes)
    parser.add_argument("--idle", default=[50, 50_000], help="old messages in the mailbox", **sizes)
    parser.add_argument("--register", default=[100, 1000, 10_000], help="applications in the register", **sizes)
    parser.add_argument("--letters", default=500, type=int, help="letters to send")
    parser.add_argument("--hostile", default=200, type=int, help="applications that one in a hundred disturbs")
    parser.add_argument("--rounds", default=20, type=int, help="rounds of reading one form")
    parser.add_argument("--no-write", dest="write", action="store_false", help="leave docs/performance.md alone")
    return parser.parse_args()


def _everything(asked: argparse.Namespace, server: Dovecot, folder: Path) -> Everything:
    _say("start")
    python = str(Path(INTAKE[0]).with_name("python"))
    start = Start(
        python=fastest(measure([python, "-c", "pass"]) for _ in range(10)).processor,
        libraries=fastest(measure([python, "-c", f"import {', '.join(LIBRARIES)}"]) for _ in range(10)).processor,
        help=fastest(measure([*INTAKE, "--help"]) for _ in range(10)),
    )
    _say("reading")
    read = list(reading.measured(asked.rounds))
    _say("applications")
    mails = list(applications(max(*asked.passes, asked.hostile)))
    found = []
    for size in asked.passes:
        _say(f"passes over {size}")
        found += passes.measured(server, folder, mails[:size], passes.rounds(size))
    _say("nothing new")
    nothing = list(idle.measured(server, folder, asked.idle, rounds=10))
    _say("register")
    added = list(register.measured(folder, asked.register))
    _say("letters")
    sent = letters.measured(server, folder, asked.letters)
    _say("hostile messages")
    disturbed = hostile.measured(server, folder, mails[: asked.hostile])
    return Everything(
        start=start, passes=found, idle=nothing, reading=read, register=added, letters=sent, hostile=disturbed
    )


def _say(step: str) -> None:
    print(f"measuring: {step}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
