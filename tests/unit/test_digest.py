"""What goes into a digest: what is new, what has changed, what waits for whom; and when there is nothing to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from intake.rules.call import Retention
from intake.rules.entry import Doubt
from intake.rules.finding import Code
from intake.rules.ledger import Alarm
from intake.rules.register.decisions import Decision, settled, unclear
from intake.rules.register.frame import Frame
from intake.rules.staff.days import is_due
from intake.rules.staff.digest import Books, CallNews, Digest, digest
from intake.rules.staff.lines import SHOWN, Listed
from intake.rules.staff.waiting import Task
from intake.rules.states import LetterState, Outcome, Status
from samples.letters import ZONE, finding, letter, the_call
from samples.register import wording
from samples.staff import DAY, MORNING, application, digest_of, frame, message, message_of

DEADLINE_DAY = datetime(2021, 9, 13, 7, 30, tzinfo=ZONE)
NEXT_WEEK = DEADLINE_DAY + 7 * DAY


def entries(listed: Listed) -> list[str]:
    """Name the applications of a list."""
    return [line.entry for line in listed.lines]


def tasks(digest: Digest) -> dict[Task, list[str]]:
    """Tell what waits for staff."""
    return {each.task: entries(each.listed) for each in digest.waiting}


def the_call_of(digest: Digest) -> CallNews:
    """Give what is told of the one call."""
    [call] = digest.calls
    return call


def test_new_is_what_was_decided_since_the_last_digest_and_no_more() -> None:
    """Nobody reads the same news twice; what was read long after it had come is news all the same."""
    digest = digest_of(
        application(1), application(2, received_at=MORNING - 9 * DAY), application(3), old=[message_of(3)]
    )
    assert entries(digest.new) == ["LC21-0001", "LC21-0002"]
    assert entries(digest.changed) == []


def test_the_first_digest_tells_of_everything() -> None:
    """Staff begin with the whole picture."""
    digest = digest_of(application(1), application(2), old=[message_of(2)], since=None)
    assert sorted(entries(digest.new)) == ["LC21-0001", "LC21-0002"]


def test_a_newer_version_of_what_staff_know_is_a_change() -> None:
    """It is told with its version, and with what speaks against it where it does not count."""
    digest = digest_of(
        application(1, Status.SUPERSEDED),
        application(1, Status.ACCEPTED, finding(Code.VERSION_NEWER), version=2),
        application(2),
        application(2, Status.LATE, finding(Code.VERSION_LATE), version=2),
        old=[message_of(1), message_of(2)],
    )
    assert [(line.entry, line.version) for line in digest.changed.lines] == [("LC21-0001", 2), ("LC21-0002", 2)]
    assert "deadline" in digest.changed.lines[1].notes[0].en
    assert digest.new.total == 0


def test_what_came_and_was_put_right_between_two_digests_is_new_as_it_stands_now() -> None:
    """One line for one application."""
    digest = digest_of(application(1, Status.SUPERSEDED), application(1, version=2))
    [line] = digest.new.lines
    assert (line.version, line.status.en if line.status else None) == (2, "✓ accepted")
    assert digest.changed.total == 0


@pytest.mark.parametrize(
    ("status", "before", "after"),
    [
        (Status.ACCEPTED, None, None),
        (Status.REVIEW, Task.REVIEW, Task.REVIEW),
        (Status.UNREADABLE, Task.UNREADABLE, Task.UNREADABLE),
        (Status.LATE, Task.LATE, Task.LATE),
        (Status.INCOMPLETE, None, Task.UNMENDED),
        (Status.NO_FORM, None, Task.UNMENDED),
    ],
)
def test_who_has_to_act_depends_on_the_deadline(status: Status, before: Task | None, after: Task | None) -> None:
    """Until then it is the applicant's turn to mend what is missing; from then on staff decide."""
    for at, task in ((MORNING, before), (NEXT_WEEK, after)):
        digest = digest_of(application(1, status), at=at)
        assert tasks(digest) == ({task: ["LC21-0001"]} if task else {})
        turn = status in (Status.INCOMPLETE, Status.NO_FORM) and at is MORNING
        assert entries(digest.applicants) == (["LC21-0001"] if turn else [])


def test_what_staff_have_decided_no_longer_waits_for_them() -> None:
    """Otherwise the same line would come every morning; "на чекању" is no decision yet."""
    words = {
        ("LC21-0001", "Одлука · Decision"): "одбијено",
        ("LC21-0002", "Одлука · Decision"): "На чекању ",
        ("LC21-0003", "Напомена · Note"): "примљено",
    }
    decided = settled(words, wording(), Decision.ACCEPTED, Decision.REFUSED)
    assert decided == {"LC21-0001"}
    digest = digest_of(*(application(n, Status.REVIEW) for n in (1, 2, 3)), settled=decided)
    assert tasks(digest) == {Task.REVIEW: ["LC21-0002", "LC21-0003"]}


