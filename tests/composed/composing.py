"""What a composed form asks, in which words, and how it is filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from accuracy import choices
from accuracy.choices import Marked, Pen, Target, Way
from accuracy.filling import REQUIRED, STATEMENT_WAYS, Filler
from accuracy.paper import Item, Kind, Line, Script, Value, line, lines
from accuracy.scripts import written
from composed import words
from composed.style import Style

_SCRIPTS = {"cyrillic": Script.IJEKAVIAN, "latin": Script.LATIN, "english": Script.ENGLISH}
_ORDERS = {
    "call": ["choice", "unit", "contact", "members", "before", "reasons", "end"],
    "choice late": ["unit", "contact", "choice", "members", "before", "reasons", "end"],
    "contact first": ["contact", "unit", "choice", "reasons", "before", "members", "end"],
    "reasons first": ["unit", "choice", "reasons", "before", "members", "contact", "end"],
    "choice last": ["unit", "contact", "members", "before", "reasons", "choice", "end"],
}
_EXTRAS = {"none": 0.0, "some": 0.3, "many": 0.7}

# The ways of choosing that the other sets lack


def number(pen: Pen, target: Target) -> Marked:
    """The options are printed with numbers, and a number alone is the answer."""
    options = choices.names(pen)
    numbered = tuple(f"{at}. {text}" for at, text in enumerate(options.values(), 1))
    return _one("number", target, (line(str(list(options).index(target) + 1)),), allowed=numbered)


def letter(pen: Pen, target: Target) -> Marked:
    """The options are printed with letters; a line below takes the letter."""
    options = choices.names(pen)
    letters = words.LETTERS[pen.script in (Script.LATIN, Script.ENGLISH)]
    printed_options = tuple(line(f"{at}) {text}") for at, text in zip(letters, options.values(), strict=False))
    picked = f"{pen.word(words.PICK_LETTER)}: {letters[list(options).index(target)]})"
    return _one("letter", target, (*printed_options, line(picked)))


def yes_no(pen: Pen, target: Target) -> Marked:
    """Option – Yes."""
    yes, no = (pen.word((da, en)) for da, en in (("Да", "Yes"), ("Не", "No")))
    options = choices.names(pen)
    return _one("yes no", target, tuple(line(f"{x} – {yes if t == target else no}") for t, x in options.items()))


def x_before(pen: Pen, target: Target) -> Marked:
    """X Option, on a short rule."""
    options = choices.names(pen)
    return _one("x before", target, tuple(line(f"{'X' if t == target else '__'} {x}") for t, x in options.items()))


def _one(way: str, target: Target, answer: tuple[Line, ...], *, allowed: tuple[str, ...] = ()) -> Marked:
    return Marked(way=way, cluster=target[0], approach=target[1], lines=answer, allowed=allowed)


_CHOICES: dict[str, Way] = {
    "box before": choices.ticked_before,
    "box behind": choices.ticked_behind,
    "cell behind": choices.cell_behind,
    "cell before": choices.cell_before,
    "x before": x_before,
    "yes no": yes_no,
    "inked": choices.inked,
    "struck": choices.others_struck,
    "wingdings": choices.wingdings,
    "number": number,
    "number line": choices.number,
    "letter": letter,
    "free": choices.free,
    "drop-down": choices.drop_down,
    "only left": choices.only_left,
    "subgroup": choices.parent_and_subgroup,
    "ticked and struck": choices.ticked_and_struck,
}


class Composer(Filler):
    """Fills a form whose wording and filling are those of a style."""

    def __init__(self, rnd: Random, style: Style) -> None:
        super().__init__(rnd, _SCRIPTS.get(style.language, Script.BILINGUAL), word=not style.is_sheet)
        self.style = style

    def said(self, pair: tuple[str, str]) -> str:
        """A printed text; once where both languages have the same."""
        return written(pair[0], self.script) if pair[0] == pair[1] else super().said(pair)

    def label(self, name: str, pairs: tuple[tuple[str, str], ...]) -> tuple[str, str]:
        """A wording of the question; in one language where the other has a line of its own."""
        bare = words.BARE.get(name, ()) if self.style.heading != "none" else ()
        if self.style.register == "asked":
            pairs, bare = words.ASKED.get(name, words.LABELS.get(name, pairs)), ()
        else:
            pairs = words.LABELS.get(name, pairs)
        pair = self.rnd.choice(bare if bare and self.rnd.random() < 0.3 else pairs)
        return (pair[0] if self.style.language == "both below" else self.said(pair)), pair[1]

    def hinted(self, item: Item) -> Item:
        """The question with its hint, where it has one."""
        if item.field not in words.HINTS or self.style.hint == "none" or self.rnd.random() < 0.35:
            return item
        in_brackets = self.style.hinted == "behind" or self.style.hint == "brackets"
        short, long = words.HINTS[item.field]
        return replace(item, hint=f"({self.said(short)})" if in_brackets else self.said(long))

    def item(self, name: str, value: str, expected: Value, *, many: str = "") -> Item:
        """A question with its answer."""
        label, english = self.label(many or name, ())
        self.answers[name] = expected
        return self.hinted(Item(field=name, label=label, label_en=english, lines=lines(value)))

    def blank_share(self, name: str) -> float:
        """What the call requires is answered: other forms lack it."""
        return 0.2 if self.style.blanks == "few" and name not in REQUIRED else 0.0

    def way_of_statement(self) -> int:
        """The same in the whole form."""
        return STATEMENT_WAYS.index(self.style.statement)

    def way_of_choice(self) -> Way:
        """The style's."""
        return _CHOICES[self.style.choice]

    def choice(self) -> tuple[tuple[Item, ...], Marked]:
        """The question of the cluster with its hint."""
        items, marked = super().choice()
        return tuple(map(self.hinted, items)), marked

    def members(self) -> Item:
        """A table of people, or one to three of them in lines."""
        way = self.style.members
        if way == "table":
            return self.hinted(super().members())
        kept = [
            {c: self._of_member(c) for c in ("name", "position", "institution")} for _ in range(self.rnd.randint(1, 3))
        ]
        said = [", ".join(person.values()) for person in kept]
        said = [f"{at}. {text}" for at, text in enumerate(said, 1)] if way == "numbered" else said
        item = self.item("members", "; ".join(said) if way == "semicolons" else "\n".join(said), tuple(kept))
        return replace(item, kind=Kind.MEMBERS)

    def parts(self, chosen: tuple[Item, ...], unit: Item) -> dict[str, tuple[Item, ...]]:
        """The members in a section of their own, and questions that the call does not ask."""
        parts = super().parts(chosen, unit)
        members = tuple(item for item in parts["contact"] if item.field == "members")
        parts["contact"] = tuple(item for item in parts["contact"] if item.field != "members")
        return {name: (*items, *self._extras(name)) for name, items in {**parts, "members": members}.items()}

    def _extras(self, section: str) -> Iterator[Item]:
        for where, pair, answer in words.EXTRAS:
            if where == section and self.rnd.random() < _EXTRAS[self.style.extras]:
                label, english = self.label("", (pair,))
                text = answer[1] if self.script is Script.ENGLISH else written(answer[0], self.script)
                yield Item(field="", label=label, label_en=english, lines=lines(text))

    def order(self) -> list[str]:
        """The style's."""
        return _ORDERS[self.style.order]

    def heading(self, section: str) -> str:
        """A wording of the section's name."""
        return "" if self.style.heading == "none" else self.said(self.rnd.choice(words.SECTIONS[section]))
