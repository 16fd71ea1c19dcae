"""Files made to exhaust, confuse or crash a reader: each is answered in time, with a code."""

import resource
from collections.abc import Callable

import pytest

from generation.core.errors import BadPdf
from guides.source.reading import read_pdf
from levelingai.sandbox.run import ChildLimits
from tests.generation.core.reading.pdfs import GOOD, page_pdf, pdf_file, stream, text

pytestmark = pytest.mark.core

LONGEST_S = ChildLimits().cpu_s + 5
"""Of computing, by the child: what the clock says depends on what else the machine does."""
MEGABYTE = 1024 * 1024


def computed_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def flate_bomb() -> bytes:
    """600 MB of spaces in a content stream."""
    return page_pdf(b" " * (600 * MEGABYTE), compress=True)


def nested_flate() -> bytes:
    """A stream deflated three times: a few hundred bytes for 400 MB."""
    import zlib

    data = zlib.compress(zlib.compress(b"0" * (400 * MEGABYTE)))
    body = stream(zlib.compress(data), b"/Filter [/FlateDecode /FlateDecode /FlateDecode]")
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
            body,
        ]
    )


def many_operators() -> bytes:
    return page_pdf(b"0 0 m 9 9 l S\n" * 500_000, compress=True)


def nested_forms() -> bytes:
    """Ten forms, each drawing the next one ten times."""
    forms = []
    for level in range(10):
        draws = b"/X Do " * 10 if level < 9 else text("deep", 10, 10)
        forms.append(
            stream(
                draws,
                b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources "
                b"<< /XObject << /X %d 0 R >> /Font << /F1 5 0 R >> >>" % (8 + level),
            )
        )
    return page_pdf(b"/X Do", resources=b"/XObject << /X 7 0 R >>", extra=forms)


def huge_to_unicode() -> bytes:
    """A font whose map claims four billion characters."""
    cmap = b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange\n"
    cmap += b"1 beginbfrange <00000000> <fffffffe> <0041> endbfrange\n"
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H /ToUnicode 8 0 R "
        b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
    )
    content = b"BT /F9 12 Tf 72 700 Td <00410042> Tj ET"
    return page_pdf(content, resources=b"/Font << /F9 7 0 R >>", extra=[font, stream(cmap)])


def many_pages() -> bytes:
    """200,000 pages that are all the same object, behind a true count."""
    kids = b"3 0 R " * 200_000
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 200000 /Kids [%s] >>" % kids,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>",
        ]
    )


def uncounted_pages() -> bytes:
    """Many pages behind a count of one."""
    pages = [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>"] * 5_000
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 3 + len(pages)))
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [%s] >>" % kids,
            *pages,
        ]
    )


def encrypted() -> bytes:
    import io

    import pypdf  # noqa: TID251

    writer = pypdf.PdfWriter(io.BytesIO(GOOD))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def giant_picture() -> bytes:
    """A picture that claims 60,000 × 60,000 pixels, on a page that only OCR could read."""
    picture = stream(
        b"\x00" * 1000,
        b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceRGB",
        compress=True,
    )
    content = b"q 595 0 0 842 0 0 cm /X Do Q"
    return page_pdf(content, resources=b"/XObject << /X 7 0 R >>", extra=[picture])


def many_words() -> bytes:
    """More text than any reply may hold."""
    line = b"BT /F1 9 Tf 1 0 0 1 50 %d Tm (%s) Tj ET\n"
    content = b"".join(line % (row % 700, b"ab cd ef gh ij kl " * 40) for row in range(400))
    return page_pdf(content, compress=True)


REFUSED: dict[str, tuple[Callable[[], bytes], set[str], str]] = {
    "flate_bomb": (flate_bomb, {"too_complex"}, "too_big"),
    "nested_flate": (nested_flate, {"too_complex"}, ""),
    "many_operators": (many_operators, {"too_complex"}, "too_big"),
    "nested_forms": (nested_forms, {"too_complex"}, ""),
    "many_pages": (many_pages, {"too_many_pages"}, ""),
    "uncounted_pages": (uncounted_pages, {"too_many_pages"}, ""),
    "huge_page": (
        lambda: page_pdf(text("far", 10, 10), size=(200_000, 200_000)),
        {"too_complex"},
        "page_too_big",
    ),
    "truncated": (lambda: GOOD[: len(GOOD) // 4], {"damaged"}, "malformed"),
    "html": (lambda: b"%PDF-1.7\n<html><body>Not a PDF</body></html>", {"damaged"}, ""),
    "encrypted": (encrypted, {"encrypted"}, ""),
    "page_tree_loop": (
        lambda: pdf_file(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>",
                b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>",
            ]
        ),
        {"no_pages", "damaged"},
        "",
    ),
    "giant_picture": (giant_picture, {"too_complex", "no_text", "damaged"}, ""),
    "noise": (lambda: b"%PDF-1.4\n" + bytes(range(256)) * 4000, {"damaged", "no_pages"}, ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_is_refused_in_time(name):
    make, codes, detail = REFUSED[name]
    data = make()
    before = computed_s()
    with pytest.raises(BadPdf) as refused:
        read_pdf(data)
    assert computed_s() - before < LONGEST_S
    assert refused.value.code in codes
    assert detail in refused.value.detail
    assert read_pdf(GOOD).has_text


def self_drawing_form() -> bytes:
    form = stream(
        text("once", 72, 700) + b"/X Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] "
        b"/Resources << /XObject << /X 7 0 R >> /Font << /F1 5 0 R >> >>",
    )
    return page_pdf(b"/X Do", resources=b"/XObject << /X 7 0 R >>", extra=[form])


def answer(data: bytes) -> str:
    """The code of a refusal, or `read`."""
    try:
        document = read_pdf(data)
    except BadPdf as exc:
        return exc.code
    return "read" if document.has_text else "empty"


@pytest.mark.parametrize("make", [self_drawing_form, huge_to_unicode, many_words])
def test_odd_file_is_read_or_refused_in_time(make):
    data = make()
    before = computed_s()
    assert answer(data) in {"read", "too_complex", "damaged", "no_text"}
    assert computed_s() - before < LONGEST_S
    assert answer(GOOD) == "read"


def test_self_drawing_form_is_drawn_once():
    words = [word.text for page in read_pdf(self_drawing_form()).pages for word in page.words]
    assert words == ["once"]


def test_page_limit_names_what_was_found():
    with pytest.raises(BadPdf) as refused:
        read_pdf(many_pages())
    assert "200000" in refused.value.message
    assert "100" in refused.value.message
