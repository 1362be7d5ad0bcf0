"""Mail that answers mail: whatever the other side does, letters come to an end and no message is dropped.

Each simulated correspondent answers what the desk sent since it was last asked; the desk is a whole one, of real parts.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import SMTP, default
from pathlib import Path

import pytest
from openpyxl import load_workbook

from corpora import corpus_mails
from desks import FOLDER, MAILDIR, Bench, form, later, lay_out_desk, mail
from intake.blank import blank_form
from intake.health import note_alarms
from intake.ports import Reader
from intake.rules.entry import Letter
from intake.rules.states import LetterState, Outcome
from intake.wiring import Workshop
from samples.letters import the_call

OWN = "info@alvrs.example"
ROUNDS = 12  # by then every exchange must have ended by itself
SOME = 4  # letters in an hour
LIMITS = f"[replies]\nhourly_limit = {SOME}\n"
MARKS = ("Auto-Submitted", "X-Auto-Response-Suppress", "Precedence", "X-Loop")

Correspondent = Callable[[Letter], tuple[bytes, ...]]


@contextmanager
def a_desk(folder: Path, reader: Reader, *sections: str) -> Iterator[Bench]:
    """Lay out and open a desk."""
    desk = lay_out_desk(folder, *sections)
    with Workshop.open(desk.config) as workshop:
        yield Bench(desk_folder=desk, workshop=workshop, reader=reader)


@pytest.fixture
def bench(tmp_path: Path, reader: Reader) -> Iterator[Bench]:
    """Give a desk that may send a few letters in an hour."""
    with a_desk(tmp_path / "desk", reader, MAILDIR, FOLDER, LIMITS) as bench:
        yield bench


def answered_by(bench: Bench, correspondent: Correspondent) -> None:
    """Go back and forth until a pass sends nothing more; fail where that does not happen."""
    seen: set[str] = set()
    for _ in range(ROUNDS):
        bench.run_pass()
        fresh = [one for one in bench.letters if one.state is LetterState.SENT and one.message_id not in seen]
        if not fresh:
            return
        seen.update(one.message_id for one in fresh)
        bench.put(*(answer for letter in fresh for answer in correspondent(letter)))
    pytest.fail(f"still going on after {ROUNDS} rounds and {len(seen)} letters")


def sent(bench: Bench) -> list[Letter]:
    """Give the letters that left."""
    return [one for one in bench.letters if one.state is LetterState.SENT]


def changed_form(number: int) -> bytes:
    """Give a form that is never the same, byte for byte."""
    return form(0, motivation=f"Разлог број {number}.")


def test_a_responder_that_answers_each_letter_from_a_new_address_is_stopped_by_the_limits(bench: Bench) -> None:
    """Nothing in its mail tells it from an applicant, so only the number of letters can end it; and that alarms."""
    numbers = itertools.count(1)

    def respond(_: Letter) -> tuple[bytes, ...]:
        return tuple(mail(changed_form(n), sender=f"a{n}@applicants.example") for n in (next(numbers), next(numbers)))

    bench.put(mail(changed_form(0)))
    answered_by(bench, respond)

    assert len(sent(bench)) == SOME
    received = 1 + 2 * SOME
    assert [message.outcome for message in bench.messages] == [Outcome.APPLICATION] * received
    assert len(bench.entries) == len(bench.letters) == received, "what is not answered is recorded all the same"
    held = [one for one in bench.letters if one.state is LetterState.HELD]
    assert len(held) == received - SOME
    assert all("limit" in str(one.why) for one in held)
    assert [alarm.code for alarm in note_alarms(bench.workshop).alarms] == ["letters-held-by-limit"]


def test_a_responder_at_one_address_gets_no_more_than_three_letters(tmp_path: Path, reader: Reader) -> None:
    """The limit of one address ends it long before the desk's own are reached."""
    with a_desk(tmp_path / "desk", reader, MAILDIR, FOLDER) as bench:
        bench.put(mail(changed_form(0)))
        answered_by(bench, lambda _: (mail(changed_form(len(bench.messages))),))
        assert len(sent(bench)) == 3
        assert len(bench.entries) == len(bench.messages) == 4
        assert [alarm.code for alarm in note_alarms(bench.workshop).alarms] == ["letters-held-by-limit"]


