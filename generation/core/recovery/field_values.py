"""Entries of forms that stand beside every definition: "Nope", "Done", "n/a", a hundred times.

A sheet with a list to choose from beside each level prints the entries among the texts. An entry
is one and the same word in several columns of a page, alone in its line each time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from generation.core.reading import Document, Page, Word
from generation.core.recovery.weights import current


def without_field_values(document: Document) -> tuple[Document, list[str]]:
    """The document without entries of forms, and the entries that were left out."""
    found: list[str] = []
    pages = []
    for page in document.pages:
        values = _values(page)
        found += [value for value in values if value not in found]
        words = tuple(word for word in page.words if word.text not in values)
        pages.append(replace(page, words=words) if values else page)
    return (replace(document, pages=tuple(pages)), found) if found else (document, found)


def _values(page: Page) -> list[str]:
    """The words of a page that fill in fields of several columns."""
    weights = current().field_values
    counts = Counter(word.text for word in page.words if word.text.isalpha())
    often = {text for text, count in counts.items() if count >= weights.least}
    places: dict[str, Counter[int]] = defaultdict(Counter)
    crowded: Counter[str] = Counter()
    for word, is_alone in _in_lines(page, often):
        crowded[word.text] += not is_alone
        places[word.text][round(word.box.x0)] += 1
    return [
        text
        for text, starts in places.items()
        if crowded[text] <= weights.most_crowded * counts[text] and _are_columns(starts)
    ]


def _are_columns(starts: Counter[int]) -> bool:
    """Whether nearly all of the places of a word are in a few columns."""
    weights = current().field_values
    columns = [count for count in starts.values() if count >= weights.least_in_column]
    is_in_columns = sum(columns) >= weights.in_columns * sum(starts.values())
    return len(columns) >= weights.least_columns and is_in_columns


def _in_lines(page: Page, texts: set[str]) -> Iterator[tuple[Word, bool]]:
    """The words with these texts, and whether white space stands on both sides of each."""
    lines: dict[int, list[Word]] = defaultdict(list)
    for word in page.words:
        lines[round(word.box.y_mid)].append(word)
    for line in lines.values():
        line.sort(key=lambda word: word.box.x0)
        for before, word, after in zip([None, *line], line, [*line[1:], None], strict=False):
            if word.text in texts:
                yield word, _is_apart(before, word) and _is_apart(word, after)


def _is_apart(one: Word | None, other: Word | None) -> bool:
    if one is None or other is None:
        return True
    return other.box.x0 - one.box.x1 >= current().field_values.apart_em * one.size
