"""What staff changed in the register: told from what the program changed, and judged by the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from intake.data.loaded import load_gazetteer, load_lexicon
from intake.rules.entry import Entry
from intake.rules.judging.correction import Corrector, Refusal
from intake.rules.recorded import Corrected
from intake.rules.register.corrections import Basis, settle
from intake.rules.register.frame import Records
from intake.rules.register.joining import completed, merged, recovered, remembered
from intake.rules.register.register import compose
from intake.rules.register.staff import COMMENT, Remark, StaffWords, Unclear
from intake.rules.states import CorrectionState
from intake.rules.terms import Asked
from samples.register import CALL, content, entry, frame, records

NOW = datetime(2021, 9, 14, 8, 0, tzinfo=UTC)
FIRST, NOTE = "LC21-0001", "Напомена · Note"
EMAIL = "Е-пошта контакт особе · E-mail of the contact person"
CLUSTER, APPROACH, STATUS = "Кластер учења · Cluster", "Друштвени приступ · Approach", "Стање · Status"


@cache
def corrector() -> Corrector:
    """Return the corrector of the sample's call."""
    return Corrector(calls={CALL.id: CALL}, gazetteer=load_gazetteer(), lexicon=load_lexicon())


def basis(known: Records, edition: int = 1) -> Basis:
    """Return what a register of *known* is judged by."""
    return Basis(
        records=known,
        content=compose(known, frame()),
        frame=frame(),
        corrector=corrector(),
        edition=edition,
        now=NOW,
    )


def saved(edits: Mapping[str, str], known: Records, *, edition: int = 1, **more: object) -> StaffWords:
    """Return the words of a register in which staff changed these cells of the first application."""
    versions = {one.entry: one.version for one in known.entries}
    words = StaffWords(edits={FIRST: edits}, edition=edition, based=True, versions=versions)
    return replace(words, **more)  # type: ignore[arg-type] # whatever the test asks for


def after(corrected: Corrected, known: Records) -> Records:
    """Return *known* as the store has it after *corrected*."""
    changed = {(one.entry, one.version): one for one in corrected.entries}
    originals = {(one.entry, one.version): one for one in known.entries}
    ended = {(c.entry, c.version, c.field, c.state) for c in corrected.ended}
    past = (replace(c, until=NOW) if (c.entry, c.version, c.field, c.state) in ended else c for c in known.corrections)
    return replace(
        known,
        entries=tuple(changed.get((one.entry, one.version), one) for one in known.entries),
        corrections=(*past, *corrected.begun),
        originals={**{key: originals[key] for key in changed}, **known.originals},
        doubts=(*(d for d in known.doubts if d not in corrected.answered), *corrected.asked),
    )


def corrected(edits: Mapping[str, str], known: Records) -> tuple[Corrected, Records]:
    """Settle a register with these edits; return what changed and what is known then."""
    found = settle(saved(edits, known), basis(known))
    return found, after(found, known)


def test_a_correction_is_kept_and_judged_and_reading_it_again_changes_nothing() -> None:
    """A pass may die between the store and the file."""
    known = records(entry(3))
    words = StaffWords(
        edits={"LC21-0003": {EMAIL: "ana@example.org"}}, edition=1, based=True, versions={"LC21-0003": 1}
    )
    found = settle(words, basis(known))
    [one] = found.entries
    assert (one.status, one.answers["contact_email"], one.findings) == ("accepted", "ana@example.org", ())
    assert [(c.field, c.written, c.original) for c in found.begun] == [("contact_email", "ana@example.org", "")]
    assert not settle(words, basis(after(found, known)))


def test_what_the_form_says_is_quoted_once() -> None:
    """Where the program quotes the applicant in the cell itself ("„Центар …“"), the comment adds no marks to these."""
    heading = "Општина или град · Municipality"
    known = records(replace(entry(7), entry=FIRST))  # a centre for social work, and no municipality
    _, then = corrected({heading: "Модрича"}, known)
    told = compose(then, frame()).marks[FIRST, heading].text
    assert "„Центар за социјални рад Модрича“" in told
    assert "„„" not in told


def test_the_form_s_own_answer_takes_the_correction_back_and_an_empty_cell_too() -> None:
    """The entry stands again as it was received."""
    known = records(entry(1))
    _, then = corrected({EMAIL: "ana@example.org"}, known)
    for text in ("kontakt1@opstina1.example", ""):
        found, at_last = corrected({EMAIL: text}, then)
        assert [c.written for c in found.ended] == ["ana@example.org"]
        assert at_last.entries == known.entries


