"""Excel workbooks: each visible sheet a page, formulas by the values that Excel stored."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import range_boundaries

from generation.core.office.archive import Archive, too_complex
from generation.core.office.layout import (
    BODY_PT,
    Block,
    Field,
    Grid,
    Leaf,
    Paragraph,
    Run,
    heading,
    plain,
)
from generation.core.office.limits import MOST_CELLS
from generation.core.office.tables import blocks_of
from generation.core.office.texts import clean, kept_ends
from generation.core.reading import Colour

_UNREAD = ("xl/externalLinks/", "xl/drawings/", "xl/charts/", "xl/pivot", "xl/tables/", "xl/media/")
_SHEET_RELATIONS = "xl/worksheets/_rels/"
_LINKED = re.compile(
    rb"<((?:\w+:)?(?:hyperlinks|tableParts|oleObjects|controls|drawing|legacyDrawing|"
    rb"legacyDrawingHF|picture))\b(?:[^>]*/>|[^>]*>.*?</\1>)",
    re.DOTALL,
)
"""What a sheet says of parts that are not read: links, drawings, tables' names."""
_COMMENTS = re.compile(r"^xl/(?:comments|threadedComments)/?[^/]*\.xml$|^xl/comments\d*\.xml$")
_COMMENT_TEXT = re.compile(rb"<(?:\w+:)?(?:t|text)(?:\s[^>]*)?>([^<]*)<")
_CELLS = re.compile(rb"<(?:\w+:)?c[\s>/]")
_ROWS = re.compile(rb"<(?:\w+:)?row[\s>/]")
_UNSOLVED = re.compile(rb"</?(?:\w+:)?f(?:\s[^>]*)?/?>\s*(?:<(?:\w+:)?v\s*/>\s*)?</(?:\w+:)?c>")
_USUAL_NAME = re.compile(
    r"^(?:sheet|tabelle|blatt|feuil|feuille|hoja|foglio|blad|ark|arkusz|planilha|folha|лист|"
    r"list|munka|sayfa|シート|工作表)\s*\d*$",
    re.IGNORECASE,
)
"""Names that a program gave."""
_LEAST_SIZE, _MOST_SIZE = 6.0, 30.0
_HEX_COLOUR = 6
_LABEL = "Sheet "


def read_workbook(archive: Archive, hidden: Counter[str]) -> list[Leaf]:
    """The visible sheets; what is hidden is counted by its reason. Raises `BadPdf`."""
    _check_size(archive)
    _count_comments(archive, hidden)
    bare = replace(archive, parts={n: _LINKED.sub(b"", d) for n, d in archive.parts.items()})
    workbook = load_workbook(
        bare.rebuilt(without=(*_UNREAD, _SHEET_RELATIONS)),
        data_only=True,
        keep_links=False,
        rich_text=True,
    )
    sheets = []
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            sheets.append(sheet)
        else:
            hidden["hidden_sheets"] += _letters(sheet)
    return _named([leaf for sheet in sheets if (leaf := _leaf(sheet, hidden)).blocks])


def _named(leaves: list[Leaf]) -> list[Leaf]:
    """Leaves that say the names of their sheets, where there are several that a person named.

    Sheets with one header and other rows each are parts of one guide, and their names categories.
    """
    names = [leaf.label.removeprefix(_LABEL).strip("“”") for leaf in leaves]
    if len(leaves) == 1 or any(map(_USUAL_NAME.match, names)):
        return leaves
    put = _as_category if _are_parts(leaves) else _as_heading
    return [replace(leaf, blocks=put(leaf, name)) for leaf, name in zip(leaves, names, strict=True)]


def _are_parts(leaves: list[Leaf]) -> bool:
    grids = [block for leaf in leaves for block in leaf.blocks if isinstance(block, Grid)]
    if len(grids) != len(leaves):
        return False
    headers = {tuple(_texts(grid, lambda one: one.row == 0)) for grid in grids}
    names = [set(_texts(grid, lambda one: one.column == 0 and one.row > 0)) for grid in grids]
    return len(headers) == 1 and sum(map(len, names)) == len(set().union(*names))


def _texts(grid: Grid, is_meant: Callable[[Field], bool]) -> list[str]:
    return [one.text.casefold() for one in grid.fields if is_meant(one) and not one.is_empty]


def _as_heading(leaf: Leaf, name: str) -> tuple[Block, ...]:
    return (heading(name, 2), *leaf.blocks)


def _as_category(leaf: Leaf, name: str) -> tuple[Block, ...]:
    """A row with the name below the header of the sheet's table, as wide as the table."""
    return tuple(
        _with_banner(block, name) if isinstance(block, Grid) else block for block in leaf.blocks
    )


def _with_banner(grid: Grid, name: str) -> Grid:
    width = max(one.column + one.column_span for one in grid.fields)
    banner = Field(1, 0, plain(name, bold=True), column_span=width)
    lower = [replace(one, row=one.row + 1) if one.row else one for one in grid.fields]
    labels = {row + 1 if row else 0: label for row, label in grid.labels.items()}
    return Grid((*lower, banner), labels)


def unsolved(archive: Archive) -> int:
    """How many formulas have no stored value: nothing is ever computed here."""
    return sum(len(_UNSOLVED.findall(data)) for _, data in _sheets(archive))


