"""How much of a file is read: far more than any guide holds, far less than harms.

A PDF is bounded by its pages; files without pages by their words, rows and cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from generation.core.errors import BadPdf
from generation.core.office.archive import too_complex
from generation.core.office.layout import Block, Grid, Leaf

MOST_CELLS = 100_000
"""Of a sheet, blank but formatted ones too: a guide has a few hundred."""
MOST_ROWS = 5_000
"""With text, of one table."""
MOST_WORDS = 100_000
"""A PDF of a hundred pages has half as many."""
MOST_DEPTH = 60
"""Of elements in each other: deeper ones are no document's."""


def check_leaves(leaves: Sequence[Leaf], most: int) -> None:
    """Refuse more than a guide holds. Raises `BadPdf`."""
    if len(leaves) > most:
        raise BadPdf(
            "too_many_pages",
            f"The file has {len(leaves)} sheets, slides or pages; the limit is {most}. Please "
            "upload those of the guide alone.",
        )
    words = sum(_words(block) for leaf in leaves for block in leaf.blocks)
    if words > MOST_WORDS:
        raise too_complex(f"the file holds {words} words; up to {MOST_WORDS} are read")


def _words(block: Block) -> int:
    if isinstance(block, Grid):
        rows = 1 + max((one.row for one in block.fields), default=0)
        if rows > MOST_ROWS:
            raise too_complex(f"a table has {rows} rows; up to {MOST_ROWS} are read")
        return sum(len(one.text.split()) for one in block.fields)
    return len(block.text.split())
