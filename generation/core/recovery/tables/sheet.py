"""One table read by its roles: levels, competencies in categories, and their definitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from generation.core.recovery.level_names import (
    levels_likelihood,
    name_key,
    parse_level,
    strip_continued,
)
from generation.core.recovery.matrix import MatrixLevel
from generation.core.recovery.tables.cell_names import (
    filled,
    is_banner,
    is_lone_label,
    split_name,
)
from generation.core.recovery.tables.reshape import select, transposed
from generation.core.recovery.tables.roles import Roles, name_column_of, roles_of
from generation.core.recovery.tables.table import Cell, Part, Table
from generation.core.recovery.tables.weights import current
from generation.core.recovery.text import Vocabulary


@dataclass(slots=True)
class Row:
    """A competency with the parts of its definitions by level."""

    name: str
    category: str = ""
    description: str = ""
    cells: dict[int, list[Part]] = field(default_factory=dict)


@dataclass(slots=True)
class Sheet:
    """What one table says. `sureness` tells how clear it was which axis holds the levels."""

    levels: list[MatrixLevel]
    rows: list[Row]
    table: Table
    levels_across: bool
    sureness: float
    likelihood: float
    is_labelled: bool = True

    @property
    def level_keys(self) -> list[str]:
        return [name_key(f"{level.code} {level.title}") for level in self.levels]

    @property
    def row_keys(self) -> list[str]:
        return [name_key(row.name) for row in self.rows]


def read_sheet(
    table: Table,
    vocabulary: Vocabulary,
    levels_across: bool | None = None,
    known: frozenset[str] = frozenset(),
) -> Sheet | None:
    """The table as levels and competencies; None where it has no header or no rows.

    `levels_across` overrules what the names of this table alone say about its axes. `known` are
    keys of competencies of other tables: their rows are no categories where they hold no text.
    """
    roles = roles_of(table, vocabulary)
    if roles is None:
        return None
    if levels_across is not None:
        roles = replace(roles, levels_across=levels_across)
    if not roles.levels_across:
        return _read_transposed(table, roles, vocabulary)
    return _Sheet(table, roles, vocabulary, known).read()


def _read_transposed(table: Table, roles: Roles, vocabulary: Vocabulary) -> Sheet | None:
    rows = [
        row
        for row in range(roles.title_rows, table.row_count)
        if row < roles.body or not is_banner(table, row)
    ]
    kept = select(table, rows, range(table.column_count), table.columns)
    swapped = Roles(0, roles.label_columns, roles.header_rows, True, roles.sureness)
    sheet = _Sheet(transposed(kept), swapped, vocabulary).read()
    if sheet is not None:
        sheet.levels_across = False
        sheet.table = table
    return sheet


class _Sheet:
    """Reads a table whose header names the levels."""

    def __init__(
        self,
        table: Table,
        roles: Roles,
        vocabulary: Vocabulary,
        known: frozenset[str] = frozenset(),
    ) -> None:
        self.table = table
        self.known = known
        self.roles = roles
        self.vocabulary = vocabulary
        self.labels = roles.label_columns
        self.name_column = name_column_of(table, roles, vocabulary)

    def read(self) -> Sheet | None:
        header = self._header()
        columns = [column for column, name in header.items() if name[0]]
        if not columns:
            return None
        levels = [parse_level(header[c][0], " ".join(header[c][1].split())) for c in columns]
        rows = self._rows({column: number for number, column in enumerate(columns)})
        if not rows:
            return None
        names = [header[column][0] for column in columns]
        return Sheet(
            levels,
            rows,
            self.table,
            True,
            self.roles.sureness,
            levels_likelihood(names),
            is_labelled=self.labels > 0,
        )

    def _header(self) -> dict[int, tuple[str, str]]:
        """Name and explanation of every level column."""
        start, end = self.roles.title_rows, self.roles.body
        result: dict[int, tuple[str, str]] = {}
        for column in range(self.labels, self.table.column_count):
            stack: list[Cell] = []
            for cell in filled(self.table.at(row, column) for row in range(start, end)):
                if cell not in stack:
                    stack.append(cell)
            own = [cell for cell in stack if cell.column_span == 1]
            result[column] = _named(own or stack[-1:], self.vocabulary)
        return _without_groups(result, self.table, self.roles, self.vocabulary)

    def _rows(self, levels: dict[int, int]) -> list[Row]:
        """The competencies of all rows; `levels` tells the number of the level in a column."""
        rows: list[Row] = []
        category = ""
        last_label: Cell | None = None
        for number in range(self.roles.body, self.table.row_count):
            banner = self._banner(number)
            if banner is not None:
                if banner:
                    category, last_label = banner, None
                continue
            category = self._category(number) or category
            label, definitions = self._label(number), self._definitions(number, levels)
            if label is None and not definitions:
                continue
            if not rows or self._begins_row(label, last_label):
                rows.append(self._row(number, label, category))
            last_label = label or last_label
            _add(rows[-1], definitions)
        return self._named_rows(rows)

    def _begins_row(self, label: Cell | None, last: Cell | None) -> bool:
        """Whether a row of the table with this label is one of its own, not more of the last."""
        return not self.labels or (label is not None and label is not last)

    def _named_rows(self, rows: list[Row]) -> list[Row]:
        """Rows that name a competency; a nameless first one speaks about the levels."""
        if not self.labels:
            return [row for row in rows if row.cells]
        return [row for row in rows if row.name]

    def _label(self, number: int) -> Cell | None:
        """The cell that names a row; None where none does."""
        cell = self.table.at(number, self.name_column) if self.labels else None
        return cell if self._name(cell)[0] else None

    def _row(self, number: int, label: Cell | None, category: str) -> Row:
        """A row without its definitions; one of a table without names takes that of its banner."""
        if not self.labels:
            return Row(category)
        name, description = self._name(label)
        return Row(name, category, description or self._description(number))

    def _name(self, label: Cell | None) -> tuple[str, str]:
        """The name in a label and the explanation that follows it."""
        if label is None or label.is_empty:
            return "", ""
        name, description = split_name(label, self.vocabulary)
        return strip_continued(name), description

    def _banner(self, number: int) -> str | None:
        """The category that a full-width row names; "" where it names none; None elsewhere."""
        if is_banner(self.table, number):
            name = self.table.cells_in_row(number)[0].name(self.vocabulary)
            is_name = len(name.split()) <= current().sheets.most_banner_words
            return strip_continued(name) if is_name else ""
        if not self._is_category(number):
            return None
        return strip_continued(self.table.cells_in_row(number)[0].name(self.vocabulary))

    def _is_category(self, number: int) -> bool:
        """Whether a row with a label alone names a category rather than a competency."""
        table = self.table
        if number + 1 >= table.row_count or not is_lone_label(table, number, self.labels):
            return False
        if is_lone_label(table, number + 1, self.labels):
            return False
        cell = table.cells_in_row(number)[0]
        if name_key(cell.name(self.vocabulary)) in self.known or cell.row_span > 1:
            return False
        if self._lone_share() > current().sheets.most_lone:
            return False
        return not table.is_drawn or self._stands_out(cell, number)

    def _stands_out(self, cell: Cell, number: int) -> bool:
        """Whether a label beside empty fields looks other than the label below it."""
        below = self.table.at(number + 1, self.name_column)
        if below is None or below.is_empty:
            return False
        return (
            cell.fill != below.fill
            or cell.is_bold != below.is_bold
            or abs(cell.size - below.size) > current().sheets.other_size
            or cell.words[0].colour != below.words[0].colour
            or cell.name(self.vocabulary).isupper() != below.name(self.vocabulary).isupper()
        )

    def _lone_share(self) -> float:
        """The share of rows that hold a label alone; few of them are categories."""
        rows = range(self.roles.body, self.table.row_count)
        return sum(is_lone_label(self.table, row, self.labels) for row in rows) / len(rows)

    def _category(self, number: int) -> str:
        names = []
        for column in range(self.name_column):
            cell = self.table.at(number, column)
            own = self.table.at(number, self.name_column)
            if cell is None or cell.is_empty or cell is own or self._explains(column):
                continue
            names.append(strip_continued(cell.name(self.vocabulary)))
        return " ".join(names)

    def _description(self, number: int) -> str:
        texts = []
        for column in range(self.labels):
            if column <= self.name_column and (
                column == self.name_column or not self._explains(column)
            ):
                continue
            cell = self.table.at(number, column)
            if cell is not None and not cell.is_empty and cell.column == column:
                texts.append(cell.text(self.vocabulary))
        return "\n".join(texts)

    def _explains(self, column: int) -> bool:
        """Whether a column before the names holds sentences, where many columns stand there."""
        if self.labels <= current().roles.most_labels:
            return False
        cells = self.table.cells_in_column(column, self.roles.body)
        lengths = [len(cell.name(self.vocabulary)) for cell in cells]
        return bool(lengths) and median(lengths) > current().roles.long_text

    def _definitions(self, number: int, levels: dict[int, int]) -> dict[int, list[Part]]:
        found = {}
        for column, level in levels.items():
            cell = self.table.at(number, column)
            if cell is not None and not cell.is_empty and cell.column >= self.labels:
                found[level] = [part for part in cell.parts if part.words]
        return found


def _add(row: Row, definitions: dict[int, list[Part]]) -> None:
    """Add to a row's definitions what one more row of the table holds of them."""
    for level, parts in definitions.items():
        known = row.cells.setdefault(level, [])
        known.extend(part for part in parts if part not in known)


