"""The examples in a `process_guide --json` file, checked against the cells of that file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generation.core.company import CompanyContext, Fact
from generation.core.recovery import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing import (
    EXAMPLES_PER_CELL,
    CellBrief,
    Check,
    Example,
    check_examples,
    verdict,
)


@dataclass(frozen=True, slots=True)
class CheckedCell:
    """`status` is the checks' verdict; of a cell without examples, what the file says."""

    level: int
    competency: int
    status: str | None
    checks: tuple[Check, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "level": self.level,
            "competency": self.competency,
            "status": self.status,
            "checks": [
                {
                    "criterion": one.criterion,
                    "passed": one.passed,
                    "reason": one.reason or one.flags,
                }
                for one in self.checks
            ],
        }


def check_file(data: Mapping[str, Any]) -> Iterator[CheckedCell]:
    """Check every cell of the file in its order. Raises `ValueError` for another format."""
    try:
        matrix, cells = _matrix(data), list(map(_cell, data["cells"]))
        role, company = data.get("role", ""), _company(data.get("company") or {})
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("This is no output of process_guide --json.") from error
    texts: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for level, row, _, examples in cells:
        texts[row] += [(level, example.text) for example in examples]
    for level, row, status, examples in cells:
        if not examples:
            yield CheckedCell(level, row, status)
            continue
        siblings = tuple(text for other, text in texts[row] if other != level)
        brief = CellBrief(role, matrix, level, row, company=company, siblings=siblings)
        checks = check_examples(examples, brief)
        yield CheckedCell(level, row, verdict(examples, checks), checks)


def briefs_of(data: Mapping[str, Any]) -> list[CellBrief]:
    """A brief for each cell of such a file, examples or none. Raises `ValueError`."""
    try:
        matrix, company = _matrix(data), _company(data.get("company") or {})
        role = data.get("role", "")
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("This is no output of process_guide --json.") from error
    return [
        CellBrief(role, matrix, cell.level, cell.competency, company=company)
        for cell in matrix.cells
    ]


def _matrix(data: Mapping[str, Any]) -> Matrix:
    matrix = Matrix(
        tuple(MatrixLevel(one.get("code", ""), one.get("title", "")) for one in data["levels"]),
        tuple(
            MatrixCompetency(one["name"], one.get("category", "")) for one in data["competencies"]
        ),
        tuple(
            MatrixCell(one["level"], one["competency"], one["definition"]) for one in data["cells"]
        ),
    )
    for cell in matrix.cells:
        if not (
            0 <= cell.level < len(matrix.levels) and 0 <= cell.competency < len(matrix.competencies)
        ):
            raise ValueError("A cell names a level or a competency that is not in the file.")
    return matrix


def _cell(data: Mapping[str, Any]) -> tuple[int, int, str | None, Sequence[Example]]:
    examples = [Example.from_json(one) for one in data.get("examples", ())]
    if len(examples) > EXAMPLES_PER_CELL:
        raise ValueError(f"A cell has {len(examples)} examples; {EXAMPLES_PER_CELL} are the most.")
    return data["level"], data["competency"], data.get("status"), examples


def _company(data: Mapping[str, Any]) -> CompanyContext:
    facts = (
        Fact(one.get("id", f"f{number}"), one["statement"], one["quote"])
        for number, one in enumerate(data.get("facts", ()), start=1)
    )
    return CompanyContext(
        name=data.get("name", ""), words=data.get("words", ""), facts=tuple(facts)
    )
