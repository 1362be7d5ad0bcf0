"""Mails to staff on their way through a real store and a scripted server: each once, and a failure stops nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from desks import plain_road
from intake import news
from intake.events import Event
from intake.herald import Fate, Herald
from intake.records.store import Store
from intake.replies.notice import NoticeFolder
from intake.rules.ledger import StoreError
from intake.rules.letters.delivery import DeliveryError
from intake.rules.states import LetterState
from intake.settings import StaffSettings, Switch
from samples import records as sample
from samples.staff import frame, notice_writer
from servers.process import free_port
from servers.smtpd import Act, Answer, Cut, ScriptedSMTP, Stage, TakeAndCut

ZONE = ZoneInfo("Europe/Sarajevo")
EIGHT = datetime(2021, 9, 11, 8, 0, tzinfo=ZONE)
"""Two days before the deadline of the shipped call: a special day. The sample applications came the day before."""
QUIET = datetime(2021, 9, 10, 8, 0, tzinfo=ZONE)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TO = ("ana@alvrs.example", "ivo@alvrs.example")


def herald(store: Store, port: int, *to: str, templates: tuple[Path, ...] = (), alarms: Switch = Switch.ON) -> Herald:
    """Make a herald whose server listens on *port*."""
    return Herald(
        store=store,
        road=plain_road(port),
        notice_writer=notice_writer(*templates),
        settings=StaffSettings(to=to or TO[:1], digest=time(7, 30), alarms=alarms),
        frame=frame,
    )


def apply(store: Store, *numbers: int) -> None:
    """Let applications come in."""
    sample.arrive(store, *numbers)
    for number in numbers:
        store.record(sample.recorded(number))


def subjects(server: ScriptedSMTP) -> list[str]:
    """Tell what the server has taken."""
    return [str(message_from_bytes(mail.content, policy=default)["Subject"]) for mail in server.mails]


def test_the_digest_of_a_day_goes_once_to_each_however_often_the_desk_restarts(
    store: Store, store_url: str, smtp_server: ScriptedSMTP
) -> None:
    """At half past seven, not before; a new process knows that it went."""
    apply(store, 1)
    herald(store, smtp_server.port, *TO).tell_by_schedule(EIGHT - HOUR)
    assert smtp_server.connections == 0
    herald(store, smtp_server.port, *TO).tell_by_schedule(EIGHT)
    assert [one.recipients for one in smtp_server.mails] == [(to,) for to in TO]
    again = Store.open(store_url)
    apply(again, 2)
    for minutes in range(0, 60, 5):
        herald(again, smtp_server.port, *TO).tell_by_schedule(EIGHT + minutes * MINUTE)
    assert herald(again, smtp_server.port, *TO).digest_by_hand(EIGHT) is Fate.WENT_BEFORE
    again.close()
    assert len(smtp_server.mails) == 2


def test_each_digest_begins_where_the_last_one_ended(store: Store, smtp_server: ScriptedSMTP) -> None:
    """Nothing is told twice and nothing is left out."""
    man = herald(store, smtp_server.port)
    apply(store, 1)
    man.tell_by_schedule(EIGHT)
    tomorrow = EIGHT + DAY
    assert man.digest(tomorrow).new.total == 0
    assert man.digest(tomorrow).since == EIGHT
    sample.arrive(store, 2)
    store.record(replace(sample.recorded(2), decided_at=EIGHT + HOUR))
    assert [line.entry for line in man.digest(tomorrow).new.lines] == ["LC21-0002"]


def test_a_day_with_nothing_to_say_is_over_at_its_time(store: Store, smtp_server: ScriptedSMTP) -> None:
    """An application of the afternoon is told the next morning; by hand it may be told at once."""
    man = herald(store, smtp_server.port)
    man.tell_by_schedule(QUIET)
    apply(store, 1)
    man.tell_by_schedule(QUIET + HOUR)
    assert smtp_server.mails == ()
    assert man.digest_by_hand(QUIET + 2 * HOUR) is Fate.SENT
    assert man.digest_by_hand(QUIET + 3 * HOUR) is Fate.WENT_BEFORE
    assert len(smtp_server.mails) == 1


def test_nothing_to_say_by_hand_is_said_so(store: Store, smtp_server: ScriptedSMTP) -> None:
    """Asked twice, it is no fault."""
    man = herald(store, smtp_server.port)
    assert [man.digest_by_hand(QUIET + minutes * MINUTE) for minutes in (0, 1)] == [Fate.NOTHING_TO_SAY] * 2
    assert smtp_server.connections == 0


@pytest.mark.parametrize(
    ("stage", "act"),
    [(Stage.RCPT, Answer(code=451)), (Stage.DATA, Cut()), (Stage.DOT, Answer(code=452))],
)
def test_what_was_surely_not_sent_goes_later_and_says_so_in_the_log(
    store: Store, smtp_server: ScriptedSMTP, stage: Stage, act: Act
) -> None:
    """The same bytes, once, with growing pauses; the other recipient does not wait for it."""
    apply(store, 1)
    smtp_server.plan(stage, act)
    man = herald(store, smtp_server.port, *TO)
    with capture_logs() as logs:
        man.tell_by_schedule(EIGHT)
    assert [entry["log_level"] for entry in logs if entry["event"] == Event.NOTICE_DEFERRED] == ["error"]
    man.tell_by_schedule(EIGHT + timedelta(seconds=30))
    man.tell_by_schedule(EIGHT + HOUR)
    man.tell_by_schedule(EIGHT + 2 * HOUR)
    assert sorted(mail.recipients for mail in smtp_server.mails) == [(to,) for to in TO]


def test_a_line_cut_after_the_final_dot_is_never_made_good_by_a_second_copy(
    store: Store, store_url: str, smtp_server: ScriptedSMTP
) -> None:
    """Only the server knows; a digest that comes twice is worse than one that is lost, and the log says it."""
    apply(store, 1)
    smtp_server.plan(Stage.DOT, TakeAndCut())
    with capture_logs() as logs:
        herald(store, smtp_server.port).tell_by_schedule(EIGHT)
    assert any(entry["log_level"] == "error" and entry["event"] == Event.NOTICE_UNCERTAIN for entry in logs)
    again = Store.open(store_url)
    for hours in range(1, 5):
        herald(again, smtp_server.port).tell_by_schedule(EIGHT + hours * HOUR)
    again.close()
    assert len(smtp_server.mails) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before the dot", "at the dot"])
def test_a_death_sends_no_second_digest(store: Store, smtp_server: ScriptedSMTP, after: bool) -> None:  # noqa: FBT001 - where it dies
    """Killed before it was committed that the dot goes: tried again. Killed after: never again."""
    apply(store, 1)
    man = herald(store, smtp_server.port)
    offered = store.notices.offered

    def dying(message_id: str, *, at: datetime) -> None:
        if after:
            offered(message_id, at=at)
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store.notices, "offered", dying)
        with pytest.raises(KeyboardInterrupt):
            man.tell_by_schedule(EIGHT)
    man.tell_by_schedule(EIGHT + HOUR)
    assert len(smtp_server.mails) == (0 if after else 1)


def test_a_server_that_is_away_stops_no_pass_and_the_next_digest_covers_its_days(store: Store) -> None:
    """Loud in the log, tried at every pass, and on the next morning one digest instead of two."""
    apply(store, 1)
    with capture_logs() as logs:
        herald(store, free_port()).tell_by_schedule(EIGHT)
        herald(store, free_port()).tell_by_schedule(EIGHT + 5 * MINUTE)
    assert [entry["log_level"] for entry in logs] == ["error", "error"]
    with pytest.raises(DeliveryError):
        herald(store, free_port()).digest_by_hand(EIGHT + HOUR)
    with ScriptedSMTP() as server:
        herald(store, server.port).tell_by_schedule(EIGHT + DAY)
        [subject] = subjects(server)
    assert subject == "Пријаве 12. 9.: 1 нова / Applications: 1 new", "what it would have told is told"


def test_a_refused_digest_is_given_up_and_the_next_one_says_it_again(store: Store, smtp_server: ScriptedSMTP) -> None:
    """5xx means never; what staff missed is not lost."""
    apply(store, 1)
    smtp_server.plan(Stage.RCPT, Answer(code=550))
    man = herald(store, smtp_server.port)
    assert man.digest_by_hand(EIGHT) is Fate.REFUSED
    man.tell_by_schedule(EIGHT + HOUR)
    assert smtp_server.mails == ()
    man.tell_by_schedule(EIGHT + DAY)
    assert subjects(smtp_server) == ["Пријаве 12. 9.: 1 нова / Applications: 1 new"]


def test_whom_one_digest_did_not_reach_the_next_one_tells_more(store: Store, smtp_server: ScriptedSMTP) -> None:
    """Each of the staff goes on where his own last digest ended."""
    apply(store, 1)
    smtp_server.plan(Stage.RCPT, Answer(code=550))
    man = herald(store, smtp_server.port, *TO)
    man.tell_by_schedule(EIGHT)
    [reached] = [one.recipients[0] for one in smtp_server.mails]
    [missed] = set(TO) - {reached}
    assert man.digest(EIGHT + DAY, to=missed).new.total == 1
    assert man.digest(EIGHT + DAY, to=reached).new.total == 0
    man.tell_by_schedule(EIGHT + DAY)
    assert [one.recipients[0] for one in smtp_server.mails] == [reached, missed], "nothing new for the other"


def test_a_mistake_in_a_template_stops_no_pass(store: Store, smtp_server: ScriptedSMTP, tmp_path: Path) -> None:
    """It is told with file and line; put right, the digest of the day goes."""
    apply(store, 1)
    own = tmp_path / "staff" / "digest.j2"
    own.parent.mkdir()
    own.write_text("{{ nothing.of.this }}\n", encoding="utf-8")
    with capture_logs() as logs:
        herald(store, smtp_server.port, templates=(tmp_path,)).tell_by_schedule(EIGHT)
    assert "digest.j2, line 1" in logs[0]["error"]
    herald(store, smtp_server.port).tell_by_schedule(EIGHT + HOUR)
    assert len(smtp_server.mails) == 1


def test_a_store_that_fails_is_no_matter_of_mail(store: Store, smtp_server: ScriptedSMTP) -> None:
    """The pass has to say so itself."""
    man = herald(store, smtp_server.port)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store.notices, "due", _failing)
        with pytest.raises(StoreError):
            man.tell(EIGHT)


def _failing(_now: datetime) -> None:
    raise StoreError("the disk is full")


# Alarms


def test_an_alarm_is_mailed_when_it_begins_and_when_it_is_over_and_never_again(
    store: Store, store_url: str, smtp_server: ScriptedSMTP
) -> None:
    """One pair, whatever passes and restarts lie between."""
    store.alarms.set("quarantine", "1 message", at=EIGHT)
    for minutes in range(3):
        herald(store, smtp_server.port).tell(EIGHT + minutes * MINUTE)
    again = Store.open(store_url)
    herald(again, smtp_server.port).tell(EIGHT + HOUR)
    assert len(smtp_server.mails) == 1
    again.alarms.clear("quarantine", at=EIGHT + HOUR)
    for hours in range(2, 4):
        herald(again, smtp_server.port).tell(EIGHT + hours * HOUR)
    again.close()
    begun, over = subjects(smtp_server)
    assert begun.startswith("Упозорење: Нека порука није могла да се обради")
    assert over.startswith("Упозорење је престало: ")


def test_an_alarm_that_could_not_be_told_in_time_is_told_by_its_end_alone(store: Store) -> None:
    """The mail server was away for an hour: one mail says that, not two."""
    store.alarms.set("no-good-pass", "…", at=EIGHT)
    herald(store, free_port()).tell(EIGHT)
    store.alarms.clear("no-good-pass", at=EIGHT + HOUR)
    with ScriptedSMTP() as server:
        herald(store, server.port).tell(EIGHT + HOUR)
        herald(store, server.port).tell(EIGHT + 2 * HOUR)
        [over] = server.mails
    body = message_from_bytes(over.content, policy=default).get_body(("plain",))
    assert body is not None
    assert "у 08:00 часова до 11. септембра 2021. године у 09:00" in " ".join(body.get_content().split())


def test_an_alarm_that_comes_and_goes_is_told_a_handful_of_times_a_day(store: Store, smtp_server: ScriptedSMTP) -> None:
    """Nobody reads the twentieth; the next day it may be told again."""
    man = herald(store, smtp_server.port)

    def flap(start: datetime, times: int) -> int:
        before = len(smtp_server.mails)
        for number in range(times):
            at = start + number * HOUR
            store.alarms.set("letters-failed", "…", at=at)
            man.tell(at)
            store.alarms.clear("letters-failed", at=at + MINUTE)
            man.tell(at + MINUTE)
        return len(smtp_server.mails) - before

    assert flap(EIGHT, 20) == 2 * 5
    assert flap(EIGHT + 2 * DAY, 1) == 2


def test_alarms_can_be_switched_off(store: Store, smtp_server: ScriptedSMTP) -> None:
    """`alarms = "off"`: a monitor asks `intake status`."""
    store.alarms.set("quarantine", "…", at=EIGHT)
    herald(store, smtp_server.port, alarms=Switch.OFF).tell(EIGHT)
    assert smtp_server.connections == 0


def test_a_pass_asks_for_mails_exactly_while_there_is_something_to_tell(store: Store) -> None:
    """Most passes have nothing, and load nothing that writes mails; but what waits, or was not heard, is not left."""

    def is_any(at: datetime, alarms: Switch = Switch.ON) -> bool:
        return news.is_any(store, StaffSettings(to=TO[:1], alarms=alarms), ZONE, at)

    assert not is_any(EIGHT)
    store.alarms.set("quarantine", "…", at=EIGHT)
    assert is_any(EIGHT)
    assert not is_any(EIGHT, Switch.OFF)
    herald(store, free_port()).tell(EIGHT)
    assert is_any(EIGHT), "it waits"
    with ScriptedSMTP() as server:
        herald(store, server.port).tell(EIGHT + DAY)
        assert not is_any(EIGHT + DAY)
        store.alarms.clear("quarantine", at=EIGHT + DAY)
        assert is_any(EIGHT + DAY)
        herald(store, server.port).tell(EIGHT + DAY)
    assert not is_any(EIGHT + 2 * DAY)


# Beside the letters


def test_mails_to_staff_are_no_letters(store: Store, smtp_server: ScriptedSMTP) -> None:
    """No limit counts them, no list of letters and no number of the status shows them, and the register stays."""
    apply(store, 1)
    before, generation = store.counts(), store.generation()
    herald(store, smtp_server.port, *TO).tell_by_schedule(EIGHT)
    assert len(smtp_server.mails) == 2
    assert (store.counts(), store.generation()) == (before, generation)
    assert [letter.state for letter in store.letters] == [LetterState.QUEUED]
    assert store.letters.count_since(EIGHT - DAY) == 0
    assert store.letters.count_to(TO[0], EIGHT - DAY) == 0


def test_without_recipients_nothing_is_written_or_sent(store: Store, smtp_server: ScriptedSMTP) -> None:
    """A desk that does not know its staff keeps quiet."""
    apply(store, 1)
    store.alarms.set("quarantine", "…", at=EIGHT)
    nobody = replace(herald(store, smtp_server.port), settings=StaffSettings())
    nobody.tell_by_schedule(EIGHT)
    assert store.notices.told() == frozenset()
    assert smtp_server.connections == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Name the folder where mails are laid that nobody sends."""
    return tmp_path / "outbox" / "staff"


def test_a_desk_that_sends_no_letters_lays_its_mails_into_a_folder(store: Store, folder: Path) -> None:
    """`delivery.kind = "folder"`: beside the letters and not among them."""
    apply(store, 1)
    man = replace(herald(store, free_port()), road=NoticeFolder(folder))
    assert man.digest_by_hand(EIGHT) is Fate.SENT
    [file] = folder.iterdir()
    [notice] = store.notices.of("digest 2021-09-11")
    assert file.read_bytes() == notice.content


def test_a_folder_that_cannot_be_written_is_tried_again(store: Store, folder: Path) -> None:
    """A full disk loses nothing."""
    apply(store, 1)
    man = replace(herald(store, free_port()), road=NoticeFolder(folder))
    folder.parent.write_text("in the way")
    man.tell_by_schedule(EIGHT)
    folder.parent.unlink()
    man.tell_by_schedule(EIGHT + HOUR)
    assert len(list(folder.iterdir())) == 1
