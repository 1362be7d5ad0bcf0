"""PDFs written by hand, one construct at a time."""

from __future__ import annotations

_FONTS = (
    (b"Helvetica", b""),  # of the fourteen whose measures every reader knows (ISO 32000-1, 9.6.2.2)
    (b"Helvetica-Bold", b""),
    (
        b"Wingdings-Regular",
        b"/FontDescriptor << /Type /FontDescriptor /FontName /Wingdings-Regular /FontBBox [0 0 1000 1000] /Flags 4 >>",
    ),
    (b"Helvetica-Oblique", b""),
)


def pdf(*pages: bytes, widgets: bytes = b"", trailer: bytes = b"") -> bytes:
    """Build a PDF of A4 *pages*, each given by its drawing instructions; F1 to F4: plain, bold, Wingdings, slanted."""
    fonts = b"".join(
        b"/F%d << /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding %s >> "
        % (number, name, measures)
        for number, (name, measures) in enumerate(_FONTS, start=1)
    )
    kids = b" ".join(b"%d 0 R" % (3 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
    ]
    for number, page in enumerate(pages):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Annots [%s] "
            b"/Resources << /Font << %s >> >> >>" % (4 + 2 * number, widgets, fonts),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Root 1 0 R /Size %d %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)
    return bytes(out)


def text(words: str, left: int, bottom: int, *, font: int = 1) -> bytes:
    """Draw *words* with their left lower corner there, in points from the left lower corner of the page."""
    return b"BT /F%d 11 Tf %d %d Td (%s) Tj ET\n" % (font, left, bottom, words.encode("cp1252"))


def ruled(lefts: tuple[int, ...], bottoms: tuple[int, ...]) -> bytes:
    """Draw the lines of a table."""
    across = (b"%d %d m %d %d l S\n" % (lefts[0], y, lefts[-1], y) for y in bottoms)
    down = (b"%d %d m %d %d l S\n" % (x, bottoms[0], x, bottoms[-1]) for x in lefts)
    return b"".join((*across, *down))
