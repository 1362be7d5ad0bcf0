"""What a blank form asks, in order: the same for a document and for a sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from intake.rules.call import Call, Field, Text

_NUMBER = re.compile(r"^(?:[IVX]+|\d+)\.\s*")
CLUSTER = "cluster"
APPROACH = "approach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Questions under one heading; None before the first."""

    heading: Text | None
    fields: tuple[Field, ...]


def sections(call: Call) -> tuple[Section, ...]:
    """Return the form's sections; a new one begins with every field that has a heading."""
    found: list[tuple[Text | None, list[Field]]] = []
    for field in call.fields:
        if not found or field.section is not None:
            found.append((field.section, []))
        found[-1][1].append(field)
    return tuple(Section(heading=heading, fields=tuple(fields)) for heading, fields in found)


def choices(field: Field, call: Call) -> tuple[Text, ...]:
    """Return what may be chosen for *field*: the call's clusters, their approaches, or the field's own options."""
    if field.id == CLUSTER:
        return tuple(cluster.short for cluster in call.clusters)
    if field.id == APPROACH:
        return tuple(approach.short for cluster in call.clusters for approach in cluster.approaches)
    return field.options


def unnumbered(heading: str) -> str:
    """Return a heading without its number: the other language, beside it, has said it."""
    return _NUMBER.sub("", heading)
