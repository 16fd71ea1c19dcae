"""PDF bytes to a `Document`.

`extract_document` trusts its process with the file. What people upload goes through
`reading.read_pdf`, which calls it in a limited child.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any, cast

import pypdf
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, list_value, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import Matrix, decode_text
from pypdf.errors import FileNotDecryptedError

from generation.core.errors import BadPdf
from generation.core.reading.bullets import with_bullets
from generation.core.reading.characters import UNMAPPED, cleaned
from generation.core.reading.document import (
    DOWNWARDS,
    FULL_TURN,
    UPSIDE_DOWN,
    UPWARDS,
    Document,
    Page,
    Quality,
)
from generation.core.reading.hidden import Sight, image_share, seen
from generation.core.reading.interpreter import FontManager, PageInterpreter
from generation.core.reading.paint import PageDevice, PaintedPage, TooMuch
from generation.core.reading.shapes import shapes_of
from generation.core.reading.streams import CheckedDocument, CheckedParser, CheckedStream, Damage
from generation.core.reading.suspects import suspect_words
from generation.core.reading.upright import upright
from generation.core.reading.weights import NEED
from generation.core.reading.words import words_of

HEADER_BYTES = 1024
MAX_PAGES = 100
MAX_SIDE = 20_000
"""Points; a page is at most 14,400 by the standard, and a poster is 3,400."""
MOST_TITLE_LETTERS = 300

logging.getLogger("pdfminer").setLevel(logging.ERROR)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_MALFORMED = (
    PDFException,
    PSException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pdfminer and pypdf raise on broken files, besides their own errors."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """A document, the pages that only OCR can read, and the scans that bring their own text."""

    document: Document
    unread: tuple[int, ...]


def extract_document(data: bytes, *, max_pages: int = MAX_PAGES) -> Document:
    """Read the text layer of every page. Raises `BadPdf`."""
    return extract(data, max_pages=max_pages).document


def extract(data: bytes, *, max_pages: int = MAX_PAGES) -> Extraction:
    """Read the text layer of every page and tell which pages need OCR. Raises `BadPdf`."""
    work = extracting(data, max_pages=max_pages)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return cast(Extraction, end.value)


def extracting(
    data: bytes, *, max_pages: int = MAX_PAGES
) -> Generator[tuple[int, int], None, Extraction]:
    """The same, page by page: yields, before each, its number and how many the file counts."""
    check_header(data)
    _check_gate(data, max_pages)
    reader = _Reader()
    try:
        for number, painted in enumerate(_painted_pages(data, reader, max_pages), start=1):
            if number > max_pages:
                raise _too_many(f"more than {max_pages}", max_pages)
            reader.add(number, painted)
            if number < reader.counted:
                yield number + 1, reader.counted
    except TooMuch as exc:
        raise BadPdf(
            "too_complex",
            "Reading was stopped: a page of the PDF holds far more objects than a guide would.",
            detail=f"too_big: {exc}",
        ) from exc
    if not reader.pages:
        raise BadPdf("no_pages", "The PDF has no pages.")
    return reader.finish()


def check_header(data: bytes) -> None:
    """Refuse what is empty or no PDF, whatever its name claims."""
    if not data:
        raise BadPdf("empty_file", "The file is empty (0 bytes). Please upload a PDF.")
    if b"%PDF-" not in data[:HEADER_BYTES]:
        raise BadPdf(
            "not_a_pdf", f"The file is not a PDF: it looks like {_kind(data)}. A PDF is needed."
        )


def _kind(data: bytes) -> str:
    head = data[:HEADER_BYTES].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    kinds = {
        b"pk\x03\x04": "an Office document or a ZIP archive",
        b"\xd0\xcf\x11\xe0": "an older Office document",
        b"\x89png": "a picture (PNG)",
        b"\xff\xd8\xff": "a picture (JPEG)",
        b"{\\rtf": "a rich text document",
        b"%!ps": "a PostScript file",
    }
    for magic, kind in kinds.items():
        if head.startswith(magic):
            return kind
    return "another kind of file"


def _check_gate(data: bytes, max_pages: int) -> None:
    """Refuse protected files and those with too many pages before their content is touched."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        is_locked = reader.is_encrypted and not reader.decrypt("")
        if not is_locked:
            _check_count(reader.root_object["/Pages"], max_pages, key="/Count")
    except FileNotDecryptedError:
        is_locked = True
    except (pypdf.errors.PyPdfError, *_MALFORMED):
        return  # pdfminer reads some files that pypdf does not, and has the last word
    if is_locked:
        raise _encrypted()