@pytest.mark.parametrize("word", ["одбијено", "odbijeno", "Одбијено", "ОДБИЈЕНО.", " refused ", "Oдбијено"])
def test_a_decision_is_one_in_either_language_and_script(word: str) -> None:
    """The digest took it for decided, and the extracts handed the applicant on."""
    words = {("LC21-0001", "Одлука · Decision"): word}
    assert settled(words, wording(), Decision.REFUSED) == {"LC21-0001"}
    assert settled(words, wording(), Decision.ACCEPTED) == frozenset()
    assert unclear(words, wording()) == {}


@pytest.mark.parametrize("word", ["можда касније", "x", "примљено?? одбијено", "7"])
def test_any_other_word_decides_nothing_and_is_asked_about(word: str) -> None:
    """Who wrote it thinks that it counts."""
    words = {("LC21-0001", "Одлука · Decision"): f" {word}", ("LC21-0002", "Одлука · Decision"): "na čekanju"}
    assert settled(words, wording(), *Decision) == {"LC21-0002"}
    assert unclear(words, wording()) == {"LC21-0001": word}
    digest = digest_of(application(1), application(2), unclear=unclear(words, wording()))
    assert tasks(digest) == {Task.ASKED: ["LC21-0001"]}
    assert digest.waiting[0].listed.lines[0].notes[0].sr == f"Одлука: „{word}“"


def test_what_the_register_asks_is_told_by_mail_too() -> None:
    """Who seldom opens it would not hear of it."""
    doubt = Doubt(entry="LC21-0002", heading="Одлука · Decision", about="x", written="", since=MORNING, edition=1)
    digest = digest_of(application(1), application(2), doubts=[doubt, replace(doubt, about="y")])
    assert tasks(digest) == {Task.ASKED: ["LC21-0002"]}
    [note] = digest.waiting[0].listed.lines[0].notes
    assert (note.sr, note.en) == ("Одлука: погледајте коментар", "Decision: see the comment")


@pytest.mark.parametrize(
    ("status", "code"), [(Status.LATE, Code.VERSION_LATE), (Status.INCOMPLETE, Code.VERSION_WEAKER)]
)
def test_a_newer_version_that_does_not_count_waits_until_staff_have_decided(status: Status, code: Code) -> None:
    """Its older one is in order, so nothing else named it."""
    versions = application(1), application(1, status, finding(code), version=2)
    digest = digest_of(*versions)
    assert tasks(digest) == {Task.NEWER: ["LC21-0001"]}
    assert digest.waiting[0].listed.lines[0].version == 2
    assert tasks(digest_of(*versions, settled=["LC21-0001"])) == {}


@pytest.mark.parametrize(
    ("state", "task"),
    [
        (LetterState.HELD, Task.HELD),
        (LetterState.UNCERTAIN, Task.UNCERTAIN),
        (LetterState.FAILED, Task.FAILED),
        (LetterState.SENT, None),
        (LetterState.QUEUED, None),
        (LetterState.SUPPRESSED, None),
    ],
)
def test_a_letter_that_is_stuck_waits_for_staff(state: LetterState, task: Task | None) -> None:
    """With the rule that keeps it, and whom it is for; about old applications too."""
    why = "limit: 60 letters in an hour"
    digest = digest_of(application(7), old=[message_of(7)], letters=[letter(state, why=why)])
    assert tasks(digest) == ({task: ["LC21-0007"]} if task else {})
    for each in digest.waiting:
        assert each.listed.lines[0].contact == "opstina@applicants.example"
        assert each.listed.lines[0].notes[0].sr.startswith("достигнуто је ограничење слања")


def test_a_quarantined_message_waits_however_old_it_is() -> None:
    """It may be an application that nobody has seen."""
    stuck = message(1, Outcome.QUARANTINED, why="too large")
    digest = digest_of(messages=[stuck], old=[stuck.message])
    assert [each.task for each in digest.waiting] == [Task.QUARANTINE]
    [line] = digest.waiting[0].listed.lines
    assert line.name.sr == "pisarnica@laktasi.example"
    assert [note.sr for note in line.notes] == ["Питање о обрасцу", "порука је превелика"]


