"""The built-in writer: three examples for a cell without a language model. Deterministic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.checks import MAX_LIKENESS
from generation.core.writing.examples import Example
from generation.core.writing.lexicon.grammar import IDLE_WORDS
from generation.core.writing.scenarios.choice import choose
from generation.core.writing.scenarios.facts import FactWords, words_of_facts
from generation.core.writing.scenarios.frames import stem
from generation.core.writing.scenarios.plan import CellPlan, language_of, plan_guide, used_near
from generation.core.writing.scenarios.wording import Pick, compose, has_right_length
from levelingai.grounding.fold import likeness
from levelingai.grounding.language import language_name

WRITTEN_LANGUAGES = frozenset({"en", "de"})
"""Languages that the built-in writer writes itself."""

_AVOID_LIKENESS = 0.4
"""An earlier revision is kept further away than a neighbour: the manager asked for another."""


def write_examples(brief: CellBrief) -> tuple[Example, Example, Example]:
    """Write three examples for `brief`. The same brief always gives the same examples.

    A definition in a language that the writer does not write gets English examples, each with its
    verbatim quote: a direct report still sees what the words look like at work and the guide still
    gets whole, while a refusal would leave an empty page. `language_note` says so to the reader.
    """
    plan = plan_guide(brief.matrix, brief.role_title)[brief.level, brief.competency]
    first, second, third = _Writer(brief, plan).examples()
    return first, second, third


def language_note(brief: CellBrief) -> str:
    """What a reader must know of the examples' language; "" where they share the definition's."""
    language = language_of(brief.matrix, brief.definition)
    if language in WRITTEN_LANGUAGES:
        return ""
    return (
        f"This definition seems to be in {language_name(language)}. The built-in writer writes "
        "English and German, so these examples are in English; the quotes are the guide's own."
    )


class _Writer:
    """Writes one cell: from the guide's plan, or afresh where other examples are asked for."""

    def __init__(self, brief: CellBrief, plan: CellPlan) -> None:
        self.brief = brief
        self.plan = plan

    def examples(self) -> list[Example]:
        picks: Sequence[Pick] = self.plan.picks
        if self._is_rewrite or not self._are_new(picks):
            picks = self._choose_again()
        facts = words_of_facts(self.brief.company, self.brief.competency + self.brief.level)
        return self._with_fact(picks, facts)

    @property
    def _is_rewrite(self) -> bool:
        return bool(self.brief.note or self.brief.avoid or self.brief.seed)

    def _choose_again(self) -> tuple[Pick, ...]:
        brief = self.brief
        request = replace(
            self.plan.request,
            salt=f"{brief.seed}\x1f{brief.note}\x1f{len(brief.avoid)}",
            wishes=wishes_of(brief.note),
        )
        used = used_near(brief.matrix, brief.role_title, brief.level, brief.competency)
        return choose(request, used, self._accepts)

    def _accepts(self, pick: Pick, made: Sequence[Pick]) -> bool:
        return self._is_new(self._compose(pick).text, [self._compose(one).text for one in made])

    def _are_new(self, picks: Sequence[Pick]) -> bool:
        return all(self._accepts(pick, picks[:at]) for at, pick in enumerate(picks))

    def _is_new(self, text: str, made: Sequence[str]) -> bool:
        near = (*made, *self.brief.siblings)
        return all(likeness(text, other) < MAX_LIKENESS for other in near) and all(
            likeness(text, other) < _AVOID_LIKENESS for other in self.brief.avoid
        )

    def _compose(self, pick: Pick) -> Example:
        return compose(pick, self.plan.request.role, self.plan.request.scope)

    def _with_fact(self, picks: Sequence[Pick], facts: FactWords | None) -> list[Example]:
        """Let at most one example speak of the company, where a fact fits its blanks."""
        made = [self._compose(pick) for pick in picks]
        if facts is None:
            return made
        for at, pick in enumerate(picks):
            if not pick.frame.needs("users" if facts.users else "work"):
                continue
            told = replace(pick, work=facts.work or pick.work, users=facts.users or pick.users)
            example = self._compose(told)
            if has_right_length(example):
                made[at] = replace(example, facts=(facts.fact_id,))
                break
        return made


_AGAINST = re.compile(
    r"\b(?:less|fewer|no|not|without|avoid|instead of|rather than|weniger|keine?|ohne)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;.!?]|\bbut\b|\band\b|\baber\b|\bund\b", re.IGNORECASE)
_ALSO = {
    "meet": ("workshop", "session", "call", "talk", "round", "review", "demo", "interview"),
    "code": ("commit", "test", "build", "design", "component", "refactor"),
    "custom": ("user", "client", "patient", "complaint"),
    "writ": ("note", "document", "page", "paper", "guide", "record"),
    "data": ("figure", "chart", "metric", "measure", "table"),
    "numb": ("figure", "chart", "metric", "measure", "table"),
    "remot": ("remot", "part", "writ", "document"),
}


def wishes_of(note: str) -> tuple[tuple[str, float], ...]:
    """Words that a manager's note asks for (+1) or against (−1), as stems with near neighbours."""
    found: dict[str, float] = {}
    for clause in _CLAUSE.split(note[:1000]):
        sign = -1.0 if _AGAINST.search(clause) else 1.0
        for word in re.findall(r"[^\W\d_]{3,}", clause.lower()):
            if word in IDLE_WORDS:
                continue
            root = stem(word)
            for each in (root, *_ALSO.get(root, ())):
                found.setdefault(stem(each), sign)
    return tuple(found.items())
