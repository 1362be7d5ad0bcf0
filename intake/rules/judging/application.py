"""What an application says, by the rules of its call: every fault named, none alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from intake.rules.call import Call, Field, FieldType
from intake.rules.entry import FormFile, Value
from intake.rules.finding import Code, Evidence, Finding
from intake.rules.forms.answers.answers import Answer, Doubt
from intake.rules.forms.choice.choice import Choice
from intake.rules.forms.choice.sightings import Chosen
from intake.rules.forms.form.reader import FormReading
from intake.rules.forms.words import contact
from intake.rules.judging.applicant import Place, municipality_of
from intake.rules.judging.dialling import Home, doubts, home_of
from intake.rules.municipalities.municipality import Gazetteer

_OWN_CODES = frozenset({FieldType.CHOICE, FieldType.MUNICIPALITY})  # their faults have codes of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """One form judged, before lateness and versions: *findings* in the order in which a letter should name them."""

    call: str
    form: FormFile | None
    municipality: str | None = None
    municipality_written: str | None = None
    cluster: str | None = None
    approach: str | None = None
    cluster_written: str | None = None
    answers: Mapping[str, Value] = field(default_factory=dict)
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def judge(reading: FormReading, file: FormFile, call: Call, gazetteer: Gazetteer) -> Application:
    """Judge one form: the choice, the municipality, required answers, e-mails, telephones, dates.

    The call: "може се пријавити за један од следећих друштвених приступа и његових кластера за учење".
    """
    chosen = _choose(reading.choice, call)
    place = municipality_of(reading, call, gazetteer)
    home = home_of(place.recognition, reading, call)
    read = {answer.field: _value(answer, call.field(answer.field), home) for answer in reading.answers.values()}
    read = _with_signing_date(read, reading, call, place.written or "")
    answers = {f.id: read[f.id].value if f.id in read else None for f in call.fields}
    findings = (
        *((Finding(code=Code.FORM_BLANK, evidence=()),) if reading.is_blank else ()),
        *chosen.findings,
        *place.findings,
        *_several(reading, call),
        *(f for r in read.values() for f in r.findings),
        *_missing(call, answers, reading),
        *(_doubt(d) for d in reading.doubts if not (place.doubted and d.field == place.field)),
    )
    return Application(
        call=call.id,
        form=file,
        municipality=place.municipality,
        municipality_written=place.written,
        cluster=chosen.cluster,
        approach=chosen.approach,
        cluster_written=chosen.written,
        answers={**answers, "cluster": chosen.cluster, "approach": chosen.approach},
        evidence=_evidence(reading, read, file, chosen, place),
        findings=findings,
    )


def _evidence(
    reading: FormReading, read: Mapping[str, _Read], file: FormFile, chosen: _Chosen, place: Place
) -> dict[str, tuple[Evidence, ...]]:
    """Every answer's place, what made the file the form, and the steps by which the municipality was recognised."""
    answers = {answer.field: answer.evidence for answer in reading.answers.values()}
    for name, found in ((name, r.found_at) for name, r in read.items() if r.found_at):
        answers[name] = (*answers.get(name, ()), *answers.get(found, ()))
    form = Evidence(part=file.path, place=f"score {reading.score}", written="; ".join(reading.reasons))
    municipality = {place.field: (*answers.get(place.field, ()), *place.steps)}
    return {"form": (form,), **answers, **municipality, **chosen.evidence}


# The choice


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    cluster: str | None = None
    approach: str | None = None
    written: str | None = None
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def _choose(choice: Choice, call: Call) -> _Chosen:
    clusters = sorted(choice.clusters())
    evidence = _marked(choice.chosen) or choice.unknown
    written = "; ".join(dict.fromkeys(e.written for e in evidence)) or None
    inside = _marked([c for c in choice.chosen if c.option.approach])
    found = {name: places for name, places in (("cluster", evidence), ("approach", inside)) if places}
    if len(clusters) == 1:
        approach, findings = _approach(choice, call, clusters[0], evidence)
        return _Chosen(cluster=clusters[0], approach=approach, written=written, evidence=found, findings=findings)
    if clusters:
        details = (("clusters", ",".join(clusters)),)
        finding = Finding(code=Code.CLUSTER_SEVERAL, field="cluster", evidence=evidence, details=details)
    elif choice.unknown:
        finding = Finding(code=Code.CLUSTER_UNKNOWN, field="cluster", evidence=evidence)
    else:
        finding = Finding(code=Code.CLUSTER_MISSING, field="cluster", evidence=choice.emptied[:1])
    return _Chosen(written=written, evidence=found, findings=(finding,))


def _marked(chosen: Sequence[Chosen]) -> tuple[Evidence, ...]:
    """Where these options stand, each with what says that it is chosen."""
    return tuple(dict.fromkeys(replace(c.evidence, place=f"{c.evidence.place} ({c.how})") for c in chosen))


