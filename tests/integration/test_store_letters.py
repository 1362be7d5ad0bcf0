"""A letter goes once: every step of its way is committed, and every crash on it ends where it can be told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from intake.records.store import Store
from intake.rules.entry import Letter
from intake.rules.ledger import StoreError, UnknownError, WrongStateError
from intake.rules.states import LetterState
from samples import records as sample

NOON = sample.NOON
HOUR = timedelta(hours=1)
ONE = sample.letter_id(1)


def write(store: Store, *letters: Letter) -> None:
    """Let each letter come into the store with its application."""
    for number, letter in enumerate(letters, start=1):
        sample.arrive(store, number)
        store.record(sample.recorded(number, letters=[letter]))


def now_in(store: Store, number: int = 1) -> Letter:
    """Return the letter of that *number* as it stands."""
    letter = store.letters.find(sample.letter_id(number))
    assert letter is not None
    return letter


def send(store: Store, number: int = 1, *, at: datetime = NOON) -> None:
    """Take a letter the whole way."""
    store.letters.begin_sending(sample.letter_id(number), at=at)
    store.letters.at_dot(sample.letter_id(number))
    store.letters.sent(sample.letter_id(number), at=at, reply="250 queued as 4711")


def test_a_letter_goes_the_whole_way(store: Store) -> None:
    """Queued, sending, past the dot, sent; with the server's last words."""
    write(store, sample.letter())
    assert tuple(store.letters.due(now=NOON)) == (sample.letter(),)

    store.letters.begin_sending(ONE, at=NOON)
    assert (now_in(store).state, now_in(store).attempts) == (LetterState.SENDING, 1)
    assert tuple(store.letters.due(now=NOON)) == ()
    store.letters.at_dot(ONE)
    store.letters.sent(ONE, at=NOON, reply="250 queued as 4711")

    sent = now_in(store)
    assert (sent.state, sent.sent_at, sent.reply) == (LetterState.SENT, NOON, "250 queued as 4711")
    assert sent.content == sample.letter().content
    assert tuple(store.letters) == (sent,)


def test_a_refusal_for_now_waits_for_its_time(store: Store) -> None:
    """A 4xx is tried again, later (RFC 5321, 4.5.4.1)."""
    write(store, sample.letter())
    store.letters.begin_sending(ONE, at=NOON)

    store.letters.retry_later(ONE, next_try=NOON + HOUR, reply="450 greylisted")

    assert tuple(store.letters.due(now=NOON)) == ()
    assert [letter.reply for letter in store.letters.due(now=NOON + HOUR)] == ["450 greylisted"]


def test_a_clock_that_was_put_back_keeps_no_letter_waiting(store: Store) -> None:
    """No pause is longer than hours: a try that is due next year was set by a clock that was wrong then."""
    write(store, sample.letter())
    store.letters.begin_sending(ONE, at=NOON)
    store.letters.retry_later(ONE, next_try=NOON + 8760 * HOUR, reply="450 greylisted")
    assert [letter.message_id for letter in store.letters.due(now=NOON)] == [ONE]
    assert store.letters.may_leave(now=NOON)


def test_a_refusal_for_good_is_kept_with_its_words(store: Store) -> None:
    """Staff are told what the server said."""
    write(store, sample.letter())
    store.letters.begin_sending(ONE, at=NOON)

    store.letters.failed(ONE, "refused by the server", reply="550 no such user")

    failed = now_in(store)
    assert (failed.state, failed.why, failed.reply) == (LetterState.FAILED, "refused by the server", "550 no such user")


# After a crash


def test_a_letter_that_died_before_the_dot_was_not_sent(store: Store) -> None:
    """The server discards a body without its final dot: the letter is queued again."""
    write(store, sample.letter())
    store.letters.begin_sending(ONE, at=NOON)

    assert store.letters.recover("the desk died") == ()

    assert (now_in(store).state, now_in(store).why) == (LetterState.QUEUED, None)


def test_a_letter_that_died_at_the_dot_is_uncertain(store: Store) -> None:
    """Nobody can tell whether the server took it (RFC 1047): it never goes again unnoticed."""
    write(store, sample.letter())
    store.letters.begin_sending(ONE, at=NOON)
    store.letters.at_dot(ONE)

    assert store.letters.recover("the desk died") == (ONE,)

    assert (now_in(store).state, now_in(store).why) == (LetterState.UNCERTAIN, "the desk died")
    assert store.letters.recover("again") == ()


def test_a_second_delivery_starts_before_the_dot(store: Store) -> None:
    """The dot of an earlier try says nothing about this one."""
    write(store, sample.letter())
    store.letters.begin_sending(ONE, at=NOON)
    store.letters.at_dot(ONE)
    store.letters.retry_later(ONE, next_try=NOON, reply="451 try again")
    store.letters.begin_sending(ONE, at=NOON)

    assert store.letters.recover("the desk died") == ()