def test_a_responder_that_quotes_our_letter_gets_no_second_one(bench: Bench) -> None:
    """A reply that names our Message-ID is answered by a person, even if a form is attached to it."""

    def respond(letter: Letter) -> tuple[bytes, ...]:
        number = len(bench.messages)
        headers = {"In-Reply-To": letter.message_id, "References": letter.message_id}
        return (mail(changed_form(number), sender=f"a{number}@applicants.example", headers=headers),)

    bench.put(mail(changed_form(0)))
    answered_by(bench, respond)
    assert [one.state for one in bench.letters] == [LetterState.SENT, LetterState.HELD]
    assert [entry.version for entry in bench.entries] == [1, 2], "the new form counts without any letter"


def report(content: bytes, to: str | None) -> bytes:
    """Write the delivery report of a letter, with its headers, as RFC 3464 has it."""
    headers = content.partition(b"\r\n\r\n")[0]
    text = (
        b"Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.applicants.example>\r\n"
        b"To: info@alvrs.example\r\nSubject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nThe mail system: user unknown.\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.applicants.example\r\n\r\n"
        b"Final-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        b"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n%s\r\n\r\n--b--\r\n"
    )
    return text % (str(to).encode(), headers)


def whole_bounce(letter: Letter) -> bytes:
    """Return a letter whole, as an attached message, from a server that knows no reports."""
    message = EmailMessage(policy=SMTP)
    for name, value in (("Return-Path", "<>"), ("From", "postmaster@mx.example"), ("To", OWN), ("Subject", "failure")):
        message[name] = value
    message.set_content("Your message could not be delivered.")
    message.add_attachment(message_from_bytes(letter.content, policy=default))
    return message.as_bytes()


def plain_bounce(letter: Letter) -> bytes:
    """Return a letter's headers in the text itself, as qmail does."""
    headers = letter.content.partition(b"\r\n\r\n")[0].decode()
    text = f"Hi. This is the qmail-send program.\n\n--- Below this line is a copy of the message.\n\n{headers}\n"
    return mail(text=text, subject="failure notice", sender="", headers={"Return-Path": "<>", "From": "MAILER-DAEMON"})


def vacation(letter: Letter) -> bytes:
    """Answer as RFC 5230 wants it."""
    headers = {"Auto-Submitted": "auto-replied (vacation)", "In-Reply-To": letter.message_id, "Return-Path": "<>"}
    return mail(subject="Аутоматски одговор", text="Одсутан сам до понедјељка.\n", headers=headers)


def unmarked_vacation(letter: Letter) -> bytes:
    """Answer as mail programs do that know no standard, but for the thread."""
    return mail(subject="Out of office", text="Nisam u kancelariji.\n", headers={"References": letter.message_id})


def quoting_vacation(letter: Letter) -> bytes:
    """Answer as a program does that knows neither standards nor threads, and quotes what it answers."""
    subject = f"Аутоматски одговор: {message_from_bytes(letter.content, policy=default)['Subject']}"
    return mail(at=later(3), subject=subject, sender=str(letter.to), text=f"Одсутна сам.\n\n{text_of(letter)}")


