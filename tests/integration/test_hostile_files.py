"""Files that are made to hurt: each is read or refused in time, says nothing that is not in it, and leads nowhere."""

from __future__ import annotations

import io
import logging
import pickle
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from intake.reading.gate import Limits, RefusedError
from intake.reading.open import Read, Result, Skipped, Unread, read_parts
from intake.reading.parts import Part
from intake.reading.share import share_of_time
from intake.reading.submission import _form
from intake.rules.finding import Code
from outlook import msg, tnef
from packages import docx, word_part, xlsx, zipped
from pdfs import pdf, text
from reading_forms import reader

LIMITS = Limits(seconds=1)
SECONDS = 5 * LIMITS.seconds  # of the processor: for opening, for looking for a form, and for what cannot be cut off
REFUSED = {Code.FORM_DAMAGED, Code.FORM_TOO_LARGE, Code.FORM_UNREADABLE, Code.FORM_UNSUPPORTED}
SECRET = "lozinka-koju-niko-ne-smije-vidjeti"
SHEET = "xl/worksheets/sheet1.xml"
ROW = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Општина</t></is></c></row></sheetData>'
DOCUMENT = docx(
    "<w:p><w:r><w:t>Општина</w:t></w:r></w:p>", parts={"word/header1.xml": ("header", word_part("hdr", "<w:p/>"))}
)
WORKBOOK = xlsx(ROW, parts={"xl/sharedStrings.xml": "<sst/>"})


def opened(content: bytes, name: str = "Prilog 2") -> list[Result]:
    """Read a file and all that is in it, also as the form of the call; in time."""
    begun = time.process_time()
    results = list(read_parts([Part(name=name, content=content, path="2")], LIMITS))
    found = [_form(result, (reader(),), LIMITS) for result in results]
    assert time.process_time() - begun < SECONDS
    assert pickle.dumps(found), "so it leaves the reading process"
    return results


def refused(content: bytes) -> Code:
    """Read a file that must not be read; say what the applicant is told."""
    (result,) = opened(content)
    assert isinstance(result, Unread), result
    assert result.code in REFUSED
    return result.code


def put_in(package: bytes, name: str, content: bytes) -> bytes:
    """Give a package with one part exchanged."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts: dict[str, str | bytes] = {each: archive.read(each) for each in archive.namelist()}
    return zipped({**parts, name: content})


# Entities


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
DECLARED = {
    "entities in each other": f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>',
    "one long entity": f'<!DOCTYPE x [<!ENTITY a9 "{"ha" * 50_000}">]>',
    "a file": '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file://{secret}">]>',
    "an address": '<!DOCTYPE x [<!ENTITY a9 SYSTEM "http://127.0.0.1:9/x">]>',
    "a DTD elsewhere": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "a parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file://{secret}"> %p;]>',
}


@pytest.mark.parametrize("declared", DECLARED.values(), ids=DECLARED)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("package", "part"),
    [
        *((DOCUMENT, name) for name in ("word/document.xml", "_rels/.rels", "word/_rels/document.xml.rels")),
        *((WORKBOOK, name) for name in ("xl/workbook.xml", SHEET, "xl/sharedStrings.xml")),
    ],
)
def test_entities_are_never_resolved(package: bytes, part: str, encoding: str, declared: str, tmp_path: Path) -> None:
    """Billion laughs take the memory, external ones read this machine's files into a register that is handed on."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        whole = archive.read(part).decode()
    used = whole.replace("Општина", "&a9;") if "Општина" in whole else whole
    hostile = f'<?xml version="1.0" encoding="{encoding}"?>' + declared.replace("{secret}", str(secret)) + used
    (result,) = opened(put_in(package, part, hostile.encode(encoding)))
    assert SECRET not in repr(result)
    assert "haha" not in repr(result)
    assert isinstance(result, Unread) or "Општина" in repr(result), "a side part is left out, not the form"


# Bombs, and what is large in ways that cost nothing to send


def nested(deep: int) -> bytes:
    """Zips in each other, each with three more beside it."""
    content: bytes = b" " * 10**6
    for _ in range(deep):
        content = zipped({f"{n}.zip": content for n in range(3)})
    return content


