"""Which letter answers what, and what it says."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from intake.data import shipped
from intake.rules.call import First, Text
from intake.rules.entry import Entry
from intake.rules.finding import Code
from intake.rules.letters.cases import case_of, parts_of
from intake.rules.letters.facts import facts_of, inert
from intake.rules.letters.letters import WORD_JOINER, Case, Part, Shown
from intake.rules.letters.specimens import SPECIMENS, Specimens
from intake.rules.states import Status
from samples.letters import RECEIVED, entry, finding, the_call

CASES = [
    (entry(), Case.ACCEPTED),
    (entry(Status.ACCEPTED, finding(Code.RECEIVED_DISPUTED)), Case.ACCEPTED),
    (entry(Status.ACCEPTED, finding(Code.MUNICIPALITY_REVIEW)), Case.ACCEPTED),
    (entry(Status.ACCEPTED, finding(Code.APPROACH_MISSING)), Case.ACCEPTED_APPROACH),
    (entry(Status.ACCEPTED, finding(Code.VERSION_NEWER), finding(Code.APPROACH_SEVERAL)), Case.NEWER_VERSION),
    (entry(Status.LATE, finding(Code.LATE), finding(Code.FIELD_MISSING, "contact_name")), Case.LATE),
    (entry(Status.LATE, finding(Code.LATE), finding(Code.VERSION_LATE)), Case.LATE_VERSION),
    (entry(Status.INCOMPLETE, finding(Code.CLUSTER_MISSING), finding(Code.VERSION_WEAKER)), Case.WEAKER_VERSION),
    (entry(Status.SUPERSEDED, finding(Code.FIELD_MISSING)), Case.SUPERSEDED),
    (entry(Status.INCOMPLETE, finding(Code.CLUSTER_SEVERAL)), Case.CLUSTER_SEVERAL),
    (entry(Status.INCOMPLETE, finding(Code.CLUSTER_UNKNOWN)), Case.CLUSTER_UNKNOWN),
    (entry(Status.INCOMPLETE, finding(Code.CLUSTER_MISSING)), Case.CLUSTER_MISSING),
    (entry(Status.INCOMPLETE, finding(Code.CLUSTER_MISSING), finding(Code.FIELD_SEVERAL)), Case.INCOMPLETE),
    (entry(Status.INCOMPLETE, finding(Code.CLUSTER_MISSING), finding(Code.FIELD_MISSING)), Case.INCOMPLETE),
    (entry(Status.INCOMPLETE, finding(Code.MUNICIPALITY_MISSING)), Case.INCOMPLETE),
    (entry(Status.INCOMPLETE, finding(Code.FORM_BLANK), finding(Code.CLUSTER_MISSING)), Case.BLANK),
    (entry(Status.NO_FORM, finding(Code.FORM_MISSING)), Case.NO_FORM),
    (entry(Status.UNREADABLE, finding(Code.FORM_ENCRYPTED)), Case.ENCRYPTED),
    (entry(Status.UNREADABLE, finding(Code.FORM_DAMAGED)), Case.DAMAGED),
    (entry(Status.UNREADABLE, finding(Code.FORM_UNSUPPORTED)), Case.UNSUPPORTED),
    (entry(Status.UNREADABLE, finding(Code.FORM_UNREADABLE)), Case.UNREADABLE),
    (entry(Status.UNREADABLE, finding(Code.FORM_TOO_LARGE)), Case.TOO_LARGE),
    (entry(Status.REVIEW, finding(Code.FORM_SEVERAL)), Case.SEVERAL_FORMS),
    (entry(Status.REVIEW, finding(Code.MUNICIPALITY_AMBIGUOUS)), Case.UNKNOWN_APPLICANT),
    (entry(Status.REVIEW, finding(Code.MUNICIPALITY_NOT_LSG)), Case.NOT_LSG),
    (entry(Status.REVIEW, finding(Code.MUNICIPALITY_NOT_ELIGIBLE)), Case.NOT_ELIGIBLE),
    (entry(Status.LATE, finding(Code.LATE), finding(Code.MUNICIPALITY_NOT_ELIGIBLE)), Case.NOT_ELIGIBLE),
]


@pytest.mark.parametrize(("one", "case"), CASES)
def test_an_entry_has_its_case(one: Entry, case: Case) -> None:
    """The case names the letter in the export and chooses its subject."""
    assert case_of(one) is case


def test_every_case_is_met() -> None:
    """A case that nothing leads to would be a letter that nobody gets."""
    assert {case for _, case in CASES} == set(Case)


def test_one_letter_names_all_faults_lateness_first() -> None:
    """Two letters, or half of the truth, would make an applicant mend the form twice."""
    faults = [Code.FIELD_INVALID, Code.APPROACH_MISSING, Code.FIELD_MISSING, Code.LATE]
    parts = parts_of(entry(Status.LATE, *(finding(code, "contact_email") for code in faults)))
    named = [Part.LATE, Part.MISSING, Part.INVALID, Part.APPROACH_MISSING, Part.MEND]
    assert [part for part in parts if part in named] == named


def test_a_blank_form_is_not_scolded_for_each_answer() -> None:
    """That nothing is filled in says it all."""
    parts = parts_of(
        entry(Status.INCOMPLETE, *map(finding, (Code.FORM_BLANK, Code.CLUSTER_MISSING, Code.FIELD_MISSING)))
    )
    assert Part.BLANK in parts
    assert not {Part.CLUSTER_MISSING, Part.MISSING} & set(parts)


def test_the_choice_of_an_approach_needs_no_new_form() -> None:
    """The application is accepted: a word in reply is enough."""
    parts = parts_of(entry(Status.ACCEPTED, finding(Code.APPROACH_MISSING)))
    assert Part.REPLY in parts
    assert Part.MEND not in parts


def test_nobody_is_asked_to_mend_what_is_superseded_or_not_eligible() -> None:
    """There is nothing that they could mend."""
    for status, code in ((Status.SUPERSEDED, Code.FIELD_MISSING), (Status.REVIEW, Code.MUNICIPALITY_NOT_ELIGIBLE)):
        assert not {Part.MEND, Part.REPLY} & set(parts_of(entry(status, finding(code))))
    elsewhere = map(finding, (Code.MUNICIPALITY_NOT_ELIGIBLE, Code.LATE, Code.CLUSTER_MISSING, Code.FIELD_MISSING))
    parts = parts_of(entry(Status.LATE, *elsewhere))
    assert parts == (Part.APPLICATION, Part.NOT_ELIGIBLE, Part.RECEIPT_ONLY, Part.CONTACT)


def test_a_superseded_version_is_not_said_to_replace_anything() -> None:
    """Mail may be read out of order: what replaced the first version may itself have been replaced already."""
    parts = parts_of(entry(Status.SUPERSEDED, finding(Code.VERSION_NEWER), finding(Code.FIELD_MISSING, "contact_name")))
    assert Part.SUPERSEDED in parts
    assert not {Part.NEWER_VERSION, Part.MISSING} & set(parts)


def test_forms_that_became_entries_of_their_own_are_not_complained_of() -> None:
    """Two municipalities may send their forms in one message."""
    several = finding(Code.FORM_SEVERAL)
    own = entry(Status.ACCEPTED, several)
    noted = entry(Status.ACCEPTED, type(several)(code=several.code, details=(("each", "b.docx"),)))
    assert Part.SEVERAL_FORMS in parts_of(own)
    assert Part.SEVERAL_FORMS not in parts_of(noted)


def test_the_deadline_is_named_while_it_lies_ahead_and_no_date_after_it() -> None:
    """After the deadline the call states no other date, so none may be invented."""
    call = the_call()
    on_the_last_moment = facts_of(entry(), call=call, now=call.deadline)
    after = facts_of(entry(), call=call, now=call.deadline + timedelta(seconds=1))
    assert on_the_last_moment.reply_by == date(2021, 9, 13)
    assert after.reply_by is None


def test_after_the_deadline_the_day_for_corrections_is_named_where_the_call_has_one() -> None:
    """The association may grant it: "until when" is the first that an applicant asks."""
    call = replace(the_call(), corrections_until=date(2021, 9, 20))
    for days, day in ((0, date(2021, 9, 13)), (1, date(2021, 9, 20)), (7, date(2021, 9, 20)), (8, None)):
        assert facts_of(entry(), call=call, now=call.deadline + timedelta(days=days)).reply_by == day


def test_events_that_are_over_are_not_announced() -> None:
    """A letter that is written late must not invite to the past."""
    call = the_call()
    early, late = (facts_of(entry(), call=call, now=now) for now in (RECEIVED, RECEIVED + timedelta(days=90)))
    assert [event.id for event in early.events] == ["ree1", "ree2", "ree3"]
    assert [event.id for event in late.events] == ["ree3"]


def test_the_events_of_an_approach_are_its_members_own() -> None:
    """A call may give each approach of a cluster its own days."""
    first = the_call().cluster("minorities").events[0]
    own = first._replace(id="own", starts=first.starts - timedelta(days=1))
    cluster = the_call().cluster("minorities")
    approach = cluster.approaches[0]._replace(events=(own,))
    call = replace(the_call(), clusters=(cluster._replace(approaches=(approach, *cluster.approaches[1:])),))
    for chosen, events in ((approach.id, ["own", "ree1", "ree2", "ree3"]), (None, ["ree1", "ree2", "ree3"])):
        facts = facts_of(entry(approach=chosen), call=call, now=RECEIVED)
        assert [event.id for event in facts.events] == events


def test_the_version_that_counts_is_named() -> None:
    """Whether a newer one came first or this one came too late, the applicant has to know which one stands."""
    newer = entry(version=3)
    superseded = facts_of(entry(Status.SUPERSEDED), call=the_call(), now=RECEIVED, other=newer).other_version
    late = facts_of(entry(Status.LATE, finding(Code.VERSION_LATE)), call=the_call(), now=RECEIVED).other_version
    assert superseded is not None
    assert late is not None
    assert (superseded.version, late.entry) == (3, "LC21-0003")


def test_several_clusters_are_named_by_their_titles() -> None:
    """Ids mean nothing to an applicant."""
    facts = facts_of(entry(Status.INCOMPLETE, finding(Code.CLUSTER_SEVERAL)), call=the_call(), now=RECEIVED)
    assert facts.chosen == tuple(the_call().cluster(one).short for one in ("day-centre", "idrm"))


def test_labels_lose_their_hints() -> None:
    """A label's bracket explains how to fill it in; in a list of what is missing it is noise."""
    missing = facts_of(
        entry(Status.INCOMPLETE, finding(Code.FIELD_MISSING, "contact_email")), call=the_call(), now=RECEIVED
    ).missing
    assert missing == (Text(sr="Е-пошта контакт особе", en="E-mail of the contact person"),)


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("http://evil.example/pay", "http[:]//evil[.]example/pay"),
        ("see www.evil.example now", "see www[.]evil[.]example now"),
        ("marko@laktasi.example", "marko@|laktasi.|example"),
        ("зло.срб/плати", "зло.|срб/плати"),
        ("13.9.2021, 9:14", "13.9.2021, 9:14"),
        ('МЗ „Центар"', "МЗ 'Центар'"),
    ],
)
def test_a_strangers_text_makes_no_link_and_opens_no_quotation(written: str, quoted: str) -> None:
    """Our letterhead must not carry anybody's advertisement (RFC 3834, 3.2); a bar stands for the joiner here."""
    assert inert(written).replace(WORD_JOINER, "|") == quoted