def test_a_persons_reply_to_our_letter_waits_once() -> None:
    """It lies unread in the mailbox, and no machine answers it."""
    reply = message(1, Outcome.OTHER, entry="LC21-0001", version=1, why="reply to our letter")
    stranger = message(2, Outcome.OTHER, why="not for a call")
    known = [message_of(1)]
    assert tasks(digest_of(application(1), messages=[reply, stranger], old=known)) == {Task.REPLY: ["LC21-0001"]}
    assert tasks(digest_of(application(1), messages=[reply, stranger], old=[*known, reply.message])) == {}


def test_a_letter_that_came_back_is_told_with_its_address_and_an_automatic_reply_is_not() -> None:
    """Somebody has to telephone; that somebody is away until Monday is no news."""
    came_back = message(
        1, Outcome.AUTOMATIC, entry="LC21-0007", version=1, why="bounce: Content-Type: multipart/report"
    )
    away = message(2, Outcome.AUTOMATIC, entry="LC21-0008", version=1, why="auto-reply: Auto-Submitted: auto-replied")
    known = [message_of(7), message_of(8)]
    sent = letter(LetterState.SENT)
    digest = digest_of(application(7), application(8), messages=[came_back, away], old=known, letters=[sent])
    assert [(line.entry, line.contact) for line in digest.returned.lines] == [
        ("LC21-0007", "opstina@applicants.example")
    ]
    assert digest.worth_sending


@pytest.mark.parametrize(
    ("left", "special"), [(8, False), (7, True), (6, False), (3, False), (2, True), (1, False), (0, True), (-1, False)]
)
def test_before_the_deadline_three_digests_say_who_applied_and_who_can_mend(left: int, special: bool) -> None:  # noqa: FBT001 - a table's column
    """Seven days, two days, and the morning of the last day: whom a telephone call can still help."""
    incomplete = application(2, Status.INCOMPLETE, finding(Code.FIELD_MISSING, "contact_email"))
    elsewhere = application(3, Status.REVIEW, finding(Code.MUNICIPALITY_NOT_ELIGIBLE))
    known = [message_of(number) for number in (1, 2, 3)]
    digest = digest_of(application(1), incomplete, elsewhere, at=DEADLINE_DAY - left * DAY, old=known)
    call = the_call_of(digest)
    assert (call.days_left, call.special) == (left, special)
    assert entries(call.applied) == (["LC21-0001", "LC21-0002", "LC21-0003"] if special else [])
    assert entries(call.mendable) == (["LC21-0002"] if special else [])
    if special:
        assert call.mendable.lines[0].contact.startswith("Марко Марковић, ")
        assert "контакт особе" in call.mendable.lines[0].notes[0].sr
    assert digest.special == special


def test_on_the_last_day_after_a_deadline_by_the_hour_nobody_can_mend_any_more() -> None:
    """A call may end at noon: an evening's digest must not send staff to the telephone."""
    digest = digest_of(application(1, Status.INCOMPLETE), at=DEADLINE_DAY + DAY - timedelta(hours=7))
    assert the_call_of(digest).days_left == -1
    assert tasks(digest) == {Task.UNMENDED: ["LC21-0001"]}
    assert entries(digest.applicants) == []


def test_a_digest_with_nothing_to_say_is_not_worth_sending_except_before_the_deadline() -> None:
    """A mail that says nothing teaches people not to read the next one."""
    known = [message_of(1), message_of(2)]
    quiet = digest_of(application(1), application(2, Status.INCOMPLETE), old=known)
    assert not quiet.worth_sending, "it is the applicant's turn, and staff know that"
    assert digest_of(application(1), application(2), old=known, at=DEADLINE_DAY).worth_sending
    assert digest_of(application(1), old=known[1:]).worth_sending
    assert digest_of(application(1, Status.REVIEW), old=known).worth_sending


def test_an_alarm_that_stands_is_told_once_in_a_digest() -> None:
    """What waits as letters or messages is not told twice; that the desk itself stands still is told."""
    alarms = [Alarm(code=code, since=MORNING, text="") for code in ("no-good-pass", "quarantine", "letters-failed")]
    digest = digest_of(alarms=alarms)
    assert [alarm.code for alarm in digest.alarms] == ["no-good-pass"]
    assert digest.worth_sending


def test_the_counts_are_of_what_counts_and_name_every_cluster() -> None:
    """A cluster without an applicant is what staff look for."""
    digest = digest_of(
        application(1, Status.SUPERSEDED),
        application(1, version=2),
        application(2, Status.INCOMPLETE, cluster=None),
        application(3, cluster="idrm"),
    )
    call = the_call_of(digest)
    assert call.total == 3
    assert {text.en: number for text, number in call.statuses} == {"✓ accepted": 2, "! incomplete": 1}
    assert {text.en: number for text, number in call.clusters} == {
        "Day-care centres": 0,
        "Awareness raising on human rights, non-discrimination and inclusion": 0,
        "Mobile outreach teams": 0,
        "Models for inclusion of minorities": 1,
        "Inclusive disaster risk management": 1,
        "no cluster chosen": 1,
    }


