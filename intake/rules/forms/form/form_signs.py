"""What makes a document the form of a call: its title, the question of the cluster or its options, its labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.rules.call import Call, FieldType
from intake.rules.forms.choice.choice import Choice
from intake.rules.forms.labels.items import Item, Question
from intake.rules.forms.places import Document, Line
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.matches import Certainty

_TEXT_READ = 20_000  # characters in which a document says what it is
_BEGINNING = 400  # characters in which a title stands
_LABELS_OF_A_TITLED_FORM = 6  # labels of its own by which a titled form is known where nothing of the choice is left
_SPECIFIC = frozenset({FieldType.LONG_TEXT, FieldType.MULTIPLE, FieldType.CHECKBOX, FieldType.TABLE})
_STEM = 5  # letters of a word that all its cases keep
_FORM_LABELS = 3  # different sure labels besides the choice that make a document this form


class FormSigns:
    """Knows the form of one call."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._titles = tuple(key(name) for name in call.form)
        self._call_titles = frozenset((key(call.title.sr), key(call.title.en)))
        self._own_words = _beginnings(call)
        self._others = tuple(key(name) for name in call.signs.other_forms)
        self._choices = {f.id for f in call.fields if f.type is FieldType.CHOICE}

    def named(self, text: str) -> int:
        """Count the words of the call's title where it stands in *text*."""
        return max((len(title.split()) for title in self._call_titles if f" {title} " in f" {text} "), default=0)

    def score(self, text: str, items: Sequence[Item], choice: Choice) -> tuple[int, tuple[str, ...]]:
        """Count what makes the document this form: its title, the cluster's question or options, its labels.

        Without the question of the cluster it is some other form, and without labels it only speaks of the clusters.
        """
        sure = [
            i for i in items if isinstance(i, Question) and i.match.known and i.match.certainty > Certainty.CONTAINED
        ]
        labels = {i.field.id for i in sure} - self._choices
        own = {i.field.id for i in sure if not i.match.bare} - self._choices  # "Телефон" alone stands in every letter
        title = self._title(text)
        asks = any(i.field.id in self._choices for i in sure) or choice.listed > 1
        told = sum(self._call.field(f).type in _SPECIFIC for f in own)  # whom to write to, every form asks
        known = bool(title and (choice.chosen or (len(own) >= _LABELS_OF_A_TITLED_FORM and told > 1)))
        needed = _FORM_LABELS - (1 if title else 0)
        if not (asks or known) or len(labels) < needed or not own or self._is_another(text, title):
            return 0, ()
        reasons = (
            *((f"title: {title}",) if title else ()),
            *(("asks for the cluster",) if asks else ()),
            *(f"asks for {label}" for label in sorted(labels)),
        )
        return len(reasons), reasons

    def is_elsewhere(self, text: str) -> bool:
        """Tell whether *text* is titled as a form, and has none of the words that the call's title is made of."""
        return bool(self._title(text)) and not any(map(self._own_words.match, text.split()))

    def _title(self, text: str) -> str | None:
        return next((title for title in self._titles if f" {title} " in f" {text} "), None)

    def _is_another(self, text: str, title: str | None) -> bool:
        """Tell whether the document begins with the title of something that looks alike."""
        beginning = f" {text[:_BEGINNING]} "
        return title is None and any(f" {other} " in beginning for other in self._others)


def _beginnings(call: Call) -> re.Pattern[str]:
    """How the telling words of a call's title begin, in any case: "кластер", "учење", "друштвени"."""
    words = {word for text in (call.title, call.short) if text for word in key(f"{text.sr} {text.en}").split()}
    return re.compile("|".join(sorted(word[:_STEM] for word in words if len(word) > _STEM)))


def text_of(document: Document) -> str:
    """Return the key of what stands in *document*, as far as it says what that is."""
    blocks = (*document.blocks, *document.margins)
    texts = [x.text for block in blocks for x in ((block,) if isinstance(block, Line) else block.cells)]
    return key(" ".join(texts)[:_TEXT_READ])
