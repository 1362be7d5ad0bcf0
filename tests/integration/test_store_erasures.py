"""The store rid of an application: every table is thought of, and no page of the file keeps what was deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.records.schema_seldom import metadata
from intake.records.store import Store
from intake.rules.erased import Reach, Why
from intake.rules.erasure import Scope
from intake.rules.states import LetterState
from samples import records as sample

RID = frozenset({"messages", "entries", "letters", "remarks", "corrections", "doubts", "notices", "erasures"})
"""Tables in which persons stand; each is seen to by `Erasures.record` and `finished`."""
OF_NOBODY = frozenset(
    {
        *("mailboxes", "sightings", "passes", "alarms", "editions", "generations"),
        *("erased_entries", "erased_letters", "tombstones", "retentions"),
    }
)


def erase(store: Store, number: int = 1, *traces: str) -> None:
    """Erase the sample application of that number."""
    letters, messages = (sample.letter_id(number),), (sample.message(number),)
    scope = Scope(entries=(f"LC21-{number:04d}",), messages=messages, letters=letters)
    store.erasures.record(scope, at=sample.NOON, why=Why.STAFF, reach=Reach.DESK, traces=traces, beginnings={})


def test_of_every_table_it_is_known_whether_it_tells_of_persons() -> None:
    """Whoever adds a table decides whether an erasure has to see to it."""
    assert {table.name for table in metadata.sorted_tables} == RID | OF_NOBODY


def test_no_page_of_the_file_keeps_what_was_deleted(store_url: str, tmp_path: Path) -> None:
    """SQLite leaves deleted rows in free pages and in its log, where anybody can read them."""
    store = Store.open(store_url)
    sample.arrive(store, 1)
    store.record(sample.recorded())
    store.remarks.keep({("LC21-0001", "Note"): "call Marija"}, at=sample.NOON)
    erase(store, 1, "kontakt@laktasi.example")
    [unfinished] = store.erasures.unfinished()
    assert unfinished.traces == ("kontakt@laktasi.example",)
    store.erasures.finished(unfinished.number, at=sample.NOON)
    assert store.erasures.compact()
    left = b"".join(path.read_bytes() for path in (tmp_path / "var").iterdir())
    assert [word for word in (b"laktasi", b"Marija") if word in left] == []
    assert sample.message(1).encode() in left
    store.close()


@pytest.mark.parametrize("name", ["intake.db", "desk[2].db"])
def test_copies_from_before_upgrades_go_with_an_erasure(tmp_path: Path, name: str) -> None:
    """What was erased is still in them."""
    store = Store.open(f"sqlite:///{tmp_path}/{name}")
    copy = tmp_path / f"{name}.before-0003"
    copy.touch()
    assert store.erasures.compact()
    assert not copy.exists()
    store.close()


def test_a_letter_that_was_erased_is_known_by_its_message_id_alone(store: Store) -> None:
    """A bounce or a reply that comes late is still no application."""
    sample.arrive(store, 1)
    store.record(sample.recorded())
    erase(store)
    found = store.entries.letter(sample.letter_id(1))
    assert found is not None
    assert (found.entry, found.to, found.content, found.state) == ("LC21-0001", None, b"", LetterState.SUPPRESSED)
    assert tuple(store.letters) == ()
    assert store.entries.letter("<unknown@ack.example.org>") is None


def test_numbers_that_were_erased_stay_used(store: Store) -> None:
    """Also the last ones, and when several are given out at once."""
    for number in (1, 2, 3):
        sample.arrive(store, number)
        store.record(sample.recorded(number))
    call = sample.call("LC21")
    for number in (3, 1):
        erase(store, number)
    assert [store.entries.next_entry(call, taken=taken) for taken in (0, 1)] == ["LC21-0004", "LC21-0005"]
    assert [(one.entry, one.versions) for one in store.erasures.all()] == [("LC21-0001", 1), ("LC21-0003", 1)]
