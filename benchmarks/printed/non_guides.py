"""Print the sheets that are no guides, each in a few looks."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.printed.paper import Paper, html, paper, print_html
from benchmarks.printed.plain import print_plain
from benchmarks.printed.sheet import Block, Sheet, sheets

COPIES = 2
"""How often each sheet is printed, with other words and another look."""
PLAIN_SHARE = 0.3
"""The share that is printed without a browser's idea of a table."""
WIDE_COLUMNS = 5
"""Tables with more columns often lie across."""


def print_non_guides(folder: Path) -> list[Path]:
    """Print every sheet that is not there yet; the paths of all."""
    return [_print(sheet, copy, folder) for sheet in sheets() for copy in range(COPIES)]


def _print(sheet: Sheet, copy: int, folder: Path) -> Path:
    stem = f"{sheet.language}-{sheet.kind}-{copy + 1}"
    path = folder / f"{stem}.pdf"
    if not path.exists():
        blocks = sheet.blocks(stem)
        chance = random.Random(f"look of {stem}")
        look = paper(chance, wide=_columns(blocks) > WIDE_COLUMNS and chance.random() < 0.7)
        _with(blocks, look, path, is_plain=chance.random() < PLAIN_SHARE)
    return path


def _columns(blocks: list[Block]) -> int:
    return max((len(row) for block in blocks for row in block.rows), default=0)


def _with(blocks: list[Block], look: Paper, path: Path, *, is_plain: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if is_plain:
        print_plain(blocks, look, path)
    else:
        print_html(html(blocks, look), path)
