"""The store keeps every value, commits a decision whole or not at all, and lets one writer in at a time."""

import itertools
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from sqlalchemy import event

from intake.records.database import Database, open_database
from intake.records.store import Store
from intake.rules.entry import Entry, Letter
from intake.rules.finding import Code, Finding
from intake.rules.judging.verdict import Latest
from intake.rules.ledger import AlreadyDecidedError, Counts, Edition, StoreError, UnknownError
from intake.rules.recorded import is_current
from intake.rules.states import LetterState, Outcome, Status
from samples import records as sample

if TYPE_CHECKING:
    from intake.rules.judging.verdict import Ledger

_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give one store to all examples of a property; each brings a message of its own."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('store')}/intake.db")
    yield store
    store.close()


# Values


@given(sample.entries)
def test_an_entry_comes_back_as_it_was(shared_store: Store, anything: Entry) -> None:
    """An answer that changes on its way through the store is an answer nobody gave."""
    number = next(_numbers)
    entry = replace(anything, entry=f"LC21-{number:04d}", message=sample.message(number))
    sample.arrive(shared_store, number)

    shared_store.record(replace(sample.recorded(number, letters=()), entries=(entry,)))

    assert shared_store.entries.of(entry.entry) == (entry,)


@given(sample.letters)
def test_a_letter_comes_back_as_it_was(shared_store: Store, anything: Letter) -> None:
    """The bytes are fixed once and for all: a second sending must be the same letter."""
    number = next(_numbers)
    letter = replace(anything, message_id=sample.letter_id(number), message=sample.message(number))
    sample.arrive(shared_store, number)

    shared_store.record(replace(sample.other(number), letters=(letter,)))

    assert shared_store.letters.find(letter.message_id) == letter


def test_text_that_no_database_can_hold_is_marked_in_its_place(store: Store) -> None:
    """A hostile subject must not keep an application out: the archive has its bytes."""
    sample.arrive(store, 1)
    heading = replace(sample.recorded().heading or pytest.fail("the sample has a heading"), subject="a\0b\udcffc")

    store.record(replace(sample.recorded(), heading=heading))

    found = store.messages.find(sample.message(1))
    assert found is not None
    assert found.subject == "a\ufffdb\ufffdc"


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    """It names no moment, and the deadline hangs on moments."""
    with pytest.raises(StoreError, match="without a zone"):
        store.passes.begin(at=sample.NOON.replace(tzinfo=None))


# A decision


def test_a_decision_is_all_there(store: Store) -> None:
    """Outcome, entry and letter are one step: none of them without the others."""
    sample.arrive(store, 1)

    store.record(sample.recorded())

    assert store.entries.all() == (sample.entry(),)
    assert store.letters.of("LC21-0001", 1) == sample.letter()
    [message] = store.messages.all()
    assert (message.outcome, message.entry, message.version) == (Outcome.APPLICATION, "LC21-0001", 1)
    assert (message.sender, message.subject) == ("opstina@laktasi.example", "Пријава")
    assert store.messages.with_message_id("<1@laktasi.example>") == (message,)
    assert store.messages.undecided(now=sample.NOON, limit=9) == ()


def test_a_message_is_decided_once(store: Store) -> None:
    """A second run over the same message makes no second entry and no second letter."""
    sample.arrive(store, 1)
    store.record(sample.recorded())

    with pytest.raises(AlreadyDecidedError):
        store.record(replace(sample.recorded(), entries=(replace(sample.entry(2), message=sample.message(1)),)))

    assert store.entries.all() == (sample.entry(),)


def test_a_message_that_never_came_is_not_decided(store: Store) -> None:
    """Whatever is recorded has its bytes in the archive."""
    with pytest.raises(UnknownError):
        store.record(sample.recorded())


def test_a_failure_in_the_middle_leaves_nothing(store: Store) -> None:
    """A letter that cannot be written takes its entry and its outcome back with it."""
    sample.arrive(store, 1)
    before = store.generation()
    twice = (sample.letter(), sample.letter())

    with pytest.raises(StoreError):
        store.record(sample.recorded(letters=twice))

    assert store.entries.all() == ()
    assert tuple(store.letters) == ()
    assert len(store.messages.undecided(now=sample.NOON, limit=9)) == 1
    assert store.generation() == before