def _sheets(archive: Archive) -> Iterable[tuple[str, bytes]]:
    return ((n, d) for n, d in archive.parts.items() if n.startswith("xl/worksheets/sheet"))


def _check_size(archive: Archive) -> None:
    for name, data in archive.parts.items():
        if not name.startswith("xl/worksheets/"):
            continue
        rows, cells = len(_ROWS.findall(data)), len(_CELLS.findall(data))
        if max(rows, cells) > MOST_CELLS:
            raise too_complex(
                f"a sheet holds {rows} rows with {cells} cells; up to {MOST_CELLS} are read"
            )


def _count_comments(archive: Archive, hidden: Counter[str]) -> None:
    for name, data in archive.parts.items():
        if _COMMENTS.match(name):
            texts = _COMMENT_TEXT.findall(data)
            hidden["comments"] += sum(len(text.decode("utf-8", "replace")) for text in texts)


def _letters(sheet: Any) -> int:
    return sum(len(str(cell.value)) for cell in sheet._cells.values() if cell.value is not None)


def _leaf(sheet: Any, hidden: Counter[str]) -> Leaf:
    fields = _fields(sheet, hidden)
    labels = {one.row: f"row {one.row}" for one in fields}
    return Leaf(f"{_LABEL}“{clean(sheet.title)}”", tuple(blocks_of(fields, labels)))


def _fields(sheet: Any, hidden: Counter[str]) -> list[Field]:
    """The sheet's cells with text; rows and columns count from 1, as people see them."""
    spans = _spans(sheet)
    rows = {n for n, row in sheet.row_dimensions.items() if _is_hidden_row(row)}
    columns = _hidden_columns(sheet)
    fields = []
    for (row, column), cell in sorted(sheet._cells.items()):
        text = _paragraphs(cell)
        if not text:
            continue
        bottom, right = spans.get((row, column), (row, column))
        down = [n for n in range(row, bottom + 1) if n not in rows]
        across = [n for n in range(column, right + 1) if n not in columns]
        if not down or not across:
            reason = "hidden_columns" if down else "hidden_rows"
            hidden[reason] += sum(len(paragraph.text) for paragraph in text)
            continue
        span = {"row_span": down[-1] - down[0] + 1, "column_span": across[-1] - across[0] + 1}
        fields.append(Field(down[0], across[0], text, **span, fill=_fill(cell)))
    return fields


def _spans(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Last row and column of every merged range, by its first ones."""
    spans = {}
    for merged in sheet.merged_cells.ranges:
        left, top, right, bottom = range_boundaries(str(merged))
        spans[top, left] = (min(bottom, sheet.max_row), min(right, sheet.max_column))
    return spans


def _is_hidden_row(row: Any) -> bool:
    return bool(row.hidden) or row.height == 0


def _hidden_columns(sheet: Any) -> set[int]:
    found: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden or dimension.width == 0:
            first, last = dimension.min or 0, dimension.max or 0
            found.update(range(first, min(last, sheet.max_column) + 1))
    return found


def _paragraphs(cell: Any) -> tuple[Paragraph, ...]:
    """The lines of a cell, each in the looks that it has."""
    value = cell.value
    if value is None:
        return ()
    size = min(max(float(cell.font.sz or BODY_PT), _LEAST_SIZE), _MOST_SIZE)
    base = Run("", bool(cell.font.b), bool(cell.font.i), size)
    if not isinstance(value, CellRichText):
        return _lines([Run(_shown(cell), base.bold, base.italic, base.size)])
    runs = []
    for part in value:
        if isinstance(part, TextBlock):
            bold, italic = bool(part.font.b), bool(part.font.i)
            runs.append(Run(part.text, bold, italic, float(part.font.sz or size)))
        else:
            runs.append(Run(str(part), base.bold, base.italic, size))
    return _lines(runs)


def _lines(runs: Iterable[Run]) -> tuple[Paragraph, ...]:
    """Runs that hold line breaks as paragraphs, one a line."""
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        for number, text in enumerate(re.split(r"\r\n|[\r\n\v\f\u2028\u2029]", run.text)):
            if number:
                paragraphs.append([])
            if kept := kept_ends(text):
                paragraphs[-1].append(Run(kept, run.bold, run.italic, run.size))
    made = (Paragraph(tuple(line)) for line in paragraphs)
    return tuple(paragraph for paragraph in made if not paragraph.is_empty)


def _shown(cell: Any) -> str:
    """A value about as the sheet shows it."""
    value = cell.value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time() and is_date_format(cell.number_format)
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, float | int) and "%" in (cell.number_format or ""):
        return f"{100 * value:g}%"
    if isinstance(value, float):
        return f"{value:g}" if value != int(value) else str(int(value))
    return str(value)


def _fill(cell: Any) -> Colour | None:
    """The cell's own colour; those of themes differ by tint, which is enough to tell them apart."""
    fill = cell.fill
    if fill is None or fill.fill_type != "solid":
        return None
    colour = fill.fgColor
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        digits = colour.rgb[-_HEX_COLOUR:]
        return tuple(int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))  # type: ignore[return-value]
    if colour.type == "theme":
        shade = 0.5 + 0.4 * max(-1.0, min(1.0, float(colour.tint or 0.0)))
        return (shade, shade, (colour.theme or 0) % 10 / 10)
    return None
