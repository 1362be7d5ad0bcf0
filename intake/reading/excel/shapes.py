"""What floats above a sheet: check boxes, text boxes, comments and ovals, which openpyxl does not tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from intake.reading.excel.package import S
from intake.reading.gate import Package, RefusedError, Relationship
from intake.reading.opc import R_ID, parse_leniently, parse_part, relationships
from intake.reading.word.rings import OVALS
from intake.rules.forms.places import Box

XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
A14 = "{http://schemas.microsoft.com/office/drawing/2010/main}"
V = "{urn:schemas-microsoft-com:vml}"
X = "{urn:schemas-microsoft-com:office:excel}"

_SHAPE_ID = re.compile(r"_s(\d+)$")
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
_ROW_EMU, _ROW_PIXELS = 190_500, 20  # the usual height of a row
_TOUCH = 60_000  # EMU
_ANCHOR_FIELDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Something at a cell (*row* and *column* from 0): a check box with its label, a text of *kind*, or a ring.

    A ring has no text, and goes up to a *last* column.
    """

    row: int
    column: int
    text: str
    box: Box | None = None
    kind: str = "text box"  # or "comment"; of no account for a check box
    last: int | None = None


def shapes_of(package: Package, sheet: str) -> tuple[Shape, ...]:
    """Return the shapes of one sheet's part; what cannot be read of them is left out."""
    references = relationships(package, sheet)
    boxes = _vml_boxes(package, references)
    labels, texts = _drawn(package, references)
    for number, box in _controls(package, sheet, references).items():
        label = boxes[number].text if number in boxes else labels.get(number, "")
        boxes[number] = replace(box, text=label)
    return (*boxes.values(), *texts, *_comments(package, references))


def _parts(
    package: Package,
    references: tuple[Relationship, ...],
    kind: str,
    parse: Callable[[Package, str], etree._Element] = parse_part,
) -> list[etree._Element]:
    found = []
    for reference in references:
        if reference.kind == kind and reference.target in package:
            try:
                found.append(parse(package, reference.target))
            except RefusedError:  # a drawing that cannot be read does not make the cells unreadable
                continue
    return found


def _vml_boxes(package: Package, references: tuple[Relationship, ...]) -> dict[int, Shape]:
    """Read check boxes and option buttons from VML, where every version of Excel writes them; by shape number."""
    boxes: dict[int, Shape] = {}
    for root in _parts(package, references, "vmlDrawing", parse_leniently):
        for shape in root.iter(f"{V}shape"):
            data = shape.find(f"{X}ClientData")
            number = _SHAPE_ID.search(shape.get("id", ""))
            if data is None or number is None or data.get("ObjectType") not in ("Checkbox", "Radio"):
                continue
            anchor = [int(part) for part in re.findall(r"-?\d+", data.findtext(f"{X}Anchor", ""))]
            if len(anchor) == _ANCHOR_FIELDS:
                row = _middle(anchor[2], anchor[3] / _ROW_PIXELS, anchor[6], anchor[7] / _ROW_PIXELS)
                ticked = data.findtext(f"{X}Checked", "0").strip() == "1"
                boxes[int(number[1])] = Shape(row=row, column=anchor[0], text=_words(shape), box=_box(ticked=ticked))
    return boxes


def _controls(package: Package, sheet: str, references: tuple[Relationship, ...]) -> dict[int, Shape]:
    """Read check boxes and option buttons from control properties (Excel 2010 and later); by shape number."""
    targets = {ref.id: ref.target for ref in references if ref.kind == "ctrlProp" and ref.target in package}
    found: dict[int, Shape] = {}
    for control in parse_part(package, sheet).iter(f"{S}control") if targets else ():
        start = next(control.iter(f"{S}from", f"{XDR}from"), None)
        end = next(control.iter(f"{S}to", f"{XDR}to"), start)
        part = targets.get(control.get(R_ID, ""))
        if start is None or end is None or part is None or not control.get("shapeId", "").isdecimal():
            continue
        properties = parse_part(package, part)
        if properties.get("objectType") in ("CheckBox", "Radio"):
            row = _middle(
                _at(start, "row"), _at(start, "rowOff") / _ROW_EMU, _at(end, "row"), _at(end, "rowOff") / _ROW_EMU
            )
            box = _box(ticked=properties.get("checked") == "Checked")
            found[int(control.get("shapeId", ""))] = Shape(row=row, column=_at(start, "col"), text="", box=box)
    return found


def _drawn(package: Package, references: tuple[Relationship, ...]) -> tuple[dict[int, str], list[Shape]]:
    """Return the labels of form controls by shape number, and the text boxes."""
    labels: dict[int, str] = {}
    texts: list[Shape] = []
    for root in _parts(package, references, "drawing"):
        for shape in root.iter(f"{XDR}sp"):
            text = "\n".join("".join(t.text or "" for t in p.iter(f"{A}t")) for p in shape.iter(f"{A}p")).strip()
            control = next(shape.iter(f"{A14}compatExt"), None)
            number = _SHAPE_ID.search(control.get("spid", "")) if control is not None else None
            anchor = next(shape.iterancestors(f"{XDR}twoCellAnchor", f"{XDR}oneCellAnchor"), None)
            start = anchor.find(f"{XDR}from") if anchor is not None else None
            if number is not None:
                labels[int(number[1])] = text
            elif text:
                row, column = (_at(start, "row"), _at(start, "col")) if start is not None else (0, 0)
                texts.append(Shape(row=row, column=column, text=text))
            elif anchor is not None and {one.get("prst") for one in shape.iter(f"{A}prstGeom")} & OVALS:
                texts += _rings(anchor)
    return labels, texts


def _rings(anchor: etree._Element) -> list[Shape]:
    """An oval, at the row of its middle; where it only touches a column, it does not go up to that."""
    start, end = anchor.find(f"{XDR}from"), anchor.find(f"{XDR}to")
    if start is None or end is None:
        return []
    tops = [_at(at, "rowOff") / _ROW_EMU for at in (start, end)]
    row = _middle(_at(start, "row"), tops[0], _at(end, "row"), tops[1])
    last = _at(end, "col") - (_at(end, "colOff") < _TOUCH)
    return [Shape(row=row, column=_at(start, "col"), text="", kind="ring", last=last)]


def _comments(package: Package, references: tuple[Relationship, ...]) -> list[Shape]:
    found = []
    for root in _parts(package, references, "comments"):
        for comment in root.iter(f"{S}comment"):
            at = _CELL.fullmatch(comment.get("ref", ""))
            text = "".join(t.text or "" for t in comment.iter(f"{S}t")).strip()
            if at and text:
                found.append(Shape(row=int(at[2]) - 1, column=_column(at[1]), text=text, kind="comment"))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _at(anchor: etree._Element, name: str) -> int:
    written = next((child.text or "" for child in anchor if etree.QName(child).localname == name), "").strip()
    return int(written) if written.isdecimal() else 0


def _middle(first: int, first_part: float, last: int, last_part: float) -> int:
    """Return the row of a shape's middle: people draw boxes a few pixels above the row that they mean."""
    return int((first + min(first_part, 1) + last + min(last_part, 1)) / 2)


def _words(shape: etree._Element) -> str:
    box = shape.find(f"{V}textbox")
    return " ".join("".join(str(text) for text in box.itertext()).split()) if box is not None else ""


def _box(*, ticked: bool) -> Box:
    return Box.TICKED if ticked else Box.EMPTY
