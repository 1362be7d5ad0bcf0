"""How the desk is: as a person, a monitor and Prometheus are told it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from importlib.metadata import version
from pathlib import Path
from typing import cast
from unittest.mock import patch
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from desks import FOLDER, MAILDIR, DeskFolder, form, later, lay_out_desk, mail, running
from intake import health
from intake.daemon import Daemon
from intake.desk import Desk
from intake.heartbeat import Heartbeat
from intake.rules.health import AlarmCode
from intake.rules.ledger import ArchiveError
from intake.rules.states import LetterState, Status
from intake.wiring import Workshop
from samples.letters import the_call
from servers.process import free_port, wait_until

STAFF = '[staff]\nto = ["ana@alvrs.example"]\n'
LATER = timedelta(hours=1)
PAGE = Path(__file__).parents[2] / "docs/health.md"


@pytest.fixture
def desk(tmp_path: Path) -> DeskFolder:
    """Give a desk whose metrics are written, with staff to tell."""
    return lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, STAFF, '[monitoring]\nmetrics = "var/metrics.prom"\n')


def written(desk: DeskFolder) -> dict[str, object]:
    """Read what is written for monitors."""
    told: dict[str, object] = json.loads((desk.folder / "var/health.json").read_text(encoding="utf-8"))
    return told


def codes(told: dict[str, object]) -> list[str]:
    """Name the alarms."""
    assert isinstance(told["alarms"], list)
    return [alarm["code"] for alarm in told["alarms"]]


def samples(text: str) -> dict[str, float]:
    """Read an exposition as Prometheus does; a sample is named with its labels."""
    return {
        sample.name + "".join(f"{{{value}}}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_pass_leaves_its_health_in_files_that_others_may_read(desk: DeskFolder) -> None:
    """A monitor needs neither the program nor its passwords."""
    desk.put(mail(form()), "1")
    desk.intake("once")
    told = written(desk)
    assert told["healthy"] is True
    assert told["letters"] == {"sent": 1}
    assert told.keys() == desk.json("status", "--json").keys()
    for name in ("health.json", "metrics.prom"):
        assert (desk.folder / "var" / name).stat().st_mode & 0o777 == 0o644
    measured = samples((desk.folder / "var/metrics.prom").read_text(encoding="utf-8"))
    assert (
        measured["intake_healthy"] == measured["intake_passes_total"] == measured["intake_applications{accepted}"] == 1
    )
    assert datetime.now(UTC).timestamp() - measured["intake_last_good_pass_timestamp_seconds"] < 60


def test_the_page_names_every_key_and_every_metric(desk: DeskFolder) -> None:
    """What is not on the page is not watched; and no person is in a name or a label."""
    desk.put(mail(form()), "1")
    desk.intake("once")
    page = PAGE.read_text(encoding="utf-8")
    assert [key for key in written(desk) if f"`{key}`" not in page] == []
    text = (desk.folder / "var/metrics.prom").read_text(encoding="utf-8")
    families = list(text_string_to_metric_families(text))
    names = {sample.name for family in families for sample in family.samples}
    with_oauth = set(re.findall(r"`(intake_login\w+)`", page))
    assert names | with_oauth == set(re.findall(r"^\| `(intake_\w+)`", page, re.MULTILINE))
    labels = {value for family in families for sample in family.samples for value in sample.labels.values()}
    clusters = {cluster.id for cluster in the_call().clusters}
    assert labels <= {*Status, *LetterState, *AlarmCode, *clusters, version("alvrs-intake")}


def test_a_pass_that_cannot_go_on_raises_the_alarm_all_the_same(desk: DeskFolder) -> None:
    """Nothing is more silent than a desk whose archive is gone: the alarm must not wait for a good pass."""
    desk.intake("once")
    archive = desk.folder / "var/archive"  # made by the first message
    archive.write_text("no folder")
    desk.put(mail(form()), "1")
    with patch.object(health, "now", lambda: datetime.now(UTC) + LATER):
        desk.intake("once", status=1)
    assert codes(written(desk)) == ["no-good-pass"]


def test_the_daemon_looks_at_its_health_after_a_pass_that_could_not_go_on(desk: DeskFolder) -> None:
    """The same for `intake run`."""

    class Broken:
        def run_pass(self) -> None:
            raise ArchiveError("the disk is gone")

    looked: list[str] = []
    with Workshop.open(desk.config) as workshop:
        daemon = Daemon(workshop, after_pass=lambda: looked.append("looked"), heartbeat=Heartbeat({}))
        daemon._pass(cast("Desk", Broken()))  # noqa: SLF001 - without its threads and signals
    assert looked == ["looked"]


def test_a_new_desk_is_given_three_intervals_for_its_first_good_pass(desk: DeskFolder) -> None:
    """It is no alarm that nobody has run it yet, and one that nobody does; a first failed pass is as a later one."""
    assert desk.json("status", "--json")["healthy"]
    assert desk.json("status", "--json")["healthy"], "to look again changes nothing"
    with patch.object(health, "now", lambda: datetime.now(UTC) + timedelta(minutes=14)):
        assert desk.json("status", "--json")["healthy"]
    with patch.object(health, "now", lambda: datetime.now(UTC) + timedelta(minutes=17)):
        assert codes(desk.json("status", "--json", status=1)) == ["no-good-pass"]
    (desk.folder / "var/archive").write_text("no folder")
    desk.put(mail(form()), "1")
    desk.intake("once", status=1)
    assert codes(written(desk)) == []
    with patch.object(health, "now", lambda: datetime.now(UTC) + LATER):
        assert codes(desk.json("status", "--json", status=1)) == ["no-good-pass"]


def test_monitors_get_one_line_and_three_levels(desk: DeskFolder) -> None:
    """Exit 0, 1 and 2 are green, yellow and red; what follows the bar is drawn."""
    with Workshop.open(desk.config) as workshop:
        workshop.store.passes.await_first(at=datetime.now(UTC) - LATER)
    red = desk.process("status", "--nagios", status=2)
    assert red.startswith("INTAKE CRITICAL - no-good-pass: no pass has ended well yet | applications=0 ")
    desk.intake("once")
    green = desk.intake("status", "--nagios")
    assert re.fullmatch(r"INTAKE OK - all is well \| since_good_pass=\d+s applications=0 backlog=0 .*=\d+B\n", green)
    desk.put(mail(form(), at=datetime.now(UTC) + timedelta(minutes=10)), "1")
    desk.intake("once")
    yellow = desk.intake("status", "--nagios", status=1)
    assert yellow.startswith("INTAKE WARNING - clock-behind: ")
    assert yellow.count("|") == 1


def test_the_table_says_what_is_counted(desk: DeskFolder) -> None:
    """It said 20 entries where the list has 18 applications, for it counted versions."""
    desk.put(mail(form()), "1")
    desk.put(mail(form(place="Друго мјесто"), at=later(1)), "2")
    desk.intake("once")
    assert len(desk.json("list", "--json")) == 1
    table = desk.intake("status")
    assert re.search(r"applications +1, each by the version that counts", table)
    assert re.search(r"all versions +accepted: 1, superseded: 1|all versions +superseded: 1, accepted: 1", table)


def test_a_register_that_was_put_aside_is_an_alarm_until_somebody_has_looked_into_it(desk: DeskFolder) -> None:
    """What was decided in it last is in no other file, and only the log told."""
    desk.put(mail(form()), "1")
    desk.intake("once")
    (desk.folder / "register.xlsx").write_bytes(b"PK half")
    desk.intake("once")
    told = desk.json("status", "--json", status=1)
    assert codes(told) == ["register-unreadable"]
    assert "register.unreadable-1.xlsx" in str(told["alarms"])
    (desk.folder / "register.unreadable-1.xlsx").unlink()
    assert codes(desk.json("status", "--json")) == []


def test_a_clock_that_is_behind_is_noticed_by_the_mail_that_comes_from_the_future(desk: DeskFolder) -> None:
    """The server received it before we did, so the fault is ours."""
    ahead = datetime.now(UTC) + timedelta(minutes=10)
    desk.put(mail(form(), at=ahead), "1")
    desk.intake("once")
    told = written(desk)
    assert codes(told) == ["clock-behind"]
    assert 590 <= int(str(told["clock_behind"])) <= 600


def test_a_mailbox_that_waits_for_a_log_in_is_an_alarm_that_staff_get_by_mail(tmp_path: Path) -> None:
    """The ninety days of a forgotten log-in: somebody else waited ten days for the next mail before he noticed."""
    mailbox = '[mailbox]\nhost = "localhost"\nport = 1\nusername = "desk@alvrs.example"\nauth = "oauth2"\n'
    oauth = '[oauth]\nprovider = "microsoft"\nclient_id = "id"\n'
    desk = lay_out_desk(tmp_path / "desk", mailbox, FOLDER, STAFF, oauth)
    desk.intake("once", status=1)
    told = written(desk)
    assert "login-needed" in codes(told)
    assert told["login"] == {"since": None, "renewed": None, "ends": None, "needed": "nobody has logged in yet"}
    files = (desk.folder / "outbox/staff").glob("*.eml")
    subjects = {message_from_bytes(file.read_bytes(), policy=default)["Subject"] for file in files}
    assert any(subject.startswith("Упозорење: Програм нема приступ пошти") for subject in subjects)


def test_prometheus_asks_the_daemon_on_loopback(desk: DeskFolder) -> None:
    """Measured anew for each scrape, and on no other address."""
    port = free_port()

    def scrape() -> dict[str, float]:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            return samples(answer.read().decode())

    def is_up() -> bool:
        try:
            return scrape().get("intake_passes_total") == 1 and "intake_last_good_pass_timestamp_seconds" in scrape()
        except OSError:
            return False

    with running(desk, "--metrics", str(port)):
        wait_until(is_up)
        first = scrape()
        desk.intake("status")
        assert first["intake_alarm{no-good-pass}"] == 0
        assert _listening(port) == {"0100007F"}


def _listening(port: int) -> set[str]:
    """Name the addresses, in the kernel's hexadecimal, on which somebody listens on *port*."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {line[1].split(":")[0] for line in lines if line[3] == "0A" and int(line[1].split(":")[1], 16) == port}
