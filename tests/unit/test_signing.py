"""Signatures: another program verifies them, and a letter that goes again has the same."""

from __future__ import annotations

from pathlib import Path

import dkim
import pytest

from intake.replies.letter import Original
from intake.replies.signing import Signer, faults_of
from intake.rules.letters.delivery import DeliveryError
from intake.rules.letters.facts import facts_of
from intake.settings import DkimSettings
from samples.keys import DOMAIN, SELECTOR, dkim_settings, dns
from samples.letters import LAKTASI, RECEIVED, entry, letter_writer, the_call


def written(to: str = "opstina@laktasi.example") -> bytes:
    """Write a letter."""
    facts = facts_of(entry(), call=the_call(), now=RECEIVED, applicant=LAKTASI)
    return letter_writer().write(facts, to=to, original=Original(message_id="<1@laktasi.example>")).content


@pytest.mark.parametrize("to", ["opstina@laktasi.example", "општина@laktasi.example"])
def test_a_signed_letter_is_verified_by_its_readers_server(tmp_path: Path, to: str) -> None:
    """The letter itself is as it was, below one line more."""
    content = written(to)
    signed = Signer.of(dkim_settings(tmp_path)).signed(content)
    assert signed.endswith(content)
    assert dkim.verify(signed, dnsfunc=dns)
    heading = signed.removesuffix(content)
    assert heading.startswith(b"DKIM-Signature: ")
    assert max(map(len, heading.split(b"\r\n"))) <= 78
    names = heading.replace(b"\r\n", b"").partition(b"h=")[2].partition(b";")[0].replace(b" ", b"").split(b":")
    assert {b"from", b"to", b"subject", b"date", b"message-id", b"auto-submitted"} <= set(names)


def test_a_letter_that_goes_again_has_the_same_signature(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes, a day later."""
    settings = dkim_settings(tmp_path)
    first = Signer.of(settings).signed(written())
    monkeypatch.setattr("dkim.time.time", lambda: 4_000_000_000.0)
    assert Signer.of(settings).signed(written()) == first


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"To: opstina", b"To: nacelnik"),
        (b"Auto-Submitted: auto-replied", b"Auto-Submitted: no"),
        (b"Date: ", b"Subject: Another\r\nDate: "),
        (b"Date: ", b"Reply-To: a@stranger.example\r\nDate: "),
        (b"Date: ", b"From: a@stranger.example\r\nDate: "),
        (b"multipart/alternative", b"multipart/mixed"),
        (b"0", b"1"),
    ],
)
def test_what_was_changed_on_the_way_is_found_out(tmp_path: Path, before: bytes, after: bytes) -> None:
    """Nor can anybody add a second subject, sender or address for replies."""
    content = written()
    signed = Signer.of(dkim_settings(tmp_path)).signed(content)
    tampered = signed.removesuffix(content) + content.replace(before, after, 1)
    assert tampered != signed
    assert not dkim.verify(tampered, dnsfunc=dns)


@pytest.mark.parametrize("key", [b"", b"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n", None])
def test_without_a_usable_key_no_letter_leaves(tmp_path: Path, key: bytes | None) -> None:
    """Where a domain says that it signs, an unsigned letter is taken for a forgery."""
    file = tmp_path / "dkim.pem"
    if key is not None:
        file.write_bytes(key)
    with pytest.raises(DeliveryError, match=r"dkim\.pem: no letter can be signed"):
        Signer.of(DkimSettings(domain=DOMAIN, selector=SELECTOR, key_file=file))


@pytest.mark.parametrize(
    ("mode", "domain", "sender", "said"),
    [
        (0o600, DOMAIN, DOMAIN, []),
        (0o640, DOMAIN, DOMAIN, []),
        (0o400, DOMAIN, f"mail.{DOMAIN}", []),
        (0o644, DOMAIN, DOMAIN, ["mode 0644"]),
        (0o660, DOMAIN, DOMAIN, ["mode 0660"]),
        (0o604, "rs.example", DOMAIN, ["mode 0604", "DMARC"]),
    ],
)
def test_a_key_that_others_can_read_is_named(
    tmp_path: Path, mode: int, domain: str, sender: str, said: list[str]
) -> None:
    """Whoever has the key signs in the association's name."""
    faults = faults_of(dkim_settings(tmp_path, mode=mode, domain=domain), sender)
    assert len(faults) == len(said)
    assert all(word in fault for word, fault in zip(said, faults, strict=True))
