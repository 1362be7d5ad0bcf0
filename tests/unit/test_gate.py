"""What the gate stops, and that it does so before anything is unpacked."""

from __future__ import annotations

import struct
import warnings
import zipfile
from io import BytesIO

import pytest

from intake.reading.gate import Limits, Package, RefusedError, Stopped, pass_gate
from intake.rules.finding import Code
from packages import docx, zipped

LIMITS = Limits(attachment_size=2**20, unpacked_size=2**20, xml_part_size=2**19, entries=20)


def stopped(content: bytes) -> Code | None:
    """Return what the gate says, or None where it lets the file through."""
    result = pass_gate(content, LIMITS)
    return result.code if isinstance(result, Stopped) else None


def test_an_honest_document_passes() -> None:
    """Everything else is of no use without this."""
    package = pass_gate(docx("<w:p/>"), LIMITS)
    assert isinstance(package, Package)
    assert b"<w:p/>" in package.read("word/document.xml")


@pytest.mark.parametrize(
    "content",
    [b"\0" * (2**20 + 1), zipped({f"{n}": "" for n in range(21)}), zipped({"a.xml": b" " * (2**19 + 1)}),
     zipped({"a": b" " * 2**19, "b": b" " * 2**19, "c": b" "})],
    ids=["as it came", "entries", "one XML part", "all together"],
)  # fmt: skip
def test_what_is_too_large_is_stopped(content: bytes) -> None:
    """Readers of bombs die by memory or time."""
    assert stopped(content) is Code.FORM_TOO_LARGE


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", docx("<w:p/>")[:-30]], ids=["empty", "begun", "cut"])
def test_what_is_no_zip_is_damaged(content: bytes) -> None:
    """An upload that broke off ends so."""
    assert stopped(content) is Code.FORM_DAMAGED


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "a\\..\\b"])
def test_names_that_point_outside_are_stopped(name: str) -> None:
    """Nothing is written by name here; other programs that get the file might."""
    assert stopped(zipped({name: "x"})) is Code.FORM_DAMAGED


def test_two_entries_of_one_name_are_stopped() -> None:
    """Two programs would show two different forms."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("a", "1")
        archive.writestr("a", "2")
    assert stopped(out.getvalue()) is Code.FORM_DAMAGED


def test_overlapping_entries_are_stopped() -> None:
    """CVE-2024-0450: one body, counted a thousand times."""
    content = bytearray(zipped({"a": "x" * 50, "b": "y" * 50}))
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<L", 0)
    assert stopped(bytes(content)) is Code.FORM_DAMAGED


def test_encrypted_entries_are_told_from_damage() -> None:
    """The applicant is asked for the file without its password."""
    content = bytearray(zipped({"a": "x"}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert stopped(bytes(content)) is Code.FORM_ENCRYPTED


def test_an_entry_that_holds_more_than_it_says_is_refused() -> None:
    """A declared size is the sender's word."""
    content = bytearray(zipped({"a": b" " * 100_000}))
    for magic, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.index(magic) + offset
        content[at : at + 4] = struct.pack("<L", 10)
    package = pass_gate(bytes(content), LIMITS)
    assert isinstance(package, Package)
    with pytest.raises(RefusedError) as refused:
        package.read("a")
    assert refused.value.code is Code.FORM_DAMAGED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16"])
def test_a_document_type_declaration_is_refused_in_every_encoding(encoding: str) -> None:
    """It is the door to entity expansion; no office program writes one."""
    package = pass_gate(zipped({"a.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".encode(encoding)}), LIMITS)
    assert isinstance(package, Package)
    with pytest.raises(RefusedError):
        package.read_xml("a.xml")


def test_what_a_package_carries_is_noted() -> None:
    """Macros and embedded objects are common in honest files: a note, no refusal."""
    package = pass_gate(zipped({"word/vbaProject.bin": "", "word/embeddings/a.bin": ""}), LIMITS)
    assert isinstance(package, Package)
    assert package.notes == ("macros", "embedded objects")
