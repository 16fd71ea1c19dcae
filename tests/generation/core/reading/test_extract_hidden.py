"""Text that a reader cannot see is dropped and counted; text that can be seen stays."""

import pytest

from generation.core.reading import extract
from generation.core.reading.extract import extract_document
from tests.generation.core.reading.pdfs import page_pdf, stream, text

pytestmark = pytest.mark.core

SEEN = text("Plans the work of the whole team for every week", 72, 700)
HIDDEN = text("Hidden", 72, 600)
ALPHA = b"/ExtGState << /P << /ca 0 >> /M << /BM /Multiply >> >>"


def read(content: bytes, **more):
    document = extract_document(page_pdf(content, **more))
    words = [word.text for word in document.pages[0].words]
    return words, dict(document.quality.hidden)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"1 g " + HIDDEN, "white"),
        (b"0.97 0.98 1 rg " + HIDDEN, "white"),
        (b"0 0 0 0 k " + HIDDEN, "white"),
        (b"0.2 g 50 580 200 50 re f " + HIDDEN, "white"),
        (text("Hidden", 72, 600, size=1), "tiny"),
        (b"q 0.1 0 0 0.1 0 0 cm " + text("Hidden", 720, 6000, size=20) + b"Q", "tiny"),
        (text("Hidden", 900, 600), "off_page"),
        (text("Hidden", 72, -50), "off_page"),
        (b"3 Tr " + HIDDEN, "invisible"),
        (b"/P gs " + HIDDEN, "invisible"),
        (HIDDEN + b"0.9 g 50 580 200 50 re f", "covered"),
        (b"q 50 100 200 50 re W n " + HIDDEN + b"Q", "clipped"),
    ],
)
def test_unseen_text_is_dropped_and_counted(content, reason):
    words, hidden = read(SEEN + content, resources=ALPHA)
    assert "Hidden" not in words
    assert words[:2] == ["Plans", "the"]
    assert hidden == {reason: 6}


@pytest.mark.parametrize(
    "content",
    [
        b"0.2 g 50 580 200 50 re f 1 g " + HIDDEN,
        b"0.2 g 72 590 m 300 590 l 320 604 l 300 620 l 72 620 l f 1 g " + HIDDEN,
        b"0.9 g 50 580 200 50 re f 0 g " + HIDDEN,
        b"0.6 g " + HIDDEN,
        b"0.9 g 50 580 200 50 re f 0 g " + HIDDEN + b"/P gs 50 580 200 50 re f",
        HIDDEN + b"/M gs 1 1 0 rg 50 580 200 50 re f",
        HIDDEN + b"0.9 g 50 580 200 8 re f",
        text("Hidden", 72, 600, size=6),
        b"q 50 590 200 50 re W n " + HIDDEN + b"Q",
        b"1 Tr 0 G 1 g " + HIDDEN,
    ],
)
def test_seen_text_stays(content):
    words, hidden = read(SEEN + content, resources=ALPHA)
    assert "Hidden" in words
    assert hidden == {}


def test_page_printed_small_is_not_tiny():
    small = b"".join(text("a cell of a wide sheet", 72, y, size=3) for y in range(300, 600, 5))
    words, hidden = read(text("Title", 72, 700, size=8) + small)
    assert len(words) == 1 + 60 * 6
    assert hidden == {}


def layered(state: bytes, content: bytes) -> tuple[list[str], dict[str, int]]:
    group = b"<< /Type /OCG /Name (Layer) >>"
    return read(
        content,
        resources=b"/Properties << /L 7 0 R >>",
        extra=[group],
        catalog=b"/OCProperties << /OCGs [7 0 R] /D << %s >> >>" % state,
    )


@pytest.mark.parametrize("state", [b"/OFF [7 0 R]", b"/BaseState /OFF"])
def test_text_on_a_layer_that_is_off_is_dropped(state):
    words, hidden = layered(state, b"/OC /L BDC " + HIDDEN + b"EMC " + SEEN)
    assert "Hidden" not in words
    assert "Plans" in words
    assert hidden == {"layer": 6}


@pytest.mark.parametrize("state", [b"", b"/BaseState /OFF /ON [7 0 R]"])
def test_text_on_a_layer_that_is_on_stays(state):
    words, hidden = layered(state, b"/OC /L BDC " + HIDDEN + b"EMC " + SEEN)
    assert "Hidden" in words
    assert hidden == {}


PICTURE = stream(
    b"\xff",
    b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
    b"/ColorSpace /DeviceGray",
)


@pytest.mark.parametrize(
    "content",
    [
        b"q 595 0 0 842 0 0 cm /X Do Q 3 Tr " + SEEN,
        SEEN + b"q 595 0 0 842 0 0 cm /X Do Q",
    ],
)
def test_text_layer_of_a_scan_is_kept_and_marked(content):
    data = page_pdf(content, resources=b"/XObject << /X 7 0 R >>", extra=[PICTURE])
    extraction = extract.extract(data)
    page = extraction.document.pages[0]
    assert page.words[0].text == "Plans"
    assert page.read_by == "ocr"
    assert extraction.document.quality.notes == ("Page 1 is a scan; its own text layer was read.",)
    assert extraction.unread == ()


def test_invisible_text_over_a_small_picture_is_dropped():
    words, hidden = read(
        SEEN + b"q 200 0 0 50 60 580 cm /X Do Q 3 Tr " + HIDDEN,
        resources=b"/XObject << /X 7 0 R >>",
        extra=[PICTURE],
    )
    assert "Hidden" not in words
    assert hidden == {"invisible": 6}


def test_text_over_a_picture_stays():
    words, hidden = read(
        b"q 200 0 0 50 60 580 cm /X Do Q 1 g " + HIDDEN + b"0 g " + SEEN,
        resources=b"/XObject << /X 7 0 R >>",
        extra=[PICTURE],
    )
    assert "Hidden" in words
    assert hidden == {}


def test_picture_without_text_needs_ocr():
    data = page_pdf(
        b"q 595 0 0 842 0 0 cm /X Do Q " + text("Page 1", 280, 20),
        resources=b"/XObject << /X 7 0 R >>",
        extra=[PICTURE],
    )
    assert extract.extract(data).unread == (1,)


def test_page_with_good_text_needs_no_ocr():
    data = page_pdf(
        SEEN * 3 + b"q 595 0 0 300 0 0 cm /X Do Q",
        resources=b"/XObject << /X 7 0 R >>",
        extra=[PICTURE],
    )
    assert extract.extract(data).unread == ()


def test_failing_filter_fails_the_document(monkeypatch):
    def broken(page):
        raise RuntimeError("filter")

    monkeypatch.setattr(extract, "seen", broken)
    with pytest.raises(RuntimeError):
        extract_document(page_pdf(SEEN))
