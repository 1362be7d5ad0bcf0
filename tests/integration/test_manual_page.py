"""`man intake` is made of the commands when the program is packed; nobody writes it by hand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from intake.cli import commands

ROOT = Path(__file__).parents[2]
OURS = ROOT / "packaging" / "debian" / "alvrs-intake.8"


def rendered(page: Path) -> str:
    """Return a page as `man` shows it; any warning is an error."""
    environment = os.environ | {"MANWIDTH": "200", "MANPAGER": "cat", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["man", "--warnings=w", "--local-file", page], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give intake(1) as it is read."""
    page = tmp_path_factory.mktemp("man") / "intake.1"
    subprocess.run([sys.executable, ROOT / "scripts" / "make-man.py", page], check=True)
    return rendered(page)


def below(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command below a group, by its full name."""
    for part, command in group.commands.items():
        yield f"{name} {part}", command
        if isinstance(command, click.Group):
            yield from below(command, f"{name} {part}")


def test_every_command_and_every_option_is_in_the_manual(manual: str) -> None:
    """A page that lacks one is worse than none: it looks complete."""
    sections = dict(re.findall(r"^ {7}(intake(?: [a-z]+)+)(?: [^a-z\n].*)?\n((?:\n| {8,}.*\n)+)", manual, re.MULTILINE))
    assert sections.keys() == dict(below(commands, "intake")).keys()
    for name, command in below(commands, "intake"):
        assert sections[name].lstrip().startswith(str(command.help).partition("\n")[0])
        options = {each for parameter in command.params for each in parameter.opts if each.startswith("-")}
        assert set(re.findall(r"(?:^ +|, )(--?[a-z-]+)(?=[ ,\n])", sections[name], re.MULTILINE)) == options


def test_the_page_of_the_package_is_without_mistakes() -> None:
    """`alvrs-intake` is no command of the program, so its few lines are written by hand."""
    assert "alvrs-intake COMMAND" in rendered(OURS)


def test_the_wheel_brings_the_manual_page(tmp_path: Path) -> None:
    """Whoever installs by pipx gets `man intake` if the wheel has it below share/man."""
    building = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run([*building, tmp_path, ROOT], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (page,) = (name for name in archive.namelist() if name.endswith(".data/data/share/man/man1/intake.1"))
        assert b".TH INTAKE 1" in archive.read(page)
