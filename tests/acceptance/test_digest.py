"""The mails to staff as staff get them: through a real Postfix into a real Dovecot, by command and by the daemon."""

from __future__ import annotations

import signal
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from functools import partial
from pathlib import Path

import pytest

from desks import FOLDER, IN_TIME, MAILDIR, DeskFolder, form, imap_section, lay_out_desk, mail, running, smtp_section
from servers.dovecot import Account, Dovecot
from servers.imap import ImapAccount
from servers.postfix import Postfix
from servers.process import wait_until
from servers.smtpd import ScriptedSMTP


def staff_section(*to: str, **keys: str) -> str:
    """Configure who gets the mails to staff."""
    named = ", ".join(f'"{address}"' for address in to)
    return "\n".join(["[staff]", f"to = [{named}]", *(f'{key} = "{value}"' for key, value in keys.items()), ""])


def inbox(account: ImapAccount) -> list[bytes]:
    """Give what lies in an INBOX, in order of arrival."""
    with account.imap() as client:
        client.select_folder("INBOX", readonly=True)
        found = client.fetch(client.search(), ["BODY.PEEK[]"])
    return [parts[b"BODY[]"] for _, parts in sorted(found.items())]


def read(content: bytes) -> EmailMessage:
    """Read a mail as a mail program does."""
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    """Give the plain text of a mail, in one line."""
    body = message.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


def test_a_digest_arrives_and_what_comes_back_to_it_is_no_application_and_not_answered(
    tmp_path: Path, dovecot: Dovecot, postfix: Postfix, mail_account: Account
) -> None:
    """The reply of a colleague quotes all of it, an absent one's program answers, and a wrong address bounces."""
    name = mail_account.address.partition("@")[0]
    ana = dovecot.add_user(f"ana-{name}@alvrs.example")
    gone = f"gone-{name}@alvrs.example"
    desk = lay_out_desk(
        tmp_path / "desk",
        imap_section(mail_account),
        smtp_section(mail_account, postfix),
        staff_section(ana.address, gone, mail_account.address),
    )
    headers = {"To": mail_account.address}
    mail_account.deliver(
        mail(form(0, contact_email=""), headers=headers, sender=f"o-{name}@applicants.example"), IN_TIME
    )
    desk.intake("once")
    assert inbox(ana) == [], "`once` sends alarms, no digest"

    told = desk.intake("digest")
    assert all(address in told for address in (ana.address, gone, mail_account.address))
    wait_until(lambda: len(inbox(ana)) == 1)
    digest = read(inbox(ana)[0])
    assert digest["Auto-Submitted"] == "auto-generated"
    assert digest["To"] == ana.address
    assert "Лакташи" in text_of(digest)
    assert "Није попуњено: Е-пошта контакт особе." in text_of(digest)
    assert "once a day" in desk.intake("digest")

    wait_until(lambda: any(read(each)["Subject"] == digest["Subject"] for each in inbox(mail_account)))
    wait_until(lambda: any(b"MAILER-DAEMON" in each and gone.encode() in each for each in inbox(mail_account)))
    mail_account.deliver(reply_to(digest, ana.address, mail_account.address))
    mail_account.deliver(vacation_of(digest, ana.address, mail_account.address))
    desk.intake("once")

    exported = desk.json("export")
    assert len(exported["entries"]) == 1
    others = [m for m in exported["messages"] if m["outcome"] != "application"]
    assert {m["outcome"] for m in others if m["sender"] != ana.address} == {"automatic"}, "bounces, and our own digest"
    assert len(others) >= 4
    assert {m["why"] for m in others if m["outcome"] == "other"} == {"reply to our mail to staff"}
    assert {m["entry"] for m in others} <= {None, "LC21-0001"}
    assert [m["entry"] for m in others if m["outcome"] == "other"] == [None]
    assert len(desk.json("outbox", "list", "--json")) == 1, "the letter to the applicant, and nothing else"
    assert len(inbox(ana)) == 1


def reply_to(digest: EmailMessage, sender: str, to: str) -> bytes:
    """Answer a digest as a mail program does that quotes all of it."""
    message = EmailMessage(policy=SMTP)
    for field, value in (("Return-Path", f"<{sender}>"), ("From", sender), ("To", to)):
        message[field] = value
    message["Subject"] = f"Re: {digest['Subject']}"
    message["In-Reply-To"] = digest["Message-ID"]
    body = digest.get_body(("plain",))
    assert body is not None
    message.set_content("Пријава за кластер учења: позвала сам их.\n\n" + str(body.get_content()))
    return message.as_bytes()


def vacation_of(digest: EmailMessage, sender: str, to: str) -> bytes:
    """Answer as RFC 5230 wants it."""
    headers = {"Auto-Submitted": "auto-replied", "In-Reply-To": str(digest["Message-ID"]), "To": to}
    return mail(subject=f"Одсутна: {digest['Subject']}", sender=sender, headers={**headers, "Return-Path": "<>"})


