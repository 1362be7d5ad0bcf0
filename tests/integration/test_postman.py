"""Letters on their way through a real store and a scripted server: limits, pauses, and never twice by accident."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desks import plain_road
from intake.postman import Postman
from intake.records.store import Store
from intake.rules.entry import Letter
from intake.rules.letters.delivery import DeliveryError
from intake.rules.states import LetterState
from intake.settings import Mode, ReplySettings, Uncertain
from samples.keys import dkim_settings
from samples.records import NOON, arrive, letter, letter_bytes, letter_id, recorded
from servers.process import free_port
from servers.smtpd import Answer, Cut, ScriptedSMTP, Stage, TakeAndCut

LIMITS = ReplySettings(
    mode=Mode.AUTO,
    languages=("en",),
    templates=Path("templates"),
    own_addresses=(),
    trusted_authserv_ids=(),
    message_id_domain="ack.example.org",
)


def postman(store: Store, port: int, *, uncertain: Uncertain = Uncertain.RESEND_ONCE, **limits: Any) -> Postman:  # noqa: ANN401 - any setting of replies
    """Make a postman whose server listens on *port*."""
    return Postman(
        store=store,
        delivery=plain_road(port),
        replies=LIMITS._replace(**limits),
        uncertain=uncertain,
    )


def queue(store: Store, *numbers: int, to: str | None = None) -> None:
    """Let applications come in whose letters are queued."""
    arrive(store, *numbers)
    for number in numbers:
        one = replace(letter(number, to=to or f"o{number}@applicants.example"), content=letter_bytes(number))
        store.record(recorded(number, letters=[one]))


def find(store: Store, number: int = 1) -> Letter:
    """Look at a letter."""
    found = store.letters.find(letter_id(number))
    assert found is not None
    return found


def states(store: Store) -> list[str]:
    """Tell how the letters stand, the oldest first."""
    return [one.state.value for one in store.letters]


def test_a_letter_goes_out_once(store: Store, smtp_server: ScriptedSMTP) -> None:
    """The bytes of the store, to its one recipient; a second round finds nothing to do."""
    queue(store, 1, 2)
    man = postman(store, smtp_server.port)
    assert man.deliver(NOON) == 2
    assert man.deliver(NOON) == 0
    assert [received.content for received in smtp_server.mails] == [letter_bytes(1), letter_bytes(2)]
    assert smtp_server.mails[0].recipients == ("o1@applicants.example",)
    assert smtp_server.connections == 1, "a round without letters calls nobody"
    assert find(store).sent_at == NOON


def test_a_deferred_letter_waits_longer_each_time_and_is_given_up(store: Store, smtp_server: ScriptedSMTP) -> None:
    """RFC 5321, 4.5.4.1: growing pauses, and an end after four or five days; the others go meanwhile."""
    queue(store, 1, 2)
    smtp_server.plan(Stage.RCPT, Answer(code=451))
    man = postman(store, smtp_server.port)
    assert man.deliver(NOON) == 1
    pauses: list[timedelta] = []
    now = NOON
    while (one := find(store)).state is LetterState.QUEUED:
        assert one.next_try is not None
        pauses.append(one.next_try - now)
        assert man.deliver(one.next_try - timedelta(seconds=1)) == 0
        now = one.next_try
        smtp_server.plan(Stage.RCPT, Answer(code=451))
        man.deliver(now)
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=1)
    assert timedelta(days=4) <= now - NOON <= timedelta(days=6)
    assert (one.state, one.why) == (LetterState.FAILED, "given up after five days")


def test_how_long_a_letter_is_put_off_counts_from_its_first_try(store: Store, smtp_server: ScriptedSMTP) -> None:
    """Staff may have held it for days before: for that no server is to blame."""
    queue(store, 1, 2)
    man = postman(store, smtp_server.port)
    now = NOON + timedelta(days=3)
    for _ in range(5):
        smtp_server.plan(Stage.RCPT, Answer(code=451, text="later"))
        man.deliver(now)
        [one] = store.letter_list.put_off()
        now = one.next_try
    assert (one.entry, one.attempts, one.reply) == (find(store).entry, 5, "451 later")
    assert one.lasts(now) == now - (NOON + timedelta(days=3))
    assert man.deliver(now) == 1
    assert store.letter_list.put_off() == ()


def test_a_letter_that_staff_send_again_has_all_its_tries_again(store: Store, smtp_server: ScriptedSMTP) -> None:
    """Given up after five days and then resent: one more "later" is no reason to give it up at once."""
    queue(store, 1)
    man = postman(store, smtp_server.port)
    now = NOON
    while (one := find(store)).state is LetterState.QUEUED:
        smtp_server.plan(Stage.RCPT, Answer(code=451))
        now = one.next_try or now
        man.deliver(now)
    store.letters.resend(letter_id(1))
    smtp_server.plan(Stage.RCPT, Answer(code=451))
    man.deliver(now)
    assert find(store).state is LetterState.QUEUED
    assert man.deliver(now + timedelta(minutes=10)) == 1


def test_a_refused_letter_has_failed(store: Store, smtp_server: ScriptedSMTP) -> None:
    """5xx means never; the server's words are kept for staff."""
    queue(store, 1)
    smtp_server.plan(Stage.RCPT, Answer(code=550, text="no such user"))
    man = postman(store, smtp_server.port)
    assert man.deliver(NOON) == 0
    assert find(store).state is LetterState.FAILED
    assert "no such user" in (find(store).reply or "")
    assert man.deliver(NOON + timedelta(days=1)) == 0


