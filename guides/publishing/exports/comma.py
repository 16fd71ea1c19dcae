"""CSV: one line a definition, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

from guides.publishing.exports.table import ExportTable

EXAMPLES = 3
FORMULA_SIGNS = "=+-@＝＋－＠"
"""What a formula begins with, in the wide forms too, which Japanese spreadsheets take for it."""
_SIGN = f"[{re.escape(FORMULA_SIGNS)}]"
_MAY_START = re.compile(rf"^(?={_SIGN}|[\t\r])|(?<=[\r\n\t,;|])(?={_SIGN})")
"""The start of a text, of a line in it, and of what another separator than ours would part off."""
_BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""

HEADER = [
    "Category",
    "Competency",
    "Level code",
    "Level title",
    "Definition",
    "Page",
    *(
        f"Example {number} {part}"
        for number in range(1, EXAMPLES + 1)
        for part in ("headline", "text", "evidence")
    ),
]


def lines_of(table: ExportTable) -> list[list[str]]:
    """The header and one line for each definition."""
    lines = [HEADER]
    for row, level, cell in table.cells():
        examples = [
            part
            for example in cell.examples[:EXAMPLES]
            for part in (example.headline, example.text, example.evidence)
        ]
        line = [
            row.category,
            row.name,
            level.code,
            level.title,
            cell.definition,
            str(cell.page or ""),
            *examples,
        ]
        lines.append([*line, *[""] * (len(HEADER) - len(line))])
    return lines


def write_csv(table: ExportTable) -> bytes:
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerows([inert(text) for text in line] for line in lines_of(table))
    return (_BYTE_ORDER_MARK + output.getvalue()).encode()


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula: a quote mark leads whatever could be one.

    That is also so in a file that is parted at semicolons, or line by line without regard to
    quotation marks.
    """
    return _MAY_START.sub("'", text)