@pytest.mark.parametrize(
    ("answer", "outcome", "told"),
    [
        (lambda one: report(one.content, one.to), Outcome.AUTOMATIC, "letter came back"),
        (lambda one: report(b"", one.to), Outcome.AUTOMATIC, "letter came back"),
        (whole_bounce, Outcome.AUTOMATIC, "letter came back"),
        (plain_bounce, Outcome.AUTOMATIC, "letter came back"),
        (vacation, Outcome.AUTOMATIC, "an automatic reply came"),
        (unmarked_vacation, Outcome.AUTOMATIC, "an automatic reply came"),
        (quoting_vacation, Outcome.AUTOMATIC, "an automatic reply came"),
    ],
    ids=["report", "report without headers", "whole letter", "qmail", "vacation", "unmarked", "quoting"],
)
def test_what_comes_back_to_every_letter_is_tied_to_it_and_never_answered(
    bench: Bench, answer: Callable[[Letter], bytes], outcome: Outcome, told: str
) -> None:
    """Two applicants, two letters, two answers; each stands at the right application and the exchange is over."""
    bench.put(mail(form(0)), mail(form(1), sender="grad@banjaluka.example"))
    answered_by(bench, lambda letter: (answer(letter),))
    assert len(bench.letters) == 2
    came_back = [m for m in bench.messages if m.outcome is not Outcome.APPLICATION]
    assert {(m.outcome, m.entry, m.version) for m in came_back} == {(outcome, e.entry, 1) for e in bench.entries}
    register = load_workbook(bench.workshop.settings.register)["Регистар · Register"]
    heading, *rows = [[str(cell or "") for cell in row] for row in register.iter_rows(values_only=True)]
    column = heading.index("Писмо · Letter")
    assert [row[column].endswith(told) for row in rows] == [True, True]
    assert told in bench.desk_folder.intake("show", bench.entries[0].entry)


def reply_with_all(letter: Letter) -> bytes:
    """Send the letter's own blank form back, as people do who press the wrong button."""
    message = message_from_bytes(letter.content, policy=default)
    assert isinstance(message, EmailMessage)
    forms = [bytes(part.get_content()) for part in message.iter_attachments()]
    headers = {"In-Reply-To": letter.message_id}
    return mail(*forms, at=later(1), sender=str(letter.to), subject="Re: Образац", headers=headers)


@pytest.mark.parametrize(
    ("answer", "outcome"), [(whole_bounce, Outcome.AUTOMATIC), (reply_with_all, Outcome.OTHER)], ids=["bounce", "reply"]
)
def test_our_own_blank_form_that_comes_back_is_no_application(
    tmp_path: Path, reader: Reader, answer: Callable[[Letter], bytes], outcome: Outcome
) -> None:
    """What asks for a form brings a blank one: it must not be taken for somebody's, and be answered with another."""
    with a_desk(tmp_path / "desk", reader, MAILDIR, FOLDER, '[replies]\nattach_form = "docx"\n') as bench:
        bench.put(mail(subject="Пријава за кластер учења"))
        bench.run_pass()
        [letter] = sent(bench)
        assert letter.template == "no-form"
        bench.put(answer(letter))
        bench.run_pass()
        assert [(m.outcome, m.entry) for m in bench.messages] == [
            (Outcome.APPLICATION, "LC21-0001"),
            (outcome, "LC21-0001"),
        ]
        assert len(bench.letters) == 1


@pytest.mark.parametrize("quoted", ["> {}", "{}"], ids=["marked", "unmarked"])
def test_a_reply_that_quotes_our_letter_is_no_application(bench: Bench, quoted: str) -> None:
    """A letter lists what was read in the form: whoever answers it whole has not applied once more."""
    bench.put(mail(form(0)), mail(form(1), sender="grad@banjaluka.example"))
    bench.run_pass()
    for letter in sent(bench):
        lines = text_of(letter).splitlines()
        text = "Хвала, све је тачно.\n\n" + "\n".join(quoted.format(line) for line in lines)
        headers = {"In-Reply-To": letter.message_id}
        bench.put(mail(subject="Re: Потврда", sender=str(letter.to), text=text, headers=headers))
    bench.run_pass()
    assert len(bench.entries) == 2
    replies = [m for m in bench.messages if m.outcome is Outcome.OTHER]
    assert sorted(str(m.entry) for m in replies) == ["LC21-0001", "LC21-0002"]


