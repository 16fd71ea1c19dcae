"""How pages look: styles by chance, and HTML that WeasyPrint prints."""

from __future__ import annotations

import random
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks.printed.sheet import Block

FONTS = ("DejaVu Sans", "DejaVu Serif", "DejaVu Sans Condensed")
_TABLES = {
    "ruled": "td,th{border:.6pt solid #444;padding:3pt 4pt}",
    "padded": "td,th{border:.6pt solid #999;padding:8pt 10pt}",
    "headed": "th{background:#2b4a6f;color:#fff}td,th{padding:4pt;border-bottom:.5pt solid #bbb}",
    "zebra": "tr:nth-child(even) td{background:#eef2f6}td,th{padding:4pt 6pt}",
    "bare": "td,th{padding:3pt 12pt 3pt 0}",
    "lined": "tr{border-bottom:.7pt solid #333}td,th{padding:4pt 8pt}",
    "boxed": "table{border:1.2pt solid #222}td,th{padding:4pt}th{border-bottom:1.2pt solid #222}",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A page's size, type and tables."""

    size: str
    font: str
    type_pt: float
    table: str
    align: str

    def css(self) -> str:
        return (
            f"@page{{size:{self.size};margin:16mm}}"
            f"body{{font:{self.type_pt}pt '{self.font}';line-height:1.3}}"
            "table{border-collapse:collapse;width:100%;margin:6pt 0 10pt}"
            f"td,th{{vertical-align:top;text-align:{self.align}}}tr{{page-break-inside:avoid}}"
            "h1{font-size:1.6em;margin:0 0 8pt}h2{font-size:1.2em;margin:10pt 0 4pt}"
            "p{margin:0 0 6pt}ul{margin:0 0 8pt;padding-left:14pt}" + _TABLES[self.table]
        )


def paper(chance: random.Random, *, wide: bool = False) -> Paper:
    """A page's look by chance; wide tables lie across."""
    return Paper(
        size="A4 landscape" if wide else chance.choice(("A4", "Letter")),
        font=chance.choice(FONTS),
        type_pt=chance.choice((8, 8.5, 9, 10)),
        table=chance.choice(sorted(_TABLES)),
        align=chance.choice(("left", "left", "left", "center")),
    )


def html(blocks: list[Block], look: Paper) -> str:
    """The blocks as one page of HTML."""
    body, is_list = [], False
    for block in blocks:
        if (block.mark == "-") != is_list:
            body.append("</ul>" if is_list else "<ul>")
            is_list = not is_list
        body.append(_element(block))
    return f"<style>{look.css()}</style>{''.join(body)}{'</ul>' if is_list else ''}"


def _element(block: Block) -> str:
    text = escape(block.text)
    if block.mark == "|":
        head, *rows = block.rows
        cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
        lines = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
        )
        return f"<table><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>"
    tag = {"#": "h1", "##": "h2", "-": "li", "p": "p"}[block.mark]
    return f"<{tag}>{text}</{tag}>"


def print_html(text: str, path: Path) -> None:
    """Print HTML as PDF."""
    import weasyprint

    path.parent.mkdir(parents=True, exist_ok=True)
    weasyprint.HTML(string=text).write_pdf(str(path))