def _named(cells: Sequence[Cell], vocabulary: Vocabulary) -> tuple[str, str]:
    """One name and one explanation of the header cells of a level."""
    names: list[str] = []
    texts: list[str] = []
    for cell in cells:
        name, text = split_name(cell, vocabulary)
        if names and len(name) > current().sheets.longest_name:
            texts.append(name)
        elif name not in names:
            names.append(name)
        if text:
            texts.append(text)
    return strip_continued(" ".join(names)), " ".join(texts)


def _without_groups(
    names: dict[int, tuple[str, str]], table: Table, roles: Roles, vocabulary: Vocabulary
) -> dict[int, tuple[str, str]]:
    """Names that would repeat take the name of their group in front."""
    keys = [name_key(name) for name, _ in names.values()]
    if roles.header_rows <= 1 or len(set(keys)) == len(keys):
        return names
    result = {}
    for column, (name, text) in names.items():
        group = _group_name(table.at(roles.title_rows, column), vocabulary)
        is_new = group and name_key(group) != name_key(name)
        result[column] = (f"{group} {name}" if is_new else name, text)
    return result


def _group_name(cell: Cell | None, vocabulary: Vocabulary) -> str:
    """The name of a group of levels, where a header cell stands above several columns."""
    if cell is None or cell.is_empty or cell.column_span == 1:
        return ""
    return cell.name(vocabulary)
