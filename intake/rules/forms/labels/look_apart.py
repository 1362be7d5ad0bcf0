"""A label with its answer right behind it, and nothing but another look between: "Контакт особа **Ана Анић**"."""

from __future__ import annotations

from collections.abc import Iterator

from intake.rules.call import FieldType
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.looks import stretches
from intake.rules.forms.labels.parting import Labelled
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import is_bracketed, slice_of
from intake.rules.forms.words.matches import REACHED_BY, SPEAKING, Certainty, Match

_LEAST = 2  # words of an answer that begins small
_SURE = 2  # words of a label
_PARTS = 2  # the label, and its answer


def before_other_look(line: Line, labels: Labels, lexicon: Lexicon) -> Iterator[tuple[Certainty, int, Labelled]]:
    """The label that *line* begins with where its look changes, with what counts: how sure it is, and how long."""
    at = _change(line)
    match = labels.match(line.text[:at]) if at and ":" not in line.text[:at] else None
    if match is None or match.certainty < Certainty.FUZZY or len(match.key.split()) < _SURE:
        return
    rest = slice_of(line, at, len(line.text))
    if match.field.type not in (FieldType.CHOICE, FieldType.TABLE) and _answers(match, rest.text.strip(), lexicon):
        yield match.certainty, at, Labelled(match=match, behind=(rest,))


def _change(line: Line) -> int:
    """Where the look of *line* changes, behind a blank, for the only time; 0 where it does not."""
    runs = stretches(line)
    at = runs[1][1] if len(runs) == _PARTS else 0
    return at if at and (line.text[:at][-1:].isspace() or line.text[at].isspace()) else 0


def _answers(asked: Match, text: str, lexicon: Lexicon) -> bool:
    """Tell whether *text* may be what was *asked*, and no more of the question: "Телефон контакт особе **мобилни**".

    Nor the same in another language: "Потпис начелника **/ Mayor**".
    """
    if (
        text.startswith("/")
        or is_bracketed(text)
        or lexicon.is_hint(text)
        or lexicon.is_blank(text)
        or text.endswith((":", "?"))
    ):
        return False
    if asked.field.type in REACHED_BY:
        return any(char.isdigit() or char == "@" for char in text)
    if asked.field.type is FieldType.URL:
        return "." in text and " " not in text
    begun = not text[:1].islower()
    return begun or (asked.field.type not in SPEAKING and len(text.split()) >= _LEAST)
