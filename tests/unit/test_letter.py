"""The letter as a message: RFC 5322 and RFC 3834, to the byte."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import date, timedelta
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.replies.enclosure import Enclosure
from intake.replies.letter import LetterWriter, Original, Written, assembled
from intake.replies.templates import LetterError
from intake.rules.entry import Entry
from intake.rules.finding import Code
from intake.rules.letters.facts import facts_of
from intake.rules.letters.letters import Facts
from intake.rules.states import Status
from samples.letters import LAKTASI, RECEIVED, SENDER, entry, finding, letter_writer, templates, the_call

TO = "opstina@laktasi.example"
LETTERER = letter_writer()
LATE = entry(Status.LATE, finding(Code.LATE))
BLANK = entry(Status.INCOMPLETE, finding(Code.FORM_BLANK))
FORM = Enclosure(name="Прилог 2.docx", kind="application/msword", content=bytes(range(256)) * 9)
JUNK = st.text(st.one_of(st.characters(), st.sampled_from("<>@.,;:()[]\\ \r\nжa")), max_size=40)
HEADERS = {
    *("From", "To", "Date", "Subject", "Message-ID", "In-Reply-To", "References", "Auto-Submitted", "Precedence"),
    *("X-Auto-Response-Suppress", "X-Loop", "MIME-Version", "Content-Type", "Content-Language"),
}


def facts(**changes: Any) -> Facts:  # noqa: ANN401  # any field of Facts
    """Give the facts of an accepted application."""
    return replace(facts_of(entry(), call=the_call(), now=RECEIVED, applicant=LAKTASI), **changes)


def write(original: Original = Original(), to: str | None = TO, **changes: Any) -> Written:  # noqa: ANN401, B008
    """Write the letter of an accepted application."""
    return LETTERER.write(facts(**changes), to=to, original=original)


def parsed(written: Written) -> EmailMessage:
    """Read a letter as a mail program does."""
    message = email.message_from_bytes(written.content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def test_a_letter_says_that_a_machine_wrote_it_and_to_whom() -> None:
    """What keeps two machines from answering each other for ever (RFC 3834, 3.1)."""
    letter = parsed(write())
    (sender,) = letter["From"].addresses
    assert sender.display_name.split() == ["Савез", "општина", "и", "градова", "Републике", "Српске"]
    assert sender.addr_spec == "info@alvrs.example"
    assert letter["To"] == TO
    assert letter["Subject"] == "LC21-0007 · Потврда о пријему пријаве / Application received"
    assert letter["Date"].datetime == RECEIVED
    assert letter["Auto-Submitted"] == "auto-replied"
    assert letter["X-Auto-Response-Suppress"] == "All"
    assert letter["Precedence"] == "bulk"
    assert letter["X-Loop"] == "info@alvrs.example"
    assert letter["Content-Language"] == "sr-Cyrl, en"
    assert not {"Cc", "Bcc", "Reply-To", "Disposition-Notification-To"} & set(letter.keys())


def types(letter: EmailMessage) -> list[str]:
    """Name the parts, the outer before the inner."""
    return [part.get_content_type() for part in letter.walk()]


TEXTS = ["multipart/alternative", "text/plain", "text/html"]


def test_text_and_html_say_the_same() -> None:
    """Two alternatives, plain text first (RFC 2046, 5.1.4), and nothing attached where nothing is needed."""
    letter = parsed(LETTERER.write(facts_of(LATE, call=the_call(), now=RECEIVED), to=TO, original=Original()))
    assert types(letter) == TEXTS
    for part in letter.iter_parts():
        assert "Поштовани," in part.get_content()
        assert "Dear Sir or Madam," in part.get_content()


def test_a_letter_answers_the_message_that_it_answers() -> None:
    """Mail programs show it under the application."""
    letter = parsed(write(Original(message_id=" <b@x.example> (note)", references="<a@x.example>\r\n <b@x.example>")))
    assert letter["In-Reply-To"] == "<b@x.example>"
    assert letter["References"] == "<a@x.example> <b@x.example>"


@pytest.mark.parametrize("message_id", [None, "", "junk", "<no-at>", "<ж@x.example>"])
def test_without_a_usable_message_id_nothing_is_referred_to(message_id: str | None) -> None:
    """RFC 5322, 3.6.4: no Message-ID, no In-Reply-To and no References."""
    letter = parsed(write(Original(message_id=message_id, references="<a@x.example>")))
    assert letter["In-Reply-To"] is None
    assert letter["References"] is None


@pytest.mark.parametrize("to", [TO, "општина@laktasi.example"])
def test_a_long_message_id_is_named_as_it_is(to: str) -> None:
    """Those of Exchange have more letters than a line holds; in encoded words (RFC 2047, 5) they thread nothing."""
    long = f"<{'DB9PR04MB8427' * 3}@DB9PR04MB8427.eurprd04.prod.outlook.com>"
    head = write(Original(message_id=long, references=f"<first@x.example> {long[:-4]}net>"), to=to).content
    assert f"\r\nIn-Reply-To: {long}\r\n".encode() in head
    assert f"\r\nReferences: <first@x.example>\r\n {long[:-4]}net>\r\n {long}\r\n".encode() in head


def test_long_threads_keep_a_short_header() -> None:
    """A header that grows with each answer reaches limits of servers."""
    references = " ".join(f"<{number}@x.example>" for number in range(500))
    letter = parsed(write(Original(message_id="<last@x.example>", references=references)))
    assert letter["References"].split()[-2:] == ["<499@x.example>", "<last@x.example>"]
    assert len(letter["References"].split()) == 11


def test_the_same_letter_has_the_same_bytes() -> None:
    """A letter that is sent again after a crash has to be known as the same one."""
    assert write() == write()


def test_another_letter_has_another_message_id() -> None:
    """Each version and each kind of letter is its own."""
    others = [write(), write(version=2), write(entry="LC21-0008"), write(message="sha256:" + "cd" * 32)]
    late = facts_of(LATE, call=the_call(), now=RECEIVED)
    others.append(LETTERER.write(late, to=TO, original=Original()))
    ids = {one.message_id for one in others}
    assert len(ids) == len(others)
    assert all(one.endswith("@ack.alvrs.example>") for one in ids)
    assert [parsed(one)["Message-ID"] for one in others] == [one.message_id for one in others]


@given(to=JUNK, message_id=JUNK, references=JUNK)
def test_whatever_a_stranger_wrote_the_letter_is_well_formed(to: str, message_id: str, references: str) -> None:
    """RFC 5322, 2.1.1: lines of 998 bytes at most, each ended by CRLF; and no header of anybody else's making."""
    written = write(Original(message_id=message_id, references=references), to=to)
    lines = written.content.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert b"\n" not in b"".join(lines)
    assert set(email.message_from_bytes(written.content).keys()) <= HEADERS


