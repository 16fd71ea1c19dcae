"""Sheets that hold one small table after another, each below the name of what it is about.

The same names return in each: in a header row with one row of definitions below it, or down a
first column with a definition beside each. So many small tables are the rows of one matrix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generation.core.recovery.level_names import name_key
from generation.core.recovery.lines import box_of
from generation.core.recovery.tables.reshape import select
from generation.core.recovery.tables.table import Cell, Part, Table
from generation.core.recovery.tables.weights import current
from generation.core.recovery.text import Vocabulary

SIDE = 100.0
"""Points of a column or row of the made table, which no page holds; any size would do."""


def parted(table: Table, vocabulary: Vocabulary) -> list[Table]:
    """The small tables in a table that walls or white space made one of; else the table alone."""
    starts = _headed_rows(table, vocabulary)
    if len(starts) <= 1:
        return [table]
    ends = [*starts[1:], table.row_count]
    first = [_rows(table, range(starts[0]))] if starts[0] > 1 else []
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
    )


def _headed_rows(table: Table, vocabulary: Vocabulary) -> list[int]:
    """The rows that hold a lone name above a small table; none where names do not return."""
    lone = [row for row in range(table.row_count - 1) if _is_lone(table, row)]
    keys = {row: _key(table, row, vocabulary) for row in range(table.row_count)}
    headers = [keys[row + 1] for row in lone if sum(map(bool, keys[row + 1])) > 1]
    common = Counter(headers).most_common(1)
    if common and common[0][1] > 1:
        starts = [row for row in lone if keys[row + 1] == common[0][0]]
        others = sum(key == common[0][0] for key in keys.values())
        return starts if others == len(starts) else []
    return lone if table.column_count == 2 and _names_return(table, lone, keys) else []


def _is_lone(table: Table, row: int) -> bool:
    """Whether a row holds nothing but a short text at its start, with a table's row below it."""
    cells, below = table.cells_in_row(row), table.cells_in_row(row + 1)
    if len(cells) != 1 or cells[0].column or cells[0].row_span > 1 or len(below) <= 1:
        return False
    return len(cells[0].words) <= current().headings.most_words


def _key(table: Table, row: int, vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(name_key(cell.name(vocabulary)) if cell else "" for cell in table.row(row))


def _names_return(
    table: Table, lone: Sequence[int], keys: dict[int, tuple[str, ...]]
) -> bool:
    """Whether the first column's names below one heading stand below the next one too."""
    ends = [*lone[1:], table.row_count]
    blocks = [
        {keys[row][0] for row in range(start + 1, end)} - {""}
        for start, end in zip(lone, ends, strict=True)
    ]
    return len(blocks) > 1 and _are_shared(blocks)


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

