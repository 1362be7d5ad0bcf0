"""The commands as staff and machines use them: exit statuses, JSON, and what each of them leaves alone."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from openpyxl import load_workbook

from desks import FOLDER, MAILDIR, form, imap_section, later, lay_out_desk, mail, plain_smtp_section, smtp_section
from intake import health
from intake.lock import held
from servers.dovecot import Account
from servers.postfix import Postfix
from servers.process import free_port, wait_until
from servers.smtpd import Answer, ScriptedSMTP, Stage

ENTRY = {
    *("entry", "version", "call", "status", "received_at", "sender", "message", "municipality", "municipality_written"),
    *("cluster", "approach", "cluster_written", "answers", "findings", "form", "letter"),
}
MESSAGE = {"message", "received_at", "sender", "subject", "outcome", "entry", "version", "why"}
LETTER = {"state", "to", "template", "message_id", "why"}
STATUS = {"healthy", "alarms", "last_pass", "entries", "letters", "quarantine", "backlog"}
HOLD = '[replies]\nmode = "hold"\n'


def fingerprints(folder: Path) -> dict[str, str]:
    """Tell everything that lies in a folder by its bytes, what SQLite keeps beside its files left out."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def test_the_export_has_the_names_that_the_interface_fixes(tmp_path: Path) -> None:
    """Other programs read it: nothing may be renamed or left out; without passwords it works as well."""
    desk = lay_out_desk(tmp_path / "desk")
    desk.put(mail(form(0)), "1")
    desk.put(mail(at=later(1)), "2")
    desk.put(mail(subject="Рачун", text="Рачун број 5.\n", at=later(2)), "3")
    desk.intake("once", environ={})

    exported = desk.json("export")
    assert list(exported) == ["entries", "messages"]
    for entry in exported["entries"]:
        assert set(entry) >= ENTRY
        assert set(entry["letter"]) >= LETTER
        assert all(set(finding) >= {"code", "field", "text"} for finding in entry["findings"])
        assert all(set(finding["text"]) == {"sr-Cyrl", "en"} for finding in entry["findings"])
    accepted, formless = exported["entries"]
    assert set(accepted["form"]) == {"name", "sha256", "kind", "inside"}
    assert accepted["form"]["sha256"] == hashlib.sha256(form(0)).hexdigest()
    assert accepted["answers"]["members"][0]["name"] == "Марија Јањић"
    assert formless["form"] is None
    assert all(set(message) >= MESSAGE for message in exported["messages"])
    assert sorted(m["outcome"] for m in exported["messages"]) == ["application", "application", "other"]

    rows = list(csv.DictReader(io.StringIO(desk.intake("export", "--format", "csv"))))
    assert [row["entry"] for row in rows] == [accepted["entry"], formless["entry"]]
    assert rows[0]["answers.contact_email"] == accepted["answers"]["contact_email"]
    assert rows[0]["answers.commitment"] == "true"
    assert not any(value.startswith(("=", "-", "@")) for row in rows for value in row.values())
    assert rows[0]["answers.contact_phone"] == accepted["answers"]["contact_phone"] != ""
    assert rows[0]["letter.to"] == accepted["letter"]["to"]
    assert rows[0]["form.name"] == "Прилог 2.docx"
    assert formless["findings"][0]["text"]["en"] in rows[1]["findings.text.en"]
    assert formless["answers"].keys() == accepted["answers"].keys()
    assert set(formless["answers"].values()) == {None}, "nothing was read, and every question has a key"

    [shown] = desk.json("show", accepted["entry"], "--json")
    assert shown == accepted
    told = desk.intake("show", accepted["entry"])
    assert "kontakt0@laktasi.example" in told
    assert "Прилог 2.docx" in told
    assert "there is no entry" in desk.intake("show", "LC21-9999", status=2)