def test_a_list_is_short_and_says_how_much_is_left_out() -> None:
    """It is read on a phone; on the days before the deadline everybody is named."""
    many = [application(n) for n in range(1, SHOWN + 6)]
    digest = digest_of(*many, at=DEADLINE_DAY)
    assert (len(digest.new.lines), digest.new.more, digest.new.total) == (SHOWN, 5, SHOWN + 5)
    assert the_call_of(digest).applied.more == 0
    assert digest_of(*many[: SHOWN + 1]).new.more == 0, '"and 1 more" takes as much room as the line itself'


def test_what_strangers_wrote_is_no_link() -> None:
    """Staff trust what comes from the desk: nothing in it may lead anywhere."""
    odd = application(1, Status.REVIEW, municipality=None, municipality_written='See https://evil.example/a "now"')
    [line] = digest_of(odd).new.lines
    assert line.name.sr == "„See https[:]//evil[.]example/a 'now'“"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Prijava.pdf", "Prijava.pdf"), ("prijava.zip", "prijava[.]zip"), ("mail.doc.ba", "mail.doc[.]ba")],
)
def test_the_name_of_a_document_is_shown_as_it_is(name: str, shown: str) -> None:
    """No host is called .pdf."""
    [line] = digest_of(application(1, Status.REVIEW, municipality=None, municipality_written=name)).new.lines
    assert line.name.sr == f"„{shown}“"


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        ("2021-09-10T07:29:59+02:00", None, False),
        ("2021-09-10T05:30:00+00:00", None, True),
        ("2021-09-10T23:59:00+02:00", "2021-09-09", True),
        ("2021-09-10T08:00:00+02:00", "2021-09-10", False),
        ("2021-09-11T00:10:00+02:00", "2021-09-10", False),
        ("2021-10-31T07:30:00+01:00", "2021-10-30", True),
    ],
    ids=["before its time", "on the minute", "missed, same day", "was written", "the next day, before", "winter time"],
)
def test_a_digest_is_due_once_a_day_from_its_time_on(now: str, last: str | None, due: bool) -> None:  # noqa: FBT001 - the same
    """By the desk's clock, whatever the server's zone; a server that was off at half past seven makes up for it."""
    last_day = datetime.fromisoformat(last).date() if last else None
    assert is_due(datetime.fromisoformat(now), time(7, 30), ZONE, last_day=last_day) == due


def test_a_call_that_is_long_over_is_told_of_only_where_something_comes_or_goes() -> None:
    """Staff who run three calls read about the one that is open; where there is only one, it is never left out."""
    spring = DEADLINE_DAY + 150 * DAY
    old = the_call()
    young = replace(old, id="young", prefix="YO", deadline=spring + 9 * DAY, deadline_day=(spring + 9 * DAY).date())
    several = replace(frame(spring), calls=(old, young))

    def told(books: Books, calls: Frame = several) -> list[date]:
        return [call.deadline_day for call in digest(books, calls, since=spring - DAY).calls]

    assert told(Books()) == [young.deadline_day]
    assert told(Books(), frame(spring)) == [old.deadline_day]
    late = Books(entries=(application(1, Status.LATE),), decided={message_of(1): spring})
    assert told(late) == [old.deadline_day, young.deadline_day]


def test_a_digest_says_when_applications_are_erased_and_goes_out_for_it() -> None:
    """On the day on which it is announced, and again shortly before; in between it is only mentioned."""
    until = DEADLINE_DAY + 720 * DAY
    kept = replace(the_call(), retention=Retention(until=until, notice=14 * DAY))

    def on(days_left: int, since: datetime | None = None) -> Digest:
        at = until - days_left * DAY
        books = Books(
            entries=(application(1),), announced={kept.id: until - 14 * DAY}, settled=frozenset({"LC21-0001"})
        )
        return digest(books, replace(frame(at), calls=(kept,)), since=since or at - DAY)

    assert the_call_of(on(10)).erased_on == until.date()
    assert [days for days in range(14, -1, -1) if on(days).worth_sending] == [14, 7, 2, 1, 0]
    assert on(13, since=until - 15 * DAY).worth_sending, "the first after it was announced"
    assert digest(Books(), replace(frame(until), calls=(kept,)), since=until).calls[0].erased_on is None
