"""The child's side of printing: HTML to PDF with WeasyPrint. Imported in limited children alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class LibraryMissing(Exception):
    """WeasyPrint draws with Pango and its kin, which a system may lack."""

    code = "library_missing"
    message = "The libraries that draw PDF pages are not installed."

    def __init__(self, detail: str) -> None:
        super().__init__(self.message)
        self.detail = detail


def print_html(request: Mapping[str, Any], payload: bytes) -> tuple[Mapping[str, Any], bytes]:
    """The PDF of one HTML page. Nothing outside of it is ever fetched."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise LibraryMissing(str(error)) from error

    fetcher = URLFetcher(allowed_protocols={"data"}, fail_on_errors=False)
    document = HTML(string=payload.decode(), url_fetcher=fetcher).render()
    return {"pages": len(document.pages)}, document.write_pdf()
