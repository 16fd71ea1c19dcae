"""Tables with drawn lines or fills."""

from __future__ import annotations

from generation.core.document import Document
from generation.core.matrix import Attempt

name = "tables"


def recover(document: Document) -> Attempt:
    """An attempt without matrices where no page holds a drawn table."""
    return Attempt(name, error=f"No table was found on {len(document.pages)} pages.")
