"""Every place is damaged in turn, as people and disks do it: `reconcile` names it, and what can be mended is mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desks import FOLDER, MAILDIR, DeskFolder, form, lay_out_desk, mail


@pytest.fixture
def desk(tmp_path: Path) -> DeskFolder:
    """Give a desk with one application, recorded and answered, and one stranger's mail."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    desk.put(mail(form(0)), "1")
    desk.put(mail(subject="Рачун", text="Рачун број 5.\n"), "2")
    desk.intake("once")
    return desk


def kinds(desk: DeskFolder, *arguments: str) -> list[str]:
    """Name the differences; the exit status must fit them."""
    found = desk.json("reconcile", "--json", *arguments, status=1)
    assert all(each["what"] and each["where"] and each["mend"] for each in found)
    return [str(each["kind"]) for each in found]


def first(desk: DeskFolder, pattern: str) -> Path:
    """Find the first file of a pattern."""
    return min(desk.folder.glob(pattern))


def test_a_desk_that_worked_has_no_difference(desk: DeskFolder) -> None:
    """What is always reported is never read."""
    assert desk.json("reconcile", "--json") == []
    assert "agree" in desk.intake("reconcile")


def damaged(desk: DeskFolder) -> None:
    """Change one byte of a message."""
    file = first(desk, "var/archive/*/*.eml")
    file.write_bytes(file.read_bytes()[:-1] + b"!")


def unknown(desk: DeskFolder) -> None:
    """Archive a message without a row, as a crash between the two does."""
    file = first(desk, "var/archive/*/*.eml")
    (file.parent / f"{file.name[:2]}{'0' * 62}.eml").write_bytes(b"")


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (lambda desk: first(desk, "var/archive/*/*.eml").unlink(), ["file-missing"]),
        (damaged, ["file-damaged"]),
        (unknown, ["file-damaged", "file-unknown"]),
        (lambda desk: desk.put(mail(form(1)), "3"), ["unsighted"]),
    ],
    ids=["file gone", "file damaged", "file without a row", "new mail"],
)
def test_what_is_lost_or_waits_is_named(
    desk: DeskFolder, harm: Callable[[DeskFolder], None], expected: list[str]
) -> None:
    """Nothing that is written again can mend it: `--mend` must not make it vanish."""
    harm(desk)
    assert kinds(desk) == expected
    assert kinds(desk, "--mend") == expected


def truncated_register(desk: DeskFolder) -> None:
    """Leave half a register behind."""
    register = desk.folder / "register.xlsx"
    register.write_bytes(register.read_bytes()[:1000])


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (lambda desk: (desk.folder / "register.xlsx").unlink(), ["register"]),
        (truncated_register, ["unreachable", "register"]),
        (lambda desk: first(desk, "outbox/sent/*.eml").unlink(), ["letter-file-missing"]),
        (
            lambda desk: (desk.folder / "outbox/held/LC21-0009-v1-late.0123456789ab.eml").touch(),
            ["letter-file-unknown"],
        ),
    ],
    ids=["register gone", "register damaged", "letter gone", "stray letter"],
)
def test_views_of_the_store_are_mended(
    desk: DeskFolder, harm: Callable[[DeskFolder], None], expected: list[str]
) -> None:
    """Register and outbox are views: they are written again from the store."""
    harm(desk)
    assert kinds(desk) == expected
    assert desk.json("reconcile", "--json", "--mend") == []


def test_a_mailbox_that_is_away_is_a_difference_and_the_rest_is_told(desk: DeskFolder) -> None:
    """Just then people ask what state things are in."""
    (desk.folder / "mailbox").rename(desk.folder / "away")
    first(desk, "outbox/sent/*.eml").unlink()
    assert kinds(desk) == ["unreachable", "letter-file-missing"]


def test_what_cannot_be_mended_keeps_nothing_else_from_it(desk: DeskFolder) -> None:
    """A file lies where a folder of the outbox has to be: the rest is looked at and told."""
    for file in (desk.folder / "outbox" / "sent").iterdir():
        file.unlink()
    (desk.folder / "outbox" / "sent").rmdir()
    (desk.folder / "outbox" / "sent").touch()
    (desk.folder / "register.xlsx").unlink()
    desk.put(mail(form(1)), "3")
    assert kinds(desk, "--mend") == ["unreachable", "unsighted", "letter-file-missing"]
    (desk.folder / "outbox" / "sent").unlink()
    desk.intake("once")
    assert desk.json("reconcile", "--json") == []
