"""Keys for the tests' own signatures, and what the DNS would say of them."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from intake.settings import DkimSettings

DOMAIN, SELECTOR = "alvrs.example", "intake"


@cache
def private_key() -> rsa.RSAPrivateKey:
    """Make a key of the usual size."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def dkim_settings(folder: Path, *, mode: int = 0o600, domain: str = DOMAIN) -> DkimSettings:
    """Write the private key into *folder* and return settings that name it."""
    file = folder / "dkim.pem"
    file.write_bytes(private_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    file.chmod(mode)
    return DkimSettings(domain=domain, selector=SELECTOR, key_file=file)


def dns(name: bytes, timeout: float = 5) -> bytes:
    """Answer as the DNS of the sender's domain would."""
    del timeout
    assert name == f"{SELECTOR}._domainkey.{DOMAIN}.".encode()
    public = private_key().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)