def test_an_uncertain_letter_is_sent_once_more_and_then_left_to_staff(store: Store) -> None:
    """At most one copy too many (configuration: `uncertain = "resend-once"`)."""
    write(store, sample.letter())
    for resent in (1, 0):
        store.letters.begin_sending(ONE, at=NOON)
        store.letters.at_dot(ONE)
        store.letters.uncertain(ONE, "no answer after the final dot")
        assert store.letters.resend_uncertain_once() == resent

    assert now_in(store).state is LetterState.UNCERTAIN
    assert now_in(store).content == sample.letter().content


# Staff and limits


def test_a_held_letter_waits_for_a_person(store: Store) -> None:
    """It never goes by itself."""
    write(store, sample.letter())
    store.letters.hold(ONE, "60 letters in an hour")
    assert (now_in(store).state, now_in(store).why) == (LetterState.HELD, "60 letters in an hour")
    assert tuple(store.letters.due(now=NOON + 1000 * HOUR)) == ()

    store.letters.release(ONE)

    assert tuple(store.letters.due(now=NOON)) == (replace(sample.letter(), why="staff: released by hand"),)


@pytest.mark.parametrize(
    "end",
    [
        lambda letters: letters.sent(ONE, at=NOON, reply="250"),
        lambda letters: letters.failed(ONE, "refused", reply="550"),
        lambda letters: letters.uncertain(ONE, "silence"),
    ],
)
def test_staff_may_send_a_letter_again(store: Store, end: Callable[..., None]) -> None:
    """The applicant says that nothing came: the same bytes go, with the same Message-ID."""
    write(store, sample.letter())
    store.letters.begin_sending(ONE, at=NOON)
    end(store.letters)

    store.letters.resend(ONE)

    assert [letter.content for letter in store.letters.due(now=NOON)] == [sample.letter().content]


def test_a_dropped_letter_never_goes(store: Store) -> None:
    """Suppressed is for ever."""
    write(store, sample.letter())
    store.letters.drop(ONE, "by staff")

    for step in (store.letters.release, store.letters.resend):
        with pytest.raises(WrongStateError, match="suppressed"):
            step(ONE)
    with pytest.raises(WrongStateError):
        store.letters.begin_sending(ONE, at=NOON)


@pytest.mark.parametrize(
    "step",
    [
        lambda letters: letters.at_dot(ONE),
        lambda letters: letters.sent(ONE, at=NOON, reply="250"),
        lambda letters: letters.retry_later(ONE, next_try=NOON, reply="450"),
        lambda letters: letters.uncertain(ONE, "why"),
        lambda letters: letters.release(ONE),
        lambda letters: letters.resend(ONE),
    ],
)
def test_no_step_starts_from_the_wrong_state(store: Store, step: Callable[..., None]) -> None:
    """A letter that is only queued was not sent, cannot be at the dot and is not held."""
    write(store, sample.letter())

    with pytest.raises(WrongStateError, match="queued"):
        step(store.letters)

    assert tuple(store.letters) == (sample.letter(),)


def test_a_letter_that_is_being_sent_is_not_dropped(store: Store) -> None:
    """It may be gone already."""
    write(store, sample.letter())
    store.letters.begin_sending(ONE, at=NOON)

    with pytest.raises(WrongStateError, match="sending"):
        store.letters.drop(ONE, "by staff")


def test_a_letter_that_does_not_exist_is_unknown(store: Store) -> None:
    """A Message-ID mistyped on the command line."""
    with pytest.raises(UnknownError):
        store.letters.release(ONE)
    assert store.letters.find(ONE) is None
    assert store.letters.of("LC21-0001", 1) is None


def test_no_version_gets_two_letters(store: Store) -> None:
    """Nobody is told the same thing twice, whatever the desk's code believes."""
    sample.arrive(store, 1)
    second = replace(sample.letter(), message_id="<second@ack.example.org>")

    with pytest.raises(StoreError, match="UNIQUE"):
        store.record(sample.recorded(letters=[sample.letter(), second]))


# Counting for the limits


def test_the_limits_count_what_went_out_or_may_have(store: Store) -> None:
    """A letter under way counts as much as one that was accepted; one that was never offered bothers nobody yet."""
    states = [LetterState.QUEUED] * 4 + [LetterState.HELD, LetterState.SUPPRESSED]
    write(store, *(sample.letter(number, state=state) for number, state in enumerate(states, start=1)))
    send(store, 1)
    store.letters.begin_sending(sample.letter_id(2), at=NOON)
    store.letters.begin_sending(sample.letter_id(3), at=NOON)
    store.letters.uncertain(sample.letter_id(3), "silence")
    assert store.letters.count_since(NOON) == 3
    store.letters.begin_sending(sample.letter_id(4), at=NOON)
    store.letters.retry_later(sample.letter_id(4), next_try=NOON + HOUR, reply="451")

    assert store.letters.count_since(NOON) == 4, "it goes by itself"
    assert store.letters.count_since(NOON + HOUR) == 0, "the window has moved on"


def test_a_refused_letter_is_none_to_the_limits(store: Store) -> None:
    """It bothered nobody."""
    write(store, sample.letter())
    store.letters.failed(ONE, "given up", reply=None)

    assert store.letters.count_since(NOON - HOUR) == 0


