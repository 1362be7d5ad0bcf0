"""From the first sight to the decision: no message is missed, none is handled twice, none is tried for ever."""

from dataclasses import replace
from datetime import timedelta

import pytest

from intake.records.store import Store
from intake.rules.ledger import AlreadyDecidedError, UnknownError, WrongStateError
from intake.rules.pending import Arrival
from intake.rules.states import Outcome
from samples import records as sample

MINUTE = timedelta(minutes=1)

# Sightings


def test_a_mailbox_that_was_listed_is_known_even_if_it_was_empty(store: Store) -> None:
    """Otherwise the first application in a new mailbox would be taken for a historic one."""
    assert store.sightings.first_listed(sample.BOX) is None

    store.sightings.sight(sample.BOX, [], at=sample.NOON)
    store.sightings.sight(sample.BOX, [], at=sample.NOON + MINUTE)

    assert store.sightings.first_listed(sample.BOX) == sample.NOON
    assert store.sightings.watermark(sample.BOX) is None


def test_a_position_is_sighted_once(store: Store) -> None:
    """The first sight's time counts: a client that touches the mail can change it later."""
    first, again = sample.waiting(1), sample.waiting(1, received_at=sample.NOON + timedelta(days=9))

    assert store.sightings.sight(sample.BOX, [first], at=sample.NOON) == 1
    assert store.sightings.sight(sample.BOX, [again, sample.waiting(2)], at=sample.NOON) == 1

    assert store.sightings.unfetched(sample.BOX) == (first, sample.waiting(2))


def test_the_watermark_is_where_the_last_listing_ended(store: Store) -> None:
    """An idle pass over fifty thousand messages asks only for what came after it."""
    store.sightings.sight(sample.BOX, [sample.waiting(9), sample.waiting(10)], at=sample.NOON)
    store.sightings.sight(sample.BOX, [], at=sample.NOON)
    assert store.sightings.watermark(sample.BOX) == sample.position(10)

    store.sightings.sight(sample.BOX, [sample.waiting(1, validity=8)], at=sample.NOON)
    assert store.sightings.watermark(sample.BOX) == sample.position(1, validity=8)
    assert store.sightings.watermark("maildir:/elsewhere") is None


def test_a_large_mailbox_is_sighted_at_once(store: Store) -> None:
    """More positions than a database takes parameters in one question."""
    listing = [sample.waiting(uid) for uid in range(1, 40_001)]

    assert store.sightings.sight(sample.BOX, listing, at=sample.NOON) == 40_000
    assert store.sightings.sight(sample.BOX, listing, at=sample.NOON) == 0


def test_the_same_bytes_elsewhere_are_the_same_message(store: Store) -> None:
    """After a change of UIDVALIDITY everything is new to the server and nothing is to us."""
    sample.arrive(store, 1)
    moved = sample.waiting(1, validity=8, received_at=sample.NOON + timedelta(days=30))
    store.sightings.sight(sample.BOX, [moved], at=sample.NOON)

    new = store.sightings.received([replace(sample.arrival(1), position=moved.position)])

    assert new == 0
    [message] = store.messages.all()
    assert message.received_at == sample.waiting(1).received_at
    assert store.sightings.unfetched(sample.BOX) == ()


def test_a_batch_is_received_whole_or_not_at_all(store: Store) -> None:
    """A position that nobody sighted is a fault in the program; its neighbours are fetched again."""
    store.sightings.sight(sample.BOX, [sample.waiting(1)], at=sample.NOON)

    with pytest.raises(UnknownError):
        store.sightings.received([sample.arrival(1), sample.arrival(2)])

    assert store.messages.all() == ()
    assert store.sightings.unfetched(sample.BOX) == (sample.waiting(1),)


def test_a_message_that_somebody_took_away_is_not_asked_for_again(store: Store) -> None:
    """Otherwise every pass would ask for it until the end of the desk."""
    store.sightings.sight(sample.BOX, [sample.waiting(1), sample.waiting(2)], at=sample.NOON)

    store.sightings.mark_gone([sample.position(1)])
    store.sightings.mark_gone([])

    assert store.sightings.unfetched(sample.BOX) == (sample.waiting(2),)


def test_a_message_that_was_gone_and_is_listed_again_is_there(store: Store) -> None:
    """In a Maildir a message that staff move away and back keeps its name: it would never have been fetched."""
    store.sightings.sight(sample.BOX, [sample.waiting(1), sample.waiting(2)], at=sample.NOON)
    store.sightings.mark_gone([sample.position(1), sample.position(2)])

    assert store.sightings.sight(sample.BOX, [sample.waiting(1)], at=sample.NOON) == 0

    assert store.sightings.unfetched(sample.BOX) == (sample.waiting(1),)


def test_what_was_there_before_the_desk_stays_historic(store: Store) -> None:
    """It is recorded and never answered, even when its bytes are fetched days later."""
    old, new = sample.waiting(1), sample.waiting(2)
    store.sightings.sight(sample.BOX, [old, new], at=sample.NOON, historic={old.position})
    large = replace(sample.arrival(2), truncated=True)
    store.sightings.received([sample.arrival(1), large])

    first, second = store.messages.undecided(now=sample.NOON, limit=9)

    assert (first.historic, first.truncated, first.size) == (True, False, 101)
    assert (second.historic, second.truncated, second.size) == (False, True, 102)