def test_an_empty_desk_exports_the_heads_of_its_columns(tmp_path: Path) -> None:
    """What reads the table finds its columns before the first application, and the same ones after it."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    [before] = csv.reader(io.StringIO(desk.intake("export", "--format", "csv")))
    assert {"entry", "status", "findings.field", "letter.why", "form.sha256", "answers.contact_email"} <= set(before)
    desk.put(mail(form(0)), "1")
    desk.intake("once")
    assert next(csv.reader(io.StringIO(desk.intake("export", "--format", "csv")))) == before


def test_an_empty_desk_says_so(tmp_path: Path) -> None:
    """A table of headings alone looks like a command that failed."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    assert desk.intake("list") == "there are no applications\n"
    assert desk.intake("outbox") == "there are no letters\n"
    assert desk.intake("outbox", "list", "--state", "held") == "there is no such letter\n"
    assert desk.intake("quarantine") == "no message is in quarantine\n"


def test_a_replay_says_that_nothing_would_change_and_touches_nothing(tmp_path: Path) -> None:
    """Whoever changes a rule asks the archive first; the real store, the register and the letters stay as they are."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, '[limits]\nmessage_size = "60 KiB"\n')
    desk.put(mail(form(0), at=later(2)), "1")
    desk.put(mail(form(1), os.urandom(50_000), sender="grad@banjaluka.example"), "2")
    desk.put(mail(form(0, address="Нова 1"), at=later(1)), "3")
    desk.put(mail(subject="Рачун", text="x" * 70_000), "4")
    desk.intake("once")
    assert [e["status"] for e in desk.json("export")["entries"]].count("unreadable") == 1
    assert len(desk.json("quarantine", "--json")) == 1
    before = fingerprints(desk.folder)

    assert desk.intake("replay").strip() == "nothing would change"
    assert desk.json("replay", "--into", str(tmp_path / "fresh"), "--json") == []

    assert fingerprints(desk.folder) == before
    assert (tmp_path / "fresh" / "intake.db").exists()
    assert "already" in desk.intake("replay", "--into", str(tmp_path / "fresh"), status=2)


def test_staff_hold_release_resend_and_drop_letters(tmp_path: Path, smtp_server: ScriptedSMTP) -> None:
    """A person's word stands above the machine's; what was dropped never goes."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, plain_smtp_section(smtp_server.port), HOLD)
    for number in range(3):
        desk.put(mail(form(number), sender=f"o{number}@applicants.example", at=later(number)), str(number))
    desk.intake("once")
    assert list(smtp_server.mails) == []
    assert desk.json("status", "--json")["letters"] == {"held": 3}
    assert desk.json("status", "--json")["healthy"], "what staff hold on purpose is no alarm"

    desk.intake("outbox", "drop", "LC21-0003")
    desk.intake("outbox", "release", "LC21-0001")
    desk.intake("outbox", "hold", "LC21-0001")
    assert {path.parent.name for path in (desk.folder / "outbox").rglob("*.eml")} == {"held"}
    desk.intake("outbox", "release", "--all")
    desk.intake("once")
    assert len(smtp_server.mails) == 2
    desk.intake("outbox", "resend", "LC21-0002")
    desk.intake("once")
    first, second, third = (received.content for received in smtp_server.mails)
    assert third in (first, second), "the same bytes"
    assert "nothing to release" in desk.intake("outbox", "release", "LC21-0003", status=2)
    assert "no letter of LC21-0009" in desk.intake("outbox", "drop", "LC21-0009", status=2)
    desk.intake("outbox", "release", status=2)
    assert "no letter to release" in desk.intake("outbox", "release", "--all")
    assert desk.intake("outbox", "show", "lc21-1") == desk.intake("outbox", "show", "LC21-0001 v1")

    states = [one["state"] for one in desk.json("outbox", "--json")]
    assert sorted(states) == ["sent", "sent", "suppressed"]
    assert [one["state"] for one in desk.json("outbox", "list", "--state", "suppressed", "--json")] == ["suppressed"]
    told = {one["entry"]: one["to"] for one in desk.json("outbox", "--json")}
    assert f"To: {told['LC21-0001']}" in desk.intake("outbox", "show", "LC21-0001")


