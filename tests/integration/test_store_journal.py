"""Passes, alarms and staff's words: what the desk remembers of itself and of the people beside it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.records.store import Store
from intake.rules.ledger import Alarm, Pass, UnknownError
from intake.rules.recorded import Remark
from samples import records as sample

NOON = sample.NOON
MINUTE = timedelta(minutes=1)

# Passes


def test_a_pass_is_kept_with_its_numbers(store: Store) -> None:
    """`intake status` shows the last one."""
    assert store.passes.last() == ()
    number = store.passes.begin(at=NOON)
    assert store.passes.last() == (Pass(number=1, started=NOON, ended=None, counts={}, error=None),)

    store.passes.end(number, at=NOON + MINUTE, counts={"received": 3})

    [last] = store.passes.last()
    assert last == Pass(number=1, started=NOON, ended=NOON + MINUTE, counts={"received": 3}, error=None)
    assert last.good


def test_the_last_good_pass_is_found_behind_bad_ones(store: Store) -> None:
    """The desk is healthy as long as it is recent enough; one that died in the middle was not good."""
    assert store.passes.last_good() is None
    good = store.passes.begin(at=NOON)
    store.passes.end(good, at=NOON, counts={})
    bad = store.passes.begin(at=NOON + MINUTE)
    store.passes.end(bad, at=NOON + MINUTE, counts={}, error="the server is away")
    store.passes.begin(at=NOON + 2 * MINUTE)

    assert [each.good for each in store.passes.last(3)] == [False, False, True]
    last_good = store.passes.last_good()
    assert last_good is not None
    assert last_good.started == NOON


def test_old_passes_go_but_the_last_good_one_stays(store: Store) -> None:
    """A server that was away for days must not make the desk forget since when."""
    for number in range(1100):
        error = "the server is away" if number else None
        store.passes.end(store.passes.begin(at=NOON + number * MINUTE), at=NOON, counts={}, error=error)

    assert len(store.passes.last(2000)) == 1001
    last_good = store.passes.last_good()
    assert last_good is not None
    assert last_good.started == NOON


def test_a_pass_that_never_began_does_not_end(store: Store) -> None:
    """It would be a fault in the program."""
    with pytest.raises(UnknownError):
        store.passes.end(1, at=NOON, counts={})


# Alarms


def test_an_alarm_keeps_its_time_until_its_cause_ends(store: Store) -> None:
    """Staff see since when; the text may grow worse."""
    store.alarms.set("uncertain", "one letter", at=NOON)
    store.alarms.set("uncertain", "two letters", at=NOON + MINUTE)
    store.alarms.set("quarantine", "one message", at=NOON + MINUTE)

    assert store.alarms.standing() == (
        Alarm(code="uncertain", since=NOON, text="two letters"),
        Alarm(code="quarantine", since=NOON + MINUTE, text="one message"),
    )

    store.alarms.clear("uncertain", at=NOON + 2 * MINUTE)
    store.alarms.clear("nothing-of-the-kind", at=NOON)
    assert [alarm.code for alarm in store.alarms.standing()] == ["quarantine"]


def test_an_alarm_that_comes_back_is_a_new_one(store: Store) -> None:
    """Its time is that of the new cause."""
    store.alarms.set("uncertain", "one letter", at=NOON)
    store.alarms.clear("uncertain", at=NOON)

    store.alarms.set("uncertain", "another letter", at=NOON + MINUTE)

    assert [alarm.since for alarm in store.alarms.standing()] == [NOON + MINUTE]


# Remarks

_cells = st.tuples(st.sampled_from(["LC21-0001", "LC21-0002"]), st.sampled_from(["note", "Напомена · Note"]))


@given(st.lists(st.dictionaries(_cells, sample.words, max_size=4), max_size=5))
def test_nothing_that_staff_wrote_is_ever_lost(
    tmp_path_factory: pytest.TempPathFactory, readings: list[dict[tuple[str, str], str]]
) -> None:
    """Whatever order of writing, changing and deleting: the last reading stands, and every word is in the history."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('remarks')}/intake.db")
    for number, words in enumerate(readings):
        store.remarks.keep(words, at=NOON + number * MINUTE)

    history = [*store.remarks.history("LC21-0001"), *store.remarks.history("LC21-0002")]
    standing = store.remarks.standing()
    store.close()

    assert standing == (readings[-1] if readings else {})
    written = {(cell, word) for words in readings for cell, word in words.items()}
    assert {((remark.entry, remark.column), remark.value) for remark in history} == written


def test_a_word_that_stays_keeps_its_time(store: Store) -> None:
    """The history says when a decision was written, not when it was last seen."""
    store.remarks.keep({("LC21-0001", "note"): "call them"}, at=NOON)
    store.remarks.keep({("LC21-0001", "note"): "call them"}, at=NOON + MINUTE)
    store.remarks.keep({("LC21-0001", "note"): "called"}, at=NOON + 2 * MINUTE)

    assert store.remarks.history("LC21-0001") == (
        Remark(entry="LC21-0001", column="note", value="call them", since=NOON, until=NOON + 2 * MINUTE),
        Remark(entry="LC21-0001", column="note", value="called", since=NOON + 2 * MINUTE, until=None),
    )
