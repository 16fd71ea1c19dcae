"""The asking side of printing: HTML of ours to PDF, always in a limited child process."""

from __future__ import annotations

import logging

from levelingai.sandbox.places import NoPlace, Places
from levelingai.sandbox.run import ChildFailed, ChildLimits, ChildRefused, run_child

logger = logging.getLogger(__name__)

HANDLER = "levelingai.sandbox.printing_child:print_html"
LIMITS = ChildLimits(wall_s=120, cpu_s=60, memory_mb=1536, output_mb=24)
PLACES = Places("print", at_once=2)
"""For all requests together: printing takes seconds of CPU, and readers must still be served.

Workers take no place: each of them prints one file at a time.
"""

MISSING_MESSAGE = (
    "PDF files cannot be made here yet: whoever runs this installation has to install Pango and "
    "HarfBuzz (on Debian: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)."
)
BUSY_MESSAGE = "Other PDF files are being made at this moment. Please try again in a minute."
TOO_LARGE_MESSAGE = "This guide is too large to be made a PDF here."


class PrintFailed(Exception):
    """No PDF; the message is a sentence for the reader."""


class PrintBusy(PrintFailed):
    """No PDF just now."""


def print_in_request(html: str) -> bytes:
    """`html` as a PDF file, while somebody waits. Raises `PrintFailed`."""
    try:
        with PLACES.taken():
            return print_pdf(html)
    except NoPlace as error:
        raise PrintBusy(BUSY_MESSAGE) from error


def print_pdf(html: str) -> bytes:
    """`html` as a PDF file. Raises `PrintFailed`."""
    try:
        return run_child(HANDLER, {}, html.encode(), limits=LIMITS).data
    except ChildRefused as error:
        logger.warning("PDF export: %s (%s)", error.message, error.detail)
        raise PrintFailed(MISSING_MESSAGE) from error
    except ChildFailed as error:
        logger.warning("PDF export failed: %s", error)
        raise PrintFailed(TOO_LARGE_MESSAGE) from error