def _approach(
    choice: Choice, call: Call, cluster: str, evidence: tuple[Evidence, ...]
) -> tuple[str | None, tuple[Finding, ...]]:
    """The approach inside a cluster of several (the call: "подијелити и радити у својој тематској подгрупи").

    The question is that of the cluster: a form asks for both in one list of boxes.
    """
    if not call.cluster(cluster).approaches:
        return None, ()
    approaches = sorted(choice.approaches())
    if len(approaches) == 1:
        return approaches[0], ()
    if approaches:
        details = (("approaches", ",".join(approaches)),)
        return None, (Finding(code=Code.APPROACH_SEVERAL, field="cluster", evidence=evidence, details=details),)
    return None, (Finding(code=Code.APPROACH_MISSING, field="cluster", evidence=evidence),)


# The other answers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    value: Value
    findings: tuple[Finding, ...] = ()
    found_at: str | None = None  # the field in whose answer it was written


def _value(answer: Answer, asked: Field, home: Home) -> _Read:
    """The answer in the form in which it is kept; what cannot be made out is a finding with its evidence."""
    if not isinstance(answer.value, str):
        return _Read(value=_rows(answer.value))
    match asked.type:
        case FieldType.EMAIL:
            value = contact.email(answer.value).value
        case FieldType.PHONE:
            value = contact.phone(answer.value, region=home.region).value
            if value:
                return _Read(value=value, findings=tuple(doubts(answer, value, home)))
        case FieldType.DATE:
            day = contact.written_date(answer.value)
            value = day.isoformat() if day else None
        case _:
            return _Read(value=answer.value)
    if value is None:
        details = (("written", answer.value),)
        return _Read(
            value=None,
            findings=(Finding(code=Code.FIELD_INVALID, field=asked.id, evidence=answer.evidence, details=details),),
        )
    return _Read(value=value)


def _rows(value: Value) -> Value:
    """Bring the e-mail addresses of a table's rows into their kept form; what is none stays as it was written."""
    if not isinstance(value, tuple):
        return value
    return tuple(
        {name: (contact.email(text).value or text) if name == "email" and text else text for name, text in row.items()}
        for row in value
    )


def _with_signing_date(read: Mapping[str, _Read], reading: FormReading, call: Call, named: str) -> dict[str, _Read]:
    """Part "Лакташи, 10. септембра 2021. године", with a comma or none, whether or not the date is asked for apart.

    Where that is another date, neither counts. *named* is how the municipality was written.
    """
    dates = [f.id for f in call.fields if f.type is FieldType.DATE]
    place = read.get("place")
    if not dates or place is None or not isinstance(place.value, str):
        return dict(read)
    head, _, tail = place.value.partition(",")
    day = contact.written_date(tail) or contact.written_date(place.value)
    if day is None:
        return dict(read)
    kept = head.strip(" .") if tail and contact.written_date(tail) else contact.place_beside(place.value, named)
    found = {**read, "place": _Read(value=kept)}
    apart = read.get(dates[0])
    if apart is None or not apart.value:
        return {**found, dates[0]: _Read(value=day.isoformat(), found_at="place")}
    if apart.value == day.isoformat():
        return found
    evidence = tuple(e for name in ("place", dates[0]) for e in reading.answers[name].evidence)
    several = Finding(code=Code.FIELD_SEVERAL, field=dates[0], evidence=evidence)
    return {**found, dates[0]: _Read(value=None, findings=(several,))}


def _several(reading: FormReading, call: Call) -> Iterator[Finding]:
    for field_id, evidence in reading.conflicts.items():
        stated = call.field(field_id).type is FieldType.CHECKBOX
        marked = " | ".join(dict.fromkeys(e.written for e in evidence))
        details = (("statement", marked),) if stated and marked else ()
        yield Finding(code=Code.FIELD_SEVERAL, field=field_id, evidence=evidence, details=details)


def _doubt(doubt: Doubt) -> Finding:
    """What staff should look at: nothing is asked of the applicant for it."""
    code = Code.QUESTION_UNKNOWN if doubt.field is None else Code.QUESTION_SUPPOSED
    code = Code.FIELD_PARTIAL if doubt.cut else code
    details = (("question", doubt.question), ("answer", doubt.written))
    return Finding(code=code, field=doubt.field, evidence=(doubt.evidence,), details=details)


def _missing(call: Call, answers: Mapping[str, Value], reading: FormReading) -> Iterator[Finding]:
    for f in call.fields:
        if not f.required or f.type in _OWN_CODES or answers.get(f.id) or f.id in reading.conflicts:
            continue
        answer = reading.answers.get(f.id)
        if answer is None or not answer.value:
            evidence = answer.evidence if answer else ()
            yield Finding(code=Code.FIELD_MISSING, field=f.id, evidence=evidence)
