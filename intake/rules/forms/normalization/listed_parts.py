"""Parts of a cluster that a form lists, each behind the same word: "– подгрупа: Форум", "– подгрупа: Повјереник".

That word asks nothing there: the parts are options, as the clusters above them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import replace

from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.places import Document, Line
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import lines_of, rewritten, slice_of
from intake.rules.forms.words.matches import Asked

_SEVERAL = 2


def with_parts_listed(document: Document, asked: Asked, is_option: IsOption, parts: AbstractSet[str]) -> Document:
    """Return *document* with such options without that word; *parts* are the fields that ask for a part."""
    lines = [line for line in lines_of(document.blocks) if ":" in line.text]
    words = [(line.text.partition(":")[0].split() or [""])[-1] for line in lines]
    often = Counter(words)
    asking = [x for x, word in zip(lines, words, strict=True) if often[word] >= _SEVERAL]
    asking = [line for line in asking if (match := asked(_label(line))) and match.field.id in parts]
    bare = {id(line): _without_label(line) for line in asking} if len(asking) >= _SEVERAL else {}
    options = {at: (option,) for at, option in bare.items() if is_option(option)}
    several = options and len({key(option.text) for (option,) in options.values()}) >= _SEVERAL
    return rewritten(document, options) if several else document


def _label(line: Line) -> str:
    """What stands before the colon of *line*, without its box."""
    return "".join([span.text for span in line.spans if span.box is None]).partition(":")[0]


def _without_label(line: Line) -> Line:
    """What stands behind the colon of *line*, and the boxes before it."""
    boxes = tuple(span for span in line.spans if span.box is not None)
    option = slice_of(line, line.text.index(":") + 1, len(line.text))
    return replace(option, spans=(*boxes, *(span for span in option.spans if span.box is None)))
