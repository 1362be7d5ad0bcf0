"""What comes back to letters: which of it says that a letter did not arrive, and what only repeats our own words."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from intake.rules.entry import FormFile, Message
from intake.rules.judging.application import Application
from intake.rules.judging.returned import Returned, is_text, kind_of, recipients, repeats, returns
from intake.rules.mail.headers import Headers
from intake.rules.states import Outcome
from samples.records import NOON

REPORT = """\
Reporting-MTA: dns; mx.applicants.example

Original-Recipient: rfc822; Opstina@Laktasi.example
Final-Recipient: RFC822;<sluzba@laktasi.example>
Action: {action}
Status: 5.1.1
"""
SEEN = Message(
    message="sha256:1", received_at=NOON, sender="", subject="", outcome=Outcome.AUTOMATIC, entry="LC21-0001", version=1
)
FORM = FormFile(name="body of the message", sha256="0", kind="text")


@pytest.mark.parametrize(
    ("headers", "report", "kind"),
    [
        ({}, REPORT.format(action="failed"), Returned.BOUNCE),
        ({}, REPORT.format(action="delayed"), Returned.AUTO_REPLY),
        ({"From": "MAILER-DAEMON@mx.example"}, REPORT.format(action="delivered"), Returned.AUTO_REPLY),
        ({"From": "Mail Delivery System <MAILER-DAEMON@mx.example>"}, "", Returned.BOUNCE),
        ({"From": "MAILER-DAEMON (Mail Delivery System)"}, "", Returned.BOUNCE),
        ({"From": "postmaster@mx.example"}, "", Returned.BOUNCE),
        ({"From": "a@x.example", "X-Failed-Recipients": "b@x.example"}, "", Returned.BOUNCE),
        ({"From": "opstina@laktasi.example"}, "", Returned.AUTO_REPLY),
    ],
)
def test_only_what_failed_came_back(headers: dict[str, str], report: str, kind: Returned) -> None:
    """A letter that is late or was answered by a machine has arrived, or will: nobody need telephone."""
    assert kind_of(Headers(tuple(headers.items())), report) is kind


def test_a_report_names_whom_the_letter_was_for() -> None:
    """Some reports return nothing of the letter but its address."""
    headers = Headers((("X-Failed-Recipients", "treci@laktasi.example"),))
    assert recipients(headers, REPORT.format(action="failed")) == (
        "opstina@laktasi.example",
        "sluzba@laktasi.example",
        "treci@laktasi.example",
    )


@pytest.mark.parametrize("turned", [False, True])
def test_a_bounce_outweighs_an_automatic_reply_in_either_order(*, turned: bool) -> None:
    """One address of a forwarder answered, the other refused: staff must hear of the refusal."""
    both = [replace(SEEN, why="bounce: Return-Path: <>"), replace(SEEN, why="auto-reply: Auto-Submitted: auto-replied")]
    assert returns(reversed(both) if turned else both) == {("LC21-0001", 1): Returned.BOUNCE}


@pytest.mark.parametrize(
    "message",
    [
        replace(SEEN, why="Precedence: bulk"),
        replace(SEEN, why=None),
        replace(SEEN, entry=None, why="bounce: Return-Path: <>"),
        replace(SEEN, outcome=Outcome.OTHER, why="reply to our letter"),
    ],
)
def test_nothing_else_comes_back_to_a_letter(message: Message) -> None:
    """What a person writes, and what is about no letter, is no return."""
    assert returns([message]) == {}


def test_what_our_letter_says_is_repeated_and_anything_else_is_new() -> None:
    """Quoting breaks lines and adds marks; one word more makes it an applicant's own."""
    letter = EmailMessage(policy=SMTP)
    letter.set_content("Општина Лакташи\nАдреса: Карађорђева 56,\n 78250 Лакташи\n", cte="base64")
    letter.add_alternative("<p>Општина Лакташи</p>", subtype="html")
    quoted = Application(
        call="c", form=FORM, municipality_written="> Општина\n> Лакташи", answers={"address": "Карађорђева 56, 78250"}
    )
    assert repeats(quoted, letter.as_bytes())
    assert not repeats(replace(quoted, answers={"address": "Карађорђева 57, 78250"}), letter.as_bytes())
    kept = {"cluster": "day-centre", "signed_on": "2021-09-10"}
    assert repeats(replace(quoted, cluster="day-centre", answers=kept), letter.as_bytes()), "no letter says them so"
    assert repeats(replace(quoted, cluster_written="Адреса; Лакташи"), letter.as_bytes()), "each has its own place"
    assert is_text(FORM)
    assert not is_text(replace(FORM, kind="docx"))
