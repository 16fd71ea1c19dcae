"""The bank's data keeps its own rules, so that whoever adds to it is told what to mend."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations

import pytest

from generation.core.recovery import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing import CellBrief, Example, check_examples
from generation.core.writing.bank import Entry, load_behaviours, load_entries
from generation.core.writing.bank.taxonomy import load_roles
from generation.core.writing.lexicon.scope import widest_scope
from levelingai.grounding.fold import trigrams

pytestmark = pytest.mark.core

SCOPE_SLACK = 2
"""As the check R3 has it: a newcomer, too, tells the team something."""
MAX_LIKENESS = 0.5
PHRASE = 4
DEFINITION = "a definition that lends its words"
ABOUT_THE_ENTRY = ("R1", "R2", "R4", "R5", "R6", "R7", "R8", "R10")


def _brief() -> CellBrief:
    matrix = Matrix(
        (MatrixLevel(title="Level"),),
        (MatrixCompetency("Row"),),
        (MatrixCell(0, 0, DEFINITION),),
    )
    return CellBrief(role_title="Role", matrix=matrix, level=0, competency=0)


def _where(entry: Entry) -> str:
    return f"“{entry.headline}” ({entry.behaviour})"


def test_every_example_passes_the_checks_that_concern_it_alone():
    brief = _brief()
    problems = [
        f"{_where(entry)}: {check.criterion} {check.reason}"
        for entry in load_entries()
        for check in check_examples(
            [Example(entry.headline, entry.text, entry.evidence, DEFINITION)], brief
        )
        if check.criterion in ABOUT_THE_ENTRY and check.passed is False
    ]
    assert not problems, "\n".join(problems)


def test_every_example_says_the_scope_that_it_is_tagged_with():
    problems = []
    for entry in load_entries():
        said = widest_scope(f"{entry.headline}. {entry.text}")
        if said is not None and abs(said - entry.scope) > SCOPE_SLACK:
            problems.append(f"{_where(entry)}: tagged {entry.scope}, but its words reach {said}")
    assert not problems, "\n".join(problems)


def test_no_two_examples_are_alike():
    entries = load_entries()
    problems = [
        f"{_where(entries[one])} and {_where(entries[other])}"
        for one, other in _pairs_that_share_a_phrase([entry.text for entry in entries])
        if _likeness(entries[one].text, entries[other].text) >= MAX_LIKENESS
    ]
    assert not problems, "\n".join(problems)


def _likeness(one: str, other: str) -> float:
    left, right = trigrams(one), trigrams(other)
    return len(left & right) / len(left | right)


def _pairs_that_share_a_phrase(texts: list[str]) -> set[tuple[int, int]]:
    """Thousands of entries make millions of pairs; what is alike shares four words in a row."""
    holders: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for index, text in enumerate(texts):
        words = text.lower().split()
        for at in range(len(words) - PHRASE + 1):
            holders[tuple(words[at : at + PHRASE])].add(index)
    return {pair for each in holders.values() for pair in combinations(sorted(each), 2)}


@pytest.mark.parametrize("field", ["headline", "text", "evidence"])
def test_no_words_stand_twice(field):
    counts = Counter(getattr(entry, field).lower() for entry in load_entries())
    assert [text for text, count in counts.items() if count > 1] == []


def test_headline_and_text_start_with_a_verb_in_the_third_person():
    problems = [
        f"{_where(entry)}: {text.split()[0]}"
        for entry in load_entries()
        for text in (entry.headline, entry.text)
        if not re.fullmatch(r"[A-Z][a-z-]*s", text.split()[0].rstrip(","))
    ]
    assert not problems, "\n".join(problems)


def test_every_behaviour_has_signs_a_name_and_a_meaning():
    behaviours = load_behaviours()
    assert len(behaviours) >= 100
    for behaviour in behaviours.values():
        assert behaviour.asks, behaviour.id
        assert behaviour.name, behaviour.id
        assert behaviour.meaning.endswith("."), behaviour.id


def test_no_sign_asks_for_one_loose_word():
    assert [
        f"{behaviour.id}: {sign.source}"
        for behaviour in load_behaviours().values()
        for sign in behaviour.asks
        if len(sign.source) < 3
    ] == []


def test_every_entry_stands_for_roles_that_its_behaviour_knows():
    families = {*load_roles().families, *load_roles().last}
    for entry in load_entries():
        wanted = load_behaviours()[entry.behaviour].families or families
        assert entry.roles & (wanted | {"office"}), _where(entry)
