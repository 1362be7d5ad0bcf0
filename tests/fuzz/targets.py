"""What is fuzzed, with what to begin, and what may never happen, whatever the bytes are.

The readers promise that a file is read or told as unreadable. `read_part` keeps that promise for whatever a library
raises; here an exception counts as a finding where it comes out of a line of ours: that is a file that was readable.
"""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP
from functools import cache
from pathlib import Path

import intake
from corpora import CORPORA
from desks import form, mail
from intake import config
from intake.reading import open as opening
from intake.reading.gate import Limits, RefusedError
from intake.reading.kinds import Kind, kind_of
from intake.reading.mail import parse
from intake.reading.open import Read, Result, read_parts
from intake.reading.parts import Part
from intake.reading.share import share_of_time
from intake.reading.submission import read_submission
from intake.rules.call import Call
from intake.rules.entry import Entry, Letter
from intake.rules.forms.places import Document
from intake.rules.judging.verdict import Latest, Seen
from intake.rules.pending import Pending
from intake.rules.states import Status
from intake.wiring import Workshop
from layouts import sheet_forms, word_forms
from layouts.applicants import applicant
from layouts.own_form import own_xlsx
from outlook import msg, tnef
from packages import docx, xlsx, zipped
from pdfs import pdf, ruled, text
from reading_forms import ROOT, call, judged, reader

LIMITS = Limits(attachment_size=2**20, unpacked_size=8 * 2**20, xml_part_size=4 * 2**20, seconds=2)
_SEEDS_FROM_CORPORA = 40
_LARGEST_SEED = 2**15  # bytes: more of them in the time that there is


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One reader: *seeds* to begin with, and *run*, which raises where something happened that never may."""

    seeds: Callable[[], Iterator[bytes]]
    run: Callable[[bytes], None]


class Finding(AssertionError):  # noqa: N818 - what it is called in fuzzing
    """Something happened that never may."""


# What may never happen


def _read(content: bytes, *kinds: Kind) -> None:
    """Read a file as attached; an error in a line of ours is a finding, one in a library's makes a damaged file."""
    if kind_of(content) not in kinds:
        return
    part = Part(name="a", content=content)
    file = opening.file_of(part)
    try:
        with share_of_time(LIMITS.seconds):
            result = opening._read(part, file, LIMITS)  # noqa: SLF001 - beneath the net that catches everything
    except RefusedError as refused:
        if not refused.why:
            raise Finding("refused without a word") from refused
        return
    except Exception as failure:
        if _is_ours(failure):
            raise
        return
    if isinstance(result, Read):
        _answer(result.document)


def _unpack(content: bytes) -> None:
    for result in read_parts([Part(name="a", content=content, path="1")], LIMITS):
        _named(result)


def _answer(document: Document) -> None:
    """Take a document for a form, and judge it."""
    application = judged(document)
    pickle.loads(pickle.dumps(application.findings))  # noqa: S301 - our own bytes: so it leaves the reading process


def _named(result: Result) -> None:
    if "/" in result.file.name or "\\" in result.file.name or not result.file.name:
        raise Finding(f"a name that leads elsewhere: {result.file.name!r}")


def _parse(content: bytes) -> None:
    """Read a message: never an exception, and no header of two lines."""
    message = parse(content)
    for name, value in message.headers:
        if {"\r", "\n"} & set(value):
            raise Finding(f"a line end in {name}: {value!r}")
    for part in message.parts:
        if {"/", "\\", "\r", "\n", "\0"} & set(part.name):
            raise Finding(f"a name that leads elsewhere: {part.name!r}")


def _decide(content: bytes) -> None:
    """Take a message through reading, judging and its letter, as a pass does."""
    submission = pickle.loads(pickle.dumps(read_submission(content, (reader(),), LIMITS)))  # noqa: S301 - the same
    workshop = _workshop()
    verdict = workshop.triage().decide(submission, _SEEN, _Nothing())
    for entry in verdict.entries:
        if entry.status is Status.SUPERSEDED:
            raise Finding("superseded by nothing")
    for letter in workshop.secretary().letters(verdict, submission, _PENDING, _AT):
        if (letter.why or "").startswith("template"):
            raise Finding(f"a letter that cannot be written: {letter.why}")
        _well_formed(letter.content, letter.to)


def _well_formed(letter: bytes, to: str | None) -> None:
    """No stranger writes in its header."""
    message = message_from_bytes(letter, policy=SMTP)
    addressed = [str(address) for name in ("To", "Cc", "Bcc") for address in message.get_all(name, [])]
    if message.defects or len(addressed) > 1 or (to and not addressed):
        raise Finding(f"a letter to {to} whose header is not ours: {message.items()}")


def _is_ours(failure: BaseException) -> bool:
    """Whether an exception comes out of a line of the program itself, and not of a library that it called."""
    package = str(Path(intake.__file__).parent)
    return traceback.extract_tb(failure.__traceback__)[-1].filename.startswith(package)


# With what to begin


