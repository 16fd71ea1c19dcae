"""Which rows and columns of a table hold names, and which of the names are levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from generation.core.recovery.tables.table import Cell, Table
from generation.core.recovery.text import Vocabulary


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MOST_HEADER_ROWS = 3
MOST_NAME_LETTERS = 90
"""A name in a header is shorter than this; what is longer is a definition or an explanation."""
COMPETENCY_NOUNS = _set(
    """
    competency competencies competence competences skill skills area areas dimension dimensions
    attribute attributes capability capabilities criterion criteria pillar theme topic trait
    behaviour behaviours behavior behaviors expectation expectations responsibility factor aspect
    kompetenz kompetenzen kompetenzfeld fähigkeit fähigkeiten bereich thema kriterium merkmal
    compétence compétences domaine critère critères aptitude axe
    competencia competencias habilidad área criterio dimensión competenza competenze
    competência competências competentie competenties vaardigheid kompetens färdighet område
    kompetence kompetanse osaaminen taito kompetencja umiejętność obszar
    компетенция навык область مهارة المهارة الكفاءة المجال כישור מיומנות תחום
    能力 スキル コンピテンシー 評価項目 项目 維度 维度 역량 항목
    """
)
"""Nouns that stand in a corner above the names of competencies."""
EXPLAINING = _set(
    """
    description descriptions definition definitions summary overview explanation meaning details
    notes comment comments purpose rationale why what beschreibung definition erläuterung
    bedeutung descripción définition descrizione descrição omschrijving beskrivning beskrivelse
    kuvaus opis описание תיאור الوصف 説明 定義 说明 描述 설명
    """
)
"""Headers of columns that explain a competency."""
LONG_TEXT = 45
"""From this median number of characters on, a column holds sentences rather than names."""


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
    reader = _Reader(table, vocabulary)
    if table.column_count < 2 or table.row_count < 2:
        return None
    title_rows = reader.title_rows()
    header_rows = reader.header_rows(title_rows)
    if not header_rows or title_rows + header_rows >= table.row_count:
        return None
    return reader.roles(title_rows, header_rows)


def is_banner(table: Table, row: int) -> bool:
    """Whether a row holds nothing but one cell over (nearly) all columns."""
    cells = table.cells_in_row(row)
    return (
        len(cells) == 1
        and table.column_count > 2
        and cells[0].column_span >= max(2, 0.6 * table.column_count)
        and cells[0].row_span == 1
    )


def is_lone_label(table: Table, row: int, labels: int) -> bool:
    """Whether a row holds nothing but text in its label columns."""
    cells = table.cells_in_row(row)
    return bool(cells) and all(cell.column + cell.column_span <= max(1, labels) for cell in cells)


class _Reader:
    """Reads the names of one table; texts are made once."""

    def __init__(self, table: Table, vocabulary: Vocabulary) -> None:
        self.table = table
        self.vocabulary = vocabulary
        self._texts: dict[int, str] = {}

    def text(self, cell: Cell | None) -> str:
        if cell is None or cell.is_empty:
            return ""
        if id(cell) not in self._texts:
            self._texts[id(cell)] = cell.name(self.vocabulary)
        return self._texts[id(cell)]

    def title_rows(self) -> int:
        """Rows above the header that hold one cell over all columns."""
        row = 0
        while row < min(3, self.table.row_count - 2) and is_banner(self.table, row):
            row += 1
        return row

    def header_rows(self, start: int) -> int:
        """How many rows from `start` on hold names: at least one, where they are names at all."""
        if not self._is_names_row(start):
            return 0
        corner = self.table.at(start, 0)
        rows = 1
        if corner is not None and corner.column_span < self.table.column_count:
            rows = max(rows, min(corner.row_span, MOST_HEADER_ROWS))
        while (
            rows < MOST_HEADER_ROWS
            and start + rows + 1 < self.table.row_count
            and self._is_second_header(start + rows, start)
        ):
            rows += 1
        return rows

    def _is_names_row(self, row: int) -> bool:
        cells = self.table.row(row)
        texts = [self.text(cell) for cell in cells]
        filled = [text for text in texts[1:] if text]
        if not filled:
            return False
        names = [self._name_part(cell) for cell in cells[1:] if self.text(cell)]
        if median(map(len, names)) > MOST_NAME_LETTERS or max(map(len, names)) > 200:
            return False
        sentences = sum(
            name.rstrip().endswith((".", ";", "。")) and len(name) > 25 for name in names
        )
        return sentences <= 0.34 * len(names)

    def _name_part(self, cell: Cell | None) -> str:
        return split_name(cell, self.vocabulary)[0] if cell is not None else ""

    def _is_second_header(self, row: int, first: int) -> bool:
        """Whether a row goes on with the names of the row above it."""
        table = self.table
        above, own = table.row(first), table.row(row)
        label = own[0]
        if label is not None and not label.is_empty and label is not above[0]:
            return False
        if any(
            cell is not None and cell in above for cell in own[1:] if cell and not cell.is_empty
        ):
            return True
        if not self._is_names_row(row) or is_banner(table, row):
            return False
        texts = [self.text(cell) for cell in own[1:]]
        if sum(map(bool, texts)) < 0.6 * len(texts):
            return False
        body = [c for r in range(row + 1, min(row + 4, table.row_count)) for c in table.row(r)[1:]]
        long = [len(self.text(cell)) for cell in body if cell is not None and not cell.is_empty]
        is_short = bool(long) and median(map(len, texts)) < 0.5 * median(long)
        return is_short and (
            all(cell is None or cell.is_empty or cell.is_bold for cell in own[1:])
            or levels_likelihood([text for text in texts if text]) >= 0.5
        )

    def roles(self, title_rows: int, header_rows: int) -> Roles:
        body = title_rows + header_rows
        fits = []
        for labels in self._label_counts(title_rows):
            header = self.header_names(title_rows, header_rows, labels)
            names = self.label_names(body, labels)
            margin = levels_first(header, names) if names else levels_likelihood(header)
            margin += self._corner(title_rows, body, labels)
            across = margin >= 0
            fit = max(
                levels_likelihood(header) if across else 0.0,
                levels_likelihood(names) if names and not across else 0.0,
            )
            fit += 0.35 * (competencies_likelihood(names if across else header) if names else 0.0)
            fit += self._label_fit(body, labels) - 0.6 * _sentence_share(names)
            sureness = min(1.0, abs(margin))
            fits.append((fit, Roles(title_rows, header_rows, labels, across, sureness)))
        return max(fits, key=lambda item: item[0])[1]

    def _label_counts(self, title_rows: int) -> Sequence[int]:
        """How many leading columns may hold names."""
        widest = min(3, self.table.column_count - 1)
        corner = self.table.at(title_rows, 0)
        if corner is not None and not corner.is_empty and corner.column_span in (2, 3):
            return [corner.column_span] if corner.column_span <= widest else [1]
        return range(widest + 1)

    def _label_fit(self, body: int, labels: int) -> float:
        """How well the shape of the columns agrees with this number of label columns."""
        lengths = [self._usual_length(column, body) for column in range(self.table.column_count)]
        is_alternating = self._alternates(body)
        if labels == 0 and is_alternating:
            return 0.0
        if labels == 0:
            has_corner = bool(self.text(self.table.at(body - 1, 0)))
            return -0.3 if lengths[0] > LONG_TEXT and has_corner else -1.1
        explains = [column for column in range(1, labels) if lengths[column] > LONG_TEXT]
        told = sum(name_key(self.text(self.table.at(body - 1, c))) in EXPLAINING for c in explains)
        fit = -0.6 if is_alternating else 0.0
        fit += 0.65 * told - 0.35 * len(explains) - (0.5 if lengths[0] > LONG_TEXT else 0.0)
        names = labels - len(explains)
        if explains and explains[0] != names:
            fit -= 0.5
        if names >= 2:
            groups = all(self._is_group_column(column, body) for column in range(names - 1))
            fit -= 0.1 if groups else 0.4
            fit -= 0.5 if self._is_group_column(names - 1, body) else 0.0
        rest = lengths[labels:]
        is_short = lengths[labels] < 0.4 * fmean(rest) and lengths[labels] <= LONG_TEXT
        if not explains and is_short and self._is_group_column(labels - 1, body):
            fit -= 0.45
        return fit

    def _alternates(self, body: int) -> bool:
        """Whether every row of definitions stands below a row that names it over all columns."""
        if not self.text(self.table.at(body - 1, 0)):
            return False
        rows = range(body, self.table.row_count)
        banners = [is_banner(self.table, row) for row in rows]
        return sum(banners) >= 2 and all(a != b for a, b in pairwise(banners)) and banners[0]

    def _usual_length(self, column: int, body: int) -> float:
        cells = [c for c in self.table.cells_in_column(column, body) if c.column_span == 1]
        return median(len(self.text(cell)) for cell in cells) if cells else 0.0

    def _is_group_column(self, column: int, body: int) -> bool:
        """Whether the cells of a column stand for several rows: merged, sparse or repeated."""
        rows = self.table.row_count - body
        cells = [c for c in self.table.cells_in_column(column, body) if c.column_span == 1]
        distinct = len({self.text(cell) for cell in cells})
        return rows > 1 and 0 < distinct <= 0.75 * rows

    def header_names(self, title_rows: int, header_rows: int, labels: int) -> list[str]:
        """The names in the header, one a column."""
        names = []
        for column in range(labels, self.table.column_count):
            stack = [
                self.table.at(row, column) for row in range(title_rows, title_rows + header_rows)
            ]
            names.append(stack_name(stack, self.vocabulary))
        return names

    def label_names(self, body: int, labels: int) -> list[str]:
        """The names in the label columns, one a row; banners and empty labels left out."""
        if not labels:
            return []
        column = self.name_column(body, labels)
        names: list[str] = []
        last: Cell | None = None
        for row in range(body, self.table.row_count):
            cell = self.table.at(row, column)
            if cell is None or cell.is_empty or cell is last or is_banner(self.table, row):
                continue
            names.append(split_name(cell, self.vocabulary)[0])
            last = cell
        return names

    def name_column(self, body: int, labels: int) -> int:
        """The label column that names single rows: the last one with short texts."""
        for column in range(labels - 1, 0, -1):
            if self._usual_length(column, body) <= LONG_TEXT:
                return column
        return 0

    def _corner(self, title_rows: int, body: int, labels: int) -> float:
        """What the corner says about the labels below it: above 0 they are competencies."""
        if not labels:
            return 0.0
        text = " ".join(
            self.text(self.table.at(row, column))
            for row in range(title_rows, body)
            for column in range(labels)
        )
        words = [
            word.strip("/|\\:,()").casefold() for part in text.split("/") for word in part.split()
        ]
        for word in words:
            if word in LEVEL_NOUNS or word.rstrip("s") in LEVEL_NOUNS:
                return -0.3
            if (
                word in COMPETENCY_NOUNS
                or word in COMPETENCY_WORDS
                or word.rstrip("s") in COMPETENCY_WORDS
            ):
                return 0.3
        return 0.0


def _sentence_share(names: Sequence[str]) -> float:
    """The share of names that end as sentences do."""
    return sum(name.endswith((".", ";", "。", "!")) for name in names) / max(1, len(names))


def name_column_of(table: Table, roles: Roles, vocabulary: Vocabulary) -> int:
    """The label column that names single rows."""
    return _Reader(table, vocabulary).name_column(roles.body, roles.label_columns)


def split_name(cell: Cell, vocabulary: Vocabulary) -> tuple[str, str]:
    """The name at the head of a cell and the explanation that follows it in another style."""
    lines = cell.lines()
    whole = cell.name(vocabulary)
    if len(lines) < 2 or len(whole) < 40:
        return whole, ""
    first = lines[0].style
    count = 1
    while count < len(lines):
        style = lines[count].style
        if style.bold != first.bold or abs(style.size - first.size) > 0.8:
            break
        count += 1
    is_accented = first.bold or (count < len(lines) and first.size > lines[count].size + 0.8)
    if count == len(lines) or not is_accented:
        return _split_paragraphs(cell, whole, vocabulary)
    from generation.core.recovery.text import definition_text

    head = " ".join(definition_text(lines[:count], vocabulary).split())
    return head, definition_text(lines[count:], vocabulary)


def _split_paragraphs(cell: Cell, whole: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """A short first paragraph names a cell whose other paragraphs are sentences."""
    if len(whole) <= MOST_NAME_LETTERS:
        return whole, ""
    head, _, rest = cell.text(vocabulary).partition("\n")
    if rest and len(head) <= 60 and len(rest) > 60 and not head.endswith("."):
        return head, rest
    return whole, ""


def stack_name(stack: Sequence[Cell | None], vocabulary: Vocabulary) -> str:
    """The name that the header cells of one column make together, without those of a group."""
    cells: list[Cell] = []
    for cell in stack:
        if cell is not None and not cell.is_empty and cell not in cells:
            cells.append(cell)
    single = [cell for cell in cells if cell.column_span == 1] or cells[-1:]
    return " ".join(split_name(cell, vocabulary)[0] for cell in single)


def transposed(table: Table) -> Table:
    """The table with its rows as columns."""
    cells = [
        replace(
            cell,
            row=cell.column,
            column=cell.row,
            row_span=cell.column_span,
            column_span=cell.row_span,
        )
        for cell in table.cells
    ]
    edges = [0.0]
    for height in table.row_heights:
        edges.append(edges[-1] + height)
    widths = [high - low for low, high in zip(table.columns, table.columns[1:], strict=False)]
    return replace(table, columns=edges, row_heights=widths, cells=cells, _grid={})


def header_signs(table: Table, row: int, vocabulary: Vocabulary) -> float:
    """How much a row looks like a header by its own looks: 0 to 1."""
    reader = _Reader(table, vocabulary)
    if row + 1 >= table.row_count or not reader._is_names_row(row):
        return 0.0
    own = [cell for cell in table.row(row)[1:] if cell is not None and not cell.is_empty]
    below = [
        cell
        for r in range(row + 1, min(row + 4, table.row_count))
        for cell in table.row(r)[1:]
        if cell is not None and not cell.is_empty
    ]
    if not own:
        return 0.0
    signs = 0.0
    if all(cell.is_bold for cell in own) and below and not all(cell.is_bold for cell in below):
        signs += 0.5
    if own[0].fill is not None and below and all(c.fill != own[0].fill for c in below):
        signs += 0.4
    signs += 0.6 * levels_likelihood([reader.text(cell) for cell in own])
    lengths = [len(reader.text(cell)) for cell in below]
    if lengths and median(len(reader.text(cell)) for cell in own) > 0.6 * median(lengths):
        signs -= 0.4
    return max(0.0, min(1.0, signs))


def header_texts(table: Table, row: int, vocabulary: Vocabulary) -> list[str]:
    """The names in a row, one a column, empty where there is none."""
    return [
        split_name(cell, vocabulary)[0] if cell and not cell.is_empty else ""
        for cell in table.row(row)
    ]


__all__ = [
    "Roles",
    "header_signs",
    "header_texts",
    "is_banner",
    "is_lone_label",
    "level_signal",
    "name_column_of",
    "roles_of",
    "split_name",
    "stack_name",
    "transposed",
]
