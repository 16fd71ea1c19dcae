"""Find a quote in words of the document, whatever the page did to spaces, hyphens and quotes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

from generation.core.reading import Word


def folded(text: str) -> str:
    """The letters and digits of a text alone, in one form and case."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in unicodedata.normalize("NFKC", plain) if char.isalnum())


def locate(
    quote: str, words: Sequence[Word], *, edge: Literal["both", "start", "end"] = "both"
) -> tuple[int, int] | None:
    """First word of a quote and the one after its last; None where it does not stand there.

    A quote begins and ends with whole words. With `edge` "start" it may stop within a word (some
    scripts write no spaces); with "end" it may begin within one, and its last place counts.
    """
    wanted = folded(quote)
    if not wanted:
        return None
    text, owners = _letters_of(words)
    found = None
    place = text.find(wanted)
    while place >= 0:
        stop = place + len(wanted)
        is_whole_start = place == 0 or owners[place - 1] != owners[place]
        is_whole_end = stop == len(owners) or owners[stop] != owners[stop - 1]
        if (is_whole_start or edge == "end") and (is_whole_end or edge == "start"):
            found = (owners[place], owners[stop - 1] + 1)
            if edge != "end":
                return found
        place = text.find(wanted, place + 1)
    return found


def _letters_of(words: Sequence[Word]) -> tuple[str, list[int]]:
    """The folded letters of all words in one row, and the word that each belongs to."""
    parts = [folded(word.text) for word in words]
    return "".join(parts), [number for number, part in enumerate(parts) for _ in part]
