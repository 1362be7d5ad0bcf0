"""From the places of a document to what was answered: the call's form, its answers, where each one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from intake.rules.call import Call, FieldType
from intake.rules.finding import Evidence
from intake.rules.forms.answers import Answer, Answers, Doubt
from intake.rules.forms.apart import with_answers
from intake.rules.forms.caption_rows import with_caption_rows
from intake.rules.forms.choice import Choice, Chooser
from intake.rules.forms.elimination import Elimination
from intake.rules.forms.hints import without_hints
from intake.rules.forms.items import Item, Loose, Question
from intake.rules.forms.labels import Labels
from intake.rules.forms.left_prompts import without_prompts
from intake.rules.forms.letter_tail import tails
from intake.rules.forms.letterhead import beside_letterhead
from intake.rules.forms.lexicon import Lexicon, key, trimmed
from intake.rules.forms.lines import slice_of
from intake.rules.forms.matches import Certainty, stranger
from intake.rules.forms.meanings import Meanings
from intake.rules.forms.members import RowsReader, joined
from intake.rules.forms.options import Options
from intake.rules.forms.parting import REACHED_BY
from intake.rules.forms.places import Block, Document, Line, Table
from intake.rules.forms.prose import in_lines
from intake.rules.forms.questions import Layout
from intake.rules.forms.sections import Sections
from intake.rules.forms.turns import without_turns
from intake.rules.forms.typed_boxes import with_boxes
from intake.rules.forms.vocabulary import Vocabulary
from intake.rules.forms.wrapped import unwrapped
from intake.rules.forms.zones import Zones

_TEXT_READ = 20_000  # characters in which a document says what it is
_BEGINNING = 400  # characters in which a title stands
_LABELS_OF_A_TITLED_FORM = 6  # labels of its own by which a titled form is known where nothing of the choice is left
_PLACE = re.compile(r"(?::\s+|_{2,}\s*)(?P<in>[^:_\s][^:_]{3,}?)(?:\s*_{2,}[\s.,;]*)?$")
_MAY_CHOOSE = frozenset(
    {FieldType.LONG_TEXT, FieldType.TEXT, FieldType.CHOICE}
)  # webinars have the clusters' names, too
_SPECIFIC = frozenset({FieldType.LONG_TEXT, FieldType.MULTIPLE, FieldType.CHECKBOX, FieldType.TABLE})
_STEM = 5  # letters of a word that all its cases keep
_NAME_WORDS = 6  # of a municipality's name
_FORM_LABELS = 3  # different sure labels besides the choice that make a document this form


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReading:
    """A document read as the form of a call.

    *score* counts what makes it that form, *reasons* name it; 0 means that it is none. *named* counts the words of the
    call's title where it stands in the document. *conflicts* are fields that two places answer differently: they have
    no value. *doubts* are questions that were not known by their words; *names* what may be a municipality's
    although no known question asks for it: in the body, then in the margins. *elsewhere*: it is titled as a form, and
    has none of the words that the call's title is made of.
    """

    call: str
    score: int
    reasons: tuple[str, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    choice: Choice = field(default_factory=Choice)
    conflicts: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    named: int = 0
    doubts: tuple[Doubt, ...] = ()
    names: tuple[tuple[Evidence, ...], ...] = ()
    elsewhere: bool = False

    @property
    def fit(self) -> tuple[bool, int, int]:
        """How well it is the form of its call; the greatest of several calls is the one that is meant."""
        return (self.score > 0, self.named, self.score)

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing at all was answered."""
        answered = any(a.value not in (None, False, "", ()) for a in self.answers.values())
        return not answered and not self.choice.chosen and not self.choice.unknown and not self.conflicts


