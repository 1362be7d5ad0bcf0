"""What staff open beside the register, on the desk of the demonstration: mails, forms and letters."""

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
    assert "масовна порука (Precedence): bulk · bulk mail (Precedence): bulk" in told


def test_a_form_that_is_gone_is_made_again(desk: DeskFolder) -> None:
    """The forms are a view of the archive, like the outbox."""
    forms = desk.folder / "var" / "forms"
    before = sorted(path.name for path in forms.iterdir())
    shutil.rmtree(forms)
    desk.intake("register")
    assert sorted(path.name for path in forms.iterdir()) == before
