"""Columns of members whose heads the call does not know: what the heads mean, and what stands below them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from intake.rules.call import Field, FieldType
from intake.rules.forms.answers.member_rows import NAME, under
from intake.rules.forms.places import Cell
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.meanings import Meanings
from intake.rules.forms.words.persons import is_person

_JOB = "position"
_WORKPLACE = "institution"
_MEANT = 0.5  # share of a head's words that say what it asks
_ANSWERED = "0123456789@"  # of which no job and no place of work has any


class MemberColumns:
    """Knows the *columns* of one call; *only* tells in which alone a text can stand: an address, an option."""

    def __init__(self, columns: Sequence[Field], lexicon: Lexicon, only: Callable[[str], str]) -> None:
        self._columns = columns
        self._lexicon = lexicon
        self._only = only
        self._meanings = Meanings(columns, lexicon)

    def told(self, heads: Sequence[Cell], body: Sequence[Sequence[Cell]], known: Collection[str]) -> Mapping[int, str]:
        """Return which columns that are not *known* yet stand below which of *heads*: each where only one may."""
        written = {head.column: [" ".join(cell.text.split()) for cell in under(head, body)] for head in heads}
        free = [column for column in self._columns if column.id not in known]
        may_be = {c.id: [h.column for h in heads if self._is(c, h.text, written[h.column])] for c in free}
        claims = [at for found in may_be.values() for at in found]
        return {found[0]: column for column, found in may_be.items() if len(found) == 1 and claims.count(found[0]) == 1}

    def _is(self, column: Field, head: str, written: Sequence[str]) -> bool:
        """Tell whether *column* stands below *head*."""
        if column.type is not FieldType.TEXT:
            return bool(written) and all(self._only(text) == column.id for text in written)
        if column.id == NAME:
            return bool(written) and all(map(is_person, written)) and not any(map(self._lexicon.is_calling, written))
        strange = self._meanings.is_strange(head) or self._lexicon.is_foreign(head)
        if strange or any(sign in text for text in written for sign in _ANSWERED):
            return False
        kinds = [kind for text in written if (kind := self._kind(text))]
        own = kinds.count(column.id)
        meant = self._meanings.one(head, _MEANT)
        told = own * 2 >= len(written) > 0 or (meant is not None and meant.field is column)
        return told and own * 2 >= len(kinds)

    def _kind(self, text: str) -> str:
        """The column that *text* belongs to by its words: what somebody does, or where."""
        if self._lexicon.is_job(text):
            return _JOB
        return _WORKPLACE if self._lexicon.is_workplace(text) else ""