class FormReader:
    """Reads documents as the form of one call; made once, used for many."""

    def __init__(self, call: Call, lexicon: Lexicon) -> None:
        self._call = call
        self._lexicon = lexicon
        vocabulary = Vocabulary(call, lexicon)
        self._labels = Labels(call, vocabulary, Meanings(call.fields, lexicon))
        self._options = Options(call)
        self._chooser = Chooser(self._options, lexicon)
        self._layout = Layout(self._labels, lexicon, self._chooser.is_option)
        self._sections = Sections(self._labels, self._chooser.is_option)
        self._elimination = Elimination(call, vocabulary, lexicon, self._chooser.is_option)
        self._rows = RowsReader(call, lexicon, self._labels)
        self._titles = tuple(key(name) for name in call.form)
        self._call_titles = frozenset((key(call.title.sr), key(call.title.en)))
        self._own_words = _beginnings(call)
        self._others = tuple(key(name) for name in call.signs.other_forms)
        self._answers = Answers(call, self._labels, lexicon)
        self._choices = {f.id for f in call.fields if f.type is FieldType.CHOICE}
        dated = [(one.id, other.id) for one, other in pairwise(call.fields) if other.type is FieldType.DATE]
        self._dates = frozenset(id_ for pair in dated for id_ in pair)
        self._chosen = next(f.id for f in call.fields if f.id in self._choices)
        self._zones = Zones(
            call,
            self._labels,
            self._options,
            is_option=self._chooser.is_option,
            is_printed=self._answers.is_printed,
            is_held=lambda line: self._chooser.held(line) is not None,
        )

    def read(self, document: Document, part: str) -> FormReading:
        """Return what *document* answers; *part* names the file in the evidence."""
        document = with_caption_rows(document, self._lexicon, self._labels.sure, self._dates)
        document = without_hints(document, self._labels.sure, self._lexicon)
        document = with_answers(document, lambda text: self._labels.match(text) is not None)
        document = in_lines(document, self._labels)
        document = with_boxes(without_turns(document, self._lexicon), self._lexicon)
        document = without_prompts(document, self._lexicon)
        document = unwrapped(document, self._chooser.is_below)
        document = beside_letterhead(document, self._labels.headings.is_title)
        return self._read(self._without_letter(document), part)

    def _without_letter(self, document: Document) -> Document:
        """The form in the text of a mail: a signature answers as a margin does, a quoted message nothing."""
        for tail, quoted in tails(document.blocks, self._lexicon):
            form = replace(document, blocks=document.blocks[:tail])
            if self._read(form, "").score:
                return replace(form, margins=(*document.blocks[tail:quoted], *document.margins))
        return document

    def _read(self, document: Document, part: str) -> FormReading:
        tables = self._rows.read(document, part)
        items = self._items(document, skip=frozenset().union(*(table.cells for table in tables)))
        choice = self._chooser.read(self._zones.of(items), part)
        answers, conflicts = self._answers.read(items, part)
        doubts = list(self._answers.doubts(items, part))
        listed = (i for i in items if isinstance(i, Question) and i.field.type is FieldType.TABLE and i.match.known)
        lists = () if any(t.rows for t in tables) else tuple(filter(None, (self._rows.lines(q, part) for q in listed)))
        if rows := joined((*tables, *lists)):
            answers[rows.field] = Answer(field=rows.field, value=rows.rows or None, evidence=rows.evidence)
            doubts += (Doubt(question=e.written, written=written, evidence=e) for e, written in rows.unread)
            doubts += (Doubt(question=e.written, written=w, evidence=e, field=rows.field) for e, w in rows.doubtful)
        text = key(" ".join(_all_text(document))[:_TEXT_READ])
        score, reasons = self._score(text, items, choice)
        return FormReading(
            call=self._call.id,
            score=score,
            reasons=reasons,
            answers=answers,
            choice=choice,
            conflicts=conflicts,
            named=self._named(text),
            doubts=tuple(doubts),
            elsewhere=not score and bool(self._title(text)) and not any(map(self._own_words.match, text.split())),
            names=(tuple(self._names(items, part)), tuple(self._names(_lines(document.margins), part))),
        )

    def _items(self, document: Document, skip: frozenset[str]) -> tuple[Item, ...]:
        """What the body asks; and what only the margins ask, in so many words: a letterhead has telephones, too."""
        asked = self._choosing(self._sections.resolved(self._layout.items(document.blocks, skip=skip)))
        told = self._elimination.resolved(asked)
        body = asked if told == asked else self._sections.resolved(told)
        known = {item.field.id for item in body if isinstance(item, Question)}
        beside = self._sections.resolved(self._layout.items(document.margins), known)
        own = (i for i in beside if isinstance(i, Question) and i.field.id not in known)
        return (*body, *(i for i in own if not i.match.bare or i.field.type not in REACHED_BY))

    # The choice

    def _choosing(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """Where nothing asks for the cluster in known words, what is answered with options alone asks for it."""
        asked = [i for i in items if isinstance(i, Question) and i.match.known]
        if any(isinstance(i, Question) and self._asks_choice(i, items[at + 1 :]) for at, i in enumerate(items)):
            return items
        found = [i for i in items if isinstance(i, Question) and self._is_choosing(i)]
        found = found or [i for i in items if isinstance(i, Question) and self._is_told(i)]
        if len(found) > 1 and any(i.field.type is FieldType.MULTIPLE for i in asked):
            return items
        choices: dict[int, Item] = {id(i): replace(i, match=self._labels.choice(i.match), supposed=True) for i in found}
        others = (i for i in asked if found and i.field.id == self._chosen and id(i) not in choices)
        choices |= {id(i): replace(i, match=stranger(i.label.text)) for i in others}
        if not found:
            choices = {id(i): told for i in items if isinstance(i, Loose) and (told := self._sentence(i))}
        return tuple(choices.get(id(item), item) for item in items)

    def _sentence(self, item: Loose) -> Question | None:
        """The choice in a sentence, behind its colon or on its ruled place: "Пријављујемо се за __Дневни центар__"."""
        text = item.line.text
        place = _PLACE.search(text)
        if place is None or self._chooser.is_option(item.line):
            return None
        answer = slice_of(item.line, place.start("in"), place.end("in"))
        if not self._chooser.is_option(answer):
            return None
        match = self._labels.choice(stranger(text[: place.start()]))
        return Question(match=match, label=item.line, answer=(answer,), cell=item.cell, row=item.row, supposed=True)

    def _asks_choice(self, question: Question, following: Sequence[Item]) -> bool:
        """Tell whether *question* asks for the cluster in so many words, not its part, and something stands there."""
        if question.field.id != self._chosen or question.match.certainty is Certainty.CONTAINED:
            return False
        beside = next((i.line for i in following[:1] if isinstance(i, Loose)), None)
        if question.match.certainty < Certainty.EXACT:  # "Пријављујемо се!" is a title
            return any(map(self._chooser.is_option, (*question.answer, *filter(None, [beside]))))
        return beside is not None or any(not self._lexicon.is_blank(line.text) for line in question.answer)

    def _is_choosing(self, question: Question) -> bool:
        """Tell whether a question in weak words is answered with titles of options and nothing else."""
        weak = question.match.certainty < Certainty.EXACT or not question.match.known
        written = [x for x in question.answer if not self._lexicon.is_blank(x.text) and not self._answers.is_printed(x)]
        options = bool(written) and all(self._chooser.is_option(x) or self._chooser.names_only(x) for x in written)
        part = question.field.id in self._choices and question.field.id != self._chosen
        return weak and options and question.field.type in _MAY_CHOOSE and not part

    def _is_told(self, question: Question) -> bool:
        """Tell whether a question in some of the words of the choice is answered with one that names a cluster."""
        match = None if question.match.known else self._labels.match(question.label.text)
        if match is None or match.field.id != self._chosen or len(question.answer) != 1:
            return False
        return len({option.cluster for option in self._options.named(question.answer[0].text)}) == 1

    def _names(self, items: Sequence[Item], part: str) -> Iterator[Evidence]:
        """Short lines that answer a question in unknown words, or none at all: a municipality may be named so."""
        for item in items:
            lines = (item.line,) if isinstance(item, Loose) else () if item.match.known else item.answer
            short = (line for line in lines if 0 < len(key(line.text).split()) <= _NAME_WORDS)
            yield from (Evidence(part=part, place=line.address, written=trimmed(line.text)) for line in short)

    # Is it the form?

    def _named(self, text: str) -> int:
        return max((len(title.split()) for title in self._call_titles if f" {title} " in f" {text} "), default=0)

    def _score(self, text: str, items: Sequence[Item], choice: Choice) -> tuple[int, tuple[str, ...]]:
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


def _lines(blocks: Sequence[Block]) -> tuple[Loose, ...]:
    """The lines of *blocks*, whatever they ask."""
    return tuple(Loose(line=block) for block in blocks if isinstance(block, Line))


def _all_text(document: Document) -> Iterator[str]:
    for block in (*document.blocks, *document.margins):
        match block:
            case Line():
                yield block.text
            case Table():
                yield from (cell.text for cell in block.cells)