WHOLE = {"contact_phone": "+38751111111", "motivation": None, "signed_on": "2021-09-07", "commitment": True}
OLDER = entry(version=1, answers=WHOLE, approach=None)
SINCE = {"contact_phone": "+38765222222", "motivation": "Учимо", "commitment": False}


def changes(to: str) -> dict[str, tuple[Shown, Shown] | None]:
    """Give what a newer version changes in the older one, by label, as told to an address."""
    newer = entry(Status.ACCEPTED, finding(Code.VERSION_NEWER), version=2, answers={**WHOLE, **SINCE})
    facts = facts_of(newer, call=the_call(), now=RECEIVED, other=OLDER, to=to)
    assert Part.CHANGES in facts.parts
    return {change.label.en: change.answers for change in facts.changes}


def test_a_newer_version_names_what_it_changes() -> None:
    """An applicant sees at once whether the right form replaced the right one."""

    def both(text: str) -> Text:
        return Text(sr=text, en=text)

    assert changes(OLDER.sender.upper()) == {
        "Subgroup": (None, Text(sr="Форум за социјални дијалог", en="Social Dialogue Forum")),
        "Telephone of the contact person": (both("+38751111111"), both("+38765222222")),
        "Reasons for applying and expected results": (None, both("Учимо")),
        "The local self-government will take part in all three regional events and in the "
        "conceptualisation and application periods": (True, False),
    }


