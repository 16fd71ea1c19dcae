"""Prints the sample guides: `python guides/upload/sample/build.py [NAME …]`, all of them unnamed.

Writes NAME.pdf beside NAME.json. The PDFs are kept in the repository, so that nothing has to be
built for the demo; each sample has a layout of its own, as guides of different companies have.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from weasyprint import HTML

HERE = Path(__file__).resolve().parent

WIDE_STYLE = """
@page { size: A3 landscape; margin: 14mm 12mm; @bottom-right { content: "Page " counter(page);
  font: 8pt sans-serif; color: #5c6964 } }
body { font: 8.5pt/1.35 "Noto Sans", "DejaVu Sans", sans-serif; color: #14201c }
h1 { font-size: 20pt; margin: 0 0 2mm } p.lead { margin: 0 0 6mm; max-width: 180mm }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border: .5pt solid #c3ccc8; padding: 2mm; text-align: left; vertical-align: top }
thead { display: table-header-group } thead th { background: #0c6a55; color: #fff }
tr { break-inside: avoid } tbody th { width: 32mm } .cat th { background: #e4f2ed }
td p, td ul { margin: 0 0 1mm } td ul { padding-left: 4mm }
"""

STACKED_STYLE = """
@page { size: A4 portrait; margin: 20mm 18mm; @bottom-center { content: counter(page);
  font: 8pt serif; color: #6b5f57 } }
body { font: 9.5pt/1.45 "Source Serif 4", "DejaVu Serif", serif; color: #2a211c }
h1 { font-size: 22pt; font-weight: normal; margin: 0 0 3mm } p.lead { margin: 0 0 6mm }
section { break-inside: avoid; margin-bottom: 7mm }
h2 { font-size: 13pt; font-weight: normal; color: #9a3d1f; margin: 0 0 2mm }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border: .5pt solid #d8cbc2; padding: 1.6mm 2mm; text-align: left; vertical-align: top }
th { font-size: 8.5pt } th:first-child { width: 46mm }
thead th { background: #f6ece4; color: #6b5f57 }
td p, td ul { margin: 0 } td ul { padding-left: 4mm }
"""

Guide = Mapping[str, Any]
"""A sample as its JSON file holds it: title, company, levels, competencies with definitions."""


def build(name: str) -> bytes:
    source = json.loads((HERE / f"{name}.json").read_text())
    return HTML(string=LAYOUTS[name](source)).write_pdf() or b""


def _wide(source: Guide) -> str:
    """One table: a column for each level, a row for each competency below its category."""
    heads = "".join(f"<th>{_level(level)}</th>" for level in source["levels"])
    body = ""
    width = len(source["levels"]) + 1
    for category, rows in groupby(source["competencies"], key=lambda row: row["category"]):
        body += f'<tr class="cat"><th colspan="{width}">{escape(category)}</th></tr>'
        for row in rows:
            cells = "".join(f"<td>{_cell(text)}</td>" for text in row["definitions"])
            body += f"<tr><th>{escape(row['name'])}</th>{cells}</tr>"
    lead = f"""What we expect of engineers at
    {escape(source["company"]["name"])}, level by level. Each level includes the ones before it.
    Where a field is empty, the level adds nothing of its own."""
    table = (
        f"<table><thead><tr><th>Competency</th>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )
    return _page(source["title"], WIDE_STYLE, lead, table)


def _stacked(source: Guide) -> str:
    """A small table for each competency, its name above, a row for each level. No categories."""
    body = "".join(_section(row, source["levels"]) for row in source["competencies"])
    lead = f"""This guide is for everyone who answers customers at
    {escape(source["company"]["name"])}. Find your level in each table; the one below it is where
    you may go next. An empty field means that we ask nothing more."""
    return _page(source["title"], STACKED_STYLE, lead, body)


def _section(row: Mapping[str, Any], levels: Sequence[Mapping[str, str]]) -> str:
    lines = "".join(
        f"<tr><th>{_level(level)}</th><td>{_cell(text)}</td></tr>"
        for level, text in zip(levels, row["definitions"], strict=True)
    )
    return f"""<section><h2>{escape(row["name"])}</h2><table>
    <thead><tr><th>Level</th><th>What we expect</th></tr></thead>
    <tbody>{lines}</tbody></table></section>"""


def _level(level: Mapping[str, str]) -> str:
    return escape(f"{level['code']} {level['title']}")


def _page(title: str, style: str, lead: str, body: str) -> str:
    return f"""<html lang="en"><head><title>{escape(title)}</title><style>{style}</style></head>
    <body><h1>{escape(title)}</h1><p class="lead">{lead}</p>
    {body}
    </body></html>"""


def _cell(text: str) -> str:
    lines = text.split("\n")
    items = [line[2:] for line in lines if line.startswith("• ")]
    plain = [line for line in lines if line and not line.startswith("• ")]
    listed = "".join(f"<li>{escape(item)}</li>" for item in items)
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in plain)
    return paragraphs + (f"<ul>{listed}</ul>" if listed else "")


LAYOUTS: dict[str, Callable[[Guide], str]] = {"engineering": _wide, "support": _stacked}
"""How each sample is printed, by the name of its file."""


if __name__ == "__main__":
    for name in sys.argv[1:] or LAYOUTS:
        (HERE / f"{name}.pdf").write_bytes(build(name))
