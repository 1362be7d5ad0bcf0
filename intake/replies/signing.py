"""DKIM (RFC 6376): a signature on top of each letter as it leaves; the same letter and key always give the same."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dkim

from intake.rules.letters.delivery import DeliveryError, SigningError
from intake.settings import DkimSettings

_ONCE_MORE = ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted")  # nobody may add a second one (8.15)
_SIGNED = (*_ONCE_MORE, *_ONCE_MORE, "Reply-To", "Cc", "In-Reply-To", "References", "MIME-Version", "Content-Type")
_TOO_OPEN = stat.S_IRWXO | stat.S_IWGRP
_SAMPLE = b"From: sample@sample.example\r\n\r\n"


class _Undated(dkim.DKIM):  # type: ignore[misc]  # the library has no types
    """A signature without t=, which is optional (RFC 6376, 3.5): a letter that goes again is the same to the byte."""

    def gen_header(self, fields: list[tuple[bytes, bytes]], *others: Any, **named: Any) -> bytes:  # noqa: ANN401 - its signature
        fields[:] = [field for field in fields if field[0] != b"t"]
        made: bytes = super().gen_header(fields, *others, **named)
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Signs with the private *key* (PEM, RSA)."""

    settings: DkimSettings
    key: bytes

    @classmethod
    def of(cls, settings: DkimSettings) -> Signer:
        """Read the key and try it; DeliveryError where that fails: an unsigned letter might be taken for a forgery."""
        try:
            signer = cls(settings=settings, key=settings.key_file.read_bytes())
            signer.signed(_SAMPLE)
        except (OSError, SigningError) as error:
            raise DeliveryError(f"{settings.key_file}: no letter can be signed ({error})") from error
        return signer

    def signed(self, content: bytes) -> bytes:
        """Return *content* with its signature on top; SigningError."""
        selector, domain = self.settings.selector.encode("idna"), self.settings.domain.encode("idna")
        try:
            made: bytes = _Undated(content).sign(selector, domain, self.key, include_headers=_SIGNED)
        except dkim.DKIMException as error:
            raise SigningError(str(error)) from error
        return made + content


def faults_of(settings: DkimSettings, sender_domain: str) -> Sequence[str]:
    """Say what is wrong with the signing, each a sentence for staff; DeliveryError where nothing can be signed."""
    Signer.of(settings)
    faults = []
    mode = stat.S_IMODE(settings.key_file.stat().st_mode)
    if mode & _TOO_OPEN:
        faults.append(f"{settings.key_file}: others may read or change it (mode {mode:04o}); it should be 0600 or 0640")
    if not f".{sender_domain}".endswith(f".{settings.domain}"):  # RFC 7489, 3.1.1: identifier alignment
        faults.append(f"letters from {sender_domain} are signed for {settings.domain}: DMARC will not count it")
    return faults
