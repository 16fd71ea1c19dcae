"""Facts about the company without a model: sentences of its own pages, chosen by stated rules.

A sentence is refused when it is no plain statement (question, appeal, legal text, praise, a
person, an instruction). What is left earns points for telling what the company makes, for whom,
how it works or what it values; the best few stay, each once, in the words of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generation.core.company import fact_signs as signs
from generation.core.company.company_brief import FetchedPage, FoundFact, Topic
from generation.core.company.people import is_personal, without_people
from generation.core.company.sentences import split_sentences, word_count
from generation.core.company.steering import addresses_machine, addresses_reader
from levelingai.grounding.fold import fold, words_of

MAX_FACTS = 20
MIN_WORDS, MAX_WORDS = 6, 40
MAX_CHARACTERS = 400
MAX_PER_PAGE = 6
MAX_PER_TOPIC = 8
MAX_TEXT = 40_000
LEAST_SCORE = 3
"""Points from which on a sentence is a fact: one strong sign, or weak ones and a good look."""
STRONG, WEAK = 3, 1
"""Points for a sign that tells a topic by itself, and for one that only goes with it."""
PLEASANT_WORDS = range(9, 29)
REPEATED_ON = 3
"""A line on this many pages is part of the site's frame, not of any page."""
SAME_WORDS = 0.6
"""Share of all words of two sentences that both have, from which on they say the same."""
CONTAINED_WORDS = 0.85
"""Share of the shorter one's words that the longer one has, from which on it adds nothing."""
LONGER_WORD = 4
"""Letters from which on a word is seldom an article or an abbreviation."""
SHOUTED_SHARE = Fraction(1, 3)
"""More of the longer words in capitals is a banner, not a sentence."""
TITLE_SHARE = Fraction(1, 2)
"""More of the longer words beginning with a capital is a headline."""

TOPICS: tuple[Topic, ...] = ("makes", "serves", "works", "values")
_TOPICS_OF_KIND: dict[str, tuple[Topic, ...]] = {
    "home": ("makes", "serves"),
    "about": ("makes", "values"),
    "product": ("makes", "serves"),
    "customers": ("serves",),
    "careers": ("works", "values"),
    "engineering": ("works",),
}
"""What a page of each kind is expected to tell."""

_REFUSED = (signs.ODD, signs.SYMBOL, signs.LEGAL, signs.PRAISE, signs.NEWS)


@dataclass(frozen=True, slots=True)
class _Scored:
    fact: FoundFact
    score: int
    order: int


def readable_text(paragraphs: Sequence[str], *, company: str = "") -> str:
    """The text of a page that is kept: without people, cookie notices and orders to programs."""
    lines: list[str] = []
    left = MAX_TEXT
    for line in paragraphs:
        left -= len(line) + 1
        if left < 0:
            break
        if not (addresses_machine(line) or signs.COOKIE_NOTICE.search(line)):
            lines.append(line)
    return "\n".join(without_people(lines, company=company))


def without_frame(texts: Sequence[str]) -> list[str]:
    """`texts` of a site's pages without the lines that most pages repeat; the first keeps them."""
    counts = Counter(line for text in texts for line in set(text.split("\n")))
    kept = list(texts[:1])
    for text in texts[1:]:
        lines = [line for line in text.split("\n") if counts[line] < REPEATED_ON]
        kept.append("\n".join(lines))
    return kept


def find_facts(pages: Iterable[FetchedPage], *, company: str = "") -> tuple[FoundFact, ...]:
    """At most 20 statements from the pages' own sentences, grouped by topic, best first."""
    pages = [page for page in pages if page.text]
    language = pages[0].language if pages else ""
    scored: list[_Scored] = []
    for page in pages:
        for paragraph in page.text.split("\n"):
            for sentence in split_sentences(paragraph):
                topic, score = _score(sentence, page, company, alone=sentence == paragraph)
                score -= page.language != language
                if score >= LEAST_SCORE:
                    scored.append(_Scored(_fact(sentence, page, topic), score, len(scored)))
    scored.sort(key=lambda item: (-item.score, item.order))
    chosen = _choose([item.fact for item in scored])
    return tuple(sorted(chosen, key=lambda fact: TOPICS.index(fact.topic)))


def is_statement(sentence: str, *, company: str = "") -> bool:
    """Whether `sentence` may be a fact at all: the rules that hold for a model's choice too."""
    if not MIN_WORDS <= word_count(sentence) <= MAX_WORDS or len(sentence) > MAX_CHARACTERS:
        return False
    if "?" in sentence or "!" in sentence or any(sign.search(sentence) for sign in _REFUSED):
        return False
    if addresses_machine(sentence) or addresses_reader(sentence):
        return False
    return not (is_personal(sentence, company=company) or _is_shouting(sentence))


