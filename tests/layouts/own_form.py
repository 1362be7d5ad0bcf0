"""The product's own form, filled in by an applicant as Word and Excel leave it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from intake.blank import write_blank
from intake.rules.call import Call
from layouts.applicants import Applicant
from layouts.filling import filled_docx, filled_xlsx


@cache
def _blank(call: Call, name: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        write_blank(call, path)
        return path.read_bytes()


def own_docx(call: Call, applicant: Applicant) -> bytes:
    """The blank DOCX with its content controls filled and its boxes ticked; as it is for nobody."""
    answers: dict[str, str | bool] = {f"field:{name}": text for name, text in applicant.written.items() if text}
    for number, member in enumerate(applicant.members, 1):
        answers |= {f"field:members:{number}:{column}": text for column, text in member.items()}
    if applicant.cluster:
        answers |= {f"option:{applicant.approach or applicant.cluster}": True}
        answers |= {f"field:{field.id}": True for field in call.fields if field.id == "commitment"}
    return filled_docx(_blank(call, "blank.docx"), answers)


def own_xlsx(call: Call, applicant: Applicant) -> bytes:
    """The blank XLSX with its answer cells filled; the cluster is picked from its list."""
    cluster = call.cluster(applicant.cluster)
    answers = {**applicant.written, "cluster": cluster.short.sr}
    if applicant.approach:
        answers["approach"] = next(a.short.sr for a in cluster.approaches if a.id == applicant.approach)
    members = tuple(tuple(member.values()) for member in applicant.members)
    with TemporaryDirectory() as folder:
        path = Path(folder, "filled.xlsx")
        filled_xlsx(_blank(call, "blank.xlsx"), answers, members, path)
        return path.read_bytes()