def test_what_answers_an_erased_letter_brings_no_application_back(bench: Bench) -> None:
    """Bounces come days later, and quote all that the letter said; nothing is left to compare them with."""
    bench.put(mail(form(0)))
    bench.run_pass()
    [letter] = sent(bench)
    bench.desk_folder.intake("erase", "LC21-0001", "--yes")
    quoting = mail(subject="Re: Потврда", text=text_of(letter), headers={"In-Reply-To": letter.message_id})
    bench.put(whole_bounce(letter), quoting, in_reply(letter, "Хвала.\n", OUTLOOK, thread=False))
    bench.run_pass()
    assert bench.entries == ()
    late = [m for m in bench.messages if m.erased_at is None]
    assert len(late) == 3
    assert {(m.outcome, m.entry) for m in late} == {(Outcome.AUTOMATIC, "LC21-0001"), (Outcome.OTHER, "LC21-0001")}
    bench.desk_folder.intake("erase", "LC21-0001", "--yes")
    assert [m for m in bench.messages if m.erased_at is None] == [], "erased once more, they go as well"


@pytest.mark.parametrize("quotation", ["Outlook", "marked", "bounce"])
def test_what_answers_a_letter_that_the_store_has_lost_is_no_application(
    tmp_path: Path, reader: Reader, bench: Bench, quotation: str
) -> None:
    """A store from an older backup does not know the letters sent since; what they list is no form all the same."""
    bench.put(mail(form(0)))
    bench.run_pass()
    [letter] = sent(bench)
    with a_desk(tmp_path / "restored", reader, MAILDIR, FOLDER, LIMITS) as restored:
        texts = {"Outlook": OUTLOOK, "marked": MARKED}
        answer = whole_bounce(letter) if quotation == "bounce" else None
        restored.put(answer or in_reply(letter, "Хвала.\n", texts[quotation], thread=True))
        restored.run_pass()
        assert restored.entries == ()
        [message] = restored.messages
        assert message.outcome is (Outcome.AUTOMATIC if answer else Outcome.OTHER)


PASTED = """\
Поштовани, ево исправљеног обрасца.

Прилог 2 – Образац за пријаву
Кластер учења: Мобилни теренски тимови
Назив општине, односно града: Град Бања Лука
Име и презиме контакт особе: Никола Никић
Е-пошта контакт особе: nikola@banjaluka.example
Телефон контакт особе: 051/333-444
"""
OUTLOOK = "\n-----Original Message-----\nFrom: info@alvrs.example\nTo: {to}\nSubject: {subject}\n\n{text}"
MARKED = "\nOn Sun, 5 Sep 2021, info@alvrs.example wrote:\n{marked}"


def in_reply(letter: Letter, words: str, quotation: str, *, thread: bool, html: str = "") -> bytes:
    """Answer a letter with *words* above its *quotation*; only some programs name the *thread*."""
    heading = message_from_bytes(letter.content, policy=default)
    subject, text = str(heading["Subject"]), text_of(letter)
    marked = "\n".join(f"> {line}" for line in text.splitlines())
    below = quotation.format(to=letter.to, subject=subject, text=text, marked=marked)
    headers = {"In-Reply-To": letter.message_id} if thread else {}
    answer = mail(at=later(5), subject=f"RE: {subject}", sender=str(letter.to), text=words + below, headers=headers)
    if not html:
        return answer
    message = message_from_bytes(answer, policy=default.clone(linesep="\r\n"))
    assert isinstance(message, EmailMessage)
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