def test_an_address_is_one_in_whatever_case(store: Store) -> None:
    """Responders play with it, and Cyrillic local parts have case, too (RFC 6531)."""
    write(
        store,
        sample.letter(1, to="Општина@Laktasi.example"),
        sample.letter(2, to="опШТИНА@laktasi.EXAMPLE"),
        sample.letter(3, to="another@laktasi.example"),
        sample.letter(4, to=None, state=LetterState.HELD),
    )
    for number in (1, 2, 3):
        send(store, number)

    assert store.letters.count_to("општина@LAKTASI.example", NOON) == 2
    assert now_in(store).to == "Општина@Laktasi.example"


# Announcements


def announced(number: int, about: str = "dates-changed a 1") -> Letter:
    """Make an announcement about the application of that *number*."""
    message_id = f"<{about.replace(' ', '.')}.{number}@ack.example.org>"
    return replace(sample.letter(number, state=LetterState.HELD), message_id=message_id, about=about, told="a")


def test_an_announcement_stands_beside_the_answer(store: Store) -> None:
    """It takes the same road, and is counted like every letter."""
    write(store, sample.letter())
    store.letters.announce([announced(1)])
    assert store.letters.of("LC21-0001", 1) == sample.letter()
    assert set(store.letters) == {sample.letter(), announced(1)}
    store.letters.release(announced(1).message_id)
    store.letters.begin_sending(announced(1).message_id, at=NOON)
    assert store.letters.count_to("opstina@laktasi.example", NOON) == 1


def test_announcements_are_written_all_or_none(store: Store) -> None:
    """What died in between leaves nothing, and a second run cannot write one twice."""
    write(store, sample.letter(1), sample.letter(2))
    store.letters.announce([announced(1)])
    with pytest.raises(StoreError, match="UNIQUE"):
        store.letters.announce([announced(2), announced(1)], instead_of=[announced(1).message_id], why="overtaken")
    assert {letter.about for letter in store.letters} == {"answer", "dates-changed a 1"}
    assert {letter.state for letter in store.letters} == {LetterState.QUEUED, LetterState.HELD}


def test_only_what_still_waits_is_overtaken(store: Store) -> None:
    """What went cannot be called back."""
    write(store, sample.letter(1), sample.letter(2))
    store.letters.announce([announced(1), announced(2)])
    store.letters.release(announced(1).message_id)
    store.letters.begin_sending(announced(1).message_id, at=NOON)
    both = [announced(1).message_id, announced(2).message_id]
    store.letters.announce([], instead_of=both, why="overtaken")
    states = {letter.message_id: letter.state for letter in store.letters}
    assert [states[one] for one in both] == [LetterState.SENDING, LetterState.SUPPRESSED]


def test_a_released_letter_goes_as_edited_and_keeps_what_the_program_wrote(store: Store) -> None:
    """In one step: there is no moment at which it is released and not yet changed."""
    write(store, sample.letter(state=LetterState.HELD))
    store.letters.release(ONE, edited=b"first")
    store.letters.hold(ONE, "staff")
    store.letters.release(ONE, edited=b"second")
    changed = now_in(store)
    assert (changed.content, changed.original) == (b"second", sample.letter().content)
    with pytest.raises(WrongStateError):
        store.letters.release(ONE, edited=b"third")
    assert now_in(store).content == b"second"


def test_letters_that_are_due_are_loaded_when_it_is_their_turn(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of letters with their bytes would be most of the memory of a long pass."""
    monkeypatch.setattr("intake.records.few._AT_A_TIME", 2)
    write(store, *(sample.letter(number) for number in range(1, 6)))
    due = store.letters.due(now=NOON)
    assert len(due) == 5
    turns = iter(due)
    assert next(turns) == sample.letter(1)
    store.letters.hold(sample.letter_id(3), "why")
    assert [letter.state for letter in turns] == [
        LetterState.QUEUED,
        LetterState.HELD,
        LetterState.QUEUED,
        LetterState.QUEUED,
    ]
    assert [letter.message_id for letter in due] == [sample.letter_id(number) for number in range(1, 6)]
    assert sample.letter(4) in due


def test_a_list_of_letters_tells_all_but_their_bytes(store: Store) -> None:
    """The digest and the health of a desk with thousands of held letters must not load each of them whole."""
    held = sample.letter(state=LetterState.HELD)
    blank, mine = replace(sample.letter(2), state=LetterState.HELD, content=b""), sample.letter(3)
    write(store, held, blank, mine)
    store.letters.release(ONE, edited=b"as staff have it")
    store.letters.hold(ONE, "limit: 60 letters in an hour")
    whole = tuple(store.letters)
    assert store.letter_list.all() == tuple(replace(one, content=b"", original=one.original and b"") for one in whole)
    assert any(one.content and one.original for one in whole)
    assert (store.letter_list.held_by_limit(), store.letter_list.unwritten()) == (1, 1)
