"""The blank form: made from the call alone, fillable in Word and Excel, and read back whole."""

from __future__ import annotations

import html
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from intake.blank import blank_form, printed_texts, write_blank
from intake.config import call_file
from intake.data.loaded import load_lexicon
from intake.reading.gate import Limits
from intake.reading.open import Read, read_part
from intake.reading.parts import Part
from intake.rules.call import Call, FieldType
from intake.rules.forms.choice.options import Option
from intake.rules.forms.form.reader import FormReader, FormReading
from layouts.filling import W14, W, controls, filled_docx, filled_xlsx
from samples.letters import the_call

LEXICON = load_lexicon()
ANSWERS = {
    "municipality": "Општина Лакташи",
    "address": "Карађорђева 56, 78250 Лакташи",
    "official_email": "opstina@laktasi.example",
    "official_phone": "051 334 200",
    "website": "www.laktasi.example",
    "head_name": "Петар Петровић",
    "contact_name": "Марија Марић",
    "contact_position": "Савјетник, Одјељење за друштвене дјелатности",
    "contact_email": "marija@laktasi.example",
    "contact_phone": "051/123-456",
    "webinars": "Мобилни теренски тимови, мај 2021.",
    "ecourses": "Дневни центри (Марија Марић)",
    "situation": "У општини живи 35.000 становника.",
    "motivation": "Желимо да учимо од других.",
    "experience": "Дневни центар ради од 2010. године.",
    "plan": "Почели бисмо у двије мјесне заједнице.",
    "resources": "Два радника и једно возило.",
    "partners": "Центар за социјални рад Лакташи",
    "place": "Лакташи",
    "signed_on": "10. 9. 2021.",
    "signatory": "Петар Петровић, начелник",
}
MEMBER = {
    "name": "Ана Анић",
    "position": "Сарадник",
    "institution": "Општина",
    "email": "ana@x.example",
    "english": "B2",
}
FORUM = Option(cluster="minorities", approach="minorities-forum")

# The orders that ECMA-376 prescribes: Word takes a file apart from them for damaged.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing kern sz szCs u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "sdtPr": "rPr alias tag id lock showingPlcHdr text date dropDownList checkbox",
}


@pytest.fixture(scope="module")
def call() -> Call:
    """Give the call that ships."""
    return the_call()


def blank(call: Call, folder: Path, name: str) -> bytes:
    """Write the blank form and return its bytes."""
    write_blank(call, folder / name)
    return (folder / name).read_bytes()


def read_back(call: Call, form: bytes) -> FormReading:
    """Read a form as the desk would."""
    result = read_part(Part(name="form", content=form), Limits())
    assert isinstance(result, Read)
    return FormReader(call, LEXICON).read(result.document, "form")


def body(form: bytes) -> etree._Element:
    """Return the XML of a Word form."""
    document: etree._Element = docx.Document(BytesIO(form)).element
    return document


