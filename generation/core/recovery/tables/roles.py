"""Which rows and columns of a table hold names, and which of the names are levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from generation.core.recovery.level_names import (
    competencies_likelihood,
    level_signal,
    levels_first,
    levels_likelihood,
    name_key,
)
from generation.core.recovery.level_words import COMPETENCY_WORDS, LEVEL_NOUNS
from generation.core.recovery.tables.cell_names import is_banner, split_name, stack_name
from generation.core.recovery.tables.form_words import DESCRIPTIONS
from generation.core.recovery.tables.header_words import COMPETENCY_NOUNS, EXPLAINING
from generation.core.recovery.tables.headers import HeaderReader
from generation.core.recovery.tables.table import Cell, Table
from generation.core.recovery.tables.weights import current
from generation.core.recovery.text import Vocabulary

_SENTENCE_ENDS = (".", ";", "。", "!")


@dataclass(frozen=True, slots=True)
class Roles:
    """The first `title_rows` rows are a title; `header_rows` rows and `label_columns` columns of
    names follow. `levels_across` says that the header names the levels; `sureness` (0 to 1) how
    clear that was."""

    title_rows: int
    header_rows: int
    label_columns: int
    levels_across: bool
    sureness: float

    @property
    def body(self) -> int:
        """The first row with definitions."""
        return self.title_rows + self.header_rows


def roles_of(table: Table, vocabulary: Vocabulary) -> Roles | None:
    """The roles of rows and columns; None where the table has no header."""
    if table.column_count <= 1 or table.row_count <= 1:
        return None
    header = HeaderReader(table, vocabulary)
    title_rows = header.title_rows()
    header_rows = header.header_rows(title_rows)
    if not header_rows or title_rows + header_rows >= table.row_count:
        return None
    return _RoleReader(header, title_rows, title_rows + header_rows).roles()


def name_column_of(table: Table, roles: Roles, vocabulary: Vocabulary) -> int:
    """The label column that names single rows."""
    reader = _RoleReader(HeaderReader(table, vocabulary), roles.title_rows, roles.body)
    return reader.name_column(roles.label_columns)


class _RoleReader:
    """Reads the labels of one table whose header lies between the rows `start` and `body`."""

    def __init__(self, header: HeaderReader, start: int, body: int) -> None:
        self.table = header.table
        self.vocabulary = header.vocabulary
        self.text = header.text
        self.start = start
        self.body = body

    def roles(self) -> Roles:
        """The roles that fit best."""
        weights = current().roles
        fits = []
        for labels in self._label_counts():
            header = self._header_names(labels)
            names = self._label_names(labels)
            margin = levels_first(header, names) if names else levels_likelihood(header)
            margin += self._corner(labels)
            across = margin >= 0
            levels, others = (header, names) if across else (names, header)
            fit = levels_likelihood(levels)
            fit += weights.competencies * (competencies_likelihood(others) if names else 0.0)
            fit += self._label_fit(labels) - weights.sentences * _sentence_share(names)
            header_rows = self.body - self.start
            sureness = min(1.0, abs(margin))
            fits.append((fit, Roles(self.start, header_rows, labels, across, sureness)))
        return max(fits, key=lambda item: item[0])[1]

    def name_column(self, labels: int) -> int:
        """The label column that names single rows: the last one with short texts.

        Among many columns before a scale it is the one that tells the rows apart.
        """
        if labels > current().roles.most_labels:
            telling = [c for c in range(labels) if not self._is_group_column(c)]
            return min(telling, key=self._usual_length) if telling else 0
        for column in range(labels - 1, 0, -1):
            is_short = self._usual_length(column) <= current().roles.long_text
            if is_short and not self._describes(column):
                return column
        return 0

    def _describes(self, column: int) -> bool:
        """Whether the header says that a column explains the names beside it."""
        return name_key(self.text(self.table.at(self.body - 1, column))) in DESCRIPTIONS

    def _label_counts(self) -> Sequence[int]:
        """How many leading columns may hold names."""
        most = current().roles.most_labels
        widest = min(most, self.table.column_count - 1)
        if (first := self._first_level()) > most or (first > 1 and self._describes(first - 1)):
            return [first]
        corner = self.table.at(self.start, 0)
        if corner is not None and not corner.is_empty and 1 < corner.column_span <= most:
            return [corner.column_span] if corner.column_span <= widest else [1]
        return range(widest + 1)

    def _first_level(self) -> int:
        """The first of the columns, up to the last one, whose names are a scale; 0 for none.

        A sheet may explain its competencies in many columns before it comes to the levels.
        """
        weights = current().roles
        names = self._header_names(0)
        for column in range(1, len(names) - weights.least_scale + 1):
            if levels_likelihood(names[column:]) >= weights.sure_scale:
                return column if level_signal(names[column - 1]) < weights.no_level else 0
        return 0

    def _label_fit(self, labels: int) -> float:
        """How well the shape of the columns agrees with this number of label columns."""
        lengths = [self._usual_length(column) for column in range(self.table.column_count)]
        if not labels:
            return self._unlabelled_fit(lengths[0])
        weights = current().roles
        explains = [column for column in range(1, labels) if lengths[column] > weights.long_text]
        names = labels - len(explains)
        is_explained_first = bool(explains) and explains[0] != names
        leaves_out = not explains and self._leaves_names_out(lengths, labels)
        return sum(
            (
                -weights.alternating * self._alternates(),
                self._explaining_fit(lengths, explains),
                -weights.explains_first * is_explained_first,
                *(self._grouping_fit(names) if names > 1 else ()),
                -weights.names_left_out * leaves_out,
            )
        )

    def _grouping_fit(self, names: int) -> tuple[float, float]:
        """What several columns of names say: all but the last should be groups of the next."""
        weights = current().roles
        are_groups = all(self._is_group_column(column) for column in range(names - 1))
        is_grouped = self._is_group_column(names - 1)
        return -(weights.groups if are_groups else weights.no_groups), (
            -weights.grouped_names * is_grouped
        )

    def _unlabelled_fit(self, first_length: float) -> float:
        """The same where no column holds names."""
        if self._alternates():
            return 0.0
        weights = current().roles
        has_corner = bool(self.text(self.table.at(self.body - 1, 0)))
        is_long = first_length > weights.long_text and has_corner
        return -weights.unlabelled_long if is_long else -weights.unlabelled

    def _explaining_fit(self, lengths: Sequence[float], explains: Sequence[int]) -> float:
        """What columns of sentences say that lie among the labels."""
        weights = current().roles
        last = self.body - 1
        told = sum(name_key(self.text(self.table.at(last, c))) in EXPLAINING for c in explains)
        against = weights.long_names if lengths[0] > weights.long_text else 0.0
        return weights.told * told - weights.explains * len(explains) - against

    def _leaves_names_out(self, lengths: Sequence[float], labels: int) -> bool:
        """Whether the labels are groups and the first column of definitions holds names."""
        weights = current().roles
        first = lengths[labels]
        is_short = first < weights.short * fmean(lengths[labels:]) and first <= weights.long_text
        return is_short and self._is_group_column(labels - 1)

    def _alternates(self) -> bool:
        """Whether every row of definitions stands below a row that names it over all columns."""
        if not self.text(self.table.at(self.body - 1, 0)):
            return False
        banners = [is_banner(self.table, row) for row in range(self.body, self.table.row_count)]
        return banners[0] and sum(banners) > 1 and all(a != b for a, b in pairwise(banners))

    def _usual_length(self, column: int) -> float:
        cells = [c for c in self.table.cells_in_column(column, self.body) if c.column_span == 1]
        return median(len(self.text(cell)) for cell in cells) if cells else 0.0

    def _is_group_column(self, column: int) -> bool:
        """Whether the cells of a column stand for several rows: merged, sparse or repeated."""
        rows = self.table.row_count - self.body
        cells = [c for c in self.table.cells_in_column(column, self.body) if c.column_span == 1]
        distinct = len({self.text(cell) for cell in cells})
        return rows > 1 and 0 < distinct <= current().roles.distinct * rows

    def _header_names(self, labels: int) -> list[str]:
        """The names in the header, one a column."""
        rows = range(self.start, self.body)
        return [
            stack_name([self.table.at(row, column) for row in rows], self.vocabulary)
            for column in range(labels, self.table.column_count)
        ]

    def _label_names(self, labels: int) -> list[str]:
        """The names in the label columns, one a row; banners and empty labels left out."""
        if not labels:
            return []
        column = self.name_column(labels)
        names: list[str] = []
        last: Cell | None = None
        for row in range(self.body, self.table.row_count):
            cell = self.table.at(row, column)
            if cell is None or cell.is_empty or cell is last or is_banner(self.table, row):
                continue
            names.append(split_name(cell, self.vocabulary)[0])
            last = cell
        return names

    def _corner(self, labels: int) -> float:
        """What the corner says about the labels below it: above 0 they are competencies."""
        weight = current().roles.corner
        text = " ".join(
            self.text(self.table.at(row, column))
            for row in range(self.start, self.body)
            for column in range(labels)
        )
        for part in text.replace("/", " ").split():
            word = part.strip("|\\:,()").casefold()
            forms = {word, word.rstrip("s")}
            if forms & LEVEL_NOUNS:
                return -weight
            if word in COMPETENCY_NOUNS or forms & COMPETENCY_WORDS:
                return weight
        return 0.0


def _sentence_share(names: Sequence[str]) -> float:
    """The share of names that end as sentences do."""
    return sum(name.endswith(_SENTENCE_ENDS) for name in names) / max(1, len(names))
