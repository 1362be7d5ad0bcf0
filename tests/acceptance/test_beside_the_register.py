"""What staff open beside the register and hand out, on the desk of the demonstration."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from desks import INTAKE, DeskFolder, environment
from intake.records.printing import PrintingError, print_page

HOSTS = ("AKM", "AAM", "ALA", "ALVRS", "SOGFBiH", "ZELS", "SCTM")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> DeskFolder:
    """Give the desk of the demonstration."""
    folder = tmp_path_factory.mktemp("staff") / "demo"
    subprocess.run([*INTAKE, "demo", str(folder)], env=environment({}), capture_output=True, check=True, timeout=120)
    return DeskFolder(folder=folder)


def links(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every link of the register in *folder*: the heading of its column, and where it leads."""
    for sheet in load_workbook(folder / "register.xlsx").worksheets:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if cell.hyperlink is not None:
                    heading = str(sheet.cell(1, cell.column or 1).value)
                    yield heading, folder / unquote(str(cell.hyperlink.target))


def test_mail_form_and_letter_open_from_a_copy_of_the_desk(desk: DeskFolder, tmp_path: Path) -> None:
    """Staff take the folder home on a stick; a link to the server's disk would lead nowhere there."""
    copied = tmp_path / "copy"
    shutil.copytree(desk.folder, copied)
    leads = list(links(copied))
    assert {heading for heading, _ in leads} == {"Порука · Mail", "Образац · Form", "Писмо · Letter"}
    assert [target for _, target in leads if not target.is_file() or copied not in target.parents] == []


def test_a_form_that_is_opened_is_the_one_that_was_sent(desk: DeskFolder) -> None:
    """The file is the attachment byte for byte; what cannot be opened by an office program has no link."""
    wanted = {entry["form"]["sha256"] for entry in desk.json("export")["entries"] if entry["form"]}
    opened = {path for heading, path in links(desk.folder) if heading.startswith("Образац")}
    assert len(opened) > 15
    assert {hashlib.sha256(path.read_bytes()).hexdigest() for path in opened} <= wanted
    assert {path.suffix for path in opened} == {".docx", ".xlsx"}


def test_every_mail_that_was_seen_can_be_opened(desk: DeskFolder) -> None:
    """The question whether a mail was rightly put aside is answered by reading it."""
    sheet = load_workbook(desk.folder / "register.xlsx")["Поруке · Messages"]
    assert all(row[-1].hyperlink is not None for row in sheet.iter_rows(min_row=2))


def test_a_mail_that_was_put_aside_says_why_in_both_languages(desk: DeskFolder) -> None:
    """A bare header line means nothing to who reads the sheet."""
    sheet = load_workbook(desk.folder / "register.xlsx")["Поруке · Messages"]
    told = {str(row[6].value) for row in sheet.iter_rows(min_row=2)}
    assert "масовна порука · bulk mail (Precedence): bulk" in told


def test_a_form_that_is_gone_is_made_again(desk: DeskFolder) -> None:
    """The forms are a view of the archive, like the outbox."""
    forms = desk.folder / "var" / "forms"
    before = sorted(path.name for path in forms.iterdir())
    shutil.rmtree(forms)
    desk.intake("register")
    assert sorted(path.name for path in forms.iterdir()) == before


def test_every_host_gets_a_workbook_that_can_be_filtered_and_printed(desk: DeskFolder, tmp_path: Path) -> None:
    """Handed out as it is: tables, no way into the house, nothing that runs."""
    said = desk.intake("extract", "--all", "--to", str(tmp_path / "hosts"))
    assert sorted(path.stem for path in (tmp_path / "hosts").iterdir()) == sorted(HOSTS)
    assert "ZELS.xlsx (4 applications)" in said
    workbook = load_workbook(tmp_path / "hosts" / "ZELS.xlsx")
    assert workbook.sheetnames == [
        "Пријаве · Applications",
        "Чланови · Members",
        "Одговори · Answers",
        "Календар · Calendar",
    ]
    for sheet in workbook.worksheets:
        assert [table.ref for table in sheet.tables.values()]
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
            "landscape",
            1,
            0,
        )
        header = sheet.HeaderFooter.oddHeader
        assert header is not None
        assert str(header.left.text).startswith("Савез јединица локалне самоуправе")
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not any(cell.hyperlink or cell.comment or cell.data_type == "f" for cell in cells)


