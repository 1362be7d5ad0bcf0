"""Entries, facts and letters for the tests of what is answered."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from intake.config.call_file import load
from intake.data import shipped
from intake.replies.announcement import AnnouncementWriter
from intake.replies.enclosure import Enclosure
from intake.replies.letter import LetterWriter
from intake.replies.templates import Templates
from intake.rules.call import Call, Text
from intake.rules.entry import Entry, FormFile, Letter
from intake.rules.finding import Code, Evidence, Finding
from intake.rules.letters.letters import Applicant, Designation
from intake.rules.letters.serbian import Serbian
from intake.rules.states import LetterState, Status

ZONE = ZoneInfo("Europe/Sarajevo")
RECEIVED = datetime(2021, 9, 10, 9, 14, tzinfo=ZONE)
LAKTASI = Applicant(name=Text(sr="Лакташи", en="Municipality of Laktaši"), designation=Designation.MUNICIPALITY)
BANJA_LUKA = Applicant(name=Text(sr="Бања Лука", en="City of Banja Luka"), designation=Designation.CITY)
LANGUAGES = ("sr-Cyrl", "en")
SENDER = "Савез општина и градова Републике Српске <info@alvrs.example>"
DETAILS = (
    ("entry", "LC21-0003"),
    ("version", "1"),
    ("received_at", "2021-09-08T10:00:00+02:00"),
    ("clusters", "day-centre,idrm"),
)


@cache
def the_call() -> Call:
    """Return the call of 2021 as it ships."""
    return load(shipped("calls") / "learning-clusters-2021.toml", zone=ZONE, address="info@alvrs.example")


@cache
def serbian() -> Serbian:
    """Return the shipped grammar."""
    return Serbian.of(tomllib.loads(shipped("serbian.toml").read_text(encoding="utf-8")))


def templates(*folders: Path) -> Templates:
    """Return the shipped templates behind those of *folders*."""
    return Templates((*folders, shipped("templates")), serbian())


def letter_writer(*folders: Path, blank_form: Callable[[Call], Enclosure | None] | None = None) -> LetterWriter:
    """Return a writer of letters in both languages."""
    return LetterWriter(
        templates(*folders),
        sender=SENDER,
        languages=LANGUAGES,
        message_id_domain="ack.alvrs.example",
        blank_form=blank_form,
    )


def announcement_writer(*folders: Path) -> AnnouncementWriter:
    """Return a writer of announcements in both languages."""
    return AnnouncementWriter(
        templates(*folders), sender=SENDER, languages=LANGUAGES, message_id_domain="ack.alvrs.example"
    )


def finding(code: Code, field: str | None = None, written: str = "…") -> Finding:
    """Return a finding with everything that a letter may speak of."""
    evidence = (Evidence(part="Прилог 2.docx", place="table 1, row 2, cell 2", written=written),)
    return Finding(code=code, field=field, evidence=evidence, details=DETAILS)


def entry(status: Status = Status.ACCEPTED, *findings: Finding, **changes: Any) -> Entry:  # noqa: ANN401  # any field of Entry
    """Return an entry of that status, filled in like a real one."""
    whole = Entry(
        entry="LC21-0007",
        version=1,
        call=the_call().id,
        status=status,
        received_at=RECEIVED,
        sender="opstina@laktasi.example",
        message="sha256:" + "ab" * 32,
        municipality="srp-laktasi",
        municipality_written="Opština Laktaši",
        cluster="minorities",
        approach="minorities-forum",
        answers={
            "municipality": "Opština Laktaši",
            "contact_name": "Марко Марковић",
            "contact_email": "marko@laktasi.example",
            "members": ({"name": "Ана Анић", "email": None}, {"name": "Иво Ивић", "email": "ivo@laktasi.example"}),
            "commitment": True,
            "privacy": False,
        },
        findings=findings,
        form=FormFile(name="Прилог 2.docx", sha256="0" * 64, kind="docx"),
    )
    return replace(whole, **changes)


def letter(state: LetterState = LetterState.QUEUED, **changes: Any) -> Letter:  # noqa: ANN401  # any field of Letter
    """Return a letter in that state."""
    whole = Letter(
        message_id="<1@ack.alvrs.example>",
        message="sha256:" + "ab" * 32,
        entry="LC21-0007",
        version=1,
        to="opstina@applicants.example",
        template="accepted",
        state=state,
        why=None,
        content=b"Subject: LC21-0007\r\nMessage-ID: <1@ack.alvrs.example>\r\n\r\n.a dot first\r\n..two\r\nend\r\n",
        created_at=RECEIVED,
    )
    return replace(whole, **changes)
