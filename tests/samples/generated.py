"""Letters' facts of every kind: any status, any findings, any municipality, whatever a stranger wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from intake.data.loaded import load_gazetteer
from intake.rules.call import Text
from intake.rules.entry import FormFile
from intake.rules.finding import Code, Evidence, Finding
from intake.rules.letters.facts import facts_of
from intake.rules.letters.letters import Applicant, Designation, Facts
from intake.rules.states import Status
from samples.letters import DETAILS, RECEIVED, entry, the_call

STRANGE = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('„“”"<>&{}%\r\n')), max_size=130)
APPLICANTS = st.sampled_from(
    [
        Applicant(name=Text(sr=unit.cyrillic or unit.latin, en=unit.english), designation=Designation.of(unit.type))
        for unit in load_gazetteer().units.values()
    ]
)


@st.composite
def generated_facts(draw: st.DrawFn) -> Facts:
    """Any status, any findings, any municipality, any text of a stranger."""
    call = the_call()
    field_ids = st.sampled_from([field.id for field in call.fields])
    evidence = st.builds(Evidence, part=STRANGE, place=st.just(""), written=STRANGE)
    findings = st.builds(
        Finding,
        code=st.sampled_from(Code),
        field=field_ids,
        evidence=st.lists(evidence, max_size=2).map(tuple),
        details=st.just(DETAILS),
    )
    found = tuple(draw(st.lists(findings, max_size=6)))
    approach_faults = {Code.APPROACH_MISSING, Code.APPROACH_SEVERAL} & {one.code for one in found}
    cluster = "minorities" if approach_faults else draw(st.sampled_from(["minorities", "idrm", None]))
    one = entry(
        draw(st.sampled_from(Status)),
        *found,
        version=draw(st.integers(1, 9)),
        cluster=cluster,
        approach=None,
        municipality_written=draw(STRANGE),
        cluster_written=draw(STRANGE),
        answers=draw(st.dictionaries(field_ids, st.one_of(STRANGE, st.booleans(), st.none()))),
        form=draw(st.none() | st.builds(FormFile, name=STRANGE, sha256=st.just("0"), kind=st.just("docx"))),
    )
    answers = draw(st.dictionaries(field_ids, st.one_of(STRANGE, st.booleans(), st.none())))
    facts = facts_of(
        one,
        call=call,
        now=RECEIVED + timedelta(days=draw(st.integers(0, 400))),
        applicant=draw(st.none() | APPLICANTS),
        other_association=draw(st.sampled_from([None, Text(sr="Други савез", en="Another association")])),
        other=draw(st.sampled_from([None, entry(answers=answers)])),
        to=draw(st.sampled_from([None, one.sender])),
    )
    enclosed = draw(st.booleans())
    return replace(facts, blank_form="Прилог 2.docx", calendar="LC21-0007.ics") if enclosed else facts


def without_strangers(facts: Facts) -> Facts:
    """Return the same letter with nothing that an applicant wrote."""
    return replace(
        facts,
        applicant_written="",
        cluster_written="",
        files=(),
        answers=(),
        invalid=tuple(replace(one, written=()) for one in facts.invalid),
        conflicting=tuple(replace(one, written=()) for one in facts.conflicting),
        unclear=tuple(replace(one, written=()) for one in facts.unclear),
        changes=tuple(replace(one, answers=None) for one in facts.changes),
    )
