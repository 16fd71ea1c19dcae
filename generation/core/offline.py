"""The built-in writer: three examples for a cell without a language model. Deterministic."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .brief import CellBrief
from .examples import Example
from .lexicon.fold import likeness
from .lexicon.language import detect_language, language_name
from .rubric import MAX_LIKENESS, guide_text
from .scenarios.facts import FactWords, words_of_facts
from .scenarios.frames import stem
from .scenarios.plan import CellPlan, Request, choose, plan_guide, row_scopes, used_near
from .scenarios.roles import role_for
from .scenarios.wording import Pick, compose, has_right_length

WRITTEN_LANGUAGES = frozenset({"en", "de"})
"""Languages that the built-in writer writes itself."""

_AVOID_LIKENESS = 0.4
"""An earlier revision is kept away from further than a neighbour: the manager asked for another."""


def write_examples(brief: CellBrief) -> tuple[Example, Example, Example]:
    """Write three examples for `brief`. The same brief always gives the same examples.

    A definition in a language that the writer does not write gets English examples, each with its
    verbatim quote: a direct report still sees what the words look like at work and the guide still
    gets whole, while a refusal would leave an empty page. `language_note` says so to the reader.
    """
    language = detect_language(brief.definition, guide_text(brief))
    plan = plan_guide(brief.matrix, brief.role_title, language)[brief.level, brief.competency]
    writer = _Writer(brief, language, plan)
    first, second, third = writer.examples()
    return first, second, third


def language_note(brief: CellBrief) -> str:
    """What a reader must know about the examples' language; "" where they share the definition's."""
    language = detect_language(brief.definition, guide_text(brief))
    if language in WRITTEN_LANGUAGES:
        return ""
    return (
        f"This definition seems to be in {language_name(language)}. The built-in writer writes "
        "English and German, so these examples are in English; the quoted words are the guide's own."
    )


class _Writer:
    """Writes one cell: from the guide's plan, or afresh where a manager asked for other examples."""

    def __init__(self, brief: CellBrief, language: str, plan: CellPlan) -> None:
        self.brief = brief
        self.language = language
        self.plan = plan
        self.role = role_for(brief.role_title, brief.matrix.title)

    def examples(self) -> list[Example]:
        facts = words_of_facts(self.brief.company, self.brief.competency + self.brief.level)
        if not self._is_rewrite:
            made = [self._compose(pick) for pick in self.plan.picks]
            if len(made) == 3 and all(self._is_new(e.text, made[:at]) for at, e in enumerate(made)):
                return self._with_fact(list(self.plan.picks), made, facts)
        picks = self._choose_again()
        return self._with_fact(picks, [self._compose(pick) for pick in picks], facts)

    @property
    def _is_rewrite(self) -> bool:
        return bool(self.brief.note or self.brief.avoid or self.brief.seed)

    def _choose_again(self) -> list[Pick]:
        brief = self.brief
        request = Request.of(
            brief.matrix,
            brief.role_title,
            brief.level,
            brief.competency,
            brief.definition,
            self.language,
            salt=f"{brief.seed}\x1f{brief.note}\x1f{len(brief.avoid)}",
            wishes=wishes_of(brief.note),
        )
        used = used_near(
            brief.matrix, brief.role_title, self.language, brief.level, brief.competency
        )
        scope = row_scopes(brief.matrix, brief.competency)[brief.level]
        return choose(request, scope, used, self._accepts)

    def _accepts(self, pick: Pick, made: Sequence[Pick]) -> bool:
        example = self._compose(pick)
        return self._is_new(example.text, [self._compose(other) for other in made])

    def _is_new(self, text: str, made: Sequence[Example]) -> bool:
        return (
            all(likeness(text, other.text) < MAX_LIKENESS for other in made)
            and all(likeness(text, other) < MAX_LIKENESS for other in self.brief.siblings)
            and all(likeness(text, other) < _AVOID_LIKENESS for other in self.brief.avoid)
        )

    def _compose(self, pick: Pick) -> Example:
        return compose(pick, self.role, self.plan.scope)

    def _with_fact(
        self, picks: list[Pick], made: list[Example], facts: FactWords | None
    ) -> list[Example]:
        """Let at most one example speak of the company, where a fact fits its blanks."""
        if facts is None:
            return made
        for at, pick in enumerate(picks):
            blank = "users" if facts.users else "work"
            if not pick.frame.needs(blank):
                continue
            told = Pick(
                pick.phrase,
                pick.frame,
                facts.work or pick.work,
                pick.piece,
                facts.users or pick.users,
            )
            example = self._compose(told)
            if has_right_length(example):
                made[at] = Example(
                    example.headline,
                    example.text,
                    example.evidence,
                    example.illustrates,
                    (facts.fact_id,),
                )
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
_IDLE = frozenset(
    "more less please make them examples example about with from this that heavy focused based less "
    "should would like want could use give show something the and for not without avoid fewer".split()
)


def wishes_of(note: str) -> tuple[tuple[str, float], ...]:
    """Words that a manager's note asks for (+1) or against (−1), as stems with near neighbours."""
    found: dict[str, float] = {}
    for clause in _CLAUSE.split(note[:1000]):
        sign = -1.0 if _AGAINST.search(clause) else 1.0
        for word in re.findall(r"[^\W\d_]{3,}", clause.lower()):
            if word in _IDLE:
                continue
            root = stem(word)
            for each in (root, *_ALSO.get(root, ())):
                found.setdefault(stem(each), sign)
    return tuple(found.items())