def sheet_of(form: bytes) -> Worksheet:
    """Return the sheet that people see."""
    sheet = load_workbook(BytesIO(form)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


@pytest.mark.parametrize("name", ["form.docx", "form.xlsx"])
def test_the_blank_form_is_known_for_the_form_and_for_blank(call: Call, tmp_path: Path, name: str) -> None:
    """Somebody will send it back as it is; nothing that it prints may count as an answer."""
    reading = read_back(call, blank(call, tmp_path, name))
    assert reading.score > 20
    assert reading.is_blank
    assert not reading.doubts, "what the form prints below a heading is nobody's answer to it"


def test_every_answer_in_the_word_form_comes_back(call: Call, tmp_path: Path) -> None:
    """Our own form is the one that must never be misread."""
    answers: dict[str, str | bool] = {f"field:{field}": answer for field, answer in ANSWERS.items()}
    members: dict[str, str | bool] = {f"field:members:1:{column}": answer for column, answer in MEMBER.items()}
    ticks = {"option:minorities-forum": True, "field:commitment": True, "field:privacy": True}
    reading = read_back(call, filled_docx(blank(call, tmp_path, "form.docx"), answers | members | ticks))
    given = {field: answer.value for field, answer in reading.answers.items()}
    assert given == ANSWERS | {"members": (MEMBER,), "commitment": True, "accuracy": False, "privacy": True}
    assert [chosen.option for chosen in reading.choice.chosen] == [FORUM]


def test_every_answer_in_the_excel_form_comes_back(call: Call, tmp_path: Path) -> None:
    """The same of the workbook, whose choices are taken from its lists."""
    choices = {
        "cluster": chosen_text(call, "minorities"),
        "approach": "Форум за социјални дијалог / Social Dialogue Forum",
    }
    statements = {"commitment": "ДА", "accuracy": "НЕ", "privacy": "ДА"}
    form = blank(call, tmp_path, "form.xlsx")
    filled_xlsx(form, ANSWERS | choices | statements, (tuple(MEMBER.values()),), tmp_path / "filled.xlsx")
    reading = read_back(call, (tmp_path / "filled.xlsx").read_bytes())
    given = {field: answer.value for field, answer in reading.answers.items()}
    assert given == ANSWERS | {"members": (MEMBER,), "commitment": True, "accuracy": False, "privacy": True}
    assert FORUM in [chosen.option for chosen in reading.choice.chosen]


def chosen_text(call: Call, cluster: str) -> str:
    """Return a cluster as the list shows it."""
    short = call.cluster(cluster).short
    return f"{short.sr} / {short.en}"


@pytest.mark.parametrize("cluster", ["day-centre", "awareness", "mobile-teams", "minorities", "idrm"])
def test_a_ticked_box_chooses_its_own_cluster(call: Call, tmp_path: Path, cluster: str) -> None:
    """A long option is broken over two lines; the box must keep to it."""
    form = filled_docx(blank(call, tmp_path, "form.docx"), {f"option:{cluster}": True})
    assert [chosen.option for chosen in read_back(call, form).choice.chosen] == [Option(cluster=cluster)]


def test_every_question_has_a_control_of_its_own(call: Call, tmp_path: Path) -> None:
    """A program may fill the form by tags, and Word marks each place."""
    form = blank(call, tmp_path, "form.docx")
    tags = set(controls(form))
    asked = {f.id for f in call.fields if f.type not in (FieldType.TABLE, FieldType.CHOICE)}
    options = {cluster.id for cluster in call.clusters} | {
        a.id for cluster in call.clusters for a in cluster.approaches
    }
    cells = {f"members:{row}:{column.id}" for row in (1, 2, 3) for column in call.field("members").columns}
    assert tags == {f"field:{each}" for each in asked | cells} | {f"option:{each}" for each in options}
    ids = [each.get(f"{W}val") for sdt in controls(form).values() for each in sdt.iter(f"{W}id")]
    assert len(ids) == len(set(ids)) == len(tags)


def test_each_kind_of_answer_has_its_kind_of_control(call: Call, tmp_path: Path) -> None:
    """A date is picked, a level is chosen, a statement is ticked, a text may have several lines."""
    by_tag = controls(blank(call, tmp_path, "form.docx"))
    date = next(by_tag["field:signed_on"].iter(f"{W}date"))
    assert [each.get(f"{W}val") for each in date.iter(f"{W}lid")] == ["sr-Cyrl-BA"]
    levels = [item.get(f"{W}value") for item in by_tag["field:members:2:english"].iter(f"{W}listItem")]
    assert levels == ["A1", "A2", "B1", "B2", "C1", "C2"]
    assert next(by_tag["field:accuracy"].iter(f"{W14}checked")).get(f"{W14}val") == "0"
    assert next(by_tag["field:situation"].iter(f"{W}text")).get(f"{W}multiLine") == "1"


def test_the_word_form_keeps_to_the_order_of_the_schema(call: Call, tmp_path: Path) -> None:
    """LibreOffice forgives what Word calls an unreadable file."""
    form = blank(call, tmp_path, "form.docx")
    with zipfile.ZipFile(BytesIO(form)) as package:
        parts = [etree.fromstring(package.read(f"word/{name}.xml")) for name in ("document", "styles", "footer1")]
    for part in parts:
        for name, order in ORDERS.items():
            for properties in part.iter(f"{W}{name}"):
                found = [etree.QName(child).localname for child in properties]
                known = [each for each in found if each in order.split()]
                assert known == sorted(known, key=order.split().index), (name, found)


def test_the_word_form_declares_what_old_versions_may_ignore(call: Call, tmp_path: Path) -> None:
    """Check boxes are of 2010; an older Word must be told that it may pass over them."""
    form = body(blank(call, tmp_path, "form.docx"))
    ignorable = form.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable")
    assert "w14" in str(ignorable).split()
    assert form.nsmap["w14"] == W14.strip("{}")


@pytest.mark.parametrize("headed", [True, False])
def test_no_two_tables_of_the_word_form_touch(call: Call, tmp_path: Path, *, headed: bool) -> None:
    """Word makes one table of two that touch, and their columns no longer fit."""
    fields = call.fields if headed else tuple(field._replace(section=None) for field in call.fields)
    blocks = list(body(blank(replace(call, fields=fields), tmp_path, "form.docx"))[0])
    tables = [block.tag == f"{W}tbl" for block in blocks]
    assert tables.count(True) >= 3
    assert not any(one and other for one, other in pairwise(tables))


def test_required_answers_are_marked_and_the_mark_is_explained(call: Call, tmp_path: Path) -> None:
    """The stars come from the call file, like everything else."""
    text = "\n".join(each.text or "" for each in body(blank(call, tmp_path, "form.docx")).iter(f"{W}t"))
    for field in call.fields:
        if field.type is not FieldType.TABLE and field.id != "approach":
            assert (f"{field.label.sr} *" in text) == field.required
    assert "info@alvrs.com" in text
    assert "до 13. септембра 2021. године" in text
    assert "no later than 13 September 2021" in text


def test_only_the_answers_of_the_sheet_can_be_written_over(call: Call, tmp_path: Path) -> None:
    """The labels are what the form is known by; nobody needs a password to make room."""
    sheet = sheet_of(blank(call, tmp_path, "form.xlsx"))
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell)]
    open_cells = {cell.coordinate for cell in cells if not cell.protection.locked}
    asked = [f for f in call.fields if f.type is not FieldType.TABLE]
    assert len(open_cells) == len(asked) + 3 * 5
    assert all(sheet[coordinate].value is None for coordinate in open_cells)


