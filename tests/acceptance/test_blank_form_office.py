"""The blank form in a real office program: it opens, prints whole, and survives being saved again."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from intake.blank import write_blank
from intake.data.loaded import load_lexicon
from intake.reading.gate import Limits
from intake.reading.open import Read, read_part
from intake.reading.parts import Part
from intake.rules.call import Call
from intake.rules.forms.choice.options import Option
from intake.rules.forms.form.reader import FormReader, FormReading
from layouts.filling import filled_docx, filled_xlsx
from samples.letters import the_call

pytestmark = pytest.mark.office

ANSWERS = {
    "municipality": "Општина Лакташи",
    "contact_name": "Марија Марић",
    "contact_email": "marija@laktasi.example",
    "motivation": "Желимо да учимо од других.",
}
PAGES = {"form.docx": 3, "form.xlsx": 2}


@pytest.fixture(scope="module")
def call() -> Call:
    """Give the call that ships."""
    return the_call()


def converted(path: Path, kind: str) -> Path:
    """Open *path* in LibreOffice and save it as *kind* into a folder of its own."""
    saved = path.parent / "saved"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(saved), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return saved / f"{path.stem}.{kind}"


def read_back(call: Call, path: Path) -> FormReading:
    """Read a form as the desk would."""
    result = read_part(Part(name=path.name, content=path.read_bytes()), Limits())
    assert isinstance(result, Read)
    return FormReader(call, load_lexicon()).read(result.document, path.name)


@pytest.mark.parametrize("name", PAGES)
def test_the_form_prints_every_question_on_few_pages(call: Call, tmp_path: Path, name: str) -> None:
    """It is printed, signed and stamped: a column that runs off the paper would show here."""
    write_blank(call, tmp_path / name)
    printed = converted(tmp_path / name, "pdf")
    read = subprocess.run(["pdftotext", "-layout", printed, "-"], check=True, capture_output=True, timeout=60)
    text = read.stdout.decode()
    assert text.count("\f") == PAGES[name]
    words = set(text.replace("-", " ").split())  # lines are broken behind hyphens
    for field in call.fields:
        if field.id != "approach":
            assert set(field.label.sr.split(" (")[0].replace("-", " ").split()[:3]) <= words, field.id


@pytest.mark.parametrize("name", PAGES)
def test_a_blank_form_saved_again_is_still_blank(call: Call, tmp_path: Path, name: str) -> None:
    """LibreOffice makes ordinary text of prompts; a form nobody filled in must not look answered."""
    write_blank(call, tmp_path / name)
    reading = read_back(call, converted(tmp_path / name, name.rpartition(".")[2]))
    assert reading.score > 20
    assert reading.is_blank


def test_a_word_form_filled_and_saved_again_keeps_its_answers(call: Call, tmp_path: Path) -> None:
    """Many offices have LibreOffice and not Word."""
    write_blank(call, tmp_path / "form.docx")
    texts: dict[str, str | bool] = {f"field:{field}": answer for field, answer in ANSWERS.items()}
    filled = filled_docx((tmp_path / "form.docx").read_bytes(), texts | {"option:idrm": True, "field:privacy": True})
    (tmp_path / "filled.docx").write_bytes(filled)
    reading = read_back(call, converted(tmp_path / "filled.docx", "docx"))
    given = {field: answer.value for field, answer in reading.answers.items() if answer.value}
    assert given == ANSWERS | {"privacy": True}
    assert [chosen.option for chosen in reading.choice.chosen] == [Option(cluster="idrm")]


def test_an_excel_form_filled_and_saved_again_keeps_its_answers(call: Call, tmp_path: Path) -> None:
    """The same of the workbook."""
    write_blank(call, tmp_path / "form.xlsx")
    choice = {"cluster": "Мобилни теренски тимови / Mobile outreach teams", "privacy": "ДА"}
    filled_xlsx((tmp_path / "form.xlsx").read_bytes(), ANSWERS | choice, (), tmp_path / "filled.xlsx")
    reading = read_back(call, converted(tmp_path / "filled.xlsx", "xlsx"))
    given = {field: answer.value for field, answer in reading.answers.items() if answer.value}
    assert given == ANSWERS | {"privacy": True}
    assert [chosen.option for chosen in reading.choice.chosen] == [Option(cluster="mobile-teams")]
