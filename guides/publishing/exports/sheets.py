"""How a table is spread over paper: so many levels side by side that their text can be read."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from guides.publishing.exports.table import ExportCell, ExportLevel, ExportRow, ExportTable

MAX_COLUMNS = 6
"""On A4 landscape six columns of about 40 mm; more would be too narrow to read."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    row: ExportRow
    cells: tuple[ExportCell, ...]
    starts_category: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some of the levels, with all competencies. `first` counts levels from 1."""

    levels: tuple[ExportLevel, ...]
    rows: tuple[SheetRow, ...]
    first: int

    @property
    def last(self) -> int:
        return self.first + len(self.levels) - 1


def sheets_of(table: ExportTable) -> list[Sheet]:
    """The levels in as few groups of equal size as fit."""
    count = len(table.levels)
    groups = max(1, ceil(count / MAX_COLUMNS))
    size = ceil(count / groups) if count else 1
    return [_sheet(table, start, size) for start in range(0, count, size)]


def _sheet(table: ExportTable, start: int, size: int) -> Sheet:
    rows = []
    category = ""
    for row in table.rows:
        rows.append(
            SheetRow(
                row=row,
                cells=row.cells[start : start + size],
                starts_category=bool(row.category) and row.category != category,
            )
        )
        category = row.category
    return Sheet(table.levels[start : start + size], tuple(rows), start + 1)
