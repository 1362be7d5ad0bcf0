"""Letters in the hands of staff: held ones that they change in an editor."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

from desks import FOLDER, MAILDIR, DeskFolder, form, later, lay_out_desk, mail, plain_smtp_section
from servers.smtpd import ScriptedSMTP

HOLD = '[replies]\nmode = "hold"\n'


def held_file(desk: DeskFolder, entry: str) -> Path:
    """Find the file of a letter that is held."""
    (file,) = (desk.folder / "outbox" / "held").glob(f"{entry}-*.eml")
    return file


def test_a_letter_that_staff_change_in_its_file_is_sent_as_changed(tmp_path: Path, smtp_server: ScriptedSMTP) -> None:
    """With an editor and two commands; the program's own words stay in the store, and a replay is not misled."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, plain_smtp_section(smtp_server.port), HOLD)
    for number in range(2):
        desk.put(mail(form(number), sender=f"o{number}@applicants.example", at=later(number)), str(number))
    desk.intake("once")
    first, second = held_file(desk, "LC21-0001"), held_file(desk, "LC21-0002")
    first.write_text(first.read_text(encoding="utf-8").replace("Поштовани,", "Поштована,"), encoding="utf-8")
    second.write_text(second.read_text(encoding="utf-8").replace("To: o1@", "To: o9@"), encoding="utf-8")
    desk.intake("once")
    assert [one["changed"] for one in desk.json("outbox", "--json")] == [
        "changed in its file",
        "changed in its file, cannot go so: To is not o1@applicants.example any more",
    ]
    assert "Поштована," in desk.intake("outbox", "show", "LC21-0001")

    assert "To is not o1@applicants.example" in desk.intake("outbox", "release", "--all", status=2)
    assert [one["state"] for one in desk.json("outbox", "--json")] == ["queued", "held"]
    desk.intake("once")
    (sent,) = smtp_server.mails
    body = email.message_from_bytes(sent.content, policy=email.policy.default).get_body()
    assert body is not None
    assert "Поштована," in body.get_content()
    assert desk.json("outbox", "list", "--state", "sent", "--json")[0]["changed"] == "changed by staff"
    assert next((desk.folder / "outbox" / "sent").glob("*.eml")).read_bytes() == sent.content
    assert desk.intake("replay").strip() == "nothing would change"

    second.unlink()
    desk.intake("register")
    desk.intake("outbox", "release", "LC21-0002")
    desk.intake("once")
    assert [received.recipients for received in smtp_server.mails] == [
        ("o0@applicants.example",),
        ("o1@applicants.example",),
    ]


def test_a_letter_without_a_recipient_is_answered_by_hand_and_dropped(tmp_path: Path) -> None:
    """No Return-Path, no answer: the command has to say what is left to do, and that must work."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    desk.put(mail(form(0), headers={"Return-Path": ""}), "0")
    desk.put(mail(form(1), sender="b@applicants.example", headers={"Return-Path": "<not-an-address>"}), "1")
    desk.intake("once")
    for entry, rule in (("LC21-0001", "no-return-path"), ("LC21-0002", "return-path-unusable")):
        told = f"{entry} is held and goes to nobody ({rule}: "
        for arguments, status in (((entry,), 2), (("--all",), 0)):
            said = desk.intake("outbox", "release", *arguments, status=status)
            assert told in said
            assert f"then `intake outbox drop {entry}`" in said
        assert "Поштовани," in desk.intake("outbox", "show", entry)
        desk.intake("outbox", "drop", entry)
    assert [one["state"] for one in desk.json("outbox", "--json")] == ["suppressed", "suppressed"]
    assert [one["status"] for one in desk.json("list", "--json")] == ["accepted", "accepted"]


def test_a_change_that_is_saved_too_late_is_kept(tmp_path: Path, smtp_server: ScriptedSMTP) -> None:
    """An editor that is still open writes the file again, after its letter went."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, plain_smtp_section(smtp_server.port), HOLD)
    desk.put(mail(form(0), sender="o0@applicants.example"), "0")
    desk.intake("once")
    file = held_file(desk, "LC21-0001")
    changed = file.read_bytes().replace("Поштовани,".encode(), "Поштована,".encode())
    desk.intake("outbox", "release", "LC21-0001")
    file.write_bytes(changed)
    desk.intake("once")
    assert [path.read_bytes() for path in (desk.folder / "outbox" / "held").glob("*.eml")] == [changed]
    assert len(smtp_server.mails) == 1