def test_an_application_that_staff_refused_in_the_register_is_not_handed_on(desk: DeskFolder, tmp_path: Path) -> None:
    """The decision stands in the register; the extract is made from what was read back."""
    register = desk.folder / "register.xlsx"
    workbook = load_workbook(register)
    sheet = workbook.worksheets[0]
    [decision] = [cell.column for cell in sheet[1] if cell.value == "Одлука · Decision"]
    [row] = [cell.row for cell in sheet["A"] if cell.value == "LC21-0003"]
    sheet.cell(row, decision).value = "одбијено"
    workbook.save(register)
    desk.intake("register")
    target = tmp_path / "alvrs.xlsx"
    desk.intake("extract", "--host", "alvrs", "--to", str(target))
    told = [cell.value for cell in load_workbook(target).worksheets[0]["A"]]
    assert told == ["Број · Entry", "LC21-0010"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--host", "XYZ"), f"the calls know {', '.join(HOSTS)}"),
        ((), "give --host and an id, or --all"),
        (("--host", "AKM", "--all"), "give --host and an id, or --all"),
        (("--host", "AKM", "--to", "akm.pdf"), "must end in .xlsx"),
    ],
)
def test_an_extract_that_cannot_be_meant_is_refused_with_what_can(
    desk: DeskFolder, arguments: tuple[str, ...], told: str
) -> None:
    """Nobody knows the abbreviations by heart."""
    assert told in " ".join(desk.intake("extract", *arguments, status=2).split())


def test_a_call_that_hands_nothing_on_is_told_so(desk: DeskFolder, tmp_path: Path) -> None:
    """A desk of an older version would send out empty workbooks."""
    copied = DeskFolder(folder=tmp_path / "older")
    shutil.copytree(desk.folder, copied.folder)
    [call] = (copied.folder / "calls").glob("*.toml")
    call.write_text(call.read_text(encoding="utf-8").replace("for_hosts = true", ""), encoding="utf-8")
    assert "no [[fields]] has for_hosts = true" in copied.intake("extract", "--all", status=2)


def test_the_report_is_one_page_written_whole(desk: DeskFolder, tmp_path: Path) -> None:
    """It replaces yesterday's under the same name, and the web server may read it."""
    target = tmp_path / "stanje.html"
    target.write_text("yesterday")
    desk.intake("report", "--to", str(target))
    text = target.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "Савез општина и градова Републике Српске" in text
    assert text.count("<li ") == 64
    assert [path.name for path in tmp_path.iterdir()] == ["stanje.html"]
    assert "must end in .html or .pdf" in desk.intake("report", "--to", str(tmp_path / "stanje.doc"), status=2)


def test_a_mistake_in_a_template_of_the_report_is_found_by_check(desk: DeskFolder, tmp_path: Path) -> None:
    """Not by the person who needs the page now; file and line are named."""
    copied = DeskFolder(folder=tmp_path / "own")
    shutil.copytree(desk.folder, copied.folder)
    assert {probe["name"]: probe["ok"] for probe in copied.json("check", "--json")}["report"]
    own = copied.folder / "templates" / "report"
    own.mkdir()
    (own / "page.j2").write_text("<p>\n{% endfor %}", encoding="utf-8")
    told = {probe["name"]: probe for probe in copied.json("check", "--json", status=1)}["report"]
    assert (told["ok"], "page.j2, line 2" in told["detail"]) == (False, True)
    copied.intake("report", "--to", str(tmp_path / "page.html"), status=2)
    assert not (tmp_path / "page.html").exists()


def test_a_pdf_without_a_program_that_makes_one_says_what_to_install(
    desk: DeskFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server has no office program and no browser: that is allowed, and nothing is left behind."""
    monkeypatch.setenv("PATH", str(tmp_path))
    desk.intake("report", "--to", str(tmp_path / "stanje.pdf"), status=1)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(PrintingError, match="install chromium, weasyprint or libreoffice-writer"):
        print_page("<p>")


@pytest.mark.office
@pytest.mark.parametrize("program", ["chromium", "soffice"])
def test_the_report_is_printed_by_a_browser_and_by_libreoffice(
    desk: DeskFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    """Whichever is there prints every count and every municipality on A4."""
    monkeypatch.setattr("intake.records.printing._BROWSERS", (program,) if program == "chromium" else ())
    target = tmp_path / "stanje.pdf"
    desk.intake("report", "--to", str(target))
    said = subprocess.run(
        ["pdftotext", "-raw", str(target), "-"], capture_output=True, check=True, timeout=60
    ).stdout.decode()
    words = " ".join(said.split())
    for told in ("Пријава Applications 18", "Шипово", "неблаговремена", "Social Dialogue Forum"):
        assert told in words
    size = subprocess.run(["pdfinfo", str(target)], capture_output=True, check=True, timeout=60).stdout.decode()
    assert "A4" in size
