"""The label that a line begins with, and what stands behind it: by its words, its mark, its look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from intake.rules.call import FieldType
from intake.rules.forms.labels.headings import SECTION
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.learnt import Learnt
from intake.rules.forms.labels.looks import behind_hint, stretches
from intake.rules.forms.labels.parting import IsOption, Labelled, before_number_or_address, end_of_label, goes_on
from intake.rules.forms.labels.statements import Statements
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import end_of_question, is_bare_box, is_bracketed, slice_of
from intake.rules.forms.words.matches import REACHED_BY, SPEAKING, Certainty, Match, fits, is_hosted, stranger
from intake.rules.script import SMALL_LETTERS

_SEPARATOR = re.compile(r":(?!//)|\?(?=\s)|\t+|_{2,}|\.{4,}|…{2,}|\s[–—-]\s")
_RULE = re.compile(r"__|\.{4}|……")
_BEGUN = re.compile(r"[:\d]")  # in what precedes it, an answer has begun already
_ASKED = re.compile(rf"^\s*(?:\d{{1,2}}[.)]\s*)?[^\W\d_{SMALL_LETTERS}][^:?]{{2,80}}[:?](?!//)")
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]")
_LANGUAGE = re.compile(r"\s*/\s*[^\W\d_]")  # another one, in which the question goes on
_STROKE = "/ "  # before another one, in the look of either
_CLOSING = (":", "?")  # behind which a question is over
_DASHES = ("–", "—", "-")
_ANSWER = 2  # words of an answer that begins small
_LABEL = 2  # words of a label
_PARTS = 2  # the label, and its answer


class LineLabels:
    """Finds labels at the beginning of lines with one call's *labels* and what is *learnt*."""

    def __init__(self, labels: Labels, lexicon: Lexicon, learnt: Learnt, is_option: IsOption) -> None:
        self._statements = Statements(labels, lexicon, is_option)
        self.statement = self._statements.made
        self._labels = labels
        self._lexicon = lexicon
        self._learnt = learnt
        self._is_option = is_option
        self.of = lru_cache(maxsize=1024)(self._of)  # each stands in a cell, a question and an answer at once

    def _of(self, line: Line, *, least: Certainty = Certainty.FUZZY) -> Labelled | None:
        """Return the label that *line* begins with, at least as sure as *least*; a colon makes a weaker one do."""
        listed = self._learnt.listed and line in self._learnt.listed
        if line.answers or listed or self._learnt.is_headline(line) or is_bare_box(line):
            return None
        if self._labels.headings.is_section(line.text) or self._labels.announces(line.text):
            return None
        known = None if line.text in self._learnt.without else self._known(line, least)
        if known is None and self._learnt.alone and line in self._learnt.alone:
            known = self._alone(line)
        if known is None and (sort := self._labels.end_of_sort(line.text)):
            rest = slice_of(line, sort, len(line.text))
            return Labelled(match=stranger(line.text[:sort]), behind=(rest,) if rest.text.strip() else ())
        if known is None and not self._learnt.shows_labels and self._learnt.label_in(line) is None:
            return self._foreign(line)
        if known and known.match.certainty > Certainty.CONTAINED:
            return self._up_to_look(line, known)
        return self._by_look(line) or known

    def _alone(self, line: Line) -> Labelled | None:
        """What a line asks, by some of its words, that stands above its answer as known questions do."""
        match = None if line.text in self._learnt.without else self._labels.match(line.text)
        return Labelled(match=match) if match is not None and fits(match, line.text) else None

    def _up_to_look(self, line: Line, known: Labelled) -> Labelled:
        """Leave out of what stands behind a label what looks like a part of it: "1.1. Општина или град – кандидат".

        And give the answer what looks like none: "Вебинари – Два вебинара: …". What stands behind a colon and only says
        what a label is about looks as that does: "**Ресурси: људи, новац**".
        """
        if self._asks_more(line, known):
            return replace(known, behind=())
        end = self._learnt.label_in(line)
        start = len(line.text) - sum(len(rest.text) for rest in known.behind)
        if end is None or len(known.behind) != 1 or start == end or known.match.field.type is FieldType.CHECKBOX:
            return known
        own = self._labels.match(line.text[:end]) if start > end else None
        if start > end and (own is None or own.field is not known.match.field):
            return known
        return replace(known, behind=_behind_look(line, end))

    def _asks_more(self, line: Line, known: Labelled) -> bool:
        """Tell whether what is *known* to stand behind a label goes on to ask it, in the look of labels."""
        look, field = self._learnt.look, known.match.field
        covered = len(known.behind) == 1 and field.type in SPEAKING and look is not None and look.covers(line)
        return covered and self._labels.lists(known.behind[0].text, field)

    def _known(self, line: Line, least: Certainty) -> Labelled | None:
        found = max(self._candidates(line, least), key=lambda candidate: candidate[:2], default=None)
        if found is None:
            return self._statements.of(line)
        weak = found[2].match.certainty <= Certainty.MEANT  # asked here: of every line
        made = self._statements.instead(line, found[2]) if weak else None
        return made or self._statements.with_answer(line, found[2])

    def _foreign(self, line: Line) -> Labelled | None:
        """What other forms ask and this call does not, where the look of labels does not tell: "Факс: 051/123-456"."""
        asked = _ASKED.match(line.text)
        if asked is None or not self._lexicon.is_foreign(asked[0]) or self._labels.headings.is_title(asked[0]):
            return None
        rest = slice_of(line, asked.end(), len(line.text))
        return Labelled(match=stranger(asked[0]), behind=(rest,) if rest.text.strip() else ())

    def _by_look(self, line: Line) -> Labelled | None:
        """What looks like the document's labels is one, whether or not the call knows its words."""
        end = self._learnt.label_in(line)
        answered = end is not None and self._learnt.shows_answers and bool(line.text[end:].strip())
        return None if end is None or (self._is_titled(line.text[:end]) and not answered) else self.looking(line)

    def looking(self, line: Line) -> Labelled | None:
        """What looks like a label, though it has the words of a heading, where an answer stands with it."""
        end = self._learnt.label_in(line)
        if end is None:
            return None
        if self._is_option(line):
            return None
        label = line.text[:end]
        known = None if line.text in self._learnt.without else self._labels.match(label)
        match = replace(known, certainty=Certainty.FUZZY) if known else stranger(label)
        return Labelled(match=match, behind=_behind_look(line, end))

    def _is_titled(self, label: str) -> bool:
        """Tell whether *label* is a title: the form's, or a heading where labels have a colon and it has none."""
        match = self._labels.match(label)
        reached = match is not None and match.field.type in REACHED_BY  # no heading speaks of telephones
        reached = reached or self._labels.is_meant(label)
        return self._labels.headings.is_title(label) or (
            not reached
            and not label.rstrip().endswith((*_CLOSING, *_DASHES))
            and not _NUMBERED.match(label)
            and bool(self._labels.headings.of(label))
        )

    def heads(self, line: Line) -> bool:
        """Tell whether *line* is the heading of a section, by its words, its number or its look."""
        end = self._learnt.label_in(line)
        titled = end is not None and not line.text[end:].strip() and self._is_titled(line.text[:end])
        return titled or self._learnt.is_headline(line) or self.is_heading(line.text)

    def is_heading(self, text: str) -> bool:
        """Tell whether *text* is the heading of a section."""
        return bool(SECTION.match(text)) or self._labels.announces(text)

    def _candidates(self, line: Line, least: Certainty) -> Iterator[tuple[Certainty, int, Labelled]]:
        """Every way to part *line*, with what counts: how sure the label is, then how long.

        The whole line counts as a label by its length only where that is sure.
        """
        text = line.text
        if whole := self._labels.match(text):
            exact = whole.certainty is Certainty.EXACT
            worded = whole.certainty > Certainty.CONTAINED or " " in whole.key
            if exact or (worded and whole.certainty >= least and fits(whole, text)):
                yield whole.certainty, len(text) if exact else 0, Labelled(match=whole)
        yield from self._before_separators(line)
        if len(line.spans) > 1 and not (line.spans[0].box or line.spans[-1].control):
            yield from _before_other_look(line, self._labels, self._lexicon)
        for gap in before_number_or_address(text):
            label = text[: gap.start()]
            match = None if _BEGUN.search(label) else self._labels.match(label)
            if match and match.certainty is Certainty.EXACT and match.field.type in REACHED_BY:
                rest = slice_of(line, gap.end(), len(text))
                yield match.certainty, gap.start(), Labelled(match=match, behind=(rest,))

    def _before_separators(self, line: Line) -> Iterator[tuple[Certainty, int, Labelled]]:
        """The labels before a colon, a question mark, tabs, rules and dashes."""
        text = line.text
        for separator in _SEPARATOR.finditer(text):
            colon = separator.group() in _CLOSING
            label = text[: separator.start()]
            if not colon and (_RULE.search(label) or ":" in label.rstrip(" :")):
                break  # an answer has begun
            if separator.group() == "?" and (text.rstrip().endswith("?") or _LANGUAGE.match(text, separator.end())):
                continue  # "Имате ли интернет страницу? Која је?", "Ко су партнери? / Partners: …"
            match = self._labels.match(text[: separator.end()] if separator.group() == "?" else label)
            if match and is_hosted(match, line, separator.start(), self._is_option):
                continue
            placed = (colon and ":" not in label) or _RULE.match(separator.group())  # else an answer may have begun
            tabbed = "\t" in separator.group() and line.text[separator.end() :].strip()
            least = Certainty.CONTAINED if placed else Certainty.MEANT if tabbed else Certainty.FUZZY
            if match and match.certainty >= least and fits(match, label):
                rest = slice_of(line, end_of_label(match, separator, self._labels), len(text))
                ends = separator.group() == ":" and ":" not in rest.text  # "Контакт особа: телефон"
                if (ends or separator.group().strip() in _DASHES) and goes_on(match, rest.text, text, self._labels):
                    continue
                hint = separator.group() == "?" and is_bracketed(rest.text)  # "Ко је контакт особа? (име и презиме)"
                behind = (rest,) if rest.text.strip() and not hint and not self._labels.is_list(rest.text) else ()
                yield match.certainty, len(label), Labelled(match=match, behind=behind)
                if colon and match.certainty is not Certainty.CONTAINED:
                    break  # "Нацрт концепта: Прва замисао: …" has an answer with a colon of its own


