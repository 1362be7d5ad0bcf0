"""`check` where the files are sound and something else was meant: what a pass would stumble over, too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desks import FOLDER, MAILDIR, DeskFolder, form, lay_out_desk, mail


@pytest.fixture
def desk(tmp_path: Path) -> DeskFolder:
    """Give a desk that has taken in an application."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    desk.put(mail(form()), "1")
    desk.intake("once")
    return desk


def line(desk: DeskFolder, name: str, status: int = 0) -> dict[str, Any]:
    """Run the command and return one of its lines."""
    [found] = [line for line in desk.json("check", "--json", status=status) if line["name"] == name]
    assert isinstance(found, dict)
    return found


def add(desk: DeskFolder, section: str, key: str, value: str) -> None:
    """Add a section to the configuration."""
    with desk.config.open("a", encoding="utf-8") as config:
        config.write(f"[{section}]\n{key} = {value}\n")


def files(folder: Path) -> set[Path]:
    """List everything below a folder but for the database's own files."""
    return {path for path in folder.rglob("*") if "intake.db" not in path.name}


def test_a_store_that_is_not_there_is_not_made(desk: DeskFolder) -> None:
    """With a slip in its name the check said "ok", and left a store at which every pass ended."""
    add(desk, "store", "url", '"sqlite:///var/intak.db"')
    before = files(desk.folder)
    told = line(desk, "store", status=1)
    assert (told["ok"], "the archive holds messages" in told["detail"]) == (False, True)
    assert "mend url in [store]" in told["advice"]
    assert files(desk.folder) == before


def test_what_a_pass_would_make_is_no_fault_and_nothing_of_it_stays(tmp_path: Path) -> None:
    """A new desk has no store and no folders yet."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    add(desk, "register", "path", f'"{tmp_path}/none/reg/register.xlsx"')
    before = files(tmp_path)
    assert "the first pass makes it" in line(desk, "store")["detail"]
    assert "can be made" in line(desk, "register")["detail"]
    assert files(tmp_path) == before


def test_a_store_in_a_place_where_nothing_can_be_made_is_a_fault(tmp_path: Path) -> None:
    """A pass would end there."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    (tmp_path / "file").touch()
    add(desk, "store", "url", f'"sqlite:///{tmp_path}/file/intake.db"')
    assert not line(desk, "store", status=1)["ok"]
