"""What a machine is told: names and shapes of the interface, and rows that no spreadsheet runs."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from intake.rules.entry import Entry, Message
from intake.rules.export import columns, entry_values, flat, letter_values, message_values
from intake.rules.finding import Code, Finding
from intake.rules.states import LetterState, Outcome
from samples.letters import RECEIVED, ZONE, entry, finding, letter, the_call


def said(one: Finding, about: Entry, language: str) -> str:
    """Say a finding in a few words."""
    return f"{one.code} of {about.entry} in {language}"


def test_an_entry_is_plain_json_in_the_call_s_time_zone() -> None:
    """Nothing of ours is left in it, and times keep their offset."""
    one = entry(findings=(finding(Code.APPROACH_MISSING, "cluster"),))
    values = entry_values(one, [letter()], ZONE, said)
    assert json.loads(json.dumps(values))["received_at"] == "2021-09-10T09:14:00+02:00"
    assert values["form"] == {"name": "Прилог 2.docx", "sha256": "0" * 64, "kind": "docx", "inside": None}
    [found] = json.loads(json.dumps(values["findings"]))
    assert found["code"] == "approach.missing"
    assert found["field"] == "cluster"
    assert found["text"]["en"] == "approach.missing of LC21-0007 in en"
    assert entry_values(entry(form=None), [], ZONE, said)["letter"] is None


def test_a_letter_under_way_is_still_queued_to_the_outside() -> None:
    """The interface knows no state between queued and sent."""
    assert letter_values(letter(LetterState.SENDING))["state"] == "queued"
    assert letter_values(letter(LetterState.HELD, why="replies.mode: hold"))["why"] == "replies.mode: hold"


def test_a_message_says_what_became_of_it() -> None:
    """One that waits has no outcome yet."""
    message = Message(message="sha256:ab", received_at=RECEIVED, sender="a@b.example", subject="Пријава")
    assert message_values(message, ZONE)["outcome"] is None
    decided = Message(
        message="sha256:ab", received_at=RECEIVED, sender="", subject="", outcome=Outcome.OTHER, why="nothing"
    )
    assert message_values(decided, ZONE)["outcome"] == "other"


def test_a_row_has_all_that_is_nested_behind_dots() -> None:
    """Who reads the table needs no JSON to see where a letter went, and why one did not; a telephone stays one."""
    one = entry(findings=(finding(Code.FIELD_MISSING, "contact_email"), finding(Code.FORM_BLANK)))
    one = replace(one, answers={"contact_phone": "+38751532212", "website": "+1+cmd"})
    row = flat(entry_values(one, [letter(LetterState.FAILED, why="refused", reply="550 no such user")], ZONE, said))
    assert (row["findings"], row["findings.field"]) == ("field.missing form.blank", "contact_email –")
    assert row["findings.text.en"].splitlines()[1] == "form.blank of LC21-0007 in en"
    assert (row["form.name"], row["form.kind"], row["form.inside"]) == ("Прилог 2.docx", "docx", "")
    assert (row["letter"], row["letter.to"]) == ("failed", "opstina@applicants.example")
    assert (row["letter.template"], row["letter.why"]) == ("accepted", "refused: 550 no such user")
    assert (row["answers.contact_phone"], row["answers.website"]) == ("+38751532212", "'+1+cmd")
    assert set(row) <= set(columns([the_call()])), "no cell without a heading"


def test_what_no_form_answered_is_null_under_every_name() -> None:
    """A reader of the export looks answers up by name, and finds each whether or not a form came."""
    values = entry_values(entry(answers={"contact_name": "Ана"}), [], ZONE, said, asked=("contact_name", "website"))
    assert values["answers"] == {"contact_name": "Ана", "website": None}


@given(st.text())
def test_no_answer_becomes_a_formula(written: str) -> None:
    """Applicants' words end in staff's spreadsheets."""
    answers = {"contact_name": written, "members": ({"name": written, "email": None},)}
    row = flat(entry_values(entry(answers=answers), [letter()], ZONE, said))
    armed = [value for value in row.values() if value.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [value for value in armed if not re.fullmatch(r"\+[0-9]{1,15}", value)] == []
    assert row["answers.contact_name"].removeprefix("'") == written.removeprefix("'")
    assert json.loads(row["answers.members"])[0]["name"] == written