def fold_repeats(facts: Iterable[FoundFact]) -> list[FoundFact]:
    """`facts` without those that say what an earlier one says."""
    kept: list[FoundFact] = []
    seen: list[frozenset[str]] = []
    for fact in facts:
        these = frozenset(words_of(fold(fact.quote)))
        if not any(_is_same(these, those) for those in seen):
            kept.append(fact)
            seen.append(these)
    return kept


def _is_same(these: frozenset[str], those: frozenset[str]) -> bool:
    if not these or not those:
        return these == those
    shared = len(these & those)
    is_contained = shared / min(len(these), len(those)) >= CONTAINED_WORDS
    return is_contained or shared / len(these | those) >= SAME_WORDS


def _score(sentence: str, page: FetchedPage, company: str, *, alone: bool) -> tuple[Topic, int]:
    """The topic that `sentence` tells of and its points; 0 points when it is no statement."""
    if not (_stands_alone(sentence) and is_statement(sentence, company=company)):
        return "makes", 0
    text = _with_placeholder(sentence, company)
    topic, points = _topic(text, page.kind)
    is_whole = bool(signs.STATEMENT_END.search(sentence))
    if not is_whole and not (alone and points >= STRONG and not _is_title(sentence)):
        return topic, 0
    return topic, points + _look(sentence, text) - (page.kind == "blog")


def _stands_alone(sentence: str) -> bool:
    """Whether it neither quotes someone nor goes on from a sentence before."""
    is_quoting = sentence[0] in "\"'“„«‘"
    return not (is_quoting or sentence[0].islower() or signs.LEANS_ON_BEFORE.search(sentence))


def _look(sentence: str, text: str) -> int:
    """A point for each good look, one off for each bad; `text` has the company's place marked."""
    speaks_of_company = "COMPANY" in text or bool(signs.SELF.search(text))
    points = 1 if speaks_of_company else -1
    points += bool(signs.NUMBER.search(sentence))
    points += word_count(sentence) in PLEASANT_WORDS
    return points - bool(signs.YOU.search(sentence))


def _topic(text: str, kind: str) -> tuple[Topic, int]:
    """The best topic. A strong sign opens it; the page's kind decides between equals."""
    expected = _TOPICS_OF_KIND.get(kind, ())
    points: dict[Topic, int] = {}
    for topic in TOPICS:
        points[topic] = STRONG if signs.STRONG[topic].search(text) else 0
        points[topic] += WEAK if signs.WEAK[topic].search(text) else 0
        points[topic] += 1 if points[topic] and topic in expected else 0
    best = max(TOPICS, key=lambda topic: points[topic])
    return best, points[best]


def _with_placeholder(sentence: str, company: str) -> str:
    if not company:
        return sentence
    name = re.escape(company)
    return re.sub(rf"(?<!\w){name}(?:'s|’s)?(?!\w)", "COMPANY", sentence)


def _choose(facts: list[FoundFact]) -> list[FoundFact]:
    """The first 20 that differ, with a share for every page; what is left over fills up."""
    unique = fold_repeats(facts)
    per_page: Counter[str] = Counter()
    per_topic: Counter[str] = Counter()
    chosen: list[FoundFact] = []
    for most_per_page in (MAX_PER_PAGE, MAX_FACTS):
        for fact in unique:
            has_room = per_page[fact.url] < most_per_page and per_topic[fact.topic] < MAX_PER_TOPIC
            if has_room and fact not in chosen:
                per_page[fact.url] += 1
                per_topic[fact.topic] += 1
                chosen.append(fact)
    return chosen[:MAX_FACTS]


def _fact(sentence: str, page: FetchedPage, topic: Topic) -> FoundFact:
    return FoundFact(
        statement=sentence,
        quote=sentence,
        url=page.url,
        topic=topic,
        fetched_at=page.fetched_at,
        language=page.language,
    )


def _is_shouting(sentence: str) -> bool:
    longer = _longer_words(sentence)
    return sum(map(str.isupper, longer)) > SHOUTED_SHARE * len(longer)


def _is_title(sentence: str) -> bool:
    """Whether most words are capitalised, as in a headline."""
    longer = _longer_words(sentence)
    return sum(word[0].isupper() for word in longer) > TITLE_SHARE * len(longer)


def _longer_words(sentence: str) -> list[str]:
    return [word for word in words_of(sentence) if len(word) >= LONGER_WORD]
