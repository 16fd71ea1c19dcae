"""Everything a writer may know when it writes the examples of one cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from generation.core.company import CompanyContext
from generation.core.recovery import Matrix


@dataclass(frozen=True, slots=True)
class CellBrief:
    """One cell, its whole matrix (the row shows what the level below already covers), its company.

    `note` is what the manager asked of this generation ("less meeting-heavy"). `siblings` are
    the texts of examples already written for the other cells of the row, nearest level first.
    `avoid` are texts of earlier revisions of this cell that a new one must not repeat.
    """

    role_title: str
    matrix: Matrix
    level: int
    competency: int
    company: CompanyContext = field(default_factory=CompanyContext)
    note: str = ""
    siblings: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    seed: int = 0
    is_checked: bool = False

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
