"""Which question of the form a text asks by the meanings of its words, and how surely."""

from __future__ import annotations

from intake.rules.call import Call, Field, FieldType
from intake.rules.forms.labels.headings import OF_ANY_HEADING
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.matches import REACHED_BY, Certainty, Match
from intake.rules.forms.words.meanings import Meanings, Meant
from intake.rules.forms.words.stems import NUMBERING, STEM, option_stems

_LEAST = 0.5  # share of the words of a text that several meanings explain
_BY_ONE = 0.6  # where there is only one meaning
_SURELY = 0.6
_MANY = 3  # meanings that make a question of words without a mark
_NAME = "name"  # the meaning
_POST = "job"  # the meaning
_CLOSED = frozenset({FieldType.CHECKBOX})  # known by their boxes and all that they state
_MOSTLY = 0.8  # of the words of an option
_WORD = 3  # letters of a word that says little
_FEW = 3  # words of a question, with a full stop behind an abbreviation


class Asking:
    """Matches texts with the *meanings* of one call's questions; titles of options ask none."""

    def __init__(self, call: Call, meanings: Meanings) -> None:
        self._meanings = meanings
        self._options = tuple(option_stems(call))

    def match(self, text: str, whole: str) -> Match | None:
        """Return the one question that the meanings of the words of *text* make; *whole* is its key."""
        best = self._one(text)
        if best is None:
            return None
        headed = _is_headed(whole)
        several = best.weight > 1 and best.share >= _SURELY and not headed
        asked = (several or best.share == 1) and not headed and self._meanings.asks(text)
        asked = asked or (best.weight >= _MANY and best.share == 1 and not headed)
        told = several and best.field.type is not FieldType.CHOICE and not self._meanings.ends_in_name(text)
        certainty = Certainty.FUZZY if asked else Certainty.MEANT if told else Certainty.CONTAINED
        bare = best.weight == 1 and best.field.type in REACHED_BY
        return Match(field=best.field, certainty=certainty, bare=bare, key=whole)

    def is_sure(self, match: Match, text: str) -> bool:
        """Tell whether *match*, made of *text*, says more than a label that only stands inside it."""
        best = self._one(text)
        return match.certainty is Certainty.FUZZY or (best is not None and best.weight > 1)

    def is_meant(self, text: str) -> bool:
        """Tell whether several meanings make one question of *text*, and it is no heading: "Праћени вебинари"."""
        best = self._one(text)
        return best is not None and best.weight > 1 and not _is_headed(key(text))

    def is_other(self, one: str, other: str) -> bool:
        """Tell whether two keys, much alike, ask different things: "е адреса" and "адреса", "на шта" and "зашто"."""
        electronic = [k.startswith("e ") for k in (one, other)]
        return electronic[0] is not electronic[1] or self._meanings.is_other_question(one, other)

    def behind_owner(self, k: str) -> str:
        """Return what stands in a key behind a word for whose it is: "наша адреса"; empty where none begins it."""
        first, _, rest = k.partition(" ")
        return rest if self._meanings.is_owner(first) else ""

    def is_name(self, text: str) -> bool:
        """Tell whether *text* is a word for a person's name and nothing else."""
        return self._meanings.means(text, _NAME)

    def is_of_person(self, text: str) -> bool:
        """Tell whether *text* is a word for a person's name or post, and nothing else."""
        return self.is_name(text) or self._meanings.means(text, _POST)

    def statement(self, text: str) -> dict[str, Field]:
        """Return the statement that the meanings of *text* make, by its id; empty where none or several do."""
        found = [meant for meant in self._meanings.of(text) if meant.field.type is FieldType.CHECKBOX]
        best = [meant for meant in found if meant.weight == found[0].weight]
        return {best[0].field.id: best[0].field} if len(best) == 1 else {}

    def is_option(self, text: str) -> bool:
        """Tell whether *text* says little more than the title of an option."""
        stems = [word[:STEM] for word in key(NUMBERING.sub("", text)).split() if len(word) >= _WORD]
        return any(sum(stem in own for stem in stems) >= _MOSTLY * len(stems) for own in self._options)

    def _one(self, text: str) -> Meant | None:
        best = self._meanings.one(text, _LEAST)
        if best is None or best.field.type in _CLOSED or (best.weight == 1 and best.share < _BY_ONE):
            return None
        sentence = text.rstrip().endswith(".") and (len(text.split()) > _FEW or self._meanings.tells(text))
        answer = text.partition(":")[2]  # "Тема: Повјереник за мањине"
        titled = self.is_option(text) and not self._meanings.questions(text)
        titled = titled or (bool(key(answer)) and self.is_option(answer))
        return None if sentence or titled else best


def _is_headed(k: str) -> bool:
    """Tell whether a key begins as headings do: "Подаци о контакт особи"."""
    return k[:STEM] in OF_ANY_HEADING
