"""From the chosen attempt, its rivals and the document to doubts that point at places.

A doubt says in one short sentence what a person should look at, and names a cell, a level, a
competency or a page. Grave ones make the guide wait: text that was not read, a column that nothing
names, a table that may be no guide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generation.core.reading import Box, Document, Quality, Word
from generation.core.recovery.level_names import name_key
from generation.core.recovery.matrix import Attempt, Doubt, Matrix, MatrixCell, Recovery, Source
from generation.core.recovery.matrix_doubts import (
    NOT_A_GUIDE,
    doubts_in,
    shared_cells,
    shows_a_guide,
)
from generation.core.recovery.matrix_signs import SignReader, printed_over, squeezed
from generation.core.recovery.weights import current

BROKEN = "This page is damaged in the file: text may be missing."
UNREAD = "This page was not read."

_LEAST_LETTERS = 3
"""Of a word that is missed: shorter ones are marks and numbers of lists."""
_LEAST_LOST = 2
"""Missed words at one place; a single one is a mark, a footnote or a stamp."""
_SURE_WORD = 0.6
"""Certainty of OCR below which a word is named."""
_LEAST_ALIKE = 0.8
"""Share of equal cells from which on another way of reading is about the same table."""
_MOST_QUOTED = 60
"""Letters of a quote in a doubt."""
_MOST_WORDS = 4
"""Words that a doubt names."""
_NAMED_ELSEWHERE = 0.5
"""Share of the competencies from which on it is the page that names them which is looked at."""
_COLUMN_ROWS = 2
"""Rows beside which left-out words make a column."""
_COLUMN_LETTERS = 12
"""Letters of left-out words that make a column: less are marks and points."""


def doubted(document: Document, recovery: Recovery) -> Recovery:
    """The recovery with the doubts about its chosen attempt."""
    chosen, attempts = recovery.chosen, recovery.attempts
    sure = replace(chosen, doubts=doubts_of(document, chosen, attempts))
    return Recovery(sure, tuple(sure if attempt is chosen else attempt for attempt in attempts))


def doubts_of(document: Document, chosen: Attempt, rivals: Iterable[Attempt]) -> tuple[Doubt, ...]:
    """What a person should look at, gravest first; those that the attempt brings come along."""
    reader = SignReader(document)
    found = [*chosen.doubts, *_about_pages(document.quality)]
    if not shows_a_guide(chosen.matrices, document):
        found.append(Doubt(NOT_A_GUIDE, is_grave=True))
    others = [rival for rival in rivals if rival is not chosen and rival.matrices]
    for number, matrix in enumerate(chosen.matrices):
        places = _Places(matrix, number)
        found += doubts_in(matrix, number)
        found += _about_shared_rows(matrix, number)
        found += _about_words(places, reader.words)
        found += _about_named_elsewhere(matrix, number, reader.words)
        found += _about_readings(chosen, others, number)
    return tuple(sorted(dict.fromkeys(found), key=lambda doubt: not doubt.is_grave))


def _about_pages(quality: Quality) -> Iterator[Doubt]:
    for page in quality.unread_pages:
        yield Doubt(UNREAD, page=page, is_grave=True)
    for page in quality.broken_pages:
        yield Doubt(BROKEN, page=page, is_grave=True)


def _about_shared_rows(matrix: Matrix, guide: int) -> Iterator[Doubt]:
    """Each row that has a cell of the file together with others."""
    rows = {row for shared in shared_cells(matrix) for row in shared}
    for row in sorted(rows):
        yield Doubt("This row shares a merged cell with another row.", None, row, guide=guide)


# Words --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Placed:
    """A place that cells were read from; several share it where it is merged."""

    source: Source
    cell: MatrixCell
    text: str


class _Places:
    """Where on each page a matrix was read, and what it says."""

    def __init__(self, matrix: Matrix, guide: int) -> None:
        self.matrix = matrix
        self.guide = guide
        self.by_page: dict[int, list[_Placed]] = defaultdict(list)
        seen: set[Source] = set()
        for cell in matrix.cells:
            text = squeezed(cell.definition)
            for source in cell.sources:
                if source not in seen:
                    self.by_page[source.page].append(_Placed(source, cell, text))
                seen.add(source)
        self.said = squeezed("".join(_all_texts(matrix)))

    def at(self, page: int, word: Word) -> list[_Placed]:
        x, y = word.box.x_mid, word.box.y_mid
        return [placed for placed in self.by_page[page] if placed.source.box.contains(x, y)]

    def area(self, page: int) -> Box:
        boxes = [placed.source.box for placed in self.by_page[page]]
        area = boxes[0]
        for box in boxes[1:]:
            area = area.union(box)
        return area

    def doubt(self, cell: MatrixCell, why: str) -> Doubt:
        return Doubt(why, cell.level, cell.competency, guide=self.guide)


def _all_texts(matrix: Matrix) -> Iterator[str]:
    yield matrix.title
    yield from matrix.left_out
    for level in matrix.levels:
        yield from (level.name, level.description)
    for row in matrix.competencies:
        yield from (row.name, row.category, row.description)
    for cell in matrix.cells:
        yield cell.definition


def _about_words(places: _Places, words: dict[int, list[Word]]) -> Iterator[Doubt]:
    for page in sorted(places.by_page):
        own = words.get(page, [])
        yield from _about_lost(places, page, own)
        yield from _about_overprint(places, page, own)
        yield from _about_faint(places, page, own)


def _about_lost(places: _Places, page: int, words: Sequence[Word]) -> Iterator[Doubt]:
    """Words inside a cell's place that its text lacks, and columns that no level names."""
    lost: dict[int, list[Word]] = defaultdict(list)
    beside: list[Word] = []
    cells = {}
    for word in words:
        key = squeezed(word.text)
        if sum(map(str.isalpha, key)) < _LEAST_LETTERS:
            continue
        holders = places.at(page, word)
        if not holders and key not in places.said:
            beside.append(word)
        elif holders and not any(key in held.text for held in holders) and key not in places.said:
            lost[id(holders[0].cell)].append(word)
            cells[id(holders[0].cell)] = holders[0].cell
    for number, missing in lost.items():
        if len(missing) >= _LEAST_LOST:
            why = f"Words stand here in the file that this cell lacks: {_quoted(missing)}."
            yield places.doubt(cells[number], why)
    yield from _about_columns(places, page, beside)