def test_choices_of_the_sheet_are_lists_with_prompts(call: Call, tmp_path: Path) -> None:
    """Choosing spares a misspelling; the prompt says in both languages what to do."""
    form = blank(call, tmp_path, "form.xlsx")
    book = load_workbook(BytesIO(form))
    assert book.worksheets[1].sheet_state == "hidden"
    validations = book.worksheets[0].data_validations.dataValidation
    assert all(each.prompt and " / " in each.prompt and each.promptTitle for each in validations)
    cell = str(book.defined_names["field_cluster"].attr_text).rpartition("!")[2].replace("$", "")
    listed = next(each for each in validations if cell in each.sqref)
    assert listed.type == "list"
    area = str(listed.formula1).rpartition("!")[2].replace("$", "")
    items = [row[0].value for row in book.worksheets[1][area]]
    assert items == [chosen_text(call, cluster.id) for cluster in call.clusters]


def test_the_sheet_is_ready_for_the_printer(call: Call, tmp_path: Path) -> None:
    """It is signed and stamped on paper: A4, one page wide."""
    sheet = sheet_of(blank(call, tmp_path, "form.xlsx"))
    assert str(sheet.page_setup.paperSize) == Worksheet.PAPERSIZE_A4
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_every_prompt_is_known_to_the_reader_for_a_prompt(call: Call) -> None:
    """Office programs turn prompts into ordinary text; then only their words tell them from answers."""
    prompts = [text for text in printed_texts(call) if text.startswith("[")]
    assert len(prompts) >= 9
    assert all(LEXICON.is_prompt(prompt) for prompt in prompts)


@pytest.mark.parametrize("name", ["form.pdf", "form", "form.doc"])
def test_another_format_is_refused_by_name(call: Call, tmp_path: Path, name: str) -> None:
    """The message must say what would have been right."""
    with pytest.raises(ValueError, match=r"\.docx or \.xlsx"):
        write_blank(call, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_form_that_cannot_be_written_leaves_the_old_one(call: Call, tmp_path: Path) -> None:
    """A file is written whole or not at all."""
    (tmp_path / "form.docx").mkdir()
    with pytest.raises(OSError, match=r"form\.docx"):
        write_blank(call, tmp_path / "form.docx")
    assert [each.name for each in tmp_path.iterdir()] == ["form.docx"]


@pytest.mark.parametrize("name", ["form.docx", "form.xlsx"])
def test_a_call_of_another_shape_has_its_form_as_well(tmp_path: Path, name: str) -> None:
    """No section, no hint, no approaches, no table, a deadline with an hour, an ampersand in the form's name."""
    (tmp_path / "call.toml").write_text(
        """
        id = "choirs-2030"
        title = "Choirs"
        deadline = 2030-05-01T12:00:00
        form = ["Form A & B"]
        clusters = [{ id = "folk", title = { "sr-Cyrl" = "Народна пјесма", en = "Folk song" } }]
        fields = [
            { id = "cluster", label = { "sr-Cyrl" = "Кластер учења", en = "Learning cluster" }, type = "choice" },
            { id = "municipality", label = "Municipality", type = "municipality" },
        ]
        """,
        encoding="utf-8",
    )
    call = call_file.load(tmp_path / "call.toml", zone=ZoneInfo("Europe/Sarajevo"), address="desk@choirs.example")
    form = blank(call, tmp_path, name)
    with zipfile.ZipFile(BytesIO(form)) as package:
        text = "".join(package.read(entry).decode() for entry in package.namelist() if entry.endswith(".xml"))
    text = html.unescape(text)
    assert "1. маја 2030. године до 12:00 часова" in text
    assert "desk@choirs.example" in text
    assert "alvrs" not in text


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_the_form_tells_no_time_so_that_it_is_always_the_same(call: Call, ending: str) -> None:
    """It goes with letters, and the same letter has the same bytes whenever it is written."""
    form = blank_form(call, ending)
    with zipfile.ZipFile(BytesIO(form)) as container:
        assert {part.date_time for part in container.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:" not in re.sub(rb'xmlns:dcterms="[^"]*"', b"", container.read("docProps/core.xml"))
    assert blank_form(call, ending) == form
