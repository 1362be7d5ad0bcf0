"""When the daemon makes a pass for the sake of the digest; the clock is an argument, nobody waits."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from intake.config import load
from intake.daemon import digest_trigger
from intake.settings import Settings, Switch
from intake.toml import values
from intake.toml.table import Unusable

SMALL = """
calls = ["call.toml"]
[mailbox]
kind = "maildir"
path = "Maildir"
[delivery]
kind = "folder"
from = "desk@choirs.example"
"""
ZONE = ZoneInfo("Europe/Sarajevo")
NAMED = 'to = ["Ana@Choirs.example", "ana@choirs.example"]\n'


def settings(folder: Path, section: str) -> Settings:
    """Load a configuration with that `[staff]`."""
    (folder / "call.toml").touch()
    (folder / "config.toml").write_text(f"{SMALL}[staff]\n{section}", encoding="utf-8")
    return load(folder / "config.toml", environ=None)


def test_nobody_hears_from_a_desk_that_names_nobody(tmp_path: Path) -> None:
    """The defaults send nothing: an update must not begin to write mails."""
    found = settings(tmp_path, "")
    assert found.staff._asdict() == {"to": (), "digest": time(7, 30), "alarms": Switch.ON}
    assert digest_trigger(found) is None
    assert digest_trigger(settings(tmp_path, NAMED + 'digest = "off"\n')) is None


@pytest.mark.parametrize(
    ("after", "rings"),
    [
        ("2021-09-13T07:29:59+02:00", "2021-09-13T07:30:00+02:00"),
        ("2021-09-13T07:30:01+02:00", "2021-09-14T07:30:00+02:00"),
        ("2021-10-30T12:00:00+02:00", "2021-10-31T07:30:00+01:00"),
        ("2021-03-27T12:00:00+01:00", "2021-03-28T07:30:00+02:00"),
    ],
    ids=["before", "after", "winter time begins", "summer time begins"],
)
def test_the_daemon_is_rung_at_the_time_of_the_digest(tmp_path: Path, after: str, rings: str) -> None:
    """Half past seven by the desk's clock, all the year round, whatever the schedule of the passes is."""
    trigger = digest_trigger(settings(tmp_path, NAMED))
    assert trigger is not None
    assert trigger.get_next_fire_time(None, datetime.fromisoformat(after)) == datetime.fromisoformat(rings)


def test_an_address_that_is_named_twice_gets_one_mail(tmp_path: Path) -> None:
    """A slip of the hand is no reason to write twice."""
    assert settings(tmp_path, NAMED).staff.to == ("ana@choirs.example",)


def test_a_time_of_day_is_read_in_both_ways_of_writing_it() -> None:
    """As a text, or as TOML has it; seconds are nobody's."""
    assert values.time_of_day(" 07:30 ") == values.time_of_day(time(7, 30, 59)) == time(7, 30)
    for wrong in ("7", "25:00", "half past seven", 730, None, "07:30+02:00", timedelta(hours=7)):
        with pytest.raises(Unusable, match="07:30"):
            values.time_of_day(wrong)
