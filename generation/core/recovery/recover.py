"""Let all strategies compete for the document's matrix, and say how sure the best one is."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, replace
from time import perf_counter

from generation.core.errors import NoMatrix
from generation.core.reading import Document
from generation.core.recovery.doubts import doubted
from generation.core.recovery.field_values import without_field_values
from generation.core.recovery.matrix import Attempt, Recovery
from generation.core.recovery.places import with_places
from generation.core.recovery.ranking import Ranked, choice, ranked
from generation.core.recovery.stated import stated_matrix
from generation.core.recovery.strategies import Strategy, strategies
from generation.core.recovery.weights import current

logger = logging.getLogger(__name__)


def recover_matrix(document: Document) -> Recovery:
    """The guide's matrix as the best strategy sees it. Raises `NoMatrix`."""
    stated = stated_matrix(document)
    if stated is not None:
        return stated
    document, entries = without_field_values(document)
    return judged(document, tried(document), entries)


def tried(document: Document) -> list[Attempt]:
    """What each strategy makes of the document by itself."""
    return [_attempt(strategy, document) for strategy in strategies()]


def judged(
    document: Document, attempts: Sequence[Attempt], entries: Sequence[str] = ()
) -> Recovery:
    """The best of the attempts, with all of them weighed. Raises `NoMatrix`.

    `entries` are those of a form, which the document does not hold any more.
    """
    best_first = [_explained(entry) for entry in ranked(document, attempts)]
    left_out = tuple(f"“{text}” was left out: it fills in a form." for text in entries)
    best_first = [replace(one, reasons=(*one.reasons, *left_out)) for one in best_first]
    recovery = choice(best_first, attempts)
    if recovery is None:
        raise NoMatrix(_why_not(document, attempts))
    return doubted(document, with_places(recovery, document))


def _attempt(strategy: Strategy, document: Document) -> Attempt:
    start = perf_counter()
    try:
        attempt = strategy.recover(document)
    except Exception:
        # A page that one strategy stumbles over may be easy for another.
        logger.exception("strategy %s failed", strategy.name)
        attempt = Attempt(strategy.name, error="This way of reading failed.")
    return replace(attempt, strategy=strategy.name, seconds=perf_counter() - start)


def _explained(entry: Ranked) -> Attempt:
    """The attempt with the figures that it was weighed by, and what they say in short sentences."""
    attempt = entry.attempt
    figures = {**asdict(entry.signs), "agreement": entry.agreement, "share": entry.share}
    return replace(attempt, reasons=(*attempt.reasons, *_remarks(entry)), figures=figures)


def _remarks(entry: Ranked) -> list[str]:
    signs, weights, told = entry.signs, current().confidence, current().ranking
    remarks = (
        (signs.filled < weights.filled_enough, "Many fields hold no definition."),
        (signs.lost > weights.lost_free, "Some words in the matrix's area are left out."),
        (signs.odd_names > 0, "Some names look cut or joined."),
        (signs.odd_cells > weights.odd_cells_free, "Some definitions look cut or joined."),
        (
            signs.elsewhere > weights.elsewhere_free,
            "Later pages name the same competencies, but nothing was taken from them.",
        ),
        (signs.leaning < told.leaning, "The names hardly show which ones are the levels."),
        (signs.is_guide < 1, "Neither the names nor other words are those of a guide."),
        (signs.printed_over > weights.printed_over_free, "Text is printed over other text."),
        (signs.readable < told.readable, "Parts of the text were hard to read."),
        (entry.share < told.share, "Another way of reading holds more of the text."),
        (entry.agreement >= weights.alike, "Another way of reading gives the same matrix."),
    )
    return [text for is_so, text in remarks if is_so]


def _why_not(document: Document, attempts: Sequence[Attempt]) -> str:
    words = sum(len(page.words) for page in document.pages)
    looked = "levels named in a header row, in a first column or in headings"
    if words < current().ranking.few_words:
        return f"We looked for {looked}, but the PDF holds only {words} words."
    tried = sorted({attempt.error for attempt in attempts if attempt.error})
    why = f" {tried[0]}" if tried else ""
    return (
        f"We looked for {looked}, with definitions for several competencies, and found none.{why}"
    )