def test_a_quarantined_message_can_be_tried_again_or_put_aside(tmp_path: Path) -> None:
    """Nothing disappears: a person sees it, lets it be tried again, or says that it was seen to."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, '[limits]\nmessage_size = "40 KiB"\n')
    desk.put(mail(subject="Рачун", text="x" * 50_000), "1")
    desk.intake("once")
    [quarantined] = desk.json("quarantine", "--json")
    assert set(quarantined) >= MESSAGE
    name = quarantined["message"].removeprefix("sha256:")[:12]
    assert [a["code"] for a in desk.json("status", "--json", status=1)["alarms"]] == ["quarantine"]

    desk.intake("quarantine", "retry", name)
    assert desk.json("status", "--json")["backlog"] == 1
    desk.intake("once")
    assert desk.json("quarantine", "list", "--json") == [quarantined]
    desk.intake("quarantine", "release", name)
    assert desk.json("quarantine", "--json") == []
    assert "no message is in quarantine" in desk.intake("quarantine", "retry", "--all")
    assert desk.json("status", "--json")["healthy"]
    assert [m["outcome"] for m in desk.json("export")["messages"]] == ["other"]
    assert desk.json("replay", "--json") == [], "what a person decided is no matter of the rules"
    assert "0 quarantined messages" in desk.intake("quarantine", "retry", name, status=2)


def test_a_message_over_the_limit_is_fetched_whole_once_the_limit_is_raised(tmp_path: Path) -> None:
    """Only its beginning was in the archive; `quarantine retry` asks the mailbox again."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, '[limits]\nmessage_size = "40 KiB"\n')
    whole = mail(subject="Рачун", text="x" * 200_000)
    desk.put(whole, "1")
    desk.intake("once")
    [beginning] = desk.json("quarantine", "--json")
    small = desk.config.read_text(encoding="utf-8")
    desk.config.write_text(small.replace("40 KiB", "1 MiB"), encoding="utf-8")

    desk.intake("quarantine", "retry", "--all")
    desk.intake("once")

    assert desk.json("quarantine", "--json") == []
    name = f"sha256:{hashlib.sha256(whole).hexdigest()}"
    outcomes = {m["message"]: (m["outcome"], m["why"]) for m in desk.json("export")["messages"]}
    assert outcomes == {
        name: ("other", "not for a call"),
        beginning["message"]: ("other", f"only the beginning; the whole message: {name}"),
    }


def test_alarms_begin_and_end_with_their_causes(tmp_path: Path, smtp_server: ScriptedSMTP) -> None:
    """`since` is when it began, and stays until the cause is gone."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, plain_smtp_section(smtp_server.port))
    smtp_server.plan(Stage.RCPT, Answer(code=550))
    desk.put(mail(form(0)), "1")
    before = datetime.now(UTC) - timedelta(seconds=1)
    desk.intake("once")
    status = desk.json("status", "--json", status=1)
    assert set(status) >= STATUS
    assert set(status["last_pass"]) >= {"started", "ended"}
    [alarm] = status["alarms"]
    assert set(alarm) == {"code", "since", "text"}
    assert alarm["code"] == "letters-failed"
    assert datetime.fromisoformat(alarm["since"]) >= before
    time.sleep(1.1)
    assert desk.json("status", "--json", status=1)["alarms"] == [alarm]

    desk.intake("outbox", "resend", "LC21-0001")
    desk.intake("once")
    assert desk.json("status", "--json")["alarms"] == []
    assert desk.json("status", "--json")["letters"] == {"sent": 1}


def test_a_letter_that_is_put_off_is_said_at_once_and_alarms_after_hours(
    tmp_path: Path, smtp_server: ScriptedSMTP
) -> None:
    """Greylisting passes by itself; a server that takes nothing all day does not, and no pass fails for either."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, plain_smtp_section(smtp_server.port))
    smtp_server.plan(Stage.RCPT, Answer(code=451, text="<opstina@laktasi.example>: come again"))
    desk.put(mail(form(0)), "1")
    first = subprocess.run(desk.command("once"), capture_output=True, text=True, check=True)
    reply = "451 <o…@laktasi.example>: come again"
    assert f"the mail server put off the letter of LC21-0001 ({reply}): tried again from " in first.stdout
    [line] = map(json.loads, first.stderr.splitlines())
    assert (line["event"], line["reply"]) == ("letter.put-off", reply)
    status = desk.json("status", "--json")
    assert (status["healthy"], status["last_pass"]["error"]) == (True, None)
    assert status["letters_put_off"] == 1
    assert status["letters_put_off_seconds"] < 60
    assert "letters put off" in desk.intake("status")
    assert "letters_put_off=1 " in desk.intake("status", "--nagios")
    assert "put off" not in desk.intake("once"), "before its time it is not offered, and nothing is new"
    with patch.object(health, "now", lambda: datetime.now(UTC) + timedelta(hours=4)):
        assert "letters-delayed" in [a["code"] for a in desk.json("status", "--json", status=1)["alarms"]]


