"""One part, and all that is packed in it: read, not readable, or no form."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import from_corpora
from intake.reading.gate import Limits
from intake.reading.open import Read, Result, Skipped, Unread, read_part, read_parts
from intake.reading.parts import Part
from intake.rules.finding import Code
from intake.rules.forms.places import Line
from outlook import msg, tnef
from packages import docx, xlsx, zipped

LIMITS = Limits()
FORM = docx("<w:p><w:r><w:t>Лакташи</w:t></w:r></w:p>")


def opened(content: bytes, *, name: str = "a") -> list[Result]:
    """Read one part and all that is in it."""
    return list(read_parts([Part(name=name, content=content, path="2")], LIMITS))


def test_a_form_is_read_whatever_it_is_called() -> None:
    """Names and types lie; the hash and the kind come from the content."""
    (result,) = opened(FORM, name="prijava.pdf")
    assert isinstance(result, Read)
    assert (result.file.name, result.file.kind) == ("prijava.pdf", "docx")
    assert result.file.sha256 == hashlib.sha256(FORM).hexdigest()
    assert [block.text for block in result.document.blocks if isinstance(block, Line)] == ["Лакташи"]


@pytest.mark.parametrize("content", [xlsx("<sheetData/>"), "Општина: Лакташи".encode("cp1251"), b"<html><p>a"])
def test_workbooks_text_and_html_are_read(content: bytes) -> None:
    """A form may come as any of them."""
    assert isinstance(opened(content)[0], Read)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (FORM[:-40], Code.FORM_DAMAGED),
        (b"%PDF-1.4", Code.FORM_DAMAGED),
        (b"Rar!\x1a\x07\x00", Code.FORM_UNSUPPORTED),
        (zipped({"a.docx": FORM})[:-40], Code.FORM_DAMAGED),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, code: Code) -> None:
    """The applicant is told what to send instead."""
    (result,) = opened(content)
    assert isinstance(result, Unread)
    assert result.code is code
    assert result.why


@pytest.mark.corpora
@pytest.mark.parametrize(
    "name", ["protect.xlsx", "protected_sha512.xlsx", "testWORD_protected_passtika.doc", "password.xls"]
)
def test_encrypted_documents_are_told_from_damaged_ones(name: str) -> None:
    """The applicant is asked for the file without its password."""
    (result,) = opened(from_corpora(name))
    assert isinstance(result, Unread)
    assert result.code is Code.FORM_ENCRYPTED


@pytest.mark.corpora
def test_an_old_document_is_unsupported_where_libreoffice_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is whole; only no reader is here for it."""
    monkeypatch.setenv("PATH", "")
    (result,) = opened(from_corpora("testWORD.doc"))
    assert isinstance(result, Unread)
    assert result.code is Code.FORM_UNSUPPORTED


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0", b"\x00\x01"])
def test_pictures_and_unknown_things_are_skipped(content: bytes) -> None:
    """A logo in a signature is no unreadable form."""
    assert isinstance(opened(content)[0], Skipped)


