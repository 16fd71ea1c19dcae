"""From the tables of a document to the matrices of its guides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generation.core.reading import Document
from generation.core.recovery.level_names import competency_signal, name_key
from generation.core.recovery.matrix import Matrix, MatrixCell, MatrixCompetency, Source
from generation.core.recovery.tables.blocks import crossed, parted
from generation.core.recovery.tables.forms import without_forms
from generation.core.recovery.tables.joining import join_tables
from generation.core.recovery.tables.lists import unlisted
from generation.core.recovery.tables.marks import without_marks
from generation.core.recovery.tables.sheet import Row, Sheet, read_sheet
from generation.core.recovery.tables.stacks import stacked
from generation.core.recovery.tables.table import Part, Table
from generation.core.recovery.tables.weights import current
from generation.core.recovery.text import Vocabulary, definition_text, vocabulary_of

_PART = re.compile(
    r"\b(?:part|section|sheet|page|table|teil|seite|tabelle|blatt|partie|parte|tabla|página|deel|"
    r"tabel|del|osa|część|часть)?\s*\b(?:\d{1,2}|[ivx]{1,4}|[a-d])"
    r"(?:\s*(?:of|von|de|di|van|z)?\s*\d{1,2})?$"
)


def matrices_of(tables: Sequence[Table], document: Document) -> list[tuple[Matrix, Sheet]]:
    """The guides in tables of a document, each with the sheet it came from, in page order."""
    vocabulary = vocabulary_of(document)
    whole = join_tables(parted(tables, vocabulary), vocabulary)
    cleared = [_cleared(table, vocabulary) for table in whole]
    joined = stacked(crossed(cleared, vocabulary), vocabulary)
    merged = _merge(_sheets(joined, vocabulary))
    plausible = [sheet for sheet in merged if _is_plausible(sheet)]
    main = _main_sheets(plausible)
    return [(_matrix(sheet, document, vocabulary), sheet) for sheet in main]


def _cleared(table: Table, vocabulary: Vocabulary) -> Table:
    """The table as a grid, without fields to be filled in; a list may count its levels in one."""
    grid = unlisted(table, vocabulary)
    if grid is not table:
        return grid
    return unlisted(without_marks(without_forms(table, vocabulary), vocabulary), vocabulary)


def _sheets(tables: Sequence[Table], vocabulary: Vocabulary) -> list[Sheet]:
    """The tables that have names; those with the same header have their levels on one side."""
    read = [(table, read_sheet(table, vocabulary)) for table in tables]
    named = [(table, sheet) for table, sheet in read if sheet is not None]
    surest = _surest(named, vocabulary)
    known = frozenset(key for _, sheet in named for key in sheet.row_keys)
    sheets = []
    for table, sheet in named:
        across = surest[_header_key(table, vocabulary)].levels_across
        if across != sheet.levels_across or _has_category_of(sheet, known):
            sheets.append(read_sheet(table, vocabulary, across, known) or sheet)
        else:
            sheets.append(sheet)
    return sheets


def _surest(named: Sequence[tuple[Table, Sheet]], vocabulary: Vocabulary) -> dict[str, Sheet]:
    """For every header the sheet that tells its axes best."""
    surest: dict[str, Sheet] = {}
    for table, sheet in named:
        key = _header_key(table, vocabulary)
        if key not in surest or sheet.sureness > surest[key].sureness:
            surest[key] = sheet
    return surest


def _has_category_of(sheet: Sheet, known: frozenset[str]) -> bool:
    """Whether a category is called as a competency of one of the tables."""
    return not known.isdisjoint(name_key(row.category) for row in sheet.rows)


def _header_key(table: Table, vocabulary: Vocabulary) -> str:
    return "|".join(name_key(cell.name(vocabulary)) if cell else "" for cell in table.row(0)[1:])


def _merge(sheets: list[Sheet]) -> list[Sheet]:
    """Sheets that go on with each other: further levels of the same rows, or further rows."""
    merged: list[Sheet] = []
    for sheet in sheets:
        for place in range(len(merged) - 1, -1, -1):
            grown = _beside(merged[place], sheet) or _below(merged[place], sheet)
            if grown is not None:
                merged[place] = grown
                break
        else:
            merged.append(sheet)
    return merged


def _same_heading(one: Table, other: Table) -> bool:
    """Whether the second table stands under no heading of its own."""
    if not other.heading:
        return True
    return _without_part(other.heading) == _without_part(one.heading)


def _without_part(heading: str) -> str:
    """The heading without the number of the part: "Part 2", "(2 of 3)", "II"."""
    key = name_key(heading)
    shorter = _PART.sub("", key).strip()
    return shorter or "part"


def _beside(one: Sheet, other: Sheet) -> Sheet | None:
    """Both sheets side by side, where the second has further levels for the same rows."""
    if one.levels_across != other.levels_across:
        return None
    if not one.levels_across:
        return _beside_transposed(one, other)
    if not _same_names(one.row_keys, other.row_keys):
        return None
    if set(one.level_keys) & set(other.level_keys) or not _same_heading(one.table, other.table):
        return None
    rows = []
    for row, further in zip(one.rows, other.rows, strict=True):
        cells = {**row.cells, **{n + len(one.levels): c for n, c in further.cells.items()}}
        rows.append(replace(row, cells=cells))
    return replace(one, levels=[*one.levels, *other.levels], rows=rows, table=_both(one, other))


def _beside_transposed(one: Sheet, other: Sheet) -> Sheet | None:
    """Further competencies for the same levels, where the levels are rows."""
    if not _same_names(one.level_keys, other.level_keys):
        return None
    if set(one.row_keys) & set(other.row_keys) or not _same_heading(one.table, other.table):
        return None
    return replace(one, rows=[*one.rows, *other.rows], table=_both(one, other))


def _same_names(one: Sequence[str], other: Sequence[str]) -> bool:
    if len(one) != len(other) or not one:
        return False
    same = sum(a == b for a, b in zip(one, other, strict=True))
    return same >= current().guides.same_names * len(one)


def _both(one: Sheet, other: Sheet) -> Table:
    left_out = (*one.table.left_out, *other.table.left_out)
    last_page, bottom = other.table.last_page, other.table.bottom
    return replace(one.table, last_page=last_page, bottom=bottom, left_out=left_out)


def _below(one: Sheet, other: Sheet) -> Sheet | None:
    """The rows of both sheets, where both have the same levels and make one guide."""
    if one.levels_across != other.levels_across or not one.levels_across:
        return None
    if not _same_names(one.level_keys, other.level_keys) or one.is_labelled != other.is_labelled:
        return None
    if set(one.row_keys) & set(other.row_keys) or _is_new_guide(one.table, other.table):
        return None
    rows = [*_in_category(one), *_in_category(other)]
    return replace(one, rows=rows, table=replace(_both(one, other), heading=""))


def _is_new_guide(one: Table, other: Table) -> bool:
    """Whether the second table's heading is as loud as the first one's title."""
    if not other.heading or name_key(one.heading) == name_key(other.heading):
        return False
    if other.first_page == one.last_page:
        return False
    weights = current().guides
    signal = max(competency_signal(one.heading), competency_signal(other.heading))
    if signal >= weights.competency or not one.title:
        return False
    return other.heading_size >= one.title_size - weights.as_loud


def _in_category(sheet: Sheet) -> list[Row]:
    """The rows under the heading of their table, where that is no title of the guide."""
    heading, table = sheet.table.heading, sheet.table
    is_long = len(heading.split()) > current().guides.most_category_words
    if not heading or heading == table.title or is_long:
        return sheet.rows
    return [row if row.category else replace(row, category=heading) for row in sheet.rows]


def _is_plausible(sheet: Sheet) -> bool:
    """Whether a sheet may be a guide: several levels and rows, and words in its cells."""
    cells = [parts for row in sheet.rows for parts in row.cells.values()]
    weights = current().guides
    if len(sheet.levels) <= 1 or len(sheet.rows) <= 1 or len(cells) < weights.least_cells:
        return False
    if len(cells) < weights.least_filled * len(sheet.levels) * len(sheet.rows):
        return False
    prose = sum(_is_prose(parts) for parts in cells)
    return prose >= weights.prose * len(cells)


def _is_prose(parts: Sequence[Part]) -> bool:
    """Whether a cell holds words rather than a number, a date, a mark or one keyword."""
    words = [word.text for part in parts for word in part.words]
    letters = sum(char.isalpha() for text in words for char in text)
    is_unspaced = any("\u3040" <= char <= "\u9fff" for text in words for char in text)
    weights = current().guides
    if is_unspaced:
        return letters >= weights.prose_letters_unspaced
    return letters >= weights.prose_letters and len(words) > 1


def _letters(sheet: Sheet) -> int:
    """How much the cells of a sheet hold, in characters."""
    return sum(
        len(word.text)
        for row in sheet.rows
        for parts in row.cells.values()
        for part in parts
        for word in part.words
    )


def _main_sheets(sheets: list[Sheet]) -> list[Sheet]:
    """The guides: the largest sheet, and others that are guides on their own."""
    if not sheets:
        return []
    start = current().guides.head_start
    best = max(sheets, key=lambda sheet: _letters(sheet) * (start + sheet.likelihood))
    return [sheet for sheet in sheets if sheet is best or _is_own_guide(sheet, best)]


def _is_own_guide(sheet: Sheet, best: Sheet) -> bool:
    """Whether a sheet is a guide beside the largest one, rather than a part of its page."""
    weights = current().guides
    share = _letters(sheet) / max(1, _letters(best))
    is_turned = sheet.levels_across != best.levels_across
    return (
        share >= (weights.least_share_turned if is_turned else weights.least_share)
        and sheet.likelihood >= weights.least_likelihood
        and len(sheet.rows) > 1
    )


def _matrix(sheet: Sheet, document: Document, vocabulary: Vocabulary) -> Matrix:
    cells: list[MatrixCell] = []
    for number, row in enumerate(sheet.rows):
        for level in sorted(row.cells):
            text = definition_text(
                [line for part in row.cells[level] for line in part.lines()], vocabulary
            )
            if text:
                sources = tuple(Source(part.page, part.box) for part in row.cells[level])
                cells.append(MatrixCell(level, number, text, sources))
    competencies = tuple(
        MatrixCompetency(row.name, row.category, row.description) for row in sheet.rows
    )
    title = sheet.table.title or document.title
    left_out = tuple(text for _, _, text in sheet.table.left_out)
    return Matrix(tuple(sheet.levels), competencies, tuple(cells), title, left_out)
