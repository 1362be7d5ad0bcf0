"""How a style prints each question: number, sign, hint and look of its label, look and ruling of its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from accuracy import printed
from accuracy.paper import Ink, Item, Kind, Line, Paper, Script, Section, line, plain, span
from composed import words
from composed.style import Style

_INKS: dict[str, tuple[Ink, ...]] = {
    "bold": (Ink.BOLD,),
    "italic": (Ink.ITALIC,),
    "underline": (Ink.UNDERLINE,),
    "blue": (Ink.BLUE,),
    "small": (Ink.SMALL,),
    "grey": (Ink.GREY,),
}
_SIGNS = {"colon": ":", "dash": " –", "question": "?"}
_FILLERS = {"underscores": "_", "dots": "."}
_SIGNED = ("place", "signed_on", "signatory")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question as printed.

    *item* holds its answer. *label* are its lines, none where the statement has its box; *number* and *beside*, a hint,
    stand in columns of their own; *above*, *own* and *below* are hints above the label, below it and below the answer.
    """

    item: Item
    label: tuple[Line, ...] = ()
    number: str = ""
    above: tuple[Line, ...] = ()
    own: tuple[Line, ...] = ()
    below: tuple[Line, ...] = ()
    beside: str = ""

    @property
    def is_line(self) -> bool:
        """Tell whether the answer is one line of text, which may stand behind the label."""
        return self.item.kind is Kind.TEXT and len(self.item.lines) == 1 and not self.own


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as printed; *signature* is what a row or a line of its own asks at the end."""

    style: Style
    paper: Paper
    sections: tuple[tuple[str, tuple[Question, ...]], ...]
    signature: tuple[Item, ...]

    @property
    def letterhead(self) -> tuple[str, ...]:
        """What stands in the page's head, or above the title."""
        if self.style.head not in ("letterhead", "header"):
            return ()
        return (printed.NOTES[2][self.paper.script is Script.ENGLISH],)


def printed_form(paper: Paper, style: Style, rnd: Random) -> Form:
    """Print a filled paper in a style."""
    printer = _Printer(style, rnd, is_latin=paper.script in (Script.LATIN, Script.ENGLISH))
    apart = _SIGNED if style.signature != "questions" else ()
    sections = [replace(s, items=tuple(i for i in s.items if i.field not in apart)) for s in paper.sections]
    return Form(
        style=style,
        paper=replace(
            paper,
            notes=paper.notes if style.head == "instructions" else (),
            foot=paper.foot if style.foot == "lines" else (),
        ),
        sections=tuple(printer.section(at, one) for at, one in enumerate((s for s in sections if s.items), 1)),
        signature=tuple(item for item in paper.items if item.field in apart),
    )


class _Printer:
    """Counts the questions while it prints them."""

    def __init__(self, style: Style, rnd: Random, *, is_latin: bool) -> None:
        self.style = style
        self.rnd = rnd
        self.letters = words.LETTERS[is_latin]
        self.asked = 0

    def section(self, at: int, section: Section) -> tuple[str, tuple[Question, ...]]:
        """A section with its number."""
        asked = [item for item in section.items if item.kind is not Kind.STATEMENT]
        numbers = {id(item): self._number(at, within) for within, item in enumerate(asked, 1)}
        return self._heading(at, section.heading), tuple(
            self._question(i, numbers.get(id(i), "")) for i in section.items
        )

    def _heading(self, at: int, text: str) -> str:
        match self.style.heading if text else "none":
            case "caps":
                return text.upper()
            case "roman":
                return f"{_roman(at)}. {text}"
            case "letter":
                return f"{self.letters[at - 1].upper()}. {text}"
        return f"{at}. {text}" if text and self.style.numbering == "1.1" else text

    def _number(self, section: int, within: int) -> str:
        self.asked += 1
        return {
            "1.": f"{self.asked}.",
            "column": f"{self.asked}.",
            "1)": f"{self.asked})",
            "1.1": f"{section}.{within}.",
            "roman": f"{_roman(self.asked)}.",
            "letter": f"{self.letters[within - 1]})",
        }.get(self.style.numbering, "")

    def _question(self, item: Item, number: str) -> Question:
        if item.kind is Kind.STATEMENT:
            return Question(item=item)
        style = self.style
        hint = line(item.hint, *_INKS.get(style.hint, ())) if item.hint else ()
        hints = (hint,) if hint else ()
        is_apart = style.numbering == "column"
        own = hints if style.hinted == "own" else ()
        if style.choice == "number" and item.field == "cluster":
            own, item = (*own, *map(line, item.allowed)), replace(item, allowed=())
        return Question(
            item=replace(self._answered(item), hint=""),
            label=self._label(item, "" if is_apart else number, hint if style.hinted == "behind" else ()),
            number=number if is_apart else "",
            above=hints if style.hinted == "above" else (),
            own=own,
            below=hints if style.hinted == "under" else (),
            beside=item.hint if style.hinted == "column" else "",
        )

    def _label(self, item: Item, number: str, hint: Line) -> tuple[Line, ...]:
        inks = _INKS.get(self.style.label, ())
        texts = [item.label]
        if self.style.language == "both below" and item.label != item.label_en:
            texts.append(item.label_en)
        if self.style.label == "caps":
            texts = [text.upper() for text in texts]
        texts[0] = f"{number} {texts[0]}" if number else texts[0]
        *first, last = (line(text, *inks) for text in texts)
        sign = (span(self._sign(item), *inks),) if self._sign(item) else ()
        behind = (span(" "), *hint) if hint else ()
        return (*first, (*last, *sign, *behind) if self._sign(item) == "?" else (*last, *behind, *sign))

    def _sign(self, item: Item) -> str:
        if item.field in printed.STATEMENTS:
            return ":" if self.style.is_inline else ""
        if self.style.separator == "question" and item.field not in words.ASKED:
            return ":"
        return _SIGNS.get(self.style.separator, "")

    def _answered(self, item: Item) -> Item:
        """The item with its answer in the style's look; a choice of one line is a text like others."""
        inks = _INKS.get(self.style.answer, ())
        if item.kind is Kind.MEMBERS:
            looks = tuple(tuple(line(plain(cell), *(inks if row else (Ink.BOLD,))) for cell in cells)
                          for row, cells in enumerate(item.pairs))  # fmt: skip
            text = Kind.MEMBERS if item.pairs else Kind.TEXT
            return replace(item, kind=text, pairs=looks, lines=tuple(line(plain(one), *inks) for one in item.lines))
        is_text = not item.pairs and not any(p.box is not None or p.inks for one in item.lines for p in one)
        if not is_text or (item.kind is Kind.CHOICE and len(item.lines) > 1):
            return item
        ruled = () if self.style.filler != "over" else (line("_" * 40),)
        return replace(item, kind=Kind.TEXT, lines=(*(self._written(plain(one)) for one in item.lines), *ruled))

    def _written(self, text: str) -> Line:
        """A line's text over what the form printed for it."""
        inks = _INKS.get(self.style.answer, ())
        fill = _FILLERS.get(self.style.filler, "")
        if not fill or (fill == "." and text.endswith(".")):  # nobody could tell the sentence's own full stop
            return line(text, *inks)
        if not text:
            return line(fill * self.rnd.randint(12, 30))
        return (span(fill * self.rnd.randint(2, 6)), span(text, *inks), span(fill * self.rnd.randint(4, 12)))


def _roman(number: int) -> str:
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
