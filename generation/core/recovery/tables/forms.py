"""Fields that are to be filled in, left out of a table before anyone looks for levels in it.

Columns for marks, notes, weights, dates and signatures, columns that only number the rows, and
rows for totals: they hold nothing that a guide says, and look like levels or competencies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from generation.core.recovery.grade_scales import is_band, scale_likelihood
from generation.core.recovery.level_heights import is_bare_series
from generation.core.recovery.level_names import levels_likelihood, name_key
from generation.core.recovery.level_words import LEVEL_NOUNS
from generation.core.recovery.name_remarks import judged
from generation.core.recovery.tables.form_words import (
    DESCRIPTIONS,
    FORM_ROWS,
    FORM_WORDS,
    NUMBERINGS,
    REMARKS,
)
from generation.core.recovery.tables.headers import HeaderReader
from generation.core.recovery.tables.reshape import select
from generation.core.recovery.tables.table import Table
from generation.core.recovery.tables.weights import current
from generation.core.recovery.text import Vocabulary

_FIELD = re.compile(r"^[\s\d.,:;/%+\-–—_…()\[\]□☐☑☒✓✔✗✘○●◯*x×#?€$£=<>≤≥]*$", re.IGNORECASE)
"""Nothing, a number, a mark, a line to write on, a box to tick, or an error of a sheet."""


_MONEY = re.compile(
    r"^(?=.*(?:[€$£¥₹]|\b(?:eur|usd|gbp|chf|pln|nok|sek|dkk)\b))(?:[\s\d.,'’–—/+-]|[€$£¥₹]|k\b|m\b|"
    r"eur|usd|gbp|chf|pln|nok|sek|dkk|to|bis|p\.?a\.?)+$",
    re.IGNORECASE,
)


def without_forms(table: Table, vocabulary: Vocabulary) -> Table:
    """The table without columns and rows that are to be filled in; what they say is noted."""
    return _FormReader(table, vocabulary).read()


class _FormReader:
    """Finds the fields of one table."""

    def __init__(self, table: Table, vocabulary: Vocabulary) -> None:
        self.table = table
        self.vocabulary = vocabulary
        header = HeaderReader(table, vocabulary)
        self.start = header.title_rows()
        self.body = self.start + max(1, header.header_rows(self.start))

    def read(self) -> Table:
        table = self.table
        if table.column_count <= 2 or table.row_count <= self.body:
            return table
        names = [self._header(column) for column in range(table.column_count)]
        dropped = self._form_columns(names)
        rows = self._form_rows(dropped)
        columns = self._ordered([c for c in range(table.column_count) if c not in dropped], names)
        if len(columns) <= 1 or (
            not dropped
            and not rows
            and columns == sorted(columns)
            and len(columns) == table.column_count
        ):
            return table
        kept_rows = [row for row in range(table.row_count) if row not in rows]
        if len(kept_rows) <= self.body:
            return table
        labels = [self._text(row, 0) for row in rows]
        return replace(
            select(_moved(table, columns), kept_rows, range(len(columns)), self._edges(columns)),
            left_out=(
                *table.left_out,
                *(("column", names[column], self._column_text(column)) for column in dropped),
                *(
                    ("row", label, self._row_text(row))
                    for row, label in zip(rows, labels, strict=True)
                ),
            ),
        )

    def _edges(self, columns: Sequence[int]) -> list[float]:
        """The edges of the columns that are left; each begins where it began."""
        table = self.table
        if list(columns) == sorted(columns):
            return [*(table.columns[c] for c in columns), table.columns[max(columns) + 1]]
        edges = [table.columns[min(columns)]]
        for column in columns:
            edges.append(edges[-1] + table.columns[column + 1] - table.columns[column])
        return edges

    def _header(self, column: int) -> str:
        """The name above a column, from the lowest header cell that is its own."""
        for row in range(self.body - 1, self.start - 1, -1):
            cell = self.table.at(row, column)
            if cell is not None and not cell.is_empty and cell.column_span == 1:
                return cell.name(self.vocabulary)
        return ""

    def _form_columns(self, names: Sequence[str]) -> list[int]:
        found = [column for column in range(len(names)) if self._is_form(column, names)]
        rest = [name for column, name in enumerate(names) if column not in found and column]
        if levels_likelihood(rest) >= current().forms.sure_levels:
            found += [
                c for c in range(1, len(names)) if c not in found and _key(names[c]) in REMARKS
            ]
        # Whatever else a table of fields alone is, it is not for this module to empty it.
        return sorted(found) if len(found) < len(names) - 1 else []

    def _is_form(self, column: int, names: Sequence[str]) -> bool:
        key = _key(names[column])
        texts = [self._text(row, column) for row in range(self.body, self.table.row_count)]
        if key in LEVEL_NOUNS and key not in FORM_WORDS:
            return False
        if column == 0:
            return self._numbers_rows(key, texts)
        if not all(_is_field(text) for text in texts):
            return _are_sums(texts) or (key in FORM_WORDS and self._is_brief(texts))
        if key in FORM_WORDS or (_is_field(names[column]) and not names[column].strip()):
            return True
        if not any(texts):
            return False
        # Numbers below a name that says nothing: a level would be defined in words.
        return not self._is_level(column, names)

    def _is_level(self, column: int, names: Sequence[str]) -> bool:
        """Whether a column's name is a step of the same scale as the other ones."""
        others = [name for name in names[1:] if _key(name) not in FORM_WORDS]
        return names[column] in others and levels_likelihood(others) >= current().forms.sure_levels

    def _numbers_rows(self, key: str, texts: Sequence[str]) -> bool:
        """Whether the first column only numbers the rows, whose names stand beside it."""
        if not any(texts) or not all(_is_field(text) or _is_reference(text) for text in texts):
            return False
        if key in NUMBERINGS:
            return True
        beside = [self._text(row, 1) for row in range(self.body, self.table.row_count)]
        numbers = [text.rstrip(".") for text in texts if text]
        are_names = bool(beside) and median(map(len, beside)) <= current().roles.long_text
        if not all(beside) or not are_names or key:
            return False
        is_counted = is_bare_series(numbers) and len(numbers) == len(texts)
        return is_counted and levels_likelihood(beside) < current().forms.sure_levels

    def _is_brief(self, texts: Sequence[str]) -> bool:
        """Whether a column below a form's word holds no sentences."""
        long = sum(len(text.split()) > current().forms.brief_words for text in texts)
        return long <= current().forms.few_long * len(texts) and not _are_levels(texts)

    def _form_rows(self, dropped: Sequence[int]) -> list[int]:
        """Rows whose label is a form's word, and that hold no sentences."""
        found = []
        for row in range(self.body, self.table.row_count):
            label = next((c for c in range(self.table.column_count) if c not in dropped), 0)
            texts = [
                self._text(row, column)
                for column in range(label + 1, self.table.column_count)
                if column not in dropped
            ]
            is_field = all(_is_field(text) or is_band(text) for text in texts)
            text = self._text(row, label)
            if (_key(text) in FORM_ROWS and is_field) or _are_sums(texts):
                found.append(row)
        return found

    def _ordered(self, columns: list[int], names: Sequence[str]) -> list[int]:
        """The columns with a description behind all levels put beside the names."""
        last = columns[-1] if columns else 0
        levels = [names[column] for column in columns[1:-1]]
        is_moved = (
            len(levels) > 1
            and _key(names[last]) in DESCRIPTIONS
            and levels_likelihood(levels) >= current().forms.sure_levels
        )
        return [columns[0], last, *columns[1:-1]] if is_moved else columns

    def _text(self, row: int, column: int) -> str:
        cell = self.table.at(row, column)
        return "" if cell is None or cell.is_empty else cell.name(self.vocabulary)

    def _column_text(self, column: int) -> str:
        cells = [c for c in self.table.cells_in_column(column) if c.column_span == 1]
        return " ".join(cell.name(self.vocabulary) for cell in cells)

    def _row_text(self, row: int) -> str:
        return " ".join(cell.name(self.vocabulary) for cell in self.table.cells_in_row(row))


