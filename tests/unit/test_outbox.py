"""The outbox folder: a view that can be made again, and that touches nothing of anybody else's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.replies.outbox import Outbox
from intake.rules.entry import Letter
from intake.rules.states import LetterState
from samples.letters import letter

FOLDERS = {"queued", "held", "sent", "uncertain", "failed"}


def shown(folder: Path) -> dict[str, bytes]:
    """Read every file below *folder*."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("state", "folder"),
    [
        (LetterState.QUEUED, "queued"),
        (LetterState.SENDING, "queued"),
        (LetterState.HELD, "held"),
        (LetterState.SENT, "sent"),
        (LetterState.UNCERTAIN, "uncertain"),
        (LetterState.FAILED, "failed"),
    ],
)
def test_a_letter_lies_in_the_folder_of_its_state(tmp_path: Path, state: LetterState, folder: str) -> None:
    """Staff open the folder to see what went out, byte for byte."""
    one = letter(state)
    Outbox(tmp_path).project([one])
    ((name, content),) = shown(tmp_path).items()
    assert name.startswith(f"{folder}/LC21-0007-v1-accepted.")
    assert name.endswith(".eml")
    assert content == one.content
    assert Outbox(tmp_path).path(one) == tmp_path / name


def test_a_suppressed_letter_is_not_shown(tmp_path: Path) -> None:
    """It is nobody's post."""
    one = letter(LetterState.SUPPRESSED)
    Outbox(tmp_path).project([one])
    assert shown(tmp_path) == {}
    assert Outbox(tmp_path).path(one) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(LetterState)), max_size=8))
def test_the_folder_shows_the_store_whatever_it_showed_before(
    tmp_path_factory: pytest.TempPathFactory, standing: list[tuple[int, LetterState]]
) -> None:
    """After a crash, a restored store or a deleted folder: one projection, and both agree."""
    folder = tmp_path_factory.mktemp("outbox")
    outbox = Outbox(folder)
    outbox.project(letter(state, message_id=f"<{n}@x.example>", entry=f"LC21-{n:04d}") for n, state in standing)
    now = {n: letter(state, message_id=f"<{n}@x.example>", entry=f"LC21-{n:04d}") for n, state in reversed(standing)}
    outbox.project(now.values())
    expected = {path for one in now.values() if (path := outbox.path(one))}
    assert {folder / name for name in shown(folder)} == expected


def test_a_letter_that_moves_on_is_not_written_again(tmp_path: Path) -> None:
    """The whole outbox is gone through after every pass: what is there stays as it is."""
    outbox = Outbox(tmp_path)
    outbox.project([letter()])
    before = next(tmp_path.rglob("*.eml")).stat().st_ino
    outbox.project([letter(LetterState.SENT)])
    (after,) = tmp_path.rglob("*.eml")
    assert (after.parent.name, after.stat().st_ino) == ("sent", before)


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    """Staff keep notes where they work; what a crash left half-written is ours and goes."""
    outbox = Outbox(tmp_path)
    outbox.project([letter()])
    ours = next(tmp_path.rglob("*.eml"))
    half = ours.with_name(ours.name + ".writing")
    note, draft = tmp_path / "held" / "note.txt", tmp_path / "sent" / "draft.eml"
    for path in (half, note, draft):
        path.write_text("…", encoding="utf-8")
    outbox.project([letter(LetterState.SUPPRESSED)])
    assert set(shown(tmp_path)) == {"held/note.txt", "sent/draft.eml"}


def test_a_letter_is_private_to_the_desk(tmp_path: Path) -> None:
    """It holds names, addresses and telephone numbers."""
    Outbox(tmp_path).project([letter()])
    assert next(tmp_path.rglob("*.eml")).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """The desk has to tell staff; the letters are safe in the store."""
    (tmp_path / "queued").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(OSError, match="queued"):
        Outbox(tmp_path).project([letter()])


# What staff change in held letters

DRAFT = (
    "From: Савез <info@alvrs.example>\r\nTo: opstina@applicants.example\r\nMessage-ID: <1@ack.alvrs.example>\r\n"
    "Subject: LC21-0007\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
    'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\nПоштовани,\r\n'
).encode()
OTHERWISE = DRAFT.replace("Поштовани".encode(), "Поштована".encode())


def draft(state: LetterState = LetterState.HELD, **changes: Any) -> Letter:  # noqa: ANN401 - any field of Letter
    """Give a letter of one line."""
    content = DRAFT.replace(b"8bit", b"base64").replace("Поштовани,\r\n".encode(), b"0J/QvtGI0YLQvtCy0LDQvdC4LA0K\r\n")
    return letter(state, **{"content": content, **changes})


