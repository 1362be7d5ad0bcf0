"""One part to what is written in it: read, not readable, or none of our business."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import assert_never

import msoffcrypto

from intake.reading.charset import decode
from intake.reading.containers import CONTAINERS, unpack
from intake.reading.excel.workbook import read_excel
from intake.reading.gate import Limits, Package, RefusedError, Stopped, pass_gate
from intake.reading.kinds import Kind, kind_of
from intake.reading.office import TARGETS, convert
from intake.reading.parts import Part
from intake.reading.share import share_of_time
from intake.reading.text import read_html, read_text
from intake.reading.word.document import read_word
from intake.rules.entry import FormFile
from intake.rules.finding import Code
from intake.rules.forms.places import Document

_PAGE = 60_000  # bytes of a picture from which it may be that of a page; logos and buttons of signatures are smaller

_DOCUMENT = re.compile(r"(?!\._|~\$).*\.(?:docx?|docm|dotx?|odt|rtf|xlsx?|xlsm|ods|pdf|zip)", re.IGNORECASE | re.DOTALL)
"""Names of documents, but for what macOS ("._") and Office ("~$") put beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A part that was read."""

    file: FormFile
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A part that could hold a form and cannot be read; *why* is for a person who looks, in English."""

    file: FormFile
    code: Code
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A part that holds no form: a picture, a signature, nothing at all."""

    file: FormFile
    why: str


Result = Read | Unread | Skipped


def read_parts(parts: Iterable[Part], limits: Limits) -> Iterator[Result]:
    """Read every part, those inside zips and forwarded messages too, in order; never fails."""
    opener = _Opener(limits)
    for part in parts:
        yield from opener.read(part, 0)


class _Opener:
    """Goes through containers, and counts the files that come out of all of them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._files = 0

    def read(self, part: Part, depth: int) -> Iterator[Result]:
        """Read *part*, or what is in it; *depth* counts the containers around it."""
        file = file_of(part)
        if file.kind not in CONTAINERS:
            yield read_part(part, self._limits)
            return
        try:
            inner = self._open(part, depth)
        except RefusedError as refused:
            yield Unread(file=file, code=refused.code, why=refused.why)
            return
        for found in inner:
            yield from self.read(found, depth + 1)

    def _open(self, part: Part, depth: int) -> tuple[Part, ...]:
        if depth >= self._limits.containers_deep:
            raise RefusedError(Code.FORM_UNSUPPORTED, f"nested deeper than {self._limits.containers_deep}")
        with share_of_time(self._limits.seconds):
            inner = unpack(part, self._limits)
        self._files += len(inner)
        if self._files > self._limits.files:
            raise RefusedError(Code.FORM_TOO_LARGE, f"more than {self._limits.files} files in containers")
        return inner


def read_part(part: Part, limits: Limits) -> Result:
    """Read one part by what its content is; never fails: whatever a library trips over makes a damaged file of it."""
    file = file_of(part)
    try:
        with share_of_time(limits.seconds):
            return _read(part, file, limits)
    except RefusedError as refused:
        return Unread(file=file, code=refused.code, why=refused.why)
    except Exception as failure:  # noqa: BLE001 - readers of hostile files raise anything
        return Unread(file=file, code=Code.FORM_DAMAGED, why=repr(failure))


def is_named_as_document(name: str) -> bool:
    """Tell whether somebody attached a document by that *name*: one that holds nothing, or junk, was damaged."""
    return _DOCUMENT.fullmatch(name) is not None


def file_of(part: Part) -> FormFile:
    """Name the file: kind and hash come from its content."""
    digest = hashlib.sha256(part.content).hexdigest()
    return FormFile(name=part.name, sha256=digest, kind=kind_of(part.content), inside=part.inside)


def _read(part: Part, file: FormFile, limits: Limits) -> Result:  # noqa: C901, PLR0911, PLR0912 - one case a kind
    kind = Kind(file.kind)
    match kind:
        case Kind.DOCX:
            return Read(file=file, document=read_word(_package(part.content, limits), limits))
        case Kind.XLSX:
            return Read(file=file, document=read_excel(_package(part.content, limits), limits))
        case Kind.TEXT:
            return Read(file=file, document=read_text(_text(part, limits)))
        case Kind.HTML:
            return Read(file=file, document=read_html(_text(part, limits)))
        case Kind.ENCRYPTED_OFFICE:
            return Unread(file=file, code=Code.FORM_ENCRYPTED, why="the document is protected by a password")
        case Kind.DOC | Kind.XLS:
            if _is_encrypted(part.content):
                return Unread(file=file, code=Code.FORM_ENCRYPTED, why="the document is protected by a password")
            return Read(file=file, document=_read_converted(part, kind, limits))
        case Kind.ODT | Kind.ODS | Kind.RTF:
            return Read(file=file, document=_read_converted(part, kind, limits))
        case Kind.PDF:
            return Read(file=file, document=_read_pdf(part, limits))
        case Kind.ENCRYPTED_MESSAGE:
            return Unread(file=file, code=Code.FORM_ENCRYPTED, why="the message is encrypted (S/MIME)")
        case Kind.ZIP | Kind.MESSAGE | Kind.TNEF | Kind.MSG | Kind.SIGNED:
            return _not_handled(file)
        case Kind.XLSB | Kind.PPTX | Kind.PACKAGE_OTHER:
            return _not_handled(file)
        case Kind.RAR | Kind.SEVEN_ZIP | Kind.ARCHIVE_OTHER:
            return _not_handled(file)
        case Kind.IMAGE if len(part.content) >= _PAGE:
            return Unread(file=file, code=Code.FORM_UNSUPPORTED, why="a picture: a scan or a photograph")
        case Kind.EMPTY | Kind.OLE_OTHER | Kind.UNKNOWN if is_named_as_document(part.name):
            return Unread(file=file, code=Code.FORM_DAMAGED, why=f"named as a document; its content is {kind}")
        case Kind.IMAGE | Kind.EMPTY | Kind.OLE_OTHER | Kind.UNKNOWN:
            return Skipped(file=file, why=f"content: {kind}")
    assert_never(kind)


def _read_converted(part: Part, kind: Kind, limits: Limits) -> Document:
    """Read what LibreOffice makes of an older or other format, through the same gate as any attachment."""
    package = _package(convert(part.content, kind, limits), limits)
    document = read_word(package, limits) if TARGETS[kind] is Kind.DOCX else read_excel(package, limits)
    return replace(document, notes=(*document.notes, f"converted from {kind}"))


def _read_pdf(part: Part, limits: Limits) -> Document:
    from intake.reading.pdf.document import read_pdf  # noqa: PLC0415 - few messages need it, and it takes long to import

    return read_pdf(part.content, limits)


def _package(content: bytes, limits: Limits) -> Package:
    match pass_gate(content, limits):
        case Package() as package:
            return package
        case Stopped() as stopped:
            raise RefusedError(stopped.code, stopped.why)


def _not_handled(file: FormFile) -> Unread:
    return Unread(file=file, code=Code.FORM_UNSUPPORTED, why=f"{file.kind} is not handled")


def _text(part: Part, limits: Limits) -> str:
    if len(part.content) > limits.text_length:
        raise RefusedError(Code.FORM_TOO_LARGE, f"more than {limits.text_length} bytes of text")
    return decode(part.content, part.charset)


def _is_encrypted(content: bytes) -> bool:
    try:
        return bool(msoffcrypto.OfficeFile(BytesIO(content)).is_encrypted())
    except Exception:  # noqa: BLE001 - a damaged one is not an encrypted one
        return False
