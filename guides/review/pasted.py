"""A matrix pasted from a spreadsheet: the tab-separated text that one puts on the clipboard."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from guides.keys import split_name
from guides.review.corrections.outset import TypedMatrix
from guides.review.corrections.structure import MAX_COMPETENCIES, MAX_LEVELS

MAX_NAME = 200
MAX_DEFINITION = 20_000


def read_pasted(text: str, *, has_categories: bool) -> TypedMatrix:
    """First row: levels. First column: competencies (after categories, where there are any).

    A category stands for the rows below it until the next one. Raises ValueError with a sentence
    for the person who pasted.
    """
    rows = _even(_rows(text))
    names = 2 if has_categories else 1
    if len(rows) < 2 or len(rows[0]) <= names:
        raise ValueError(
            "Paste a table with the levels in its first row and the competencies in its first "
            "column, copied from a spreadsheet."
        )
    header, *body = rows
    columns = [at for at in range(names, len(header)) if any(row[at] for row in rows)]
    levels = tuple(_level(header[at], number) for number, at in enumerate(columns, start=1))
    _check(len(levels), len(body))
    return TypedMatrix(levels, _competencies(body, names), _definitions(body, columns))


def empty_matrix(levels: int, competencies: int) -> TypedMatrix:
    """So many levels and competencies with names to be replaced."""
    return TypedMatrix(
        tuple(("", f"Level {number}") for number in range(1, levels + 1)),
        tuple((f"Competency {number}", "") for number in range(1, competencies + 1)),
    )


def _rows(text: str) -> list[list[str]]:
    """Cells in quotation marks may hold line breaks; a mark inside a cell is doubled."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(io.StringIO(text), delimiter="\t")
    try:
        return [[cell.strip() for cell in row] for row in reader]
    except csv.Error as error:
        raise ValueError("This could not be read as a table. Copy the cells again.") from error


def _even(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows that hold anything, all as wide as the widest."""
    filled = [row for row in rows if any(row)]
    width = max(map(len, filled), default=0)
    return [[*row, *[""] * (width - len(row))] for row in filled]


def _competencies(rows: Sequence[Sequence[str]], names: int) -> tuple[tuple[str, str], ...]:
    """Name and category of each row, which has `names` columns before its definitions."""
    found, category = [], ""
    for number, row in enumerate(rows, start=1):
        if names > 1:
            category = row[0] or category
        found.append((_short(row[names - 1] or f"Competency {number}"), _short(category)))
    return tuple(found)


def _definitions(
    rows: Sequence[Sequence[str]], columns: Sequence[int]
) -> dict[tuple[int, int], str]:
    return {
        (number, at): _definition(row[column])
        for number, row in enumerate(rows)
        for at, column in enumerate(columns)
        if row[column]
    }


def _level(name: str, number: int) -> tuple[str, str]:
    code, title = split_name(name or f"Level {number}")
    return code, _short(title)


def _short(name: str) -> str:
    name = " ".join(name.split())
    if len(name) > MAX_NAME:
        raise ValueError(
            f"A name has {len(name)} characters; at most {MAX_NAME} are accepted: {name[:60]}…"
        )
    return name


def _definition(text: str) -> str:
    if len(text) > MAX_DEFINITION:
        raise ValueError(
            f"A cell has {len(text)} characters; at most {MAX_DEFINITION} are accepted: "
            f"{text[:60]}…"
        )
    return text


def _check(levels: int, competencies: int) -> None:
    if levels > MAX_LEVELS or competencies > MAX_COMPETENCIES:
        raise ValueError(
            f"This table has {levels} levels and {competencies} competencies; up to {MAX_LEVELS} "
            f"and {MAX_COMPETENCIES} are accepted."
        )
