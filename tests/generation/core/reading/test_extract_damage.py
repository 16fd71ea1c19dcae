"""Files that are broken in places are read as far as viewers show them, and say so."""

import io
import random
import zlib

import pytest

from generation.core.errors import BadPdf
from generation.core.reading.extract import extract, extract_document
from generation.core.reading.streams import inflate
from tests.generation.core.reading.pdfs import page_pdf, pdf_file, stream, text

pytestmark = pytest.mark.core

NOTE = "Page 1 is damaged in places; text may be missing from it."


@pytest.mark.parametrize(
    "broken",
    [
        b"(text) 12 Tf\n",
        b"[1 2] 3 4 5 6 7 cm\n",
        b"<< /Odd >> /Tag BDC\n",
        b"/Missing Do\n",
        b"1 0 0 Tm\n",
        b"Q Q Q EMC\n",
        b"/Missing gs /Missing cs 1 sc 0 g\n",
    ],
)
def test_broken_operator_does_not_end_the_page(broken):
    document = extract_document(page_pdf(broken + text("Plans work", 72, 700)))
    assert [word.text for word in document.pages[0].words] == ["Plans", "work"]
    assert set(document.quality.notes) <= {NOTE}


def test_broken_content_is_noted():
    content = text("Plans", 72, 700) + b"<< /Odd >> /Tag BDC\n" + text("work", 72, 680)
    document = extract_document(page_pdf(content))
    assert [word.text for word in document.pages[0].words] == ["Plans", "work"]
    assert document.quality.notes == (NOTE,)
    assert document.quality.broken_pages == (1,)


def test_sound_page_has_no_note():
    assert extract_document(page_pdf(text("Plans", 72, 700))).quality.notes == ()


def test_font_with_a_broken_map_is_read_by_its_encoding():
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding "
        b"/ToUnicode 8 0 R >>"
    )
    data = page_pdf(
        b"BT /F9 12 Tf 72 700 Td (Plans work) Tj ET",
        resources=b"/Font << /F9 7 0 R >>",
        extra=[font, stream(b"begincmap << /Odd >> endcmap")],
    )
    assert [word.text for word in extract_document(data).pages[0].words] == ["Plans", "work"]


def test_numbers_beyond_reason_are_left_out():
    huge = "1" + "0" * 300
    content = f"q {huge} 0 0 {huge} 0 0 cm 0 0 {huge} {huge} re f\n".encode()
    content += f"BT /F1 12 Tf {huge} {huge} Td (far) Tj ET Q\n".encode()
    page = extract_document(page_pdf(content + text("near", 72, 700))).pages[0]
    assert [word.text for word in page.words] == ["near"]
    assert page.rules == ()


LINE = b"plans the work of the team and asks for help " * 40


def compressed(data: bytes, *, closing: int = zlib.Z_FINISH) -> bytes:
    engine = zlib.compressobj()
    return engine.compress(data) + engine.flush(closing)


@pytest.mark.parametrize(
    "data",
    [
        compressed(LINE),
        compressed(LINE) + b"\r\n",
        compressed(LINE)[:-4],  # without its checksum
        compressed(LINE)[:-4] + b"\n",
        compressed(LINE, closing=zlib.Z_SYNC_FLUSH),  # never closed
        b"\n" + compressed(LINE),
        b"\x00\x00" + compressed(LINE)[2:],  # the header says nothing of the data
    ],
)
def test_sloppy_stream_is_whole(data):
    assert inflate(data) == (LINE, True)


def test_broken_stream_gives_what_it_can_and_is_not_whole():
    whole = compressed(LINE)
    assert inflate(whole[:-9])[1] is False
    assert inflate(whole[:-1] + bytes([whole[-1] ^ 1])) == (LINE, False)
    broken = bytearray(compressed(random.Random(1).randbytes(2000)))
    broken[1000] ^= 8
    assert inflate(bytes(broken))[1] is False


def words_of(data: bytes) -> list[list[str]]:
    return [[word.text for word in page.words] for page in extract_document(data).pages]


SENTENCES = [
    f"{name} {doing} the work of {whom} and asks for help with {what}."
    for name in ("Planning", "Writing", "Teaching")
    for doing in ("plans", "explains", "reviews")
    for whom in ("the team", "two teams")
    for what in ("risks", "large tasks")
]


def printed_by_reportlab() -> bytes:
    """Three pages; streams are deflated and then written as text."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, A4, invariant=True)
    for page in range(3):
        for number, sentence in enumerate(SENTENCES):
            canvas.drawString(50, 780 - 14 * number, f"{page} {sentence}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def printed_by_weasyprint() -> bytes:
    """Embedded fonts with maps, and objects in deflated streams."""
    from weasyprint import HTML

    rows = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    printed = HTML(string=f"<body>{rows}</body>").write_pdf()
    assert printed is not None
    return printed


@pytest.mark.parametrize("print_", [printed_by_reportlab, printed_by_weasyprint])
def test_flipped_bit_never_loses_words_in_silence(print_):
    data, rng = print_(), random.Random(7)
    whole = words_of(data)
    for _ in range(100):
        flipped = bytearray(data)
        flipped[place := rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        try:
            extraction = extract(bytes(flipped))
        except BadPdf:
            continue
        quality = extraction.document.quality
        is_told = quality.broken_pages or quality.unmapped or extraction.unread
        found = [[word.text for word in page.words] for page in extraction.document.pages]
        assert is_told or sum(map(len, found)) >= sum(map(len, whole)), place


def test_missing_pages_break_all_that_are_left():
    data = pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>",
            b"<< /Type /Pbge /Parent 2 0 R /MediaBox [0 0 600 800] >>",
        ]
    )
    quality = extract_document(data).quality
    assert quality.broken_pages == (1,)
    assert quality.notes == ("The PDF is damaged: it counts 2 pages, and 1 of them were found.",)


def test_font_that_lacks_widths_is_damaged():
    font = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Any /FirstChar 65 /LastChar 67 "
        b"/Widths [500 x 500] >>"
    )
    data = page_pdf(
        b"BT /F9 12 Tf 72 700 Td (ABC) Tj ET", resources=b"/Font << /F9 7 0 R >>", extra=[font]
    )
    assert extract_document(data).quality.broken_pages == (1,)