def test_nonsense_is_kept_and_does_not_end_what_made_sense() -> None:
    """It changes nothing."""
    _, then = corrected({EMAIL: "ana@example.org"}, records(entry(1)))
    found, at_last = corrected({EMAIL: "ana"}, then)
    assert [(c.state, c.why) for c in found.begun] == [(CorrectionState.REFUSED, "refused-email")]
    assert (found.ended, found.entries) == ((), ())
    row = compose(at_last, frame()).register.rows[0]
    assert "ana" in row
    marks = compose(at_last, frame()).marks[FIRST, EMAIL]
    assert marks.attention
    assert "ana@example.org" not in row
    emptied, _ = corrected({EMAIL: ""}, at_last)
    assert [c.written for c in emptied.ended] == ["ana"]
    again, _ = corrected({EMAIL: "ana@example.org"}, at_last)
    assert [c.written for c in again.ended] == ["ana"]


def test_an_approach_goes_with_the_cluster_it_was_chosen_in() -> None:
    """Without its cluster it would say nothing."""
    known = records(replace(entry(1), cluster="day-centre", approach=None))
    _, then = corrected({CLUSTER: "minorities", APPROACH: "minorities-commissioner"}, known)
    assert (then.entries[0].cluster, then.entries[0].approach) == ("minorities", "minorities-commissioner")
    found, at_last = corrected({CLUSTER: "awareness"}, then)
    assert {c.field for c in found.ended} == {"cluster", "approach"}
    assert (at_last.entries[0].cluster, at_last.entries[0].approach) == ("awareness", None)


def test_a_word_in_a_column_of_the_program_is_asked_until_its_comment_is_gone() -> None:
    """It is put back, and not lost."""
    known = records(entry(1))
    found, then = corrected({STATUS: "звали", EMAIL: ""}, known)
    assert [(d.about, d.written) for d in found.asked] == [("put-back", "звали"), ("emptied", "")]
    seen = saved({}, then, edition=2, unflagged=frozenset({(FIRST, STATUS)}))
    assert [d.about for d in settle(seen, basis(then, 2)).answered] == ["put-back"]
    typed = saved({EMAIL: "ana@example.org"}, then, edition=2)
    assert [d.about for d in settle(typed, basis(then, 2)).answered] == ["emptied"]


def test_an_old_copy_asks_where_a_later_correction_stands() -> None:
    """What was typed long ago does not undo what was typed today."""
    _, then = corrected({EMAIL: "ana@example.org"}, records(entry(1)))
    old = saved({EMAIL: "stara@example.org", STATUS: "звали"}, then)
    found = settle(old, basis(then, 5))
    assert [(d.about, d.written) for d in found.asked] == [("old-copy", "stara@example.org")]
    assert not settle(saved({EMAIL: "ana@example.org"}, then), basis(then, 5))
    unknown = StaffWords(edits={FIRST: {EMAIL: "x@example.org", CLUSTER: ""}})
    assert [d.written for d in settle(unknown, basis(then, 5)).asked] == ["x@example.org"]


def test_a_newer_version_makes_it_a_conflict_until_staff_settle_it() -> None:
    """By the comment, or by typing it again."""
    _, then = corrected({EMAIL: "ana@example.org"}, records(entry(1)))
    newer = replace(entry(1), version=2, received_at=entry(1).received_at + timedelta(hours=1), message="sha256:2")
    old = replace(then.entries[0], status=type(newer.status).SUPERSEDED)
    now = replace(then, entries=(old, newer))
    assert "ana@example.org" in compose(now, frame()).marks[FIRST, EMAIL].text
    gone = saved({}, now, edition=2, unflagged=frozenset({(FIRST, EMAIL)}))
    assert [c.written for c in settle(gone, basis(now, 2)).ended] == ["ana@example.org"]
    late = saved({EMAIL: "druga@example.org"}, now, versions={FIRST: 1})
    assert [c.version for c in settle(late, basis(now)).begun] == [1]


