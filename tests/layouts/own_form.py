"""The product's own form, filled in as Word and Excel leave it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree
from openpyxl import load_workbook

from intake.blank import write_blank
from intake.rules.call import Call
from layouts.applicants import Applicant

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def _blank(call: Call, name: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        write_blank(call, path)
        return path.read_bytes()


def own_docx(call: Call, applicant: Applicant) -> bytes:
    """The blank DOCX with its content controls filled and its boxes ticked."""
    values = {f"field:{name}": text for name, text in applicant.written.items()}
    for number, member in enumerate(applicant.members, 1):
        values |= {f"field:members:{number}:{column}": text for column, text in member.items()}
    ticked = {f"option:{applicant.approach or applicant.cluster}", "field:commitment", "field:accuracy"}
    source = zipfile.ZipFile(BytesIO(_blank(call, "blank.docx")))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                content = _filled(content, values, ticked)
            target.writestr(entry, content)
    return out.getvalue()


def _filled(content: bytes, values: dict[str, str], ticked: set[str]) -> bytes:
    root = etree.fromstring(content)
    for control in root.iter(f"{_W}sdt"):
        properties = control.find(f"{_W}sdtPr")
        tag = None if properties is None else properties.find(f"{_W}tag")
        if properties is None or tag is None:
            continue
        name = tag.get(f"{_W}val", "")
        if name in ticked:
            _tick(control, properties)
        elif name in values:
            _write(control, properties, values[name])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _tick(control: etree._Element, properties: etree._Element) -> None:
    checked = properties.find(f"{_W14}checkbox/{_W14}checked")
    assert checked is not None
    checked.set(f"{_W14}val", "1")
    for text in control.iter(f"{_W}t"):
        text.text = "☒"


def _write(control: etree._Element, properties: etree._Element, value: str) -> None:
    for placeholder in properties.findall(f"{_W}showingPlcHdr"):
        properties.remove(placeholder)
    texts = list(control.iter(f"{_W}t"))
    first, *rest = value.split("\n")
    texts[0].text = first
    run = texts[0].getparent()
    assert run is not None
    for style in run.iter(f"{_W}rStyle"):
        style.set(f"{_W}val", "DefaultParagraphFont")
    for text in texts[1:]:
        text.text = ""
    for line in rest:
        run.append(etree.Element(f"{_W}br"))
        added = etree.SubElement(run, f"{_W}t")
        added.text = line


def own_xlsx(call: Call, applicant: Applicant) -> bytes:
    """The blank XLSX with its answer cells filled; the cluster is picked from its list."""
    workbook = load_workbook(BytesIO(_blank(call, "blank.xlsx")))
    cluster = call.cluster(applicant.cluster)
    values = dict(applicant.written) | {"cluster": cluster.short.sr}
    if applicant.approach:
        approach = next(a for a in cluster.approaches if a.id == applicant.approach)
        values["approach"] = approach.short.sr
    for name, defined in workbook.defined_names.items():
        field = name.removeprefix("field_")
        if field in values:
            sheet, cell = next(iter(defined.destinations))
            workbook[sheet][cell.replace("$", "").split(":")[0]] = values[field]
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()
