"""Forms in older and other formats, written by a real LibreOffice and read back through it."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import docx
import pytest

from intake.reading.doc_end import with_last_paragraph
from intake.reading.gate import Limits, RefusedError
from intake.reading.open import Read, Unread, read_part
from intake.reading.parts import Part
from intake.rules.finding import Code
from layouts import sheet_forms, word_forms
from layouts.applicants import Applicant, applicant
from layouts.own_form import own_docx, own_xlsx
from packages import docx as docx_package
from reading_forms import call, judged
from servers.spreadsheet import saved_as

pytestmark = pytest.mark.office

LIMITS = Limits()
ODF = "urn:oasis:names:tc:opendocument:xmlns"
Save = Callable[[bytes, str, str], bytes]


@pytest.fixture(scope="module")
def save(tmp_path_factory: pytest.TempPathFactory) -> Save:
    """Give a function that opens a file of one kind in LibreOffice and saves it as another."""
    folder = tmp_path_factory.mktemp("office")

    return partial(saved_as, folder=folder)


def _as_word_saves_it(content: bytes) -> bytes:
    """End the body with a paragraph, as Word always does: LibreOffice loses tables of a .doc that has none."""
    document = docx.Document(BytesIO(content))
    document.add_paragraph("")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _ruled(content: bytes) -> bytes:
    """Draw the lines of all tables, as every printed form has them."""
    document = docx.Document(BytesIO(content))
    for table in document.tables:
        table.style = "Table Grid"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _odt(parts: dict[str, str]) -> bytes:
    """Zip an OpenDocument text; its type comes first and is not compressed (OpenDocument 1.3, part 2, 3.3)."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _opened(content: bytes) -> Read:
    result = read_part(Part(name="form", content=content), LIMITS)
    assert isinstance(result, Read), result
    return result


