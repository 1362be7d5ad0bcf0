"""Whom to ask about the call: "За додатне информације: Ана Анић, тел. …" is the association's own, and no answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.words.lexicon import Lexicon


def without_information(items: Sequence[Item], lexicon: Lexicon) -> Iterator[Item]:
    """Yield *items*, what such a line holds answering nothing where the form asks for one of these things elsewhere."""
    told = {i.label.address for i in items if isinstance(i, Question) and lexicon.informs(i.label.text)}
    told |= {i.line.address for i in items if isinstance(i, Loose) and lexicon.informs(i.line.text)}
    if not told:
        yield from items
        return
    inside = [i for i in items if isinstance(i, Question) and i.cell is None and i.label.address in told]
    elsewhere = {i.field.id for i in items if isinstance(i, Question) and i.label.address not in told}
    own = {i.label.address for i in inside if i.field.id in elsewhere}
    for item in items:
        noted = isinstance(item, Question) and item.cell is None and item.label.address in own
        yield Loose(line=item.label) if noted and isinstance(item, Question) else item
