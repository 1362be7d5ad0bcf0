"""What is wrong with an application, said once and for all as data: a code, a field, the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """The codes of findings; the interface fixes their names."""

    LATE = "late"
    RECEIVED_DISPUTED = "received.disputed"
    FORM_MISSING = "form.missing"
    FORM_UNREADABLE = "form.unreadable"
    FORM_ENCRYPTED = "form.encrypted"
    FORM_DAMAGED = "form.damaged"
    FORM_UNSUPPORTED = "form.unsupported"
    FORM_TOO_LARGE = "form.too-large"
    FORM_SEVERAL = "form.several"
    FORM_BLANK = "form.blank"
    CLUSTER_MISSING = "cluster.missing"
    CLUSTER_UNKNOWN = "cluster.unknown"
    CLUSTER_SEVERAL = "cluster.several"
    APPROACH_MISSING = "approach.missing"
    APPROACH_SEVERAL = "approach.several"
    MUNICIPALITY_MISSING = "municipality.missing"
    MUNICIPALITY_UNKNOWN = "municipality.unknown"
    MUNICIPALITY_AMBIGUOUS = "municipality.ambiguous"
    MUNICIPALITY_NOT_ELIGIBLE = "municipality.not-eligible"
    MUNICIPALITY_NOT_LSG = "municipality.not-lsg"
    MUNICIPALITY_REVIEW = "municipality.review"  # recognised; a person should look: a former or a shared name
    MUNICIPALITY_SUPPOSED = "municipality.supposed"  # the form does not ask for it; a person finds out who applies
    FIELD_MISSING = "field.missing"
    FIELD_INVALID = "field.invalid"
    FIELD_SEVERAL = "field.several"  # two places answer one question differently
    FIELD_PARTIAL = "field.partial"  # the answer may go on where it was taken to end; a person should look
    FIELD_SUPPOSED = "field.supposed"  # a number without its country's code, which nothing in the form tells
    QUESTION_UNKNOWN = "question.unknown"  # the form asks what the call does not; a person should look at the answer
    QUESTION_SUPPOSED = "question.supposed"  # what it asks is told by its place and its answer, not by its words
    VERSION_NEWER = "version.newer"
    VERSION_LATE = "version.late"
    VERSION_WEAKER = "version.weaker"


PICTURE = "picture"
"""The detail of `form.unsupported` that names a file which shows a form and holds no text: a scan or a photograph."""
EACH = "each"
"""The detail of `form.several` that names the one file that an application of its own was read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where something was found: enough for a person to look it up."""

    part: str  # "Прилог 2.docx", or "prijava.zip/Прилог 2.docx"
    place: str  # "table 1, row 4, cell 2" or "Sheet1!C7"
    written: str  # the text as it stands there


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault or remark, with the field it concerns and everything that shows it.

    *details* are named values for the wording ("label", "options", "prev_date" …); the words themselves are data.
    """

    code: Code
    field: str | None = None
    evidence: tuple[Evidence, ...] = ()
    details: tuple[tuple[str, str], ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether it only tells: of several forms in one message each became an application of its own."""
        return any(name == EACH for name, _ in self.details)
