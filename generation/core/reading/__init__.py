"""From the bytes of a file to a `Document`: words, lines and fills with their places.

This is the room's front. What parses (`tasks`) is imported in limited children alone.
"""

from generation.core.reading.document import (
    SIDEWAYS,
    UPWARDS,
    Box,
    Colour,
    Document,
    Fill,
    Page,
    Quality,
    Rule,
    Word,
)

__all__ = [
    "SIDEWAYS",
    "UPWARDS",
    "Box",
    "Colour",
    "Document",
    "Fill",
    "Page",
    "Quality",
    "Rule",
    "Word",
]
