"""Passes of a desk of real parts over a Maildir: versions, duplicates, what fails, and what a mail's headers do."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email import message_from_bytes, message_from_string
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desks import DEADLINE, FOLDER, IN_TIME, MAILDIR, Bench, codes, form, later, lay_out_desk, mail
from intake.decider import ATTEMPTS, DEATHS
from intake.later import later as made_later
from intake.mailbox.maildir import MaildirMailbox
from intake.ports import ScannerError
from intake.publisher import FilePublisher
from intake.reading.pool import ReaderPool
from intake.rules.erased import Reach, Why
from intake.rules.erasure import scope_of
from intake.rules.judging.submission import ReadingError, Submission, Task
from intake.rules.judging.triage import Triage
from intake.rules.judging.verdict import Ledger, Seen, Verdict
from intake.rules.letters.delivery import DeliveryError
from intake.rules.mailbox import Fetched, Gone, MailboxError, Position, Waiting
from intake.rules.states import LetterState, Outcome
from intake.scanner import Clean
from intake.settings import After, Since
from intake.wiring import Workshop
from samples.letters import ZONE

MESSAGES = "Поруке · Messages"
BANJA_LUKA = "grad@banjaluka.example"


@pytest.fixture
def bench(tmp_path: Path, reader: ReaderPool) -> Iterator[Bench]:
    """Give a fresh desk."""
    yield from bench_of(tmp_path, reader)


def bench_of(folder: Path, reader: ReaderPool, *sections: str) -> Iterator[Bench]:
    """Set up a desk configured with *sections*."""
    desk = lay_out_desk(folder / "desk", *sections)
    with Workshop.open(desk.config) as workshop:
        yield Bench(desk_folder=desk, workshop=workshop, reader=reader)


def templates(bench: Bench) -> dict[int, str]:
    """Name the letter of every version of the first entry."""
    return {letter.version or 0: letter.template for letter in bench.letters if letter.entry == "LC21-0001"}


def changed(number: int) -> bytes:
    """Fill in the first applicant's form with another address."""
    return form(0, address=f"Нова улица {number}")


# Versions


def test_a_newer_form_displaces_the_older_and_a_known_one_is_a_duplicate(bench: Bench) -> None:
    """The newest word counts; the same file again is no word at all, whatever came between, and gets no letter."""
    bench.handle(mail(form(0)))
    bench.handle(mail(changed(1), at=later(1)))
    bench.handle(mail(form(0), at=later(2), subject="Fwd: Пријава", sender="drugi@laktasi.example"))
    assert bench.states() == [("LC21-0001", 1, "superseded"), ("LC21-0001", 2, "accepted")]
    assert codes(bench.entries[1]) == {"version.newer"}
    assert [m.outcome for m in bench.messages] == [Outcome.APPLICATION, Outcome.APPLICATION, Outcome.DUPLICATE]
    assert templates(bench) == {1: "accepted", 2: "newer-version"}


def test_a_copy_in_time_that_is_read_after_a_late_one_still_counts(bench: Bench) -> None:
    """Which of two copies is read first is chance, after a failure or a death: nobody is late by it."""
    bench.handle(mail(form(0), at=DEADLINE + timedelta(minutes=5), subject="Опет"))
    assert bench.states() == [("LC21-0001", 1, "late")]
    bench.handle(mail(form(0), at=later(0)))
    assert bench.states() == [("LC21-0001", 1, "late"), ("LC21-0001", 2, "accepted")]
    assert codes(bench.entries[0]) | codes(bench.entries[1]) >= {"version.late"}
    assert templates(bench)[2] == "accepted"
    bench.handle(mail(form(0), at=later(1), subject="Још једном"))
    assert [m.outcome for m in bench.messages].count(Outcome.DUPLICATE) == 1


def test_who_was_late_and_sends_the_same_form_within_a_longer_time_counts(tmp_path: Path, reader: ReaderPool) -> None:
    """The letter said "late", and then the deadline was moved: who sends it again must hear that it is in time."""
    for bench in bench_of(tmp_path, reader, MAILDIR, FOLDER):
        call = bench.desk_folder.folder / "calls" / "learning-clusters-2021.toml"
        rules = call.read_text(encoding="utf-8")
        call.write_text(rules.replace("deadline = 2021-09-13", "deadline = 2021-09-05"), encoding="utf-8")
    for sent in (mail(form(0)), mail(form(0), at=later(60), subject="Опет")):
        with Workshop.open(bench.desk_folder.config) as workshop:
            today = Bench(desk_folder=bench.desk_folder, workshop=workshop, reader=reader)
            today.handle(sent)
            states, letters = today.states(), templates(today)
        call.write_text(rules, encoding="utf-8")
    assert states == [("LC21-0001", 1, "superseded"), ("LC21-0001", 2, "accepted")]
    assert letters == {1: "late", 2: "newer-version"}


