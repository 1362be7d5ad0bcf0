"""Whether a file tells of somebody: workbooks, documents, mails, backups and the store itself, searched for texts."""

from __future__ import annotations

import json
import re
import tarfile
import zipfile
from collections.abc import Collection, Iterator
from email import message_from_bytes
from email.policy import default
from html import unescape
from io import BytesIO
from pathlib import Path

_LARGEST = 256 * 2**20  # bytes of one file that are searched
_DEEPEST = 4  # containers in each other
_TAG = re.compile(r"<[^<>]*>")
_ZIP = b"PK\x03\x04"
_GZIP = b"\x1f\x8b"
_MAILS = frozenset({".eml", ".writing"})


def tells(path: Path, traces: Collection[str]) -> bool:
    """Tell whether *path* holds one of *traces*, in any case; a file that cannot be read or opened might.

    One that is too large to be searched might as well.
    """
    try:
        if path.stat().st_size > _LARGEST:
            return True
        content = path.read_bytes()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    wanted = _spelled(traces)
    return any(any(trace in text for trace in wanted) for text in _texts(content, path.suffix, _DEEPEST))


def files_that_tell(folder: Path, traces: Collection[str], *, leaving_out: Collection[Path]) -> tuple[Path, ...]:
    """Return the files below *folder* that hold one of *traces*, but for what lies below *leaving_out*."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    looked_at = (path for path in files if not any(path.is_relative_to(out) for out in leaving_out))
    return tuple(path for path in looked_at if tells(path, traces))


def is_sound(path: Path) -> bool:
    """Tell whether *path* is a workbook that can be searched."""
    try:
        with zipfile.ZipFile(path) as parts:
            return parts.testzip() is None
    except Exception:  # noqa: BLE001 - whatever the library meets in a damaged file
        return False


def _spelled(traces: Collection[str]) -> frozenset[str]:
    """Return *traces* as they are searched for; JSON in the store writes Cyrillic letters as numbers."""
    folded = {trace.casefold() for trace in traces}
    numbered = {json.dumps(trace)[1:-1].casefold() for trace in traces}
    return frozenset(folded | numbered)


def _texts(content: bytes, suffix: str, deep: int) -> Iterator[str]:
    if deep == 0:
        return
    if content.startswith(_ZIP):
        yield from _zipped(content, deep)
    elif content.startswith(_GZIP) or suffix == ".tar":
        yield from _packed(content, deep)
    elif suffix in _MAILS:
        yield from _mailed(content, deep)
    else:
        text = content.decode("utf-8", "ignore")
        yield text.casefold()
        if "<" in text:
            yield unescape(_TAG.sub("", text)).casefold()


def _zipped(content: bytes, deep: int) -> Iterator[str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            for part in parts.infolist():
                if part.file_size <= _LARGEST:
                    yield from _texts(parts.read(part), Path(part.filename).suffix, deep - 1)
    except Exception:  # noqa: BLE001 - the same
        yield content.decode("utf-8", "ignore").casefold()


def _packed(content: bytes, deep: int) -> Iterator[str]:
    try:
        with tarfile.open(fileobj=BytesIO(content)) as tar:
            for member in tar:
                file = tar.extractfile(member) if member.size <= _LARGEST else None
                if file is not None:
                    yield from _texts(file.read(), Path(member.name).suffix, deep - 1)
    except Exception:  # noqa: BLE001 - the same
        yield content.decode("utf-8", "ignore").casefold()


def _mailed(content: bytes, deep: int) -> Iterator[str]:
    message = message_from_bytes(content, policy=default)
    yield "\n".join(f"{name}: {value}" for name, value in message.items()).casefold()
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield from _texts(payload, "", deep - 1)