def test_a_pass_that_finds_nothing_prints_nothing_where_nobody_looks_on(tmp_path: Path) -> None:
    """Cron mails whatever is printed: every five minutes."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    desk.put(mail(form(0)), "1")
    assert desk.process("once")
    assert desk.process("once") == ""


def test_what_the_server_said_of_a_letter_is_shown_wherever_the_letter_is(
    tmp_path: Path, smtp_server: ScriptedSMTP
) -> None:
    """Whether to write again or to look for another address is in its words alone."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, plain_smtp_section(smtp_server.port))
    smtp_server.plan(Stage.RCPT, Answer(code=451, text="come again"), Answer(code=550, text="nobody here"))
    for number in (0, 1):
        desk.put(mail(form(number), sender=f"a{number}@b.example"), str(number))
    desk.intake("once")
    deferred, refused = (entry["letter"] for entry in desk.json("export")["entries"])
    assert (deferred["state"], deferred["why"]) == ("queued", f"deferred: {deferred['reply']}")
    assert (refused["state"], refused["why"]) == ("failed", f"refused: {refused['reply']}")
    assert ("451 come again" in deferred["reply"], "550 nobody here" in refused["reply"]) == (True, True)
    assert [one["why"] for one in desk.json("outbox", "list", "--json")] == [deferred["why"], refused["why"]]
    for name, said in (("LC21-0001", "451 come again"), ("LC21-0002", "550 nobody here")):
        assert said in desk.intake("outbox", "list")
        assert said in desk.intake("outbox", "show", name)
        assert said in desk.intake("show", name)
    register = load_workbook(desk.folder / "register.xlsx").worksheets[0]
    cells = " ".join(str(cell.value) for row in register.iter_rows() for cell in row)
    assert "451 come again" in cells
    assert "550 nobody here" in cells

    desk.intake("outbox", "resend", "LC21-0002")
    assert desk.json("outbox", "list", "--json")[1]["why"] is None, "what was said before is over"
    desk.intake("once")
    [went] = [one for one in desk.json("outbox", "list", "--json") if one["state"] == "sent"]
    assert went["why"] is None
    assert went["reply"].startswith("250")
    assert went["reply"] in desk.intake("show", "LC21-0002")


def test_where_the_register_was_written_is_said_while_staff_have_it_open(tmp_path: Path) -> None:
    """Who looks into the open one would miss what is new, and not know where to look."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    register, beside = desk.folder / "register.xlsx", desk.folder / "register.pending.xlsx"
    desk.put(mail(form(0)), "1")
    told = desk.intake("once")
    assert "register" not in told
    assert "messages put away" in told, "not to be taken for letters that staff release"
    assert desk.intake("register") == f"written: {register}\n"
    lock = desk.folder / ".~lock.register.xlsx#"
    lock.touch()
    desk.put(mail(form(1), sender="grad@banjaluka.example"), "2")
    for told in (desk.intake("once"), desk.intake("register"), *desk.json("once", "--json")["notes"]):
        assert f"{register} is open: written beside it, to {beside}" in told
        assert f"written: {register}" not in told
    lock.unlink()
    assert desk.intake("register") == f"written: {register}\n"
    assert desk.json("once", "--json")["notes"] == []


def test_check_claims_no_log_in_where_none_is_configured(tmp_path: Path, smtp_server: ScriptedSMTP) -> None:
    """A line of ok is believed: what it says was done has to have been done."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, plain_smtp_section(smtp_server.port))
    [line] = [probe for probe in desk.json("check", "--json") if probe["name"] == "delivery"]
    assert line["detail"] == f"greeted; no log-in is configured: localhost:{smtp_server.port}, none"