def test_a_version_after_the_deadline_never_displaces_one_in_time(bench: Bench) -> None:
    """The call's last second counts, the next one does not."""
    bench.handle(
        mail(form(0), at=DEADLINE),
        mail(changed(1), at=DEADLINE + timedelta(seconds=1)),
        mail(form(1), at=DEADLINE + timedelta(seconds=1), sender=BANJA_LUKA),
    )
    assert bench.states() == [
        ("LC21-0001", 1, "accepted"),
        ("LC21-0001", 2, "late"),
        ("LC21-0002", 1, "late"),
    ]
    found = {(e.entry, e.version): codes(e) for e in bench.entries}
    assert found[("LC21-0001", 1)] == set()
    assert found[("LC21-0001", 2)] >= {"late", "version.late"}
    assert found[("LC21-0002", 1)] >= {"late"}


def test_a_version_that_cannot_be_accepted_never_displaces_an_accepted_one(bench: Bench) -> None:
    """Staff decide what a half-filled form after a whole one means."""
    bench.handle(mail(form(0)), mail(form(0, contact_name="", contact_email=""), at=later(1)))
    assert bench.states() == [("LC21-0001", 1, "accepted"), ("LC21-0001", 2, "incomplete")]
    assert "version.weaker" in codes(bench.entries[1])
    assert templates(bench)[2] == "weaker-version"


def test_an_older_message_read_later_takes_its_place_by_time_of_receipt(bench: Bench) -> None:
    """A mail that a retry brings in late must not displace what was sent after it; its letter names what counts."""
    bench.handle(mail(changed(1), at=later(1)))
    bench.handle(mail(changed(2), at=later(2)))
    bench.handle(mail(form(0), at=IN_TIME))
    assert bench.states() == [
        ("LC21-0001", 1, "superseded"),
        ("LC21-0001", 2, "accepted"),
        ("LC21-0001", 3, "superseded"),
    ]
    assert templates(bench)[3] == "superseded"
    letter = next(letter for letter in bench.letters if letter.version == 3)
    assert letter.state is LetterState.SENT, letter.why
    body = message_from_bytes(letter.content, policy=default).get_body(("plain",))
    assert body is not None
    assert "10:02" in body.get_content(), "the time of the version that counts"


def test_mails_without_a_from_line_are_of_those_who_sent_them(bench: Bench) -> None:
    """The same form from two envelopes is two applications, from the same one a copy."""
    unnamed = form(0, municipality="")
    sent = [
        mail(unnamed, at=later(n), sender=sender, headers={"From": ""})
        for n, sender in enumerate(["z@x.example", "y@x.example", "z@x.example"])
    ]
    bench.handle(*sent)
    assert [(m.outcome.value if m.outcome else "", m.sender) for m in bench.messages] == [
        ("application", "z@x.example"),
        ("application", "y@x.example"),
        ("duplicate", "z@x.example"),
    ]


NAMES = ("1631001201.M9.host", "1631001201.M10.host", "1631001201.M11.host")
"""Of one second, as a server names them: by the microseconds, which are no text."""


def put_in_one_second(bench: Bench) -> list[str]:
    """Deliver three versions of one application in the same second, and return their hashes in that order."""
    mails = [mail(changed(number)) for number in (1, 2, 3)]
    for content, name in reversed(tuple(zip(mails, NAMES, strict=True))):
        bench.desk_folder.put(content, name)
    return [f"sha256:{hashlib.sha256(content).hexdigest()}" for content in mails]


def test_of_one_second_the_mailbox_tells_which_version_came_last(bench: Bench) -> None:
    """A Received line knows no part of a second; who sends a correction at once means the correction."""
    names = put_in_one_second(bench)
    bench.run_pass()
    assert [(e.version, e.message) for e in bench.entries] == list(enumerate(names, start=1))
    assert [status for _, _, status in bench.states()] == ["superseded", "superseded", "accepted"]


def test_of_one_second_the_last_version_counts_whichever_is_decided_first(bench: Bench) -> None:
    """Two deaths put a message behind all others: it must not displace what came in after it."""
    names = put_in_one_second(bench)
    for _ in range(2):
        with pytest.raises(Killed):
            bench.run_pass(reader=Powerless())
    bench.run_pass()
    assert sorted(e.message for e in bench.entries) == sorted(names)
    counts = [e.message for e in bench.entries if e.status.value == "accepted"]
    assert [e.message for e in bench.entries if e.version == 3] == names[:1], "it was decided last"
    assert counts == names[2:]
    bench.handle(mail(changed(4), at=later(1)))
    assert [e.message for e in bench.entries if e.status.value == "accepted"] not in ([name] for name in names)
    assert bench.desk_folder.json("replay", "--json") == []