@pytest.mark.parametrize("statement", range(1, 6))
def test_a_process_that_dies_in_a_decision_leaves_all_of_it_or_nothing(store_url: str, statement: int) -> None:
    """The power may go between any two statements; what is found afterwards is never a half."""
    store = Store.open(store_url)
    sample.arrive(store, 1)
    store.close()

    died = subprocess.run([sys.executable, __file__, store_url, str(statement)], check=False, env=_environment())

    assert died.returncode == 9, "the decision has fewer statements: lower the range"
    again = Store.open(store_url)
    assert (again.entries.all(), tuple(again.letters)) == ((), ())
    again.record(sample.recorded())
    assert again.entries.all() == (sample.entry(),)
    again.close()


def _environment() -> dict[str, str]:
    tests = Path(__file__).resolve().parents[1]
    return {**os.environ, "PYTHONPATH": f"{tests}{os.pathsep}{tests.parent}"}


def _die_in_a_decision(url: str, statement: int) -> None:
    database = open_database(url)
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == statement:
            os._exit(9)

    event.listen(database.engine, "after_cursor_execute", count)
    Store(database).record(sample.recorded())


def test_an_entry_of_another_message_is_never_written_over(store: Store) -> None:
    """Two writers that picked the same id must not lose one of the two applications."""
    sample.arrive(store, 1, 2)
    store.record(sample.recorded(1))
    clash = replace(sample.recorded(2, letters=()), entries=(replace(sample.entry(2), entry="LC21-0001"),))

    with pytest.raises(StoreError):
        store.record(clash)

    assert store.entries.all() == (sample.entry(1),)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"entries": ()}, "makes an entry"),
        ({"outcome": Outcome.OTHER}, "makes an entry"),
        ({"letters": (sample.letter(2),)}, "answers the message in hand"),
        ({"letters": (sample.letter(1, state=LetterState.SENT),)}, "is queued, held or suppressed"),
    ],
)
def test_an_impossible_decision_is_refused_at_birth(wrong: dict[str, Any], why: str) -> None:
    """An application without an entry, or a letter to somebody else, is a fault in the program."""
    with pytest.raises(ValueError, match=why):
        replace(sample.recorded(), **wrong)


# Entries and their versions


def test_a_new_version_changes_the_older_one_with_it(store: Store) -> None:
    """Never do two versions of one application count, not even for a moment."""
    sample.arrive(store, 1, 2)
    store.record(sample.recorded(1))
    older = replace(sample.entry(1), status=Status.SUPERSEDED)
    newer = sample.entry(1, version=2, of_message=2)

    store.record(replace(sample.recorded(2, letters=()), entry="LC21-0001", version=2, entries=(older, newer)))

    assert store.entries.of("LC21-0001") == (older, newer)
    assert store.entries.current() == (newer,)


@pytest.mark.parametrize("code", [Code.VERSION_LATE, Code.VERSION_WEAKER])
def test_a_version_that_displaces_nothing_does_not_count(code: Code) -> None:
    """The older one stands (interface: "Versions")."""
    assert is_current(sample.entry())
    assert not is_current(replace(sample.entry(), findings=(Finding(code=code),)))


def test_the_store_answers_what_a_decision_asks(store: Store) -> None:
    """Versions by municipality, duplicates by the form's hash, bounces by our letter."""
    sample.arrive(store, 1)
    store.record(sample.recorded())
    ledger: Ledger = store.entries
    form = sample.entry().form
    assert form is not None

    assert ledger.versions(sample.CALL, "srp-laktasi") == (sample.entry(),)
    assert ledger.versions("another-call", "srp-laktasi") == ()
    stands = Latest(counts=sample.entry(), last=1, received_at=sample.entry().received_at)
    assert ledger.latest(sample.CALL, "srp-laktasi") == stands
    assert ledger.latest("another-call", "srp-laktasi") is None
    assert ledger.with_form(sample.CALL, form.sha256) == (sample.entry(),)
    assert ledger.with_form(sample.CALL, "0" * 64) == ()
    assert ledger.of_mail(sample.CALL, "<1@laktasi.example>") == (sample.entry(),)
    assert ledger.of_mail("another-call", "<1@laktasi.example>") == ()
    assert ledger.of_mail(sample.CALL, "<nobody@example.org>") == ()
    letter = ledger.letter(sample.letter_id(1))
    assert letter is not None
    assert (letter.entry, letter.version) == ("LC21-0001", 1)
    assert ledger.letter("<nobody@example.org>") is None
    assert store.entries.of_message(sample.message(1)) == (sample.entry(),)


