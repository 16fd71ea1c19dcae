"""Random guides for property tests, and what a recovered matrix says in a comparable form."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from generation.core.recovery.matrix import Matrix
from tests.generation.core.recovery.printing import Guide

LEVEL_SCHEMES = (
    [f"Level {n}" for n in range(1, 7)],
    [f"L{n}" for n in range(1, 7)],
    ["IC1: Engineer", "IC2: Engineer II", "IC3: Senior Engineer", "IC4: Staff Engineer"],
    ["Junior Designer", "Designer", "Senior Designer", "Lead Designer", "Principal Designer"],
    ["Awareness", "Working", "Practitioner", "Expert"],
    ["Analyst I", "Analyst II", "Analyst III", "Senior Analyst"],
    ["Stufe 1", "Stufe 2", "Stufe 3", "Stufe 4"],
)
COMPETENCIES = (
    "Communication",
    "Ownership and delivery",
    "Problem solving",
    "Technical knowledge",
    "Planning",
    "Working with others & feedback",
    "Customer focus",
    "Mentoring",
    "Quality",
)
WORDS = """plans explains reviews small complex work with the team and others their own tasks
results goals every quarter under guidance across several groups asks for help when needed shares
decisions risks early clearly customers changes improves keeps promises writes short notes leads
measures learns from mistakes"""


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS.split()), min_size=3, max_size=28))
    return " ".join(words).capitalize() + "."


@st.composite
def definitions(draw: st.DrawFn) -> str:
    if draw(st.booleans()):
        return draw(sentences())
    return "\n".join(f"• {line}" for line in draw(st.lists(sentences(), min_size=1, max_size=3)))


@st.composite
def guides(draw: st.DrawFn, *, may_miss: bool = True) -> Guide:
    scheme = draw(st.sampled_from(LEVEL_SCHEMES))
    levels = scheme[: draw(st.integers(3, len(scheme)))]
    rows = draw(st.lists(st.sampled_from(COMPETENCIES), min_size=3, max_size=7, unique=True))
    cells = [[draw(definitions()) for _ in rows] for _ in levels]
    if may_miss and draw(st.booleans()):
        cells[draw(st.integers(0, len(levels) - 1))][draw(st.integers(0, len(rows) - 1))] = ""
    return Guide(levels, rows, cells, title="Career framework for everyone")


def plain(text: str) -> str:
    """The words of a definition, without what the page may change."""
    return re.sub(r"\s+", " ", text.replace("• ", "")).strip()


def said(matrix: Matrix) -> dict[tuple[str, str], str]:
    """Text by level and competency, the level as the guide writes it."""
    names = [": ".join(filter(None, (level.code, level.title))) for level in matrix.levels]
    return {
        (names[cell.level], matrix.competencies[cell.competency].name): plain(cell.definition)
        for cell in matrix.cells
    }


def wanted(guide: Guide) -> dict[tuple[str, str], str]:
    return {place: plain(text) for place, text in guide.expected().items()}