def test_a_date_line_on_the_other_side_of_the_deadline_is_disputed(bench: Bench) -> None:
    """The sender's word decides nothing, but a person should see the contradiction."""
    bench.handle(
        mail(form(0), at=DEADLINE + timedelta(minutes=5), headers={"Date": "Mon, 13 Sep 2021 23:50:00 +0200"}),
        mail(form(1), at=DEADLINE, headers={"Date": "Tue, 14 Sep 2021 08:00:00 +0200"}, sender=BANJA_LUKA),
    )
    statuses = {e.municipality: (e.status.value, "received.disputed" in codes(e)) for e in bench.entries}
    assert statuses == {"srp-laktasi": ("late", True), "srp-banja-luka": ("accepted", True)}


def test_two_forms_in_a_mail_are_two_entries_or_one_for_a_person(bench: Bench) -> None:
    """Different municipalities each have their own; two different forms of one are nobody's to choose between."""
    bench.handle(
        mail(form(0), form(1)), mail(form(2), form(2, address="Друга 2"), at=later(1), sender="m@modrica.example")
    )
    assert bench.states() == [("LC21-0001", 1, "accepted"), ("LC21-0002", 1, "accepted"), ("LC21-0003", 1, "review")]
    assert all("form.several" in codes(entry) for entry in bench.entries)
    assert len({letter.message_id for letter in bench.letters}) == 3


def test_a_new_form_beside_one_that_came_before_is_a_newer_version(bench: Bench) -> None:
    """Who mends a form and attaches both, the old one first, is not told in silence that nothing came."""
    bench.handle(mail(form(0)))
    bench.handle(mail(form(0), changed(1), at=later(5)))
    assert [m.outcome for m in bench.messages] == [Outcome.APPLICATION] * 2
    assert bench.states() == [("LC21-0001", 1, "superseded"), ("LC21-0001", 2, "accepted")]
    assert "form.several" not in codes(bench.entries[1]), "which of them counts is no question"
    bench.handle(mail(changed(1), form(0), at=later(9)))
    assert [m.outcome for m in bench.messages][2] is Outcome.DUPLICATE


def test_a_file_that_cannot_be_read_beside_a_form_is_named(bench: Bench) -> None:
    """It may be another municipality's application: whoever looks at the mails finds it, in the words of staff."""
    bench.handle(mail(form(0), b"PK\x03\x04 broken"))
    [message] = bench.messages
    assert message.outcome is Outcome.APPLICATION
    assert str(message.why).startswith("not read beside the form (Прилог 2 (1).docx: ")
    texts = {str(cell.value) for row in load_workbook(bench.workshop.publisher.path)[MESSAGES] for cell in row}
    assert any("поред обрасца није прочитано" in text and "Прилог 2 (1).docx" in text for text in texts)
    bench.handle(mail(form(0), b"PK\x03\x04 broken too", at=later(5)))
    assert "(Прилог 2 (1).docx: " in str(bench.messages[1].why)


def test_messages_of_one_second_are_told_in_the_order_of_their_mailbox(bench: Bench) -> None:
    """A duplicate stands after what it is a copy of."""
    bench.handle(*(mail(form(0), text=f"{number}\n") for number in range(6)))
    assert [m.outcome for m in bench.messages] == [Outcome.APPLICATION, *[Outcome.DUPLICATE] * 5]


ALIAS = b"Delivered-To: konkurs@alvrs.example\r\n"


def test_a_mail_without_a_form_that_came_by_two_addresses_is_one_application(bench: Bench) -> None:
    """Many write to each address that they find; the two copies differ in what the server writes above them."""
    once = mail()
    bench.handle(once, ALIAS + once)
    bench.handle(once.replace(b"Subject:", b"X-Moved: yes\r\nSubject:"))
    assert bench.states() == [("LC21-0001", 1, "no-form")]
    assert [m.outcome for m in bench.messages] == [Outcome.APPLICATION, *[Outcome.DUPLICATE] * 2]
    assert [m.entry for m in bench.messages] == ["LC21-0001"] * 3
    assert len(bench.letters) == 1
    bench.handle(mail(at=later(5)), mail(sender=BANJA_LUKA))
    assert len(bench.entries) == 3, "another mail, or another sender, applies anew"


def test_a_mail_whose_files_staff_took_out_is_no_second_application(bench: Bench) -> None:
    """Thunderbird writes a mail anew, without its attachments, into the same folder."""
    whole = mail(form(0))
    bench.handle(whole)
    message = message_from_bytes(whole, policy=SMTP)
    bare = mail(text="You deleted an attachment from this message.\n", headers={"Message-ID": message["Message-ID"]})
    bench.handle(bare)
    assert bench.states() == [("LC21-0001", 1, "accepted")]
    assert [m.why for m in bench.messages if m.outcome is Outcome.DUPLICATE] == ["same mail: LC21-0001 version 1"]
    assert len(bench.letters) == 1


