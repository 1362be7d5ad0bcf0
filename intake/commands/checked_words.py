"""What `check` doubts in files that are sound: dates that can hardly be meant, templates that nothing asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.data import shipped
from intake.replies.unused import similar, unused
from intake.rules.call import Call
from intake.rules.call_dates import doubtful_dates
from intake.rules.probe import Probe
from intake.toml.values import address_of
from intake.wiring import Workshop, now

_TOLD = 5  # of many that are wrong alike
_DATES = "mend these dates in the call file: letters, calendars and announcements go by them"
_ADDRESS = "mend address in the call file; if it is right, add it to own_addresses in [replies]"
_NAMES = "nothing asks for these files: name them as the shipped ones are named, or take them away"


def of_words(workshop: Workshop) -> Iterator[Probe]:
    """Look at the calls' dates and at the names of the association's own templates."""
    for call in workshop.calls:
        yield _dates(call, workshop)
        yield _address(call, workshop)
    yield _own_templates(workshop)


def _dates(call: Call, workshop: Workshop) -> Probe:
    doubts = doubtful_dates(call, now().astimezone(workshop.settings.zone).date())
    detail = _shortened(doubts) if doubts else f"the deadline is {call.deadline_day}; every other date is after it"
    return Probe(name=f"dates of {call.id}", ok=True, detail=detail, advice=_DATES if doubts else None)


def _address(call: Call, workshop: Workshop) -> Probe:
    name, replies = f"address of {call.id}", workshop.settings.replies
    own = {*replies.own_addresses, address_of(workshop.settings.delivery.sender)}
    if call.address.casefold() in map(str.casefold, own):
        return Probe(name=name, ok=True, detail=f"letters tell applicants to write to {call.address}")
    told = f"letters tell applicants to write to {call.address}, which is none of this desk's addresses"
    return Probe(name=name, ok=True, detail=told, advice=_ADDRESS)


def _own_templates(workshop: Workshop) -> Probe:
    name, folder, ours = "own templates", workshop.settings.replies.templates, shipped("templates")
    if not folder.is_dir():
        beside = [each.name for each in folder.parent.glob("*/")] if folder.parent.is_dir() else []
        mend = f"mend templates in [replies]{_meant(similar(folder.name, beside))}"
        advice = None if folder.name == ours.name else mend  # by that name it is looked for where none is wanted, too
        return Probe(name=name, ok=True, detail=f"none: there is no folder {folder}", advice=advice)
    found = [f"{file}{_meant(meant)}" for file, meant in unused(folder, ours, [call.id for call in workshop.calls])]
    if found:
        return Probe(name=name, ok=True, detail=f"{folder}: {_shortened(found)}", advice=_NAMES)
    return Probe(name=name, ok=True, detail=f"those in {folder} go before the shipped ones")


def _meant(name: str | None) -> str:
    return f" (did you mean {name}?)" if name else ""


def _shortened(told: Sequence[str]) -> str:
    more = len(told) - _TOLD
    return "; ".join((*told[:_TOLD], *([f"and {more} more"] if more > 0 else [])))
