"""How an application stands: the first status that fits, and one version that counts, whatever came in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.rules.entry import Entry, FormFile
from intake.rules.finding import Code
from intake.rules.judging.application import Application
from intake.rules.judging.decision import lateness, of_one_message, other_version, standing, status
from intake.rules.judging.versions import settled
from intake.rules.recorded import is_current
from intake.rules.states import Status
from samples.letters import RECEIVED, ZONE, entry, finding, the_call
from samples.memory import Memory

CALL = the_call()
LAST_SECOND = datetime(2021, 9, 13, 23, 59, 59, tzinfo=ZONE)
MINUTES = 3 * 24 * 60 + 15 * 60  # from RECEIVED to well after the deadline

# What a form may be worth: accepted, to be looked at, incomplete, unreadable.
MERITS = [(), (Code.MUNICIPALITY_UNKNOWN,), (Code.CLUSTER_MISSING,), (Code.FORM_DAMAGED,), (Code.APPROACH_MISSING,)]


def version(number: int, minutes: int, merit: tuple[Code, ...]) -> Entry:
    """Make a version received so many minutes after the first, with lateness as it is found."""
    received = RECEIVED + timedelta(minutes=minutes)
    findings = (*lateness(received, (), CALL), *map(finding, merit))
    return entry(Status.REVIEW, *findings, version=number, received_at=received)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Draw the versions of one application; some at the same moment, some late, some worth nothing."""
    drawn = draw(
        st.lists(st.tuples(st.integers(0, MINUTES + 2 * 24 * 60), st.sampled_from(MERITS)), min_size=1, max_size=6)
    )
    return tuple(version(number, minutes, merit) for number, (minutes, merit) in enumerate(drawn, 1))


@given(versions(), st.randoms(use_true_random=False))
def test_the_order_in_which_versions_are_given_changes_nothing(
    given_versions: tuple[Entry, ...], chance: Random
) -> None:
    """A retry, a second mailbox or a restart may bring them in any order."""
    settled = {e.version: e for e in standing(given_versions, CALL)}
    shuffled = list(given_versions)
    chance.shuffle(shuffled)
    assert {e.version: e for e in standing(shuffled, CALL)} == settled


@given(versions())
def test_exactly_one_version_counts(given_versions: tuple[Entry, ...]) -> None:
    """The register has one row for each application: neither none nor two."""
    settled = standing(given_versions, CALL)
    assert [e.version for e in settled] == [e.version for e in given_versions]
    assert sum(map(is_current, settled)) == 1


@given(versions())
def test_to_settle_again_changes_nothing(given_versions: tuple[Entry, ...]) -> None:
    """What the store holds is settled already; the next version must find it as it is."""
    settled = standing(given_versions, CALL)
    assert standing(settled, CALL) == settled


@given(versions())
def test_a_version_stands_by_the_latest_as_it_would_by_all(given_versions: tuple[Entry, ...]) -> None:
    """A municipality may send sixty: the store is asked for all of them only where a message was overtaken."""
    memory = Memory()
    for one in given_versions:
        changes, other = settled(one, memory.latest(CALL.id, "srp-laktasi"), memory, CALL)
        memory = Memory(tuple({e.version: e for e in (*memory.entries, *changes)}.values()))
        assert memory.entries == standing(given_versions[: one.version], CALL)
        assert other == other_version(changes[-1], memory.entries)


@given(versions())
def test_a_version_in_time_counts_where_there_is_one(given_versions: tuple[Entry, ...]) -> None:
    """What arrives after the deadline never displaces what arrived in time, nor the unacceptable the accepted."""
    settled = standing(given_versions, CALL)
    counts = next(filter(is_current, settled))
    in_time = [e for e in given_versions if e.received_at <= CALL.deadline]
    if in_time:
        assert counts.received_at <= CALL.deadline
    if any(status(e.findings, CALL) is Status.ACCEPTED for e in in_time):
        assert counts.status is Status.ACCEPTED


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((), Status.ACCEPTED),
        ((Code.APPROACH_MISSING,), Status.ACCEPTED),
        ((Code.APPROACH_SEVERAL,), Status.ACCEPTED),
        ((Code.RECEIVED_DISPUTED,), Status.ACCEPTED),
        ((Code.CLUSTER_SEVERAL,), Status.INCOMPLETE),
        ((Code.MUNICIPALITY_MISSING,), Status.INCOMPLETE),
        ((Code.FORM_BLANK,), Status.INCOMPLETE),
        ((Code.MUNICIPALITY_NOT_ELIGIBLE, Code.CLUSTER_MISSING), Status.REVIEW),
        ((Code.MUNICIPALITY_AMBIGUOUS,), Status.REVIEW),
        ((Code.FORM_MISSING, Code.CLUSTER_MISSING), Status.NO_FORM),
        ((Code.FORM_ENCRYPTED, Code.FORM_MISSING), Status.UNREADABLE),
        ((Code.FORM_TOO_LARGE,), Status.UNREADABLE),
        ((Code.LATE, Code.FORM_DAMAGED), Status.LATE),
    ],
)
def test_the_first_status_that_fits_counts(found: tuple[Code, ...], expected: Status) -> None:
    """The interface gives the order; a missing approach keeps nobody from being accepted."""
    assert status(tuple(map(finding, found)), CALL) is expected


