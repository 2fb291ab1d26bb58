"""Small PDF files, written by hand: lines of Chinese text at their places, in a font that the file only names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

A4 = (595, 842)
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font"
    b" /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
    b" /Supplement 0 >> /DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light"
    b" /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    b" >>] >>"
)


class Words(NamedTuple):
    """Words at their place in points from the lower left."""

    left: float
    bottom: float
    words: str
    size: float = 10.0


def pdf(pages: Sequence[Sequence[Words]], extra: bytes = b"", trailer: bytes = b"", rotate: int = 0) -> bytes:
    """A PDF with these pages; `extra` goes into the dictionary of each page, `trailer` into that of the file."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        FONT,
    ]
    for number, page in enumerate(pages):
        box = b"/MediaBox [0 0 %d %d] /Rotate %d" % (*A4, rotate)
        fonts = b"/Resources << /Font << /F 3 0 R >> >>" if b"/Resources" not in extra else b""
        contents = b"/Contents %d 0 R" % (5 + 2 * number)
        objects.append(b"<< /Type /Page /Parent 2 0 R " + b" ".join((box, fonts, contents, extra)) + b" >>")
        objects.append(stream(b"".join(map(_shown, page))))
    return written(objects, trailer)


def _shown(words: Words) -> bytes:
    return f"BT /F {words.size} Tf {words.left} {words.bottom} Td <{words.words.encode('utf-16-be').hex()}> Tj ET\n".encode()


def stream(data: bytes, head: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), head) + data + b"\nendstream"


def written(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first one is its catalogue."""
    made, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer << /Size %d /Root 1 0 R " % (len(objects) + 1) + trailer + b" >>\nstartxref\n%d\n%%%%EOF" % len(made)
    return made + head + table + end


def picture() -> bytes:
    """A PDF of one page that is only a grey square."""
    image = stream(b"\x80", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page]
    return written([*objects, stream(b"q 500 0 0 700 40 40 cm /I Do Q"), image])


def endless() -> bytes:
    """A PDF of one page whose forms draw each other ten times each, nine deep: a thousand million characters."""
    depth = 9
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        FONT,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /XObject << /X 6 0 R >> >> >>",
        stream(b"/X Do"),
    ]
    for number in range(6, 6 + depth):
        inner = b"/Resources << /XObject << /X %d 0 R >> /Font << /F 3 0 R >> >>" % (number + 1)
        objects.append(stream(b"/X Do " * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + inner))
    last = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
    objects.append(stream(b"BT /F 10 Tf 9 9 Td <4e2d6587> Tj ET", last))
    return written(objects)
