"""The names that cells hold, and rows that hold nothing but one name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generation.core.recovery.lines import Line
from generation.core.recovery.tables.table import Cell, Table
from generation.core.recovery.tables.weights import current
from generation.core.recovery.text import Vocabulary, definition_text


def filled(cells: Iterable[Cell | None]) -> list[Cell]:
    """The cells that hold text."""
    return [cell for cell in cells if cell is not None and not cell.is_empty]


def is_banner(table: Table, row: int) -> bool:
    """Whether a row holds nothing but one cell over (nearly) all columns."""
    cells, weights = table.cells_in_row(row), current().names
    return (
        len(cells) == 1
        and table.column_count >= weights.banner_columns
        and cells[0].column_span > 1
        and cells[0].column_span >= weights.banner * table.column_count
        and cells[0].row_span == 1
    )


def is_lone_label(table: Table, row: int, labels: int) -> bool:
    """Whether a row holds nothing but text in its label columns."""
    cells = table.cells_in_row(row)
    return bool(cells) and all(cell.column + cell.column_span <= max(1, labels) for cell in cells)


def split_name(cell: Cell, vocabulary: Vocabulary) -> tuple[str, str]:
    """The name at the head of a cell and the explanation that follows it in another style."""
    lines = cell.lines()
    whole = cell.name(vocabulary)
    weights = current().names
    if len(lines) <= 1 or len(whole) < weights.with_explanation:
        return whole, ""
    count = _accented_lines(lines)
    if not count:
        return _split_paragraphs(cell, whole, vocabulary)
    head = " ".join(definition_text(lines[:count], vocabulary).split())
    return head, definition_text(lines[count:], vocabulary)


def _accented_lines(lines: Sequence[Line]) -> int:
    """How many lines at the head are bold or large above text that is not; 0 where none are."""
    near = current().names.other_size
    first = lines[0].style
    count = 1
    while count < len(lines):
        style = lines[count].style
        if style.bold != first.bold or abs(style.size - first.size) > near:
            break
        count += 1
    if count == len(lines):
        return 0
    is_accented = first.bold or first.size > lines[count].size + near
    return count if is_accented else 0


def _split_paragraphs(cell: Cell, whole: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """A short first paragraph names a cell whose other paragraphs are sentences."""
    weights = current().names
    if len(whole) <= weights.most_letters:
        return whole, ""
    head, _, rest = cell.text(vocabulary).partition("\n")
    if len(head) <= weights.first_paragraph < len(rest) and not head.endswith("."):
        return head, rest
    return whole, ""


def stack_name(stack: Sequence[Cell | None], vocabulary: Vocabulary) -> str:
    """The name that the header cells of one column make together, without those of a group."""
    cells: list[Cell] = []
    for cell in filled(stack):
        if cell not in cells:
            cells.append(cell)
    single = [cell for cell in cells if cell.column_span == 1] or cells[-1:]
    return " ".join(split_name(cell, vocabulary)[0] for cell in single)


def row_names(table: Table, row: int, vocabulary: Vocabulary) -> list[str]:
    """The names in a row, one a column, empty where there is none."""
    return [
        split_name(cell, vocabulary)[0] if cell and not cell.is_empty else ""
        for cell in table.row(row)
    ]
