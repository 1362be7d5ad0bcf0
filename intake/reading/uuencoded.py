"""Files that stand in the text of a mail, as programs wrote them before MIME, and some still do for plain text."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from intake.reading.parts import Part, clean_name

_FILE = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]+)\r?\n((?:[ -`]++\r?\n)++)end\r?$", re.MULTILINE)


def files_in(part: Part) -> Iterator[Part]:
    """Yield every file that stands in a text, uuencoded (POSIX.1-2017, uuencode); what is none is left out."""
    if part.declared_type != "text/plain":
        return
    for number, found in enumerate(_FILE.finditer(part.content), start=1):
        try:
            content = b"".join(map(binascii.a2b_uu, found[2].splitlines()))
        except binascii.Error:
            continue
        name = clean_name(found[1].decode("utf-8", "replace"), otherwise=f"file {number}")
        yield Part(
            name=name, content=content, path=f"{part.path}.{number}", disposition="attachment", inside=part.inside
        )
