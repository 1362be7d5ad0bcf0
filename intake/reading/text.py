"""A message's body to a document: plain text line by line, HTML with its tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from intake.reading.nested import nested_in
from intake.reading.word.symbols import spans_of
from intake.rules.forms.places import Block, Box, Cell, Document, Line, ListItem, Mark, Span, Table

_MARKS = {
    "b": Mark.BOLD,
    "strong": Mark.BOLD,
    "th": Mark.BOLD,
    "i": Mark.ITALIC,
    "em": Mark.ITALIC,
    "u": Mark.UNDERLINE,
    "ins": Mark.UNDERLINE,
    "s": Mark.STRIKE,
    "strike": Mark.STRIKE,
    "del": Mark.STRIKE,
    "mark": Mark.HIGHLIGHT,
}
_PARAGRAPHS = frozenset(
    {
        *(
            "address",
            "article",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "footer",
        ),
        *(
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "html",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
        ),
        *("td", "th", "tr", "ul"),
    }
)
_SILENT = frozenset({"head", "script", "style", "title", "template", "noscript", "object", "svg"})
_DEEPEST = 200
_MOST_SPAN = 100
_DIGITS = 3  # of the number with which a list begins
_PLAIN: frozenset[Mark] = frozenset()


def read_text(text: str) -> Document:
    """Every line of plain text, numbered as a person counts them: "line 3"."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Document(
        blocks=tuple(Line(spans=spans_of(line, _PLAIN), address=f"line {n}") for n, line in enumerate(lines, start=1))
    )


def read_html(html: str) -> Document:
    """Read HTML's paragraphs and tables in order; nothing is fetched. HTML that cannot be read gives no blocks."""
    root = _parse(html)
    if root is None:
        return Document(blocks=())
    flow = _Flow()
    flow.walk(root, _PLAIN, 0)
    return Document(blocks=tuple(flow.finished()))


def words_of_html(html: str) -> str:
    """Return what HTML says as plain lines; a table's cells are lines of their own."""
    blocks = read_html(html).blocks
    return "\n".join(
        block.text if isinstance(block, Line) else "\n".join(cell.text for cell in block.cells) for block in blocks
    )


def _parse(html: str) -> etree._Element | None:
    if not html.strip():
        return None
    parser = lxml_html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        return lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


@dataclass(kw_only=True)
class _Flow:
    """Collects lines and tables of one container: the body, or a cell (whose lines all have the cell's *address*)."""

    address: str = ""
    prefix: str = ""
    blocks: list[Block] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    lines: int = 0
    tables: int = 0
    item: ListItem | None = None  # that begins with the next line

    def finished(self) -> list[Block]:
        """End the last line and return everything."""
        self._break()
        return self.blocks

    def walk(self, element: etree._Element, marks: frozenset[Mark], depth: int) -> None:
        """Take in *element* and everything in it."""
        tag = element.tag
        if tag in _SILENT or depth > _DEEPEST:
            return
        if tag == "table":
            self._break()
            self._table(element, depth)
            return
        if tag == "br" or tag in _PARAGRAPHS:
            self._break()
        if tag == "li":
            self.item = _item(element)
        if tag == "input" and element.get("type", "").lower() in ("checkbox", "radio"):
            ticked = "checked" in element.attrib
            self.spans.append(Span(text="☒" if ticked else "☐", box=Box.TICKED if ticked else Box.EMPTY))
        self._content(element, marks | {_MARKS[tag]} if tag in _MARKS else marks, depth)
        if tag in _PARAGRAPHS:
            self._break()

    def _content(self, element: etree._Element, marks: frozenset[Mark], depth: int) -> None:
        self._text(element.text, marks)
        for child in element:
            self.walk(child, marks, depth + 1)
            self._text(child.tail, marks)

    def _text(self, text: str | None, marks: frozenset[Mark]) -> None:
        if not text:
            return
        folded = " ".join(text.replace("\xa0", " ").split()) or " "
        lead = " " if text[0].isspace() and folded != " " else ""
        trail = " " if text[-1].isspace() and folded != " " else ""
        self.spans += spans_of(f"{lead}{folded}{trail}", marks)

    def _break(self) -> None:
        if any(span.box or span.text.strip() for span in self.spans):
            self.lines += 1
            address = self.address or f"line {self.lines}"
            self.blocks.append(Line(spans=tuple(self.spans), address=address, item=self.item))
            self.item = None
        self.spans = []

    def _table(self, element: etree._Element, depth: int) -> None:
        self.tables += 1
        address = f"{self.prefix}table {self.tables}"
        cells: list[Cell] = []
        nested: list[Block] = []
        taken: set[tuple[int, int]] = set()
        for row, tr in enumerate(_rows(element)):
            column = 0
            for number, td in enumerate(tr.iterchildren("td", "th"), start=1):
                while (row, column) in taken:
                    column += 1
                height, width = _span(td, "rowspan"), _span(td, "colspan")
                taken.update((row + down, column + across) for down in range(height) for across in range(width))
                place = f"{address}, row {row + 1}, cell {number}"
                inner = _Flow(address=place, prefix=f"{place}, ")
                inner.walk(td, _PLAIN, depth + 1)
                blocks = inner.finished()
                lines = tuple(block for block in blocks if isinstance(block, Line))
                nested += nested_in(blocks)
                cells.append(
                    Cell(row=row, column=column, address=place, lines=lines, row_span=height, column_span=width)
                )
        self.blocks += [Table(cells=tuple(cells), address=address), *nested]


def _item(element: etree._Element) -> ListItem | None:
    """Of which list *element* is an item, and its number there; None where the list counts with letters or signs."""
    list_ = element.getparent()
    if list_ is None or list_.tag != "ol" or list_.get("type", "1") != "1":
        return None
    first = list_.get("start", "1").strip()
    before = sum(1 for _ in element.itersiblings("li", preceding=True))
    place = element.getroottree().getpath(list_)
    return (
        ListItem(list=place, number=f"{int(first) + before}.") if first.isdecimal() and len(first) <= _DIGITS else None
    )


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _span(cell: etree._Element, name: str) -> int:
    written = cell.get(name, "1").strip()
    return max(1, min(int(written), _MOST_SPAN)) if written.isdecimal() else 1
