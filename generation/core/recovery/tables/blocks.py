"""Sheets that hold one small table after another, each below the name of what it is about.

The same names return in each: in a header row with one row of definitions below it, or down a
first column with a definition beside each. So many small tables are the rows of one matrix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generation.core.recovery.level_names import name_key
from generation.core.recovery.lines import box_of
from generation.core.recovery.tables.reshape import select
from generation.core.recovery.tables.table import Cell, Part, Table
from generation.core.recovery.tables.weights import current
from generation.core.recovery.text import Vocabulary

SIDE = 100.0
"""Points of a column or row of the made table, which no page holds; any size would do."""


_Keys = tuple[str, ...]


def parted(tables: Sequence[Table], vocabulary: Vocabulary) -> list[Table]:
    """The tables, with small ones apart that walls or white space made one of."""
    keys = [[_key(table, row, vocabulary) for row in range(table.row_count)] for table in tables]
    lone = [[row for row in range(table.row_count - 1) if _is_lone(table, row)] for table in tables]
    headers = _headers(lone, keys)
    starts = [
        [row for row in rows if own[row + 1] in headers]
        for rows, own in zip(lone, keys, strict=True)
    ]
    if any(starts):
        tables = _with_last_headings(tables, keys, headers)
    else:
        starts = _above_names(tables, lone, keys)
    return [part for pair in zip(tables, starts, strict=True) for part in _parts(*pair)]


def _parts(table: Table, starts: Sequence[int]) -> list[Table]:
    if not starts:
        return [table]
    starts = [start for start in starts if start < table.row_count]
    ends = [*starts[1:], table.row_count]
    first = [_rows(table, range(starts[0]))] if starts[0] else []
    return [*first, *(_block(table, start, end) for start, end in zip(starts, ends, strict=True))]


def _rows(table: Table, rows: range) -> Table:
    return select(table, rows, range(table.column_count), table.columns)


def _block(table: Table, start: int, end: int) -> Table:
    """The rows below a heading, which stands in row `start`."""
    words = [word for cell in table.cells_in_row(start) for word in cell.words]
    page = table.cells_in_row(start)[0].parts[0].page
    block = _rows(table, range(start + 1, end))
    return replace(
        block,
        first_page=page,
        heading=" ".join(word.text for word in words),
        heading_words=words,
        heading_size=words[0].size,
        is_first_on_page=table.is_first_on_page and not start,
    )


def _headers(lone: Sequence[Sequence[int]], keys: Sequence[Sequence[_Keys]]) -> set[_Keys]:
    """The headers that stand below lone names, or at the top of a table, and nowhere else."""
    below = Counter(own[row + 1] for rows, own in zip(lone, keys, strict=True) for row in rows)
    first = Counter(own[0] for own in keys if own)
    every = Counter(key for own in keys for key in own)
    return {
        key
        for key, count in below.items()
        if count + first[key] > 1 and every[key] == count + first[key]
    }


def _with_last_headings(
    tables: Sequence[Table], keys: Sequence[Sequence[_Keys]], headers: set[_Keys]
) -> list[Table]:
    """The tables, with a name at the foot of a page above the table that it heads."""
    result = list(tables)
    for number, (table, below) in enumerate(pairwise(tables)):
        last = table.row_count - 1
        cells = table.cells_in_row(last)
        is_heading = len(cells) == 1 and not cells[0].column and last > 0
        if is_heading and keys[number + 1][0] in headers and below.first_page > table.last_page:
            name = _block(table, last, last + 1)
            result[number] = _rows(result[number], range(last))
            result[number + 1] = replace(
                below,
                heading=name.heading,
                heading_words=name.heading_words,
                heading_size=name.heading_size,
            )
    return result


def _above_names(
    tables: Sequence[Table], lone: Sequence[Sequence[int]], keys: Sequence[Sequence[_Keys]]
) -> list[list[int]]:
    """For tables of two columns the lone names below which the same names return."""
    starts = [
        list(rows) if table.column_count == 2 else []
        for table, rows in zip(tables, lone, strict=True)
    ]
    blocks = [
        {own[row][0] for row in range(start + 1, end)} - {""}
        for own, rows in zip(keys, starts, strict=True)
        if rows
        for start, end in zip(rows, [*rows[1:], len(own)], strict=True)
    ]
    is_returning = len(blocks) >= current().stacks.least_tables and _are_shared(blocks)
    return starts if is_returning else [[] for _ in tables]


def _is_lone(table: Table, row: int) -> bool:
    """Whether a row holds nothing but a short text at its start, with a table's row below it."""
    cells, below = table.cells_in_row(row), table.cells_in_row(row + 1)
    if len(cells) != 1 or cells[0].column or cells[0].row_span > 1 or len(below) <= 1:
        return False
    return len(cells[0].words) <= current().headings.most_words