def test_an_unusable_answer_counts_only_where_the_call_requires_it() -> None:
    """Which answers are required is the call file's word."""
    assert status((finding(Code.FIELD_INVALID, "contact_email"),), CALL) is Status.INCOMPLETE
    assert status((finding(Code.FIELD_INVALID, "official_email"),), CALL) is Status.ACCEPTED


@pytest.mark.parametrize(
    ("received", "late"),
    [(LAST_SECOND, False), (LAST_SECOND + timedelta(seconds=1), True), (LAST_SECOND.replace(hour=0), False)],
)
def test_the_whole_last_day_counts(received: datetime, late: bool) -> None:  # noqa: FBT001 - a table's column
    """The call: "најкасније до 13. септембра 2021. године", in its own time zone, whatever zone the server speaks."""
    for zone in (ZONE, None):
        codes = [f.code for f in lateness(received.astimezone(zone), (), CALL)]
        assert codes == ([Code.LATE] if late else [])


def test_other_words_about_the_time_are_disputed_only_across_the_deadline() -> None:
    """A clock that is an hour wrong matters to nobody, unless the deadline lies in that hour."""
    after = LAST_SECOND + timedelta(minutes=1)
    assert lateness(RECEIVED, (("Date", RECEIVED - timedelta(days=3)),), CALL) == ()
    [disputed] = lateness(LAST_SECOND, (("Received", LAST_SECOND), ("Date", after)), CALL)
    assert disputed.code is Code.RECEIVED_DISPUTED
    assert [evidence.place for evidence in disputed.evidence] == ["Date"]


def application(municipality: str | None, contact: str, *, kind: str = "docx", blank: bool = False) -> Application:
    """Make what one form says."""
    return Application(
        call=CALL.id,
        form=FormFile(name=f"{contact}.{kind}", sha256=contact, kind=kind),
        municipality=municipality,
        cluster="awareness",
        answers={"contact_name": contact},
        findings=(finding(Code.FORM_BLANK),) if blank else (),
    )


def test_forms_that_answer_the_same_are_one_application() -> None:
    """Many send DOCX and XLSX, or the same form twice under two names."""
    one = application("srp-laktasi", "Ана")
    assert of_one_message([one, replace(one, form=FormFile(name="b.xlsx", sha256="b", kind="xlsx"))]) == (one,)


def test_an_empty_form_beside_a_filled_one_is_passed_over() -> None:
    """The association's own blank is often sent back along with the filled form."""
    filled, blank = application("srp-laktasi", "Ана"), application(None, "", blank=True)
    assert of_one_message([blank, filled]) == (filled,)
    assert of_one_message([blank, blank]) == (blank,)


def test_different_forms_are_an_entry_each_or_one_for_a_person() -> None:
    """Nothing is chosen in silence."""
    laktasi, gacko = application("srp-laktasi", "Ана"), application("srp-gacko", "Иво")
    both = of_one_message([laktasi, gacko])
    assert [a.municipality for a in both] == ["srp-laktasi", "srp-gacko"]
    assert {status(a.findings, CALL) for a in both} == {Status.ACCEPTED}
    told = [dict(a.findings[-1].details)["each"] for a in both]
    assert told == [a.form and a.form.path for a in both], "each names its own file"
    assert all(a.findings[-1].is_settled for a in both)
    for other in (application("srp-laktasi", "Иво"), application(None, "Иво")):
        [one] = of_one_message([laktasi, other])
        assert one.findings[0].code is Code.FORM_SEVERAL
        assert status(one.findings, CALL) is Status.REVIEW


@pytest.mark.parametrize(
    ("name", "forms"), [(None, 1), ("Opština Laktaši", 1), ("Општина Петровац", 2), ("Центар за социјални рад", 2)]
)
def test_a_printed_copy_is_no_second_form_unless_it_names_somebody_else(name: str | None, forms: int) -> None:
    """A name that is ambiguous, or of no municipality, is not recognised; its form is another's all the same."""
    written = replace(application("srp-laktasi", "Ана"), municipality_written="Општина Лакташи")
    [one] = of_one_message([written, replace(application(None, "Иво", kind="pdf"), municipality_written=name)])
    assert one.municipality == "srp-laktasi"
    assert [len(f.evidence) for f in one.findings] == ([] if forms == 1 else [forms]), "a person looks at both"


def test_two_forms_of_one_municipality_keep_no_other_one_s_back() -> None:
    """A joint office sends for three; only of the one with two forms is it a question which one counts."""
    laktasi, gacko = application("srp-laktasi", "Ана"), application("srp-gacko", "Иво")
    second, nobody = application("srp-laktasi", "Мара"), application(None, "Ђуро")
    made = of_one_message([laktasi, gacko, second, nobody])
    assert [a.municipality for a in made] == ["srp-laktasi", "srp-gacko", None]
    assert [status(a.findings, CALL) for a in made[:2]] == [Status.REVIEW, Status.ACCEPTED]
    assert len(made[0].findings[0].evidence) == 2, "staff are asked about its own two forms"
