"""From the places of a document to what was answered: the call's form, its answers, where each one stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from intake.rules.call import Call, FieldType
from intake.rules.finding import Evidence
from intake.rules.forms.answers.answers import Answer, Answers, Doubt
from intake.rules.forms.answers.elimination import Elimination
from intake.rules.forms.answers.fitting import Fitting
from intake.rules.forms.answers.member_rows import joined
from intake.rules.forms.answers.members import RowsReader
from intake.rules.forms.answers.naming import Naming
from intake.rules.forms.answers.parts import PartsInRows, Positions, with_addresses_parted, with_phones_parted
from intake.rules.forms.answers.passed_over import left_notes, passed_over
from intake.rules.forms.answers.sections import Sections
from intake.rules.forms.choice.choice import Choice, Chooser
from intake.rules.forms.choice.choice_questions import ChoiceQuestions
from intake.rules.forms.choice.numbered_headings import ended
from intake.rules.forms.choice.options import Options
from intake.rules.forms.choice.zones import Zones
from intake.rules.forms.form.form_signs import FormSigns, text_of
from intake.rules.forms.form.letter_tail import signed_in, tails, without_information
from intake.rules.forms.hints.by_words import HintWords, Told
from intake.rules.forms.labels.items import Item, Question
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.layout.asking_headings import with_headings_asking, with_members_below
from intake.rules.forms.layout.questions import Layout
from intake.rules.forms.layout.signed_lines import SignedLines
from intake.rules.forms.normalization.order import Normalization, dates_of
from intake.rules.forms.places import Document, Line
from intake.rules.forms.words import contact
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.matches import REACHED_BY
from intake.rules.forms.words.meanings import Meanings
from intake.rules.forms.words.questions import with_usual_wordings
from intake.rules.forms.words.vocabulary import Vocabulary

_Told = Callable[[tuple[Item, ...]], tuple[Item, ...]]


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
        call = with_usual_wordings(call, lexicon.questions)
        self._call = call
        self._lexicon = lexicon
        vocabulary = Vocabulary(call, lexicon)
        self._labels = Labels(call, vocabulary, Meanings(call.fields, lexicon))
        self._options = Options(call, lexicon.hosting)
        self._chooser = Chooser(self._options, lexicon)
        self._layout = Layout(self._labels, lexicon, self._chooser.is_option)
        self._sections = Sections(self._labels, self._chooser.is_option)
        fitting = Fitting(call, vocabulary, lexicon, self._chooser.is_option)
        self._elimination = Elimination(call, vocabulary, lexicon, fitting)
        self._signed = SignedLines(call, self._labels, lexicon)
        self._rows = RowsReader(call, lexicon, self._labels)
        self._normalization = Normalization(call, lexicon, self._labels, self._chooser, self._rows, fitting)
        self._signs = FormSigns(call)
        self._hints = HintWords(lexicon)
        self._parts = PartsInRows(lexicon, fitting)
        self._positions = Positions(call, lexicon)
        self._naming = Naming(call, lexicon)
        self._municipality = next(one.id for one in call.fields if one.type is FieldType.MUNICIPALITY)
        self._dates = dates_of(call)
        self._answers = Answers(call, self._labels, lexicon)
        self._choice_questions = ChoiceQuestions(
            call, self._labels, lexicon, self._options, self._chooser, is_printed=self._answers.is_printed
        )
        self._zones = Zones(
            call,
            self._labels,
            self._options,
            is_option=self._chooser.is_option,
            is_printed=self._is_told,
            is_held=lambda line: self._chooser.held(line) is not None,
        )

    def read(self, document: Document, part: str) -> FormReading:
        """Return what *document* answers; *part* names the file in the evidence."""
        normal = self._normalization.of(document)
        return self._read(self._without_letter(normal.document), part, normal.told)

    def _is_told(self, line: Line) -> bool:
        """Tell whether the form prints *line* where the cluster is chosen: nobody answers with "Кликните на једно"."""
        text = self._hints.without_example(line.text).strip()
        text = text.partition(":")[0] if self._options.offers(text) else text  # "Навести један: дневни центри, …"
        instructs = self._hints.told(text) >= Told.MAYBE and not self._options.told(text)
        return instructs or (self._answers.is_printed(line) and not self._chooser.is_option(line))

    def _without_letter(self, document: Document) -> Document:
        """The form in the text of a mail: a signature answers as a margin does, a quoted message nothing.

        Where and when it was signed is told in the form, as most forms have it.
        """
        for tail, quoted in tails(document.blocks, self._lexicon):
            signed = signed_in(document.blocks[tail:quoted])
            form = replace(document, blocks=(*document.blocks[:tail], *signed))
            if self._read(form, "").score:
                return replace(form, margins=(*document.blocks[tail:quoted], *document.margins))
        return document

    def _read(self, document: Document, part: str, told: _Told = tuple) -> FormReading:
        tables = self._rows.read(document, part)
        items = told(self._items(document, skip=frozenset().union(*(table.cells for table in tables))))
        headings = self._chooser.headings(items)
        items = tuple(ended(items, headings)) if headings else items
        choice = self._chooser.read(self._zones.of(items, headings), part)
        answers, conflicts = self._answers.read(items, part)
        doubts = [*self._answers.doubts(items, part), *left_notes(answers.values(), self._call, self._lexicon)]
        doubts += passed_over(items, part, self._labels, self._lexicon, self._chooser.is_option)
        listed = (i for i in items if isinstance(i, Question) and i.field.type is FieldType.TABLE and i.match.known)
        lists = () if any(t.rows for t in tables) else tuple(filter(None, (self._rows.lines(q, part) for q in listed)))
        if rows := joined((*tables, *lists)):
            answers[rows.field] = Answer(field=rows.field, value=rows.rows or None, evidence=rows.evidence)
            doubts += (Doubt(question=e.written, written=written, evidence=e) for e, written in rows.unread)
            doubts += (Doubt(question=e.written, written=w, evidence=e, field=rows.field) for e, w in rows.doubtful)
        named = answers.get(self._municipality)
        text = text_of(document)
        score, reasons = self._signs.score(text, items, choice)
        return FormReading(
            call=self._call.id,
            score=score,
            reasons=reasons,
            answers=answers,
            choice=choice,
            conflicts=conflicts,
            named=self._signs.named(text),
            doubts=tuple(doubts),
            elsewhere=not score and self._signs.is_elsewhere(text),
            names=() if named and named.value else self._naming.named(items, document.margins, part),
        )

    def _items(self, document: Document, skip: frozenset[str]) -> tuple[Item, ...]:
        """What the body asks; and what only the margins ask, in so many words: a letterhead has telephones, too."""
        items = tuple(without_information(self._layout.items(document.blocks, skip=skip), self._lexicon))
        headed = with_headings_asking(items, self._labels.sure)
        headed = headed if skip else with_members_below(headed, self._labels.sure, self._rows.asks)
        whole = self._parts.joined(headed)
        parted = with_phones_parted(with_addresses_parted(whole, self._labels), self._labels)
        items = tuple(self._positions.from_below(parted))
        asked = self._choice_questions.asked(self._sections.resolved(items))
        told = self._elimination.resolved(asked)
        body = self._signed.answered(asked if told == asked else self._sections.resolved(told))
        known = {item.field.id for item in body if isinstance(item, Question) and not self._may_head(item)}
        signed = [item for item in body if isinstance(item, Question) and item.match.field.id in self._dates]
        if any(contact.written_date(item.said) for item in signed):
            known |= self._dates  # not that of a letterhead
        beside = self._elimination.signed(self._sections.resolved(self._layout.items(document.margins), known), known)
        own = (i for i in beside if isinstance(i, Question) and i.field.id not in known)
        return (*body, *(i for i in own if not i.match.bare or i.field.type not in REACHED_BY))

    def _may_head(self, item: Question) -> bool:
        """Tell whether *item*, "Локална самоуправа", is blank: it may be a heading, and another ask for the name."""
        return item.field.id == self._municipality and self._lexicon.is_blank(item.said)
