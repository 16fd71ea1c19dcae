"""Parts of one table that lie on several pages become one table again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import fmean

from generation.core.recovery.level_names import (
    level_signal,
    levels_likelihood,
    name_key,
    strip_continued,
)
from generation.core.recovery.tables.cell_names import filled, is_banner, row_names
from generation.core.recovery.tables.headers import header_signs
from generation.core.recovery.tables.roles import name_column_of, roles_of
from generation.core.recovery.tables.table import Cell, Table
from generation.core.recovery.tables.weights import current
from generation.core.recovery.text import Vocabulary


def join_tables(tables: Sequence[Table], vocabulary: Vocabulary) -> list[Table]:
    """Tables with their continuations below (further rows) and beside (further columns)."""
    return _join_beside(_join_down(tables, vocabulary), vocabulary)


def _join_down(tables: Sequence[Table], vocabulary: Vocabulary) -> list[Table]:
    joined: list[Table] = []
    for table in tables:
        for place in _candidates(joined, table):
            grown = _continued(joined[place], table, vocabulary)
            if grown is not None:
                joined[place] = grown
                break
        else:
            joined.append(table)
    return joined


def _candidates(joined: Sequence[Table], table: Table) -> list[int]:
    """Tables that `table` may continue, the likeliest first.

    A sheet printed across before down comes back to its first columns after all others.
    """
    earlier = [n for n, other in enumerate(joined) if other.last_page < table.first_page]
    near = [n for n in earlier if joined[n].last_page == table.first_page - 1]
    rest = [n for n in earlier if n not in near]
    return near[::-1] + sorted(rest, key=lambda n: joined[n].last_page)


def _continued(table: Table, part: Table, vocabulary: Vocabulary) -> Table | None:
    """`table` with the rows of `part`; None where `part` is a table of its own."""
    fitted = _fitted(table, part)
    if fitted is None or not part.is_first_on_page:
        return None
    table, part = fitted
    repeated = _repeated_header(table, part, vocabulary)
    if repeated:
        if _has_other_heading(table, part):
            return None
        return _with_rows(table, part, repeated, vocabulary)
    if part.last_page > table.last_page + 1 and not _is_headless(part, vocabulary):
        return None
    if header_signs(part, 0, vocabulary) >= current().joins.new_header or _has_other_heading(
        table, part
    ):
        return None
    return _with_rows(table, part, 0, vocabulary)


def _is_headless(part: Table, vocabulary: Vocabulary) -> bool:
    return header_signs(part, 0, vocabulary) < current().joins.headless


def _has_other_heading(table: Table, part: Table) -> bool:
    """Whether a heading of its own stands above the part."""
    if not part.heading:
        return False
    return name_key(part.heading) != name_key(table.heading)


def _fitted(table: Table, part: Table) -> tuple[Table, Table] | None:
    """Both with the same columns, where their edges allow it."""
    weights = current().joins
    shift = part.columns[0] - table.columns[0]
    places = [place - shift for place in part.columns]
    if table.column_count == part.column_count:
        near = weights.edge if table.is_drawn else weights.edge_spaced * _narrowest(table)
        same = all(abs(a - b) <= near for a, b in zip(table.columns, places, strict=True))
        return (table, part) if same else None
    if abs(places[-1] - table.columns[-1]) > weights.edge:
        return None
    if table.column_count > part.column_count:
        finer = _refined(part, places, table.columns)
        return (table, finer) if finer is not None else None
    finer = _refined(table, table.columns, places)
    return (finer, part) if finer is not None else None


def _narrowest(table: Table) -> float:
    return min(b - a for a, b in pairwise(table.columns))


def _refined(table: Table, own: Sequence[float], edges: Sequence[float]) -> Table | None:
    """The table over finer columns, where all of its own edges are among them."""
    reach = current().joins.edge
    places = []
    for edge in own:
        near = [n for n, place in enumerate(edges) if abs(place - edge) <= reach]
        if not near:
            return None
        places.append(near[0])
    if table.column_count <= 1:
        return None
    cells = [
        replace(
            cell,
            column=places[cell.column],
            column_span=places[cell.column + cell.column_span] - places[cell.column],
        )
        for cell in table.cells
    ]
    return replace(table, columns=list(edges), cells=cells)


def _repeated_header(table: Table, part: Table, vocabulary: Vocabulary) -> int:
    """How many of the part's first rows repeat those of the table."""
    weights = current()
    rows = 0
    is_read = _is_read(part)
    while rows < min(weights.headers.most_rows + 1, part.row_count, table.row_count):
        above = _keys(table, rows, vocabulary)
        own = _keys(part, rows, vocabulary)
        same = sum(a == b for a, b in zip(above, own, strict=True))
        is_same = same >= weights.joins.same_names * len(own) or (
            is_read and _reads_alike(above, own)
        )
        if not is_same or not any(own):
            break
        rows += 1
    return rows


