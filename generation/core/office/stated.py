"""Our own JSON: a file that says itself what its matrix is. Nothing in it is guessed.

Taken are an export, what `recover_matrix` and `process_guide` print, and several of them, one a
line. Of each the levels, competencies and definitions count; examples are not read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generation.core.errors import BadPdf
from generation.core.office.archive import damaged, too_complex
from generation.core.office.decoding import decoded
from generation.core.office.layout import Field, Grid, LaidOut, Leaf, heading, lay_out, plain
from generation.core.office.texts import clean, lines

MOST_LEVELS = 60
MOST_COMPETENCIES = 500
_NOT_A_GUIDE = (
    "This JSON file does not hold a guide as this product writes it: levels, competencies and "
    "cells. {} Export the guide again, or upload the file that it was made from."
)


def read_stated(data: bytes) -> tuple[list[LaidOut], list[dict[str, Any]], str]:
    """A page for each guide, the guides as matrices are stored, and a title. Raises `BadPdf`."""
    found = [guide for value in _values(decoded(data) or "") for guide in _guides(value)]
    if not found:
        raise _refused("It holds none.")
    laid_out, stated = [], []
    for number, guide in enumerate(found, start=1):
        page, matrix = _read(guide, number, len(found))
        laid_out.append(page)
        stated.append(matrix)
    return laid_out, stated, stated[0]["title"]


def _values(text: str) -> list[Any]:
    """The file's value, or those of its lines."""
    text = text.lstrip("\ufeff")
    try:
        return [json.loads(text)]
    except RecursionError as error:
        raise too_complex("the file's values stand in each other too deeply") from error
    except ValueError as error:
        rows = [line for line in text.splitlines() if line.strip()]
        try:
            return [json.loads(line) for line in rows]
        except (ValueError, RecursionError):
            raise damaged(f"JSON: {error}") from error


def _guides(value: Any) -> list[Mapping[str, Any]]:
    if not isinstance(value, dict):
        raise _refused("Its outermost value is no object.")
    guides = value.get("guides")
    if isinstance(guides, list):
        return [guide for one in guides for guide in _guides(one)]
    return [value] if "error" not in value or value.get("levels") else []


def _read(guide: Mapping[str, Any], number: int, count: int) -> tuple[LaidOut, dict[str, Any]]:
    levels = [_level(one) for one in _list(guide, "levels", MOST_LEVELS)]
    rows = [_competency(one) for one in _list(guide, "competencies", MOST_COMPETENCIES)]
    cells = _cells(guide, len(levels), len(rows))
    if not levels or not rows or not cells:
        raise _refused("One of them is empty.")
    title = clean(str(guide.get("title") or guide.get("role") or ""))[:200]
    page = lay_out(_leaf(title, levels, rows, cells, number if count > 1 else 0), number)
    matrix = {
        "title": title,
        "levels": levels,
        "competencies": rows,
        "cells": [
            {
                "level": level,
                "competency": row,
                "definition": text,
                "sources": [_source(page, row + 1, level + 2, number)],
            }
            for (row, level), text in sorted(cells.items())
        ],
    }
    return page, matrix


def _list(guide: Mapping[str, Any], name: str, most: int) -> list[Mapping[str, Any]]:
    found = guide.get(name)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise _refused(f"“{name}” is no list of objects.")
    if len(found) > most:
        raise too_complex(f"the guide has {len(found)} {name}; up to {most} are read")
    return found


def _text(one: Mapping[str, Any], name: str) -> str:
    value = one.get(name)
    if value is not None and not isinstance(value, str | int | float):
        raise _refused(f"“{name}” is no text.")
    return clean(str(value if value is not None else ""))


def _level(one: Mapping[str, Any]) -> dict[str, str]:
    level = {name: _text(one, name) for name in ("code", "title", "description")}
    if not level["code"] and not level["title"]:
        raise _refused("A level has no name.")
    return level


def _competency(one: Mapping[str, Any]) -> dict[str, str]:
    row = {name: _text(one, name) for name in ("name", "category", "description")}
    if not row["name"]:
        raise _refused("A competency has no name.")
    return row


def _cells(guide: Mapping[str, Any], levels: int, rows: int) -> dict[tuple[int, int], str]:
    """Definitions by competency and level; a place that comes twice is a mistake of the file."""
    found: dict[tuple[int, int], str] = {}
    for one in _list(guide, "cells", MOST_LEVELS * MOST_COMPETENCIES):
        level, row = _index(one, "level", levels), _index(one, "competency", rows)
        definition = one.get("definition")
        if not isinstance(definition, str):
            raise _refused("A cell has no definition.")
        if (row, level) in found:
            raise _refused("A cell stands in it twice.")
        if text := "\n".join(lines(definition)):
            found[row, level] = text
    return found


def _index(one: Mapping[str, Any], name: str, count: int) -> int:
    value = one.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < count:
        raise _refused(f"A cell names a {name} that is not there.")
    return value


def _leaf(
    title: str,
    levels: list[dict[str, str]],
    rows: list[dict[str, str]],
    cells: Mapping[tuple[int, int], str],
    number: int,
) -> Leaf:
    """The guide as a table, for those who look where a cell came from."""
    header = [
        Field(0, at + 2, plain(f"{level['code']} {level['title']}".strip(), bold=True))
        for at, level in enumerate(levels)
    ]
    body = [Field(0, 0), Field(0, 1), *header]
    for at, row in enumerate(rows, start=1):
        body += [Field(at, 0, plain(row["category"])), Field(at, 1, plain(row["name"], bold=True))]
        body += [
            Field(at, level + 2, plain(cells.get((at - 1, level), "")))
            for level in range(len(levels))
        ]
    labels = {at: row["name"] for at, row in enumerate(rows, start=1)}
    heads = (heading(title, 1),) if title else ()
    return Leaf(f"Guide {number}" if number else "Guide", (*heads, Grid(tuple(body), labels)))


def _source(page: LaidOut, row: int, column: int, number: int) -> dict[str, Any]:
    box = page.places[0][row, column]
    return {
        "page": number,
        "box": {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom},
    }


def _refused(why: str) -> BadPdf:
    return BadPdf("unsupported_type", _NOT_A_GUIDE.format(why))
