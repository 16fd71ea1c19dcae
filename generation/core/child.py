"""Reads, renders and OCRs PDFs in a limited process; started by path (`python -I child.py`).

`-I` hides the project, so its root is put on the path here. Parsers are imported inside the
handlers only: by then the limits of `sandbox.serve` stand.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from generation.core import sandbox


def read(request: Mapping[str, Any], payload: bytes) -> tuple[Mapping[str, Any], bytes]:
    """The text layer of all pages, and the numbers of those that need OCR."""
    from generation.core.extract import extract

    extraction = extract(payload, max_pages=request["max_pages"])
    return {"document": extraction.document.to_json(), "unread": extraction.unread}, b""


def render(request: Mapping[str, Any], payload: bytes) -> tuple[Mapping[str, Any], bytes]:
    """One page as PNG."""
    from generation.core.picture import render_png

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
    from generation.core.document import Document
    from generation.core.ocr import read_page

    page, confidence = read_page(payload, request["number"], languages=request["languages"])
    return {"document": Document((page,)).to_json(), "confidence": confidence}, b""


if __name__ == "__main__":
    sandbox.serve({"read": read, "render": render, "ocr": ocr})