def _key(table: Table, row: int, vocabulary: Vocabulary) -> _Keys:
    return tuple(name_key(cell.name(vocabulary)) if cell else "" for cell in table.row(row))


def _are_shared(blocks: Sequence[set[str]]) -> bool:
    every = Counter(name for block in blocks for name in block)
    shared = sum(count for count in every.values() if count > 1)
    return bool(every) and shared >= current().stacks.shared_names * sum(every.values())


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name in a first column with the cell beside it."""

    label: Cell
    name: str
    text: Cell | None


def crossed(tables: Sequence[Table], vocabulary: Vocabulary) -> list[Table]:
    """The tables, with those of names and definitions under headings as one, heading by heading."""
    result: list[Table] = []
    run: list[Table] = []
    for table in [*tables, None]:
        if table is not None and table.column_count == 2 and table.heading_words:
            run.append(table)
            continue
        result += _crossed_run(run, vocabulary)
        run = []
        if table is not None:
            result.append(table)
    return result


def _crossed_run(run: Sequence[Table], vocabulary: Vocabulary) -> list[Table]:
    if len(run) < current().stacks.least_tables:
        return list(run)
    entries = [_entries(table, vocabulary) for table in run]
    first = [_texts(row[:1]) for row in entries]
    if all(first) and len(set(map(tuple, first))) == 1:
        # "Level | Description" above each names no level.
        entries = [row[1:] for row in entries]
    names = [{entry.name for entry in row} for row in entries]
    headings = {name_key(table.heading) for table in run}
    is_repeated = any(len(own) < len(row) for own, row in zip(names, entries, strict=True))
    if is_repeated or len(headings) < len(run) or not _are_shared(names):
        return list(run)
    return [_grid(run, entries)]


def _texts(entries: Sequence[_Entry]) -> list[str]:
    return [part for e in entries for part in (e.name, _plain(e.text))]


def _plain(cell: Cell | None) -> str:
    return " ".join(word.text for word in cell.words) if cell else ""


def _entries(table: Table, vocabulary: Vocabulary) -> list[_Entry]:
    found = []
    for row in range(table.row_count):
        label = table.at(row, 0)
        if label is not None and not label.is_empty:
            found.append(_Entry(label, name_key(label.name(vocabulary)), table.at(row, 1)))
        elif found and (more := table.at(row, 1)) is not None and found[-1].text is not None:
            found[-1].text.parts.extend(part for part in more.parts if part.words)
    return found


def _grid(run: Sequence[Table], entries: Sequence[Sequence[_Entry]]) -> Table:
    """The entries as a table: a row for each heading, a column for each name."""
    order = _order([[entry.name for entry in row] for row in entries])
    labels = {entry.name: entry.label for row in reversed(entries) for entry in row}
    cells = [_at(labels[name], 0, n) for n, name in enumerate(order, start=1)]
    for number, (table, row) in enumerate(zip(run, entries, strict=True), start=1):
        box = box_of(table.heading_words)
        heading = Part(table.first_page, box, list(table.heading_words), box)
        cells.append(Cell(number, 0, parts=[heading]))
        for entry in row:
            if entry.text is not None:
                cells.append(_at(entry.text, number, order.index(entry.name) + 1))
    first, last = run[0], run[-1]
    is_own = name_key(first.title) == name_key(first.heading)
    return replace(
        first,
        columns=[SIDE * n for n in range(len(order) + 2)],
        row_heights=[SIDE] * (len(run) + 1),
        cells=cells,
        heading="",
        heading_words=[],
        title="" if is_own else first.title,
        last_page=last.last_page,
        bottom=last.bottom,
    )


def _order(lists: Sequence[Sequence[str]]) -> list[str]:
    """All names in an order that keeps to that of every list."""
    merged: list[str] = []
    for names in lists:
        place = 0
        for name in names:
            if name not in merged:
                merged.insert(place, name)
            place = merged.index(name) + 1
    return merged


def _at(cell: Cell, row: int, column: int) -> Cell:
    return replace(cell, row=row, column=column, row_span=1, column_span=1)