@pytest.mark.parametrize("thread", [True, False], ids=["in its thread", "in none"])
@pytest.mark.parametrize("quotation", [OUTLOOK, MARKED, "\n{text}"], ids=["Outlook", "marked", "unmarked"])
def test_thanks_for_a_letter_are_no_newer_version(bench: Bench, quotation: str, *, thread: bool) -> None:
    """Its list of answers must not displace the form that it was read from, nor be answered: a robot would go on."""
    bench.put(mail(form(0)), mail(form(1), sender="grad@banjaluka.example"))
    bench.run_pass()
    letters = sent(bench)
    bench.put(*(in_reply(letter, "Хвала, примљено. Марија\n", quotation, thread=thread) for letter in letters))
    bench.run_pass()
    assert bench.states() == [("LC21-0001", 1, "accepted"), ("LC21-0002", 1, "accepted")]
    replies = [m for m in bench.messages if m.outcome is Outcome.OTHER]
    assert sorted((str(m.entry), str(m.why)) for m in replies) == [
        ("LC21-0001", "reply to our letter"),
        ("LC21-0002", "reply to our letter"),
    ]
    assert len(bench.letters) == 2


def test_thanks_that_quote_a_letter_as_html_are_no_newer_version(bench: Bench) -> None:
    """Most programs for offices write HTML, and quote without any mark."""
    bench.put(mail(form(0)))
    bench.run_pass()
    [letter] = sent(bench)
    body = message_from_bytes(letter.content, policy=default).get_body(("html",))
    assert body is not None
    html = f"<p>Хвала.</p><hr>{body.get_content()}"
    bench.put(in_reply(letter, "Хвала.\n", "\n{text}", thread=False, html=html))
    bench.run_pass()
    assert bench.states() == [("LC21-0001", 1, "accepted")]
    assert [m.entry for m in bench.messages if m.outcome is Outcome.OTHER] == ["LC21-0001"]


@pytest.mark.parametrize("thread", [True, False], ids=["in its thread", "in none"])
@pytest.mark.parametrize("quotation", [OUTLOOK, MARKED, "\n{text}", ""], ids=["Outlook", "marked", "unmarked", "none"])
def test_a_form_pasted_above_our_quoted_letter_is_an_application(bench: Bench, quotation: str, *, thread: bool) -> None:
    """Whoever corrects an application in a reply has sent a newer version; what the letter says is none of it."""
    bench.put(mail(form(1)))
    bench.run_pass()
    [letter] = sent(bench)
    bench.put(in_reply(letter, PASTED, quotation, thread=thread))
    bench.run_pass()
    assert bench.states() == [("LC21-0001", 1, "superseded"), ("LC21-0001", 2, "accepted")]
    [newer] = [entry for entry in bench.entries if entry.version == 2]
    assert (newer.cluster, newer.answers["contact_name"]) == ("mobile-teams", "Никола Никић")
    assert [newer.answers[field] for field in ("address", "signed_on", "motivation")] == [None] * 3
    assert [one.state for one in bench.letters] == [LetterState.SENT, LetterState.HELD if thread else LetterState.SENT]


def test_a_form_attached_to_a_reply_is_a_newer_version(bench: Bench) -> None:
    """Whatever the reply quotes: a file is what an applicant sends."""
    bench.put(mail(form(1)))
    bench.run_pass()
    [letter] = sent(bench)
    subject = str(message_from_bytes(letter.content, policy=default)["Subject"])
    text = f"У прилогу је исправка.\n\n{text_of(letter)}"
    bench.put(mail(form(1, motivation="Исправка."), at=later(5), subject=f"Re: {subject}", text=text))
    bench.run_pass()
    assert bench.states() == [("LC21-0001", 1, "superseded"), ("LC21-0001", 2, "accepted")]


