"""The asking side of printing: HTML of ours to PDF, always in a limited child process."""

from __future__ import annotations

import logging
import threading

from levelingai.sandbox.run import ChildFailed, ChildLimits, ChildRefused, run_child

logger = logging.getLogger(__name__)

HANDLER = "levelingai.sandbox.printing_child:print_html"
LIMITS = ChildLimits(wall_s=120, cpu_s=60, memory_mb=1536, output_mb=24)
PRINTS_AT_ONCE = 2
"""Per web process: printing takes seconds of CPU, and readers must still be served."""

MISSING_MESSAGE = (
    "PDF files cannot be made here yet: whoever runs this installation has to install Pango and "
    "HarfBuzz (on Debian: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)."
)
BUSY_MESSAGE = "Other PDF files are being made at this moment. Please try again in a minute."
TOO_LARGE_MESSAGE = "This guide is too large to be made a PDF here."

_free = threading.BoundedSemaphore(PRINTS_AT_ONCE)


class PrintFailed(Exception):
    """No PDF; the message is a sentence for the reader."""


def print_pdf(html: str) -> bytes:
    """`html` as a PDF file. Raises `PrintFailed`."""
    if not _free.acquire(blocking=False):
        raise PrintFailed(BUSY_MESSAGE)
    try:
        return run_child(HANDLER, {}, html.encode(), limits=LIMITS).data
    except ChildRefused as error:
        logger.warning("PDF export: %s (%s)", error.message, error.detail)
        raise PrintFailed(MISSING_MESSAGE) from error
    except ChildFailed as error:
        logger.warning("PDF export failed: %s", error)
        raise PrintFailed(TOO_LARGE_MESSAGE) from error
    finally:
        _free.release()
