"""Which municipality applies: what the form says, and what is only supposed because the form does not ask for it.

What is supposed is a value where two places of the form say the same. Otherwise there is none, and a person finds out
who applies: a wrong municipality would take the place of the application that the right one has sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from intake.rules.call import Call, FieldType
from intake.rules.finding import Code, Evidence, Finding
from intake.rules.forms.form.reader import FormReading
from intake.rules.municipalities.municipality import Gazetteer, Kind, Recognition

_SEATS = ("address", "place")  # ids of answers, which the interface fixes: an office signs where it has its seat

KINDS_OF_NAME = {
    Kind.RECOGNISED: None,
    Kind.REVIEW: Code.MUNICIPALITY_REVIEW,
    Kind.AMBIGUOUS: Code.MUNICIPALITY_AMBIGUOUS,
    Kind.NOT_LSG: Code.MUNICIPALITY_NOT_LSG,
    Kind.UNKNOWN: Code.MUNICIPALITY_UNKNOWN,
    Kind.BLANK: Code.MUNICIPALITY_MISSING,
}
"""What is to be said of a name, by how it was recognised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The answer to *field*, the municipality's, as far as it is known; *doubted*: it was supposed, and is no value."""

    field: str
    steps: tuple[Evidence, ...] = ()
    municipality: str | None = None
    written: str | None = None
    recognition: Recognition | None = None
    findings: tuple[Finding, ...] = ()
    doubted: bool = False


def municipality_of(reading: FormReading, call: Call, gazetteer: Gazetteer) -> Place:
    """Return which municipality *reading* is the application of, with what is to be said of its name."""
    field_id = next(f.id for f in call.fields if f.type is FieldType.MUNICIPALITY)
    answer = reading.answers.get(field_id)
    conflict = reading.conflicts.get(field_id, ())
    written = "; ".join(e.written for e in conflict) or (str(answer.value) if answer and answer.value else None)
    evidence = conflict or (answer.evidence if answer else ())
    if written is None and (found := _named_elsewhere(reading, gazetteer)):
        place = _supposed(field_id, found, call, gazetteer)
        return place if _is_seated(place, reading, gazetteer) else _doubted(place, (found,))
    if written is None:
        missing = Finding(code=Code.MUNICIPALITY_MISSING, field=field_id, evidence=evidence)
        return Place(field=field_id, findings=(missing,))
    place = _recognised(field_id, written, evidence, call, gazetteer)
    told_by_place = any(doubt.field == field_id and not doubt.cut for doubt in reading.doubts)
    return _doubted(place, evidence) if told_by_place and not _is_seated(place, reading, gazetteer) else place


def _recognised(field_id: str, written: str, evidence: tuple[Evidence, ...], call: Call, gazetteer: Gazetteer) -> Place:
    recognition = gazetteer.recognise(written)
    unit = recognition.unit
    code = KINDS_OF_NAME[recognition.kind]
    if unit is not None and unit.split("-")[0] not in call.eligible:
        code = Code.MUNICIPALITY_NOT_ELIGIBLE
    details = (
        ("written", written),
        ("why", "; ".join(recognition.why)),
        ("candidates", ",".join(recognition.candidates)),
    )
    findings = (Finding(code=code, field=field_id, evidence=evidence, details=details),) if code else ()
    steps = tuple(
        Evidence(part="municipalities", place=unit or recognition.kind, written=why) for why in recognition.why
    )
    return Place(
        field=field_id, steps=steps, municipality=unit, written=written, recognition=recognition, findings=findings
    )


def _named_elsewhere(reading: FormReading, gazetteer: Gazetteer) -> Evidence | None:
    """The one municipality that stands in the form as an answer of its own, where no known question asks for it."""
    for group in reading.names:
        read = ((gazetteer.recognise(evidence.written), evidence) for evidence in group)
        named = {r.unit: evidence for r, evidence in read if r.kind is Kind.RECOGNISED and r.unit}
        if named:
            return next(iter(named.values())) if len(named) == 1 else None
    return None


def _supposed(field_id: str, evidence: Evidence, call: Call, gazetteer: Gazetteer) -> Place:
    """The municipality that was found by its name alone, for staff to look at."""
    place = _recognised(field_id, evidence.written, (evidence,), call, gazetteer)
    details = (("question", evidence.place), ("answer", evidence.written))
    supposed = Finding(code=Code.QUESTION_SUPPOSED, field=field_id, evidence=(evidence,), details=details)
    return replace(place, findings=(*place.findings, supposed))


def _is_seated(place: Place, reading: FormReading, gazetteer: Gazetteer) -> bool:
    """Tell whether the form has an office of that name: its address or the place of the signature is in that town."""
    return set(_towns(reading, gazetteer)) == {place.municipality}


def _towns(reading: FormReading, gazetteer: Gazetteer) -> Iterator[str]:
    for name in _SEATS:
        answer = reading.answers.get(name)
        written = (
            "\n".join(evidence.written for evidence in answer.evidence) if answer else ""
        )  # a town has its own line
        texts = (answer.value, written) if answer and isinstance(answer.value, str) else ()
        if unit := next(filter(None, (gazetteer.recognise(text).unit for text in texts)), None):
            yield unit


def _doubted(place: Place, evidence: tuple[Evidence, ...]) -> Place:
    """What is supposed and nothing else speaks for: no value, and a person finds out who applies."""
    details = (("written", place.written or ""), ("candidates", place.municipality or ""))
    finding = Finding(code=Code.MUNICIPALITY_SUPPOSED, field=place.field, evidence=evidence, details=details)
    return replace(place, municipality=None, recognition=None, findings=(finding,), doubted=True)
