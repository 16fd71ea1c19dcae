"""Where a table without walls ends: headings that begin another one, and texts outside it."""

from __future__ import annotations

from collections.abc import Sequence

from generation.core.recovery.tables.rows import Row, begins_at, pieces_of
from generation.core.recovery.tables.weights import current


def headings_between(rows: Sequence[Row]) -> set[int]:
    """Lone lines above a header that stood on the page before: another table begins there."""
    seen: set[str] = set()
    found: set[int] = set()
    for number, row in enumerate(rows):
        if len(pieces_of(row)) < current().rivers.least_texts:
            continue
        if row.text in seen:
            found.update(_heading_above(rows, number))
        seen.add(row.text)
    return found


def _heading_above(rows: Sequence[Row], number: int) -> range:
    """The lone lines right above a row, where white space parts them from what is above."""
    weights = current().regions
    above = number - 1
    while (
        above > 0 and len(pieces_of(rows[above])) == 1 and number - above <= weights.heading_lines
    ):
        if rows[above].top - rows[above - 1].bottom > weights.heading_apart * rows[above].size:
            return range(above, number)
        above -= 1
    return range(0)


def is_other_table(rows: Sequence[Row], n: int, anchor: int, kept: set[int]) -> bool:
    """Whether row `n` is a heading that parts the anchor's table from what lies beyond.

    `kept` are the rows that are known to be the table's own.
    """
    row, weights = rows[n], current().regions
    if len(pieces_of(row)) > 1:
        return False
    usual = sorted(rows[k].size for k in kept)[len(kept) // 2]
    is_large = row.size >= weights.heading_size * usual
    if n < anchor or n + 1 >= len(rows):
        return is_large
    if not is_large:
        is_bold = all(word.bold for word in row.words)
        if not is_bold or row.top - rows[n - 1].bottom <= weights.heading_gap * row.size:
            return False
    return _is_other_header(rows, n + 1, anchor, kept)


def _is_other_header(rows: Sequence[Row], n: int, anchor: int, kept: set[int]) -> bool:
    """Whether row `n` looks like the header of a table other than the anchor's."""
    weights = current().regions
    texts = pieces_of(rows[n])
    if len(texts) <= 1:
        return False
    if all(word.bold for word in rows[n].words) and not _are_bold(rows, kept):
        return True
    starts = {round(low) for k in kept for low, _ in pieces_of(rows[k])}
    aligned = sum(begins_at(low, starts) for low, _ in texts)
    if aligned >= weights.other_starts * len(texts):
        return False
    return len(texts) < weights.fewer_texts * len(pieces_of(rows[anchor]))


def _are_bold(rows: Sequence[Row], kept: set[int]) -> bool:
    """Whether at least half of the words of a table's rows are bold."""
    bold = [word.bold for k in kept for word in rows[k].words]
    return sum(bold) >= current().regions.mostly_bold * len(bold)


def trimmed(rows: Sequence[Row], first: int, last: int, kept: set[int]) -> tuple[int, int]:
    """The region without the lone texts above its header, or far below its last row."""
    most = max(len(pieces_of(rows[n])) for n in kept)
    while first < last and (first not in kept or _stands_above(rows, first, most)):
        first += 1
    while last > first and (last not in kept or _stands_below(rows, last)):
        last -= 1
    return first, last


def _stands_above(rows: Sequence[Row], n: int, most: int) -> bool:
    """Whether a row is a heading or a running header rather than the table's own."""
    weights = current().regions
    row, below = rows[n], rows[n + 1]
    count = len(pieces_of(row))
    gap = below.top - row.bottom
    if count > 1:
        return count <= weights.few_texts * most and gap > row.size
    is_same_type = (
        row.words[0].bold == below.words[0].bold and abs(row.size - below.size) < weights.same_size
    )
    is_close = gap <= weights.close_above * row.size
    return not is_same_type or not is_close or len(pieces_of(below)) <= 1


def _stands_below(rows: Sequence[Row], n: int) -> bool:
    """Whether a row is a lone text far below the others."""
    gap = rows[n].top - rows[n - 1].bottom
    return len(pieces_of(rows[n])) <= 1 and gap > current().regions.far_below * rows[n].size