def _behind_look(line: Line, end: int) -> tuple[Line, ...]:
    """What stands in *line* behind the look of its label, without hints and another language: "**Потпис** / Signed"."""
    rest = slice_of(line, end, len(line.text))
    if _LANGUAGE.match(line.text, len(line.text[:end].rstrip(_STROKE))):
        rest = slice_of(rest, end_of_question(rest.text), len(rest.text))
    rest = behind_hint(rest)
    return (rest,) if rest.text.strip() and not is_bracketed(rest.text) else ()


# A label with its answer right behind it, and nothing but another look between: "Контакт особа **Ана Анић**"


def _before_other_look(line: Line, labels: Labels, lexicon: Lexicon) -> Iterator[tuple[Certainty, int, Labelled]]:
    """The label that *line* begins with where its look changes, with what counts: how sure it is, and how long."""
    at = _change(line)
    asks = at > 0 and ":" not in line.text[:at] and not line.text[:at].rstrip().endswith("/")
    match = labels.match(line.text[:at]) if asks else None
    if match is None or match.certainty < Certainty.FUZZY or len(match.key.split()) < _LABEL:
        return
    rest = slice_of(line, at, len(line.text))
    if match.field.type not in (FieldType.CHOICE, FieldType.TABLE) and _may_answer(match, rest.text.strip(), lexicon):
        yield match.certainty, at, Labelled(match=match, behind=(rest,))


def _change(line: Line) -> int:
    """Where the look of *line* changes, behind a blank, for the only time; 0 where it does not."""
    runs = stretches(line)
    at = runs[1][1] if len(runs) == _PARTS else 0
    stroke = line.text[:at].rstrip().endswith("/")  # "**Потпис** / *Mayor*" goes on in another language
    return at if at and not stroke and (line.text[:at][-1:].isspace() or line.text[at].isspace()) else 0


def _may_answer(asked: Match, text: str, lexicon: Lexicon) -> bool:
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
    return begun or (asked.field.type not in SPEAKING and len(text.split()) >= _ANSWER)