def left_out_remarks(table: Table) -> list[str]:
    """What was left out of a table, in sentences for a person; each name once."""
    remarks = []
    for kind, name, _ in table.left_out:
        shown = f"The {kind} “{name}” was" if name else f"A {kind} without a name was"
        remark = f"{shown} left out: it is to be filled in."
        if remark not in remarks:
            remarks.append(remark)
    return remarks


def _moved(table: Table, columns: Sequence[int]) -> Table:
    """The table with its columns in another order; only single fields can move."""
    if list(columns) == sorted(columns):
        return _kept(table, columns)
    places = {column: place for place, column in enumerate(columns)}
    cells = [
        replace(cell, column=places[cell.column])
        for cell in table.cells
        if cell.column in places and cell.column_span == 1
    ]
    edges = [float(number) for number in range(len(columns) + 1)]
    return replace(table, cells=cells, columns=edges)


def _kept(table: Table, columns: Sequence[int]) -> Table:
    rows = range(table.row_count)
    edges = [*(table.columns[c] for c in columns), table.columns[max(columns) + 1]]
    return select(table, rows, columns, edges)


def _key(name: str) -> str:
    """A name to look up: without numbers to fill in and without remarks in brackets."""
    bare = re.sub(r"\s*[(\[（].*$", "", judged(name)) or name
    return name_key(bare) or name.strip()


def _is_field(text: str) -> bool:
    return bool(_FIELD.match(text)) or _key(text) in {
        "yes",
        "no",
        "n a",
        "na",
        "ja",
        "nein",
        "nope",
        "x",
    }


def _are_sums(texts: Sequence[str]) -> bool:
    """Whether a row holds nothing but sums of money, as a band of salaries does."""
    held = [text for text in texts if text.strip()]
    return len(held) > 1 and all(map(_MONEY.match, held))


def _is_reference(text: str) -> bool:
    """Whether a text points to a standard: "1.2", "A3", "K12", "ISTE-4b"."""
    return (
        len(text) <= current().forms.longest_reference
        and bool(re.search(r"\d", text))
        and " " not in text.strip()
    )


def _are_levels(texts: Sequence[str]) -> bool:
    """Whether the texts of a column are steps of a scale: then they name what stands beside."""
    distinct = list(dict.fromkeys(text for text in texts if text))
    return scale_likelihood(distinct) >= current().forms.sure_levels
