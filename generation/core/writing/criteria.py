"""The criteria themselves: what each of them finds wrong with an example."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.examples import Example
from generation.core.writing.inventions import unknown_claims, unknown_people
from generation.core.writing.lexicon.artefacts import (
    names_artefact,
    names_unknown_thing,
)
from generation.core.writing.lexicon.grammar import NO_VERBS
from generation.core.writing.lexicon.inclusion import excluding_words
from generation.core.writing.lexicon.outcomes import (
    ends_with_another_subject,
    has_outcome,
    may_have_outcome,
)
from generation.core.writing.lexicon.scope import (
    SCOPE_NAMES,
    TEAM,
    is_surely_narrow,
    is_surely_wide,
    scope_of_position,
    scope_of_title,
    widest_scope,
)
from generation.core.writing.lexicon.vague import vague_words
from generation.core.writing.lexicon.verbs import first_verb, is_surely_weak, is_weak
from generation.core.writing.relevance import why_irrelevant
from levelingai.grounding.claims import (
    figure_of,
    numbers_in,
    vocabulary_of,
)
from levelingai.grounding.find import find
from levelingai.grounding.fold import (
    containment,
    count_words,
    fold,
    is_unspaced,
    likeness,
    words_of,
)
from levelingai.grounding.language import detect_language, language_name

MAX_HEADLINE_WORDS = 8
MIN_TEXT_WORDS = 12
MAX_TEXT_WORDS = 35
MAX_EVIDENCE_WORDS = 20
MAX_SENTENCES = 2
MIN_QUOTE_WORDS = 3
SCOPE_SLACK = 2
"""Steps of scope between an example and its level before it counts as the wrong level: an expert
may well do one thing for the team, and a newcomer tell it to the team."""
MAX_LIKENESS = 0.5
"""Character trigram Jaccard at which two examples read as one (see `lexicon.fold.trigrams`)."""
SHOWN_CHARS = 80
"""Of a false quote, in the sentence that tells of it."""
MAX_DEFINITION_CHARS = 40_000
"""The longest definitions have some thousand characters; a megabyte must not hold up a worker."""
MAX_CONTAINMENT = 0.6
"""Share of an example's word trigrams that may be copied from the definition."""