def _check_count(pages: object, max_pages: int, *, key: str = "Count") -> int:
    """Refuse by the count that the file states, else return it; 0 where it states none.

    Pages that the count leaves out are counted later.
    """
    count = resolve1(pages.get(key)) if isinstance(pages, dict) else None
    if not isinstance(count, int):
        return 0
    if count > max_pages:
        raise _too_many(str(int(count)), max_pages)
    return int(count)


def _too_many(found: str, limit: int) -> BadPdf:
    return BadPdf(
        "too_many_pages",
        f"The PDF has {found} pages; the limit is {limit}. Please upload the pages with the guide.",
    )


def _encrypted() -> BadPdf:
    return BadPdf(
        "encrypted", "The PDF is protected by a password. Please save a copy without one."
    )


def _damaged(exc: Exception) -> BadPdf:
    return BadPdf(
        "damaged",
        "The PDF is damaged and cannot be read. Please export it again from its source.",
        detail=f"malformed: {type(exc).__name__}",
    )


def _painted_pages(data: bytes, reader: _Reader, max_pages: int) -> Iterator[PaintedPage]:
    """Interpret one page after the other; whatever a broken file raises becomes `damaged`."""
    try:
        pdf = CheckedDocument(CheckedParser(io.BytesIO(data), reader.damage))
        reader.counted = _check_count(resolve1(pdf.catalog.get("Pages")), max_pages)
        reader.title = _title(pdf)
        manager = FontManager(reader.damage)
        device = PageDevice(manager, _hidden_layers(pdf))
        sources = PDFPage.create_pages(pdf)
        reader.damage.count = 0
        drawn: set[tuple[int, ...]] = set()
        while (source := next(sources, None)) is not None:
            content = tuple(_object_ids(source.contents))
            if content in drawn or _lacks_content(source):
                reader.damage.add()
            if content:
                drawn.add(content)
            yield _paint(source, manager, device)
            reader.damage.count = 0
    except PDFPasswordIncorrect as exc:
        raise _encrypted() from exc
    except (TooMuch, MemoryError, BadPdf):
        raise
    except _MALFORMED as exc:
        raise _damaged(exc) from exc


class _Reader:
    """Gathers pages and what was noticed on the way."""

    def __init__(self) -> None:
        self.title = ""
        self.damage = Damage()
        self.counted = 0
        self.pages: list[Page] = []
        self._unread: list[int] = []
        self._broken: list[int] = []
        self._hidden: Counter[str] = Counter()
        self._unmapped = 0
        self._notes: list[str] = []

    def add(self, number: int, painted: PaintedPage) -> None:
        sight = seen(painted)
        self._hidden.update(sight.hidden)
        self._unmapped += painted.unmapped
        is_broken = bool(painted.broken or self.damage.count)
        if needs_ocr(painted, sight):
            self._unread.append(number)
            is_broken = is_broken or not all(map(_is_whole, painted.pictures))
        if sight.is_scan_layer:
            self._notes.append(f"Page {number} is a scan; its own text layer was read.")
        if is_broken:
            self._broken.append(number)
            self._notes.append(f"Page {number} is damaged in places; text may be missing from it.")
        rules, fills = shapes_of(painted)
        page = Page(
            number=number,
            width=painted.width,
            height=painted.height,
            words=tuple(with_bullets(words_of(sight.glyphs), painted)),
            rules=tuple(rules),
            fills=tuple(fills),
            read_by="ocr" if sight.is_scan_layer else "text",
        )
        self.pages.append(upright(page))

    def finish(self) -> Extraction:
        if self.damage.is_everywhere or len(self.pages) < self.counted:
            self._broken = [page.number for page in self.pages]
            self._notes.append(_told_of_all(len(self.pages), self.counted))
        quality = Quality(
            hidden=dict(self._hidden),
            unmapped=self._unmapped,
            suspect=suspect_words(word.text for page in self.pages for word in page.words),
            broken_pages=tuple(self._broken),
            notes=tuple(self._notes),
        )
        document = Document(tuple(self.pages), quality, self.title)
        return Extraction(document, tuple(self._unread))


