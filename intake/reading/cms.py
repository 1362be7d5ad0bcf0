"""What was signed: the content of a CMS message (RFC 5652), as S/MIME and .p7m files have it.

No signature is verified: who signed decides nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass

_PKCS7 = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"  # the object identifier 1.2.840.113549.1.7
_SIGNED, _ENVELOPED = _PKCS7 + b"\x02", _PKCS7 + b"\x03"
_SEQUENCE, _OCTETS, _EXPLICIT = 0x30, 0x04, 0xA0
_CONSTRUCTED = 0x20
_INDEFINITE = 0x80  # as a length; more than that is how many bytes the length has
_HEAD = 32  # bytes within which the type of the message stands


@dataclass(frozen=True, slots=True)
class _Element:
    """An element of BER (X.690, 8.1): its tag, and where its value and the element itself end."""

    tag: int
    start: int
    end: int
    after: int


def is_signed(content: bytes) -> bool:
    """Tell whether *content* is a message of the type SignedData (RFC 5652, 5.1), in BER or DER."""
    return content[:1] == b"\x30" and _SIGNED in content[:_HEAD]


def is_enveloped(content: bytes) -> bool:
    """Tell whether *content* is a message of the type EnvelopedData (RFC 5652, 6.1): it is encrypted."""
    return content[:1] == b"\x30" and _ENVELOPED in content[:_HEAD]


def signed_content(content: bytes) -> bytes:
    """Return what was signed; nothing where the signature stands apart from it. ValueError where it is damaged."""
    try:
        info = _inside(content, _element(content, 0), _SEQUENCE)
        signed = _inside(content, _inside(content, info[1], _EXPLICIT)[0], _SEQUENCE)
        encapsulated = _inside(content, signed[2], _SEQUENCE)
        if len(encapsulated) == 1:
            return b""
        return _octets(content, _inside(content, encapsulated[1], _EXPLICIT)[0])
    except (IndexError, RecursionError) as damaged:
        raise ValueError("a signed message that ends too early") from damaged


def _octets(content: bytes, element: _Element) -> bytes:
    """Join the pieces of an octet string (X.690, 8.7): programs that do not know its length write many, one deep."""
    pieces = [element] if element.tag == _OCTETS else _inside(content, element, _OCTETS | _CONSTRUCTED)
    if any(piece.tag != _OCTETS for piece in pieces):
        raise ValueError("a signed message whose content is in pieces of pieces")
    return b"".join(content[piece.start : piece.end] for piece in pieces)


def _inside(content: bytes, element: _Element, tag: int) -> list[_Element]:
    if element.tag != tag:
        raise ValueError(f"tag {element.tag:#x} instead of {tag:#x}")
    found, at = [], element.start
    while at < element.end:
        found.append(_element(content, at))
        at = found[-1].after
    return found


def _element(content: bytes, at: int) -> _Element:
    tag, length, start = content[at], content[at + 1], at + 2
    if length == _INDEFINITE:  # until two zeros
        end = start
        while content[end] or content[end + 1]:
            end = _element(content, end).after
        return _Element(tag, start, end, end + 2)
    if length > _INDEFINITE:
        more = start + (length - _INDEFINITE)
        length, start = int.from_bytes(content[start:more], "big"), more
    if start + length > len(content):
        raise IndexError(at)
    return _Element(tag, start, start + length, start + length)
