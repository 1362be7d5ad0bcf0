"""Which statement of the call a text makes in words of its own."""

from __future__ import annotations

from collections.abc import Mapping

from intake.rules.call import Call, Field, FieldType
from intake.rules.forms.labels.asking import Asking
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.matches import Certainty, Match
from intake.rules.forms.words.stems import STATEMENT_STEM, statement_stems
from intake.rules.forms.words.vocabulary import Vocabulary

_STATED = 0.4  # of a statement with its box
_MARGIN = 0.3  # by which the next field weighs less
_LONGEST = 400  # characters of a label


class StatementWords:
    """Knows the statements of one call by the words that carry them."""

    def __init__(self, call: Call, asking: Asking, vocabulary: Vocabulary) -> None:
        self._statements = tuple(statement_stems(call))
        self._asking = asking
        self._vocabulary = vocabulary

    def of(self, text: str) -> Match | None:
        """Return the statement that *text* makes in words of its own; ask only of what has a box or a yes beside it."""
        return None if len(text) > _LONGEST else _only(text, self._stated(text) or self._supposed(text))

    def sure(self, text: str) -> Match | None:
        """Return the statement that *text* makes in so many words: not "Лични асистент", though data are personal."""
        return None if len(text) > _LONGEST else _only(text, self._stated(text))

    def all_in(self, text: str) -> tuple[Field, ...]:
        """Return every statement that the sentence *text* makes in so many words, in the call's order."""
        return () if len(text) > _LONGEST else tuple(self._stated(text).values())

    def _stated(self, text: str) -> dict[str, Field]:
        stems = {word[:STATEMENT_STEM] for word in key(text).split()}
        return {field.id: field for own, field in self._statements if own <= stems} or self._asking.statement(text)

    def _supposed(self, text: str) -> dict[str, Field]:
        """The statements in whose words *text* is said for a good part, and in those of none so much."""
        heard = [h for h in self._vocabulary.heard(text) if h.field.type is FieldType.CHECKBOX]
        most = max((h.weight for h in heard), default=0.0)
        return {h.field.id: h.field for h in heard if h.share >= _STATED and h.weight > most - _MARGIN}


def _only(text: str, meant: Mapping[str, Field]) -> Match | None:
    """What *text* states where one statement is *meant*."""
    if len(meant) != 1:
        return None
    (field,) = meant.values()
    return Match(field=field, certainty=Certainty.FUZZY, bare=False, key=key(text))
