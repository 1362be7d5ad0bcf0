"""A file is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.whole import READABLE, write_whole


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk must not cost yesterday's page."""
    target = tmp_path / "page.html"
    write_whole(target, b"yesterday")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("intake.whole.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(target, b"today")
    assert target.read_bytes() == b"yesterday"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_what_holds_persons_is_read_by_the_desk_alone(tmp_path: Path) -> None:
    """Whoever else has an account on the server need not read it."""
    write_whole(tmp_path / "private", b"")
    write_whole(tmp_path / "public", b"", mode=READABLE)
    assert (tmp_path / "private").stat().st_mode & 0o077 == 0
    assert (tmp_path / "public").stat().st_mode & 0o044 == 0o044