def test_only_applications_are_released_and_each_once(store: Store) -> None:
    """Everything else is left in the mailbox as it was (interface: `outcome`)."""
    sample.arrive(store, 1, 2, 3, 4, 5)
    assert store.sightings.to_release(sample.BOX) == ()
    store.record(sample.recorded(1))
    store.record(sample.other(2, Outcome.DUPLICATE))
    for number, outcome in ((3, Outcome.OTHER), (4, Outcome.AUTOMATIC), (5, Outcome.QUARANTINED)):
        store.record(sample.other(number, outcome))

    assert store.sightings.to_release(sample.BOX) == (sample.position(1), sample.position(2))
    assert store.sightings.to_release("maildir:/elsewhere") == ()

    store.sightings.released([sample.position(1)])
    assert store.sightings.to_release(sample.BOX) == (sample.position(2),)


# Messages that wait


def test_of_two_mailboxes_the_older_is_the_first_within_a_second(store: Store) -> None:
    """A folder that was renamed may have a name that stands before the old one; its older mail has not moved."""
    for minute, (box, uid) in enumerate([("maildir:/z", 9), ("maildir:/a", 1)]):
        position = sample.position(uid)._replace(mailbox=box)
        waiting = replace(sample.waiting(uid, received_at=sample.NOON), position=position)
        store.sightings.sight(box, [waiting], at=sample.NOON + minute * MINUTE)
        store.sightings.received([Arrival(position=position, message=f"sha256:{box}", size=1)])
    waits = store.messages.undecided(now=sample.NOON, limit=9)
    assert [one.message for one in waits] == ["sha256:maildir:/z", "sha256:maildir:/a"]


def test_messages_wait_in_order_of_receipt(store: Store) -> None:
    """Versions are numbered by it, whatever order the server lists in."""
    sample.arrive(store, 3, 1, 2)

    waiting = store.messages.undecided(now=sample.NOON, limit=2)

    assert [pending.message for pending in waiting] == [sample.message(1), sample.message(2)]
    assert waiting[0].received_at == sample.waiting(1).received_at


def test_an_attempt_counts_before_it_ends(store: Store) -> None:
    """A message that kills the program must not kill it for ever."""
    sample.arrive(store, 1)

    for _ in range(2):
        store.messages.attempt(sample.message(1))

    [pending] = store.messages.undecided(now=sample.NOON, limit=9)
    assert (pending.attempts, pending.last_error) == (2, None)


def test_a_failed_attempt_waits_for_its_time(store: Store) -> None:
    """The error is kept for the person who looks into the quarantine."""
    sample.arrive(store, 1)
    store.messages.attempt(sample.message(1))

    store.messages.failed(sample.message(1), "out of memory", next_attempt=sample.NOON + MINUTE)

    assert store.messages.undecided(now=sample.NOON, limit=9) == ()
    [pending] = store.messages.undecided(now=sample.NOON + MINUTE, limit=9)
    assert (pending.attempts, pending.last_error) == (1, "out of memory")


def test_nothing_is_attempted_that_does_not_wait(store: Store) -> None:
    """A decision stands."""
    sample.arrive(store, 1)
    store.record(sample.recorded(1))

    with pytest.raises(AlreadyDecidedError):
        store.messages.attempt(sample.message(1))
    with pytest.raises(UnknownError):
        store.messages.failed(sample.message(2), "why")


def test_a_message_is_found_by_its_hash(store: Store) -> None:
    """`intake show` starts from it."""
    sample.arrive(store, 1)

    found = store.messages.find(sample.message(1))

    assert found is not None
    assert found.outcome is None
    assert store.messages.find(sample.message(2)) is None


# The quarantine


def test_a_quarantined_message_can_be_tried_again(store: Store) -> None:
    """After an upgrade of the program it may be read: with all its attempts before it."""
    sample.arrive(store, 1)
    store.messages.attempt(sample.message(1))
    store.record(sample.other(1, Outcome.QUARANTINED))
    [quarantined] = store.messages.quarantine()
    assert quarantined.why == "nothing in it is for a call"

    store.messages.retry(sample.message(1))

    assert store.messages.quarantine() == ()
    [pending] = store.messages.undecided(now=sample.NOON, limit=9)
    assert pending.attempts == 0
    store.record(sample.recorded(1))


def test_a_quarantined_message_that_a_person_saw_to_is_done(store: Store) -> None:
    """The desk is healthy again, and the message stays in the list with what became of it."""
    sample.arrive(store, 1)
    store.record(sample.other(1, Outcome.QUARANTINED))

    store.messages.release(sample.message(1), "seen to by staff", at=sample.NOON)

    assert store.messages.quarantine() == ()
    [message] = store.messages.all()
    assert (message.outcome, message.why) == (Outcome.OTHER, "seen to by staff")


def test_only_what_is_in_quarantine_leaves_it(store: Store) -> None:
    """An application must not be decided twice by a slip of the hand."""
    sample.arrive(store, 1)
    store.record(sample.recorded(1))

    with pytest.raises(WrongStateError):
        store.messages.retry(sample.message(1))
    with pytest.raises(WrongStateError):
        store.messages.release(sample.message(2), "why", at=sample.NOON)


def test_a_beginning_that_waits_again_is_fetched_again_and_done_with_once_it_is_whole(store: Store) -> None:
    """The limit was raised: what was over it lies in the mailbox still."""
    seen = sample.waiting(1)
    store.sightings.sight(sample.BOX, [seen], at=sample.NOON)
    beginning, whole = replace(sample.arrival(1), truncated=True), replace(sample.arrival(2), position=seen.position)
    store.sightings.received([beginning])
    store.record(sample.other(1, Outcome.QUARANTINED))
    assert store.sightings.unfetched(sample.BOX) == ()

    store.messages.retry(beginning.message)
    assert store.sightings.unfetched(sample.BOX) == (seen,)
    store.sightings.received([whole])

    assert store.sightings.unfetched(sample.BOX) == ()
    assert [pending.message for pending in store.messages.undecided(now=sample.NOON, limit=9)] == [whole.message]
