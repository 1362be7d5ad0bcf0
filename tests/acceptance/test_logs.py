"""The log of a real pass, as the journal has it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from desks import environment, form, lay_out_desk, mail, sender
from intake.events import Event
from layouts.applicants import applicant


def test_the_log_of_a_pass_has_known_events_and_nothing_that_an_applicant_wrote(tmp_path: Path) -> None:
    """Logs are kept longer, and read by more people, than applications."""
    desk = lay_out_desk(tmp_path)
    for number in range(2):
        desk.put(mail(form(number), sender=sender(number), subject=f"Пријава {number}"), f"{number}")
    desk.put(b"\x00\xff" * 1000, "garbage")
    ended = subprocess.run(
        desk.command("--verbose", "--log-format", "json", "once"),
        capture_output=True,
        text=True,
        env=environment({}),
        timeout=60,
        check=True,
    )
    lines = [json.loads(line) for line in ended.stderr.splitlines()]
    assert {line["event"] for line in lines} <= set(Event)
    assert {"message.decided", "letter.offered", "pass.ended"} <= {line["event"] for line in lines}
    written = [words for number in range(2) for words in applicant(number, "sr").written.values() if len(words) > 3]
    assert [words for words in (*written, "Пријава 0", "Прилог 2") if words in ended.stderr] == []
