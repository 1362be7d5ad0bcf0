"""Whether a letter may go, by headers, configuration and history; and a template with an error."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from intake.data.loaded import load_gazetteer
from intake.rules.entry import Letter
from intake.rules.finding import Code
from intake.rules.judging.submission import Submission
from intake.rules.judging.verdict import Verdict
from intake.rules.mail.headers import Headers
from intake.rules.pending import Pending
from intake.rules.states import LetterState, Outcome, Status
from intake.secretary import LetterSecretary
from intake.settings import Mode, ReplySettings
from samples.letters import LANGUAGES, RECEIVED, entry, finding, letter_writer, the_call

APPLICANT = "opstina@laktasi.example"
HEADERS = (
    ("Return-Path", f"<{APPLICANT}>"),
    ("From", APPLICANT),
    ("To", "info@alvrs.example"),
    ("Message-ID", "<1@laktasi.example>"),
)
VERDICT = Verdict(outcome=Outcome.APPLICATION, entry="LC21-0007", version=1, about=((entry(), None),))
GAZETTEER = load_gazetteer()


def writer(*, mode: Mode = Mode.AUTO, templates: Path = Path("templates")) -> LetterSecretary:
    """Make a secretary whose association has its own *templates*."""
    settings = ReplySettings(
        mode=mode,
        languages=LANGUAGES,
        templates=templates,
        own_addresses=("info@alvrs.example",),
        trusted_authserv_ids=(),
        message_id_domain="ack.alvrs.example",
    )
    return LetterSecretary(
        settings=settings,
        calls={the_call().id: the_call()},
        gazetteer=GAZETTEER,
        letter_writer=letter_writer(templates),
    )


def write(secretary: LetterSecretary, *, historic: bool = False, **changed: str) -> Letter:
    """Let it answer the sample application; *changed* headers are named with underscores, "" takes one away."""
    given = {name.replace("_", "-"): value for name, value in changed.items()}
    kept = [(name, value) for name, value in HEADERS if name not in given]
    headers = Headers((*((name, value) for name, value in given.items() if value), *kept))
    [letter] = secretary.letters(VERDICT, submission(headers), pending(historic=historic), RECEIVED)
    return letter


def submission(headers: Headers | None = None) -> Submission:
    """Make a mail as it was read."""
    return Submission(
        headers=headers or Headers(HEADERS), sender=APPLICANT, subject="Пријава", message_id=None, text=""
    )


def pending(*, historic: bool = False) -> Pending:
    """Make the message in hand."""
    return Pending(
        message="sha256:" + "ab" * 32,
        received_at=RECEIVED,
        size=1,
        truncated=False,
        historic=historic,
        attempts=0,
        failures=0,
        last_error=None,
    )


@pytest.mark.parametrize(
    ("mode", "historic", "changed", "state", "why"),
    [
        (Mode.AUTO, False, {}, LetterState.QUEUED, None),
        (Mode.HOLD, False, {}, LetterState.HELD, "replies.mode: hold"),
        (Mode.OFF, False, {}, LetterState.SUPPRESSED, "replies.mode: off"),
        (Mode.AUTO, True, {}, LetterState.SUPPRESSED, "first-run"),
        (Mode.AUTO, False, {"Return_Path": ""}, LetterState.HELD, None),
        (Mode.OFF, False, {"Return_Path": ""}, LetterState.SUPPRESSED, "replies.mode: off"),
        (Mode.AUTO, True, {"Return_Path": ""}, LetterState.SUPPRESSED, "first-run"),
        (Mode.AUTO, False, {"Return_Path": "<>"}, LetterState.SUPPRESSED, None),
        (Mode.HOLD, False, {"Auto_Submitted": "auto-replied"}, LetterState.SUPPRESSED, None),
        (Mode.AUTO, False, {"Return_Path": "<info@alvrs.example>"}, LetterState.SUPPRESSED, None),
    ],
)
def test_a_letter_is_born_queued_held_or_suppressed(
    mode: Mode,
    historic: bool,  # noqa: FBT001 - a table's column
    changed: dict[str, str],
    state: LetterState,
    why: str | None,
) -> None:
    """What must not be answered is never even held, and whatever keeps a letter back is named."""
    letter = write(writer(mode=mode), historic=historic, **changed)
    assert letter.state is state
    assert (letter.why or "").startswith(why or "")
    assert (letter.why is None) == (state is LetterState.QUEUED)
    assert letter.content, "the whole letter is there, whatever becomes of it"


def test_the_letter_goes_to_the_return_path_and_to_no_one_else() -> None:
    """RFC 3834: never to an address that a stranger wrote into a Reply-To or a form."""
    letter = write(writer(), Return_Path="<pisarnica@laktasi.example>", Reply_To="victim@example.org")
    assert letter.to == "pisarnica@laktasi.example"
    assert b"victim" not in letter.content


def test_a_template_with_an_error_holds_the_letter(tmp_path: Path) -> None:
    """The application is recorded all the same; staff are told file and line."""
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "letter.j2").write_text("one\n{{ nothing.of.this }}\n", encoding="utf-8")
    letter = write(writer(templates=tmp_path))
    assert letter.state is LetterState.HELD
    assert "letter.j2, line 2" in (letter.why or "")
    assert letter.content == b""
    assert letter.message_id == write(writer(templates=tmp_path)).message_id
    suppressed = write(writer(templates=tmp_path), Return_Path="<>")
    assert suppressed.state is LetterState.SUPPRESSED, "what must not be answered is not held for a template either"


def test_a_superseded_version_is_told_which_one_counts() -> None:
    """An older mail that was read later: its letter names the version that counts, not some other."""
    old = entry(Status.SUPERSEDED, version=3)
    counts = entry(version=2, received_at=RECEIVED.replace(hour=17, minute=42))
    verdict = replace(VERDICT, version=3, entries=(old,), about=((old, counts),))
    [letter] = writer().letters(verdict, submission(), pending(), RECEIVED)
    body = message_from_bytes(letter.content, policy=default).get_body(("plain",))
    assert (letter.state, letter.template) == (LetterState.QUEUED, "superseded")
    assert body is not None
    assert "17:42" in body.get_content()


def test_what_is_no_application_gets_no_letter() -> None:
    """Bounces, lists and duplicates are never answered."""
    for outcome in (Outcome.DUPLICATE, Outcome.OTHER, Outcome.AUTOMATIC):
        assert writer().letters(Verdict(outcome=outcome), submission(), pending(), RECEIVED) == ()


def test_what_the_older_version_said_is_told_to_its_sender_alone() -> None:
    """Anybody may send a form in a municipality's name: the answer must not give away its contact person."""
    old = entry(answers={"contact_phone": "+38751111111"}, sender=APPLICANT)
    new = entry(Status.ACCEPTED, finding(Code.VERSION_NEWER), version=2, answers={"contact_phone": "+38765222222"})
    verdict = replace(VERDICT, version=2, entries=(old, new), about=((new, old),))
    said = []
    for address in (APPLICANT, "stranger@elsewhere.example"):
        headers = Headers((("Return-Path", f"<{address}>"), ("From", APPLICANT), *HEADERS[2:]))
        [letter] = writer().letters(verdict, submission(headers), pending(), RECEIVED)
        body = message_from_bytes(letter.content, policy=default).get_body(("plain",))
        assert body is not None
        said.append(body.get_content())
    assert ["+38751111111" in letter for letter in said] == [True, False]
    assert all("Телефон контакт особе" in letter for letter in said)
