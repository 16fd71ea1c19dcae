"""Print a guide as a table, in the many ways that people do."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors, pagesizes
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from tests.generation.core.recovery.printing import Guide

Style = list[tuple[Any, ...]]
WIDTH, HEIGHT = pagesizes.landscape(pagesizes.A3)


@dataclass(frozen=True)
class Layout:
    """How a table is printed. `walls` is `grid`, `rows`, `columns`, `zebra`, `fills` or `none`.

    `per_table` is how many levels stand side by side before a new table begins (0: all).
    """

    walls: str = "grid"
    levels_down: bool = False
    size: float = 8
    padding: float = 5
    header_fill: bool = True
    align: str = "TOP"
    corner: str = "Competency"
    repeated: bool = True
    cut: bool = False
    categories: str = "none"
    per_table: int = 0
    page: tuple[float, float] = (WIDTH, HEIGHT)


def table_pdf(guide: Guide, layout: Layout, categories: Sequence[str] = ()) -> bytes:
    """The guide as one table or several; `categories` name the category of every competency."""
    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer, pagesize=layout.page, leftMargin=30, rightMargin=30, topMargin=40, bottomMargin=40
    )
    count = len(guide.levels)
    step = layout.per_table or count
    story: list[Any] = []
    for start in range(0, count, step):
        title = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=16, leading=20)
        story += [Paragraph(escape(guide.title), title), Spacer(1, 8)]
        chosen = range(start, min(start + step, count))
        story.append(_table(guide, layout, chosen, categories, template.width))
        story.append(Spacer(1, 30))
    template.build(story)
    return buffer.getvalue()


def _table(
    guide: Guide, layout: Layout, levels: Sequence[int], categories: Sequence[str], width: float
) -> Table:
    rows, style = _rows(guide, layout, levels, categories)
    count = len(rows[0])
    label = 90.0
    labels = 2 if layout.categories == "merged" else 1
    widths = [label] * labels + [(width - label * labels) / (count - labels)] * (count - labels)
    style += _walls(layout, len(rows))
    style += [
        ("VALIGN", (0, 0), (-1, -1), layout.align),
        ("TOPPADDING", (0, 0), (-1, -1), layout.padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), layout.padding),
    ]
    if layout.header_fill:
        style.append(("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#dde4ee")))
    return Table(
        rows,
        colWidths=widths,
        repeatRows=1 if layout.repeated else 0,
        splitInRow=1 if layout.cut else 0,
        style=style,
    )


def _rows(
    guide: Guide, layout: Layout, levels: Sequence[int], categories: Sequence[str]
) -> tuple[list[list[Any]], Style]:
    names = [guide.levels[level] for level in levels]
    if layout.levels_down:
        rows = [[_cell(name, layout, bold=True) for name in ("Level", *guide.competencies)]]
        for level, name in zip(levels, names, strict=True):
            cells = [_cell(text, layout) for text in guide.cells[level]]
            rows.append([_cell(name, layout, bold=True), *cells])
        return rows, []
    is_merged = layout.categories == "merged"
    first = ["Category", layout.corner] if is_merged else [layout.corner]
    rows = [[_cell(name, layout, bold=True) for name in (*first, *names)]]
    style: Style = []
    last, begun = "", 1
    for number, competency in enumerate(guide.competencies):
        category = categories[number] if categories else ""
        is_new = category != last
        last = category
        if is_new and layout.categories == "banner":
            rows.append([_cell(category, layout, bold=True)] + [""] * len(names))
            style.append(("SPAN", (0, len(rows) - 1), (-1, len(rows) - 1)))
        row = [_cell(competency, layout, bold=True)]
        row += [_cell(guide.cells[level][number], layout) for level in levels]
        if is_merged:
            begun = len(rows) if is_new else begun
            row.insert(0, _cell(category if is_new else "", layout, bold=True))
            style = [part for part in style if part[1] != (0, begun)]
            style.append(("SPAN", (0, begun), (0, len(rows))))
        rows.append(row)
    return rows, style


def _cell(text: str, layout: Layout, *, bold: bool = False) -> list[Paragraph] | str:
    font = "Helvetica-Bold" if bold else "Helvetica"
    style = ParagraphStyle("cell", fontName=font, fontSize=layout.size, leading=1.25 * layout.size)
    return [Paragraph(escape(line), style) for line in text.split("\n")] if text else ""


def _walls(layout: Layout, count: int) -> Style:
    grey = colors.HexColor("#666666")
    if layout.walls == "grid":
        return [("GRID", (0, 0), (-1, -1), 0.5, grey)]
    if layout.walls == "rows":
        return [("LINEBELOW", (0, 0), (-1, -1), 0.5, grey)]
    if layout.walls == "columns":
        return [
            ("LINEBEFORE", (0, 0), (-1, -1), 0.5, grey),
            ("LINEAFTER", (0, 0), (-1, -1), 0.5, grey),
        ]
    if layout.walls == "zebra":
        shade = colors.HexColor("#eef1f5")
        return [("BACKGROUND", (0, row), (-1, row), shade) for row in range(2, count, 2)]
    if layout.walls == "fills":
        shade = colors.HexColor("#eef1f5")
        return [
            ("BACKGROUND", (0, 1), (-1, -1), shade),
            ("GRID", (0, 0), (-1, -1), 2, colors.white),
        ]
    return []