def _is_read(table: Table) -> bool:
    """Whether the text was read from a picture and may hold wrong letters."""
    return any(word.confidence < 1 for cell in table.cells_in_row(0) for word in cell.words)


def _reads_alike(above: Sequence[str], own: Sequence[str]) -> bool:
    """Whether two rows differ by no more than what OCR mistakes, numbers included."""
    one, other = " ".join(above), " ".join(own)
    digits = ["".join(filter(str.isdigit, text)) for text in (one, other)]
    same_digits = SequenceMatcher(None, digits[0], digits[1], autojunk=False).ratio()
    likeness = fmean(
        SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in zip(above, own, strict=True)
    )
    return min(likeness, same_digits) >= current().joins.misread


def _keys(table: Table, row: int, vocabulary: Vocabulary) -> list[str]:
    """What a row says, one key a column."""
    return [name_key(text) for text in _texts(table, row, vocabulary)]


def _with_rows(table: Table, part: Table, skip: int, vocabulary: Vocabulary) -> Table:
    """The table with the part's rows from `skip` on; a row cut by the page becomes one again."""
    heights = part.row_heights[skip:]
    merges = (
        bool(heights)
        and not _has_nameless_rows(table, vocabulary)
        and (
            _is_cut_row(table, part, skip, vocabulary)
            or _is_begun_row(table, part, skip, vocabulary)
        )
    )
    kept = [replace(cell, parts=list(cell.parts)) for cell in table.cells]
    grown = replace(table, cells=kept)
    shift = table.row_count - skip - merges
    added = [replace(cell, row=cell.row + shift) for cell in part.cells if cell.row >= skip]
    if merges:
        added = _not_taken(grown, added)
    elif heights:
        _carry_groups(grown, added, _name_column(table, vocabulary))
    return replace(
        grown,
        row_heights=[*table.row_heights, *heights[merges:]],
        cells=[*kept, *added],
        last_page=part.last_page,
        bottom=part.bottom,
    )


def _not_taken(table: Table, cells: Sequence[Cell]) -> list[Cell]:
    """The cells but for those that go on with a cell of the table's last row, which takes them."""
    last = table.row_count - 1
    rest: list[Cell] = []
    for cell in cells:
        above = table.at(last, cell.column) if cell.row == last else None
        if above is None or above.column_span != cell.column_span:
            rest.append(cell)
            continue
        above.parts.extend(part for part in cell.parts if part.words)
        above.row_span = max(above.row_span, cell.row + cell.row_span - above.row)
    return rest


def _is_cut_row(table: Table, part: Table, skip: int, vocabulary: Vocabulary) -> bool:
    """Whether the part's first row goes on with the table's last one: it has no name."""
    last = table.row_count - 1
    if is_banner(part, skip) or is_banner(table, last):
        return False
    column = _name_column(table, vocabulary)
    texts, before = _texts(part, skip, vocabulary), _texts(table, last, vocabulary)
    name = texts[column]
    if not name:
        return any(texts[column + 1 :]) and not _names_another_level(before, texts)
    is_marked = strip_continued(name) != name
    return is_marked and name_key(strip_continued(name)) == name_key(before[column])


