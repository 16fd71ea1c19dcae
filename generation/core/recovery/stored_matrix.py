"""A matrix as JSON for storage: everything that `Matrix` holds, sources included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from generation.core.reading import Box
from generation.core.recovery.matrix import (
    Matrix,
    MatrixCell,
    MatrixCompetency,
    MatrixLevel,
    Source,
)

_DECIMALS = 2
"""Of points in stored boxes: finer than any screen shows."""


def matrix_to_stored(matrix: Matrix) -> dict[str, Any]:
    return asdict(matrix)


def matrix_from_stored(data: Mapping[str, Any]) -> Matrix:
    return Matrix(
        levels=tuple(MatrixLevel(**level) for level in data["levels"]),
        competencies=tuple(MatrixCompetency(**row) for row in data["competencies"]),
        cells=tuple(
            MatrixCell(
                cell["level"],
                cell["competency"],
                cell["definition"],
                tuple(
                    Source(source["page"], Box(**source["box"]), source.get("place", ""))
                    for source in cell["sources"]
                ),
            )
            for cell in data["cells"]
        ),
        title=data.get("title", ""),
    )


def sources_to_stored(sources: tuple[Source, ...]) -> list[dict[str, Any]]:
    """`[{"page": 1, "box": [x0, top, x1, bottom]}]`, in points with two decimals.

    Those of a file without pages have a "place" in words too.
    """
    return [
        {
            "page": source.page,
            "box": [
                round(edge, _DECIMALS)
                for edge in (source.box.x0, source.box.top, source.box.x1, source.box.bottom)
            ],
            **({"place": source.place} if source.place else {}),
        }
        for source in sources
    ]
