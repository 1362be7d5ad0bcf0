"""One file out of a message, as it was attached."""

from __future__ import annotations

import hashlib

from intake.reading.mail import parts_of


def attached(content: bytes, sha256: str) -> bytes | None:
    """Return the file of that hash out of the message *content*, or None.

    Only what hangs on the mail itself or on one forwarded in it: what lies inside a zip stays there, because it is
    unpacked nowhere but in a reading process with its limits.
    """
    files = (part.content for part in parts_of(content) if not part.body)
    return next((file for file in files if hashlib.sha256(file).hexdigest() == sha256), None)
