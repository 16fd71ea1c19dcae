"""From other files than PDFs to a `Document`: Word, Excel, PowerPoint, tables in text, web pages.

This is the room's front: telling kinds of files apart. What parses (`tasks`, `read`) is imported
in limited children alone.
"""

from generation.core.office.kinds import (
    CSV,
    PDF,
    TAKEN,
    TAKEN_WORDS,
    XLSX,
    Kind,
    kind_of,
    kind_of_bytes,
)

__all__ = ["CSV", "PDF", "TAKEN", "TAKEN_WORDS", "XLSX", "Kind", "kind_of", "kind_of_bytes"]
