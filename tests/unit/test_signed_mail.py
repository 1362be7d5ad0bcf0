"""Mails and files that were signed as a whole (S/MIME, .p7m): what was signed is read; what is encrypted is named."""

from __future__ import annotations

import base64
import zipfile
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import cache
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from desks import form
from intake.reading.cms import is_signed, signed_content
from intake.reading.gate import Limits
from intake.reading.submission import read_submission
from intake.rules.finding import Code
from intake.rules.judging.submission import Submission
from reading_forms import reader

Encoding = serialization.Encoding


@cache
def signer() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """Make somebody who signs."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ana")])
    begin = datetime(2021, 9, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(begin).not_valid_after(begin + timedelta(days=365))
    return key, made.sign(key, hashes.SHA256())


def signed(content: bytes, *options: pkcs7.PKCS7Options) -> bytes:
    """Sign *content* as mail programs do: by default with the content inside the signature."""
    key, certificate = signer()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary, *options])


def encrypted(content: bytes) -> bytes:
    """Encrypt *content*."""
    _, certificate = signer()
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(content).add_recipient(certificate)
    return builder.encrypt(Encoding.DER, [pkcs7.PKCS7Options.Binary])


def entity() -> bytes:
    """Write what a mail program signs: text and form, without the fields of the mail."""
    message = EmailMessage()
    message.set_content("Поштовани, у прилогу је образац.")
    message.add_attachment(form(), maintype="application", subtype="octet-stream", filename="Прилог 2.docx")
    return message.as_bytes()


def mailed(content: bytes, kind: str) -> Submission:
    """Read a mail that is nothing but *content*."""
    head = f"From: a@x.example\r\nSubject: Dopis\r\nMIME-Version: 1.0\r\nContent-Type: {kind}; name=smime.p7m\r\n"
    body = base64.encodebytes(content).decode()
    whole = f"{head}Content-Transfer-Encoding: base64\r\n\r\n{body}"
    return read_submission(whole.encode(), (reader(),), Limits())


def attached(name: str, content: bytes) -> Submission:
    """Read a mail with one file."""
    message = EmailMessage()
    message.set_content("У прилогу.")
    message.add_attachment(content, maintype="application", subtype="pkcs7-mime", filename=name)
    return read_submission(message.as_bytes(), (reader(),), Limits())


@pytest.mark.parametrize("kind", ["application/pkcs7-mime; smime-type=signed-data", "application/x-pkcs7-mime"])
def test_a_mail_that_was_signed_as_a_whole_is_read_as_any_other(kind: str) -> None:
    """Outlook signs so where "clear text" is not ticked: nothing of the mail stands outside."""
    submission = mailed(signed(entity()), kind)
    [found] = submission.forms
    assert (found.file.name, found.file.inside, found.file.kind) == ("Прилог 2.docx", None, "docx")
    assert submission.text.strip() == "Поштовани, у прилогу је образац."


def test_a_signed_file_is_read() -> None:
    """Programs for qualified signatures write "Прилог 2.docx.p7m", or a zip with the file and its signature."""
    [found] = attached("Прилог 2.docx.p7m", signed(form())).forms
    assert found.file.path == "Прилог 2.docx.p7m/Прилог 2.docx"
    container = BytesIO()
    with zipfile.ZipFile(container, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("mimetype", "application/vnd.etsi.asic-e+zip")
        archive.writestr("Прилог 2.docx", form())
        archive.writestr("META-INF/signatures0.xml", "<a/>")
    assert [each.file.name for each in attached("Прилог 2.asice", container.getvalue()).forms] == ["Прилог 2.docx"]


def test_a_signature_that_stands_apart_holds_nothing() -> None:
    """It comes with every mail that was signed in clear text."""
    apart = signed(form(), pkcs7.PKCS7Options.DetachedSignature)
    assert is_signed(apart)
    assert signed_content(apart) == b""
    submission = attached("smime.p7s", apart)
    assert not submission.forms
    assert not submission.unread


def test_what_is_encrypted_is_named_so() -> None:
    """Its sender can be told, where the subject says that he applies."""
    for submission in (mailed(encrypted(entity()), "application/pkcs7-mime"), attached("a.p7m", encrypted(form()))):
        assert [unread.code for unread in submission.unread] == [Code.FORM_ENCRYPTED]


def ber(tag: int, *pieces: bytes) -> bytes:
    """Write an element whose length is not told (X.690, 8.1.3.6)."""
    return bytes([tag, 0x80]) + b"".join(pieces) + b"\0\0"


def octets(content: bytes) -> bytes:
    """Write a piece of an octet string."""
    return b"\x04\x82" + len(content).to_bytes(2, "big") + content


def test_lengths_that_are_not_told_and_contents_in_pieces_are_read() -> None:
    """Who signs as he reads does not know how long it will be: OpenSSL and Java write so."""
    content = form()
    pieces = [octets(content[at : at + 1000]) for at in range(0, len(content), 1000)]
    oid = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
    encapsulated = ber(0x30, oid + b"\x01", ber(0xA0, ber(0x24, *pieces)))
    message = ber(0x30, oid + b"\x02", ber(0xA0, ber(0x30, b"\x02\x01\x01", ber(0x31), encapsulated)))
    assert is_signed(message)
    assert signed_content(message) == content


SIGNED = signed(b"x" * 300)


@given(st.integers(0, len(SIGNED) - 1), st.integers(0, 255), st.integers(0, len(SIGNED)))
def test_a_damaged_one_fails_in_one_way(at: int, value: int, end: int) -> None:
    """It comes from a stranger."""
    for damaged in (SIGNED[:at] + bytes([value]) + SIGNED[at + 1 :], SIGNED[:end], b"\x30\x80" * 5000 + SIGNED):
        try:
            signed_content(damaged)
        except ValueError:
            continue
