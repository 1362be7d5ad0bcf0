"""What staff add to a workbook beside its sheets of cells: sheets that are one chart, and names of areas."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import fromstring, tostring

from openpyxl import Workbook
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.chart.reader import read_chart
from openpyxl.workbook.defined_name import DefinedName

from intake.records.register.pages import Pages
from intake.rules.register.staff import OwnChart, Stray

_CACHE = re.compile(r"<(?:\w+:)?(str|num)Cache>.*?</(?:\w+:)?\1Cache>", re.DOTALL)
_SHEET = re.compile(r"'((?:[^']|'')+)'!|([\w.]+)!")
_ELSEWHERE = re.compile(r"\[[^\]]*\]|#REF!")


def own_charts(book: Pages) -> Iterator[OwnChart]:
    """Give the sheets that are one chart; what a chart remembers of its cells is left out: it is counted anew."""
    workbook: Any = book.workbook  # types-openpyxl does not know what is private
    for sheet in workbook.chartsheets:
        charts = (tostring(chart._write()).decode() for chart in sheet._charts)  # noqa: SLF001 - as above
        yield OwnChart(title=sheet.title, charts=tuple(_CACHE.sub("", chart) for chart in charts))


def own_names(book: Pages) -> dict[tuple[str, str], str]:
    """Return the names that staff gave, with what each stands for, by sheet ("" for the whole workbook) and name."""
    workbook: Any = book.workbook
    places = [("", workbook), *((page.sheet.title, page.sheet) for page in book.pages)]
    return {
        (title, name): defined.attr_text or ""
        for title, place in places
        for name, defined in place.defined_names.items()
        if not name.startswith("_xlnm.")
    }


def parted(
    names: Mapping[tuple[str, str], str], titles: Collection[str]
) -> tuple[dict[tuple[str, str], str], tuple[Stray, ...]]:
    """Part names that hold among sheets of these *titles* from others, to be told: a file with these is damaged."""
    held = {key: area for key, area in names.items() if _holds(key[0], area, titles)}
    rest = (Stray(remarks={}, rest=f"{name} = {area}") for (_, name), area in names.items() - held.items())
    return held, tuple(rest)


def _holds(title: str, area: str, titles: Collection[str]) -> bool:
    named = [(quoted or plain).replace("''", "'") for quoted, plain in _SHEET.findall(area)]
    return not _ELSEWHERE.search(area) and {title, *named} <= {"", *titles}


def write_beside(workbook: Workbook, charts: Collection[OwnChart], names: Mapping[tuple[str, str], str]) -> None:
    """Write charts and names as they were read; the sheets of cells are there already."""
    for own in charts:
        sheet = workbook.create_chartsheet(own.title)
        for chart in own.charts:
            tree: Any = fromstring(chart)  # noqa: S314 - of openpyxl's own making
            sheet.add_chart(read_chart(ChartSpace.from_tree(tree)))  # type: ignore[no-untyped-call]
    for (title, name), area in names.items():
        place: Any = workbook[title] if title else workbook
        place.defined_names[name] = DefinedName(name, attr_text=area)