def test_a_mail_without_a_readable_form_is_still_an_application(bench: Bench) -> None:
    """Somebody applied: that is recorded and answered, and says what is wrong."""
    damaged = form(0)[:2000]
    bench.handle(mail(), mail(damaged, at=later(1)), mail(subject="Питање", text="Када почиње?\n", at=later(2)))
    assert [e.status.value for e in bench.entries] == ["no-form", "unreadable"]
    assert codes(bench.entries[1]) & {"form.damaged", "form.unreadable"}
    assert [m.outcome for m in bench.messages][-1] is Outcome.OTHER
    assert len(bench.letters) == 2


@pytest.mark.parametrize("content", [b"", b"\0" * 3000, b"not a document at all " * 30], ids=["empty", "zeros", "text"])
def test_a_form_that_arrives_without_its_content_is_damaged(bench: Bench, content: bytes) -> None:
    """To hear that no form came would send the applicant to look for it in the wrong place."""
    bench.handle(mail(content, subject="Допис"))
    assert bench.states() == [("LC21-0001", 1, "unreadable")]
    assert codes(bench.entries[0]) == {"form.damaged"}
    assert bench.entries[0].form is not None
    assert [letter.template for letter in bench.letters] == ["damaged"]


def test_a_mail_over_the_limit_is_told_so_or_put_before_a_person(tmp_path: Path, reader: ReaderPool) -> None:
    """It is never fetched whole, so nothing in it is believed, not even a form that stands at its beginning."""
    sections = (
        '[mailbox]\nkind = "maildir"\npath = "mailbox"\nsince = "all"\n',
        '[delivery]\nkind = "folder"\nfrom = "info@alvrs.example"\n',
        '[limits]\nmessage_size = "100 KiB"\n',
    )
    for bench in bench_of(tmp_path, reader, *sections):
        bench.handle(
            mail(form(0), b"\x00" * 200_000),
            mail(b"\x00" * 200_000, at=later(1)),
            mail(subject="Рачун", text="x" * 200_000, at=later(2)),
        )
        assert [(e.status.value, codes(e)) for e in bench.entries] == 2 * [("unreadable", {"form.too-large"})]
        assert bench.messages[-1].outcome is Outcome.QUARANTINED


def test_a_mail_over_the_limit_is_before_a_person_whatever_its_headers_say(tmp_path: Path, reader: ReaderPool) -> None:
    """A form may stand in what was not fetched: no list's header and no Message-ID of ours makes less of it."""
    large = b"\x00" * 200_000
    for bench in bench_of(tmp_path, reader, MAILDIR, FOLDER, '[limits]\nmessage_size = "100 KiB"\n'):
        bench.handle(mail(form(0)))
        reply = {"In-Reply-To": bench.letters[0].message_id}
        bench.handle(
            mail(large, at=later(1), headers={"List-Id": "<svi.laktasi.example>"}),
            mail(large, at=later(2), headers={"Auto-Submitted": "auto-generated"}, sender="skener@laktasi.example"),
            mail(large, at=later(3), headers=reply, sender="pisarnica@laktasi.example"),
            mail(at=later(4), headers=reply, subject="Re: ваш допис", text="x" * 200_000),
            mail(at=later(5), headers={"List-Id": "<vijesti.example>"}, subject="Вијести", text="x" * 200_000),
            mail(large, at=later(6), headers={"Return-Path": "<>"}),
        )
        assert [(e.status.value, codes(e)) for e in bench.entries[1:]] == 3 * [("unreadable", {"form.too-large"})]
        assert [m.outcome for m in bench.messages[4:]] == [Outcome.QUARANTINED, Outcome.AUTOMATIC, Outcome.AUTOMATIC]
        assert {letter.state for letter in bench.letters[1:]} == {LetterState.HELD, LetterState.SUPPRESSED}


# What headers and the configuration do to the letter


def test_a_form_in_automatic_mail_is_recorded_and_its_letter_is_not_sent(bench: Bench) -> None:
    """Some offices' servers mark everything as bulk; the rest of such mail is left alone."""
    bench.handle(
        mail(form(0), headers={"Precedence": "bulk"}),
        mail(headers={"Auto-Submitted": "auto-generated"}, at=later(1)),
        mail(form(1), headers={"Return-Path": ""}, sender=BANJA_LUKA, at=later(2)),
        mail(form(2), headers={"Return-Path": "<>"}, sender="m@modrica.example", at=later(3)),
        mail(form(3), headers={"Return-Path": "<pisarnica@mrkonjicgrad.example>"}, sender="n@x.example", at=later(4)),
    )
    assert [e.status.value for e in bench.entries] == 4 * ["accepted"]
    assert [m.outcome for m in bench.messages].count(Outcome.AUTOMATIC) == 1
    states = {letter.entry: (letter.state, letter.to) for letter in bench.letters}
    assert states["LC21-0001"][0] in (LetterState.HELD, LetterState.SUPPRESSED)
    assert states["LC21-0002"][0] is LetterState.HELD
    assert states["LC21-0003"][0] is LetterState.SUPPRESSED
    assert states["LC21-0004"] == (LetterState.SENT, "pisarnica@mrkonjicgrad.example")
    assert all(letter.why for letter in bench.letters if letter.state is not LetterState.SENT)


