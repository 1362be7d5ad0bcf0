"""The register in a real office program: opened, saved by it, printed."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from intake.records.register.reading import read_back
from intake.records.register.workbook import publish, write
from intake.rules.register.staff import Look, Remark, StaffWords, headings_of
from samples.register import content

pytestmark = pytest.mark.office

DECISION, NOTE = "Одлука · Decision", "Напомена · Note"
CONTENT = content()
WORDS = StaffWords(
    columns=("Позвано",),
    rows={
        "LC21-0001": {
            DECISION: Remark(written="примљено"),
            NOTE: Remark(written="=2+2 _x0041_\nдруги ред", comment="провјерити"),
            "Позвано": Remark(written=7),
        },
        "LC21-0004": {NOTE: Remark(written="важно", look=Look(fill="FFFF0000", bold=True))},
    },
)


def convert(source: Path, kind: str, folder: Path) -> Path:
    """Let LibreOffice open *source* and save it as *kind*."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{source.stem}.{kind.partition(':')[0]}"


def test_words_columns_and_folds_survive_a_save_by_libreoffice(tmp_path: Path) -> None:
    """Half of the offices work with it; what it saves is read like our own."""
    register = tmp_path / "register.xlsx"
    write(register, CONTENT, WORDS)
    saved = convert(register, "xlsx", tmp_path / "saved")
    told = read_back(saved, headings_of(CONTENT))
    assert told.texts() == WORDS.texts()
    assert told.columns == ("Позвано",)
    assert told.rows["LC21-0001"][NOTE].comment == "провјерити"
    assert told.rows["LC21-0004"][NOTE].look == Look(fill="FFFF0000", bold=True)
    assert told.hidden == {column.heading for column in CONTENT.register.columns if column.folded}
    assert publish(saved, CONTENT).words.texts() == WORDS.texts()


def test_libreoffice_sees_text_dates_links_and_the_list_of_decisions(tmp_path: Path) -> None:
    """What it saves shows what it understood."""
    register = tmp_path / "register.xlsx"
    write(register, CONTENT, WORDS)
    sheet = load_workbook(convert(register, "xlsx", tmp_path / "saved"))[CONTENT.register.title]
    headings = [cell.value for cell in sheet[1]]
    by_heading = dict(zip(headings, sheet[2], strict=True))
    assert by_heading[NOTE].data_type == "s"
    assert by_heading["Примљено · Received"].data_type == "d"
    assert by_heading["Телефон контакт особе · Telephone of the contact person"].value == "+38751123401"
    assert sheet.data_validations.dataValidation[0].type == "list"
    assert by_heading["Порука · Mail"].hyperlink is not None


@pytest.mark.parametrize("findings", [3, 9, 14])
def test_the_longest_findings_are_shown_whole(tmp_path: Path, findings: int) -> None:
    """Staff must be able to read why an application stands as it does; the office program knows how tall that is."""
    at = next(n for n, column in enumerate(CONTENT.register.columns) if column.whole)
    serbian = (
        "Образац има питање које није препознато: „Ко сноси трошкове превоза и смјештаја чланова тима?“: „Општина.“"
    )
    english = (
        "The form has a question that is not recognised: “Ко сноси трошкове превоза и смјештаја чланова?”: “Општина.”"
    )
    told = "\n".join([serbian] * findings + [english] * findings)
    first = tuple(f"{told} КРАЈ" if n == at else value for n, value in enumerate(CONTENT.register.rows[0]))
    register = tmp_path / "register.xlsx"
    long = replace(CONTENT.register, rows=(first, *CONTENT.register.rows[1:]))
    write(register, replace(CONTENT, register=long), StaffWords())
    printed = convert(register, "pdf", tmp_path)
    command = ["pdftotext", "-f", "1", "-l", "1", "-bbox", str(printed), "-"]
    page = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    found = re.findall(r'yMin="([0-9.]+)"[^>]*>(КРАЈ|LC21-0002)<', page)
    places = {word: float(place) for place, word in found}
    assert places["КРАЈ"] < places["LC21-0002"]
    height = load_workbook(register)[CONTENT.register.title].row_dimensions[2].height
    assert height is not None
    assert height <= 409, "a row of Excel is no taller"


def test_the_register_prints_on_landscape_pages_as_wide_as_its_open_columns(tmp_path: Path) -> None:
    """Fifteen applications fit one page of A4."""
    register = tmp_path / "register.xlsx"
    write(register, CONTENT, WORDS)
    printed = convert(register, "pdf", tmp_path)
    command = ["pdftotext", "-f", "1", "-l", "1", "-layout", str(printed), "-"]
    page = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    assert "LC21-0001" in page
    assert "LC21-0015" in page
    assert "Note" in page


def test_charts_and_links_survive_a_save_by_libreoffice(tmp_path: Path) -> None:
    """Its charts are charts still, and a link still leads from wherever the folder lies."""
    register = tmp_path / "register.xlsx"
    write(register, CONTENT, WORDS)
    saved = load_workbook(convert(register, "xlsx", tmp_path / "saved"))
    overview = saved[CONTENT.overview.title]
    assert len(overview._charts) == 2  # type: ignore[attr-defined] # noqa: SLF001 - openpyxl has no public way
    links = [str(cell.hyperlink.target) for row in saved[CONTENT.register.title] for cell in row if cell.hyperlink]
    assert links
    assert all(link.startswith(("../var/archive/", "../outbox/")) for link in links)


def test_every_printed_page_repeats_the_headings_and_says_what_it_is(tmp_path: Path) -> None:
    """A page that lies on a desk by itself is still of use."""
    register = tmp_path / "register.xlsx"
    write(register, content(60), StaffWords())
    printed = convert(register, "pdf", tmp_path)
    said = subprocess.run(["pdftotext", str(printed), "-"], check=True, capture_output=True, timeout=60).stdout.decode()
    pages = said.split("\f")[:-1]
    ours = [page for page in pages if "Регистар · Register" in page]
    assert len(ours) > 2
    assert all("Шта треба знати" in page for page in ours)
    assert all(f"{number} / {len(pages)}" in page for number, page in enumerate(pages, start=1))
