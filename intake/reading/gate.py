"""The gate before every reader: sizes, zip structure and document type declarations, before any library looks.

What it checks follows the attacks that were tried on the readers: bombs, sizes that lie (declared against streamed),
overlapping entries (CVE-2024-0450, which this Python may not refuse itself), duplicate names, which two programs read
differently, and entity expansion.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise

from intake.rules.finding import Code

_LOCAL_HEADER = 30  # bytes before the name (APPNOTE 4.3.7)
_ENCRYPTED = 0x1
_SMALL = 2**15  # bytes of a part that is kept once it was read: relationships, a small sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one attached file may be; sizes in bytes."""

    attachment_size: int = 15 * 2**20
    unpacked_size: int = 100 * 2**20  # of one zip container, all entries together
    xml_part_size: int = 25 * 2**20
    entries: int = 1000
    containers_deep: int = 3  # a zip in a forwarded mail in a zip
    files: int = 200  # out of all containers of one message
    text_length: int = 2_000_000  # characters of one document
    cells: int = 120_000  # of one document
    pages: int = 30  # of a PDF; what follows them is not read
    conversion_seconds: float = 25.0  # for LibreOffice and one document
    seconds: float = 10.0  # of the processor's time


class RefusedError(Exception):
    """A file that will not be read; *code* is what the applicant is told, *why* what a person sees who looks."""

    def __init__(self, code: Code, why: str) -> None:
        super().__init__(why)
        self.code = code
        self.why = why


@dataclass(slots=True, kw_only=True)
class Budget:
    """Counts what a reader makes of one document: few bytes can say much (a shared string used a thousand times)."""

    limits: Limits
    length: int = 0
    cells: int = 0

    def spend(self, *, length: int = 0, cells: int = 0) -> None:
        """Count text and cells; raises RefusedError (too large) beyond the limits."""
        self.length += length
        self.cells += cells
        if self.length > self.limits.text_length:
            raise RefusedError(Code.FORM_TOO_LARGE, f"more than {self.limits.text_length} characters")
        if self.cells > self.limits.cells:
            raise RefusedError(Code.FORM_TOO_LARGE, f"more than {self.limits.cells} cells")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """What the gate says to a file that no reader may see."""

    code: Code
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """One reference of a part: *kind* is the last word of its type ("header"), *target* a part's name or an address."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A zip container that passed the gate; *notes* name what it carries beside its text ("macros")."""

    archive: zipfile.ZipFile = field(repr=False)
    sizes: dict[str, int]  # of every file in it, as declared and checked, in the container's order
    notes: tuple[str, ...] = ()
    _small: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)  # several readers ask for them
    references: dict[str, tuple[Relationship, ...]] = field(default_factory=dict, repr=False, compare=False)  # likewise

    def __contains__(self, name: str) -> bool:
        return name in self.sizes

    def read(self, name: str) -> bytes:
        """Return the bytes of an entry, never more than it declares; raises RefusedError where it is damaged."""
        if name in self._small:
            return self._small[name]
        try:
            with self.archive.open(name) as stream:
                content = stream.read(self.sizes[name])  # with a number it inflates no more; read() would
        except Exception as failure:
            raise RefusedError(Code.FORM_DAMAGED, f"{name}: {failure}") from failure
        if len(content) <= _SMALL:
            self._small[name] = content
        return content

    def read_xml(self, name: str) -> bytes:
        """Return an XML part that has no document type declaration, its Strict namespaces made transitional."""
        content = self.read(name)
        if b"!" in content and any(declaration in content for declaration in _DOCTYPES):
            raise RefusedError(Code.FORM_DAMAGED, f"{name}: a document type declaration")
        return _STRICT.sub(_transitional, content) if _PURL in content else content


_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_PURL = b"http://purl.oclc.org/ooxml/"
_STRICT = re.compile(_PURL + rb"(\w+)/")


def _transitional(strict: re.Match[bytes]) -> bytes:
    """Map a namespace or relationship type of ISO/IEC 29500-1 (Strict) to the one of 29500-4."""
    return b"http://schemas.openxmlformats.org/" + strict[1] + b"/2006/"


def pass_gate(content: bytes, limits: Limits) -> Package | Stopped:
    """Let a zip container through, or say why not; nothing of it is unpacked for that."""
    if len(content) > limits.attachment_size:
        return Stopped(code=Code.FORM_TOO_LARGE, why=f"{len(content)} bytes; at most {limits.attachment_size}")
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except Exception as failure:  # noqa: BLE001 - whatever it trips over: a damaged file
        return Stopped(code=Code.FORM_DAMAGED, why=f"not a zip container: {failure}")
    entries = archive.infolist()
    files = [entry for entry in entries if not entry.is_dir()]
    return (
        _too_large(files, limits)
        or _locked(files)
        or _malformed(entries, archive.start_dir)
        or Package(
            archive=archive, sizes={entry.filename: entry.file_size for entry in files}, notes=tuple(_carried(files))
        )
    )


def _too_large(files: list[zipfile.ZipInfo], limits: Limits) -> Stopped | None:
    why = None
    if len(files) > limits.entries:
        why = f"{len(files)} entries; at most {limits.entries}"
    elif sum(entry.file_size for entry in files) > limits.unpacked_size:
        why = f"more than {limits.unpacked_size} bytes unpacked"
    elif any(entry.file_size > limits.xml_part_size for entry in files if entry.filename.endswith(_XML)):
        why = f"an XML part of more than {limits.xml_part_size} bytes"
    return Stopped(code=Code.FORM_TOO_LARGE, why=why) if why else None


_XML = (".xml", ".rels", ".vml")


def _locked(files: list[zipfile.ZipInfo]) -> Stopped | None:
    if any(entry.flag_bits & _ENCRYPTED for entry in files):
        return Stopped(code=Code.FORM_ENCRYPTED, why="entries of the zip are encrypted")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in files):
        return Stopped(code=Code.FORM_UNSUPPORTED, why="a compression method other than deflate")
    return None


def _malformed(entries: list[zipfile.ZipInfo], end: int) -> Stopped | None:
    names = [entry.filename for entry in entries]
    why = None
    if len(set(names)) < len(names):
        why = "two entries of one name"
    elif any(name.startswith("/") or ".." in re.split(r"[/\\]", name) for name in names):
        why = "an entry that points outside"
    elif _overlap(entries, end):
        why = "entries overlap"
    return Stopped(code=Code.FORM_DAMAGED, why=why) if why else None


def _overlap(entries: list[zipfile.ZipInfo], end: int) -> bool:
    spans = sorted((entry.header_offset, entry.header_offset + _stored(entry)) for entry in entries)
    return any(stop > start for (_, stop), (start, _) in pairwise([*spans, (end, end)]))


def _stored(entry: zipfile.ZipInfo) -> int:
    return _LOCAL_HEADER + len(entry.orig_filename) + entry.compress_size  # a name has at least a byte a character


_CARRIED = (
    ("macros", re.compile(r"vbaProject\.bin$|/macrosheets/", re.IGNORECASE | re.MULTILINE)),
    ("ActiveX", re.compile(r"/activeX/", re.IGNORECASE)),
    ("embedded objects", re.compile(r"/embeddings/", re.IGNORECASE)),
    ("external links", re.compile(r"/externalLinks/", re.IGNORECASE)),
)


def _carried(files: list[zipfile.ZipInfo]) -> Iterator[str]:
    names = "\n".join(entry.filename for entry in files)
    yield from (note for note, pattern in _CARRIED if pattern.search(names))