def test_a_connection_cut_before_the_text_means_not_sent(store: Store, smtp_server: ScriptedSMTP) -> None:
    """Surely not sent: it is queued again and never uncertain."""
    queue(store, 1)
    smtp_server.plan(Stage.DATA, Cut())
    man = postman(store, smtp_server.port)
    man.deliver(NOON)
    assert find(store).state is LetterState.QUEUED
    assert man.deliver(NOON + timedelta(hours=1)) == 1
    assert len(smtp_server.mails) == 1


def test_a_cut_after_the_dot_is_uncertain_and_resent_once(store: Store, smtp_server: ScriptedSMTP) -> None:
    """Only the server knows: the same bytes under the same Message-ID once more, and then it is left to staff."""
    queue(store, 1)
    smtp_server.plan(Stage.DOT, TakeAndCut(), TakeAndCut())
    man = postman(store, smtp_server.port)
    assert man.deliver(NOON) == 0
    assert find(store).state is LetterState.UNCERTAIN
    for hours in (1, 2, 3):
        man.deliver(NOON + timedelta(hours=hours))
    assert find(store).state is LetterState.UNCERTAIN
    assert [received.content for received in smtp_server.mails] == [letter_bytes(1), letter_bytes(1)]


def test_an_uncertain_letter_is_left_where_staff_want_it(store: Store, smtp_server: ScriptedSMTP) -> None:
    """`uncertain = "hold"`: no letter ever arrives twice."""
    queue(store, 1)
    smtp_server.plan(Stage.DOT, TakeAndCut())
    man = postman(store, smtp_server.port, uncertain=Uncertain.HOLD)
    man.deliver(NOON)
    man.deliver(NOON + timedelta(hours=1))
    assert find(store).state is LetterState.UNCERTAIN
    assert len(smtp_server.mails) == 1


def test_a_server_that_is_away_costs_no_letter(store: Store) -> None:
    """Nothing was offered, so nothing is counted as tried."""
    queue(store, 1)
    with pytest.raises(DeliveryError):
        postman(store, free_port()).deliver(NOON)
    assert (find(store).state, find(store).attempts) == (LetterState.QUEUED, 0)


@pytest.mark.parametrize(
    ("limits", "to"),
    [({"hourly_limit": 2}, None), ({"daily_limit": 2}, None), ({"per_address_limit": 2}, "One@applicants.example")],
)
def test_a_limit_holds_the_rest_until_a_person_releases_it(
    store: Store, smtp_server: ScriptedSMTP, limits: dict[str, Any], to: str | None
) -> None:
    """A flood is stopped, and what was held never goes by itself, however long it waits."""
    queue(store, 1, 2, 3, to=to)
    man = postman(store, smtp_server.port, **limits)
    assert man.deliver(NOON) == 2
    assert states(store) == ["sent", "sent", "held"]
    assert find(store, 3).is_held_by_limit
    assert man.deliver(NOON + timedelta(days=30)) == 0

    store.letters.release(letter_id(3))
    assert man.deliver(NOON) == 1, "a person's word stands above the limit"
    assert len(smtp_server.mails) == 3