def test_a_form_attached_to_such_a_reply_is_an_application_and_its_letter_is_held(tmp_path: Path) -> None:
    """A colleague passes on what came by another way: no form is ever dropped, and no machine answers."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, staff_section("ana@alvrs.example"))
    reply = {"In-Reply-To": "<staff.0123@ack.alvrs.example>"}
    desk.put(mail(subject="Re: Пријаве", headers=reply, text="Пријава за кластер учења\n"), "1")
    desk.put(mail(form(0), subject="Re: Пријаве", headers=reply), "2")
    desk.intake("once")
    exported = desk.json("export")
    assert sorted(m["outcome"] for m in exported["messages"]) == ["application", "other"]
    [entry] = exported["entries"]
    assert (entry["status"], entry["letter"]["state"]) == ("accepted", "held")


def test_the_daemon_sends_the_digest_of_the_day_and_a_restart_sends_no_second_one(tmp_path: Path) -> None:
    """Its time is midnight, so it is due whenever this runs; the letters lie beside it, not with it."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, staff_section("ana@alvrs.example", digest="00:00"))
    staff, sent = desk.folder / "outbox" / "staff", desk.folder / "outbox" / "sent"
    for number in (1, 2):
        desk.put(mail(form(number), sender=f"o{number}@applicants.example"), str(number))
        with running(desk) as daemon:
            wait_until(partial(_are_there, sent, number))
            daemon.send_signal(signal.SIGTERM)
            _, logged = daemon.communicate(timeout=20)
        assert daemon.returncode == 0, logged
    [file] = staff.iterdir()
    told = text_of(read(file.read_bytes()))
    assert "LC21-0001" in told
    assert "LC21-0002" not in told
    assert desk.json("reconcile", "--json") == []


def _are_there(folder: Path, number: int) -> bool:
    return len(list(folder.glob("*.eml"))) == number


def test_print_shows_the_digest_and_neither_sends_nor_remembers_it(tmp_path: Path, smtp_server: ScriptedSMTP) -> None:
    """Whoever sets up a desk looks first; no password is needed, and nobody need be named."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    desk.put(mail(form(0)), "1")
    desk.intake("once")
    for _ in range(2):
        shown = desk.intake("digest", "--print", environ={})
        assert shown.startswith("Subject: Пријаве ")
        assert "LC21-0001" in shown
    assert not (desk.folder / "outbox" / "staff").exists()
    assert "staff.to: names nobody" in desk.intake("digest", status=2)
    assert smtp_server.connections == 0


def test_an_alarm_is_mailed_by_the_pass_that_finds_it(tmp_path: Path) -> None:
    """With cron as with the daemon: when it begins, and when its cause is gone."""
    desk = lay_out_desk(
        tmp_path / "desk", MAILDIR, FOLDER, "[replies]\nhourly_limit = 1\n", staff_section("ana@alvrs.example")
    )
    for number in range(2):
        desk.put(mail(form(number), sender=f"o{number}@applicants.example"), str(number))
    desk.intake("once")
    desk.intake("once")
    assert subjects(desk) == ["Упозорење: Достигнут је дозвољени број писама, па су писма задржана."]
    desk.intake("outbox", "drop", "LC21-0002")
    desk.intake("once")
    assert {subject.partition(":")[0] for subject in subjects(desk)} == {"Упозорење", "Упозорење је престало"}


def subjects(desk: DeskFolder) -> list[str]:
    """Tell the Serbian subjects of the mails to staff."""
    files = (desk.folder / "outbox" / "staff").glob("*.eml")
    return [str(read(file.read_bytes())["Subject"]).partition(" / ")[0] for file in files]


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ('[staff]\nto = "ana@alvrs.example"\n', "staff.to"),
        ('[staff]\nto = ["ana"]\n', "staff.to"),
        ('[staff]\ndigest = "half past seven"\n', "staff.digest"),
        ("[staff]\nalarms = true\n", "staff.alarms"),
        ('[staff]\ndigests = "07:30"\n', "staff.digests"),
    ],
)
def test_a_fault_in_the_section_is_named_with_its_key(tmp_path: Path, section: str, key: str) -> None:
    """Each with what to write instead."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, section)
    assert f"{key}: " in desk.intake("digest", status=2)


def test_check_writes_every_mail_to_staff_on_sample_data(tmp_path: Path) -> None:
    """A mistake in the association's own words is found before the morning."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, staff_section("ana@alvrs.example"))
    probes = {probe["name"]: probe for probe in desk.json("check", "--json")}
    assert probes["mails to staff"]["detail"].endswith("they go to ana@alvrs.example")
    own = desk.folder / "templates" / "staff" / "en" / "words.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{{ 1 // 0 }}\n", encoding="utf-8")
    probes = {probe["name"]: probe for probe in desk.json("check", "--json", status=1)}
    assert "words.j2, line 1" in probes["mails to staff"]["detail"]
