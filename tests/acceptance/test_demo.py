"""`demo`: the main job on the sample mailbox, in an empty folder and with no server at all."""

from __future__ import annotations

import subprocess
from pathlib import Path

from desks import INTAKE, DeskFolder, environment


def test_the_demo_does_the_main_job_in_an_empty_folder(tmp_path: Path) -> None:
    """The first thing that a newcomer tries: entries, letters and a register, and nothing that needs a person."""
    command = [*INTAKE, "demo"]
    shown = subprocess.run(
        command, cwd=tmp_path, env=environment({}), capture_output=True, text=True, check=True, timeout=60
    )
    assert "application: accepted" in shown.stdout
    assert shown.stderr == ""
    desk = DeskFolder(folder=tmp_path / "demo")
    status = desk.json("status", "--json")
    assert status["healthy"]
    assert status["entries"] == {
        "accepted": 10,
        "incomplete": 3,
        "late": 2,
        "no-form": 1,
        "review": 2,
        "superseded": 1,
        "unreadable": 1,
    }
    assert len(list((desk.folder / "outbox" / "sent").glob("*.eml"))) == status["letters"]["sent"]
    assert (desk.folder / "register.xlsx").exists()
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert again.returncode == 2, "a desk that is there is never overwritten"
