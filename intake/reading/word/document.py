"""A Word document to its lines and tables, in the order in which they are read (ISO/IEC 29500-1, 17)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from lxml import etree

from intake.reading.gate import Budget, Limits, Package, RefusedError, Relationship
from intake.reading.nested import nested_in
from intake.reading.opc import R_ID, main_part, parse_part, parse_xml, relationships
from intake.reading.word.controls import open_control
from intake.reading.word.numbering import Numbering
from intake.reading.word.paragraphs import Fields, Paragraph, chosen_branch
from intake.reading.word.styles import NONE, Styles, is_shaded, item_of, read_styles
from intake.reading.word.tables import Place, places_of
from intake.reading.word.wml import ALTERNATE, DEL, INS, P_PR, SDT, TBL, TRANSPARENT, VAL, P, W
from intake.rules.finding import Code
from intake.rules.forms.places import Block, Cell, Control, Document, Line, Mark, Table

_DEEPEST_TABLE = 10
_P_STYLE = f"{W}pStyle"
_TC_PR = f"{W}tcPr"
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment"))
_HEADERS = (("header", f"{W}headerReference"), ("footer", f"{W}footerReference"))


def read_word(package: Package, limits: Limits) -> Document:
    """Read the body and, as its margins, headers, footers, foot- and endnotes and comments.

    The text is the one that stands if all tracked changes are accepted. Raises RefusedError where the main part cannot
    be read or the document is beyond *limits*; another part that cannot be read is noted and left out.
    """
    name = main_part(package, usual="word/document.xml")
    root = parse_part(package, name)
    references = relationships(package, name)
    notes = list(package.notes)
    numbering = Numbering(partial(_lists, package, references, notes))
    story = _Story(_styles(package, references), numbering, Budget(limits=limits), notes)
    bodies = root.findall(f"{W}body")  # one; broken programs write more, and none may be lost
    if not bodies:
        raise RefusedError(Code.FORM_DAMAGED, f"{name}: no body")
    flow = _Flow()
    blocks = [block for body in bodies for block in story.read(body, flow)]
    sides = _side_stories(package, root, references, story.notes)
    margins = [block for element, prefix in sides for block in story.read(element, _Flow(prefix=prefix))]
    if next(root.iter(INS, DEL), None) is not None:
        story.notes.append("tracked changes")
    story.notes += [f"external {ref.kind}" for ref in references if ref.external and ref.kind != "hyperlink"]
    return Document(blocks=tuple(blocks), margins=tuple(margins), notes=tuple(dict.fromkeys(story.notes)))


def _styles(package: Package, references: tuple[Relationship, ...]) -> Styles:
    part = next((ref.target for ref in references if ref.kind == "styles" and ref.target in package), None)
    return read_styles(package.read_xml(part), partial(parse_xml, name=part)) if part else Styles()


def _lists(package: Package, references: tuple[Relationship, ...], notes: list[str]) -> etree._Element | None:
    """The part that defines lists, if there is one that can be read."""
    parts = dict.fromkeys(ref.target for ref in references if ref.kind == "numbering")
    return next(_parsed(package, parts, notes), None)


def _side_stories(
    package: Package, root: etree._Element, references: tuple[Relationship, ...], notes: list[str]
) -> Iterator[tuple[etree._Element, str]]:
    """Yield what stands beside the body, with the beginning of its addresses ("header 1, ")."""
    targets = {ref.id: ref.target for ref in references}
    for kind, reference in _HEADERS:
        parts = dict.fromkeys(targets.get(element.get(R_ID, ""), "") for element in root.iter(reference))
        for number, element in enumerate(_parsed(package, parts, notes), start=1):
            yield element, f"{kind} {number}, "
    for kind, singular in _NOTES:
        parts = dict.fromkeys(ref.target for ref in references if ref.kind == kind)
        notes_here = (note for element in _parsed(package, parts, notes) for note in element)
        written = (note for note in notes_here if note.get(f"{W}type", "normal") == "normal")  # the others are rules
        for number, note in enumerate(written, start=1):
            yield note, f"{singular} {number}, "


def _parsed(package: Package, parts: dict[str, None], notes: list[str]) -> Iterator[etree._Element]:
    for part in parts:
        if part in package:
            try:
                yield parse_part(package, part)
            except RefusedError as refused:
                notes.append(f"not read: {refused.why}")


@dataclass(slots=True, kw_only=True)
class _Flow:
    """Names the paragraphs and tables of one container: as they are counted, or all by the *cell* they stand in."""

    prefix: str = ""
    cell: str = ""
    depth: int = 0  # tables around it
    base: frozenset[Mark] = NONE
    paragraphs: int = 0
    tables: int = 0
    fields: Fields = field(default_factory=Fields)

    def next_paragraph(self) -> str:
        self.paragraphs += 1
        return self.cell or f"{self.prefix}paragraph {self.paragraphs}"

    def next_table(self) -> str:
        self.tables += 1
        return f"{self.prefix}table {self.tables}"


@dataclass
class _Story:
    """Reads the containers of one document."""

    styles: Styles
    numbering: Numbering
    budget: Budget
    notes: list[str]
    text_boxes: int = 0

    def read(self, container: etree._Element, flow: _Flow, control: Control | None = None) -> list[Block]:
        """Return the blocks of a body, a cell, a header, a note or a text box."""
        blocks: list[Block] = []
        self._read(container, flow, control, blocks)
        return blocks

    def _read(self, container: etree._Element, flow: _Flow, control: Control | None, blocks: list[Block]) -> None:
        for child in container:
            tag = child.tag
            if tag == P:
                self._paragraph(child, flow, control, blocks)
            elif tag == TBL:
                self._table(child, flow, blocks)
            elif tag == SDT:
                content, inner = open_control(child, control)
                if content is not None:
                    self._read(content, flow, inner, blocks)
            elif tag in TRANSPARENT:
                self._read(child, flow, control, blocks)
            elif tag == ALTERNATE:
                branch = chosen_branch(child)
                if branch is not None:
                    self._read(branch, flow, control, blocks)
            elif tag == f"{W}altChunk":
                self.notes.append("altChunk")

    def _paragraph(self, element: etree._Element, flow: _Flow, control: Control | None, blocks: list[Block]) -> None:
        properties = element.find(P_PR)
        named = properties.find(_P_STYLE) if properties is not None else None
        style = named.get(VAL, "") if named is not None else self.styles.default
        size = self.styles.size(style) or self.styles.usual
        paragraph = Paragraph(self.styles, flow.fields, self.styles.marks(style) | flow.base, size)
        paragraph.take(element, control)
        lines = paragraph.lines(flow.next_paragraph(), counted=not flow.cell)
        number, level = item_of(properties, self.styles.item(style))
        if number:
            lines[0] = replace(lines[0], item=self.numbering.item(number, level))
        self.budget.spend(length=paragraph.length)
        if any(line.text.strip() for line in lines) or not paragraph.text_boxes:
            blocks += lines
        for box in paragraph.text_boxes:
            blocks += self._boxed(box, flow)

    def _boxed(self, box: etree._Element, flow: _Flow) -> list[Block]:
        """Return a text box as a table of one cell, and the tables in it; in a cell or beside the body, its lines."""
        self.text_boxes += 1
        address = f"{flow.prefix}text box {self.text_boxes}"
        inside = _Flow(prefix=f"{address}, ", cell=flow.cell, depth=flow.depth, base=flow.base)
        blocks = self.read(box, inside)
        if flow.cell or flow.prefix:
            return blocks
        lines = tuple(block for block in blocks if isinstance(block, Line))
        cell = Cell(row=0, column=0, address=address, lines=lines)
        tables = (block for block in blocks if not isinstance(block, Line))
        return [Table(cells=(cell,), address=address, box=True), *tables]

    def _table(self, element: etree._Element, flow: _Flow, blocks: list[Block]) -> None:
        address = flow.next_table()
        if flow.depth >= _DEEPEST_TABLE:
            self.notes.append(f"tables nested deeper than {_DEEPEST_TABLE}")
            return
        nested: list[Block] = []
        cells = tuple(self._cell(place, address, flow.depth + 1, nested) for place in places_of(element))
        blocks.append(Table(cells=cells, address=address))
        blocks += nested

    def _cell(self, place: Place, table: str, depth: int, nested: list[Block]) -> Cell:
        self.budget.spend(cells=1)
        address = f"{table}, row {place.row + 1}, cell {place.number}"
        base = frozenset({Mark.HIGHLIGHT}) if is_shaded(place.element.find(_TC_PR)) else NONE
        flow = _Flow(prefix=f"{address}, ", cell=address, depth=depth, base=base)
        content = self.read(place.element, flow, place.control)
        nested += nested_in(content)
        return Cell(
            row=place.row,
            column=place.column,
            address=address,
            lines=tuple(block for block in content if isinstance(block, Line)),
            row_span=place.row_span,
            column_span=place.column_span,
            hidden=place.hidden,
        )