def _told_of_all(found: int, counted: int) -> str:
    if found < counted:
        return f"The PDF is damaged: it counts {counted} pages, and {found} of them were found."
    return "The PDF is damaged in places; text may be missing from any of its pages."


def _is_whole(picture: PDFStream) -> bool:
    return not isinstance(picture, CheckedStream) or picture.is_whole_picture()


def needs_ocr(painted: PaintedPage, sight: Sight) -> bool:
    """Whether a page shows text that its text layer does not hold."""
    if sight.is_scan_layer:
        return False
    characters = sum(not glyph.text.isspace() for glyph in sight.glyphs)
    if not characters:
        return _draws_text(painted)
    unmapped = sum(glyph.text == UNMAPPED for glyph in sight.glyphs)
    if unmapped >= NEED.unmapped_share * characters:
        return True
    return characters < NEED.few_characters and image_share(painted) >= NEED.picture_share


def _draws_text(painted: PaintedPage) -> bool:
    """Whether a page without text holds a picture, or letters drawn as outlines."""
    shapes = sum(area.kind == "fill" and area.outline is not None for area in painted.areas)
    return shapes >= NEED.many_shapes or any(area.kind == "image" for area in painted.areas)


def _lacks_content(source: PDFPage) -> bool:
    """Whether a page has type to write with and nothing to write: a blank page has neither."""
    return not source.contents and bool(resolve1((source.resources or {}).get("Font")))


def _paint(source: PDFPage, manager: PDFResourceManager, device: PageDevice) -> PaintedPage:
    ctm, width, height = _page_frame(source)
    if max(width, height) > MAX_SIDE:
        raise BadPdf(
            "too_complex",
            f"Reading was stopped: a page is {width:.0f} × {height:.0f} points in size; "
            f"the limit is {MAX_SIDE:,} points.",
            detail="page_too_big",
        )
    painted = PaintedPage(width, height)
    device.start(painted)
    interpreter = PageInterpreter(manager, device)
    interpreter.render_contents(source.resources, source.contents, ctm=ctm)
    return painted


def _page_frame(source: PDFPage) -> tuple[Matrix, float, float]:
    """The matrix to the page as seen (cropped, turned, y downwards), and its width and height."""
    mx0, my0, mx1, my1 = _sorted_box(source.mediabox)
    cx0, cy0, cx1, cy1 = _sorted_box(source.cropbox)
    x0, y0, x1, y1 = max(mx0, cx0), max(my0, cy0), min(mx1, cx1), min(my1, cy1)
    if x1 <= x0 or y1 <= y0:
        x0, y0, x1, y1 = mx0, my0, mx1, my1
    width, height = x1 - x0, y1 - y0
    frames: dict[int, tuple[Matrix, float, float]] = {
        DOWNWARDS: ((0, 1, 1, 0, -y0, -x0), height, width),
        UPSIDE_DOWN: ((-1, 0, 0, 1, x1, -y0), width, height),
        UPWARDS: ((0, -1, -1, 0, y1, x1), height, width),
    }
    straight = ((1.0, 0.0, 0.0, -1.0, -x0, y1), width, height)
    return frames.get(source.rotate % FULL_TURN, straight)


def _sorted_box(box: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _title(pdf: PDFDocument) -> str:
    for info in pdf.info:
        title = resolve1(info.get("Title"))
        if isinstance(title, bytes):
            return " ".join(cleaned(decode_text(title)).split())[:MOST_TITLE_LETTERS]
    return ""


def _hidden_layers(pdf: PDFDocument) -> frozenset[int]:
    """Object ids of the optional-content groups that are off when the file is opened."""
    properties = resolve1(pdf.catalog.get("OCProperties"))
    default = resolve1(properties.get("D")) if isinstance(properties, dict) else None
    if not isinstance(default, dict):
        return frozenset()
    base = resolve1(default.get("BaseState"))
    hidden: set[int] = set()
    if isinstance(base, PSLiteral) and literal_name(base) == "OFF":
        hidden.update(_object_ids(properties.get("OCGs")))
        hidden.difference_update(_object_ids(default.get("ON")))
    hidden.update(_object_ids(default.get("OFF")))
    return frozenset(hidden)


def _object_ids(refs: object) -> Iterator[int]:
    for ref in list_value(refs) if refs is not None else ():
        if isinstance(ref, PDFObjRef):
            yield ref.objid
