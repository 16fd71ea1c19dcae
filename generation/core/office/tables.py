"""The cells of a sheet as blocks: titles above, one grid for each table, notes below.

A sheet has no tables, only cells: blank rows part them, or stand inside one for the eye.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generation.core.office.layout import BODY_PT, Block, Field, Grid, Paragraph, Run, heading_size

_TITLE_RANK = 3
_LONGEST_TITLE = 90
"""Characters; a longer lone line above a table explains it."""
_BANNER_SHARE = 0.5
"""Of a table's columns that a lone cell spans, from which on it stands above all of them."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that holds text, with its fields."""

    number: int
    fields: tuple[Field, ...]
    is_under: bool
    """A cell from further up reaches into it."""

    @property
    def is_lone(self) -> bool:
        return len(self.fields) == 1 and not self.is_under and self.fields[0].row_span == 1


def blocks_of(fields: Sequence[Field], labels: Mapping[int, str]) -> list[Block]:
    """The blocks of a sheet from its fields with text; `labels` name its rows."""
    groups = _groups(_rows(fields))
    return [block for group in groups for block in _group_blocks(group, labels)]


def _rows(fields: Sequence[Field]) -> list[_Row]:
    """The rows with text, from the top."""
    filled = [one for one in fields if not one.is_empty]
    by_row: dict[int, list[Field]] = {}
    under: set[int] = set()
    for one in filled:
        by_row.setdefault(one.row, []).append(one)
        under.update(range(one.row + 1, one.row + one.row_span))
    return [
        _Row(
            number,
            tuple(sorted(by_row.get(number, ()), key=lambda one: one.column)),
            number in under,
        )
        for number in sorted({*by_row, *under})
    ]


def _groups(rows: Sequence[_Row]) -> list[list[_Row]]:
    """The rows of each table, with the titles above it: a table begins where a header returns."""
    groups: list[list[_Row]] = []
    for block in _blocks(rows):
        if groups and not _begins(block, groups[-1]):
            groups[-1] += block
        else:
            groups.append(list(block))
    return _with_titles(groups)


def _blocks(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Rows without a blank one between them; one table may stand right above the next too."""
    blocks: list[list[_Row]] = []
    for row in rows:
        if blocks and blocks[-1][-1].number == row.number - 1 and not _returns(row, blocks[-1]):
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _returns(row: _Row, block: Sequence[_Row]) -> bool:
    """Whether a row repeats the header of a block."""
    header = _header(block)
    return header is not None and row is not header and _key(row) == _key(header)


def _begins(block: Sequence[_Row], group: Sequence[_Row]) -> bool:
    """Whether a block is a table of its own, or the titles of one."""
    if _header(group) is None:
        return False  # titles belong to what follows them
    header = _header(block)
    return header is not None and _key(header) == _key(_header(group))


def _header(rows: Sequence[_Row]) -> _Row | None:
    """The first row of a table: the first one with several cells."""
    return next((row for row in rows if len(row.fields) > 1), None)


def _key(row: _Row | None) -> tuple[str, ...]:
    return tuple(one.text.strip().casefold() for one in row.fields) if row else ()


def _with_titles(groups: list[list[_Row]]) -> list[list[_Row]]:
    """Lone rows at the end of a table that another one follows are the title of that one."""
    for one, other in pairwise(groups):
        while len(one) > 1 and one[-1].is_lone:
            other.insert(0, one.pop())
    return groups


def _group_blocks(rows: Sequence[_Row], labels: Mapping[int, str]) -> list[Block]:
    start, end = 0, len(rows)
    left = min((one.column for row in rows for one in row.fields), default=0)
    right = max((one.column + one.column_span for row in rows for one in row.fields), default=0)
    while start < end and _is_title(rows[start], left, right):
        start += 1
    while end > start and rows[end - 1].is_lone and _stands_below(rows[:end]):
        end -= 1
    blocks: list[Block] = []
    for row in rows[:start]:
        blocks += _title(row, labels)
    if start < end:
        blocks.append(_grid(rows[start:end], labels))
    for row in rows[end:]:
        blocks += _title(row, labels, is_note=True)
    return blocks


def _is_title(row: _Row, left: int, right: int) -> bool:
    if not row.is_lone:
        return False
    one = row.fields[0]
    is_banner = one.column_span >= _BANNER_SHARE * (right - left)
    return one.column == left or is_banner


def _stands_below(rows: Sequence[_Row]) -> bool:
    """Whether the last row is a note below a table, parted by a blank row."""
    return len(rows) > 1 and rows[-1].number > rows[-2].number + 1


def _title(row: _Row, labels: Mapping[int, str], *, is_note: bool = False) -> list[Block]:
    paragraphs = [line for line in row.fields[0].paragraphs if not line.is_empty]
    is_short = sum(len(line.text) for line in paragraphs) <= _LONGEST_TITLE
    label = labels.get(row.number, "")
    if not is_short or is_note:
        return [replace(line, label=label) for line in paragraphs]
    return [
        Paragraph(tuple(_loud(run) for run in line.runs), is_heading=True, label=label)
        for line in paragraphs
    ]


def _loud(run: Run) -> Run:
    """A title above a table: bold, and larger than the table's text."""
    return replace(run, bold=True, size=max(run.size, heading_size(_TITLE_RANK)))


def _grid(rows: Sequence[_Row], labels: Mapping[int, str]) -> Grid:
    """The rows as a grid without the blank rows and columns around and between them."""
    new_row = {row.number: at for at, row in enumerate(rows)}
    used = sorted(
        {
            column
            for row in rows
            for one in row.fields
            for column in ([one.column] if one.column_span == 1 else [])
        }
        or {one.column for row in rows for one in row.fields}
    )
    new_column = {column: at for at, column in enumerate(used)}
    fields = [_moved(one, new_row, new_column) for row in rows for one in row.fields]
    return Grid(
        _whole(fields, len(rows), len(used)),
        {at: labels[number] for number, at in new_row.items() if number in labels},
    )


def _moved(one: Field, rows: Mapping[int, int], columns: Mapping[int, int]) -> Field:
    """A field in the rows and columns that are left; one that spans only blank ones stays one."""
    down = [rows[n] for n in range(one.row, one.row + one.row_span) if n in rows]
    across = [columns[n] for n in range(one.column, one.column + one.column_span) if n in columns]
    if not across:
        later = [at for column, at in columns.items() if column > one.column]
        across = [min(later, default=len(columns) - 1)]
    return replace(
        one,
        row=down[0],
        column=across[0],
        row_span=len(down),
        column_span=len(across),
    )


def _whole(fields: Sequence[Field], rows: int, columns: int) -> tuple[Field, ...]:
    """The fields, with empty ones where none stands, so that every cell is drawn."""
    taken = {
        (row, column)
        for one in fields
        for row in range(one.row, one.row + one.row_span)
        for column in range(one.column, one.column + one.column_span)
    }
    empty = [
        Field(row, column)
        for row in range(rows)
        for column in range(columns)
        if (row, column) not in taken
    ]
    return tuple(sorted([*fields, *empty], key=lambda one: (one.row, one.column)))


def text_field(row: int, column: int, texts: Sequence[str], *, column_span: int = 1) -> Field:
    """A cell of plain text, one paragraph a line."""
    paragraphs = tuple(Paragraph((Run(line, size=BODY_PT),)) for line in texts)
    return Field(row, column, paragraphs, column_span=column_span)
