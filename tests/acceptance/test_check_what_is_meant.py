"""`check` where the files are sound and something else was meant: what a pass would stumble over, too."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from desks import FOLDER, MAILDIR, DeskFolder, form, lay_out_desk, mail

CALL = "learning-clusters-2021"


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


def own(desk: DeskFolder, *names: str) -> None:
    """Lay files among the desk's own templates."""
    for name in names:
        path = desk.folder / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("…", encoding="utf-8")


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


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("2021-09-28", "2012-10-28", "clusters[0].events[0].date: 2012-10-28 is before the deadline, 2021-09-13"),
        ("deadline = 2021-09-13", "deadline = 2201-09-13", "deadline: 2201-09-13 is "),
        ("deadline = 2021-09-13", "deadline = 2026-09-13", "and 30 more"),
        ("2022-05-19", "2220-05-19", "events[0].date: 2220-05-19 is 199 years after the deadline, 2021-09-13"),
    ],
)
def test_a_date_that_can_hardly_be_meant_is_named_with_its_key(
    desk: DeskFolder, before: str, after: str, told: str
) -> None:
    """Letters and calendars would carry it to every applicant."""
    assert line(desk, f"dates of {CALL}")["advice"] is None
    file = desk.folder / "calls" / f"{CALL}.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    found = line(desk, f"dates of {CALL}")
    assert (found["ok"], told in found["detail"]) == (True, True), found
    assert found["advice"]


def test_the_address_in_letters_is_one_of_the_desk_s(desk: DeskFolder) -> None:
    """Applicants were sent to the association whose call file was copied."""
    found = line(desk, f"address of {CALL}")
    assert (found["ok"], "info@alvrs.com" in found["detail"], bool(found["advice"])) == (True, True, True)
    add(desk, "replies", "own_addresses", '["INFO@alvrs.com"]')
    assert line(desk, f"address of {CALL}")["advice"] is None


def test_a_folder_of_templates_that_is_not_there_is_named_with_what_was_meant(desk: DeskFolder) -> None:
    """The shipped ones went out instead, and nothing said so."""
    own(desk, "README.md")
    add(desk, "replies", "templates", '"tmplates"')
    assert "did you mean templates?" in line(desk, "own templates")["advice"]


def test_templates_that_nothing_asks_for_are_named_with_what_was_meant(desk: DeskFolder) -> None:
    """Who changed a wording there waits for it in vain."""
    shutil.rmtree(desk.folder / "templates", ignore_errors=True)
    right = ("README.md", "en/parts/late.j2", "html/style.css", f"calls/{CALL}/sr-Cyrl/parts/late.j2", ".git/config")
    own(desk, *right, "en/parts/late.j2~")
    assert line(desk, "own templates")["advice"] is None
    own(desk, "en/parts/lates.j2", "en/part/late.j2", "logo.PNG", f"calls/{CALL[:-1]}/en/parts/late.j2", "vacation.txt")
    found = line(desk, "own templates")
    for name, meant in (
        ("en/parts/lates.j2", "en/parts/late.j2"),
        ("en/part/late.j2", "en/parts/late.j2"),
        ("logo.PNG", "logo.png"),
        (f"calls/{CALL[:-1]}/en/parts/late.j2", f"calls/{CALL}/en/parts/late.j2"),
    ):
        assert f"{name} (did you mean {meant}?)" in found["detail"]
    assert found["advice"]


def test_a_file_that_an_own_template_takes_in_is_asked_for(desk: DeskFolder) -> None:
    """Words that several letters share may stand in a file of their own."""
    own(desk, "en/ours.j2", "en/parts/late.j2")
    (desk.folder / "templates/en/parts/late.j2").write_text('{% include "en/ours.j2" %}', encoding="utf-8")
    assert line(desk, "own templates")["advice"] is None
