"""What limited children do with files that are no PDFs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def read(request: Mapping[str, Any], payload: bytes) -> tuple[Mapping[str, Any], bytes]:
    """The file as a document."""
    from generation.core.office.read import read_document

    return {"document": read_document(payload, max_pages=request["max_pages"]).to_json()}, b""
