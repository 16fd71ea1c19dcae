"""What limited children do with a PDF: read its text, draw a page, read a page by OCR.

Each handler takes a request of plain values and the file's bytes, and answers with plain values and
bytes. Each imports its own parsers: reading text has no use for numpy, and a page of text is read
before numpy would be loaded.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any


def read(
    request: Mapping[str, Any], payload: bytes
) -> Generator[tuple[int, int], None, tuple[Mapping[str, Any], bytes]]:
    """The text layer of all pages, and the numbers of those that need OCR.

    Yields, before each page, its number and how many there are.
    """
    from generation.core.reading.extract import extracting

    extraction = yield from extracting(payload, max_pages=request["max_pages"])
    return {"document": extraction.document.to_json(), "unread": extraction.unread}, b""


def render(request: Mapping[str, Any], payload: bytes) -> tuple[Mapping[str, Any], bytes]:
    """One page as PNG."""
    from generation.core.reading.picture import render_png

    data = render_png(
        payload,
        request["number"],
        width_px=request["width_px"],
        turned=request["turned"],
        skew=request["skew"],
    )
    return {}, data


def ocr(request: Mapping[str, Any], payload: bytes) -> tuple[Mapping[str, Any], bytes]:
    """One page read by OCR."""
    from generation.core.errors import BadPdf
    from generation.core.reading.document import Document
    from generation.core.reading.ocr import read_page
    from generation.core.reading.tesseract import TesseractFailed

    try:
        page, confidence = read_page(payload, request["number"], languages=request["languages"])
    except TesseractFailed as exc:
        raise BadPdf(
            "too_complex", "Reading was stopped: OCR did not finish.", detail=f"tesseract: {exc}"
        ) from exc
    return {"document": Document((page,)).to_json(), "confidence": confidence}, b""