@dataclass(frozen=True, slots=True)
class Context:
    """The brief, and what every rule would otherwise work out again."""

    brief: CellBrief
    definition: str
    known_words: frozenset[str]
    known_numbers: frozenset[str]
    scope_low: int
    scope_high: int

    @classmethod
    def of(cls, brief: CellBrief) -> Context:
        low, high = expected_scopes(brief)
        definition = definition_of(brief)
        sources = (definition, *_company_texts(brief))
        return cls(
            brief=brief,
            definition=definition,
            known_words=_known_words(brief),
            known_numbers=frozenset(figure_of(n) for text in sources for n in numbers_in(text)),
            scope_low=low,
            scope_high=high,
        )

    def language(self, example: Example) -> str:
        """An example may be written in another language than its definition."""
        return detect_language(f"{example.text} {example.headline}", self.definition)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule finds in example `index`: the end of "Example 2 …".

    Where the rule is not sure, `says` tells the manager what to see, and nothing fails.
    """

    index: int
    says: str
    is_sure: bool = True


def definition_of(brief: CellBrief) -> str:
    """The definition as the checks read it: no more of it than any guide has in a cell."""
    return brief.definition[:MAX_DEFINITION_CHARS]


def expected_scopes(brief: CellBrief) -> tuple[int, int]:
    """The narrowest and widest scope that fit the level: its place, its title, its definition."""
    level = brief.matrix.levels[brief.level]
    scopes = [scope_of_position(brief.level, len(brief.matrix.levels))]
    title = scope_of_title(level.title)
    if title is not None:
        scopes.append(title)
    said = widest_scope(definition_of(brief))
    if said is not None and said != TEAM:  # every definition mentions the team at times
        scopes.append(said)
    return min(scopes), max(scopes)


def _in_quotes(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))


def _observable(examples: Sequence[Example], context: Context) -> Iterable[Finding]:
    for index, example in enumerate(examples):
        language = context.language(example)
        weak = [
            (verb, is_surely_weak(verb, text, language))
            for text in (example.text, example.headline)
            if is_weak(verb := first_verb(text), language)
        ]
        sure = [verb for verb, is_sure in weak if is_sure]
        if sure:
            yield Finding(index, f"starts from “{sure[0]}”, which nobody can watch someone do")
        elif weak:
            says = f"starts from “{weak[0][0]}”: see whether a colleague could watch it"
            yield Finding(index, says, is_sure=False)


def _concrete(examples: Sequence[Example], context: Context) -> Iterable[Finding]:
    for index, example in enumerate(examples):
        language, text = context.language(example), f"{example.text} {example.headline}"
        if names_artefact(text, language):
            continue
        is_named = names_unknown_thing(example.text, language)
        if is_named is None:
            says = "names no thing of the known ones: see what is made, changed or decided"
            yield Finding(index, says, is_sure=False)
        elif not is_named:
            yield Finding(index, "names nothing that was made, changed or decided")


def _scope_fits(examples: Sequence[Example], context: Context) -> Iterable[Finding]:
    for index, example in enumerate(examples):
        text = f"{example.headline}. {example.text}"
        scope = widest_scope(text)
        if scope is None:
            continue
        is_wide = scope > context.scope_high + SCOPE_SLACK
        if not is_wide and scope >= context.scope_low - SCOPE_SLACK:
            continue
        if is_surely_wide(text) if is_wide else is_surely_narrow(text):
            fitting = SCOPE_NAMES[context.scope_low]
            yield Finding(
                index, f"reaches {SCOPE_NAMES[scope]}, where this level is about {fitting}"
            )
        else:
            says = f"speaks of {SCOPE_NAMES[scope]}: see whether the act reaches that far"
            yield Finding(index, says, is_sure=False)


def _has_outcome(examples: Sequence[Example], context: Context) -> Iterable[Finding]:
    for index, example in enumerate(examples):
        language = context.language(example)
        if has_outcome(example.text, language) or ends_with_another_subject(example.text, language):
            continue
        if may_have_outcome(example.text, language):
            says = "has none of the words that tell a result: see what came of it"
            yield Finding(index, says, is_sure=False)
        else:
            yield Finding(index, "says what was done, not what came of it")


def _plain_words(examples: Sequence[Example], context: Context) -> Iterable[Finding]:
    for index, example in enumerate(examples):
        whole = ". ".join((example.headline, example.text, example.evidence))
        found = vague_words(whole, context.language(example))
        if found.sure:
            yield Finding(index, f"says {_in_quotes(found.sure)}, which nobody can observe")
        elif found.doubtful:
            says = f"says {_in_quotes(found.doubtful)}: see whether it is praise or a thing"
            yield Finding(index, says, is_sure=False)


_LIST = re.compile(r"(?m)^\s*(?:[•·▪*‣–-]|\(?\d{1,2}[.)])\s|[\n\r•▪‣]|;\s[^;]+;\s[^;]+;")
_SENTENCE_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bz\.B)[.!?。！？]+(?=\s+[^\s\d]|\s*$)|[。！？]"
)
_MARKUP = re.compile(r"</?[a-z][^>]{0,200}>|\{\{|\{%|```|\bjavascript:", re.IGNORECASE)


def _readable(examples: Sequence[Example], context: Context) -> Iterable[Finding]:
    for index, example in enumerate(examples):
        for what in _unreadable(example):
            yield Finding(index, what)
            break


def _unreadable(example: Example) -> Iterable[str]:
    headline, text = count_words(example.headline), count_words(example.text)
    evidence = count_words(example.evidence)
    if not 1 <= headline <= MAX_HEADLINE_WORDS:
        yield f"has a headline of {headline} words, where {MAX_HEADLINE_WORDS} are the most"
    if not MIN_TEXT_WORDS <= text <= MAX_TEXT_WORDS:
        yield f"has {text} words, where {MIN_TEXT_WORDS} to {MAX_TEXT_WORDS} read well"
    if not 1 <= evidence <= MAX_EVIDENCE_WORDS:
        yield f"has evidence of {evidence} words, where {MAX_EVIDENCE_WORDS} are the most"
    first = next(iter(words_of(example.headline)), "").lower()
    if first in NO_VERBS or first.endswith("ly"):
        yield f"has a headline that starts with “{first}” instead of a verb"
    if len(_SENTENCE_END.findall(example.text)) > MAX_SENTENCES:
        yield f"has more than {MAX_SENTENCES} sentences"
    if _LIST.search(example.text):
        yield "is written as a list"
    if _MARKUP.search(" ".join((example.headline, example.text, example.evidence))):
        yield "holds markup instead of plain words"


def _grounded(examples: Sequence[Example], context: Context) -> Iterable[Finding]:
    for index, example in enumerate(examples):
        if not _is_quoted(example.illustrates, context.definition):
            yield Finding(
                index,
                f"quotes “{_short(example.illustrates)}”, which the definition does not say",
            )
        elif not _is_long_enough(example.illustrates, context.definition):
            yield Finding(index, f"quotes only “{example.illustrates}” of the definition")


def _is_quoted(quote: str, definition: str) -> bool:
    """Whether the quote stands in the definition; signs alone quote one of signs alone ("–")."""
    if words_of(quote):
        return find(quote, definition) is not None
    return bool(quote.strip()) and not words_of(definition)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_CHARS else text[: SHOWN_CHARS - len("...")].rstrip() + "…"


def _is_long_enough(quote: str, definition: str) -> bool:
    if is_unspaced(quote):
        size, whole = (sum(map(str.isalnum, text)) for text in (quote, definition))
    else:
        size, whole = len(words_of(fold(quote))), len(words_of(fold(definition)))
    return size >= min(MIN_QUOTE_WORDS, whole)


def _invented(examples: Sequence[Example], context: Context) -> Iterable[Finding]:
    for index, example in enumerate(examples):
        people = unknown_people(example, context.known_words)
        claims = unknown_claims(
            example, context.known_words, context.known_numbers, context.language(example)
        )
        if people:
            yield Finding(index, f"names a person or an address: {_in_quotes(people)}")
        elif claims.sure:
            says = f"says {_in_quotes(claims.sure)}, which neither the guide nor a fact says"
            yield Finding(index, says)
        elif not _fact_ids(context.brief).issuperset(example.facts):
            yield Finding(index, "refers to a company fact that is not among the approved ones")
        elif claims.doubtful:
            says = f"says {_in_quotes(claims.doubtful)}: see whether it claims something"
            yield Finding(index, says, is_sure=False)


def _fact_ids(brief: CellBrief) -> set[str]:
    return {fact.id for fact in brief.company.facts}


def _company_texts(brief: CellBrief) -> tuple[str, ...]:
    """Everything but the definition that an example may take names and numbers from."""
    company, matrix = brief.company, brief.matrix
    level, row = matrix.levels[brief.level], matrix.competencies[brief.competency]
    return (
        company.name,
        company.words,
        brief.role_title,
        f"{level.code} {level.title} {row.name} {row.category}",
        *(text for fact in company.facts for text in (fact.statement, fact.quote)),
    )


def _known_words(brief: CellBrief) -> frozenset[str]:
    words = vocabulary_of(definition_of(brief))
    for text in (*_company_texts(brief), *_header_texts(brief)):
        words |= vocabulary_of(text)
    return words


def _header_texts(brief: CellBrief) -> Iterable[str]:
    for level in brief.matrix.levels:
        yield f"{level.code} {level.title}"
    for row in brief.matrix.competencies:
        yield f"{row.name} {row.category}"


def _distinct(examples: Sequence[Example], context: Context) -> Iterable[Finding]:
    for index, example in enumerate(examples):
        for other in range(index):
            if likeness(example.text, examples[other].text) >= MAX_LIKENESS:
                yield Finding(index, f"reads much like example {other + 1}")
                break
        if any(likeness(example.text, text) >= MAX_LIKENESS for text in context.brief.siblings):
            yield Finding(index, "reads much like an example of another level of this competency")
        if containment(example.text, context.definition) >= MAX_CONTAINMENT:
            yield Finding(index, "mostly repeats the definition")


def _relevant(examples: Sequence[Example], context: Context) -> Iterable[Finding]:
    for index, example in enumerate(examples):
        if what := why_irrelevant(example, context.brief):
            yield Finding(index, what)


def _in_its_language(examples: Sequence[Example], context: Context) -> Iterable[Finding]:
    """A person may write in another language, or ask for one in a note; nobody else may."""
    if context.brief.note:
        return
    row = " ".join(context.brief.row.values())[:MAX_DEFINITION_CHARS]
    asked = detect_language(context.definition, row)
    for index, example in enumerate(examples):
        written = context.language(example)
        if example.origin != "manual" and written != asked:
            said, wanted = language_name(written), language_name(asked)
            yield Finding(index, f"is written in {said}, the definition in {wanted}")


def _inclusive(examples: Sequence[Example], context: Context) -> Iterable[Finding]:
    """A word that the definition or the role has itself is for its author to judge."""
    own = vocabulary_of(f"{context.definition} {context.brief.role_title}")
    for index, example in enumerate(examples):
        whole = ". ".join((example.headline, example.text, example.evidence))
        found = excluding_words(whole, context.language(example))
        sure = [word for word in found.sure if fold(word) not in own]
        if sure:
            yield Finding(index, f"says {_in_quotes(sure)}, which leaves someone in this role out")
        elif found.sure or found.doubtful:
            words = _in_quotes(found.sure + found.doubtful)
            says = f"says {words}: see whether it leaves someone in this role out"
            yield Finding(index, says, is_sure=False)


RULES: dict[str, Callable[[Sequence[Example], Context], Iterable[Finding]]] = {
    "R1": _observable,
    "R2": _concrete,
    "R3": _scope_fits,
    "R4": _has_outcome,
    "R5": _plain_words,
    "R6": _readable,
    "R7": _grounded,
    "R8": _invented,
    "R9": _distinct,
    "R10": _inclusive,
    "R11": _relevant,
    "R12": _in_its_language,
}
NEEDS_LISTS = frozenset({"R1", "R2", "R3", "R4", "R5", "R10"})
"""Criteria that are judged by words of one language."""