def test_numbers_follow_one_another_call_by_call(store: Store) -> None:
    """A gap would look like a lost application; another call counts for itself."""
    sample.arrive(store, 1, 2)
    autumn, spring = sample.call("LC21"), sample.call("LC22")
    assert store.entries.next_entry(autumn, taken=0) == "LC21-0001"
    assert store.entries.next_entry(autumn, taken=0) == "LC21-0001", "asking takes nothing"
    assert store.entries.next_entry(autumn, taken=2) == "LC21-0003"

    store.record(sample.recorded(1))
    store.record(replace(sample.recorded(2, letters=()), entries=(sample.entry(9999, of_message=2),)))

    assert store.entries.next_entry(autumn, taken=0) == "LC21-10000"
    assert store.entries.next_entry(spring, taken=0) == "LC22-0001"


def test_entries_come_in_order_of_receipt(store: Store) -> None:
    """The order of their numbers is the order of decision, which a quarantine can turn round."""
    sample.arrive(store, 1, 2)
    store.record(replace(sample.recorded(2), entries=(replace(sample.entry(1, of_message=2)),), letters=()))
    store.record(replace(sample.recorded(1), entries=(replace(sample.entry(2, of_message=1)),), letters=()))

    assert [entry.entry for entry in store.entries.all()] == ["LC21-0002", "LC21-0001"]


# Counting


def test_the_counts_are_of_what_counts(store: Store) -> None:
    """`entries` counts what the export has, superseded versions too; clusters and applications count each one once."""
    assert store.counts() == Counts()
    sample.arrive(store, 1, 2, 3, 4)
    store.sightings.sight(sample.BOX, [sample.waiting(5), sample.waiting(6)], at=sample.NOON)
    store.sightings.mark_gone([sample.position(6)])
    store.record(sample.recorded(1))
    older = replace(sample.entry(1), status=Status.SUPERSEDED)
    newer = sample.entry(1, version=2, of_message=2, status=Status.INCOMPLETE)
    newer = replace(newer, cluster=None)
    store.record(replace(sample.recorded(2, letters=()), version=2, entries=(older, newer)))
    store.record(sample.other(3, Outcome.QUARANTINED))

    assert store.counts() == Counts(
        entries={Status.SUPERSEDED: 1, Status.INCOMPLETE: 1},
        clusters={None: 1},
        letters={LetterState.QUEUED: 1},
        quarantine=1,
        backlog=2,
        waiting_since=sample.waiting(4).received_at,
    )
    assert store.counts().applications == 1


def test_what_was_there_before_the_desk_has_waited_for_nobody(store: Store) -> None:
    """An old mailbox is not a backlog of years."""
    old = sample.waiting(1)
    store.sightings.sight(sample.BOX, [old, sample.waiting(2)], at=sample.NOON, historic={old.position})
    assert store.counts().waiting_since == sample.waiting(2).received_at


def test_the_register_is_behind_until_it_was_written(store: Store) -> None:
    """A pass without news must not write a thousand rows again."""
    assert store.generation() > store.register_generation()
    sample.arrive(store, 1)
    shown = store.generation()
    store.record(sample.recorded())

    store.register_written(shown, Edition(number=1), at=sample.NOON)

    assert store.register_generation() == shown < store.generation()
    assert store.edition().number == 1
    store.register_written(store.generation(), Edition(number=2), at=sample.NOON)
    store.passes.begin(at=sample.NOON)
    store.sightings.sight(sample.BOX, [], at=sample.NOON)
    assert store.register_generation() == store.generation()


