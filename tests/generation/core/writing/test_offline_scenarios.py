"""The scenario knowledge itself: every situation keeps the rubric's rules, in every role it suits."""

from __future__ import annotations

from collections import Counter

import pytest

from generation.core.recovery.matrix import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.checks import check_examples
from generation.core.writing.examples import Example
from generation.core.writing.scenarios.acts import ACT_FRAMES
from generation.core.writing.scenarios.families import FRAMES
from generation.core.writing.scenarios.families.names import OWN_FAMILY, suits
from generation.core.writing.scenarios.frames import Frame
from generation.core.writing.scenarios.german import GERMAN_FRAMES, german_role
from generation.core.writing.scenarios.german_clauses import (
    GERMAN_CLAUSE_FRAMES,
    GERMAN_TOPIC_FRAMES,
)
from generation.core.writing.scenarios.kinds import makes_sense
from generation.core.writing.scenarios.own_clauses import CLAUSE_FRAMES
from generation.core.writing.scenarios.phrases import Act, Phrase
from generation.core.writing.scenarios.roles import GENERAL, ROLES, Role, role_of
from generation.core.writing.scenarios.spoken import Clause, clause_of, german_clause_of
from generation.core.writing.scenarios.topics import TOPIC_FRAMES
from generation.core.writing.scenarios.wording import Pick, compose

pytestmark = pytest.mark.core

DEFINITION = "Words that stand for a whole definition."
GERMAN_DEFINITION = "Wörter, die für eine ganze Beschreibung stehen und nicht mehr sind."
ACTS = {
    "make": "technical articles",
    "solve": "routine problems",
    "tell": "complex ideas",
    "plan": "defined goals",
    "judge": "new vendors",
    "people": "junior colleagues",
    "change": "team habits",
    "learn": "new methods",
    "host": "planning meetings",
}
VERBS = {
    "make": "write",
    "solve": "resolve",
    "tell": "explain",
    "plan": "prioritise",
    "judge": "evaluate",
    "people": "mentor",
    "change": "improve",
    "learn": "adopt",
    "host": "lead",
}


def brief_at(scope: int, definition: str) -> CellBrief:
    return CellBrief(
        role_title="",
        matrix=Matrix(
            tuple(MatrixLevel(f"L{n}") for n in range(1, 7)),
            (MatrixCompetency("Subject"),),
            (MatrixCell(scope, 0, definition),),
        ),
        level=min(scope + 1, 5) if scope > 2 else scope,
        competency=0,
    )


def phrase_for(frame: Frame) -> Phrase:
    kind = frame.family.removeprefix("act:")
    act = Act(VERBS[kind], kind, ACTS[kind]) if kind in ACTS else None
    if frame.family.startswith("german"):
        clause = Clause("Plant regelmäßige Prüfungen der Geräte", "plan")
        return Phrase(DEFINITION, frozenset(), None, "Übergabe", clause)
    clause = Clause("Writes short answers to what colleagues ask", "make")
    return Phrase(DEFINITION, frozenset(), act, "data structures", clause)


def problems(frame: Frame, role: Role, scope: int, definition: str) -> list[str]:
    """What the rubric holds against the frame, filled with work that it can be about."""
    found = []
    works = [work for work in role.work[scope] if makes_sense(frame, work)]
    for work in works[:2]:
        pick = Pick(phrase_for(frame), frame, work, role.piece[0], role.users[0])
        made = compose(pick, role, scope)
        example = Example(made.headline, made.text, made.evidence, definition)
        cell = brief_at(scope, definition)
        cell = CellBrief("", cell.matrix, scope, 0)
        found += [
            f"{check.criterion}: {check.reason} {example.text}"
            for check in check_examples((example,), cell)
            if not check.passed and not _is_length(check.reason)
        ]
    return found


def _is_length(reason: str) -> bool:
    """The writer passes over a work that makes a text too long."""
    return "words, where" in reason or "headline of" in reason


@pytest.mark.parametrize("role", [*ROLES, GENERAL], ids=lambda role: role.name)
def test_every_situation_of_a_role_keeps_the_rules(role):
    found = [
        problem
        for frame in (*FRAMES, *TOPIC_FRAMES)
        if suits(frame, role.name)
        for problem in problems(frame, role, frame.low, DEFINITION)
    ]
    assert found == []


@pytest.mark.parametrize("kind", ACT_FRAMES)
def test_every_act_keeps_the_rules(kind):
    found = [
        problem
        for frame in ACT_FRAMES[kind]
        for problem in problems(frame, GENERAL, frame.low, DEFINITION)
    ]
    assert found == []