def test_the_body_is_seven_bit_and_its_lines_are_short() -> None:
    """Any server takes it, and none has to change it on the way."""
    written = write(Original(message_id="<b@x.example>"))
    assert written.content.isascii()
    assert max(map(len, written.content.split(b"\r\n"))) <= 78


@pytest.mark.parametrize(
    ("language", "encoding"), [("en", "quoted-printable"), ("sr-Cyrl", "base64")], ids=["English", "Serbian"]
)
def test_a_text_is_readable_in_the_source_where_it_is_mostly_ascii(language: str, encoding: str) -> None:
    """Whoever looks into a letter in English reads it; in Cyrillic, quoted-printable would be twice as long."""
    letter_writer = LetterWriter(
        templates(), sender=SENDER, languages=(language,), message_id_domain="ack.alvrs.example"
    )
    letter = parsed(letter_writer.write(facts(), to=TO, original=Original()))
    bodies = [letter.get_body((kind,)) for kind in ("plain", "html")]
    assert {body and body["Content-Transfer-Encoding"] for body in bodies} == {encoding}


@given(words=st.lists(st.sampled_from(["Савез", "општина", "и", "градова", "of", "Towns", "·"]), min_size=1))
def test_no_blank_of_a_name_or_a_subject_is_lost_on_the_way(words: list[str]) -> None:
    """RFC 2047, 6.2: what stands between two encoded words is not shown; the library loses such blanks."""
    said = " ".join(words)
    sender = Address(display_name=said, addr_spec="info@alvrs.example")
    heading = (("From", sender), ("To", TO), ("Subject", said))
    content = assembled(heading, text="…", html="…", languages=("en",), identity="1")
    headers = email.message_from_bytes(content, policy=email.policy.compat32)
    assert shown(headers["Subject"]) == said
    assert parseaddr(shown(headers["From"])) == (said, "info@alvrs.example")
    words_of_it = re.findall(r"=\?[^?]+\?.\?[^?]*\?=", content.partition(b"\r\n\r\n")[0].decode())
    assert all(len(word) <= 75 for word in words_of_it), "RFC 2047, 2"


