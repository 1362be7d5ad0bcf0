"""What goes when an application is erased, and what is kept because it is somebody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from intake.rules.call import Retention
from intake.rules.entry import Entry, Letter, Message, Value
from intake.rules.erasure import Holdings, SharedMailError, about, naming, roles, scope_of, separable, traces
from intake.rules.retention import due, ends, is_announced
from intake.rules.states import Outcome
from samples import records as sample

PERSON, MEMBER = "kontakt@laktasi.example", "clan@laktasi.example"
ANSWERS: dict[str, Value] = {
    "contact_email": PERSON,
    "contact_name": "Марија Јањић",
    "contact_phone": "+38765200300",
    "situation": "Живи око 2.300 лица.",
    "members": ({"name": "Стојан Ђурић", "email": MEMBER, "position": "савјетник"},),
}
UNTIL = datetime(2023, 9, 13, 22, 0, tzinfo=UTC)


def message(number: int, **values: object) -> Message:
    """Make the message of a number, from the sample's applicant."""
    given = {"sender": "opstina@laktasi.example", "subject": "Пријава", "outcome": Outcome.APPLICATION, **values}
    return Message(message=sample.message(number), received_at=sample.NOON, **given)  # type: ignore[arg-type]


def application(number: int, sender: str = "opstina@laktasi.example", **values: object) -> Entry:
    """Make an application with persons in it."""
    return replace(sample.entry(number), sender=sender, answers=ANSWERS, **values)  # type: ignore[arg-type]


def held(*entries: Entry, messages: tuple[Message, ...] = (), letters: tuple[Letter, ...] = ()) -> Holdings:
    """Make what a store holds: each entry with the message that made it."""
    made = tuple(message(int(e.message[7:]), sender=e.sender, entry=e.entry, version=e.version) for e in entries)
    return Holdings(entries=entries, messages=(*dict.fromkeys(made), *messages), letters=letters)


def test_an_application_goes_with_all_its_versions_copies_replies_and_letters() -> None:
    """Whatever tells of it would bring it back."""
    second = replace(application(1), version=2, message=sample.message(3))
    copy = message(4, outcome=Outcome.DUPLICATE, entry="LC21-0001", version=1, sender="drugi@laktasi.example")
    reply = message(5, outcome=Outcome.OTHER, entry="LC21-0001", version=1)
    beginning = message(
        6, outcome=Outcome.OTHER, sender="", why=f"only the beginning; the whole message: {copy.message}"
    )
    books = held(application(1), second, application(2), messages=(copy, reply, beginning), letters=(sample.letter(1),))
    scope = scope_of(["LC21-0001"], (), books)
    assert scope.entries == ("LC21-0001",)
    assert set(scope.messages) == {sample.message(number) for number in (1, 3, 4, 5, 6)}
    assert scope.letters == (sample.letter_id(1),)


@pytest.mark.parametrize("address", ["opstina@laktasi.example", PERSON, " OPSTINA@Laktasi.example"])
def test_an_address_is_the_applicants_who_wrote_or_gave_it(address: str) -> None:
    """People know under which address they applied, not under which number."""
    books = held(application(1), replace(sample.entry(2), sender="drugi@teslic.example"))
    assert scope_of((), [address], books).entries == ("LC21-0001",)


def test_a_letter_s_recipient_is_the_applicant() -> None:
    """The Return-Path may be an address that stands nowhere else."""
    books = held(application(1), letters=(sample.letter(1, to="pisarnica@laktasi.example"),))
    assert scope_of((), ["pisarnica@laktasi.example"], books).entries == ("LC21-0001",)


def test_an_address_that_staff_corrected_is_still_the_applicants() -> None:
    """The form in the archive holds what it said; whoever asks knows only that."""
    corrected = replace(application(1), answers={**ANSWERS, "contact_email": "nova@laktasi.example"})
    books = replace(held(corrected), originals={("LC21-0001", 1): application(1)})
    assert scope_of((), [PERSON], books).entries == naming(PERSON, books) == ("LC21-0001",)
    assert PERSON in traces(scope_of((), [PERSON], books), books)


def test_a_person_among_those_nominated_is_no_reason_to_erase_an_application() -> None:
    """The municipality applied, not he: the application is named, and staff decide."""
    books = held(application(1))
    assert not scope_of((), [MEMBER], books)
    assert naming(MEMBER, books) == ("LC21-0001",)
    assert roles(books.entries[0], MEMBER) == ("members.email",)
    assert about(MEMBER, books).messages == (sample.message(1),)


def test_a_mail_with_another_application_goes_only_with_it() -> None:
    """One file of the archive cannot be erased by halves."""
    books = held(application(1), replace(application(2), message=sample.message(1)))
    with pytest.raises(SharedMailError, match="LC21-0002"):
        scope_of(["LC21-0001"], (), books)
    assert scope_of(["LC21-0001", "LC21-0002"], (), books).entries == ("LC21-0001", "LC21-0002")
    assert separable(frozenset({"LC21-0001"}), books) == frozenset()


def test_traces_are_what_tells_of_nobody_else() -> None:
    """A search for what others have in common with him would find half of the desk."""
    other = replace(application(2, sender="drugi@teslic.example"), answers={"contact_name": "Марија Јањић"})
    books = held(application(1), other)
    assert set(traces(scope_of(["LC21-0001"], (), books), books)) == {
        *("LC21-0001", "opstina@laktasi.example", PERSON, MEMBER, "+38765200300", "Стојан Ђурић")
    }


def test_a_stub_is_not_erased_again() -> None:
    """Nothing of it is left but what keeps it from coming back."""
    stub = message(1, entry="LC21-0001", erased_at=sample.NOON)
    assert not scope_of(["LC21-0001"], (), Holdings(messages=(stub,)))


def test_nothing_goes_by_date_without_the_whole_notice() -> None:
    """A wrong year in a call file, or a desk that stood still, must not erase a call overnight."""
    rule = Retention(until=UNTIL, notice=timedelta(days=14))
    late = UNTIL + timedelta(days=400)
    assert not is_announced(rule, UNTIL - timedelta(days=15))
    assert is_announced(rule, UNTIL - timedelta(days=14))
    assert ends(rule, UNTIL - timedelta(days=14)) == UNTIL
    assert ends(rule, late) == late + timedelta(days=14)
    entries = (sample.entry(1), sample.entry(2), replace(sample.entry(2), version=2, received_at=late))
    assert due(entries, rule, late, late + timedelta(days=13)) == frozenset()
    assert due(entries, rule, UNTIL - timedelta(days=14), UNTIL) == {"LC21-0001", "LC21-0002"} - {"LC21-0002"}
    assert due(entries, rule, late, late + timedelta(days=14)) == {"LC21-0001", "LC21-0002"}
