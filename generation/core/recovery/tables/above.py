"""What stands above a table: its heading, and the title of the guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generation.core.reading import Box, Document, Word
from generation.core.recovery.lines import box_of, text_of, usual_size
from generation.core.recovery.tables.page_span import rows_by_page
from generation.core.recovery.tables.rows import pieces_of, row_of
from generation.core.recovery.tables.table import Table
from generation.core.recovery.tables.weights import current


def set_sheet_names(
    tables: Sequence[Table], document: Document, names: Mapping[int, Sequence[Word]]
) -> None:
    """The same for printed sheets: any lone line above a table is its heading, in any type.

    `names` are the sheets' own names by page, as they stand in headers and footers.
    """
    set_headings(tables, document, is_any=True)
    for table in tables:
        words = names.get(table.first_page)
        if words and not table.heading and table.is_first_on_page:
            table.heading, table.heading_size = text_of(words), words[0].size
            table.heading_words = list(words)


def set_headings(tables: Sequence[Table], document: Document, *, is_any: bool = False) -> None:
    """Note the heading and title above every table, and which tables come first on their page.

    With `is_any` a lone line right above is one, whatever its type.
    """
    body = rows_by_page(document)
    usual = usual_size(word for page in document.pages for word in page.words)
    previous: Table | None = None
    for table in tables:
        table.is_first_on_page = previous is None or previous.last_page != table.first_page
        start = previous.bottom if previous is not None and not table.is_first_on_page else 0.0
        inside = [other.box for other in tables if other.first_page == table.first_page]
        above = _rows_between(body[table.first_page], start, table.box.top, inside)
        if previous is not None and not above:
            above = _left_behind(previous, table, body[previous.last_page])
        _set_heading(table, above, 0.0 if is_any else usual)
        previous = table


def _left_behind(previous: Table, table: Table, rows: Sequence[list[Word]]) -> list[list[Word]]:
    """The lone line at the foot of the page before, where the table that it heads begins anew."""
    if table.first_page != previous.last_page + 1:
        return []
    below = [row for row in rows if box_of(row).y_mid > previous.bottom + 1]
    return below if len(below) == 1 else []


def _rows_between(
    rows: Sequence[list[Word]], start: float, end: float, tables: Sequence[Box]
) -> list[list[Word]]:
    """The rows of text between two heights that stand in no table."""
    found = []
    for row in rows:
        box = box_of(row)
        is_between = start - 1 <= box.y_mid < end + 1
        if is_between and not any(table.contains(box.x_mid, box.y_mid) for table in tables):
            found.append(row)
    return found


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
        if result and _wraps(result[-1], row):
            result[-1].extend([replace(row[0], spaced=True), *row[1:]])
        else:
            result.append(list(row))
    return result


def _wraps(last: Sequence[Word], row: Sequence[Word]) -> bool:
    """Whether a line goes on with the heading above it: close to it, in the same type."""
    weights = current().headings
    gap = box_of(row).top - max(word.box.bottom for word in last)
    is_same_size = abs(last[0].size - row[0].size) < weights.same_size
    is_same = is_same_size and last[0].bold == row[0].bold
    return is_same and gap < weights.line_gap * row[0].size


def _is_heading(row: Sequence[Word], usual: float) -> bool:
    weights = current().headings
    if len(row) > weights.most_words or len(pieces_of(row_of(row), weights.apart)) > 1:
        return False
    is_loud = row[0].size > weights.louder * usual or all(word.bold for word in row)
    return is_loud and not text_of(row).rstrip().endswith((".", ";"))
