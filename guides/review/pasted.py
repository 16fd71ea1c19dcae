"""A matrix pasted from a spreadsheet: the tab-separated text that one puts on the clipboard."""

from __future__ import annotations

import csv
import io

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
    rows = [row for row in _rows(text) if any(row)]
    names = 2 if has_categories else 1
    if len(rows) < 2 or max(len(row) for row in rows) <= names:
        raise ValueError(
            "Paste a table with the levels in its first row and the competencies in its first "
            "column, copied from a spreadsheet."
        )
    width = max(len(row) for row in rows)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    columns = [column for column in range(names, width) if any(row[column] for row in rows)]
    levels = tuple(
        _level(rows[0][column], number) for number, column in enumerate(columns, start=1)
    )
    _check(len(levels), len(rows) - 1)
    competencies, category = [], ""
    definitions: dict[tuple[int, int], str] = {}
    for number, row in enumerate(rows[1:]):
        if has_categories and row[0]:
            category = row[0]
        competencies.append(
            (_short(row[names - 1] or f"Competency {number + 1}"), _short(category))
        )
        for at, column in enumerate(columns):
            if row[column]:
                definitions[number, at] = _definition(row[column])
    return TypedMatrix(levels, tuple(competencies), definitions)


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