def shown(header: str) -> str:
    """Read a header as RFC 2047 has it."""
    return str(make_header(decode_header(header.replace("\r\n", ""))))


def test_a_domain_in_letters_of_ones_own_is_put_into_ascii() -> None:
    """The sender's domain may be Cyrillic; servers know its other form."""
    assert parsed(write(to="kancelarija@општина.срб"))["To"] == "kancelarija@xn--80appcfs5b.xn--90a3ac"


def test_a_name_in_letters_of_ones_own_needs_utf8() -> None:
    """There is no ASCII form of a local part (RFC 6531): the header is written in UTF-8."""
    written = write(to="општина@laktasi.example")
    assert "To: општина@laktasi.example\r\n".encode() in written.content


def test_a_letter_that_may_go_to_nobody_is_still_whole() -> None:
    """Staff see what would have been said."""
    assert parsed(write(to=None))["To"] == "undisclosed-recipients:;"


def the_calendar(written: Written) -> tuple[EmailMessage, icalendar.Calendar]:
    """Give the calendar's part of a letter, and what is in it."""
    [part] = parsed(written).iter_attachments()
    assert isinstance(part, EmailMessage)
    return part, icalendar.Calendar.from_ical(part.get_content())


def test_an_accepted_application_brings_its_events_as_a_calendar() -> None:
    """Whole days that may still move; the third event is everybody's, so its UID names no cluster."""
    part, calendar = the_calendar(write())
    assert types(parsed(write())) == ["multipart/mixed", *TEXTS, "text/calendar"]
    assert (part.get_filename(), part.get_content_disposition()) == ("LC21-0007.ics", "attachment")
    assert calendar["X-WR-TIMEZONE"] == "Europe/Sarajevo"
    assert [(e["UID"], e.decoded("DTSTART"), e.decoded("DTEND"), e["STATUS"]) for e in calendar.walk("VEVENT")] == [
        (f"{event}@ack.alvrs.example", starts, starts + timedelta(days=1), "TENTATIVE")
        for event, starts in (
            ("ree1.minorities.learning-clusters-2021", date(2021, 10, 12)),
            ("ree2.minorities.learning-clusters-2021", date(2021, 11, 11)),
            ("ree3.learning-clusters-2021", date(2022, 5, 19)),
        )
    ]
    for event in calendar.walk("VEVENT"):
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert "прелиминаран и може бити промијењен. Догађај" in str(event["DESCRIPTION"])
        assert "The event is held in English." in str(event["DESCRIPTION"])


def test_a_calendar_invites_nobody() -> None:
    """With a method or an organizer, mail programs would ask to accept, and answer us (RFC 5546)."""
    part, calendar = the_calendar(write())
    assert part.get_param("method") is None
    names = {name for component in calendar.walk() for name in component}
    assert not {"METHOD", "ORGANIZER", "ATTENDEE", "VALARM"} & names


def test_an_event_keeps_its_name_in_the_calendar_of_every_applicant() -> None:
    """A later file with another day moves the event instead of adding one; other clusters have other events."""
    first = the_calendar(write())[1]
    again = the_calendar(write(entry="LC21-0009", now=RECEIVED + timedelta(days=3)))[1]
    other = facts_of(entry(cluster="idrm", approach=None), call=the_call(), now=RECEIVED)
    elsewhere = the_calendar(LETTERER.write(other, to=TO, original=Original()))[1]
    uids = [{event["UID"] for event in one.walk("VEVENT")} for one in (first, again, elsewhere)]
    assert uids[0] == uids[1]
    assert uids[0] & uids[2] == {"ree3.learning-clusters-2021@ack.alvrs.example"}


@pytest.mark.parametrize(
    ("one", "enclosed"),
    [
        (BLANK, True),
        (entry(Status.NO_FORM, finding(Code.FORM_MISSING), form=None), True),
        (entry(Status.UNREADABLE, finding(Code.FORM_ENCRYPTED)), True),
        (entry(Status.INCOMPLETE, finding(Code.FIELD_MISSING, "contact_name")), False),
        (LATE, False),
        (entry(Status.REVIEW, finding(Code.MUNICIPALITY_NOT_ELIGIBLE)), False),
    ],
)
def test_a_blank_form_goes_where_a_form_is_asked_for(one: Entry, enclosed: bool) -> None:  # noqa: FBT001 - a column
    """Whoever filled one in needs no other; whoever sent none gets it at once, and reads that it is there."""
    writer = letter_writer(blank_form=lambda _call: FORM)
    letter = parsed(writer.write(facts_of(one, call=the_call(), now=RECEIVED), to=TO, original=Original()))
    text = letter.get_body(("plain",))
    assert text is not None
    found = [(part.get_filename(), part.get_content()) for part in letter.iter_attachments()]
    assert found == ([(FORM.name, FORM.content)] if enclosed else [])
    assert ("(„Прилог 2.docx“)" in text.get_content()) == enclosed


