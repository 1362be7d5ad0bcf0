"""A paragraph to lines: runs, fields, controls and tracked changes as their reader sees them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from intake.reading.word.controls import FormField, open_control, read_form_field
from intake.reading.word.rings import is_ringed
from intake.reading.word.styles import Styles, read_properties
from intake.reading.word.symbols import in_symbol_font, spans_of
from intake.reading.word.wml import ALTERNATE, MATH, MC, R_PR, SDT, TRANSPARENT, R, T, W
from intake.rules.forms.places import Control, Line, Mark, Span

_BREAK = "\n"
_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-", f"{W}br": _BREAK, f"{W}cr": _BREAK}
_TEXT_BOX = f"{W}txbxContent"
_MATH = frozenset({f"{MATH}oMath", f"{MATH}oMathPara"})


class _Names:
    """What stands in runs now and then."""

    FIELD_CHARACTER = f"{W}fldChar"
    SYM = f"{W}sym"
    ALTERNATE = ALTERNATE
    DRAWING = f"{W}drawing"
    PICT = f"{W}pict"
    OBJECT = f"{W}object"
    RUBY = f"{W}ruby"
    RUBY_BASE = f"{W}rubyBase"


def chosen_branch(alternate: etree._Element) -> etree._Element | None:
    """Return the branch of mc:AlternateContent that is read: the first choice, which today's Word shows."""
    choice = alternate.find(f"{MC}Choice")
    return choice if choice is not None else alternate.find(f"{MC}Fallback")


@dataclass(slots=True)
class _OpenField:
    """A complex field (17.16.18) that has begun; its instruction ends where its result begins."""

    form: FormField
    in_result: bool = False


@dataclass(slots=True)
class Fields:
    """The complex fields that are open, innermost last; a field may run over several paragraphs."""

    open: list[_OpenField] = field(default_factory=list)

    @property
    def silent(self) -> bool:
        """Whether the text here is an instruction, or a result that the form field's own data replaces."""
        return any(not f.in_result or f.form.shown is not None for f in self.open)

    def end_paragraph(self) -> None:
        """Forget what no field carries over a paragraph's end, so that a broken field silences no more than its own."""
        self.open = [f for f in self.open if f.in_result and f.form.shown is None]

    @property
    def control(self) -> Control | None:
        """The control of the innermost form field."""
        return next((f.form.control for f in reversed(self.open) if f.form.control), None)


