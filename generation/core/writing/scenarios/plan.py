"""A plan for the whole guide: which situation illustrates which phrase of which cell.

One plan for the guide is how no two cells of it read alike although each is written on its own: a
situation is used once in a row and once in a column, and rarely twice in the guide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from generation.core.recovery import Matrix
from generation.core.writing.lexicon.scope import TEAM, scope_of_position, scope_of_title, scopes_in
from generation.core.writing.scenarios.choice import Request, Used, choose
from generation.core.writing.scenarios.families.names import families_of
from generation.core.writing.scenarios.german import german_role
from generation.core.writing.scenarios.phrases import phrases_of, prefixes
from generation.core.writing.scenarios.roles import role_for
from generation.core.writing.scenarios.wording import Pick
from levelingai.grounding.language import detect_language

_SAMPLE_CHARS = 4000


@dataclass(frozen=True, slots=True)
class CellPlan:
    """What a cell asks for, and the picks that the guide's plan gives it."""

    request: Request
    picks: tuple[Pick, ...]


Place = tuple[int, int]
"""Level and competency."""


@lru_cache(maxsize=64)
def plan_guide(matrix: Matrix, role_title: str) -> dict[Place, CellPlan]:
    """Plan every cell. Plans of the last guides are kept: each cell after the first is cheap."""
    used = Used()
    columns: dict[int, Counter[str]] = defaultdict(Counter)
    plans: dict[Place, CellPlan] = {}
    for competency, definitions in _rows(matrix).items():
        used.row = Counter()
        scopes = row_scopes(matrix, definitions)
        for level, definition in definitions.items():
            used.column = columns[level]
            request = _request(matrix, role_title, (level, competency), definition, scopes[level])
            picks = choose(request, used)
            for pick in picks:
                used.add(pick)
            plans[level, competency] = CellPlan(request, picks)
    return plans


def used_near(matrix: Matrix, role_title: str, level: int, competency: int) -> Used:
    """What the guide's plan uses in the cell, its row, its column and elsewhere."""
    used = Used()
    for (at, row), plan in plan_guide(matrix, role_title).items():
        for pick in plan.picks:
            used.add(pick, in_row=row == competency, in_column=at == level)
    return used


def language_of(matrix: Matrix, definition: str) -> str:
    """The definition's language; the rest of the guide tells where it is too short."""
    return detect_language(definition, _sample(matrix))


@lru_cache(maxsize=64)
def _sample(matrix: Matrix) -> str:
    cells = sorted(matrix.cells, key=lambda cell: (cell.competency, cell.level))
    return " ".join(cell.definition[:200] for cell in cells[:40])[:_SAMPLE_CHARS]


def _rows(matrix: Matrix) -> dict[int, dict[int, str]]:
    """Definitions by competency and, in order, level."""
    rows: dict[int, dict[int, str]] = {}
    for cell in sorted(matrix.cells, key=lambda cell: (cell.competency, cell.level)):
        rows.setdefault(cell.competency, {})[cell.level] = cell.definition
    return rows


def row_scopes(matrix: Matrix, definitions: dict[int, str]) -> dict[int, int]:
    """Scope by level: from place, title and the definition's own words; never shrinking."""
    scopes: dict[int, int] = {}
    widest = 0
    for level, definition in definitions.items():
        scope = scope_of_position(level, len(matrix.levels))
        title = scope_of_title(matrix.levels[level].title)
        if title is not None:
            scope = _towards(title, scope)
        said = scopes_in(definition[:_SAMPLE_CHARS])
        if said and max(said) >= TEAM:
            scope = _towards(max(said), scope)
        widest = scopes[level] = max(widest, scope)
    return scopes


def _towards(target: int, scope: int) -> int:
    """One step at most: a level's place in its guide says more than any single word."""
    return max(scope - 1, min(scope + 1, target))


def _request(matrix: Matrix, role_title: str, place: Place, definition: str, scope: int) -> Request:
    level, competency = place
    row = matrix.competencies[competency]
    name = f"{row.name} {row.category}"
    language = language_of(matrix, definition)
    is_german = language == "de"
    role = german_role if is_german else role_for
    return Request(
        phrases=phrases_of(definition, language),
        families=families_of(name),
        role=role(role_title, matrix.title),
        scope=scope,
        key=f"{level}\x1f{competency}\x1f{row.name}\x1f{definition}",
        is_german=is_german,
        name_stems=prefixes(name) if is_german else frozenset(),
    )