def test_a_form_beside_a_report_is_recorded_and_its_letter_waits(bench: Bench) -> None:
    """Few servers wrap a report as one: what says so stands inside, and a person decides who wrote."""
    told = EmailMessage()
    told["Content-Type"] = "message/delivery-status"
    told.set_payload([message_from_string("Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\n\r\n")])
    message = message_from_bytes(mail(form()), policy=SMTP)
    message.attach(told)
    bench.handle(message.as_bytes())
    assert [m.outcome for m in bench.messages] == [Outcome.APPLICATION]
    [letter] = bench.letters
    assert (letter.state, letter.why) == (LetterState.HELD, "report: a mail system's report is a part of it")


def test_a_bounce_of_our_letter_is_tied_to_its_entry(bench: Bench) -> None:
    """Staff see in the entry that the applicant never got the letter."""
    bench.handle(mail(form(0)))
    [letter] = bench.letters
    headers = {"Return-Path": "<>", "In-Reply-To": letter.message_id, "Auto-Submitted": "auto-replied"}
    bench.handle(
        mail(subject="Undelivered", text="…\n", headers=headers, at=later(1), sender="mailer-daemon@x.example")
    )
    bounce = bench.messages[-1]
    assert (bounce.outcome, bounce.entry, bounce.version) == (Outcome.AUTOMATIC, "LC21-0001", 1)


@pytest.mark.parametrize(
    ("since", "answered"),
    [
        (Since.ALL, {"srp-laktasi", "srp-banja-luka"}),
        (Since.FIRST_RUN, set()),
        (datetime(2021, 9, 7, tzinfo=ZONE), {"srp-banja-luka"}),
    ],
)
def test_what_came_before_the_desk_is_recorded_and_not_answered(
    bench: Bench, since: Since | datetime, answered: set[str]
) -> None:
    """A mailbox with a past is not answered all at once."""
    midnight = datetime(2021, 9, 7, 0, 0, tzinfo=ZONE)
    bench.put(mail(form(0), at=midnight - timedelta(seconds=1)), mail(form(1), at=midnight, sender=BANJA_LUKA))
    bench.run_pass(since=since)
    assert [e.status.value for e in bench.entries] == ["accepted", "accepted"]
    sent = {letter.entry for letter in bench.letters if letter.state is LetterState.SENT}
    assert {e.municipality for e in bench.entries if e.entry in sent} == answered


def test_what_came_while_a_folder_was_renamed_waits_for_a_person(tmp_path: Path, reader: ReaderPool) -> None:
    """To the desk it is a new mailbox; what came since its first run is no past, and is not silently dropped."""
    section = MAILDIR.replace('"all"', '"first-run"')
    for bench in bench_of(tmp_path, reader, section, FOLDER):
        bench.handle(mail(form(0)))
    desk = bench.desk_folder
    desk.config.write_text(desk.config.read_text("utf-8").replace('path = "mailbox"', 'path = "renamed"'), "utf-8")
    (desk.folder / "mailbox").rename(desk.folder / "renamed")
    for number, at in enumerate((later(1), datetime.now(ZONE) + timedelta(seconds=1)), 1):
        path = desk.folder / "renamed/new" / f"9{number}"
        path.write_bytes(mail(form(number), at=at, sender=f"a{number}@x.example"))
    with Workshop.open(desk.config) as workshop:
        renamed = Bench(desk_folder=desk, workshop=workshop, reader=reader)
        renamed.run_pass()
        told = {(letter.to, letter.state, letter.why) for letter in renamed.letters}
    assert told == {
        (mail_from, LetterState.SUPPRESSED, "first-run: the message was there before the desk")
        for mail_from in ("opstina@laktasi.example", "a1@x.example")
    } | {("a2@x.example", LetterState.HELD, "first-run: the mailbox is new to the desk")}


class Unreadable(MaildirMailbox):
    """A Maildir whose files are listed and cannot be read."""

    def fetch(self, waiting: Sequence[Waiting]) -> Iterator[Fetched | Gone]:
        """Fail at the first."""
        for each in waiting:
            raise MailboxError(f"{each.position.uid} cannot be read")
        yield from ()