@pytest.mark.parametrize("content", [b"", b"\0" * 3000, b"\x00\x01", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
@pytest.mark.parametrize("name", ["Прилог 2.docx", "Prilog 2.DOC", "a.xlsx", "Prilog 2.pdf", "prijava.zip"])
def test_a_document_without_its_content_is_damaged(name: str, content: bytes) -> None:
    """Disks and scanners of mail leave such files; whoever sent one has sent a form and not none."""
    (result,) = opened(content, name=name)
    assert isinstance(result, Unread)
    assert result.code is Code.FORM_DAMAGED


@pytest.mark.parametrize("name", ["~$Прилог 2.docx", "._Prilog 2.docx", "smime.p7s", "logo.png", "part 2"])
def test_what_is_no_document_by_its_name_is_skipped(name: str) -> None:
    """Programs put such files beside documents."""
    assert isinstance(opened(b"\x00\x01", name=name)[0], Skipped)


def test_a_picture_as_large_as_a_scanned_page_is_an_unreadable_file() -> None:
    """Whoever sends a photograph of the form has applied."""
    (result,) = opened(b"\xff\xd8\xff\xe0" + bytes(80_000), name="Prilog 2.jpg")

    assert isinstance(result, Unread)
    assert result.code is Code.FORM_UNSUPPORTED


def test_a_zip_is_opened_and_its_files_say_where_they_lay() -> None:
    """Offices zip their papers."""
    content = zipped({"Опис/Прилог 2.docx": FORM, "__MACOSX/._x": "x", "logo.png": b"\x89PNG\r\n"})
    first, second = opened(content, name="prijava.zip")
    assert first.file.path == "prijava.zip/Прилог 2.docx"
    assert isinstance(second, Skipped)


def test_names_in_a_zip_of_an_old_program_can_be_read() -> None:
    """Windows writes them in the DOS code page, without saying so."""
    content = zipped({"Prilog.docx": FORM}).replace(b"Prilog", "Прилог".encode("cp866"))
    assert opened(content)[0].file.name == "Прилог.docx"


def test_a_zip_in_a_zip_is_opened_to_a_depth() -> None:
    """Three deep is a habit; deeper is an attack."""
    content = FORM
    for _ in range(3):
        content = zipped({"a": content})
    (result,) = opened(content)
    assert isinstance(result, Read)
    assert result.file.path == "a/a/a/a"
    (result,) = opened(zipped({"a": content}))
    assert isinstance(result, Unread)


def test_a_message_attached_as_a_file_is_opened() -> None:
    """Outlook attaches mails as octet-streams."""
    mail = b"From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-1.4"
    assert opened(mail, name="FW.eml")[0].file.path == "FW.eml/a.pdf"


def test_too_many_files_are_refused() -> None:
    """The limit counts over all containers of a message."""
    content = zipped({f"{n}": zipped({f"{m}": "" for m in range(60)}) for n in range(5)})
    assert any(isinstance(result, Unread) and result.code is Code.FORM_TOO_LARGE for result in opened(content))


def test_what_is_in_a_winmail_dat_comes_out() -> None:
    """Outlook packs attachments into it; the recipient sees no form at all."""
    (result,) = opened(tnef(b"Prilog 2.docx", FORM), name="winmail.dat")
    assert isinstance(result, Read)
    assert result.file.path == "winmail.dat/Prilog 2.docx"


@pytest.mark.parametrize("told", [1251, 0, 1252, 99999], ids=["told", "not told", "told wrongly", "unknown"])
@pytest.mark.parametrize("name", ["Пријава Бања Лука.docx", "Пријава - Фоча (1).docx"])
def test_a_name_in_a_winmail_dat_may_be_cyrillic(name: str, told: int) -> None:
    """In eight bits each, of the code page that the message tells, or of another."""
    (result,) = opened(tnef(name.encode("cp1251"), FORM, codepage=told), name="winmail.dat")
    assert isinstance(result, Read)
    assert result.file.path == f"winmail.dat/{name}"


@pytest.mark.parametrize("told", [1251, 65001])
def test_what_else_a_winmail_dat_says_may_be_in_another_encoding(told: int) -> None:
    """A subject that cannot be decoded costs no form."""
    content = tnef(b"Prilog 2.docx", FORM, codepage=told, subject=b"\x98\xff")
    assert [type(result) for result in opened(content, name="winmail.dat")] == [Read]


def test_a_web_page_in_one_file_is_opened() -> None:
    """Word saves a "Single File Web Page" (RFC 2557), and opens one that is called ".doc"."""
    page = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\nThis document is a Web archive."
    part = b"Content-Location: file:///C:/a.htm\r\nContent-Type: text/html\r\n\r\n<html><p>a\r\n"
    (result,) = opened(page + b"\r\n\r\n--b\r\n" + part + b"--b--\r\n", name="Прилог 2.doc")
    assert isinstance(result, Read)
    assert result.file.path == "Прилог 2.doc/part 1"


def test_what_is_attached_to_an_outlook_message_comes_out() -> None:
    """Dragged out of Outlook, a mail becomes a .msg."""
    (result,) = opened(msg("Прилог 2.html", b"<html><p>a" + b" " * 5000), name="a.msg")
    assert isinstance(result, Read)
    assert result.file.path == "a.msg/Прилог 2.html"


@given(st.integers(min_value=0, max_value=len(FORM) - 1), st.integers(min_value=0, max_value=255))
def test_no_changed_byte_makes_it_fail(at: int, value: int) -> None:
    """A damaged file is data, never an exception."""
    changed = FORM[:at] + bytes([value]) + FORM[at + 1 :]
    assert isinstance(read_part(Part(name="a", content=changed), LIMITS), Read | Unread | Skipped)


def test_a_file_over_the_limit_is_not_opened() -> None:
    """The limit is the configuration's."""
    (result,) = read_parts([Part(name="a", content=FORM)], Limits(attachment_size=100))
    assert isinstance(result, Unread)
    assert result.code is Code.FORM_TOO_LARGE


def test_zip_bombs_are_refused_before_they_open() -> None:
    """A gigabyte of blanks is a megabyte of zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.bin", b" " * (101 * 2**20))
    (result,) = opened(out.getvalue())
    assert isinstance(result, Unread)
    assert result.code is Code.FORM_TOO_LARGE
