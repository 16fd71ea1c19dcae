"""Tables in text: commas, semicolons, tabs or bars between the columns."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

from generation.core.errors import BadPdf
from generation.core.office.archive import too_complex
from generation.core.office.decoding import decoded
from generation.core.office.kinds import separator_of
from generation.core.office.layout import Field, Leaf
from generation.core.office.limits import MOST_ROWS
from generation.core.office.tables import blocks_of, text_field
from generation.core.office.texts import lines

MOST_FIELD_LETTERS = 100_000
_MOST_LONE = 0.3
"""The share of rows that hold a name alone above which they are no categories."""
_SEPARATOR_LINE = "sep="


def read_separated(data: bytes) -> list[Leaf]:
    """The one page of a table. Raises `BadPdf`."""
    text = decoded(data) or ""
    text, separator = _separator(text)
    rows = _rows(text, separator)
    if not any(rows):
        raise BadPdf("no_text", "The table is empty: none of its cells holds text.")
    fields = _fields(rows)
    labels = {number: f"row {number}" for number in range(1, len(rows) + 1)}
    return [Leaf("Table", tuple(blocks_of(fields, labels)))]


def _separator(text: str) -> tuple[str, str]:
    """The text of the table and its separator, which Excel may name in a first line."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith(_SEPARATOR_LINE) and len(first.strip()) > len("sep="):
        return rest, first.strip()[len(_SEPARATOR_LINE)]
    return text, separator_of(text) or ","


def _rows(text: str, separator: str) -> list[list[list[str]]]:
    """The lines of every cell by row."""
    csv.field_size_limit(MOST_FIELD_LETTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[list[list[str]]] = []
    try:
        for row in reader:
            rows.append([lines(field) for field in row])
            if len(rows) > MOST_ROWS:
                raise too_complex(f"the table has more than {MOST_ROWS} rows")
    except csv.Error as error:
        raise BadPdf(
            "damaged",
            "The table cannot be read: a cell in it never ends. Please export it again.",
            detail=f"malformed: {error}",
        ) from error
    return rows


def _fields(rows: list[list[list[str]]]) -> list[Field]:
    width = max(map(len, rows))
    banners = _banners(rows)
    fields = []
    for number, row in enumerate(rows, start=1):
        for column, texts in enumerate(row, start=1):
            if texts:
                span = width if number in banners else 1
                fields.append(text_field(number, column, texts, column_span=span))
    return fields


def _banners(rows: list[list[list[str]]]) -> set[int]:
    """Rows (from 1) with a name alone above full ones: text has no other way to head a group."""
    counts = [sum(map(bool, row)) for row in rows]
    filled = [number for number, count in enumerate(counts, start=1) if count]
    lone = {
        number
        for number, below in pairwise(filled)
        if counts[number - 1] == 1 and rows[number - 1][0] and counts[below - 1] > 1
    }
    table = [number for number in filled if counts[number - 1] > 1]
    inside = {number for number in lone if table and number > table[0]}
    return inside if len(inside) <= _MOST_LONE * len(filled) else set()