def test_what_was_seen_and_not_fetched_before_a_folder_was_renamed_is_neither_lost_nor_doubled(
    tmp_path: Path, reader: ReaderPool
) -> None:
    """Its old place is no backlog for ever; but what the new folder does not have is told, and found again there."""
    now = datetime.now(ZONE).replace(microsecond=0) + timedelta(minutes=5)
    for bench in bench_of(tmp_path, reader, MAILDIR.replace('"all"', '"first-run"'), FOLDER):
        desk = bench.desk_folder
        bench.run_pass()
        bench.handle(mail(form(0), at=now))
        bench.put(*(mail(form(number), sender=f"a{number}@x.example", at=now) for number in (1, 2)))
        old = desk.folder / "mailbox"
        bench.run_pass(mailbox=Unreadable(old, after=After.NONE, processed_folder="P", size_limit=2**20))
        assert bench.workshop.store.counts().backlog == 2
    config = desk.config.read_text("utf-8")
    desk.config.write_text(config.replace('path = "mailbox"', 'path = "a-new-name"'), "utf-8")
    shutil.copytree(old, desk.folder / "a-new-name")
    (desk.folder / "a-new-name/new/0002").unlink()
    with Workshop.open(desk.config) as workshop:
        renamed = Bench(desk_folder=desk, workshop=workshop, reader=reader)
        for _ in range(2):
            renamed.run_pass()
        assert [entry for entry, _, _ in renamed.states()] == ["LC21-0001", "LC21-0002"]
        assert [letter.state for letter in renamed.letters] == [LetterState.SENT, LetterState.HELD]
        counts = workshop.store.counts()
        assert (counts.backlog, counts.waiting_since) == (1, now)
    (told,) = desk.json("reconcile", "--json", status=1)
    assert (told["kind"], told["where"]) == ("unfetched", f"maildir:{old}, UID 0002")
    assert "name its folder there again" in told["mend"]
    desk.config.write_text(config, "utf-8")
    with Workshop.open(desk.config) as workshop:
        again = Bench(desk_folder=desk, workshop=workshop, reader=reader)
        again.run_pass()
        assert [entry for entry, _, _ in again.states()] == ["LC21-0001", "LC21-0002", "LC21-0003"]
        assert workshop.store.counts().backlog == 0


def test_a_date_begins_in_the_time_zone_of_the_desk(bench: Bench) -> None:
    """Half past midnight in Banja Luka is still yesterday in UTC."""
    mailbox = replace(bench.workshop.settings.mailbox, since=date(2021, 9, 7))
    settings = bench.workshop.settings._replace(mailbox=mailbox)
    assert Workshop(settings=settings, calls=()).since == datetime(2021, 9, 6, 22, 0, tzinfo=ZONE) + timedelta(hours=2)


# What fails


@dataclass(frozen=True)
class Away:
    """A mailbox whose server is away."""

    name: str = "maildir:away"

    def listing(self, *, after: Position | None = None) -> tuple[Waiting, ...]:  # noqa: ARG002 - nobody answers
        """Fail."""
        raise MailboxError("the mailbox is away")


class NoServer:
    """A postman whose server is away."""

    def deliver(self, now: datetime) -> int:  # noqa: ARG002 - there is no time at which it would work
        """Fail."""
        raise DeliveryError("the server is away")


def test_what_is_away_keeps_no_other_step_from_its_work(bench: Bench) -> None:
    """What was collected is decided, and what was decided is shown, whatever else fails."""
    bench.put(mail(form(0)))
    report = bench.run_pass(postman=NoServer())
    assert report.errors == ["the server is away"]
    assert [letter.state for letter in bench.letters] == [LetterState.QUEUED]
    assert bench.workshop.settings.register.exists()

    report = bench.run_pass(mailbox=Away())
    assert report.counts["letters sent"] == 1, "letters go while the mailbox is away"
    assert "the mailbox is away" in report.errors[0]
    [last] = bench.workshop.store.passes.last()
    assert not last.good

    outbox = bench.workshop.settings.delivery.outbox
    (outbox / "queued").rename(outbox / "aside")
    (outbox / "queued").write_text("in the way")
    bench.workshop.settings.register.unlink()
    report = bench.handle(mail(form(1), sender=BANJA_LUKA))
    assert len(report.errors) == 1
    assert bench.workshop.settings.register.exists(), "the register does not wait for the outbox"


@dataclass(frozen=True)
class Fragile:
    """Rules that break over one municipality's message."""

    rules: Triage
    subject: str

    def decide(self, submission: Submission, seen: Seen, ledger: Ledger) -> Verdict:
        """Break, or decide."""
        if submission.subject == self.subject:
            raise ZeroDivisionError("a fault of the program")
        return self.rules.decide(submission, seen, ledger)


