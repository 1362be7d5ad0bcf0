"""One file out of a message: by its hash, as it was attached, and nothing else."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.reading import attached as module
from intake.reading.attached import attached


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _mail(*files: bytes, cte: str = "base64") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Prijava"
    message.set_content("Poštovani,\n\nAAAA\nu prilogu je obrazac.\n")
    for number, content in enumerate(files):
        message.add_attachment(content, "application", "octet-stream", filename=f"{number}.docx", cte=cte)
    return message


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.sampled_from(["base64", "quoted-printable"]))
def test_every_file_is_found_however_it_was_encoded(files: list[bytes], cte: str) -> None:
    """The register links to the very bytes that were read."""
    content = bytes(_mail(*files, cte=cte))
    for line_ends in (content, content.replace(b"\r\n", b"\n")):
        assert [attached(line_ends, _sha256(file)) for file in files if file] == [file for file in files if file]
        assert attached(line_ends, _sha256(b"another")) in (None, b"another")


def test_a_file_on_a_forwarded_mail_is_found() -> None:
    """Secretaries forward what came to them."""
    outer = _mail()
    outer.add_attachment(_mail(b"the form"))
    assert attached(bytes(outer), _sha256(b"the form")) == b"the form"


def test_a_plain_attachment_is_found_without_taking_the_message_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """That would take four times as long, for each application once more."""
    monkeypatch.delattr(module, "parts_of")
    assert attached(bytes(_mail(b"first", b"the form" * 99)), _sha256(b"the form" * 99)) == b"the form" * 99