def _names_another_level(before: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether a column of a list names one level above the page's edge and another below it."""
    sure = current().joins.new_level
    pairs = zip(before, texts, strict=True)
    return any(
        name_key(one) != name_key(other) and min(level_signal(one), level_signal(other)) >= sure
        for one, other in pairs
        if one and other
    )


def _has_nameless_rows(table: Table, vocabulary: Vocabulary) -> bool:
    """Whether rows without a name stand inside the table: then none of them is a cut one."""
    column, weights = _name_column(table, vocabulary), current().joins
    rows = range(1, table.row_count - 1)
    nameless = sum(
        (label := table.at(row, column)) is not None
        and label.is_empty
        and len(filled(table.row(row)[column + 1 :])) > 1
        for row in rows
    )
    return nameless > 1 and nameless >= weights.nameless * len(rows)


def _texts(table: Table, row: int, vocabulary: Vocabulary) -> list[str]:
    """What a row says, one text a column."""
    return [cell.name(vocabulary) if cell else "" for cell in table.row(row)]


def _is_begun_row(table: Table, part: Table, skip: int, vocabulary: Vocabulary) -> bool:
    """Whether the table's last row has a name only in the part: the page cut it before that."""
    row = table.row_count - 1
    column = _name_column(table, vocabulary)
    last, own = table.at(row, column), part.at(skip, column)
    if not table.is_drawn or last is None or own is None or is_banner(part, skip):
        return False
    is_new = last.row == row and last.is_empty and len(table.cells_in_row(row)) > 0
    return is_new and row > 1 and not own.is_empty


def _name_column(table: Table, vocabulary: Vocabulary) -> int:
    """The column that names the rows: after categories, before explanations."""
    roles = roles_of(table, vocabulary)
    if roles is None or not roles.label_columns:
        return 0
    return name_column_of(table, roles, vocabulary)


def _carry_groups(table: Table, added: list[Cell], name_column: int) -> None:
    """A merged cell of names that the page cut is one again; its text stands on one side."""
    for column in range(name_column + 1):
        above = table.at(table.row_count - 1, column)
        if above is None or (above.row_span == 1 and not above.is_turned):
            continue
        for cell in added:
            if cell.column != column or cell.row != table.row_count:
                continue
            is_named_below = above.is_empty and cell.row_span > 1
            if cell.is_empty or is_named_below:
                above.parts.extend(part for part in cell.parts if part.words)
                above.row_span += cell.row_span
                added.remove(cell)
                break


def _join_beside(tables: list[Table], vocabulary: Vocabulary) -> list[Table]:
    """Columns that a sheet spilled over to other pages come back to their rows."""
    joined: list[Table] = []
    for table in tables:
        if joined and _is_spill(joined[-1], table, vocabulary):
            joined[-1] = _with_columns(joined[-1], table)
        else:
            joined.append(table)
    return joined


def is_spilled(part: Table, tables: Sequence[Table]) -> bool:
    """Whether a column alone on its page has the rows of a table on an earlier one."""
    return any(table.first_page < part.first_page and _has_rows(table, part) for table in tables)


def _has_rows(table: Table, part: Table) -> bool:
    """Whether both have as many rows, of the same heights."""
    if part.row_count != table.row_count:
        return False
    weights = current().joins
    heights = zip(table.row_heights, part.row_heights, strict=True)
    return all(abs(a - b) <= max(weights.edge, weights.row_height * a) for a, b in heights)


def _is_spill(table: Table, part: Table, vocabulary: Vocabulary) -> bool:
    """Whether the part has the table's rows but no names for them."""
    if part.first_page == table.first_page or not _has_rows(table, part):
        return False
    own = row_names(part, 0, vocabulary)
    before = row_names(table, 0, vocabulary)
    if name_key(own[0]) == name_key(before[0]) and own[0]:
        return False
    weights = current().joins
    first = part.cells_in_column(0, 1)
    names = {name_key(cell.name(vocabulary)) for cell in table.cells_in_column(0, 1)}
    repeats = sum(name_key(cell.name(vocabulary)) in names for cell in first)
    if first and repeats >= weights.repeated_names * len(first):
        return False
    likelihood = levels_likelihood([*before[1:], *own])
    least = levels_likelihood(before[1:]) - weights.likelihood_loss
    return likelihood >= least or likelihood < weights.unlikely


def _with_columns(table: Table, part: Table) -> Table:
    """The table with the part's columns to the right of its own."""
    shift = table.columns[-1] - part.columns[0]
    cells = [replace(cell, column=cell.column + table.column_count) for cell in part.cells]
    return replace(
        table,
        columns=[*table.columns, *(edge + shift for edge in part.columns[1:])],
        cells=[*table.cells, *cells],
        last_page=part.last_page,
        bottom=part.bottom,
    )