@pytest.mark.parametrize("kind", CLAUSE_FRAMES)
def test_every_situation_that_opens_with_a_clause_keeps_the_rules(kind):
    found = [
        problem
        for frame in CLAUSE_FRAMES[kind]
        for problem in problems(frame, GENERAL, frame.low, DEFINITION)
    ]
    assert found == []


CLAUSES = {
    "You can make hard news readable for people": None,
    "Writes code that passes review after a few rounds": "Writes code that passes review after a few rounds",
    "explain what each phase of a project is for": "Explains what each phase of a project is for",
    "Understands how to plan and estimate small tasks": "Plans and estimates small tasks",
    "Seeks ways to reduce waste in the workshop": "Reduces waste in the workshop",
    "building and testing small parts": "Builds and tests small parts",
    "Mediates between buyers and suppliers, and between sites": None,
    "Helps them settle in": None,
    "Deep knowledge of the domain": None,
    "Understands the market": None,
    "Presents results to colleagues, using figures they trust": "Presents results to colleagues",
}


@pytest.mark.parametrize("piece", CLAUSES)
def test_clause_opens_a_sentence_or_is_left_alone(piece):
    found = clause_of(piece)
    assert (found.text if found else None) == CLAUSES[piece]


def test_german_clause_stays_as_it_is_and_weak_verbs_open_none():
    found = german_clause_of("Plant vierteljährliche Übungen mit der Werkstatt")
    assert found == Clause("Plant vierteljährliche Übungen mit der Werkstatt", "plan")
    assert german_clause_of("Kennt die Nummern der Werkstatt") is None
    assert german_clause_of("Arbeit mit Geräten der Werkstatt") is None


@pytest.mark.parametrize("title", ["Pflegefachperson", "Softwareentwicklung", "Verwaltung"])
def test_every_german_situation_keeps_the_rules(title):
    role = german_role(title, "")
    found = [
        problem
        for frame in (*GERMAN_FRAMES, *GERMAN_CLAUSE_FRAMES, *GERMAN_TOPIC_FRAMES)
        for problem in problems(frame, role, frame.low, GERMAN_DEFINITION)
    ]
    assert found == []


def test_situations_have_headlines_of_their_own():
    frames = (
        *FRAMES,
        *TOPIC_FRAMES,
        *GERMAN_FRAMES,
        *GERMAN_CLAUSE_FRAMES,
        *GERMAN_TOPIC_FRAMES,
        *(f for fs in CLAUSE_FRAMES.values() for f in fs if f.family != "clause:other"),
        *(f for fs in ACT_FRAMES.values() for f in fs),
    )
    counts = Counter((frame.family, frame.headline) for frame in frames)
    assert [headline for headline, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("role", [*ROLES, GENERAL], ids=lambda role: role.name)
def test_every_role_has_situations_and_work_at_every_scope(role):
    assert len(role.work) == 5
    for scope in range(5):
        assert len(set(role.work[scope])) >= 4
        fitting = [
            frame
            for frame in FRAMES
            if frame.fits(scope)
            and suits(frame, role.name)
            and any(makes_sense(frame, work) for work in role.work[scope])
        ]
        assert len(fitting) >= 30


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Senior Software Engineer", "engineering"),
        ("QA Engineer", "engineering"),
        ("Site Reliability Engineer", "it_operations"),
        ("Operations Engineer", "it_operations"),
        ("Operations Manager", "operations"),
        ("Mechanical Engineer", "operations"),
        ("Financial Analyst", "finance"),
        ("Data Analyst", "data"),
        ("Product Designer", "design"),
        ("Product Manager", "product"),
        ("Product Marketing Manager", "marketing"),
        ("Sales Development Representative", "sales"),
        ("Customer Success Manager", "support"),
        ("HR Business Partner", "people"),
        ("Registered Nurse", "care"),
        ("Archaeologist", "general"),
        ("", "general"),
    ],
)
def test_role_families_are_told_from_titles(title, role):
    assert role_of(title).name == role


def test_every_role_but_the_general_one_has_a_trade():
    assert set(OWN_FAMILY) == {role.name for role in ROLES}


def test_only_topic_situations_need_a_topic():
    assert [frame.id for frame in FRAMES if frame.needs("topic") or frame.needs("act")] == []
    assert all(frame.needs("topic") for frame in TOPIC_FRAMES)
    assert all(frame.needs("act") for frames in ACT_FRAMES.values() for frame in frames)
