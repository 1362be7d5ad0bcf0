"""What was said to a statement: by its box, by the words of its boxes, or by a word typed beside a box left empty."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.rules.forms.marks.box_words import in_languages
from intake.rules.forms.marks.marks import common_marks, said, yes_no
from intake.rules.forms.places import Box, Line, Mark, Span
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box, is_bracketed

_BEHIND = re.compile(r"\s[–—-]\s|:\s|\t|\s{3,}|\s(?=\([^()]*\)\s*$)")  # what parts a word from the statement before it
_CLAUSE = re.compile(r"[,.;:!–—]")


def statement_answer(label: Line, answer: Sequence[Line], lexicon: Lexicon) -> tuple[bool | None, bool]:
    """Whether a statement is made, and whether that contradicts itself: what is ticked is then not understood."""
    lines = [label] if has_box(label) and not any(map(has_box, answer)) else list(answer)
    made = yes_no(lines, lexicon)
    ticked = [span.box for line in lines for span in line.spans if span.box is not None]
    if len(ticked) == 1 and any(span.box is not None for span in lines[0].spans[:1]):
        typed = _typed([label, *answer] if lines == [label] else lines, lexicon)
        if typed is not None and typed is not made:
            return (typed, False) if ticked == [Box.EMPTY] else (None, True)
        if ticked == [Box.EMPTY] and made is False and _is_set_apart(lines[0].spans):
            return None, True
    return made, made is None and (Box.TICKED in ticked or (not ticked and _says_other(lines, lexicon)))


def _is_set_apart(boxed: Sequence[Span]) -> bool:
    """Tell whether the words behind the first box have a look that it has not: "☐ ДА", the yes alone highlighted."""
    words = [span for span in boxed[1:] if key(span.text)]
    return Mark.GREY not in boxed[0].marks and bool(common_marks(words) - boxed[0].marks)


def _says_other(lines: Sequence[Line], lexicon: Lexicon) -> bool:
    """Tell whether something is written that is no yes or no, nor what the form offers or remarks."""
    text = " ".join(
        line.text for line in lines if not is_bracketed(line.text) and not lexicon.is_hint(line.text)
    ).strip()
    offered = all(said(word, lexicon) is not None for word in re.split(r"[\s/|,]+", text) if key(word))
    return not offered and not lexicon.is_blank(text) and not text.startswith(("–", "—", "-", "("))


def _typed(lines: Sequence[Line], lexicon: Lexicon) -> bool | None:
    """The yes or no that ends a statement with its box: "☐ Подаци су тачни – да, потврђујемо"."""
    parts = [part for line in lines for part in _BEHIND.split(line.text) if key(part)]
    words = parts[-1].strip(" .()–—-") if len(parts) > 1 else ""
    pieces = (words, _CLAUSE.split(words, maxsplit=1)[0])
    meant = (said(in_languages(text)[0], lexicon) for text in pieces)
    return next((word for word in meant if word is not None), None)
