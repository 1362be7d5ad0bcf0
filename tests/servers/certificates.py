"""Certificates of the tests' own servers."""

from dataclasses import dataclass
from pathlib import Path

import trustme


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A server's certificate for ``localhost`` and the authority that a client has to trust, as PEM files."""

    ca_file: Path
    cert_file: Path
    key_file: Path


def certify(folder: Path) -> Certificate:
    """Make a new authority and one certificate of it in *folder*."""
    authority = trustme.CA()
    issued = authority.issue_cert("localhost", "127.0.0.1")
    certificate = Certificate(
        ca_file=folder / "ca.pem", cert_file=folder / "server.pem", key_file=folder / "server-key.pem"
    )
    authority.cert_pem.write_to_path(certificate.ca_file)
    certificate.cert_file.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
    issued.private_key_pem.write_to_path(certificate.key_file)
    return certificate