def overlapping() -> bytes:
    """One body under a thousand names (David Fifield's bomb, in small)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.xml", b" " * 100_000)
        (first,) = archive.infolist()
        for number in range(1, 900):
            again = zipfile.ZipInfo(f"{number}.xml")
            again.CRC, again.compress_size, again.file_size = first.CRC, first.compress_size, first.file_size
            again.header_offset, again.compress_type = first.header_offset, first.compress_type
            archive.filelist.append(again)
    return out.getvalue()


SPACES = "<w:p/>" * 5_000_000


def one_string() -> bytes:
    """Hundreds of cells that all show the one string of the file."""
    book = Workbook()
    assert book.active is not None
    for _ in range(10):
        book.active.append(["x" * 30_000] * 60)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


BOMBS: dict[str, Callable[[], bytes]] = {
    "a part": lambda: put_in(
        DOCUMENT, "word/document.xml", word_part("document", f"<w:body>{SPACES}</w:body>").encode()
    ),
    "zips in zips": lambda: nested(5),
    "overlapping entries": overlapping,
    "cells of one string": one_string,
    "a page": lambda: pdf_of(zlib.compress(b" " * 100_000_000, 9), b"/Filter /FlateDecode"),
    "a page packed twice": lambda: pdf_of(
        zlib.compress(zlib.compress(b"0 0 m " * 5_000_000, 9), 9), b"/Filter [/FlateDecode /FlateDecode]"
    ),
}


def pdf_of(page: bytes, packed: bytes) -> bytes:
    """A PDF whose page is packed."""
    return pdf(page).replace(b"<< /Length", b"<< " + packed + b" /Length", 1)


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_refused_before_they_take_time_or_memory(bomb: str) -> None:
    """Whatever unpacks them: each is small enough for a mail."""
    content = BOMBS[bomb]()
    assert len(content) < LIMITS.attachment_size
    for result in opened(content):
        assert isinstance(result, Unread | Skipped)


def _sheets() -> Iterator[tuple[str, str]]:
    yield "the whole sheet declared", f'<dimension ref="A1:XFD1048576"/>{ROW}'
    yield "a cell at its end", ROW.replace("</row>", '</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    yield "merged whole", f'{ROW}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield (
        "merged many times",
        ROW
        + "<mergeCells>{}</mergeCells>".format("".join(f'<mergeCell ref="A{n}:Z{n + 900}"/>' for n in range(1, 3000))),
    )
    yield "columns to its end", f'<cols><col min="1" max="16384" hidden="1"/></cols>{ROW}'
    yield (
        "a list for every cell",
        (
            f'{ROW}<dataValidations><dataValidation type="list" sqref="A1:XFD1048576">'
            "<formula1>$A$1:$XFD$1048576</formula1></dataValidation></dataValidations>"
        ),
    )
    yield (
        "formats for every cell",
        (
            f'{ROW}<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" priority="1">'
            "<formula>TRUE</formula></cfRule></conditionalFormatting>"
        ),
    )
    yield "links from every cell", f'{ROW}<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'
    yield "rows that say nothing", f"<sheetData>{'<row/>' * 100_000}</sheetData>"


HONEST = {
    "the whole sheet declared",
    "a cell at its end",
    "columns to its end",
    "a list for every cell",
    "formats for every cell",
    "rows that say nothing",
}


@pytest.mark.parametrize(("name", "sheet"), list(_sheets()), ids=[name for name, _ in _sheets()])
def test_a_giant_sheet_costs_no_more_than_what_is_in_it(name: str, sheet: str) -> None:
    """Programs declare and format whole sheets in honest files, too: those are read."""
    (result,) = opened(xlsx(sheet))
    assert isinstance(result, Read) is (name in HONEST)
    assert isinstance(result, Read | Unread)
    assert ("Општина" in repr(result)) is (name in HONEST and "Општина" in sheet)


CELL = "<w:tc><w:p><w:r><w:t>а</w:t></w:r></w:p></w:tc>"
WIDE = '<w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr><w:p/></w:tc>'
PROSE = {
    "a paragraph without end": f"<w:p><w:r><w:t>{'реч ' * 1_000_000}</w:t></w:r></w:p>",
    "runs of a letter": f"<w:p>{'<w:r><w:t>а</w:t></w:r>' * 300_000}</w:p>",
    "thousands of tables": f"<w:tbl><w:tr>{CELL}</w:tr></w:tbl>" * 20_000,
    "tables in each other": "<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80,
    "elements in each other": "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000,
    "a cell over a million columns": f"<w:tbl><w:tr>{WIDE}{CELL}</w:tr></w:tbl>",
    "a row of a hundred thousand": f"<w:tbl><w:tr>{CELL * 100_000}</w:tr></w:tbl>",
    "styles in a circle": '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>а</w:t></w:r></w:p>' * 1000,
    "labels alone": "<w:p><w:r><w:t>Назив општине: Е-пошта: Телефон: </w:t></w:r></w:p>" * 20_000,
}  # fmt: skip
STYLES = "".join(f'<w:style w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("ab", "bc", "ca"))


@pytest.mark.parametrize("prose", PROSE)
def test_a_document_of_absurd_shape_ends_in_time(prose: str) -> None:
    """Read or refused, whichever: a form has none of these."""
    body = PROSE[prose]
    (result,) = opened(docx(body, parts={"word/styles.xml": ("styles", word_part("styles", STYLES))}))
    assert isinstance(result, Read) or result.code in REFUSED  # type: ignore[union-attr]


HTML = {
    "elements in each other": "<div>" * 30_000 + "Општина",
    "tables in each other": "<table><tr><td>" * 3_000 + "Општина",
    "a cell over a million columns": "<table><tr><td colspan=1000000000 rowspan=1000000000>Општина<td>б</table>",
    "a declaration": '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><p>&a;Општина',
    "a line without end": "<html><p>" + "Општина " * 200_000,
    "attributes": "<html><p " + "a=b " * 200_000 + ">Општина",
}


@pytest.mark.parametrize("page", HTML)
def test_a_page_of_absurd_shape_ends_in_time(page: str) -> None:
    """The text of a mail is the easiest thing to send."""
    results = opened(b"<html>" + HTML[page].encode())
    assert "root:" not in repr(results)


def _pdfs() -> Iterator[tuple[str, bytes]]:
    whole = pdf(text("Opstina", 72, 700))
    yield "pages in a circle", whole.replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")
    yield "a billion pages", whole.replace(b"/Count 1", b"/Count 1000000000")
    yield "the same page again", whole.replace(b"/Kids [3 0 R]", b"/Kids [%s]" % (b"3 0 R " * 50_000))
    yield "objects in a circle", whole.replace(b"/Contents 4 0 R", b"/Contents 3 0 R")
    yield "arrays in each other", whole.replace(b"/Annots []", b"/Annots " + b"[" * 20_000 + b"]" * 20_000)
    yield "an xref without end", whole.replace(b"xref\n0 5", b"xref\n0 999999999")
    yield "an xref in a circle", whole.replace(b"trailer << ", b"trailer << /Prev %d " % whole.index(b"xref"))
    yield "letters without end", pdf(text("O" * 400_000, 72, 700))
    yield "lines without end", pdf(b"0 0 m 500 500 l S\n" * 150_000)
    yield "a page of a million points", whole.replace(b"[0 0 595 842]", b"[0 0 1e9 1e9]")
    yield (
        "forms in a circle",
        whole.replace(b"stream\n", b"stream\n/X Do ")
        .replace(b"/Resources << ", b"/Resources << /XObject << /X 4 0 R >> ")
        .replace(b"<< /Length", b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length"),
    )


@pytest.mark.parametrize("content", [content for _, content in _pdfs()], ids=[name for name, _ in _pdfs()])
def test_a_pdf_of_absurd_shape_ends_in_time(content: bytes) -> None:
    """PDF is a language in which loops are easily written."""
    opened(content)


def test_a_winmail_dat_that_counts_to_billions_ends_in_time() -> None:
    """Found by `make fuzz`: 26 bytes kept the library busy for hours."""
    hostile = bytes.fromhex("789f3e22fffffe039019229afe03901922ff008d04")
    counted = tnef(b"a.docx", b"x")[:6] + b"\x02\x05\x90\x06\x00\x04\0\0\0\xff\xff\xff\xff\xfc\x03" + b"\0" * 20
    for content in (hostile, counted):
        assert all(isinstance(result, Unread | Skipped) for result in opened(content))


def test_a_file_that_takes_its_share_of_time_leaves_the_others_theirs() -> None:
    """The form beside it is read, and the applicant hears which file could not be."""
    slow = tnef(b"a.docx", b"x")[:6] + b"\x02\x05\x90\x06\x00\x04\0\0\0\xff\xff\xff\xff\xfc\x03" + b"\0" * 20
    parts = [Part(name="winmail.dat", content=slow), Part(name="Prilog 2.docx", content=DOCUMENT)]
    stopped, form = read_parts(parts, Limits(seconds=0.2))
    assert isinstance(stopped, Unread)
    assert stopped.code is Code.FORM_UNREADABLE
    assert isinstance(form, Read)


def test_a_pdf_whose_pages_are_themselves_is_given_up() -> None:
    """Found by `make fuzz`: the library follows such a reference for ever."""
    objects = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n2 0 R\nendobj\n"
    circle = b"%PDF-1.7\n" + objects + b"trailer << /Root 1 0 R /Size 3 >>\n%%EOF"
    (stopped,) = read_parts([Part(name="Prilog 2.pdf", content=circle)], Limits(seconds=0.2))
    assert isinstance(stopped, Unread)
    assert stopped.code is Code.FORM_UNREADABLE


def test_time_that_is_over_while_python_tidies_up_is_over_at_the_next_stroke() -> None:
    """Python drops what is raised in a finalizer; nothing of it is printed, and the file is cut off all the same."""
    begun = time.process_time()

    def busy(seconds: float) -> None:
        while time.process_time() < begun + seconds:
            pass

    class Slow:
        def __del__(self) -> None:
            busy(0.3)

    @share_of_time(0.1)
    def read() -> None:
        Slow()
        busy(5)

    with pytest.raises(RefusedError):
        read()
    assert time.process_time() < begun + 2


def test_time_that_is_over_while_the_log_is_written_leaves_its_lock_free() -> None:
    """A library that warns without end is cut off between two warnings: others can write to the log from then on."""
    log = logging.getLogger("a library")
    lines = logging.StreamHandler(io.StringIO())

    def write() -> None:
        with lines.lock:  # type: ignore[union-attr]  # None of a NullHandler alone
            pass

    log.propagate = False
    log.addHandler(lines)

    @share_of_time(0.02)
    def read() -> None:
        while True:
            log.warning("a warning")

    for _ in range(30):
        with pytest.raises(RefusedError):
            read()
    other = threading.Thread(target=write, daemon=True)
    other.start()
    other.join(timeout=5)
    assert not other.is_alive()


# Names


NAMES = {
    "../../etc/passwd": "passwd",
    "/etc/passwd": "passwd",
    "..\\..\\windows\\system.ini": "system.ini",
    "C:\\Prilog 2.docx": "Prilog 2.docx",
    "..": "file 1",
    ".": "file 1",
    "": "file 1",
    "a\nb.docx": "a b.docx",
    "a\x00b.docx": "ab.docx",
    "Prilog\u202excod.exe": "Prilogxcod.exe",
    "\u200b\u2066": "file 1",
    "CON": "CON",
    "x" * 5000 + ".docx": "x" * 175 + ".docx",
}


@pytest.mark.parametrize(("written", "shown"), NAMES.items(), ids=[ascii(name)[:20] for name in NAMES])
def test_a_name_leads_nowhere_and_shows_what_it_is(written: str, shown: str) -> None:
    """In a winmail.dat and in an Outlook message; none is ever the name of a file that the desk writes."""
    if "\x00" not in written and "\n" not in written and written.isascii():
        (inner,) = opened(tnef(written.encode(), b"\x89PNG"))
        assert inner.file.name == shown
    if "\x00" not in written and written:
        (inner,) = opened(msg(written, b"\x89PNG" + b" " * 5000))
        assert inner.file.name.removesuffix(" ") == shown


@pytest.mark.parametrize("name", ["../a.docx", "/a.docx", "..\\a.docx", "a/../../b.docx"])
def test_a_zip_whose_names_lead_out_of_it_is_refused_whole(name: str) -> None:
    """Nothing is ever unpacked to disk; who else gets the file may do so."""
    assert refused(zipped({name: DOCUMENT})) is Code.FORM_DAMAGED


@pytest.mark.parametrize("name", ["CON.docx", "a\u202excod.docx", "NUL", "a:b.docx", "-rf.docx", "$(id).docx"])
def test_a_zip_with_odd_names_is_read(name: str) -> None:
    """They are shown without what misleads, and are no file's name here."""
    (result,) = opened(zipped({name: DOCUMENT}))
    assert isinstance(result, Read)
    assert "\u202e" not in result.file.name
