"""How commands are called and what they say to machines: options on either side, JSON, UTF-8."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from desks import FOLDER, INTAKE, MAILDIR, environment, form, lay_out_desk, mail


def test_the_configuration_may_be_named_before_the_command(tmp_path: Path) -> None:
    """Scripts put it on either side; the one behind is the nearer."""
    desk = lay_out_desk(tmp_path / "desk")
    nowhere = str(tmp_path / "nowhere.toml")
    for command in (("list",), ("outbox", "list"), ("quarantine",)):
        for before, behind, status in (
            (str(desk.config), (), 0),
            (nowhere, (), 2),
            (nowhere, ("-c", str(desk.config)), 0),
        ):
            words = (*INTAKE, "--config", before, *command, *behind, "--json")
            ended = subprocess.run(words, capture_output=True, check=False, cwd=tmp_path)
            assert ended.returncode == status, words
            assert (json.loads(ended.stdout) == []) if status == 0 else (nowhere in ended.stderr.decode())


def test_what_lays_out_a_desk_takes_no_other_configuration(tmp_path: Path) -> None:
    """A script may give every command the same option."""
    words = (*INTAKE, "init", str(tmp_path / "desk"), "-c")
    assert subprocess.run((*words, "other.toml"), capture_output=True, check=False, cwd=tmp_path).returncode == 2
    assert not (tmp_path / "desk").exists()
    assert subprocess.run((*words, "desk/config.toml"), capture_output=True, check=False, cwd=tmp_path).returncode == 0


def test_what_changes_something_tells_a_machine_how_it_stands(tmp_path: Path) -> None:
    """One call does what would else need a second one."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, '[replies]\nmode = "hold"\n')
    desk.put(mail(form(0)), "1")
    desk.intake("once")
    [read] = desk.json("outbox", "show", "LC21-0001", "--json")
    assert (read["entry"], read["state"], read["to"]) == ("LC21-0001", "held", "opstina@laktasi.example")
    assert "LC21-0001" in read["text"]
    [released] = desk.json("outbox", "release", "--all", "--json")
    assert (released["entry"], released["state"]) == ("LC21-0001", "queued")
    assert desk.json("quarantine", "retry", "--all", "--json") == []
    assert desk.json("register", "--json") == {"register": str(desk.folder / "register.xlsx"), "beside": None}
    assert desk.json("export", "--json") == desk.json("export")
    [told] = desk.json("outbox", "show", "LC21-0001", "--json")
    assert told["subject"] == read["subject"]


def test_files_and_pipes_are_utf8_in_every_locale(tmp_path: Path) -> None:
    """bs_BA without more is ISO 8859-2, which has no Cyrillic."""
    desk = lay_out_desk(tmp_path / "desk")
    desk.put(mail(form(0)), "1")
    desk.intake("once")
    plain = environment({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    for command in (("list",), ("show", "LC21-0001"), ("export",), ("export", "--format", "csv"), ("outbox",)):
        ended = subprocess.run(desk.command(*command), capture_output=True, check=False, env=plain)
        assert ended.returncode == 0, ended.stderr.decode()
        assert ended.stdout.decode("utf-8")


def test_a_file_in_a_folder_that_is_not_there_is_a_mistake_in_the_command(tmp_path: Path) -> None:
    """Trying again would not help."""
    desk = lay_out_desk(tmp_path / "desk")
    nowhere = tmp_path / "nowhere"
    for command in (("form", "--to", "a.docx"), ("report", "--to", "a.html"), ("backup", "a.tar")):
        said = desk.intake(*command[:-1], str(nowhere / command[-1]), status=2)
        assert f"there is no folder {nowhere}" in said
    assert not nowhere.exists()