def _forms(kind: Kind, *made: bytes) -> Iterator[bytes]:
    """Give *made* files, and small ones of that kind out of the corpora where they are."""
    yield from made
    files = sorted(CORPORA.rglob(f"*.{kind}")) if CORPORA.is_dir() else []
    small = [path for path in files if path.stat().st_size <= _LARGEST_SEED]
    for path in small[:: max(1, len(small) // _SEEDS_FROM_CORPORA)]:
        yield path.read_bytes()


def _word() -> Iterator[bytes]:
    who = applicant(7, "sr")
    yield from _forms(Kind.DOCX, form(7), *(layout(who, "sr", "glyph boxes") for layout in word_forms.LAYOUTS.values()))


def _excel() -> Iterator[bytes]:
    who = applicant(7, "sr")
    yield from _forms(Kind.XLSX, own_xlsx(call(), who), *(lay(who, "sr") for lay in sheet_forms.LAYOUTS.values()))


def _pdf() -> Iterator[bytes]:
    page = text("Opstina: Laktasi", 72, 720) + ruled((72, 250, 520), (640, 670, 700)) + text("E-mail", 76, 650)
    widget = b"<< /Subtype /Widget /FT /Tx /V (Laktasi) /Rect [200 697 400 712] >>"
    yield from _forms(Kind.PDF, pdf(page), pdf(page, page, widgets=widget))


def _packed() -> Iterator[bytes]:
    files: dict[str, str | bytes] = {
        "a/b.txt": "Назив општине: Лакташи",
        "Прилог 2.docx": docx("<w:p/>"),
        "c.xlsx": xlsx(""),
    }
    yield zipped(files)
    yield zipped({"d.zip": zipped(files), "e.eml": mail(docx("<w:p/>"))})


def _mails() -> Iterator[bytes]:
    yield mail(docx("<w:p/>"), text="У прилогу је образац.")
    yield mail(zipped({"a.eml": mail(pdf(b""))}), tnef(b"a.docx", docx("<w:p/>")))
    yield from (path.read_bytes() for path in _eml())


def _eml() -> list[Path]:
    small = [p for p in CORPORA.rglob("*.eml") if p.stat().st_size <= _LARGEST_SEED] if CORPORA.is_dir() else []
    return sorted(small)[:: max(1, len(small) // _SEEDS_FROM_CORPORA)]


def _texts() -> Iterator[bytes]:
    yield "Прилог 2\nНазив општине: Лакташи\n☒ Дневни центри\n☐ Форум".encode()
    yield "<html><table><tr><td colspan=2>Општина<td>Лакташи</table><p><b>☒</b> Форум<ul><li>а</ul>".encode()


TARGETS: Mapping[str, Target] = {
    "mail": Target(seeds=_mails, run=_parse),
    "word": Target(seeds=_word, run=lambda content: _read(content, Kind.DOCX)),
    "excel": Target(seeds=_excel, run=lambda content: _read(content, Kind.XLSX)),
    "pdf": Target(seeds=_pdf, run=lambda content: _read(content, Kind.PDF)),
    "text": Target(seeds=_texts, run=lambda content: _read(content, Kind.TEXT, Kind.HTML)),
    "zip": Target(seeds=_packed, run=_unpack),
    "tnef": Target(seeds=lambda: iter([tnef(b"Prilog 2.docx", docx("<w:p/>"))]), run=_unpack),
    "msg": Target(seeds=lambda: iter([msg("Прилог 2.docx", docx("<w:p/>"))]), run=_unpack),
    "whole": Target(seeds=lambda: iter([mail(form(1)), mail(form(2), text="Пријава за кластер")]), run=_decide),
}
"""Every reader by name. What LibreOffice reads is left out: it is another program, in a process of its own."""


# What a decision needs beside the message


class _Nothing:
    """A desk that remembers nothing."""

    def versions(self, call: str, municipality: str) -> tuple[Entry, ...]:  # noqa: ARG002 - the shape of a Ledger
        """No version."""
        return ()

    def latest(self, call: str, municipality: str) -> Latest | None:
        """No application."""

    def with_form(self, call: str, sha256: str) -> tuple[Entry, ...]:  # noqa: ARG002 - the same
        """No entry."""
        return ()

    def of_mail(self, call: str, message_id: str) -> tuple[Entry, ...]:  # noqa: ARG002 - the same
        """No entry."""
        return ()

    def letter(self, message_id: str) -> Letter | None:  # noqa: ARG002 - the same
        """No letter."""
        return None

    def letters_about(self, entry: str) -> tuple[Letter, ...]:  # noqa: ARG002 - the same
        """No letters."""
        return ()

    def last_letter_to(self, address: str) -> Letter | None:  # noqa: ARG002 - the same
        """No letter."""
        return None

    def in_order(self, messages: Sequence[str]) -> tuple[str, ...]:
        """As they are."""
        return tuple(messages)

    def next_entry(self, call: Call, *, taken: int) -> str:
        """Count from one."""
        return f"{call.prefix}-{taken + 1:04d}"


_AT = datetime(2021, 9, 6, 10, 0, tzinfo=UTC)
_SEEN = Seen(message="sha256:" + "1" * 64, received_at=_AT)
_PENDING = Pending(
    message=_SEEN.message,
    received_at=_AT,
    size=1,
    truncated=False,
    historic=False,
    attempts=0,
    failures=0,
    last_error=None,
)


@cache
def _workshop() -> Workshop:
    settings = config.load(ROOT / "config.toml", environ=None)
    return Workshop(settings=settings, calls=config.load_calls(settings))