@pytest.mark.parametrize("filled", [False, True], ids=["blank", "filled in"])
def test_the_call_that_comes_back_with_its_blank_form_is_no_application(bench: Bench, *, filled: bool) -> None:
    """It was sent to every municipality, and some addresses are old."""
    attached = form(0) if filled else blank_form(the_call(), ".docx")
    sent_by_us = mail(attached, subject="Јавни позив за кластере учења", text="У прилогу је Прилог 2.\n", sender=OWN)
    bounce = EmailMessage(policy=SMTP)
    for name, value in (
        ("Return-Path", "<>"),
        ("From", "MAILER-DAEMON@mx.example"),
        ("To", OWN),
        ("Subject", "failure"),
    ):
        bounce[name] = value
    bounce.set_content("Your message could not be delivered.")
    bounce.add_attachment(message_from_bytes(sent_by_us, policy=default))
    bounce.set_type("multipart/report")
    bench.handle(bounce.as_bytes())
    expected = Outcome.APPLICATION if filled else Outcome.AUTOMATIC
    assert [m.outcome for m in bench.messages] == [expected]
    assert [one.state for one in bench.letters] == [LetterState.SUPPRESSED] * filled


def text_of(letter: Letter) -> str:
    """Give a letter as its reader sees it."""
    body = message_from_bytes(letter.content, policy=default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_two_desks_that_write_to_each_other_fall_silent(tmp_path: Path, reader: Reader) -> None:
    """Each knows the other's letter for a machine's."""
    assert desks_exchange(tmp_path, reader, through=lambda content: content) == (1, 0)


def test_two_desks_fall_silent_even_where_every_mark_is_lost_on_the_way(tmp_path: Path, reader: Reader) -> None:
    """A gateway that rewrites mail leaves neither marks nor ids; what is left are the limits."""

    def rewritten(content: bytes) -> bytes:
        message: Message = message_from_bytes(content, policy=default)
        for name in (*MARKS, "Message-ID", "In-Reply-To", "References"):
            del message[name]
        message.add_header("Message-ID", f"<{hashlib.sha256(content).hexdigest()}@gateway.example>")
        return message.as_bytes(policy=SMTP)

    here, there = desks_exchange(tmp_path, reader, through=rewritten)
    assert here <= 3
    assert there <= 3


def desks_exchange(folder: Path, reader: Reader, *, through: Callable[[bytes], bytes]) -> tuple[int, int]:
    """Let one desk apply to another with its own letter's address; count the letters that each sent."""
    other = "info@other.example"
    with (
        a_desk(folder / "here", reader, MAILDIR, FOLDER) as here,
        a_desk(folder / "there", reader, MAILDIR, FOLDER.replace(OWN, other)) as there,
    ):
        here.put(mail(form(0), sender=other))

        def carried(letter: Letter, sender: str) -> bytes:
            envelope = f"Return-Path: <{sender}>\r\nReceived: from x by y; Mon, 06 Sep 2021 10:00:00 +0200\r\n"
            return envelope.encode() + through(letter.content)

        def from_there(letter: Letter) -> tuple[bytes, ...]:
            before = len(sent(there))
            there.handle(carried(letter, OWN))
            return tuple(carried(one, other) for one in sent(there)[before:])

        answered_by(here, from_there)
        assert {m.outcome for m in there.messages} <= {Outcome.AUTOMATIC, Outcome.OTHER, Outcome.APPLICATION}
        return len(sent(here)), len(sent(there))


@pytest.mark.corpora
def test_no_real_bounce_or_automatic_mail_is_answered_or_taken_for_an_application(bench: Bench) -> None:
    """Some 600 messages that nobody here wrote, in one pass: all are recorded and left alone."""
    contents = {path.read_bytes(): path.name for path in corpus_mails()}
    assert len(contents) > 500, "without them this would pass on nothing"
    bench.put(*contents)

    report = bench.run_pass()

    assert report.errors == []
    assert len(bench.messages) == len(contents)
    names = {f"sha256:{hashlib.sha256(content).hexdigest()}": name for content, name in contents.items()}
    odd = {
        names[m.message]: (m.outcome, m.why)
        for m in bench.messages
        if m.outcome not in (Outcome.AUTOMATIC, Outcome.OTHER)
    }
    assert odd == {}
    assert bench.entries == ()
    assert bench.letters == ()