def held_file(folder: Path) -> Path:
    """Find the one letter that is held."""
    (file,) = (folder / "held").glob("*.eml")
    return file


def test_a_held_letter_is_shown_so_that_staff_can_change_it(tmp_path: Path) -> None:
    """Its words in plain text; on its way it is what the store holds again."""
    outbox = Outbox(tmp_path)
    outbox.project([draft()])
    assert held_file(tmp_path).read_bytes() == DRAFT
    assert outbox.revision(draft()) is None
    assert outbox.project([draft(LetterState.QUEUED)]) == ()
    ((name, content),) = shown(tmp_path).items()
    assert (name.partition("/")[0], content) == ("queued", draft().content)
    outbox.project([draft()])
    assert held_file(tmp_path).read_bytes() == DRAFT


def test_what_staff_change_stays_until_it_is_released(tmp_path: Path) -> None:
    """Every pass shows the outbox anew: a change that waits must not be lost to one."""
    outbox = Outbox(tmp_path)
    outbox.project([draft()])
    held_file(tmp_path).write_bytes(OTHERWISE)
    assert outbox.project([draft()]) == ()
    assert held_file(tmp_path).read_bytes() == OTHERWISE
    changed = outbox.revision(draft())
    assert changed is not None
    assert outbox.project([draft(LetterState.QUEUED, content=changed, original=draft().content)]) == ()
    ((name, content),) = shown(tmp_path).items()
    assert (name.partition("/")[0], content) == ("queued", changed)


@pytest.mark.parametrize(
    "left", [OTHERWISE, b"half a", DRAFT.replace(b"To: ", b"To: x")], ids=["changed", "cut", "odd"]
)
@pytest.mark.parametrize("state", [LetterState.QUEUED, LetterState.SENT, LetterState.SUPPRESSED])
def test_a_change_that_did_not_go_is_put_aside_and_never_lost(tmp_path: Path, left: bytes, state: LetterState) -> None:
    """Saved after the release, or by an editor that was still open: staff are told where it is."""
    outbox = Outbox(tmp_path)
    outbox.project([draft()])
    held_file(tmp_path).write_bytes(left)
    (aside,) = outbox.project([draft(state)])
    assert aside.read_bytes() == left
    assert aside.parent.name == "held"
    assert outbox.project([draft(state)]) == ()
    assert aside.exists(), "from then on it belongs to staff"


@pytest.mark.parametrize("state", [LetterState.HELD, LetterState.SENT, LetterState.QUEUED])
def test_the_file_of_a_letter_that_a_restored_store_does_not_know_is_put_aside(
    tmp_path: Path, state: LetterState
) -> None:
    """Staff may have changed it, and what was sent after the backup is nowhere else told."""
    outbox = Outbox(tmp_path)
    older = [letter(message_id="<2@ack.alvrs.example>")]
    outbox.project([draft(state)])
    (said,) = shown(tmp_path).values()
    (aside,) = outbox.project(older)
    assert (aside.read_bytes(), aside.name[-14:]) == (said, ".unknown-1.eml")
    outbox.project([draft(state)])
    assert len(outbox.project(older)) == 0, "once is enough where two desks share a folder"
    assert aside.exists()


def test_a_change_of_a_letter_that_was_written_anew_is_put_aside(tmp_path: Path) -> None:
    """A restored desk decides the same message again: the same Message-ID, other bytes."""
    outbox = Outbox(tmp_path)
    outbox.project([draft()])
    held_file(tmp_path).write_bytes(OTHERWISE)
    anew = draft(
        content=draft().content.replace(b"Auto-Submitted", b"Date: Mon, 6 Sep 2021 10:00:00 +0200\r\nAuto-Submitted")
    )
    (aside,) = outbox.project([anew])
    assert aside.read_bytes() == OTHERWISE
    aside.unlink()
    assert len(shown(tmp_path)) == 1
    assert outbox.project([draft()]) == (), "what nobody changed leaves nothing behind"


def test_a_file_that_is_saved_as_it_was_leaves_nothing_behind(tmp_path: Path) -> None:
    """To look at a letter in an editor is no change."""
    outbox = Outbox(tmp_path)
    outbox.project([draft()])
    held_file(tmp_path).write_bytes(DRAFT.replace(b"\r\n", b"\n"))
    assert outbox.project([draft(LetterState.QUEUED)]) == ()
    assert len(shown(tmp_path)) == 1
