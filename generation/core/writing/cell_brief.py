"""Everything a writer may know when it writes the examples of one cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generation.core.company import CompanyContext
from generation.core.recovery import Matrix
from generation.core.writing.plans import CellPlan


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a blind reader put an example: in its own cell, or in `cell` (empty: in none)."""

    is_own: bool
    cell: str = ""


@dataclass(frozen=True, slots=True)
class CellBrief:
    """One cell, its whole matrix (the row shows what the level below already covers), its company.

    `note` is what the manager asked of this generation ("less meeting-heavy"). `siblings` are
    the texts of examples already written for the other cells of the row, nearest level first.
    `avoid` are texts of earlier revisions of this cell that a new one must not repeat.
    `is_checked`: a person looked at the examples that are being checked, and answers for them.
    `plan` is what the plan of the row says of this cell. `landings` say, by an example's text,
    where a blind sort put it. `room` is how many characters a request may have; None: any.
    """

    role_title: str
    matrix: Matrix
    level: int
    competency: int
    company: CompanyContext = field(default_factory=CompanyContext)
    note: str = ""
    siblings: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    is_checked: bool = False
    plan: CellPlan | None = None
    landings: Mapping[str, Landing] = field(default_factory=dict)
    room: int | None = None

    @property
    def definition(self) -> str:
        return self.row.get(self.level, "")

    @property
    def row(self) -> dict[int, str]:
        """Definitions of this competency by level index; empty cells are absent."""
        return {
            cell.level: cell.definition
            for cell in self.matrix.cells
            if cell.competency == self.competency
        }