def test_a_letter_is_shown_with_its_names_as_they_are(tmp_path: Path) -> None:
    """A long name is folded in the file; the blanks of the folds are none of its own."""
    named = FOLDER.replace("info@alvrs.example", "Савез општина и градова Републике Српске <info@alvrs.example>", 1)
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, named)
    desk.put(mail(form(0)), "1")
    desk.intake("once")
    shown = desk.intake("outbox", "show", "LC21-0001").splitlines()
    assert "From: Савез општина и градова Републике Српске <info@alvrs.example>" in shown
    assert [line for line in shown if line.startswith(("From", "To", "Subject")) and "  " in line] == []


def test_a_single_failed_pass_is_no_alarm_and_loses_nothing(tmp_path: Path) -> None:
    """A server that is away says exit 1; entry and register do not wait for it."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, plain_smtp_section(free_port()))
    desk.put(mail(form(0)), "1")
    report = json.loads(desk.process("once", "--json", status=1))
    assert len(report["errors"]) == 1
    assert report["counts"]["application"] == 1
    assert (desk.folder / "register.xlsx").exists()
    status = desk.json("status", "--json")
    assert status["healthy"]
    assert status["letters"] == {"queued": 1}
    assert status["last_pass"]["error"]


def test_wrong_passwords_are_outside_faults(tmp_path: Path, mail_account: Account, postfix: Postfix) -> None:
    """The configuration is well; the server says no: exit 1, and `check` shows which line fails."""
    desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account), smtp_section(mail_account, postfix))
    wrong = {"TEST_IMAP_PASSWORD": "wrong", "TEST_SMTP_PASSWORD": "wrong"}
    desk.intake("once", status=1, environ=wrong)
    checked = json.loads(desk.intake("check", "--json", status=1, environ=wrong))
    assert [probe["name"] for probe in checked if not probe["ok"]] == ["mailbox: log-in", "delivery"]


def test_a_second_pass_beside_the_first_is_refused(tmp_path: Path) -> None:
    """Two passes at a time would do things twice: one of them says 3 and does nothing."""
    desk = lay_out_desk(tmp_path / "desk")
    with held(desk.folder / "var" / "intake.lock"):
        desk.process("once", status=3)
        desk.json("status", "--json")  # whoever only looks need not wait
    for number in range(20):
        desk.put(mail(form(number), sender=f"o{number}@applicants.example"), str(number))
    first = desk.start("once")
    wait_until(lambda: list((desk.folder / "var" / "archive").rglob("??/*")) != [])
    desk.process("once", status=3)
    assert first.wait(timeout=30) == 0
    first.communicate()
    assert len(desk.json("export")["messages"]) == 20


def test_the_register_is_written_again_with_what_staff_wrote(tmp_path: Path) -> None:
    """The register is a view of the store; staff's words are theirs."""
    desk = lay_out_desk(tmp_path / "desk")
    desk.put(mail(form(0)), "1")
    desk.intake("once")
    path = desk.folder / "register.xlsx"
    book = load_workbook(path)
    sheet = book["Регистар · Register"]
    [column] = [cell.column for cell in sheet[1] if cell.value == "Напомена · Note"]
    [row] = [cell.row for cell in sheet["A"] if cell.value == "LC21-0001"]
    sheet.cell(row, column).value = "Зову сутра"
    book.save(path)

    desk.intake("register")
    assert load_workbook(path)["Регистар · Register"].cell(row, column).value == "Зову сутра"
    path.unlink()
    desk.intake("register")
    assert load_workbook(path)["Регистар · Register"].cell(row, column).value == "Зову сутра"


def test_a_register_that_cannot_be_written_is_an_outside_fault(tmp_path: Path) -> None:
    """Entries and letters never wait for the register; once it can be written it shows them."""
    blocked = tmp_path / "desk" / "blocked"
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, '[register]\npath = "blocked/register.xlsx"\n')
    blocked.write_text("in the way")
    desk.put(mail(form(0)), "1")
    assert "FAILED" in desk.intake("check", status=1)
    desk.intake("once", status=1)
    [entry] = desk.json("list", "--json")
    assert entry["letter"]["state"] == "sent"
    desk.intake("register", status=1)
    blocked.unlink()
    desk.intake("once")
    assert load_workbook(blocked / "register.xlsx")["Регистар · Register"]["A2"].value
