"""A register as Excel saves it: the same words, and nearly everything else spelt otherwise.

Excel itself cannot run here. This imitates what it is known to write: texts in one shared table, runs of equal columns
in one record, namespaces and marks of revisions of its own.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROOT = (
    f'<worksheet xmlns="{_MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr xr2 xr3"'
    ' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
    ' xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'
    ' xmlns:xr2="http://schemas.microsoft.com/office/spreadsheetml/2015/revision2"'
    ' xmlns:xr3="http://schemas.microsoft.com/office/spreadsheetml/2016/revision3"'
    ' xr:uid="{00000000-0001-0000-0000-000000000000}">'
)
_VERSION = '<fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="27328"/>'
_STRINGS = (
    '<Override PartName="/xl/sharedStrings.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_RELATION = (
    '<Relationship Id="rId900" Target="sharedStrings.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)


def save_as_excel_does(path: Path) -> None:
    """Rewrite the workbook at *path*."""
    texts: dict[str, int] = {}
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name, content in parts.items():
        if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            parts[name] = _sheet(content.decode(), texts).encode()
    table = "".join(f"<si>{text}</si>" for text in texts)
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{_MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{table}</sst>'.encode()
    )
    _put(parts, "[Content_Types].xml", "</Types>", f"{_STRINGS}</Types>")
    _put(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", f"{_RELATION}</Relationships>")
    _put(parts, "xl/workbook.xml", "<workbookPr", f"{_VERSION}<workbookPr")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(parts, key=lambda each: (each != "[Content_Types].xml", each != "_rels/.rels", each)):
            new.writestr(name, parts[name])


def _put(parts: dict[str, bytes], name: str, before: str, after: str) -> None:
    assert before in parts[name].decode(), f"{name} is spelt otherwise"
    parts[name] = parts[name].decode().replace(before, after, 1).encode()


def _sheet(content: str, texts: dict[str, int]) -> str:
    def shared(found: re.Match[str]) -> str:
        number = texts.setdefault(found[3], len(texts))
        return f"{found[1]}s{found[2]}<v>{number}</v></c>"

    content = re.sub(r"<worksheet\b[^>]*>", _ROOT, content, count=1)
    content = re.sub(r'(<c\b[^>]*? t=")inlineStr("[^>]*>)<is>(.*?)</is></c>', shared, content, flags=re.DOTALL)
    content = re.sub(r'<row r="(\d+)"', r'<row r="\1" spans="1:39" x14ac:dyDescent="0.25"', content)
    content = re.sub(
        r'<hyperlink (?:xmlns:r="[^"]*" )?', '<hyperlink xr:uid="{00000000-0004-0000-0000-000000000000}" ', content
    )
    return re.sub(r"<cols>.*?</cols>", _runs, content, flags=re.DOTALL)


def _runs(found: re.Match[str]) -> str:
    """Put neighbours of one width into one record, as Excel does."""
    runs: list[list[str]] = []
    for column in re.findall(r"<col\b[^>]*/>", found[0]):
        kept = " ".join(sorted(re.findall(r'(?:width|hidden|outlineLevel|customWidth)="[^"]*"', column)))
        first, last = re.findall(r'\b(?:min|max)="(\d+)"', column)
        if runs and runs[-1][0] == kept and int(runs[-1][2]) + 1 == int(first):
            runs[-1][2] = last
        else:
            runs.append([kept, first, last])
    return "<cols>" + "".join(f'<col min="{first}" max="{last}" {kept}/>' for kept, first, last in runs) + "</cols>"
