"""The last registers with words of the staff's, whatever the register is called."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from intake.records.register.history import KEPT, keep
from samples.records import NOON


@pytest.mark.parametrize("name", ["register.xlsx", "Регистар [2021].xlsx"])
def test_the_last_ones_are_kept_once_each(tmp_path: Path, name: str) -> None:
    """Brackets mean something to a pattern: every copy was kept, and each pass made one more."""
    register, folder = tmp_path / name, tmp_path / "register-history"
    for number in range(KEPT + 3):
        register.write_text(f"{number}", encoding="utf-8")
        for again in range(2):
            keep(register, folder, at=NOON + timedelta(minutes=number, seconds=again))
    assert [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())] == [
        f"{number}" for number in range(3, KEPT + 3)
    ]