def _about_columns(places: _Places, page: int, beside: Sequence[Word]) -> Iterator[Doubt]:
    """Columns of words beside the rows of the matrix that no level takes."""
    area = places.area(page)
    spans = _spans(places, page)
    if not spans:
        return
    columns: dict[int, list[Word]] = defaultdict(list)
    for word in beside:
        if area.top <= word.box.y_mid <= area.bottom:
            x = word.box.x_mid
            if not any(x0 <= x <= x1 for x0, x1 in spans.values()):
                columns[sum(x0 < x for x0, _ in spans.values())].append(word)
    order = sorted(spans, key=lambda level: spans[level][0])
    for slot, words in columns.items():
        rows = {row for word in words for row in _rows_at(places, page, word)}
        if len(rows) < _COLUMN_ROWS or sum(len(word.text) for word in words) < _COLUMN_LETTERS:
            continue
        why = f"Beside this level stands a column that no level names: {_quoted(words)}."
        level = order[max(0, slot - 1)]
        yield Doubt(why, level=level, page=page, guide=places.guide, is_grave=True)


def _spans(places: _Places, page: int) -> dict[int, tuple[float, float]]:
    """The widths of the levels' columns on a page; none where levels are no columns there."""
    spans: dict[int, tuple[float, float]] = {}
    for placed in places.by_page[page]:
        box, level = placed.source.box, placed.cell.level
        x0, x1 = spans.get(level, (box.x0, box.x1))
        spans[level] = min(x0, box.x0), max(x1, box.x1)
    ordered = sorted(spans.values())
    overlaps = any(left[1] > right[0] + 1 for left, right in pairwise(ordered))
    return {} if overlaps or len(spans) < 2 else spans


def _rows_at(places: _Places, page: int, word: Word) -> set[int]:
    """The competencies whose cells stand at the height of a word."""
    return {
        placed.cell.competency
        for placed in places.by_page[page]
        if placed.source.box.top <= word.box.y_mid <= placed.source.box.bottom
    }


def _about_overprint(places: _Places, page: int, words: Sequence[Word]) -> Iterator[Doubt]:
    hit: dict[int, MatrixCell] = {}
    for word in printed_over(words):
        for placed in places.at(page, word):
            hit[id(placed.cell)] = placed.cell
    for cell in hit.values():
        yield places.doubt(cell, "Text is printed over other text here.")


