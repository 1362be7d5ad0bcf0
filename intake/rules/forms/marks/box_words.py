"""The yes and the no beside boxes, and on which side of its word each box stands: "☒ Да ☐ Не", "ДА ☒   НЕ ☐"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.rules.forms.places import Box, Line, Span
from intake.rules.forms.words.lexicon import Lexicon, key

_LANGUAGES = re.compile(r"\s*[/|\n]\s*")
_WORD = re.compile(r"[^\s:–—]+")
_LAST = re.compile(r"(?P<printed>.*?[^\W_])[\s:–—-]+(?P<typed>\S+)\s*$")
_MOST = 3  # words of a yes: "Слажемо се", "Yes / Да"
_CLAUSE = re.compile(r"[(,.;:–—\n]|\s-\s")
_REMARK = re.compile(r"\s*[(,;–—-]")
_APART = re.compile(r"(?:\s{2,}|[:?\t–—-]\s*)$")  # what parts a lone word from the statement before it


def in_languages(text: str) -> list[str]:
    """Return what *text* says in one language or in two: "Yes / Да"."""
    return _LANGUAGES.split(text.strip())


def in_words(text: str, lexicon: Lexicon) -> bool | None:
    """Return whether *text*, in one language or in two, is a yes or a no and nothing more."""
    words = {key(part) for part in in_languages(text) if key(part)}
    return None if not words else True if words <= lexicon.yes else False if words <= lexicon.no else None


def boxed_answer(spans: Sequence[Span], lexicon: Lexicon) -> bool | None:
    """Read the boxes of *spans* by their words: True, False, or None where nothing or both is said."""
    boxes = [span.box for span in spans if span.box is not None]
    texts = _between(spans)
    if len(boxes) == 1:
        own = _start_of_lone(texts, lexicon)
        refused = (
            in_words(" ".join(texts) if own is None else texts[0][own:], lexicon) is False
        )  # "☒ Не", "… тачни:  НЕ ☒"
        return None if refused and boxes[0] is Box.EMPTY else (boxes[0] is Box.TICKED) is not refused
    words = _before(texts, lexicon) if _stand_before(texts, lexicon) else _behind(texts, lexicon)
    ticked = {word for word, box in zip(words, boxes, strict=True) if box is Box.TICKED and word is not None}
    return ticked.pop() if len(ticked) == 1 else None


def without_typed(text: str, lexicon: Lexicon) -> str:
    """Return a yes or a no without the sign that was typed behind it, or the same word: "Да / Yes  X", "Да – ДА"."""
    found = _LAST.match(text)
    if found is None or in_words(found["printed"], lexicon) is None:
        return text
    word = key(found["typed"])
    again = word in map(key, in_languages(found["printed"]))
    return found["printed"] if again or (lexicon.is_mark(found["typed"]) and word not in lexicon.yes) else text


def has_words(spans: Sequence[Span], lexicon: Lexicon) -> bool:
    """Tell whether a yes and a no stand beside the boxes of *spans*."""
    texts = _between(spans)
    return _are_both(_before(texts, lexicon)) or _are_both(_behind(texts, lexicon))


def words_before(line: Line, lexicon: Lexicon) -> int | None:
    """Where behind a statement the first box's word begins, if words stand before their boxes: "… тачни   ДА ☒"."""
    texts = _between(line.spans)
    at = _start_of_last(texts[0], lexicon) if len(texts) > 1 else None
    if at is None or not key(texts[0][:at]):
        return None
    if sum(span.box is not None for span in line.spans) == 1:
        return _start_of_lone(texts, lexicon)
    return at if _are_both(_before(texts, lexicon)) and _stand_before(texts, lexicon) else None


def _start_of_lone(texts: Sequence[str], lexicon: Lexicon) -> int | None:
    """Where the yes or the no begins that stands apart before a box with nothing behind it."""
    at = _start_of_last(texts[0], lexicon)
    return at if at is not None and _APART.search(texts[0][:at]) and not key(texts[1]) else None


def _between(spans: Sequence[Span]) -> list[str]:
    """What stands before the first box, between each two, and behind the last."""
    texts = [""]
    for span in spans:
        if span.box is None:
            texts[-1] += span.text
        else:
            texts.append("")
    return texts


def _stand_before(texts: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether the words stand before the boxes: where that is open, a line that ends in a box has them there.

    So has one that ends in a remark: "ДА ☒   НЕ ☐ – потврђујемо".
    """
    before, behind = _are_both(_before(texts, lexicon)), _are_both(_behind(texts, lexicon))
    remarked = _REMARK.match(texts[-1]) is not None and _REMARK.match(texts[1]) is None
    return before if before != behind else bool(key(texts[0])) and (remarked or not key(texts[-1]))


def _are_both(words: Sequence[bool | None]) -> bool:
    return {True, False} <= set(words)


def _before(texts: Sequence[str], lexicon: Lexicon) -> list[bool | None]:
    starts = ((text, _start_of_last(text, lexicon)) for text in texts[:-1])
    return [None if at is None else in_words(text[at:], lexicon) for text, at in starts]


def _behind(texts: Sequence[str], lexicon: Lexicon) -> list[bool | None]:
    return [_said_first(text, lexicon) for text in texts[1:]]


def _said_first(text: str, lexicon: Lexicon) -> bool | None:
    """Whether *text*, or its first clause, is a yes or a no."""
    whole = in_words(text, lexicon)
    return whole if whole is not None else in_words(_CLAUSE.split(text.strip(" \t\n:–—-"), maxsplit=1)[0], lexicon)


def _start_of_last(text: str, lexicon: Lexicon) -> int | None:
    """Where the yes or the no begins with which *text* ends."""
    words = list(_WORD.finditer(text))[-_MOST:]
    return next((word.start() for word in words if in_words(text[word.start() :], lexicon) is not None), None)
