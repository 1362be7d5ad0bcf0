"""Older and other formats to DOCX and XLSX, by LibreOffice in a process of its own within limits.

It is large, and the files are strangers': so it gets a fresh profile in a folder that is thrown away, no macros, no
links out of the document, nothing of this program's environment, and an end that does not depend on this process.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from intake.reading.busy import on_busy_machine
from intake.reading.doc_end import with_last_paragraph
from intake.reading.gate import Limits, Package, RefusedError, Stopped, pass_gate
from intake.reading.kinds import Kind
from intake.rules.finding import Code

TARGETS = {
    Kind.DOC: Kind.DOCX,
    Kind.ODT: Kind.DOCX,
    Kind.RTF: Kind.DOCX,
    Kind.XLS: Kind.XLSX,
    Kind.ODS: Kind.XLSX,
}
"""The kinds that are converted, and to what."""

_OPEN_DOCUMENTS = frozenset({Kind.ODT, Kind.ODS})
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED = b"encryption-data"  # OpenDocument 1.3, part 2, 4.4: the element of an encrypted file entry
_MEMORY = 2**30  # bytes of address space; an ordinary form takes less than half of it
_OUTPUT = 64 * 2**20  # bytes
_KILLED = (137, -9)  # what timeout(1) ends with where it had to kill

_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),  # or it fetches linked pictures
    ("Writer/Content/Update", "Link", "0"),  # never
    ("Calc/Content/Update", "Link", "2"),  # never, too: each program counts its own way
)
_REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)


def convert(content: bytes, kind: Kind, limits: Limits) -> bytes:
    """Return a document of a kind in TARGETS as DOCX or XLSX; the result has passed no gate.

    Raises RefusedError: encrypted, damaged or too large for what the file is, unreadable where the conversion took
    longer than *limits* allow, unsupported where LibreOffice is not installed.
    """
    if kind in _OPEN_DOCUMENTS:
        _pass_open_document(content, limits)
    if len(content) > limits.attachment_size:
        raise RefusedError(Code.FORM_TOO_LARGE, f"{len(content)} bytes; at most {limits.attachment_size}")
    with TemporaryDirectory(prefix="intake-office-", ignore_cleanup_errors=True) as name:
        return _converted(content, kind, Path(name), on_busy_machine(limits.conversion_seconds))


def _pass_open_document(content: bytes, limits: Limits) -> None:
    match pass_gate(content, limits):
        case Stopped() as stopped:
            raise RefusedError(stopped.code, stopped.why)
        case Package() as package:
            if _MANIFEST in package and _ENCRYPTED in package.read(_MANIFEST):
                raise RefusedError(Code.FORM_ENCRYPTED, "the document is protected by a password")
            for part in ("content.xml", "styles.xml"):
                if part in package:
                    package.read_xml(part)


def _converted(content: bytes, kind: Kind, folder: Path, seconds: float) -> bytes:
    source = folder / f"form.{kind}"
    target = folder / "converted" / f"form.{TARGETS[kind]}"
    source.write_bytes(with_last_paragraph(content) if kind is Kind.DOC else content)
    _lay_out_profile(folder / "profile")
    ended = subprocess.run(  # noqa: S603 - a fixed command; the names of the files are ours
        [*_bounds(seconds), *_office(folder / "profile"), TARGETS[kind], "--outdir", str(target.parent), str(source)],
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if target.exists():
        return target.read_bytes()
    if ended.returncode in _KILLED:
        raise RefusedError(Code.FORM_UNREADABLE, f"LibreOffice took longer than {seconds:g} seconds")
    said = ended.stderr.decode(errors="replace").strip()
    raise RefusedError(Code.FORM_DAMAGED, f"LibreOffice cannot open it: {said}")


def _office(profile: Path) -> tuple[str, ...]:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise RefusedError(Code.FORM_UNSUPPORTED, "LibreOffice is not installed")
    return program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to"


def _lay_out_profile(profile: Path) -> None:
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_REGISTRY.format(items=items), encoding="utf-8")


def _bounds(seconds: float) -> tuple[str, ...]:
    """The commands that bound what follows. timeout(1) ends all its children even where this process was killed."""
    memory, output = _within(resource.RLIMIT_AS, _MEMORY), _within(resource.RLIMIT_FSIZE, _OUTPUT)
    return "timeout", "--signal=KILL", f"{seconds:g}", "prlimit", f"--as={memory}", f"--fsize={output}"


def _within(limit: int, wanted: int) -> int:
    """What may be had of *wanted*: nobody goes over a hard limit."""
    hard = resource.getrlimit(limit)[1]
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
