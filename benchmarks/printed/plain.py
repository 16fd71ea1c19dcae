"""Pages drawn with reportlab, as reports of business programs are."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from benchmarks.printed.paper import Paper
from benchmarks.printed.sheet import Block

_TTF = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
_MARGIN = 42.0
_SIZES = {"A4": A4, "Letter": letter, "A4 landscape": landscape(A4)}
_LINES = {
    "ruled": [("GRID", (0, 0), (-1, -1), 0.6, colors.black)],
    "padded": [("GRID", (0, 0), (-1, -1), 0.4, colors.grey)],
    "headed": [("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey)],
    "zebra": [("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.whitesmoke])],
    "bare": [],
    "lined": [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey)],
    "boxed": [
        ("BOX", (0, 0), (-1, -1), 1.0, colors.black),
        ("LINEBELOW", (0, 0), (-1, 0), 1.0, colors.black),
    ],
}


def font() -> str:
    """A font with the letters of all our languages; the built-in one where it is missing."""
    if not Path(_TTF).exists():
        return "Helvetica"
    if "Plain" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Plain", _TTF))
    return "Plain"


def print_plain(blocks: list[Block], look: Paper, path: Path) -> None:
    """Print the blocks with the same look as HTML would have."""
    size = _SIZES[look.size]
    text = ParagraphStyle(
        "text", fontName=font(), fontSize=look.type_pt, leading=look.type_pt * 1.3, spaceAfter=4
    )
    title = ParagraphStyle("title", text, fontSize=look.type_pt * 1.6, leading=look.type_pt * 2.2)
    heading = ParagraphStyle("heading", text, fontSize=look.type_pt * 1.25, spaceBefore=6)
    styles = {"#": title, "##": heading, "-": text, "p": text}
    flow: list[Any] = []
    for block in blocks:
        if block.mark == "|":
            flow += [_table(block, look, text, size[0] - 2 * _MARGIN), Spacer(1, 8)]
        else:
            bullet = "•" if block.mark == "-" else None
            flow.append(Paragraph(escape(block.text), styles[block.mark], bulletText=bullet))
    SimpleDocTemplate(
        str(path),
        pagesize=size,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        invariant=1,
        title="",
    ).build(flow)


def _table(block: Block, look: Paper, text: ParagraphStyle, width: float) -> Table:
    columns = max(map(len, block.rows))
    rows = [
        [Paragraph(escape(cell), text) for cell in (*row, *[""] * (columns - len(row)))]
        for row in block.rows
    ]
    lengths = [
        max(6, min(60, max(len(row[n]) if n < len(row) else 0 for row in block.rows)))
        for n in range(columns)
    ]
    widths = [width * length / sum(lengths) for length in lengths]
    table = Table(rows, colWidths=widths, repeatRows=1)
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_LINES[look.table]]))
    return table