def test_a_message_that_breaks_everything_ends_in_quarantine_alone(bench: Bench) -> None:
    """Three passes try it; all others are handled in the first, and a person sees what is left."""
    triage = Fragile(rules=bench.workshop.triage(), subject="Прилог")
    bench.put(mail(form(0), subject="Прилог"), mail(form(1), sender=BANJA_LUKA))
    for attempt in range(1, ATTEMPTS + 1):
        report = bench.run_pass(triage=triage)
        assert len(bench.entries) == 1
        assert report.errors == []
        assert bool(bench.workshop.store.messages.quarantine()) == (attempt == ATTEMPTS)
    [message] = bench.workshop.store.messages.quarantine()
    assert message.why == "a fault of the program"
    bench.workshop.store.messages.retry(message.message)
    bench.run_pass()
    assert len(bench.entries) == 2


class Killed(BaseException):
    """What no handler catches: the program dies."""


@dataclass(frozen=True)
class Deadly:
    """A reader that dies of one message."""

    pool: ReaderPool
    deadly: set[str]

    def make_ready(self) -> None:
        """Be ready."""

    def rest(self) -> None:
        """Rest."""

    def read(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Submission | ReadingError]]:
        """Read ahead as the real one does, then die."""
        ahead = list(tasks)
        for task, result in self.pool.read(ahead):
            if task.message in self.deadly:
                raise Killed
            yield task, result


def test_a_message_that_kills_the_program_takes_no_other_with_it(bench: Bench, reader: ReaderPool) -> None:
    """Messages read ahead of the deadly one have their attempts counted too: they must not end in quarantine for it."""
    mails = [mail(form(n), sender=f"o{n}@x.example", at=later(n)) for n in range(4)]
    bench.put(*mails)
    deadly = f"sha256:{hashlib.sha256(mails[0]).hexdigest()}"
    for _ in range(DEATHS):
        with pytest.raises(Killed):
            bench.run_pass(reader=Deadly(pool=reader, deadly={deadly}))
    [last] = bench.workshop.store.passes.last()
    assert last.error == "Killed", "a pass that died is no good one"
    bench.run_pass()
    assert len(bench.entries) == 3
    assert [m.message for m in bench.workshop.store.messages.quarantine()] == [deadly]


class Powerless:
    """A reader that takes one message, and the power fails."""

    def make_ready(self) -> None:
        """Be ready."""

    def rest(self) -> None:
        """Rest."""

    def read(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Submission | ReadingError]]:
        """Take the first and no more."""
        yield from ()
        next(iter(tasks))
        raise Killed


def test_one_death_does_not_change_the_order_of_receipt(bench: Bench) -> None:
    """Power fails once: what was in hand is still read before what came in after it."""
    mails = [mail(form(0), at=later(0)), mail(form(0), at=later(1), subject="Опет"), mail(changed(1), at=later(2))]
    bench.put(*mails)
    names = [f"sha256:{hashlib.sha256(content).hexdigest()}" for content in mails]
    with pytest.raises(Killed):
        bench.run_pass(reader=Powerless())
    bench.run_pass()
    assert [(e.version, e.message, e.status.value) for e in bench.entries] == [
        (1, names[0], "superseded"),
        (2, names[2], "accepted"),
    ]


def test_what_the_pass_needs_next_is_made_before_a_reading_is_waited_for(bench: Bench) -> None:
    """Readers take half a second to start: by then the parts are there that write the letters and the register."""
    made: list[str] = []
    bench.put(mail(form(0)))
    with pytest.raises(Killed):
        bench.run_pass(reader=Powerless(), soon=(made_later(lambda: made.append("part")),))
    assert made == ["part"]
    bench.run_pass(soon=(made_later(lambda: made.append("again")),))
    bench.run_pass(soon=(made_later(lambda: made.append("again")),))
    assert made == ["part", "again"], "where nothing is to be decided nothing is made"


# The mailbox


@dataclass(frozen=True)
class Renamed:
    """The same Maildir under another name, as another server would show it."""

    maildir: MaildirMailbox
    name: str = "maildir:elsewhere"

    def listing(self, *, after: Position | None = None) -> tuple[Waiting, ...]:  # noqa: ARG002 - all of it is new
        """List under the new name."""
        return tuple(
            replace(one, position=one.position._replace(mailbox=self.name), received_at=later(60))
            for one in self.maildir.listing()
        )

    def fetch(self, waiting: Sequence[Waiting]) -> Iterator[Fetched | Gone]:
        """Fetch from where they lie."""
        yield from self.maildir.fetch(waiting)

    def release(self, positions: Sequence[Position]) -> tuple[()]:  # noqa: ARG002 - nothing is to be marked
        """Leave everything."""
        return ()

    def close(self) -> None:
        """Nothing is open."""


