"""Guides as spreadsheets print them, drawn with reportlab: whole, or spilled over pages."""

from __future__ import annotations

from html import escape
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table, TableStyle

from benchmarks.printed.frameworks import Truth
from benchmarks.printed.layouts import Look
from benchmarks.printed.plain import font

_NAME_PT = 90.0
_COLUMN_PT = 150.0
_MARGIN_PT = 40.0


def print_spill(truth: Truth, look: Look, path: Path) -> None:
    """Columns that do not fit go to later pages, without the names of the rows."""
    rows = _rows(truth, look)
    count = len(rows[0])
    per_page = max(2, min(count - 1, 4))
    blocks = [range(first, min(count, first + per_page)) for first in range(0, count, per_page)]
    _draw(rows, blocks, path, has_lines=look.chance.random() < 0.6)


def print_fitted(truth: Truth, look: Look, path: Path) -> None:
    """All columns on one page."""
    rows = _rows(truth, look)
    _draw(rows, [range(len(rows[0]))], path, has_lines=look.chance.random() < 0.7)


def _rows(truth: Truth, look: Look) -> list[list[Paragraph]]:
    style = ParagraphStyle(
        "cell", fontName=font(), fontSize=look.type_pt, leading=look.type_pt * 1.25
    )
    names = [f"{level['code']} {level['title']}".strip() for level in truth["levels"]]
    texts = {(c["level"], c["competency"]): c["definition"] for c in truth["cells"]}
    rows = [["", *names]]
    for number, row in enumerate(truth["competencies"]):
        cells = (texts.get((level, number), "") for level in range(len(names)))
        rows.append([row["name"], *cells])
    return [[Paragraph(escape(text).replace("\n", "<br/>"), style) for text in row] for row in rows]


def _draw(rows: list[list[Paragraph]], blocks: list[range], path: Path, *, has_lines: bool) -> None:
    page = landscape(A4)
    room = page[0] - 2 * _MARGIN_PT
    widths = _widths(len(rows[0]), blocks, room)
    _, total = (whole := Table(rows, colWidths=widths)).wrap(10_000, 100_000)
    heights = whole._rowHeights
    if total > page[1] - 2 * _MARGIN_PT:
        page = (page[0], total + 2 * _MARGIN_PT)
    canvas = Canvas(str(path), pagesize=page, invariant=1)
    for block in blocks:
        part = Table(
            [[row[column] for column in block] for row in rows],
            colWidths=[widths[column] for column in block],
            rowHeights=heights,
        )
        lines = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey)] if has_lines else []
        part.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *lines]))
        _, height = part.wrap(room, 100_000)
        part.drawOn(canvas, _MARGIN_PT, page[1] - _MARGIN_PT - height)
        canvas.showPage()
    canvas.save()


def _widths(count: int, blocks: list[range], room: float) -> list[float]:
    if len(blocks) > 1:
        return [_NAME_PT, *[_COLUMN_PT] * (count - 1)]
    return [_NAME_PT, *[(room - _NAME_PT) / (count - 1)] * (count - 1)]
