"""XLSX: the matrix as a sheet to read, every definition as a line to filter, and what it is."""

from __future__ import annotations

import io
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from guides.publishing.exports.comma import FORMULA_SIGNS, lines_of
from guides.publishing.exports.table import ExportCell, ExportTable

MAX_CELL_CHARS = 32_767
"""The format's own limit; the long list on the second sheet keeps texts apart, so far below it."""

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEAD = Font(bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="E4F2ED")


def write_xlsx(table: ExportTable) -> bytes:
    book = Workbook(write_only=True)
    _matrix_sheet(book, table)
    _list_sheet(book, table)
    _about_sheet(book, table)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _matrix_sheet(book: Workbook, table: ExportTable) -> None:
    sheet = book.create_sheet("Matrix")
    sheet.freeze_panes = "C2"
    widths = [18, 24, *[44] * len(table.levels)]
    _set_widths(sheet, widths)
    names = [level.name for level in table.levels]
    sheet.append([_text(sheet, name, head=True) for name in ("Category", "Competency", *names)])
    for row in table.rows:
        texts = [row.category, row.name, *(_in_full(cell) for cell in row.cells)]
        sheet.append([_text(sheet, text) for text in texts])


def _list_sheet(book: Workbook, table: ExportTable) -> None:
    sheet = book.create_sheet("Definitions")
    sheet.freeze_panes = "A2"
    lines = lines_of(table)
    _set_widths(sheet, [18, 24, 12, 24, 60, 8, *[28, 48, 32] * 3])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(lines[0]))}{len(lines)}"
    for number, line in enumerate(lines):
        sheet.append([_text(sheet, text, head=number == 0) for text in line])


def _about_sheet(book: Workbook, table: ExportTable) -> None:
    sheet = book.create_sheet("About")
    _set_widths(sheet, [16, 80])
    for name, text in (
        ("Guide", table.title),
        ("Company", table.company),
        ("Version", table.version),
        ("Read from", table.filename),
        *(("Note", note) for note in table.notes),
    ):
        sheet.append([_text(sheet, name, head=True), _text(sheet, text)])


def _text(sheet: Any, text: str, *, head: bool = False) -> WriteOnlyCell:
    """A cell that is text whatever it looks like: never a formula, a number or a date."""
    cell = WriteOnlyCell(sheet, value=_ILLEGAL.sub("", text)[:MAX_CELL_CHARS])
    cell.data_type = "s"
    cell.alignment = _WRAPPED
    if text.startswith(tuple(FORMULA_SIGNS)):
        cell.quotePrefix = True
    if head:
        cell.font, cell.fill = _HEAD, _HEAD_FILL
    return cell


def _in_full(cell: ExportCell) -> str:
    examples = [f"– {example.headline}: {example.text}" for example in cell.examples]
    return "\n\n".join(filter(None, (cell.definition, "\n".join(examples))))


def _set_widths(sheet: Any, widths: list[int]) -> None:
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
