"""Reading a register that staff have had open: in Excel or LibreOffice, sorted, widened, with columns of their own."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from intake.records.register.baseline import TITLE, Baseline, read_baseline
from intake.records.register.beside_sheets import own_charts, own_names, parted
from intake.records.register.cells import CellReader
from intake.records.register.gathering import Gathering
from intake.records.register.grid import find, grid_of, runs
from intake.records.register.margins import read_beside
from intake.records.register.pages import Page, Pages
from intake.records.register.renamed import as_written
from intake.rules.register.joining import free_title
from intake.rules.register.staff import Headings, OwnSheet, StaffWords

DIGEST = "intake-words"  # the document property that holds the digest of the words as they were written


class WorkbookError(Exception):
    """The register could not be dealt with; the cause is kept."""


class RegisterUnreadableError(WorkbookError):
    """The file is there and cannot be read as a register: damaged, locked, encrypted, or another workbook."""


def read_back(path: Path, headings: Headings) -> StaffWords:
    """Return what staff wrote in the register at *path*; nothing where there is no file.

    The sheet is found by its title, or by its header row; columns by heading, or by what stood there where that was
    changed; rows by the entry's id, wherever they stand now. Raises RegisterUnreadableError.
    """
    if not path.exists():
        return StaffWords(edited=False)
    book = _load(path, unread=headings.titles - {headings.title, headings.strays_title, *headings.tables})
    grid = find(book, headings)
    if grid is None:
        raise RegisterUnreadableError(f"{path}: no sheet has the register's headings")
    baseline = read_baseline(book[TITLE])
    grid = as_written(grid, baseline, headings)
    if headings.entry not in grid.columns.values():
        raise RegisterUnreadableError(f"{path}: no column has the applications' numbers")
    former = frozenset(baseline.headings) or None
    gathering = Gathering(baseline=baseline)
    gathering.take(grid, headings, {*headings.staff, *grid.own(headings, former)})
    strays = grid_of(book, headings.strays_title, headings)
    if strays is not None:
        gathering.take_strays(strays, headings, {*headings.staff, *strays.own(headings, former)})
    words = _with_beside(_with_margins(gathering.words(headings), book, headings, baseline), book, headings)
    return _judged(
        replace(
            words,
            columns=tuple(dict.fromkeys(grid.own(headings, former) + (strays.own(headings, former) if strays else []))),
            sheets=(
                *words.sheets,
                *(
                    _own_sheet(page)
                    for page in book.pages
                    if page.sheet.title not in (*headings.titles, TITLE) and page is not grid.page
                ),
            ),
            heads={**words.heads, **{(headings.title, heading): text for heading, text in grid.heads().items()}},
            widths=grid.widths(),
            hidden=grid.hidden(),
            filters=grid.filters(),
            layout=tuple(grid.columns.values()),
        ),
        book.workbook,
        baseline,
    )


def _with_margins(words: StaffWords, book: Pages, headings: Headings, baseline: Baseline) -> StaffWords:
    """Add what staff wrote on the program's other sheets; one that cannot be told any more is kept as theirs."""
    for title, table in headings.tables.items():
        page = book[title]
        if page is None or not page.told:
            continue
        beside = read_beside(page, table, baseline, headings.entry)
        if beside is None:
            renamed = free_title(title, [other.sheet.title for other in book.pages])
            words = replace(words, sheets=(*words.sheets, replace(_own_sheet(page), title=renamed)))
            continue
        words = replace(
            words,
            margins={**words.margins, title: beside.margin},
            strays=(*words.strays, *beside.strays),
            heads={**words.heads, **{(title, heading): text for heading, text in beside.heads.items()}},
        )
    return words


def _with_beside(words: StaffWords, book: Pages, headings: Headings) -> StaffWords:
    """Add charts and names of theirs; what a name of a sheet that is gone stood for is kept apart."""
    titles = {page.sheet.title for page in book.pages} | headings.titles
    names, strays = parted(own_names(book), titles - {TITLE, headings.strays_title})
    return replace(words, charts=tuple(own_charts(book)), names=names, strays=(*words.strays, *strays))


def _own_sheet(page: Page) -> OwnSheet:
    """Return what stands in a sheet of the staff's, but for pictures and charts."""
    reader = CellReader(page.links)
    cells = ((cell, reader.remark(cell)) for row in page.rows(1) for cell in row)
    columns = {get_column_letter(at): shown for at, shown in runs(page.sheet).items() if at <= page.width}
    return OwnSheet(
        title=page.sheet.title,
        cells={(cell.row, cell.column): remark for cell, remark in cells if remark is not None},
        widths={letter: width for letter, (width, _) in columns.items()},
        hidden=frozenset(letter for letter, (_, hidden) in columns.items() if hidden),
        merged=tuple(str(area) for area in page.sheet.merged_cells.ranges),
        frozen=page.sheet.freeze_panes,
    )


def _judged(words: StaffWords, workbook: Workbook, baseline: Baseline) -> StaffWords:
    """Tell whether the words are those that were last written."""
    properties = workbook.custom_doc_props.props  # type: ignore[attr-defined] # types-openpyxl does not know them
    written = {item.name: item.value for item in properties}
    changed = written.get(DIGEST) != words.digest()
    return replace(words, edited=changed, edition=baseline.edition, based=bool(baseline.headings))


def _load(path: Path, unread: frozenset[str]) -> Pages:
    try:
        return Pages.load(path, unread)
    except (OSError, zipfile.BadZipFile) as error:
        raise RegisterUnreadableError(f"{path}: {error}") from error
    except Exception as error:  # openpyxl raises whatever its parsers meet in a damaged file
        raise RegisterUnreadableError(f"{path}: damaged: {error}") from error
