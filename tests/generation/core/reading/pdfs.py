"""PDFs made for tests: from content streams byte by byte, or with reportlab."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

A4 = (595, 842)


def pdf_file(objects: Sequence[bytes | None], *, root: int = 1, trailer: bytes = b"") -> bytes:
    """A file of numbered objects (from 1), with a cross-reference table; None leaves one free."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell() if body is not None else 0)
        if body is not None:
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset if offset else b"0000000000 00001 f \n")
    out.write(b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (len(objects) + 1, root, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(data: bytes, entries: bytes = b"", *, compress: bool = False) -> bytes:
    """A stream object's body."""
    if compress:
        data, entries = zlib.compress(data), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def page_pdf(
    content: bytes,
    *,
    size: tuple[float, float] = A4,
    page: bytes = b"",
    resources: bytes = b"",
    extra: Sequence[bytes] = (),
    catalog: bytes = b"",
    compress: bool = False,
) -> bytes:
    """One page with a content stream; `/F1` is Helvetica, `/F2` bold; `extra` starts at 7."""
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> %s >> %s >>" % (*size, resources, page),
            stream(content, compress=compress),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
            *extra,
        ]
    )


def text(words: str, x: float, y: float, *, size: float = 12, font: str = "F1") -> bytes:
    """Operators that draw one line of text; `y` counts from the bottom of the page."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("latin-1")
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET\n" % (font.encode(), size, x, y, escaped)


GOOD = page_pdf(text("Plans the work of the team", 72, 700))
"""A file that every reader reads."""


def unicode_font(letters: str, *, first: int = 7, width: int = 600) -> list[bytes]:
    """Three objects from number `first` on: a font whose codes 1, 2 … mean `letters`."""
    pairs = b"".join(
        b"<%04x> <%s>\n" % (code, letter.encode("utf-16-be").hex().encode())
        for code, letter in enumerate(letters, start=1)
    )
    cmap = (
        b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        b"%d beginbfchar\n%sendbfchar endcmap" % (len(letters), pairs)
    )
    return [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H "
        b"/DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (first + 1, first + 2),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any /DW %d /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>" % width,
        stream(cmap),
    ]


def unicode_text(letters: str, seen: str, x: float, y: float, *, size: float = 12) -> bytes:
    """Operators that draw `seen`, from left to right, in the font of `unicode_font(letters)`."""
    codes = b"".join(b"%04x" % (letters.index(letter) + 1) for letter in seen)
    return b"BT /F9 %g Tf %g %g Td <%s> Tj ET\n" % (size, x, y, codes)


def unicode_pdf(letters: str, content: bytes) -> bytes:
    """A page on which `/F9` is the font of `unicode_font(letters)`."""
    return page_pdf(
        content, resources=b"/Font << /F1 5 0 R /F9 7 0 R >>", extra=unicode_font(letters)
    )
