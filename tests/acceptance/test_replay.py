"""The whole archive once more: the same entries and letters, byte for byte; and what a changed rule changes."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from desks import FOLDER, MAILDIR, DeskFolder, form, later, lay_out_desk, mail
from intake.commands.replay import replay
from intake.records.archive import Archive
from intake.records.store import Store
from intake.rules.ledger import MissingError
from intake.rules.states import LetterState

LIMITS = '[limits]\nmessage_size = "60 KiB"\n'


@pytest.fixture
def desk(tmp_path: Path) -> DeskFolder:
    """Give a desk with a past: history, versions out of order, a duplicate, a message cut short, a bounce."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR.replace('"all"', '"first-run"'), FOLDER, LIMITS)
    desk.put(mail(form(2), sender="prije@applicants.example", at=later(0)), "1")
    desk.intake("once")
    desk.put(mail(form(0), at=later(9)), "2")
    desk.put(mail(form(0), at=later(10), subject="Опет"), "3")
    desk.put(mail(form(1), os.urandom(50_000), sender="grad@banjaluka.example", at=later(11)), "4")
    desk.intake("once")
    desk.put(mail(form(0, address="Нова 1"), at=later(5)), "5")  # sent before, and come in after
    desk.put(mail(form(3), sender="nova@applicants.example", at=later(4)), "6")
    desk.intake("once")
    headers = {"Return-Path": "<>", "References": desk.json("export")["entries"][-1]["letter"]["message_id"]}
    desk.put(mail(subject="Undelivered", text="Adresa ne postoji.\n", headers=headers, at=later(12)), "7")
    desk.intake("once")
    return desk


def test_a_replay_gives_the_same_entries_and_the_same_letters_byte_for_byte(desk: DeskFolder, tmp_path: Path) -> None:
    """Numbers, versions, duplicates and dates included: the archive and the rules are all that the desk is made of."""
    assert desk.json("replay", "--into", str(tmp_path / "fresh"), "--json") == []
    first = Store.open(f"sqlite:///{desk.folder}/var/intake.db")
    fresh = Store.open(f"sqlite:///{tmp_path}/fresh/intake.db")
    try:
        assert len(first.entries.all()) == 5
        assert fresh.entries.all() == first.entries.all()
        assert fresh.messages.all() == first.messages.all()
        assert {one.message_id: one.content for one in fresh.letters} == {
            one.message_id: one.content for one in first.letters
        }
        assert [one.state for one in fresh.letters].count(LetterState.SUPPRESSED) == 1, (
            "history is not answered now either"
        )
    finally:
        first.close()
        fresh.close()


def test_a_replay_names_the_letters_that_a_changed_template_changes(desk: DeskFolder) -> None:
    """Whoever edits a letter sees which applicants would have read something else, and the first line of it."""
    template = desk.folder / "templates" / "en" / "association.j2"
    words = template.read_text(encoding="utf-8")
    template.write_text(words.replace("Association", "Union"), encoding="utf-8")
    changes = desk.json("replay", "--json")
    assert {change["what"] for change in changes} == {"letter"}
    assert {change["entry"] for change in changes} == {
        f"{e['entry']} v{e['version']}" for e in desk.json("export")["entries"]
    }
    assert all("association" in c["before"].lower() and "union" in c["after"].lower() for c in changes)


def test_a_replay_lists_what_a_changed_rule_would_change_and_changes_nothing(desk: DeskFolder) -> None:
    """Whoever moves a deadline sees first who would be late, in what stands and in what is written to them."""
    before = desk.json("export")
    call = desk.folder / "calls" / "learning-clusters-2021.toml"
    rules = call.read_text(encoding="utf-8")
    call.write_text(rules.replace("deadline = 2021-09-13", "deadline = 2021-09-05"), encoding="utf-8")
    changes = desk.json("replay", "--json")
    statuses = {c["entry"]: (c["before"], c["after"]) for c in changes if c["what"] == "status"}
    assert set(statuses.values()) <= {(old, "late") for old in ("accepted", "incomplete", "unreadable", "superseded")}
    assert {e["entry"] for e in before["entries"] if e["status"] == "accepted"} <= {n.split()[0] for n in statuses}
    assert "letter" in {change["what"] for change in changes}
    call.write_text(rules, encoding="utf-8")
    assert desk.json("export") == before
    assert desk.json("replay", "--json") == []


def test_a_replay_names_what_cannot_be_read_any_more_and_goes_on(desk: DeskFolder) -> None:
    """A disk that lost some mails is no reason to learn nothing of all others, or to see every number change."""
    messages = desk.json("export")["messages"][:4:2]  # the past of an application and of a mailbox
    archived, other = (Archive(desk.folder / "var" / "archive").path(one["message"]) for one in messages)
    archived.write_bytes(b"lost")
    other.unlink()
    changes = desk.json("replay", "--json", status=1)
    assert {(one["message"], one["what"], one["before"]) for one in changes} == {
        (one["message"], "message", one["outcome"]) for one in messages
    }
    assert all("taken as it was recorded" in one["after"] for one in changes)


def test_a_replay_leaves_alone_what_a_pass_is_just_writing(desk: DeskFolder) -> None:
    """It takes no lock, for it may take an hour: the pass beside it failed when its half of a message was gone."""
    half = desk.folder / "var" / "archive" / "incoming" / "3f2a.eml.writing"
    half.touch()
    assert desk.json("replay", "--json") == []
    assert half.exists()


def test_what_is_erased_while_a_replay_runs_does_not_come_back(
    desk: DeskFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had been read for the replay, which kept it once more."""
    get, gone = Archive.get, set[Path]()

    def get_and_erase(archive: Archive, message: str) -> bytes:
        content = get(archive, message)
        archive.remove(message)
        gone.add(archive.path(message))
        return content

    monkeypatch.setattr(Archive, "get", get_and_erase)
    with suppress(MissingError):
        replay(desk.config, None, as_json=True)
    assert gone
    assert not any(path.exists() for path in gone)
