"""Files that are broken in places are read as far as viewers show them, and say so."""

import pytest

from generation.core.reading.extract import extract_document
from tests.generation.core.reading.pdfs import page_pdf, stream, text

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
