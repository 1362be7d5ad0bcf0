"""Who is there and who is missing: economies in each cluster, and the municipalities that may apply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intake.rules.call import Call, Cluster, Text
from intake.rules.entry import Entry
from intake.rules.register.frame import Frame
from intake.rules.register.sheets import Counted, Roll, Tally
from intake.rules.script import in_order
from intake.rules.states import Status
from intake.rules.terms import Term


def coverage(entries: Sequence[Entry], call: Call, frame: Frame) -> Tally:
    """Count, for each cluster and economy, the local self-governments that have applied in time.

    The call wants at least one local self-government of every economy in a cluster; the applicant's economy counts, not
    the host's.
    """
    terms = frame.wording.terms
    in_time = [entry for entry in entries if entry.status is not Status.LATE]
    return Tally(
        title=terms[Term.COVERAGE],
        heading=terms[Term.CLUSTER],
        counts=call.economies,
        rows=tuple(
            _covered(cluster, [e for e in in_time if e.cluster == cluster.id], call, frame) for cluster in call.clusters
        ),
        note=terms[Term.COVERAGE_NOTE],
    )


def _covered(cluster: Cluster, entries: Sequence[Entry], call: Call, frame: Frame) -> Counted:
    applied = {entry.municipality for entry in entries if entry.municipality is not None}
    economies = [frame.economies.get(unit) for unit in applied]
    return Counted(label=cluster.short, numbers=tuple(economies.count(economy.en) for economy in call.economies))


def eligible(call: Call, frame: Frame) -> Mapping[str, Text]:
    """Return the municipalities that may apply (by the prefix of their ids), by id, in alphabetical order."""
    may = {i: name for i, name in frame.municipalities.items() if i.partition("-")[0] in call.eligible}
    return dict(sorted(may.items(), key=lambda item: in_order(item[1].sr)))


def not_applied(entries: Sequence[Entry], call: Call, frame: Frame) -> Roll:
    """Name the municipalities that may apply and have not."""
    may = eligible(call, frame)
    missing = may.keys() - {entry.municipality for entry in entries}
    said, of = frame.wording.terms[Term.NOT_APPLIED], frame.wording.terms[Term.OF_ALL]
    title = Text(
        sr=f"{said.sr}: {len(missing)} {of.sr} {len(may)}",
        en=f"{said.en}: {len(missing)} {of.en} {len(may)}",
    )
    return Roll(title=title, names=tuple(name for i, name in may.items() if i in missing))