def test_older_answers_are_told_to_nobody_else() -> None:
    """Whoever sends a form in a municipality's name would be told its contact person's telephone."""
    told = changes("stranger@elsewhere.example")
    assert set(told) == set(changes(OLDER.sender))
    assert set(told.values()) == {None}
    assert set(changes("").values()) == {None}


@pytest.mark.parametrize(
    ("motivation", "language"),
    [
        ("We would like to exchange experience with other municipalities in Banja Luka", "en"),
        ("Желимо да размијенимо искуства (we@example.example, www.xyz.example)", "sr-Cyrl"),
        ("Zelimo da razmijenimo iskustva sa drugim opstinama", "sr-Cyrl"),
        ("Da", None),
        (None, None),
    ],
)
def test_the_applicants_language_is_told_by_its_letters(motivation: str | None, language: str | None) -> None:
    """The call may let it come first; names and addresses say nothing of it."""
    call = replace(the_call(), first=First.APPLICANT)
    one = entry(answers={"motivation": motivation, "contact_name": "Wayne Quincy", "website": "www.xyz.example"})
    assert facts_of(one, call=call, now=RECEIVED).language == language
    assert facts_of(one, call=the_call(), now=RECEIVED).language is None


def test_a_day_is_shown_as_people_write_it() -> None:
    """2021-09-09 is how it is kept, not how anybody in an office writes."""
    said = {a.label.en: a.shown for a in facts_of(OLDER, call=the_call(), now=RECEIVED).answers}
    assert said["Date"] == Text(sr="7. 9. 2021.", en="07/09/2021")


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_made_up_applications_lead_to_their_letters(name: str) -> None:
    """Who edits a template looks at the letter of that name."""
    words = tomllib.loads(shipped("sample-letter.toml").read_text(encoding="utf-8"))
    made = Specimens.of(words, call=the_call(), municipality="srp-laktasi", elsewhere="fbih-tuzla")
    assert case_of(made.application(name)) == (name if name != "several-faults" else Case.LATE)
    other = made.other_version(name)
    assert (other is None) == (
        not {Code.VERSION_NEWER, Code.VERSION_LATE, Code.VERSION_WEAKER} & _codes(made, name)
        and name != Case.SUPERSEDED
    )


def _codes(made: Specimens, name: str) -> set[Code]:
    return {one.code for one in made.application(name).findings}
