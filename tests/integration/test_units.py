"""The systemd units of the package: understood by systemd, confined, and alike."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[2] / "packaging" / "systemd"
SERVICES = ("alvrs-intake.service", "alvrs-intake-once.service")
SHARED = "\n# The same in both"


def test_systemd_understands_every_word(tmp_path: Path) -> None:
    """A word that it does not know is left out, with nothing but a line in the journal."""
    for unit in UNITS.iterdir():
        text = unit.read_text(encoding="utf-8").replace("/usr/bin/intake", "/usr/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (verified.returncode, verified.stderr) == (0, "")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_confined(name: str) -> None:
    """Strangers' files are read here: what goes wrong in them must not get out. systemd counts in tenths."""
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", UNITS / name],
        capture_output=True,
        text=True,
        check=False,
    )
    assert judged.returncode == 0, judged.stdout


def test_daemon_and_single_pass_are_confined_alike() -> None:
    """Both do the same work with the same files."""
    daemon, once = ((UNITS / name).read_text(encoding="utf-8") for name in SERVICES)
    shared = daemon.partition(SHARED)[2].partition("\n[Install]")[0].strip()
    assert shared
    assert once.partition(SHARED)[2].strip() == shared
