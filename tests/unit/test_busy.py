"""How long reading may take while the machine does other work."""

from __future__ import annotations

import os

import pytest

from intake.reading.busy import on_busy_machine


@pytest.mark.parametrize(("load", "seconds"), [(0.0, 30), (2.0, 30), (5.0, 75), (90.0, 120)])
def test_a_busy_machine_has_more_time_but_not_for_ever(
    load: float, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LibreOffice opens a form in a few seconds, and took 24 where seven programs shared a processor."""
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    assert on_busy_machine(30) == seconds
