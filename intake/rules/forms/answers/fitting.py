"""Whether what answers a question is of the kind that a field asks for: a name, an address, a long text, a tick."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.rules.call import Call, Field, FieldType
from intake.rules.forms.answers.trimming import trimmed
from intake.rules.forms.labels.items import Question
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.marks.box_words import in_words
from intake.rules.forms.marks.marks import yes_no
from intake.rules.forms.words import contact
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box
from intake.rules.forms.words.persons import are_persons, is_person
from intake.rules.forms.words.stems import asks_name, section_of
from intake.rules.forms.words.vocabulary import Vocabulary

_SURE = 0.5  # share of a question's words from which it is about a field
_SHORT = 14  # words of a name, a position, a place
_LONG = 5  # words of a long text
_WORD = re.compile(r"[^\W\d_]{4}")
_ADDRESS = re.compile(r"\S@\S")
_WEB = re.compile(r"^\s*(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?\s*$", re.IGNORECASE)


class Fitting:
    """Tells what the answers to one *call*'s questions can be."""

    def __init__(self, call: Call, vocabulary: Vocabulary, lexicon: Lexicon, is_option: IsOption) -> None:
        self._fields = call.fields
        self._section_of = section_of(call)
        self._persons = frozenset(field.id for field in call.fields if asks_name(field, lexicon))
        self._vocabulary = vocabulary
        self._lexicon = lexicon
        self._is_option = is_option

    def is_persons(self, field: Field) -> bool:
        """Tell whether *field* asks for a person's name."""
        return field.id in self._persons

    def is_name(self, question: Question) -> bool:
        """Tell whether *question* is answered with a person's name."""
        name = trimmed(question.said)
        return is_person(name) and not self.is_designated(question)

    def is_designated(self, question: Question) -> bool:
        """Tell whether the answer begins with what municipalities are called: "Општина …"."""
        words = key(question.said).split()
        return len(words) > 1 and words[0] in self._lexicon.designations

    def is_long(self, question: Question) -> bool:
        """Tell whether *question* is answered with words enough for a long text."""
        return sum(len(line.text.split()) for line in question.answer) >= _LONG

    def fits(self, field: Field, question: Question) -> bool:  # noqa: C901, PLR0911 - one case a type
        """Tell whether the answer to *question* is one that *field* can have."""
        lines = [line for line in question.answer if not self._lexicon.is_blank(line.text)]
        text = trimmed("\n".join(line.text for line in lines))
        boxed = any(map(has_box, (*question.answer, question.label)))
        words = len(text.split())
        match field.type:
            case FieldType.CHECKBOX:
                stated = yes_no(question.answer, self._lexicon) is not None and words <= _LONG
                return has_box(question.label) or stated
            case FieldType.CHOICE:
                return any(map(self._is_option, question.answer))
            case FieldType.TABLE:
                return are_persons("\n".join(line.text for line in lines))
            case FieldType.EMAIL | FieldType.PHONE if self._is_anothers(field, question):
                return False
            case FieldType.EMAIL:
                return contact.email(text).value is not None and words == 1
            case FieldType.PHONE:
                return is_telephone(text)
            case FieldType.DATE:
                return contact.written_date(text) is not None and words <= _LONG
            case FieldType.URL:
                return bool(_WEB.match(text))
            case FieldType.TEXT | FieldType.MUNICIPALITY:
                if self.is_persons(field) and not self.is_name(question):
                    return False
                plain = not _ADDRESS.search(text) and not _WEB.match(text) and contact.phone(text).value is None
                return len(lines) == 1 and 0 < words <= _SHORT and plain and not boxed and not text[:1].isdigit()
            case FieldType.LONG_TEXT | FieldType.MULTIPLE:
                spoken = words > 1 and any(
                    in_words(line.text, self._lexicon) is None for line in lines
                )  # no "ДА", "НЕ"
                return spoken and not boxed and not (_ADDRESS.search(text) and are_persons(text))

    def exchanged(self, questions: Sequence[Question]) -> frozenset[int]:
        """The ids of those that were answered in each other's place: with a telephone here, with an address there."""
        emails = [q for q in questions if q.match.field.type is FieldType.EMAIL and _is_dialled(q)]
        if not emails:
            return frozenset()
        phones = [q for q in questions if q.match.field.type is FieldType.PHONE and _is_address(q)]
        pairs = ((e, p) for e in emails for p in phones if self._is_in_one_section(e.field, p.field))
        return frozenset(id(question) for pair in pairs for question in pair)

    def _is_in_one_section(self, one: Field, other: Field) -> bool:
        """Tell whether the form asks for both in one section; unknown words ask for no field of the call."""
        sections = (self._section_of.get(one.id), self._section_of.get(other.id))
        return None not in sections and len(set(sections)) == 1

    def _is_anothers(self, field: Field, question: Question) -> bool:
        """Tell whether the question says whose it is: "E-mail начелника", and not the person of *field*'s section."""
        text = question.match.field.label.sr
        said = {f.id: self._vocabulary.of(f, text).weight for f in self._fields if self.is_persons(f)}
        own = max((w for f, w in said.items() if self._section_of[f] == self._section_of[field.id]), default=0.0)
        return self._vocabulary.claimed(field, text) >= _SURE and own <= max(
            (w for f, w in said.items() if self._section_of[f] != self._section_of[field.id]), default=0.0
        )


def is_telephone(text: str) -> bool:
    """Tell whether *text* is a telephone number, with no more than abbreviations beside it."""
    return contact.phone(text).value is not None and not _WORD.search(text)


def _is_dialled(question: Question) -> bool:
    text = question.said
    return "@" not in text and is_telephone(text)


def _is_address(question: Question) -> bool:
    text = question.said
    return "@" in text and contact.email(text).value is not None
