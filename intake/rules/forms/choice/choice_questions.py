"""The question of the choice in a form that asks for it in no known words: told by what is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from intake.rules.call import Call, FieldType
from intake.rules.forms.choice.choice import Chooser
from intake.rules.forms.choice.option_lists import OptionLists
from intake.rules.forms.choice.option_rows import OptionRows
from intake.rules.forms.choice.options import Options
from intake.rules.forms.choice.printed_lists import printed_number
from intake.rules.forms.choice.written_choice import ChoiceSentences
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import has_box
from intake.rules.forms.words.matches import Certainty, stranger

_DASH = re.compile(r"\s[–—-]\s")
_TWICE = 2  # questions of the choice
_LIST = 2  # options with a number
_SHORT = 3  # clusters that are listed by words that only they have
_SHORT_TITLE = 6  # words of one so listed
_MAY_CHOOSE = frozenset(
    {FieldType.LONG_TEXT, FieldType.TEXT, FieldType.CHOICE}
)  # webinars have the clusters' names, too


class ChoiceQuestions:
    """Finds such questions of one call; *is_printed* tells what a form prints as a prompt."""

    def __init__(
        self,
        call: Call,
        labels: Labels,
        lexicon: Lexicon,
        options: Options,
        chooser: Chooser,
        *,
        is_printed: Callable[[Line], bool],
    ) -> None:
        self._labels = labels
        self._lexicon = lexicon
        self._options = options
        self._chooser = chooser
        self._is_printed = is_printed
        self._rows = OptionRows(options)
        self._sentences = ChoiceSentences(options, lexicon, chooser.is_option)
        self._lists = OptionLists(options, chooser.is_option)
        self._choices = {f.id for f in call.fields if f.type is FieldType.CHOICE}
        self._chosen = next(f.id for f in call.fields if f.id in self._choices)

    def asked(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """Where nothing asks for the cluster in known words, what is answered with options alone asks for it."""
        items = self._untitled(self._with_part(self._rows.listed(items)))
        if any(
            isinstance(i, Question) and i.field.id == self._chosen for i in items
        ):  # a call lists them and asks nothing
            items = tuple(self._lists.apart(items))
        if self._told(items):
            items = tuple(self._lists.beside(items, self._is_said))
        asked = [i for i in items if isinstance(i, Question) and i.match.known]
        if any(isinstance(i, Question) and self._asks_choice(i, items[at + 1 :]) for at, i in enumerate(items)):
            return items
        found = [i for i in items if isinstance(i, Question) and self._is_choosing(i)]
        if len(found) > 1 and any(i.field.type is FieldType.MULTIPLE for i in asked):
            return items
        found += [i for i in self._told(items) if i not in found]
        choices: dict[int, Item] = {id(i): replace(i, match=self._labels.choice(i.match), supposed=True) for i in found}
        others = (i for i in asked if found and i.field.id == self._chosen and id(i) not in choices)
        choices |= {id(i): replace(i, match=stranger(i.label.text)) for i in others}
        if not found:
            choices = self._said_in_answer(items) or self._sentences_of(items)
        if not choices and (numbered := self._below_list(items)):
            choices = {id(numbered): self._number(numbered)}
        return tuple(choices.get(id(item), item) for item in items)

    def _with_part(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """Return *items*, with what asks for a part in no known words as its question: "Приступ (само за бр. 4)".

        It speaks of what is chosen, and a cluster's part answers it, as it does no other such question.
        """
        unknown = [i for i in items if isinstance(i, Question) and len(i.answer) == 1 and not i.match.known]
        parts = [i for i in unknown if (o := self._options.line(i.answer[0].text, listed=True)) and o.approach]
        asked = [i for i in parts if self._sentences.is_about(i.label.text)]
        if len(asked) != 1:
            return items
        part = replace(asked[0], match=self._labels.choice(asked[0].match, part=True), supposed=True)
        return tuple(part if item is asked[0] else item for item in items)

    def _untitled(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """Return *items*, with a title that seems to ask for the cluster as a line of no question.

        "ПРИЈАВА ЗА КЛАСТЕР" above all that is asked, with no option below it, is one where the form asks again.
        """
        asked = [i for i in items if isinstance(i, Question)]
        told = self._told(items)
        choosing = [i for i in asked if i.match.field.id == self._chosen or i in told]
        if len(choosing) < _TWICE or choosing[0] is not asked[0] or not self._may_head(asked[0]):
            return items
        title = asked[0]
        lines = (Loose(line=line, cell=title.cell, row=title.row) for line in (title.label, *title.answer))
        at = items.index(title)
        return (*items[:at], *lines, *items[at + 1 :])

    def _may_head(self, question: Question) -> bool:
        """Tell whether *question* has no number, no mark and no option: its line is alone above what says nothing."""
        text, weak = question.label.text.strip(), question.match.certainty < Certainty.EXACT
        alone = text[:1].isalpha() and text[-1:].isalpha() and question.label not in question.answer
        offers = any(has_box(x) or self._chooser.is_option(x) or self._is_said(x) for x in question.answer)
        beside = any(x.address == question.label.address for x in question.answer)
        dashed = beside and ":" not in text and bool(_DASH.search(text))  # "Кластери – подаци за пријаву"
        return (dashed or (weak and not beside)) and alone and not offers

    def _below_list(self, items: Sequence[Item]) -> Item | None:
        """The line right below a numbered list that names one of its numbers and says nothing else: "Кластер бр. 3"."""
        listed = [at for at, i in enumerate(items) if isinstance(i, Loose) and self._chooser.is_option(i.line)]
        numbered = [at for at in listed if isinstance(i := items[at], Loose) and printed_number(i.line.text)]
        if len(numbered) < _LIST or len(numbered) < len(listed):
            return None
        below = (i for i in items[listed[-1] + 1 :] if i.line.text.strip())
        said = next(below, None)
        blank = isinstance(said, Loose) or (
            said is not None and all(self._lexicon.is_blank(x.text) for x in said.answer)
        )
        if said is None or not blank or not self._chooser.is_number(said.line.text):
            return None
        return None if said.line in self._chooser.headings(items) else said

    def _number(self, item: Item) -> Question:
        line = item.line
        match = self._labels.choice(stranger(line.text))
        return Question(match=match, label=line, answer=(line,), cell=item.cell, row=item.row, supposed=True)

    def _sentences_of(self, items: Sequence[Item]) -> dict[int, Item]:
        """The choice in sentences: on a ruled place, or in the only one that says "пријављујемо се за …"."""
        loose = [i for i in items if isinstance(i, Loose)]
        placed = [(i, found) for i in loose if (found := self._sentences.placed(i.line))]
        spoken = [] if placed else [(i, found) for i in loose if (found := self._sentences.spoken(i.line))]
        return {id(i): self._chosen_in(i, *found) for i, found in (placed or (spoken if len(spoken) == 1 else ()))}

    def _chosen_in(self, item: Loose, head: str, answer: Line) -> Question:
        match = self._labels.choice(stranger(head))
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
        written = [x for x in question.answer if not self._lexicon.is_blank(x.text) and not self._is_printed(x)]
        options = bool(written) and all(self._is_answer(x) or self._options.several(x.text) for x in written)
        return self._is_weak(question) and (options or self._are_short(written))

    def _is_answer(self, line: Line) -> bool:
        """Tell whether *line* is an option, and not both parts of one: "Под бројем 4: форум или повјереник"."""
        return self._chooser.is_option(line) and (has_box(line) or not self._options.offers(line.text))

    def _are_short(self, lines: Sequence[Line]) -> bool:
        """Tell whether *lines* are a list of clusters, each by words that only it has: "ДЦ – дневни", "Мањине"."""
        told = [self._options.hinted(x.text) for x in lines if len(x.text.split()) <= _SHORT_TITLE]
        clusters = {option.cluster for option in told if option}
        return len(lines) >= _SHORT and len(clusters) == len(lines)

    def _said_in_answer(self, items: Sequence[Item]) -> dict[int, Item]:
        """The only question about a cluster that is answered with such a sentence, with what that chooses."""
        weak = [i for i in items if isinstance(i, Question) and len(i.answer) == 1 and self._is_weak(i)]
        about = [i for i in weak if self._sentences.is_about(i.label.text)]
        said = [(i, found) for i in about if (found := self._sentences.spoken(i.answer[0]))]
        if len(said) != 1:
            return {}
        question, (_, answer) = said[0]
        match = self._labels.choice(question.match)
        return {id(question): replace(question, match=match, answer=(answer,), supposed=True)}

    def _is_weak(self, question: Question) -> bool:
        weak = question.match.certainty < Certainty.EXACT or not question.match.known
        part = question.field.id in self._choices and question.field.id != self._chosen
        return weak and question.field.type in _MAY_CHOOSE and not part

    def _told(self, items: Sequence[Item]) -> Sequence[Question]:
        """The questions in some of the words of the choice that are answered with a cluster's name or number."""
        asked = ((i, items[at + 1 : at + 2]) for at, i in enumerate(items) if isinstance(i, Question))
        return [i for i, following in asked if self._is_told(i, following)]

    def _is_told(self, question: Question, following: Sequence[Item]) -> bool:
        if question.match.known and question.match.certainty is Certainty.EXACT:
            return False
        match = self._labels.match(question.label.text)
        if match is None or match.field.id != self._chosen:
            return False
        if len(question.answer) > 1:  # a heading in no known words stands below
            return self._is_answer(question.answer[0]) or self._options.several(question.answer[0].text)
        if question.answer:
            return self._is_said(question.answer[0])
        beside = next((i.line for i in following if isinstance(i, Loose)), None)
        if beside is None:
            return False
        same = any(beside in cell.lines for cell in question.row)
        return self._chooser.is_number(beside.text) or (same and self._is_said(beside))

    def _is_said(self, line: Line) -> bool:
        """Tell whether *line* names one cluster, or nothing but a number."""
        named = {option.cluster for option in self._options.named(line.text)}
        told = self._options.hinted(line.text) is not None or self._chooser.is_number(line.text)
        return (len(named) == 1 and not self._options.offers(line.text)) or (not named and told)
