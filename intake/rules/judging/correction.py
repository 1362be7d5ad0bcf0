"""An answer as staff correct it: judged by the same rules as a form's, so that findings and status follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from intake.rules.call import Approach, Call, Cluster, Field, FieldType
from intake.rules.entry import Entry, Value
from intake.rules.finding import Code, Evidence, Finding
from intake.rules.forms.choice.options import Option, Options
from intake.rules.forms.marks.marks import said
from intake.rules.forms.words import contact
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.judging.applicant import KINDS_OF_NAME
from intake.rules.judging.dialling import region_of
from intake.rules.municipalities.municipality import Gazetteer
from intake.rules.script import canonical
from intake.rules.terms import Asked
from intake.rules.wording import PARTED, bilingual

MUNICIPALITY, CLUSTER, APPROACH = "municipality", "cluster", "approach"
"""The answers that have columns of their own, whatever the call's questions are."""

_QUOTES = ' „“”"'  # what is not recognised stands in them in the register
_BY_STAFF = "correction by staff"
_ORDER = (MUNICIPALITY, CLUSTER, APPROACH)  # a telephone is read by the country, an approach by the cluster


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A correction that makes no sense to the rules; *why* is what staff are told."""

    why: Asked


@dataclass(frozen=True)
class Corrector:
    """Corrects entries by their calls and the names of municipalities."""

    calls: Mapping[str, Call]
    gazetteer: Gazetteer
    lexicon: Lexicon

    def corrected(self, original: Entry, written: Mapping[str, str]) -> Entry:
        """Return *original* with the answers in *written* (by field id) in place of the form's; status is left alone.

        What an earlier correction of these makes senseless is left as the form has it.
        """
        entry = original
        for field in sorted(written, key=lambda f: _ORDER.index(f) if f in _ORDER else len(_ORDER)):
            judged = self.correct(entry, field, written[field])
            entry = judged if isinstance(judged, Entry) else entry
        return entry

    def correct(self, entry: Entry, field: str, text: str) -> Entry | Refusal:
        """Return *entry* with *text* as the answer to *field*, or why that makes no sense; pure."""
        call = self.calls.get(entry.call)
        if call is None:
            return Refusal(why=Asked.REFUSED_CALL)
        match field:
            case "municipality":
                judged = self._municipality(entry, text, call)
            case "cluster":
                judged = self._cluster(entry, text, call)
            case "approach":
                judged = self._approach(entry, text, call)
            case _:
                judged = self._answer(entry, text, next((f for f in call.fields if f.id == field), None))
        return judged if isinstance(judged, Refusal) else _noted(judged, field, text)

    # The municipality

    def _municipality(self, entry: Entry, text: str, call: Call) -> Entry | Refusal:
        found = self.gazetteer.recognise(text.partition(PARTED)[0].strip(_QUOTES))
        if found.unit is None:
            return Refusal(why=Asked.REFUSED_MUNICIPALITY)
        eligible = found.unit.split("-")[0] in call.eligible
        code = KINDS_OF_NAME[found.kind] if eligible else Code.MUNICIPALITY_NOT_ELIGIBLE
        findings = () if code is None else (_finding(code, MUNICIPALITY, text),)
        kept = _without(entry.findings, "municipality.")
        return replace(entry, municipality=found.unit, findings=(*kept, *findings))

    # The choice

    @cached_property
    def _options(self) -> Mapping[str, Options]:
        return {call.id: Options(call) for call in self.calls.values()}

    def _named(self, text: str, call: Call) -> frozenset[Option]:
        """Return what *text* names: by its id, by its whole title as the register shows it, or in free words."""
        wanted = canonical(text)
        titled = (option for choice, option in _choices(call) if wanted in map(canonical, _titles(choice)))
        if (exact := next(titled, None)) is not None:
            return frozenset({exact})
        return frozenset(self._options[call.id].named(text))

    def _cluster(self, entry: Entry, text: str, call: Call) -> Entry | Refusal:
        named = self._named(text, call)
        clusters = {option.cluster for option in named}
        if len(clusters) != 1:
            return Refusal(why=Asked.REFUSED_CLUSTERS if clusters else Asked.REFUSED_CLUSTER)
        [cluster] = clusters
        approaches = {option.approach for option in named if option.approach}
        kept = entry.approach if entry.approach in _approaches(call, cluster) else None
        return _chosen(entry, cluster, approaches.pop() if len(approaches) == 1 else kept, call)

    def _approach(self, entry: Entry, text: str, call: Call) -> Entry | Refusal:
        """An approach is chosen inside the cluster; without one it tells the cluster as well."""
        named = {option for option in self._named(text, call) if option.approach}
        if len(named) != 1:
            return Refusal(why=Asked.REFUSED_APPROACH)
        [option] = named
        if entry.cluster not in (None, option.cluster):
            return Refusal(why=Asked.REFUSED_OTHER_CLUSTER)
        return _chosen(entry, option.cluster, option.approach, call)

    # The other answers

    def _answer(self, entry: Entry, text: str, asked: Field | None) -> Entry | Refusal:
        if asked is None:
            return Refusal(why=Asked.REFUSED_CALL)
        blank = self.lexicon.is_blank(text) and asked.type is not FieldType.CHECKBOX
        value = None if blank else self._value(text, asked, region_of(entry.municipality))
        if isinstance(value, Refusal):
            return value
        findings = tuple(f for f in entry.findings if f.field != asked.id)
        if asked.required and not value:
            findings = (*findings, _finding(Code.FIELD_MISSING, asked.id, text))
        return replace(entry, answers={**entry.answers, asked.id: value}, findings=findings)

    def _value(self, text: str, asked: Field, region: str) -> Value | Refusal:
        match asked.type:
            case FieldType.EMAIL:
                return contact.email(text).value or Refusal(why=Asked.REFUSED_EMAIL)
            case FieldType.PHONE:
                return contact.phone(text, region=region).value or Refusal(why=Asked.REFUSED_PHONE)
            case FieldType.DATE:
                day = contact.written_date(text)
                return day.isoformat() if day else Refusal(why=Asked.REFUSED_DATE)
            case FieldType.CHECKBOX:
                ticked = said(text.partition(PARTED)[0], self.lexicon)
                return Refusal(why=Asked.REFUSED_BOX) if ticked is None else ticked
            case FieldType.TABLE:
                return _table(text, asked)
            case _:
                return text.strip()


def _choices(call: Call) -> Iterator[tuple[Cluster | Approach, Option]]:
    for cluster in call.clusters:
        yield cluster, Option(cluster=cluster.id)
        yield from ((a, Option(cluster=cluster.id, approach=a.id)) for a in cluster.approaches)


def _titles(choice: Cluster | Approach) -> tuple[str, str]:
    return choice.id, bilingual(choice.short)


def _approaches(call: Call, cluster: str) -> frozenset[str]:
    return frozenset(approach.id for approach in call.cluster(cluster).approaches)


def _chosen(entry: Entry, cluster: str, approach: str | None, call: Call) -> Entry:
    findings = _without(entry.findings, "cluster.", "approach.")
    if approach is None and _approaches(call, cluster):
        findings = (*findings, Finding(code=Code.APPROACH_MISSING, field=CLUSTER))
    answers = {**entry.answers, CLUSTER: cluster, APPROACH: approach}
    return replace(entry, cluster=cluster, approach=approach, answers=answers, findings=findings)


def _table(text: str, asked: Field) -> Value | Refusal:
    """One line a row, its answers parted by commas in the order of the form's columns."""
    names = [column.id for column in asked.columns]
    rows = [[part.strip() for part in line.split(",")] for line in text.splitlines() if line.strip()]
    if not names or any(len(row) != len(names) for row in rows):
        return Refusal(why=Asked.REFUSED_TABLE)
    return tuple({name: part or None for name, part in zip(names, row, strict=True)} for row in rows)


# What is known of a correction in the entry itself


def _noted(entry: Entry, field: str, text: str) -> Entry:
    """Put staff's words first among the places of the answer; a blank form that staff fill in is none any more."""
    evidence = (Evidence(part="register", place=_BY_STAFF, written=text), *entry.evidence.get(field, ()))
    findings = tuple(f for f in entry.findings if f.code is not Code.FORM_BLANK)
    return replace(entry, evidence={**entry.evidence, field: evidence}, findings=findings)


def _finding(code: Code, field: str, text: str) -> Finding:
    evidence = (Evidence(part="register", place=_BY_STAFF, written=text),)
    return Finding(code=code, field=field, evidence=evidence, details=(("written", text),))


def _without(findings: Sequence[Finding], *beginnings: str) -> tuple[Finding, ...]:
    """Leave out the findings of these topics, and those that two places answered a question of theirs differently."""
    topics = frozenset(beginning.rstrip(".") for beginning in beginnings)
    kept: Iterable[Finding] = (f for f in findings if not f.code.value.startswith(beginnings))
    return tuple(f for f in kept if not (f.code is Code.FIELD_SEVERAL and f.field in topics))
