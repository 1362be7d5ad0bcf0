"""What one document teaches about itself, before it is read once more: how its labels and headings look."""

from __future__ import annotations

from dataclasses import dataclass

from intake.rules.forms.looks import Look
from intake.rules.forms.places import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """Of one document: the *look* of its labels, lines *without* one by their text, its *captions* and *headlines*."""

    look: Look | None = None
    without: frozenset[str] = frozenset()
    captions: frozenset[str] = frozenset()
    headlines: frozenset[Line] = frozenset()
