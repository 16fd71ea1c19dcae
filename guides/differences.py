"""Differences between two texts, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]

MAX_WORDS = 4000
"""Above this, comparing word by word takes seconds: the texts are then told apart as wholes."""

_Words = tuple[list[str], list[str]]
"""Words of the old text and of the new one."""

_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: in both, only in the old one, or only in the new one."""

    kind: Kind
    text: str


def word_differences(old: str, new: str) -> list[Piece]:
    """Both texts in one: joining `same` and `removed` gives `old`, `same` and `added` gives `new`.

    A short run of common words between two changes is taken into them: marks that flicker word by
    word say less than one mark.
    """
    if old == new:
        return _joined([Piece("same", new)])
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > MAX_WORDS:
        return _joined([Piece("removed", old), Piece("added", new)])
    return _joined(list(_pieces(before, after)))


def added_only(old: str, new: str) -> list[Piece]:
    """`new` with what is not in `old` marked."""
    return _joined([piece for piece in word_differences(old, new) if piece.kind != "removed"])


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    """The texts in their order; pieces may be empty, and neighbours of one kind."""
    removed: list[str] = []
    added: list[str] = []
    for gap, run, is_last in _runs(before, after):
        removed += gap[0]
        added += gap[1]
        is_slight = bool(removed or added) and not is_last and _is_slight(run[1])
        is_same = run[0] == run[1]  # else only the case of letters differs
        if is_slight or not is_same:
            removed += run[0]
            added += run[1]
        if is_slight:
            continue
        yield Piece("removed", "".join(removed))
        yield Piece("added", "".join(added))
        removed, added = [], []
        if is_same:
            yield Piece("same", "".join(run[1]))


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[_Words, _Words, bool]]:
    """What both texts share, each run behind what differs; and whether nothing follows it."""
    folded = [word.casefold() for word in before], [word.casefold() for word in after]
    i = j = 0
    for block in SequenceMatcher(None, *folded, autojunk=False).get_matching_blocks():
        gap = before[i : block.a], after[j : block.b]
        i, j = block.a + block.size, block.b + block.size
        run = before[block.a : i], after[block.b : j]
        yield gap, run, i == len(before) and j == len(after)


def _is_slight(words: list[str]) -> bool:
    """White space, a mark, or one short word."""
    text = "".join(words).strip()
    return len(text) <= 3


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece; nothing empty."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined
