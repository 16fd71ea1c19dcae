"""Prints the sample guide: `python guides/sample/build.py` writes engineering.pdf beside it.

The PDF is kept in the repository, so that nothing has to be built for the demo.
"""

from __future__ import annotations

import html
import json
from itertools import groupby
from pathlib import Path

from weasyprint import HTML

HERE = Path(__file__).resolve().parent
STYLE = """
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


def build() -> bytes:
    source = json.loads((HERE / "engineering.json").read_text())
    heads = "".join(f"<th>{level['code']} {level['title']}</th>" for level in source["levels"])
    body = ""
    width = len(source["levels"]) + 1
    for category, rows in groupby(source["competencies"], key=lambda row: row["category"]):
        body += f'<tr class="cat"><th colspan="{width}">{html.escape(category)}</th></tr>'
        for row in rows:
            cells = "".join(f"<td>{_cell(text)}</td>" for text in row["definitions"])
            body += f"<tr><th>{html.escape(row['name'])}</th>{cells}</tr>"
    page = f"""<html lang="en"><head><title>{source["title"]}</title><style>{STYLE}</style></head>
    <body><h1>{source["title"]}</h1><p class="lead">What we expect of engineers at
    {source["company"]["name"]}, level by level. Each level includes the ones before it. Where a
    field is empty, the level adds nothing of its own.</p>
    <table><thead><tr><th>Competency</th>{heads}</tr></thead><tbody>{body}</tbody></table>
    </body></html>"""
    return HTML(string=page).write_pdf() or b""


def _cell(text: str) -> str:
    lines = text.split("\n")
    items = [line[2:] for line in lines if line.startswith("• ")]
    plain = [line for line in lines if line and not line.startswith("• ")]
    listed = "".join(f"<li>{html.escape(item)}</li>" for item in items)
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in plain)
    return paragraphs + (f"<ul>{listed}</ul>" if listed else "")


if __name__ == "__main__":
    (HERE / "engineering.pdf").write_bytes(build())
