"""One file out of a message, as it was attached."""

from __future__ import annotations

import binascii
import hashlib
import re
from collections.abc import Iterator

from intake.reading.mail import parts_of

_BASE64 = re.compile(rb"\n\r?\n((?:[A-Za-z0-9+/]{4,}={0,2}\r?\n)+)")  # lines of nothing else, below a header


def attached(content: bytes, sha256: str) -> bytes | None:
    """Return the file of that hash out of the message *content*, or None.

    Only what hangs on the mail itself or on one forwarded in it: what lies inside a zip stays there, because it is
    unpacked nowhere but in a reading process with its limits. The hash tells it, so what looks like an attachment is
    tried first: that takes a quarter of the time.
    """
    return _of_hash(sha256, _blocks(content)) or _of_hash(sha256, _files(content))


def _of_hash(sha256: str, files: Iterator[bytes]) -> bytes | None:
    return next((file for file in files if hashlib.sha256(file).hexdigest() == sha256), None)


def _blocks(content: bytes) -> Iterator[bytes]:
    for found in _BASE64.finditer(content):
        try:
            yield binascii.a2b_base64(found[1])
        except binascii.Error:
            continue


def _files(content: bytes) -> Iterator[bytes]:
    return (part.content for part in parts_of(content) if not part.body)
