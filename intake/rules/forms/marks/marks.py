"""How people mark: ticks and typed signs, yes and no, before or behind what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from intake.rules.forms.marks.box_words import boxed_answer, in_languages, without_typed
from intake.rules.forms.places import Box, Line, Mark, Span
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import slice_of

_LEADING = re.compile(r"^\s*(?:[\[(]\s*(?P<in>[^\])]{0,3}?)\s*[\])]|(?P<bare>\S{1,2})(?=[\s.\-–—:]))[\s.\-–—:]*(?=\S)")
_TRAILING = re.compile(
    r"(?:[\[(]\s*(?P<in>[^\])]{0,12}?)\s*[\])]|(?P<gap>[\s:\-–—]+)(?P<bare>[^\s()\[\]]{1,3}))\s*[.;,]?\s*$"
)
_POINTER = re.compile(  # "→ Мобилни тимови", "Мобилни тимови <--- ОВАЈ"
    r"^\s*(?:[→⇒➔➜►▶☞]|[-=–—]*>{1,3}(?=\s))|(?:[←⇐◄◀☜]|\s[<‹«]{1,3}[-=–—]+|\s[<‹«]{2,3})[\s\w]{0,20}[.!]?\s*$"
)
_CIRCLED = re.compile(r"^\s*[①-⑳❶-❿➀-➓⓵-⓾]")
_CLAUSE = re.compile(r"\s*[,.;:!–—]\s*|\s+-\s+")  # "Да, сагласни смо": the first word says it
_OFFERED = re.compile(  # "ДА / НЕ", "ДА – НЕ", "ДА или НЕ"
    r"(?<![^\W_])(?P<one>[^\W\d_]{2,12})"
    r"(?:\s*[/|\\,–—-]\s*|\s(?P<joint>[^\W\d_]{1,3})\s|\s{2,}|\s*\t\s*)(?P<other>[^\W\d_]{2,12})[\s.*]*$"
)
_LAST = re.compile(r"(?<=[^\W_])[^\w/|,:]*[\s_]+([^\W\d_]{2,3})[\s._*]*$")  # not "да / НЕ"
_OTHER = re.compile(  # before it, on rules: "ДА _X_   НЕ ___"
    r"(?:_+\s*[^\W_]?\s*_+\s*)?(?<![^\W_])(?P<word>[^\W\d_]{2,3})[\s.]*_[\s_]*(?:[^\W_][\s_.]*)?$"
)
_WORD = re.compile(r"[^\s/|]+")
_YES = 15  # characters of a yes
_BRIEF = 3  # letters of a plain no, which is not offered beside a longer yes
EMPHASIS = frozenset({Mark.BOLD, Mark.UNDERLINE, Mark.HIGHLIGHT, Mark.COLOUR, Mark.ITALIC})
"""What sets a text apart, and does not undo it."""
_SET_APART = EMPHASIS | {Mark.RING}


def said(text: str, lexicon: Lexicon) -> bool | None:
    """Return what a word or sign alone says: True for a tick or a yes, False for a no, None for anything else.

    Two words that say the same are one: "Да / Yes".
    """
    if key(text) in lexicon.no:
        return False
    if lexicon.is_mark(text) or key(text) in lexicon.yes:
        return True
    words = {said(word, lexicon) for word in in_languages(text)} if 0 < text.find("/") <= _YES else {None}
    return words.pop() if len(words) == 1 else None


def typed(text: str, lexicon: Lexicon) -> bool | None:
    """Return what is typed before or behind an option: "[x]", "X –", "– ДА", "изабрано".

    Empty brackets say no, where nothing else is typed.
    """
    if _POINTER.search(text) or _CIRCLED.search(text) or lexicon.ends_chosen(text):
        return True
    empty = False
    for pattern in (_LEADING, _TRAILING):
        found = pattern.search(text)
        if found is None or _is_running_on(found):
            continue
        inside, bare = found.group("in"), found.group("bare")
        if inside is not None and not inside.strip(" _."):
            empty = True
            continue
        answer = said(inside if inside is not None else bare or "", lexicon)
        if answer is not None:
            return answer
    return False if empty else None


def _is_running_on(found: re.Match[str]) -> bool:
    """Tell whether a last word is one of the sentence ("… за општине да"), and said of nothing before it."""
    gap, word = found.groupdict().get("gap"), found.group("bare")
    return gap is not None and gap == " " and len(word) > 1 and word.islower() and word.isalpha()


def yes_no(lines: Sequence[Line], lexicon: Lexicon) -> bool | None:
    """Read "☒ Да ☐ Не", "ДА", "X", "☐": True, False, or None where nothing or both is said."""
    spans = [span for line in lines for span in (*line.spans, Span(text="\n"))]
    if all(span.box is None for span in spans):
        text = " ".join(line.text for line in lines).strip(" .;,_")
        whole = said(text, lexicon) if text else None
        whole = _marked(text, lexicon) if whole is None else whole
        whole = _set_apart(spans, lexicon) if whole is None else whole
        return whole if whole is not None else _first_said(text, lexicon)
    left = all(span.box is not Box.TICKED for span in spans)  # "☐ ДА  ☐ НЕ", the one underlined or the other struck out
    apart = _set_apart([span for span in spans if span.box is None], lexicon) if left else None
    return boxed_answer(spans, lexicon) if apart is None else apart


def _marked(text: str, lexicon: Lexicon) -> bool | None:
    """Read "X ДА / YES" and "НЕ  x" by the word that was marked."""
    first, _, rest = text.partition(" ")
    marked = lexicon.is_mark(first) and key(first) not in lexicon.yes
    return said(rest.strip() if marked else without_typed(text, lexicon), lexicon) if rest else None


def _first_said(text: str, lexicon: Lexicon) -> bool | None:
    """Read "Да, сагласни смо" by its first words; a yes and a no beside each other say nothing: "ДА – НЕ".

    They may stand last, a yes where nothing before it denies: "Хоћемо, да".
    """
    text = text.lstrip("–— ")  # as items of a list begin
    first, *rest = _CLAUSE.split(text, maxsplit=1)
    meant = said(first, lexicon)
    if meant is None:
        last = said(_CLAUSE.split(text)[-1], lexicon) if rest else None
        return last if last is False or lexicon.denying.isdisjoint(key(text).split()) else None
    other = said(rest[0], lexicon) if rest else None
    return meant if other in (None, meant) else None


def offered(text: str, lexicon: Lexicon) -> int | None:
    """Where in *text* a yes and a no begin that stand behind a statement to choose from: "… тачни: ДА / НЕ".

    Not in "Све наведено је тачно – НЕ", of which the longer word is the statement's own.
    """
    found = _OFFERED.search(text)
    if found is None or (found["joint"] and not lexicon.joins(found["joint"])):
        return None
    said_of = {key(found["one"]), key(found["other"])}
    own = len(found["one"]) > _BRIEF >= len(found["other"]) and key(found["one"]) in lexicon.yes
    one_each = not own and len(said_of & lexicon.yes) == len(said_of & lexicon.no) == 1
    return found.start("one") if one_each and key(text[: found.start("one")]) else None


def ended(line: Line, lexicon: Lexicon) -> int | None:
    """Where in *line* a short yes or no begins that ends it, in capitals or in another look: "… подаци тачни ДА".

    In the look of its sentence, or in a sentence of capitals, a small word may be one of it. Of two on rules the first.
    """
    found = _LAST.search(line.text)
    if found is None or key(found[1]) not in lexicon.yes | lexicon.no:
        return None
    at = found.start(1)
    other = _OTHER.search(line.text[:at])
    meant = said(other["word"], lexicon) if other else None
    if other and meant is (not said(found[1], lexicon)):
        at = other.start()
    before, behind = slice_of(line, 0, at), slice_of(line, at, found.end(1))
    apart = common_marks(behind.spans) - common_marks([span for span in before.spans if key(span.text)])
    return at if apart or (found[1].isupper() and not before.text.isupper()) else None


def _set_apart(spans: Sequence[Span], lexicon: Lexicon) -> bool | None:
    """Read "ДА / НЕ" of which one word is struck out, or one set apart by emphasis."""
    words: list[tuple[Span, bool]] = []
    for where, text in ((span, text) for span in spans for text in _WORD.findall(span.text)):
        word = said(text.strip(" /|.,;:"), lexicon)
        if word is not None:
            words.append((where, word))
        elif not lexicon.joins(text):
            return None
    if {word for _, word in words} != {True, False}:
        return None
    live = {word for span, word in words if Mark.STRIKE not in span.marks}
    shared = common_marks([span for span, _ in words])
    emphasised = {word for span, word in words if (span.marks & _SET_APART) - shared}
    return next((meant.pop() for meant in (live, emphasised) if len(meant) == 1), None)


def pieces(line: Line) -> Iterator[Line]:
    """Part a line that holds several boxes, so that each piece has one: the box leads where the line begins with it.

    A question before them is a piece of its own: "Подгрупа за мањине: ☐ Форум ☐ Повјереник". A tick at the end of a
    line that begins with its box belongs to the same: "☐ Мобилни тимови ✓".
    """
    at = [i for i, span in enumerate(line.spans) if span.box is not None]
    if len(at) > 1 and not any(key(s.text) for s in (*line.spans[: at[0]], *line.spans[at[-1] + 1 :])):
        at.pop()
    if len(at) <= 1:
        yield line
        return
    before = "".join(span.text for span in line.spans[: at[0]]).rstrip()
    asked = before.endswith(":") and any(key(span.text) for span in line.spans[at[-1] :])
    cuts = [0, *at] if asked else [0, *at[1:]] if not key(before) else [0, *(i + 1 for i in at[:-1])]
    for start, end in zip(cuts, [*cuts[1:], len(line.spans)], strict=True):
        yield Line(spans=line.spans[start:end], address=line.address)


def common_marks(spans: Sequence[Span]) -> frozenset[Mark]:
    """Return the formatting that all of *spans* share and that may set an option apart."""
    return frozenset.intersection(*map(attrgetter("marks"), spans)) & _SET_APART if spans else frozenset()
