"""Turns a page whose text runs sideways so that it reads upright."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from generation.core.reading.document import (
    DOWNWARDS,
    FULL_TURN,
    SIDEWAYS,
    UPSIDE_DOWN,
    UPWARDS,
    Box,
    Fill,
    Page,
    Rule,
    Turn,
    Word,
)
from generation.core.reading.weights import UPRIGHT

_BACK: dict[Turn, Turn] = {
    0: 0,
    DOWNWARDS: UPWARDS,
    UPSIDE_DOWN: UPSIDE_DOWN,
    UPWARDS: DOWNWARDS,
}
_TURNS: dict[int, Turn] = {turn: turn for turn in _BACK}


def upright(page: Page) -> Page:
    """The page as it reads upright; the same page where most text already does."""
    directions: Counter[Turn] = Counter()
    for word in page.words:
        directions[word.turn] += len(word.text)
    if not directions:
        return page
    turn, number = directions.most_common(1)[0]
    if turn == 0 or number < UPRIGHT.most * directions.total():
        return page
    return turned(page, _BACK[turn])


def turned(page: Page, turn: Turn) -> Page:
    """The page turned clockwise by a quarter, a half or three quarters."""
    place = _placer(page, turn)
    is_quarter = turn in SIDEWAYS
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
        if turn == DOWNWARDS:
            return Box(height - box.bottom, box.x0, height - box.top, box.x1)
        if turn == UPSIDE_DOWN:
            return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
        if turn == UPWARDS:
            return Box(box.top, width - box.x1, box.bottom, width - box.x0)
        return box

    return place


def _add(one: Turn, other: Turn) -> Turn:
    return _TURNS[(one + other) % FULL_TURN]


def _in_reading_order(words: list[Word]) -> list[Word]:
    """Upright words first, as in a page that was upright from the start."""
    return [word for word in words if word.turn == 0] + [word for word in words if word.turn]
