"""Turns a page whose text runs sideways so that it reads upright."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from generation.core.reading.document import Box, Fill, Page, Rule, Word

Turn = Literal[0, 90, 180, 270]

MOST = 0.6
"""From this share of its characters on, the direction of the text is the page's own."""

_BACK: dict[Turn, Turn] = {0: 0, 90: 270, 180: 180, 270: 90}


def upright(page: Page) -> Page:
    """The page as it reads upright; the same page where most text already does."""
    directions: Counter[Turn] = Counter()
    for word in page.words:
        directions[word.turn] += len(word.text)
    if not directions:
        return page
    turn, number = directions.most_common(1)[0]
    if turn == 0 or number < MOST * directions.total():
        return page
    return turned(page, _BACK[turn])


def turned(page: Page, turn: Turn) -> Page:
    """The page turned clockwise by a quarter, a half or three quarters."""
    place = _placer(page, turn)
    is_quarter = turn in (90, 270)
    words = [replace(word, box=place(word.box), turn=_add(word.turn, turn)) for word in page.words]
    return replace(
        page,
        width=page.height if is_quarter else page.width,
        height=page.width if is_quarter else page.height,
        words=tuple(_in_reading_order(words)),
        rules=tuple(Rule(place(rule.box), rule.is_horizontal != is_quarter) for rule in page.rules),
        fills=tuple(Fill(place(fill.box), fill.colour) for fill in page.fills),
        turned=_add(page.turned, turn),
    )


def _placer(page: Page, turn: Turn) -> Callable[[Box], Box]:
    width, height = page.width, page.height

    def place(box: Box) -> Box:
        if turn == 90:
            return Box(height - box.bottom, box.x0, height - box.top, box.x1)
        if turn == 180:
            return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
        if turn == 270:
            return Box(box.top, width - box.x1, box.bottom, width - box.x0)
        return box

    return place


def _add(one: Turn, other: Turn) -> Turn:
    sums: dict[int, Turn] = {0: 0, 90: 90, 180: 180, 270: 270}
    return sums[(one + other) % 360]


def _in_reading_order(words: list[Word]) -> list[Word]:
    """Upright words first, as in a page that was upright from the start."""
    return [word for word in words if word.turn == 0] + [word for word in words if word.turn]
