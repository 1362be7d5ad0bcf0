"""Which question of the form a text asks in words of its own, or which statement it makes, and how surely.

By the meanings of its words, or by words of a field among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from intake.rules.call import Call, Field, FieldType
from intake.rules.forms.labels.headings import OF_ANY_HEADING, FieldSections
from intake.rules.forms.labels.known_labels import KnownLabels
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.matches import REACHED_BY, Certainty, Match, are_two_persons, is_offered
from intake.rules.forms.words.meanings import Meanings, Meant
from intake.rules.forms.words.stems import NUMBERING, STATEMENT_STEM, STEM, option_stems, statement_stems
from intake.rules.forms.words.vocabulary import Vocabulary

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
_WORDS_AROUND_ONE = 3
_UNGUESSED = frozenset({FieldType.CHOICE, FieldType.CHECKBOX, FieldType.TABLE})
_SAID = 0.7  # share of a question that one field's words say where it is known by them alone
_HALF = 0.5  # where it has a whole label in it
_TELLING = 0.9  # weight of these words: about that of one which no other field has
_MARGIN = 0.3  # by which the next field weighs less
_STATED = 0.4  # of a statement with its box
_LONGEST = 400  # characters of a label


class Asking:
    """Matches texts with the *meanings* of one call's questions; titles of options ask none."""

    def __init__(self, call: Call, meanings: Meanings) -> None:
        self._meanings = meanings
        self._options = tuple(option_stems(call))

    def match(self, text: str, whole: str) -> Match | None:
        """Return the one question that the meanings of the words of *text* make; *whole* is its key."""
        best = self._one(text)
        if best is None or (":" in text and self._meanings.ends_in_name(text)):
            return None  # "Name: Municipality of Kalinovik"
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


class FreeWords:
    """Knows such questions by their *meanings*, by *known* labels and by the *vocabulary* of each field."""

    def __init__(
        self,
        meanings: Meanings,
        asking: Asking,
        known: KnownLabels,
        vocabulary: Vocabulary,
        sections: FieldSections,
    ) -> None:
        self._meanings = meanings
        self._asking = asking
        self._known = known
        self._vocabulary = vocabulary
        self._sections = sections

    def told(self, text: str, whole: str) -> Match | None:
        """What the meanings of its words or the words themselves say that *text* asks; several meanings say more."""
        if self._meanings.is_strange(text) or self._meanings.leads_on(text):
            return None
        meant, worded = self._asking.match(text, whole), self._worded(text, whole)
        if meant is None or (worded is not None and worded.field is meant.field):
            return max((m for m in (worded, meant) if m), key=lambda m: m.certainty, default=None)
        return meant if self._asking.is_sure(meant, text) else worded or meant

    def _worded(self, text: str, whole: str) -> Match | None:
        """A label among other words; one word of a long question that is not its first says less than all of them."""
        inside = self._known.inside(whole)
        if inside and inside.field.type is FieldType.MUNICIPALITY and is_offered(inside, text):
            inside = None
        found = inside if inside is not None and self._is_said(inside, text) else None
        weak = found is not None and " " not in found.key and len(whole.split()) > _WORDS_AROUND_ONE
        if found is not None and not (weak and whole.split(maxsplit=1)[0] != found.key):
            named = self._meanings.ends_in_name(text)  # "Начелник општине Лакташи" may well be who applies
            return replace(found, certainty=Certainty.CONTAINED) if named else found
        guessed = self._guessed(text)
        if guessed and inside and are_two_persons(guessed, inside):
            return None  # "Одговорно лице које представља ЈЛС": the label inside speaks of somebody else
        return guessed or found

    def _guessed(self, text: str) -> Match | None:
        """The one field in whose words most of *text* is said ("Којим ресурсима располажете")."""
        heard = self._vocabulary.heard(text)
        if not heard or self._asking.is_option(text):
            return None
        best, second = heard[0], heard[1].weight if len(heard) > 1 else 0.0
        if len(heard) > 1 and self._is_both(heard[0].field, heard[1].field) and second >= _TELLING:
            best, second = heard[0], 0.0  # "Телефон и е-пошта контакт особе"
        told = best.share >= _SAID and best.weight >= _TELLING and best.weight - second >= _MARGIN
        if not told or best.field.type in _UNGUESSED:
            return None
        return Match(field=best.field, certainty=Certainty.CONTAINED, bare=False, key=key(text))

    def _is_both(self, one: Field, other: Field) -> bool:
        kinds = {one.type, other.type}
        return kinds == {FieldType.EMAIL, FieldType.PHONE} and self._sections.of(one) == self._sections.of(other)

    def _is_said(self, match: Match, text: str) -> bool:
        """Tell whether *text* says what *match* asks, and not something else with some of its words."""
        own, first = self._vocabulary.of(match.field, text), self._vocabulary.heard(text)[:1]
        rival = first[0].weight - own.weight if first else 0.0
        if match.bare and self._vocabulary.claimed(match.field, text) >= _HALF:
            return False  # "E-mail начелника" is nobody's whom the call asks for
        return match.field.type is FieldType.CHOICE or (own.share >= _HALF and rival < _MARGIN)

    def asked_by(self, match: Match) -> tuple[str, ...]:
        """Return the ids of the fields that a label asks for: its own, and "Телефон и е-пошта" an address as well."""
        heard = () if match.bare else self._vocabulary.heard(match.key)
        both = (h.field.id for h in heard if h.weight >= _TELLING and self._is_both(match.field, h.field))
        return (match.field.id, *both)


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
