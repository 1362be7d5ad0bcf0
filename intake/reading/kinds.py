"""What a file is, told by its content and never by its name or declared type."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from enum import StrEnum
from io import BytesIO

import olefile

from intake.reading.cms import is_enveloped, is_signed


class Kind(StrEnum):
    """What a file's content is."""

    DOCX = "docx"  # with .docm, .dotx, .dotm and Strict
    XLSX = "xlsx"  # with .xlsm, .xltx, .xltm and Strict
    XLSB = "xlsb"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    PACKAGE_OTHER = "package-other"  # a zip that is one document: a book, a drawing, .pages
    ZIP = "zip"
    DOC = "doc"
    XLS = "xls"
    OLE_OTHER = "ole-other"
    ENCRYPTED_OFFICE = "encrypted-office"
    MSG = "msg"
    MESSAGE = "message"  # an RFC 5322 message, or a web page with its pictures in that form (RFC 2557)
    RTF = "rtf"
    PDF = "pdf"
    TNEF = "tnef"
    IMAGE = "image"
    HTML = "html"
    TEXT = "text"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    ARCHIVE_OTHER = "archive-other"  # .gz, .tar, .cab and their like
    SIGNED = "signed"  # S/MIME and .p7m: what was signed is in it
    ENCRYPTED_MESSAGE = "encrypted-message"  # S/MIME
    EMPTY = "empty"
    UNKNOWN = "unknown"


_HEAD = 4096
_MAGIC = (
    (b"{\\rtf", Kind.RTF),
    (b"%PDF-", Kind.PDF),
    (b"\x78\x9f\x3e\x22", Kind.TNEF),
    (b"Rar!\x1a\x07", Kind.RAR),
    (b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    (b"\x1f\x8b\x08", Kind.ARCHIVE_OTHER),  # gzip
    (b"BZh", Kind.ARCHIVE_OTHER),
    (b"\xfd7zXZ\x00", Kind.ARCHIVE_OTHER),
    (b"MSCF\x00\x00\x00\x00", Kind.ARCHIVE_OTHER),  # cabinet
    (b"\x89PNG\r\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"\xd7\xcd\xc6\x9a", Kind.IMAGE),  # WMF
)
_IMAGES = (
    re.compile(rb"BM.{4}\x00{4}", re.DOTALL),
    re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    re.compile(rb".{4}ftyp(heic|heix|hevc|mif1|msf1|avif)", re.DOTALL),
    re.compile(rb"\x01\x00\x00\x00.{36} EMF", re.DOTALL),
)
_FIELD = re.compile(rb"(?:From [^\r\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]*:[ \t]")
_MESSAGE = re.compile(
    rb"^(Received|Return-Path|From|Message-ID|MIME-Version|Content-Type):", re.IGNORECASE | re.MULTILINE
)
_HTML = re.compile(rb"\s*(<!--.*?-->\s*)?<(!doctype html|html|head|body|table|div|p)\b", re.IGNORECASE | re.DOTALL)
_OFFICE_XML = re.compile(rb"\s*<\?xml[^>]*>\s*<\?mso-application ")  # a document of Word or Excel as one XML file
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_MAIN_TYPES = (
    (re.compile(rb"wordprocessingml\.(document|template)\.main|ms-word\.(document|template)\.macroEnabled"), Kind.DOCX),
    (re.compile(rb"ms-excel\.sheet\.binary"), Kind.XLSB),
    (re.compile(rb"spreadsheetml\.(sheet|template)\.main|ms-excel\.(sheet|template|addin)\.macroEnabled"), Kind.XLSX),
    (re.compile(rb"presentationml\.(presentation|slideshow|template)\.main|ms-powerpoint\."), Kind.PPTX),
)
_PACKAGES = ("[Content_Types].xml", "Index/Document.iwa")
_MAIN_NAMES = (
    ("word/document", Kind.DOCX),
    ("xl/workbook.bin", Kind.XLSB),
    ("xl/workbook", Kind.XLSX),
    ("ppt/presentation", Kind.PPTX),
)
_STREAMS = (
    ("EncryptedPackage", Kind.ENCRYPTED_OFFICE),
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("__properties_version1.0", Kind.MSG),
)


def kind_of(content: bytes) -> Kind:
    """Tell what *content* is by its first bytes and, in a package, by its main part; a damaged file keeps its kind."""
    if not content.strip(b"\x00 \r\n\t"):
        return Kind.EMPTY
    head = content[:_HEAD]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04")):
        return _kind_of_zip(content)
    if head.startswith(olefile.MAGIC):
        return _kind_of_ole(content)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    return next((kind for test, kind in _TESTS if test(head)), None) or _kind_of_text(head)


_TESTS: tuple[tuple[Callable[[bytes], bool], Kind], ...] = (
    (is_signed, Kind.SIGNED),
    (is_enveloped, Kind.ENCRYPTED_MESSAGE),
    (lambda head: head[257:262] == b"ustar", Kind.ARCHIVE_OTHER),
    (lambda head: any(pattern.match(head) for pattern in _IMAGES), Kind.IMAGE),
)


def _kind_of_text(head: bytes) -> Kind:
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if _FIELD.match(plain) and len(_MESSAGE.findall(plain)) > 1:
        return Kind.MESSAGE
    if b"%PDF-" in head[:1024]:  # readers accept bytes before the header (ISO 32000-1, annex H.3.4.1)
        return Kind.PDF
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind.HTML if _HTML.match(head.decode("utf-16", "ignore").encode()) else Kind.TEXT
    if _CONTROL.search(plain):
        return Kind.UNKNOWN
    if _OFFICE_XML.match(plain):
        return Kind.PACKAGE_OTHER
    return Kind.HTML if _HTML.match(plain) else Kind.TEXT


def _kind_of_zip(content: bytes) -> Kind:
    if content[30:38] == b"mimetype":
        return _kind_of_odf(content[38:120])
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = "\n".join(archive.namelist())
            declared = _content_types(archive)
    except Exception:  # noqa: BLE001 - a damaged one: what names can be seen must do
        names, declared = content.decode("latin-1"), b""
    for pattern, kind in _MAIN_TYPES:
        if pattern.search(declared):
            return kind
    if not any(name in names for name in _PACKAGES):
        return Kind.ZIP
    return next((kind for name, kind in _MAIN_NAMES if name in names), Kind.PACKAGE_OTHER)


def _content_types(archive: zipfile.ZipFile) -> bytes:
    try:
        with archive.open(_PACKAGES[0]) as types:
            return types.read(2**20)
    except Exception:  # noqa: BLE001 - no package, or that entry is damaged
        return b""


def _kind_of_odf(mimetype: bytes) -> Kind:
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return Kind.ODT
    if mimetype.startswith(b"application/vnd.etsi.asic"):  # ETSI EN 319 162-1: a zip of signed files
        return Kind.ZIP
    sheet = mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet")
    return Kind.ODS if sheet else Kind.PACKAGE_OTHER


def _kind_of_ole(content: bytes) -> Kind:
    try:
        with olefile.OleFileIO(content) as ole:
            for stream, kind in _STREAMS:
                if ole.exists(stream):
                    return kind
    except Exception:  # noqa: BLE001 - a damaged one: its directory's names must do
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in content), Kind.OLE_OTHER)
    return Kind.OLE_OTHER
