"""Pages that are pictures: read by tesseract, with their lines, straightened."""

import io
import random

import pytest
from PIL import Image, ImageDraw, ImageFont

from generation.core.errors import BadPdf
from generation.core.reading import scan, tesseract
from generation.core.reading.document import Box, Document, Page, Word
from guides.source import reading
from guides.source.reading import ReadLimits, read_pdf
from levelingai.sandbox.run import ChildFailed, Reply
from tests.generation.core.reading.pdfs import page_pdf, stream, text

pytestmark = pytest.mark.core

needs_tesseract = pytest.mark.skipif(
    "eng" not in (tesseract.languages() or ()), reason="tesseract with English is not installed"
)

WIDTH, HEIGHT = 1654, 1169
"""A4 across at 144 dpi, as a modest scanner gives it."""
CELLS = [
    ["Competency", "Junior Engineer", "Senior Engineer"],
    ["Planning", "Plans own work for a week", "Plans the work of several teams"],
    ["Quality", "Tests every change", "Sets standards for testing"],
]


def drawing(*, header: int = 40) -> Image.Image:
    """A ruled table with a dark header row."""
    picture = Image.new("L", (WIDTH, HEIGHT), 250)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(26)
    draw.rectangle((100, 150, 1540, 230), fill=header)
    for row, cells in enumerate(CELLS):
        for column, cell in enumerate(cells):
            ink = 245 if row == 0 else 25
            draw.text((120 + 480 * column, 170 + 160 * row), cell, fill=ink, font=font)
    for y in (310, 470, 630):
        draw.line((100, y - 80, 1540, y - 80), fill=120, width=2)
    for x in (100, 580, 1060, 1540):
        draw.line((x, 150, x, 550), fill=120, width=2)
    return picture


def noisy(picture: Image.Image) -> Image.Image:
    generator = random.Random(7)
    grain = Image.frombytes("L", picture.size, generator.randbytes(picture.width * picture.height))
    return Image.blend(picture, grain, 0.03)


