"""PDF bytes to a `Document`. Untrusted files are read through `reading.read_pdf`, in a child."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, list_value, resolve1
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import Matrix

from generation.core.document import Document, Page, Quality
from generation.core.errors import BadPdf
from generation.core.paint import PageDevice, PageInterpreter, PaintedPage
from generation.core.shapes import shapes_of
from generation.core.words import words_of

HEADER_BYTES = 1024

logging.getLogger("pdfminer").setLevel(logging.ERROR)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def extract_document(data: bytes) -> Document:
    """Read every page of a PDF. Raises `BadPdf`."""
    if not data:
        raise BadPdf("empty_file", "The file is empty.")
    if b"%PDF-" not in data[:HEADER_BYTES]:
        raise BadPdf("not_a_pdf", "The file is not a PDF.")
    pdf = PDFDocument(PDFParser(io.BytesIO(data)))
    manager = PDFResourceManager()
    device = PageDevice(manager, _hidden_layers(pdf))
    pages = []
    unmapped = 0
    for number, source in enumerate(PDFPage.create_pages(pdf), start=1):
        painted = _paint(source, manager, device)
        unmapped += painted.unmapped
        rules, fills = shapes_of(painted)
        glyphs = [glyph for glyph in painted.glyphs if not glyph.hidden]
        pages.append(
            Page(
                number=number,
                width=painted.width,
                height=painted.height,
                words=tuple(words_of(glyphs)),
                rules=tuple(rules),
                fills=tuple(fills),
            )
        )
    return Document(tuple(pages), Quality(unmapped=unmapped))


def _paint(source: PDFPage, manager: PDFResourceManager, device: PageDevice) -> PaintedPage:
    ctm, width, height = _page_frame(source)
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
    turned: dict[int, tuple[Matrix, float, float]] = {
        90: ((0, 1, 1, 0, -y0, -x0), height, width),
        180: ((-1, 0, 0, 1, x1, -y0), width, height),
        270: ((0, -1, -1, 0, y1, x1), height, width),
    }
    upright = ((1.0, 0.0, 0.0, -1.0, -x0, y1), width, height)
    return turned.get(source.rotate % 360, upright)


def _sorted_box(box: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _hidden_layers(pdf: PDFDocument) -> frozenset[int]:
    """Object ids of the optional-content groups that are off when the file is opened."""
    properties = resolve1(pdf.catalog.get("OCProperties"))
    if not isinstance(properties, dict):
        return frozenset()
    default = resolve1(properties.get("D"))
    if not isinstance(default, dict):
        return frozenset()
    base = default.get("BaseState")
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
