"""What a run has left, counted from outside: mailboxes, files, and the store by the program's own export."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, fields
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from faults.scene import EXPECTED, Scene

_ALLOWED = re.compile(
    r"config\.toml|register\.xlsx|calls/.*|templates/.*|var/intake\.(lock|db)|var/health\.json|"
    r"var/archive/([0-9a-f]{2})/\2[0-9a-f]{62}\.eml|outbox/sent/LC21-000\d-v\d-[\w-]+\.[0-9a-f]{12}\.eml|"
    r"var/forms/LC21-000\d-v\d\.[0-9a-f]{12}\.docx"
)
_UNMARKED = {b"\\Recent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything that is not as it should be, in words; only *repeated* may hold anything.

    *repeated*: a letter that came a second time, out of the moment between the server's acceptance and its record.
    *disturbed*: foreign mail that was touched. *left_over*: files that nobody needs.
    """

    lost: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    corrupt: tuple[str, ...] = ()
    disturbed: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        """All that breaks a promise."""
        broken = [field.name for field in fields(self) if field.name != "repeated"]
        return tuple(f"{name}: {each}" for name in broken for each in getattr(self, name))


def gather(scene: Scene, at_the_dot: frozenset[str]) -> Evidence:
    """Look at everything that *scene* has left; *at_the_dot* names the letters that may have come twice."""
    exported = scene.exported()
    wanted, found = _wanted(scene, exported), _found(scene, exported)
    excess = found - wanted
    repeats = Counter({key: 1 for key in excess if key[0] == "letter" and key[-1] in at_the_dot})
    return Evidence(
        lost=_words(wanted - found),
        doubled=_words(excess - repeats),
        repeated=_words(repeats),
        corrupt=(
            *_corrupt_store(scene.folder),
            *_corrupt_archive(scene.folder),
            *_corrupt_register(scene.folder, exported),
            *_altered_letters(scene),
        ),
        disturbed=tuple(_disturbed(scene)),
        left_over=tuple(_left_over(scene.folder)),
    )


_Key = tuple[object, ...]


def _wanted(scene: Scene, exported: Mapping[str, Any]) -> Counter[_Key]:
    """Name each thing that has to be there once."""
    mails = (*scene.applications, *scene.foreign)
    return Counter[_Key](
        [
            *(("entry", _name(mail), *entry) for mail, entry in zip(scene.applications, EXPECTED, strict=False)),
            *(("message", _name(content)) for content in mails),
            *(("mail", "Processed", _name(content)) for content in scene.applications),
            *(("mail", "INBOX", _name(content)) for content in scene.foreign),
            *(_wanted_letter(entry) for entry in exported["entries"]),
            *(("copy", entry["letter"]["message_id"]) for entry in exported["entries"] if entry["letter"]),
        ]
    )


def _wanted_letter(entry: Mapping[str, Any]) -> _Key:
    letter = entry["letter"] or {"to": f"nobody about {entry['entry']}", "message_id": None}
    return "letter", letter["to"], letter["message_id"]


def _found(scene: Scene, exported: Mapping[str, Any]) -> Counter[_Key]:
    """Name each thing that is there, as often as it is."""
    return Counter[_Key](
        [
            *(("entry", e["message"], e["municipality"], e["status"]) for e in exported["entries"]),
            *(("message", message["message"]) for message in exported["messages"]),
            *(("mail", name, _name(mail)) for name in ("INBOX", "Processed") for mail, _ in _waiting(scene, name)),
            *(("copy", _message_id(mail)) for mail, _ in _waiting(scene, "Sent")),
            *(("letter", to.address, _message_id(mail)) for to in scene.applicants for mail in scene.letters_of(to)),
        ]
    )


def _waiting(scene: Scene, folder: str) -> list[tuple[bytes, set[bytes]]]:
    """Give what lies in a folder of the desk's mailbox, with its flags."""
    with scene.account.imap() as client:
        if not client.folder_exists(folder):
            return []
        client.select_folder(folder, readonly=True)
        found = client.fetch(client.search(), ["BODY.PEEK[]", "FLAGS"])
    return [(parts[b"BODY[]"], set(parts[b"FLAGS"])) for parts in found.values()]


def _disturbed(scene: Scene) -> Iterator[str]:
    """Foreign mail is as it was delivered: unread, unmarked, in its place."""
    for content, flags in _waiting(scene, "INBOX"):
        if content in scene.foreign and flags - _UNMARKED:
            yield f"{_name(content)} is marked {flags}"


def _corrupt_store(folder: Path) -> Iterator[str]:
    with closing(sqlite3.connect(folder / "var" / "intake.db")) as store:
        answers = (
            store.execute("PRAGMA integrity_check").fetchall() + store.execute("PRAGMA foreign_key_check").fetchall()
        )
    yield from (f"store: {answer}" for answer in answers if answer != ("ok",))


def _corrupt_archive(folder: Path) -> Iterator[str]:
    for path in (folder / "var" / "archive").glob("*/*.eml"):
        if hashlib.sha256(path.read_bytes()).hexdigest() != path.stem:
            yield f"archive: {path.name}"


def _corrupt_register(folder: Path, exported: Mapping[str, Any]) -> Iterator[str]:
    """The register opens, and shows what the store holds: the ids and how each stands."""
    try:
        workbook = load_workbook(folder / "register.xlsx", read_only=True)
    except Exception as error:  # noqa: BLE001 - whatever openpyxl meets is the evidence
        yield f"register: {error!r}"
        return
    sheet = workbook["Регистар · Register"]
    headings, *rows = sheet.iter_rows(values_only=True)
    status = headings.index("Стање · Status")
    shown = sorted((str(row[0]), str(row[status]).rpartition(" · ")[2]) for row in rows if row[0])
    workbook.close()
    held = sorted((e["entry"], e["status"]) for e in exported["entries"] if e["status"] != "superseded")
    if shown != held:
        yield f"register: shows {shown}, the store holds {held}"


def _altered_letters(scene: Scene) -> Iterator[str]:
    """Every copy that has arrived is byte for byte what the outbox shows, below the lines that servers put on top."""
    kept = {_message_id(content): content for content in _outbox(scene.folder)}
    for applicant in scene.applicants:
        for arrived in scene.letters_of(applicant):
            original = kept.get(_message_id(arrived))
            if original is None or not _lines(arrived).endswith(_lines(original)):
                yield f"letter: {_message_id(arrived)} is not what the outbox shows"


def _outbox(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in (folder / "outbox").glob("*/*.eml")]


def _left_over(folder: Path) -> Iterator[str]:
    """Any file of which the running desk does not know a use."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not _ALLOWED.fullmatch(name):
            yield name


def _name(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _message_id(content: bytes) -> str:
    return str(message_from_bytes(content, policy=default)["Message-ID"])


def _lines(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").strip()


def _words(things: Counter[_Key]) -> tuple[str, ...]:
    return tuple(" ".join(map(str, key)) for key in things.elements())