def test_without_configuration_no_form_is_enclosed() -> None:
    """A call may forbid any form but its own."""
    blank = facts_of(BLANK, call=the_call(), now=RECEIVED)
    assert types(parsed(LETTERER.write(blank, to=TO, original=Original()))) == TEXTS


def test_the_logo_is_shown_from_the_letter_itself(tmp_path: Path) -> None:
    """Nothing is fetched from anywhere (RFC 2392); who shows no pictures misses nothing."""
    (tmp_path / "logo.png").write_bytes(b"a picture")
    writer = letter_writer(tmp_path)
    letter = parsed(writer.write(facts(), to=TO, original=Original()))
    assert types(letter) == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png"),
        "text/calendar",
    ]
    html, picture = (part for part in letter.walk() if part.get_content_type() in ("text/html", "image/png"))
    assert re.findall('<img src="([^"]+)" alt=""', html.get_content()) == [f"cid:{picture['Content-ID'].strip('<>')}"]
    assert picture.get_content_disposition() == "inline"
    assert "<img" not in str(parsed(write()).get_body(("html",)))


def test_a_logo_that_is_too_large_is_a_fault(tmp_path: Path) -> None:
    """It would go with every letter, and many mailboxes are small."""
    (tmp_path / "logo.jpg").write_bytes(bytes(200_000))
    with pytest.raises(LetterError, match=r"logo\.jpg: 200000 bytes"):
        letter_writer(tmp_path).write(facts(), to=TO, original=Original())


def test_no_boundary_begins_like_another(tmp_path: Path) -> None:
    """Some readers look at the beginning of a line alone, and would end a part too early."""
    (tmp_path / "logo.png").write_bytes(b"a picture")
    letter = parsed(letter_writer(tmp_path).write(facts(), to=TO, original=Original()))
    boundaries = [part.get_boundary() for part in letter.walk() if part.is_multipart()]
    assert len(boundaries) == 3
    assert [(a, b) for a in boundaries for b in boundaries if a != b and str(a).startswith(str(b))] == []


def test_the_applicants_language_comes_first_where_the_call_says_so() -> None:
    """An application in English is answered in English first; both languages stay."""
    letter = parsed(write(language="en"))
    text = letter.get_body(("plain",))
    assert text is not None
    assert letter["Content-Language"] == "en, sr-Cyrl"
    assert letter["Subject"] == "LC21-0007 · Application received / Потврда о пријему пријаве"
    said = text.get_content()
    assert said.index("Dear Sir or Madam,") < said.index("Name of the contact person:") < said.index("Поштовани,")


def test_the_letter_can_be_read_in_the_dark_and_on_a_phone() -> None:
    """Without these lines, programs turn colours round by themselves, or show a page for a desk made small."""
    html = str(parsed(write()).get_body(("html",)).get_content())  # type: ignore[union-attr]
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "prefers-color-scheme: dark" in html
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in html
    assert 'content="telephone=no, date=no, address=no, email=no, url=no"' in html
    assert not re.search(r"""\b(?:src|href)=|url\(""", html)


def test_a_statement_without_a_yes_or_a_no_is_named_apart_from_what_differs() -> None:
    """Both ticks stand in one place: nobody finds the second one that a letter speaks of."""
    findings = (finding(Code.FIELD_SEVERAL, "accuracy", "☒ ДА ☒ НЕ"), finding(Code.FIELD_SEVERAL, "contact_name", "А"))
    texts = [
        parsed(LETTERER.write(facts_of(one, call=the_call(), now=RECEIVED), to=TO, original=Original()))
        for one in (entry(Status.ACCEPTED, findings[0]), entry(Status.ACCEPTED, *findings))
    ]
    bodies = [body.get_content() for text in texts if (body := text.get_body(("plain",)))]

    assert ["Уз сљедећу изјаву није јасно означено ни „да“ ни „не“" in body for body in bodies] == [True, True]
    assert ["На различитим мјестима" in body for body in bodies] == [False, True]