def _folded(value: object) -> object:
    """Leave line breaks out: a page does not show whether a full line was broken by its writer or by its width."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _holds(content: bytes, who: Applicant, *, but: tuple[str, ...] = ()) -> None:
    """*but* are answers that the format or LibreOffice writes otherwise."""
    application = judged(_opened(content).document)
    expected = {name: value for name, value in who.expected.items() if name not in but}
    assert {name: _folded(application.answers.get(name)) for name in expected} == {
        name: _folded(value) for name, value in expected.items()
    }
    assert (application.municipality, application.cluster, application.approach) == (
        who.municipality,
        who.cluster,
        who.approach,
    )


@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
@pytest.mark.parametrize("layout", ["two columns", "four columns", "option rows", "colon paragraphs"])
def test_a_document_gives_back_its_answers(save: Save, layout: str, kind: str) -> None:
    """Half of the offices save what their program saves by itself."""
    who = applicant(len(layout), "sr")
    content = save(_as_word_saves_it(word_forms.LAYOUTS[layout](who, "sr", "glyph boxes")), "docx", kind)

    assert _opened(content).file.kind == kind
    _holds(content, who)


@pytest.mark.parametrize("layout", ["two columns", "four columns"])
def test_a_table_at_the_very_end_of_an_old_document_gives_back_its_answers(save: Save, layout: str) -> None:
    """LibreOffice saves a .doc so where the form has no paragraph at its end, and loses that table again."""
    who = applicant(len(layout), "sr")

    _holds(save(word_forms.LAYOUTS[layout](who, "sr", "glyph boxes"), "docx", "doc"), who)


@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
def test_what_was_deleted_while_changes_were_tracked_is_gone_from_every_format(save: Save, kind: str) -> None:
    """A second look at a draft: another cluster, another telephone, a paragraph and a row taken out."""
    who = 'w:author="A" w:date="2021-09-01T10:00:00Z"'

    def gone(text: str) -> str:
        return f'<w:del w:id="1" {who}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'

    def added(text: str) -> str:
        return f'<w:ins w:id="2" {who}><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:ins>'

    def line(text: str, changed: str = "") -> str:
        return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r>{changed}</w:p>'

    deleted = f'<w:p><w:pPr><w:rPr><w:del w:id="3" {who}/></w:rPr></w:pPr>{gone("Партнери: Хор")}</w:p>'
    row = "<w:tr>{0}<w:tc><w:tcPr/><w:p>{1}</w:p></w:tc><w:tc><w:tcPr/><w:p>{2}</w:p></w:tc></w:tr>"
    rows = (
        row.format("", added("Опис стања"), added("Старих је много")),
        row.format(f'<w:trPr><w:del w:id="4" {who}/></w:trPr>', gone("Ресурси"), gone("Сала")),
    )
    blocks = (
        *map(line, ("Прилог 2 – Образац за пријаву", "Назив општине: Лакташи", "Контакт особа: Ана Анић")),
        line("Кластер учења: ", gone("Дневни центри") + added("Мобилни теренски тимови")),
        line("Телефон контакт особе: ", gone("051 111 222") + added("051 333 444")),
        deleted,
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>" + "".join(rows) + "</w:tbl>",
        line(""),
    )
    got = judged(_opened(save(docx_package("".join(blocks)), "docx", kind)).document)

    assert got.cluster == "mobile-teams"
    assert [got.answers[name] for name in ("contact_phone", "situation", "partners", "resources")] == [
        "+38751333444",
        "Старих је много",
        None,
        None,
    ]


def test_a_table_at_the_end_is_never_lost_in_silence(save: Save) -> None:
    """Where the paragraph finds no room, the file counts as damaged: what LibreOffice makes of it is no form."""
    form = save(word_forms.LAYOUTS["two columns"](applicant(1, "sr"), "sr", "glyph boxes"), "docx", "doc")
    end = b"\x07\0\x07\0\0\0"  # the last cell, its row, and what is unused behind them

    with pytest.raises(RefusedError) as refused:
        with_last_paragraph(form.replace(end, end[:-2] + b"a\0"))

    assert refused.value.code is Code.FORM_DAMAGED
    assert with_last_paragraph(form[: len(form) // 2]) == form[: len(form) // 2]


@pytest.mark.parametrize("kind", ["xls", "ods"])
@pytest.mark.parametrize("layout", sheet_forms.LAYOUTS)
def test_a_workbook_gives_back_its_answers(save: Save, layout: str, kind: str) -> None:
    """The same of sheets."""
    who = applicant(len(layout), "sr")
    content = save(sheet_forms.LAYOUTS[layout](who, "sr"), "xlsx", kind)

    assert _opened(content).file.kind == kind
    _holds(content, who)


@pytest.mark.parametrize("kind", ["doc", "odt", "rtf", "pdf"])
def test_the_products_own_form_gives_back_its_answers(save: Save, kind: str) -> None:
    """Its controls become text on the way, and LibreOffice 7.4 drops line breaks in them: "motivation" has one."""
    who = applicant(3, "sr")
    content = save(own_docx(call(), who), "docx", kind)

    _holds(content, who, but=("motivation",))
    assert judged(_opened(content).document).answers["members"] == who.members


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_products_own_workbook_gives_back_its_answers(save: Save, kind: str) -> None:
    """The choice was made in a drop-down list."""
    who = applicant(3, "sr")

    _holds(save(own_xlsx(call(), who), "xlsx", kind), who)


@pytest.mark.parametrize(
    "layout",
    ["two columns", "numbered columns", "four columns", "label above", "option rows", "free text", "tabbed",
     "colon paragraphs", "underscores"],
)  # fmt: skip
def test_a_printed_form_gives_back_its_answers(save: Save, layout: str) -> None:
    """Lines that the page broke are put together again, tables overleaf go on."""
    who = applicant(len(layout), "sr")

    _holds(save(_ruled(word_forms.LAYOUTS[layout](who, "sr", "glyph boxes")), "docx", "pdf"), who)


def test_printed_columns_without_rules_are_left_to_a_person(save: Save) -> None:
    """Which wrapped line belongs to which row would be guessed."""
    content = save(word_forms.LAYOUTS["four columns"](applicant(2, "sr"), "sr", "glyph boxes"), "docx", "pdf")
    result = read_part(Part(name="form", content=content), LIMITS)

    assert isinstance(result, Unread)
    assert result.code is Code.FORM_UNREADABLE


def test_a_password_on_an_open_document_is_told_from_damage() -> None:
    """The applicant is asked for the file without it."""
    manifest = f'<m:manifest xmlns:m="{ODF}:manifest:1.0"><m:encryption-data/></m:manifest>'
    content = _odt({"content.xml": "\x07", "META-INF/manifest.xml": manifest})
    result = read_part(Part(name="form", content=content), LIMITS)

    assert isinstance(result, Unread)
    assert result.code is Code.FORM_ENCRYPTED


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a web server and the list of what it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()


def test_a_document_fetches_nothing(asked: tuple[str, list[str]]) -> None:
    """A linked picture would tell a stranger when and where the form was opened."""
    address, paths = asked
    spaces = " ".join(
        f'xmlns:{short}="{ODF}:{name}:1.0"'
        for short, name in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
    )
    picture = f'<draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{address}/a.png"/></draw:frame>'
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body><office:text><text:p>Лакташи{picture}</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    listed = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{kind}"/>'
        for path, kind in (("/", "application/vnd.oasis.opendocument.text"), ("content.xml", "text/xml"))
    )
    manifest = f'<m:manifest xmlns:m="{ODF}:manifest:1.0">{listed}</m:manifest>'

    assert any(
        "Лакташи" in str(block)
        for block in _opened(_odt({"META-INF/manifest.xml": manifest, "content.xml": content})).document.blocks
    )
    assert paths == []


@pytest.mark.parametrize("program", ["", "#!/bin/sh\nsleep 60 & sleep 60\n"])
def test_without_a_working_libreoffice_the_file_is_kept_for_a_person(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not installed: the letter says what to send. Installed and hanging: it ends with its children, in time."""
    if program:
        (tmp_path / "soffice").write_text(program)
        (tmp_path / "soffice").chmod(0o755)
    for tool in ("timeout", "prlimit"):
        (tmp_path / tool).symlink_to(f"/usr/bin/{tool}")
    monkeypatch.setenv("PATH", str(tmp_path))
    result = read_part(Part(name="form", content=b"{\\rtf1 a}"), Limits(conversion_seconds=0.5))

    assert isinstance(result, Unread)
    assert result.code is (Code.FORM_UNREADABLE if program else Code.FORM_UNSUPPORTED)
