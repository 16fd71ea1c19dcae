"""The built-in writer: three examples for a cell without a language model. Deterministic."""

from __future__ import annotations

from .brief import CellBrief
from .examples import Example


def write_examples(brief: CellBrief) -> tuple[Example, Example, Example]:
    """Write three examples for `brief`. The same brief always gives the same examples."""
    raise NotImplementedError
