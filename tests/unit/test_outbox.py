"""The outbox folder: a view that can be made again, and that touches nothing of anybody else's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.replies.outbox import Outbox
from intake.rules.entry import LetterState
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
    outbox.project([])
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