def scanned_pdf(picture: Image.Image, *, more: bytes = b"") -> bytes:
    """A page that shows a picture all over."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    image = stream(
        out.getvalue(),
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 "
        b"/ColorSpace /DeviceGray /Filter /DCTDecode" % picture.size,
    )
    size = (842, 595) if picture.width > picture.height else (595, 842)
    content = b"q %d 0 0 %d 0 0 cm /X Do Q\n" % size + more
    return page_pdf(content, size=size, resources=b"/XObject << /X 7 0 R >>", extra=[image])


def words(page: Page) -> set[str]:
    return {word.text for word in page.words}


EXPECTED = {word for row in CELLS for cell in row for word in cell.split()}


@needs_tesseract
@pytest.mark.parametrize(("turn", "tilt"), [(0, 0.0), (0, 1.3), (90, 0.0), (180, -0.8)])
def test_scan_is_read_upright_with_its_lines(turn, tilt):
    picture = drawing().rotate(-tilt, Image.Resampling.BICUBIC, fillcolor=250)
    picture = noisy(picture.rotate(-turn, expand=True))
    document = read_pdf(scanned_pdf(picture))
    page = document.pages[0]
    assert len(EXPECTED - words(page)) <= 1
    assert (page.read_by, page.turned) == ("ocr", (360 - turn) % 360)
    assert page.skew == pytest.approx(tilt, abs=0.12)
    assert page.width > page.height
    assert document.quality.ocr_pages == (1,)
    assert 0.8 < document.quality.ocr_confidence <= 1
    assert sum(rule.is_horizontal for rule in page.rules) == 2
    assert sum(not rule.is_horizontal and rule.box.height > 100 for rule in page.rules) == 4


@needs_tesseract
def test_scan_has_words_where_they_stand():
    page = read_pdf(scanned_pdf(drawing())).pages[0]
    (planning,) = [word for word in page.words if word.text == "Planning"]
    points = 842 / WIDTH
    assert planning.box.x0 == pytest.approx(121 * points, abs=2)
    assert planning.box.y_mid == pytest.approx(346 * points, abs=3)
    assert planning.size == pytest.approx(26 * points, rel=0.25)
    band = max(page.fills, key=lambda fill: fill.box.width)
    assert band.box.x0 == pytest.approx(100 * points, abs=4)
    assert band.box.height == pytest.approx(80 * points, abs=6)
    assert band.colour[0] < 0.3


@needs_tesseract
def test_ocr_leaves_pages_with_text_alone(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("OCR was asked to read a page with text")

    monkeypatch.setattr(reading, "_read_scans", refuse)
    more = text(
        "A long enough text that a reader sees on the page beside the picture. " * 3, 20, 30
    )
    assert read_pdf(scanned_pdf(drawing(), more=more)).pages[0].read_by == "text"


def test_scan_without_ocr_says_how_to_go_on():
    with pytest.raises(BadPdf) as refused:
        read_pdf(scanned_pdf(drawing()), limits=ReadLimits(ocr=False))
    assert refused.value.code == "no_text"
    assert "OCR is off" in refused.value.message


def test_scan_without_tesseract_names_what_to_install(monkeypatch):
    monkeypatch.setattr(tesseract, "languages", lambda: None)
    with pytest.raises(BadPdf) as refused:
        read_pdf(scanned_pdf(drawing()))
    assert refused.value.code == "no_text"
    assert "tesseract-ocr" in refused.value.message


@needs_tesseract
def test_scan_in_a_language_that_is_missing_names_the_package():
    with pytest.raises(BadPdf) as refused:
        read_pdf(scanned_pdf(drawing()), limits=ReadLimits(ocr_languages=("eng", "chi_sim_xx")))
    assert refused.value.code == "no_text"
    assert "tesseract-ocr-chi-sim-xx" in refused.value.message


@needs_tesseract
def test_blank_scan_has_no_text():
    blank = noisy(Image.new("L", (WIDTH, HEIGHT), 248))
    with pytest.raises(BadPdf) as refused:
        read_pdf(scanned_pdf(blank))
    assert refused.value.code == "no_text"


def test_text_pages_stay_where_a_scan_beside_them_cannot_be_read():
    document = Document((Page(1, 100, 100, words=(Word("Text", None, 10),)), Page(2, 100, 100)))
    limits = ReadLimits(ocr=False)
    read = reading._read_scans(document, [2], b"", limits)
    assert read.pages == document.pages
    assert read.quality.unread_pages == (2,)
    assert read.quality.notes[0].startswith("Page 2 was not read: they are pictures.")


def failing_ocr(monkeypatch, ends: dict[int, list[bool]]):
    """OCR that ends well or not, as `ends` says of each time a page is asked for."""
    asked: list[int] = []

    def run(handler, request, source, *, limits, on_progress=None):
        number = request["number"]
        asked.append(number)
        if not ends[number].pop(0):
            raise ChildFailed("too_slow", "no answer", limits, is_by_clock=True)
        page = Page(number, 100, 100, words=(Word("Text", Box(0, 0, 9, 9), 9),), read_by="ocr")
        return Reply({"document": Document((page,)).to_json(), "confidence": 0.9})

    monkeypatch.setattr(reading, "run_child", run)
    monkeypatch.setattr(reading, "_ocr_problem", lambda limits: None)
    return asked


def scans(count: int) -> Document:
    return Document(tuple(Page(number, 100, 100) for number in range(1, count + 1)))


def test_page_that_ocr_did_not_finish_is_tried_again_alone(monkeypatch):
    asked = failing_ocr(monkeypatch, {1: [True], 2: [False, True]})
    told: list[str] = []
    read = reading._read_scans(scans(2), [1, 2], b"", ReadLimits(), told.append)
    assert read.quality.ocr_pages == (1, 2)
    assert (read.quality.unread_pages, read.quality.notes) == ((), ())
    assert sorted(asked) == [1, 2, 2]
    assert told == ["OCR page 1 of 2", "OCR page 2 of 2"]


def test_pages_that_fail_alone_too_are_named(monkeypatch):
    failing_ocr(monkeypatch, {1: [True], 2: [False] * 2, 3: [False] * 2})
    quality = reading._read_scans(scans(3), [1, 2, 3], b"", ReadLimits()).quality
    assert quality.unread_pages == (2, 3)
    assert quality.notes == ("Pages 2 and 3 were not read: OCR did not finish.",)


def test_scans_of_which_nothing_was_read_are_too_complex(monkeypatch):
    failing_ocr(monkeypatch, {1: [False] * 2})
    with pytest.raises(BadPdf) as refused:
        reading._read_scans(scans(1), [1], b"", ReadLimits())
    assert refused.value.code == "too_complex"


def test_scans_beyond_the_limit_are_named(monkeypatch):
    failing_ocr(monkeypatch, {1: [True]})
    quality = reading._read_scans(scans(3), [1, 2, 3], b"", ReadLimits(ocr_max_pages=1)).quality
    assert quality.unread_pages == (2, 3)


def test_languages_follow_the_script(monkeypatch):
    installed = frozenset({"osd", "eng", "deu", "ell", "chi_sim", "rus"})
    monkeypatch.setattr(tesseract, "languages", lambda: installed)
    assert tesseract.languages_for("Latin") == ["eng", "deu"]
    assert tesseract.languages_for("Greek") == ["ell", "eng"]
    assert tesseract.languages_for("Han") == ["chi_sim", "eng"]
    assert tesseract.languages_for("Thai") == ["eng"]


@pytest.mark.parametrize("tilt", [-2.0, -0.3, 0.0, 0.6, 4.0])
def test_skew_is_measured(tilt):
    import numpy as np

    picture = drawing(header=250).rotate(-tilt, Image.Resampling.BICUBIC, fillcolor=250)
    grey = np.asarray(noisy(picture)).astype(np.int16)
    assert scan.skew_of(grey) == pytest.approx(tilt, abs=0.1)


def test_lines_of_text_are_no_rules():
    import numpy as np

    picture = Image.new("L", (1240, 1754), 250)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(14)
    for row in range(70):
        draw.text((80, 40 + 24 * row), "mmm nnn minimum rumours in " * 6, fill=20, font=font)
    horizontal, vertical = scan.rules_of(np.asarray(noisy(picture)).astype(np.int16))
    assert (horizontal, vertical) == ([], [])


def test_zebra_rows_are_fills():
    import numpy as np

    picture = Image.new("L", (1000, 600), 250)
    draw = ImageDraw.Draw(picture)
    for top in (100, 300):
        draw.rectangle((100, top, 900, top + 100), fill=228)
    fills = scan.fills_of(np.asarray(noisy(picture)).astype(np.int16))
    assert [tuple(round(side, -1) for side in box) for box, _ in fills] == [
        (100, 100, 900, 200),
        (100, 300, 900, 400),
    ]