class Paragraph:
    """Collects one paragraph's spans, line by line, and the text boxes that hang on it."""

    def __init__(self, styles: Styles, fields: Fields, base: frozenset[Mark], size: int) -> None:
        self._styles = styles
        self._fields = fields
        self._base = base
        self._usual = self._size = size  # of letters, in half-points: in the paragraph, and in the run
        self._lines: list[list[Span]] = [[]]
        self._sizes = [0]  # of each line's largest letters
        self._pending: list[str] = []
        self._look: tuple[frozenset[Mark], Control | None] = (base, None)
        self._ringed = False
        self.length = 0  # characters so far
        self.text_boxes: list[etree._Element] = []

    def lines(self, address: str, *, counted: bool) -> list[Line]:
        """Return what was collected; from the second line on a *counted* address tells the line."""
        self._flush()
        self._fields.end_paragraph()
        if self._ringed:
            self._ring()
        return [
            Line(
                spans=tuple(spans),
                address=f"{address}, line {number}" if counted and number > 1 else address,
                size=size / 2,
            )
            for number, (spans, size) in enumerate(zip(self._lines, self._sizes, strict=True), start=1)
        ]

    def _ring(self) -> None:
        """Mark the one line round which an oval stands; round which of several, nothing tells."""
        said = [spans for spans in self._lines if any(span.text.strip() for span in spans)]
        if len(said) == 1:
            said[0][:] = [replace(span, marks=span.marks | {Mark.RING}) for span in said[0]]

    def take(self, element: etree._Element, control: Control | None) -> None:
        """Take in the content of a paragraph or of a wrapper in it."""
        for child in element:
            tag = child.tag
            if tag == R:
                self._run(child, control)
            elif tag in TRANSPARENT:
                self.take(child, control)
            elif tag == SDT:
                content, inner = open_control(child, control)
                if content is not None:
                    self.take(content, inner)
            elif tag == ALTERNATE:
                branch = chosen_branch(child)
                if branch is not None:
                    self.take(branch, control)
            elif tag in _MATH:
                self._write("".join(t.text or "" for t in child.iter(f"{MATH}t")), self._base, control)

    def _run(self, run: etree._Element, control: Control | None) -> None:
        unread: etree._Element | None = None
        marks, font = self._base, ""
        self._size = self._usual
        for child in run:
            tag = child.tag
            if tag == R_PR:
                unread = child  # most runs of a form field have no text, and then their look is of no account
            elif tag == T:
                if unread is not None:
                    marks, font = self._look_of(unread)
                    unread = None
                if child.text:
                    text = in_symbol_font(child.text, font) if font else child.text
                    self._write(text.replace("\n", " "), marks, control)
            elif tag in _CHARACTERS:
                self._write(_CHARACTERS[tag], marks, control)
            else:
                self._rare(child, control)

    def _rare(self, child: etree._Element, control: Control | None) -> None:
        match child.tag:
            case _Names.FIELD_CHARACTER:
                self._field_character(child)
            case _Names.SYM:
                self._write(_symbol(child), self._base, control)
            case _Names.ALTERNATE:
                branch = chosen_branch(child)
                self._hang(branch if branch is not None else child)
            case _Names.DRAWING | _Names.PICT | _Names.OBJECT:
                self._hang(child)
            case _Names.RUBY:
                for base in child.iterchildren(_Names.RUBY_BASE):
                    self.take(base, control)

    def _look_of(self, element: etree._Element) -> tuple[frozenset[Mark], str]:
        properties = read_properties(element)
        inherited = self._styles.marks(properties.style) | self._base if properties.style else self._base
        self._size = properties.size or self._styles.size(properties.style) or self._usual
        return properties.over(inherited), properties.font

    def _hang(self, graphic: etree._Element) -> None:
        self._ringed |= is_ringed(graphic)
        self.text_boxes += [
            box for box in graphic.iter(_TEXT_BOX) if next(box.iterancestors(_TEXT_BOX), graphic) not in self.text_boxes
        ]

    def _field_character(self, mark: etree._Element) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            data = mark.find(f"{W}ffData")
            form = read_form_field(data) if data is not None else FormField()
            if form.shown is not None:
                self._write(form.shown, self._base, form.control)
            self._fields.open.append(_OpenField(form))
        elif kind == "separate" and self._fields.open:
            self._fields.open[-1].in_result = True
        elif kind == "end" and self._fields.open:
            self._fields.open.pop()

    def _write(self, text: str, marks: frozenset[Mark], control: Control | None) -> None:
        if self._fields.open:
            if self._fields.silent:
                return
            control = self._fields.control or control
        if text == _BREAK:
            self._flush()
            self._lines.append([])
            self._sizes.append(0)
            return
        if (marks, control) != self._look:
            self._flush()
            self._look = (marks, control)
        if self._size > self._sizes[-1] and not text.isspace():
            self._sizes[-1] = self._size
        self._pending.append(text)
        self.length += len(text)

    def _flush(self) -> None:
        if self._pending:
            self._lines[-1] += spans_of("".join(self._pending), *self._look)
            self._pending = []


def _symbol(sym: etree._Element) -> str:
    """Return the character of w:sym: a box or a tick where its font shows one."""
    code = sym.get(f"{W}char", "")
    try:
        letter = chr(int(code, 16))
        letter.encode()  # half of a pair is no character
    except (ValueError, OverflowError):
        return ""
    return in_symbol_font(letter, sym.get(f"{W}font", ""))