def test_what_the_server_puts_off_counts_for_the_limits(store: Store, smtp_server: ScriptedSMTP) -> None:
    """A provider meets a flood with "later": the letters would all have passed, and gone one after another."""
    queue(store, *range(1, 7))
    man = postman(store, smtp_server.port, hourly_limit=2)
    smtp_server.plan(Stage.RCPT, *[Answer(code=451)] * 6)
    assert man.deliver(NOON) == 0
    assert states(store) == ["queued"] * 2 + ["held"] * 4
    smtp_server.forget()
    queue(store, 7)
    assert man.deliver(NOON + timedelta(minutes=2)) == 2, "who was put off is not held"
    assert find(store, 7).is_held_by_limit
    queue(store, 8)
    assert man.deliver(NOON + timedelta(minutes=70)) == 1


def test_a_limit_is_over_when_its_time_is(store: Store, smtp_server: ScriptedSMTP) -> None:
    """An hour is an hour: later letters go."""
    man = postman(store, smtp_server.port, hourly_limit=1)

    def at(moment: datetime, number: int) -> str:
        queue(store, number)
        man.deliver(moment)
        return find(store, number).state.value

    assert at(NOON, 1) == "sent"
    assert at(NOON + timedelta(minutes=59), 2) == "held"
    assert at(NOON + timedelta(minutes=61), 3) == "sent"


def test_a_stop_leaves_the_rest_queued(store: Store, smtp_server: ScriptedSMTP) -> None:
    """SIGTERM ends the round after the letter in hand."""
    queue(store, 1, 2)
    answers = iter([False, True])
    man = replace(postman(store, smtp_server.port), stopping=lambda: next(answers))
    assert man.deliver(NOON) == 1
    assert states(store) == ["sent", "queued"]


def test_an_address_that_the_server_cannot_carry_holds_its_letter_and_no_other(
    store: Store, smtp_server: ScriptedSMTP
) -> None:
    """Without SMTPUTF8 (RFC 6531) there is no way to write it; staff find the reason with the letter, each time."""
    queue(store, 1, to="општина@applicants.example")
    queue(store, 2)
    man = postman(store, smtp_server.port)
    assert man.deliver(NOON) == 1
    assert states(store) == ["held", "sent"]
    assert (find(store).why or "").startswith("delivery: localhost does not offer SMTPUTF8")
    assert not find(store).is_held_by_limit
    store.letters.release(letter_id(1))
    man.deliver(NOON)
    assert states(store) == ["held", "sent"]


def test_a_letter_that_goes_again_has_the_same_signature(
    store: Store, smtp_server: ScriptedSMTP, tmp_path: Path
) -> None:
    """After a crash, and by the hand of staff."""
    queue(store, 1)
    smtp_server.plan(Stage.DOT, TakeAndCut())
    man = replace(postman(store, smtp_server.port), delivery=plain_road(smtp_server.port, dkim=dkim_settings(tmp_path)))
    for hour in (1, 2, 3):
        man.deliver(NOON + timedelta(hours=hour))
    store.letters.resend(letter_id(1))
    man.deliver(NOON + timedelta(hours=4))
    first, second, third = (received.content for received in smtp_server.mails)
    assert first == second == third
    assert first.startswith(b"DKIM-Signature: ")
    assert find(store).content == letter_bytes(1)


def test_without_the_key_every_letter_waits(store: Store, smtp_server: ScriptedSMTP, tmp_path: Path) -> None:
    """It is a fault of the desk and of no letter."""
    queue(store, 1)
    settings = dkim_settings(tmp_path)
    settings.key_file.unlink()
    man = replace(postman(store, smtp_server.port), delivery=plain_road(smtp_server.port, dkim=settings))
    with pytest.raises(DeliveryError, match=r"dkim\.pem"):
        man.deliver(NOON)
    assert (find(store).state, find(store).attempts) == (LetterState.QUEUED, 0)
