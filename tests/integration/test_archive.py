"""The archive gives back exactly what it was given, or says that it cannot."""

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.records.archive import Archive
from intake.rules.ledger import ArchiveError, DamagedError, MissingError

RAW = b"Subject: prijava\r\n\r\n\x00\xff.dot\r\n"
NAME = "sha256:" + hashlib.sha256(RAW).hexdigest()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Give an archive in a folder that does not exist yet."""
    return Archive(tmp_path / "var" / "archive")


@given(st.lists(st.binary(max_size=100), max_size=5))
def test_what_was_put_comes_back(tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]) -> None:
    """The archive is the proof of what an applicant sent: not one byte may differ."""
    archive = Archive(tmp_path_factory.mktemp("archive"))

    names = archive.put_all(contents)

    assert [archive.get(name) for name in names] == contents
    assert list(archive.all()) == sorted(set(names))


def test_a_message_lies_where_its_hash_says(archive: Archive, tmp_path: Path) -> None:
    """Staff find a message by hand, and no folder holds all of them."""
    digest = NAME.removeprefix("sha256:")

    assert archive.put(RAW) == NAME
    assert archive.path(NAME) == tmp_path / "var" / "archive" / digest[:2] / f"{digest}.eml"
    assert archive.path(NAME).read_bytes() == RAW


def test_only_the_desk_reads_the_archive(archive: Archive) -> None:
    """Applications hold personal data."""
    archive.put(RAW)

    file = archive.path(NAME)
    modes = [path.stat().st_mode & 0o777 for path in (file, file.parent, file.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_a_known_message_is_not_written_again(archive: Archive) -> None:
    """The same mail is seen again after every change of UIDVALIDITY."""
    archive.put(RAW)
    before = archive.path(NAME).stat()

    archive.put_all([RAW, RAW])

    assert archive.path(NAME).stat().st_ino == before.st_ino


@pytest.mark.parametrize("left", [RAW[:5], RAW[:-1] + b"!"], ids=["cut short", "one byte changed"])
def test_a_damaged_file_is_mended_when_the_message_comes_again(archive: Archive, left: bytes) -> None:
    """A copy restored from a bad disk must not keep the good bytes out."""
    archive.put(RAW)
    archive.path(NAME).write_bytes(left)

    archive.put(RAW)

    assert archive.get(NAME) == RAW


def test_a_message_that_is_not_there_is_missing(archive: Archive) -> None:
    """A lost file is told apart from a damaged one: the one is looked for in a backup, the other on the disk."""
    with pytest.raises(MissingError, match=NAME):
        archive.get(NAME)


def test_one_changed_byte_is_noticed(archive: Archive) -> None:
    """What was changed after receipt is no evidence."""
    archive.put(RAW)
    archive.path(NAME).write_bytes(RAW.replace(b"prijava", b"Prijava"))

    with pytest.raises(DamagedError):
        archive.get(NAME)


@pytest.mark.parametrize(
    "name", ["", "sha256:", "sha256:../../etc/passwd", "sha256:" + "A" * 64, "a" * 64, NAME + "\n"]
)
def test_a_name_never_leads_out_of_the_archive(archive: Archive, name: str) -> None:
    """Names come from the command line, too."""
    with pytest.raises(MissingError):
        archive.path(name)


def test_a_disk_that_refuses_is_an_error_of_the_archive(tmp_path: Path) -> None:
    """The desk tries again at the next pass; it must know what failed."""
    (tmp_path / "archive").write_bytes(b"a file is in the way")

    with pytest.raises(ArchiveError) as failed:
        Archive(tmp_path / "archive").put(RAW)

    assert isinstance(failed.value.__cause__, OSError)


def test_a_process_killed_while_writing_leaves_no_half_message(archive: Archive, tmp_path: Path) -> None:
    """Between the first byte and the new name there is no message yet, only a leftover to clear."""
    script = """
import os, signal, stat, sys
from pathlib import Path
from intake.records.archive import Archive

def killed(handle):
    if stat.S_ISREG(os.fstat(handle).st_mode):
        os.kill(os.getpid(), signal.SIGKILL)

os.fsync = killed
Archive(Path(sys.argv[1])).put(bytes.fromhex(sys.argv[2]))
"""
    folder = tmp_path / "var" / "archive"
    killed = subprocess.run([sys.executable, "-c", script, str(folder), RAW.hex()], check=False)

    leftovers = list(folder.glob("*/*"))
    known = list(archive.all())
    archive.clear_leftovers()

    assert killed.returncode == -signal.SIGKILL
    assert len(leftovers) == 1
    assert known == []
    assert not list(folder.glob("*/*"))
    assert archive.get(archive.put(RAW)) == RAW


def test_a_failed_write_leaves_nothing_behind(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk should not fill further with leftovers."""

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    archive.put(b"another")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ArchiveError, match="No space left"):
        archive.put(RAW)

    assert not [path for path in archive.path(NAME).parent.glob("*") if path.name.startswith(".")]
