"""Two passes never overlap, and a lock dies with its process."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from intake.lock import LockedError, held

HOLDER = """
import sys, pathlib
from intake.lock import held
with held(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_lock_keeps_others_out_until_it_is_let_go(tmp_path: Path) -> None:
    """Whoever comes second is told at once, or after the patience that it has."""
    path = tmp_path / "var" / "intake.lock"
    with held(path):
        for patience in (timedelta(), timedelta(seconds=0.2)):
            with pytest.raises(LockedError, match="another pass is running"), held(path, patience=patience):
                pytest.fail("two at a time")
    with held(path):
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    """No stale lock file keeps the desk shut after a crash; the patient get in as soon as it is gone."""
    path = tmp_path / "intake.lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError), held(path):
            pytest.fail("two at a time")
        holder.kill()
        with held(path, patience=timedelta(seconds=5)):
            pass
