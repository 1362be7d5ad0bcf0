"""What a file is, by its content."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import CORPORA
from intake.reading.kinds import Kind, kind_of
from packages import docx, xlsx, zipped


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (docx("<w:p/>"), Kind.DOCX),
        (docx("<w:p/>", main="other/name.xml"), Kind.DOCX),
        (docx("<w:p/>")[:-100], Kind.DOCX),
        (xlsx("<sheetData/>"), Kind.XLSX),
        (zipped({"a.docx": docx("<w:p/>")}), Kind.ZIP),
        (zipped({"[Content_Types].xml": "<Types/>", "a.xml": "<a/>"}), Kind.PACKAGE_OTHER),
        (zipped({"Index/Document.iwa": "x"}), Kind.PACKAGE_OTHER),
        (b"%PDF-1.7", Kind.PDF),
        (b"From: a@b\r\nMIME-Version: 1.0\r\n\r\n%PDF-1.7", Kind.MESSAGE),
        (b"\n\n%PDF-1.7", Kind.PDF),
        (b"{\\rtf1", Kind.RTF),
        (b"\xff\xd8\xff\xe0", Kind.IMAGE),
        (b"\x00\x00\x00\x18ftypheic", Kind.IMAGE),
        (b'x\x9f>"', Kind.TNEF),
        (b"Rar!\x1a\x07\x00", Kind.RAR),
        (b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
        (b"\x1f\x8b\x08\x00", Kind.ARCHIVE_OTHER),
        (b"Prilog 2.docx".ljust(257, b"\x00") + b"ustar\x0000", Kind.ARCHIVE_OTHER),
        (b'<?xml version="1.0"?>\r\n<?mso-application progid="Word.Document"?><w:wordDocument/>', Kind.PACKAGE_OTHER),
        (b"", Kind.EMPTY),
        (b" \r\n", Kind.EMPTY),
        ("Општина".encode("cp1251"), Kind.TEXT),
        ("Општина".encode("utf-16"), Kind.TEXT),
        (b"<!DOCTYPE html><p>", Kind.HTML),
        (b"From: a@b\r\nMIME-Version: 1.0\r\n\r\nx", Kind.MESSAGE),
        (b"From: the mayor\r\n\r\nx", Kind.TEXT),
        (b"From a@b Mon Sep  6 10:00:00 2021\nFrom: a@b\nMIME-Version: 1.0\n\nx", Kind.MESSAGE),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b", Kind.MESSAGE),
        ("<html><p>Општина".encode("utf-16"), Kind.HTML),
        (b"\x00\x01\x02", Kind.UNKNOWN),
    ],
)
def test_a_file_is_what_it_holds(content: bytes, kind: Kind) -> None:
    """Names and declared types lie; a damaged file still says what it was."""
    assert kind_of(content) is kind


def test_a_zip_that_holds_a_document_unpacked_is_a_zip() -> None:
    """The document's own names stand in the zip's bytes then."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.docx", docx("<w:p/>"))
    assert kind_of(out.getvalue()) is Kind.ZIP


@pytest.mark.corpora
@pytest.mark.parametrize(("ending", "kinds"), [("docx", {Kind.DOCX}), ("xlsx", {Kind.XLSX, Kind.ENCRYPTED_OFFICE})])
def test_real_files_are_known(ending: str, kinds: set[Kind]) -> None:
    """All but a few that are broken on purpose."""
    files = sorted((CORPORA / "office").rglob(f"*.{ending}"))
    unknown = [file.name for file in files if kind_of(file.read_bytes()) not in kinds]
    assert len(unknown) <= 2, unknown


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"]))
def test_no_bytes_make_it_fail(content: bytes, magic: bytes) -> None:
    """It sees everything that anyone may send."""
    assert kind_of(magic + content) in Kind