def test_what_the_file_cannot_tell_is_asked_once_and_only_of_entries_that_exist() -> None:
    """A question that comes with every pass is no question."""
    known = records(entry(1))
    unclear = tuple(
        Unclear(entry=e, heading="Број · Entry", about=Asked.SWAPPED, written="LC21-0002") for e in (FIRST, "LC20-1")
    )
    found = settle(replace(StaffWords(edition=1), doubts=unclear), basis(known))
    assert [d.entry for d in found.asked] == [FIRST]
    then = after(found, known)
    assert not settle(replace(StaffWords(edition=1), doubts=unclear), basis(then))
    assert "LC21-0002" in compose(then, frame()).marks[FIRST, "Број · Entry"].text


def test_two_of_one_municipality_say_so() -> None:
    """Neither displaces the other."""
    known = records(entry(1), entry(2))
    found, then = corrected({"Општина или град · Municipality": "Град Бијељина · Bijeljina"}, known)
    assert [one.entry for one in found.entries] == [FIRST]
    heading = "Општина или град · Municipality"
    marks = compose(then, frame()).marks
    assert "LC21-0002" in marks[FIRST, heading].text
    assert FIRST in marks["LC21-0002", heading].text


def test_the_history_tells_every_correction_and_its_end() -> None:
    """Whoever asks in a year must find it."""
    _, then = corrected({EMAIL: "ana@example.org", CLUSTER: "нешто"}, records(entry(1)))
    _, at_last = corrected({EMAIL: ""}, then)
    told = "\n".join(str(value) for row in compose(at_last, frame()).history.rows for value in row)
    assert "исправка · correction" in told
    assert "исправка није прихваћена" in told
    assert "исправка је повучена" in told


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        ("contact_phone", "не зна се", "refused-phone"),
        ("signed_on", "јуче", "refused-date"),
        ("commitment", "можда", "refused-box"),
        ("members", "Ана", "refused-table"),
        ("nothing", "x", "refused-call"),
        ("cluster", "Дневни центри и Мобилни теренски тимови", "refused-clusters"),
        ("approach", "дневни центри", "refused-approach"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_reason(field: str, text: str, why: str) -> None:
    """Staff are told what to type instead."""
    assert corrector().correct(entry(1), field, text) == Refusal(why=Asked(why))
    assert isinstance(corrector().correct(replace(entry(1), call="gone"), field, text), Refusal)


def test_answers_take_the_form_in_which_they_are_kept() -> None:
    """As if they had been read from a form."""
    one: Entry = entry(1)
    for field, text, value in (
        ("commitment", "да", True),
        ("signed_on", "9. 9. 2021.", "2021-09-09"),
        ("contact_phone", "065/111-222", "+38765111222"),
        ("head_name", "нема", None),
    ):
        judged = corrector().correct(one, field, text)
        assert isinstance(judged, Entry)
        assert judged.answers[field] == value


# Joining


def words(text: str, comment: str | None = None) -> StaffWords:
    """Return one note."""
    return StaffWords(rows={FIRST: {NOTE: Remark(written=text or None, comment=comment)}})


def test_an_old_copy_takes_back_nothing_that_was_written_since() -> None:
    """Known words are old, unknown ones are new."""
    memory, known = words("ново"), frozenset({(FIRST, NOTE, "старо"), (FIRST, NOTE, "ново")})
    assert recovered(words("старо"), memory, known).texts() == memory.texts()
    asked = recovered(words("у копији"), memory, known)
    assert (asked.texts(), [d.written for d in asked.doubts]) == (memory.texts(), ["у копији"])
    assert recovered(words("у копији"), StaffWords(rows={}), known).texts() == words("у копији").texts()
    assert recovered(words("старо"), StaffWords(rows={}), known).texts() == {}


def test_the_store_remembers_words_and_comments() -> None:
    """A row that is gone comes back with both."""
    said = words("позвати", "хитно")
    memory = remembered(said.texts(), content(1).staff)
    assert said.texts() == {(FIRST, NOTE): "позвати", (FIRST, NOTE + COMMENT): "хитно"}
    assert completed(StaffWords(), memory).texts() == said.texts()


def test_two_files_with_different_corrections_are_asked() -> None:
    """The register's word is taken, the other is not lost."""
    one = StaffWords(edits={FIRST: {EMAIL: "a@example.org"}}, edition=1)
    other = StaffWords(edits={FIRST: {EMAIL: "b@example.org"}}, edition=2)
    joined = merged(one, other)
    assert joined.edits == one.edits
    assert [(d.about, d.written) for d in joined.doubts] == [(Asked.TWO_WORDS, "b@example.org")]