# The database


def test_a_commit_outlives_a_power_cut_and_readers_never_wait(store_url: str) -> None:
    """WAL with synchronous FULL; foreign keys are off in SQLite unless asked for."""
    database = open_database(store_url)
    names = ["journal_mode", "synchronous", "foreign_keys", "busy_timeout"]

    with database.reading() as connection:
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    database.engine.dispose()
    assert values == ["wal", 2, 1, 30_000]


def test_a_second_writer_waits_for_the_first(store_url: str) -> None:
    """Staff release a letter while a pass runs: both are done, one after the other."""
    one, two = open_database(store_url), open_database(store_url)
    order = []

    def write_second() -> None:
        with two.writing():
            order.append("second")

    second = threading.Thread(target=write_second)
    with one.writing():
        second.start()
        second.join(timeout=0.3)
        order.append("first")
    second.join(timeout=10)
    one.engine.dispose()
    two.engine.dispose()

    assert order == ["first", "second"]


def test_a_reader_sees_what_was_committed_while_another_writes(store_url: str) -> None:
    """`intake status` answers at once, from before the transaction under way."""
    writer, reader = open_database(store_url), Store.open(store_url)
    before = reader.generation()

    with writer.changing():
        during = reader.generation()

    after = reader.generation()
    writer.engine.dispose()
    reader.close()
    assert (during, after) == (before, before + 1)


def test_only_the_desk_reads_the_store(store_url: str, tmp_path: Path) -> None:
    """Applications hold personal data; the journal beside the file does too."""
    store = Store.open(store_url)
    store.passes.begin(at=sample.NOON)

    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "var").iterdir()}
    store.close()

    assert modes == {"intake.db": 0o600, "intake.db-wal": 0o600, "intake.db-shm": 0o600}


def test_a_backup_is_a_whole_store(store: Store, tmp_path: Path) -> None:
    """A copy of the file alone would miss what is still in the journal."""
    sample.arrive(store, 1)
    store.record(sample.recorded())
    target = tmp_path / "backup.db"
    target.write_bytes(b"the backup of last week")

    store.backup(target)

    assert [path.name for path in tmp_path.glob("*backup*")] == ["backup.db"]
    assert target.stat().st_mode & 0o777 == 0o600
    copy = Store.open(f"sqlite:///{target}")
    assert copy.entries.all() == store.entries.all()
    copy.close()


def test_a_backup_to_nowhere_says_so(store: Store, tmp_path: Path) -> None:
    """Nobody should trust a backup that was not made."""
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match="cannot be copied"):
        store.backup(tmp_path / "file" / "backup.db")


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    """A path typed wrongly must not harm the file that lies there."""
    path = tmp_path / "register.xlsx"
    path.write_bytes(b"PK\x03\x04 no database at all" * 100)
    before = path.read_bytes()

    with pytest.raises(StoreError) as refused:
        Store.open(f"sqlite:///{path}")

    assert isinstance(refused.value.__cause__, Exception)
    assert path.read_bytes() == before


def test_a_store_in_no_file_is_refused() -> None:
    """`sqlite://` means memory: everything would be lost at the end of the command."""
    with pytest.raises(StoreError, match="names no file"):
        Store.open("sqlite://")


def test_many_commands_may_open_a_new_store_at_once(store_url: str) -> None:
    """The daemon and a curious person start together on the first day."""
    opened: list[Database] = []
    threads = [threading.Thread(target=lambda: opened.append(open_database(store_url))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for database in opened:
        database.engine.dispose()

    assert len(opened) == 4


def test_the_file_is_sound(store: Store, tmp_path: Path) -> None:
    """Every reference in it leads somewhere."""
    sample.arrive(store, 1)
    store.record(sample.recorded())
    connection = sqlite3.connect(tmp_path / "var" / "intake.db")
    checks = [connection.execute(f"PRAGMA {check}").fetchall() for check in ("integrity_check", "foreign_key_check")]
    connection.close()

    assert checks == [[("ok",)], []]


if __name__ == "__main__":
    _die_in_a_decision(sys.argv[1], int(sys.argv[2]))