def _about_faint(places: _Places, page: int, words: Sequence[Word]) -> Iterator[Doubt]:
    """Words that OCR is little sure of."""
    faint: dict[int, list[Word]] = defaultdict(list)
    cells = {}
    for word in words:
        letters = sum(map(str.isalpha, word.text))
        if word.confidence < _SURE_WORD and letters >= _LEAST_LETTERS:
            for placed in places.at(page, word)[:1]:
                faint[id(placed.cell)].append(word)
                cells[id(placed.cell)] = placed.cell
    for number, own in faint.items():
        yield places.doubt(cells[number], f"Some words were hard to read: {_quoted(own)}.")


def _quoted(words: Sequence[Word]) -> str:
    more = "" if len(words) <= _MOST_WORDS else " …"
    return f"“{_short(' '.join(word.text for word in words[:_MOST_WORDS]))}{more}”"


def _short(text: str) -> str:
    text = " ".join(text.split()).rstrip(".,;:")
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED].rstrip()}…"


# Names elsewhere ----------------------------------------------------------------------------------


def _about_named_elsewhere(
    matrix: Matrix, guide: int, words: dict[int, list[Word]]
) -> Iterator[Doubt]:
    """Later pages that name competencies, where nothing was taken from them."""
    used = {source.page for cell in matrix.cells for source in cell.sources}
    names = [squeezed(row.name) for row in matrix.competencies]
    least = current().confidence.elsewhere_free * len(names)
    for page in sorted(page for page in words if used and page > min(used) and page not in used):
        text = squeezed("".join(word.text for word in words[page]))
        named = [number for number, name in enumerate(names) if name and name in text]
        if len(named) <= max(1, least):
            continue
        if len(named) >= _NAMED_ELSEWHERE * len(names):
            why = "This page names the same competencies, but nothing was taken from it."
            yield Doubt(why, page=page, guide=guide)
            continue
        for number in named:
            why = "A page that nothing was taken from names this competency too."
            yield Doubt(why, competency=number, page=page, guide=guide)


# Other readings -----------------------------------------------------------------------------------

_Cells = dict[tuple[str, str], MatrixCell]


def _about_readings(chosen: Attempt, others: Sequence[Attempt], guide: int) -> Iterator[Doubt]:
    """Cells that another way of reading the same table reads otherwise."""
    own = _by_names(chosen.matrices[guide])
    for other in others:
        if len(other.matrices) != len(chosen.matrices):
            continue
        theirs = _by_names(other.matrices[guide])
        same = sum(_is_alike(cell, theirs.get(place)) for place, cell in own.items())
        if (
            same < _LEAST_ALIKE * max(len(own), len(theirs))
            or other.confidence < current().ranking.least
        ):
            continue
        for place, cell in own.items():
            rival = theirs.get(place)
            if rival is not None and not _is_alike(cell, rival):
                yield Doubt(_both(cell, rival), cell.level, cell.competency, guide=guide)
        yield from _about_found_by_others(chosen.matrices[guide], own, theirs, guide)


def _about_found_by_others(
    matrix: Matrix, own: _Cells, theirs: _Cells, guide: int
) -> Iterator[Doubt]:
    """Empty places where another way of reading finds text."""
    levels = {name_key(level.name): number for number, level in enumerate(matrix.levels)}
    rows = {name_key(row.name): number for number, row in enumerate(matrix.competencies)}
    for (level, row), cell in theirs.items():
        if (level, row) not in own and level in levels and row in rows:
            why = f"Another way of reading finds text here: “{_short(cell.definition)}”."
            yield Doubt(why, levels[level], rows[row], guide=guide)


def _by_names(matrix: Matrix) -> _Cells:
    levels = [name_key(level.name) for level in matrix.levels]
    rows = [name_key(row.name) for row in matrix.competencies]
    return {(levels[cell.level], rows[cell.competency]): cell for cell in matrix.cells}


def _is_alike(cell: MatrixCell, other: MatrixCell | None) -> bool:
    return other is not None and squeezed(cell.definition) == squeezed(other.definition)


def _both(cell: MatrixCell, rival: MatrixCell) -> str:
    """Both readings, from where they part."""
    ours, theirs = cell.definition.split(), rival.definition.split()
    start = next(
        (
            at
            for at, (a, b) in enumerate(zip(ours, theirs, strict=False))
            if squeezed(a) != squeezed(b)
        ),
        min(len(ours), len(theirs)),
    )
    return f"Two ways of reading differ: {_from(ours, start)} or {_from(theirs, start)}."


def _from(words: Sequence[str], start: int) -> str:
    text = " ".join(words[max(0, start - 1) : start + _MOST_WORDS])
    return f"“{_short(text)}”" if words[start:] else f"an end after “{_short(text)}”"