def test_the_same_bytes_elsewhere_are_the_same_message(bench: Bench) -> None:
    """A message's identity is the hash of its bytes; it keeps the time of its first sight."""
    bench.handle(mail(form(0)))
    path = bench.workshop.settings.mailbox.path
    assert path is not None
    maildir = MaildirMailbox(path, after=After.NONE, processed_folder="Processed", size_limit=10**6)
    report = bench.run_pass(mailbox=Renamed(maildir=maildir))
    assert (report.counts["new"], report.counts["received"]) == (1, 0)
    assert [m.received_at for m in bench.messages] == [IN_TIME]
    assert len(bench.entries) == 1
    assert len(bench.letters) == 1


def test_a_message_that_was_moved_away_and_back_is_not_lost(bench: Bench) -> None:
    """It was listed and not fetched, and in the next pass it was not there."""
    bench.put(mail(form(0)))
    file, away = (bench.desk_folder.folder / place / "0000" for place in ("mailbox/new", "."))
    with bench.workshop.desk() as desk:  # as far as a pass comes that dies before it fetches
        desk.store.sightings.sight(desk.mailbox.name, desk.mailbox.listing(), at=desk.clock())
    file.rename(away)
    assert bench.run_pass().errors == []
    away.rename(file)
    assert bench.run_pass().errors == []
    assert bench.states() == [("LC21-0001", 1, "accepted")]


def test_a_file_whose_name_is_no_text_is_a_message_like_any_other(bench: Bench) -> None:
    """Somebody saved a mail there by hand; it ended every pass."""
    bench.put(mail(form(0)))
    folder = bench.desk_folder.folder / "mailbox" / "new"
    (folder / "0000").rename(folder / os.fsdecode(b"prijava \xb9.eml"))
    assert bench.run_pass().errors == []
    assert bench.states() == [("LC21-0001", 1, "accepted")]


class _Scanner:
    """One that is away at first, and then finds nothing."""

    def __init__(self) -> None:
        self.away = True

    def scan(self, content: bytes) -> Clean:
        """Find nothing in *content*."""
        if self.away:
            raise ScannerError(f"{len(content)} bytes wait")
        return Clean()


def test_an_archived_message_that_is_damaged_keeps_no_other_from_the_scanner(bench: Bench) -> None:
    """It ends in quarantine, as it does where there is no scanner, and so does one that is missing."""
    scanner = _Scanner()
    bench.put(mail(form(0)), mail(form(1), at=later(1)), mail(form(2), at=later(2)))
    bench.run_pass(scanner=scanner)
    damaged, missing, _ = (bench.workshop.archive.path(one.message) for one in bench.messages)
    damaged.write_bytes(b"x")
    missing.unlink()
    scanner.away = False
    for _ in range(ATTEMPTS):
        assert bench.run_pass(scanner=scanner).errors == []
    assert [m.outcome for m in bench.messages] == [Outcome.QUARANTINED, Outcome.QUARANTINED, Outcome.APPLICATION]


def test_an_archived_message_that_is_damaged_keeps_nobody_from_erasing(bench: Bench) -> None:
    """A call whose applications go by date would have ended every pass from then on."""
    bench.handle(mail(form(0)))
    bench.put(mail(form(1), at=later(1)))
    bench.run_pass(stopping=lambda: True)
    for one in bench.messages:
        bench.workshop.archive.path(one.message).write_bytes(b"x")
    eraser = bench.workshop.eraser
    held = eraser.holdings()
    eraser.erase(scope_of(["LC21-0001"], (), held), held, why=Why.RETENTION, reach=Reach.DESK)
    assert eraser.finish().later == ()
    assert bench.entries == ()


def test_a_pass_without_news_leaves_the_register_alone(bench: Bench) -> None:
    """Staff have it open all day: a file that is written every five minutes is never at rest."""
    bench.handle(mail(form(0)))
    written = bench.workshop.publisher.path.stat()
    bench.run_pass()
    assert bench.workshop.publisher.path.stat() == written


def test_after_many_messages_no_reading_process_is_there_while_the_register_is_written(
    bench: Bench, reader: ReaderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Together they would hold as much memory as a small server has; after a few mails they stay warm."""
    monkeypatch.setattr("intake.decider._MANY", 2)
    seen: list[int] = []
    write = FilePublisher.register

    def counted(self: FilePublisher) -> None:
        seen.append(len(multiprocessing.active_children()))
        write(self)

    monkeypatch.setattr(FilePublisher, "register", counted)
    for numbers in ((0,), (1, 2), (3,)):
        bench.put(*(mail(form(n), sender=f"o{n}@x.example", at=later(n)) for n in numbers))
        bench.run_pass(reader=reader)
    assert [bool(alive) for alive in seen] == [True, False, True]
    assert len(bench.entries) == 4
