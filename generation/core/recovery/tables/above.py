"""What stands above a table: its heading, and the title of the guide."""

from __future__ import annotations

from collections.abc import Sequence

from generation.core.reading import Document, Word
from generation.core.recovery.lines import box_of, text_of, usual_size
from generation.core.recovery.tables.page_span import rows_by_page
from generation.core.recovery.tables.rivers import pieces_of, row_of
from generation.core.recovery.tables.table import Table

MOST_HEADING_WORDS = 16
LOUDER = 1.08
"""A heading's type is at least this much larger than the text, or bold."""


def set_headings(tables: Sequence[Table], document: Document) -> None:
    """Note the heading and title above every table, and which tables come first on their page."""
    body = rows_by_page(document)
    usual = usual_size(word for page in document.pages for word in page.words)
    inside = {
        page.number: [table.box for table in tables if table.first_page == page.number]
        for page in document.pages
    }
    previous: Table | None = None
    for table in tables:
        rows = body[table.first_page]
        is_first = previous is None or previous.last_page != table.first_page
        start = previous.bottom if previous is not None and not is_first else 0.0
        table.is_first_on_page = is_first
        above = [
            row
            for row in rows
            if start - 1 <= box_of(row).y_mid < table.box.top + 1
            and not any(
                box.contains(box_of(row).x_mid, box_of(row).y_mid)
                for box in inside[table.first_page]
            )
        ]
        _set_heading(table, above, usual)
        previous = table


def _set_heading(table: Table, above: list[list[Word]], usual: float) -> None:
    headings = [row for row in _joined(above) if _is_heading(row, usual)]
    if not headings:
        return
    loudest = max(headings, key=lambda row: row[0].size)
    table.heading, table.heading_size = text_of(headings[-1]), headings[-1][0].size
    table.heading_words = list(headings[-1])
    table.title, table.title_size = text_of(loudest), loudest[0].size


def _joined(rows: list[list[Word]]) -> list[list[Word]]:
    """Headings that wrap over several lines as one."""
    result: list[list[Word]] = []
    for row in rows:
        if result:
            last = result[-1]
            gap = box_of(row).top - max(word.box.bottom for word in last)
            same = abs(last[0].size - row[0].size) < 0.3 and last[0].bold == row[0].bold
            if same and gap < 0.6 * row[0].size:
                last.extend([_spaced(row[0]), *row[1:]])
                continue
        result.append(list(row))
    return result


def _spaced(word: Word) -> Word:
    from dataclasses import replace

    return replace(word, spaced=True)


def _is_heading(row: Sequence[Word], usual: float) -> bool:
    if len(row) > MOST_HEADING_WORDS:
        return False
    if len(pieces_of(row_of(row), 3.0)) > 1:
        return False
    is_loud = row[0].size > LOUDER * usual or all(word.bold for word in row)
    return is_loud and not text_of(row).rstrip().endswith((".", ";"))
