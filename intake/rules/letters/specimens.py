"""Made-up applications, one for each case: what staff look at before they change a letter's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Self

from intake.rules.call import Call, Field, FieldType
from intake.rules.entry import Entry, FormFile, Value
from intake.rules.finding import Code, Evidence, Finding
from intake.rules.letters.letters import Case
from intake.rules.states import Status

_CASES: Mapping[str, tuple[Status, tuple[Code, ...]]] = {
    Case.ACCEPTED: (Status.ACCEPTED, ()),
    Case.ACCEPTED_APPROACH: (Status.ACCEPTED, (Code.APPROACH_MISSING,)),
    Case.NEWER_VERSION: (Status.ACCEPTED, (Code.VERSION_NEWER,)),
    Case.LATE_VERSION: (Status.LATE, (Code.LATE, Code.VERSION_LATE)),
    Case.WEAKER_VERSION: (Status.INCOMPLETE, (Code.FIELD_MISSING, Code.VERSION_WEAKER)),
    Case.SUPERSEDED: (Status.SUPERSEDED, ()),
    Case.LATE: (Status.LATE, (Code.LATE,)),
    Case.INCOMPLETE: (Status.INCOMPLETE, (Code.FIELD_MISSING,)),
    Case.BLANK: (Status.INCOMPLETE, (Code.FORM_BLANK,)),
    Case.CLUSTER_SEVERAL: (Status.INCOMPLETE, (Code.CLUSTER_SEVERAL,)),
    Case.CLUSTER_UNKNOWN: (Status.INCOMPLETE, (Code.CLUSTER_UNKNOWN,)),
    Case.CLUSTER_MISSING: (Status.INCOMPLETE, (Code.CLUSTER_MISSING,)),
    Case.NO_FORM: (Status.NO_FORM, (Code.FORM_MISSING,)),
    Case.TOO_LARGE: (Status.UNREADABLE, (Code.FORM_TOO_LARGE,)),
    Case.ENCRYPTED: (Status.UNREADABLE, (Code.FORM_ENCRYPTED,)),
    Case.DAMAGED: (Status.UNREADABLE, (Code.FORM_DAMAGED,)),
    Case.UNSUPPORTED: (Status.UNREADABLE, (Code.FORM_UNSUPPORTED,)),
    Case.UNREADABLE: (Status.UNREADABLE, (Code.FORM_UNREADABLE,)),
    Case.SEVERAL_FORMS: (Status.REVIEW, (Code.FORM_SEVERAL,)),
    Case.UNKNOWN_APPLICANT: (Status.REVIEW, (Code.MUNICIPALITY_UNKNOWN,)),
    Case.NOT_LSG: (Status.REVIEW, (Code.MUNICIPALITY_NOT_LSG,)),
    Case.NOT_ELIGIBLE: (Status.REVIEW, (Code.MUNICIPALITY_NOT_ELIGIBLE,)),
    "several-faults": (Status.LATE, (Code.LATE, Code.CLUSTER_UNKNOWN, Code.FIELD_MISSING, Code.FIELD_INVALID)),
}
SPECIMENS = tuple(map(str, _CASES))
"""Every case, and an application with several faults."""

_VERSIONS = frozenset({Code.VERSION_NEWER, Code.VERSION_LATE, Code.VERSION_WEAKER})
_NO_CLUSTER = frozenset({Code.CLUSTER_SEVERAL, Code.CLUSTER_UNKNOWN, Code.CLUSTER_MISSING})
_NO_APPLICANT = frozenset({Code.MUNICIPALITY_UNKNOWN, Code.MUNICIPALITY_NOT_LSG})
_NOT_READ = frozenset({Status.NO_FORM, Status.UNREADABLE})
_A_DAY = timedelta(days=1)
_IN_TIME, _TOO_LATE = -3 * _A_DAY, _A_DAY  # from the deadline's day
_HOUR = time(9, 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimens:
    """The applications of somebody who applies for *call*, in the words of `sample-letter.toml`."""

    call: Call
    municipality: str  # the id of one that may apply
    elsewhere: str  # of one that belongs to another association
    sender: str
    file: str
    unusable: Mapping[Code, str]  # what is quoted
    answers: Mapping[str, str]
    earlier: Mapping[str, str]  # what the version before answered otherwise

    @classmethod
    def of(cls, words: Mapping[str, Any], *, call: Call, municipality: str, elsewhere: str) -> Self:
        """Make them of the parsed file."""
        unusable = {Code(code): str(written) for code, written in words["unusable"].items()}
        return cls(**{**words, "unusable": unusable}, call=call, municipality=municipality, elsewhere=elsewhere)

    def application(self, name: str) -> Entry:
        """Return the application of the specimen *name*; KeyError where SPECIMENS has none of that name."""
        status, codes = _CASES[name]
        version = 2 if self.other_version(name) else 1
        day = _TOO_LATE if Code.LATE in codes else _IN_TIME
        return self._entry(version, status, codes, day=day, words=self.answers)

    def other_version(self, name: str) -> Entry | None:
        """Return the version that the application replaces, or that counts in its place."""
        status, codes = _CASES[name]
        if status is Status.SUPERSEDED:
            return self._entry(3, Status.ACCEPTED, (), day=_IN_TIME + _A_DAY, words=self.answers)
        if not _VERSIONS & {*codes}:
            return None
        return self._entry(1, Status.ACCEPTED, (), day=_IN_TIME - _A_DAY, words={**self.answers, **self.earlier})

    def _entry(
        self, version: int, status: Status, codes: tuple[Code, ...], *, day: timedelta, words: Mapping[str, str]
    ) -> Entry:
        call, read = self.call, status not in _NOT_READ and Code.FORM_BLANK not in codes
        cluster = next((one for one in call.clusters if one.approaches), call.clusters[0])
        chosen = read and not _NO_CLUSTER & {*codes}
        approach = cluster.approaches[0].id if cluster.approaches and Code.APPROACH_MISSING not in codes else None
        place = self.elsewhere if Code.MUNICIPALITY_NOT_ELIGIBLE in codes else self.municipality
        strange = next((self.unusable[code] for code in codes if code in _NO_APPLICANT), None)
        if strange is not None:
            words = {**words, "municipality": strange}
        return Entry(
            entry=f"{call.prefix}-0007",
            version=version,
            call=call.id,
            status=status,
            received_at=datetime.combine(call.deadline_day + day, _HOUR, call.zone),
            sender=self.sender,
            message="sha256:" + "0" * 64,
            municipality=place if read and not _NO_APPLICANT & {*codes} else None,
            municipality_written=strange,
            cluster=cluster.id if chosen else None,
            approach=approach if chosen else None,
            answers=dict(self._answers(words, codes)) if read else {},
            findings=tuple(finding for code in codes for finding in self._findings(code)),
            form=None if {Code.FORM_MISSING, Code.FORM_TOO_LARGE} & {*codes} else self._file(),
        )

    def _file(self) -> FormFile:
        return FormFile(name=self.file, sha256="0" * 64, kind="docx")

    def _answers(self, words: Mapping[str, str], codes: tuple[Code, ...]) -> Iterator[tuple[str, Value]]:
        missing = self._concerned(Code.FIELD_MISSING) if Code.FIELD_MISSING in codes else ()
        for field in self.call.fields:
            match field.type:
                case _ if field.id in missing:
                    yield field.id, None
                case FieldType.CHECKBOX:
                    yield field.id, True
                case FieldType.TABLE:
                    yield field.id, ({column.id: _said(column, words) for column in field.columns},)
                case _:
                    yield field.id, _said(field, words)

    def _findings(self, code: Code) -> Iterator[Finding]:
        clusters = ",".join(cluster.id for cluster in self.call.clusters[:2])
        evidence = (Evidence(part=self.file, place="", written=self.unusable.get(code, "")),)
        for field in self._concerned(code):
            yield Finding(code=code, field=field, evidence=evidence, details=(("clusters", clusters),))

    def _concerned(self, code: Code) -> tuple[str | None, ...]:
        asked = tuple(field for field in self.call.fields if field.type is not FieldType.CHOICE)
        match code:
            case Code.FIELD_MISSING:
                return tuple(field.id for field in asked if field.required)[-2:]
            case Code.FIELD_INVALID:
                return tuple(field.id for field in asked if field.type is FieldType.EMAIL)[:1]
            case _:
                return (None,)


def _said(field: Field, words: Mapping[str, str]) -> str | None:
    return words.get(field.id, words.get(field.type))
