"""Texts from small grammars: `{pool}` picks a phrase, `{int:1-9}` and its like make figures."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

_SLOT = re.compile(r"\{([^{}]+)\}")
_DEEPEST = 6
"""Pools name other pools; deeper than this is a circle."""


class Writer:
    """Fills templates from pools; a pool is used up before a phrase comes again."""

    def __init__(self, pools: Mapping[str, Sequence[str]], chance: random.Random) -> None:
        self.pools = pools
        self.chance = chance
        self._left: dict[str, list[str]] = {}

    def fill(self, template: str) -> str:
        for _ in range(_DEEPEST):
            template, found = _SLOT.subn(lambda slot: self._slot(slot[1]), template)
            if not found:
                break
        return template[:1].upper() + template[1:]

    def _slot(self, name: str) -> str:
        kind, _, rest = name.partition(":")
        makers: dict[str, Callable[[str], str]] = {
            "int": self._whole,
            "money": self._money,
            "share": lambda _: f"{self.chance.randint(1, 99)} %",
            "decimal": lambda digits: f"{self.chance.uniform(0, 100):.{digits or 1}f}",
            "date": self._date,
            "time": lambda _: f"{self.chance.randint(6, 21)}:{self.chance.randrange(0, 60, 15):02}",
            "one": lambda choices: self.chance.choice(choices.split("/")),
        }
        return makers[kind](rest) if kind in makers else self._pick(name)

    def _whole(self, limits: str) -> str:
        low, high = map(int, limits.split("-"))
        return str(self.chance.randint(low, high))

    def _pick(self, name: str) -> str:
        left = self._left.get(name)
        if not left:
            left = self._left[name] = list(self.pools[name])
            self.chance.shuffle(left)
        return left.pop()

    def _money(self, sign: str) -> str:
        value = self.chance.choice((9, 90, 900, 9000)) * self.chance.uniform(0.2, 1)
        return f"{sign or '€'} {value:,.2f}"

    def _date(self, style: str) -> str:
        day, month, year = (self.chance.randint(a, b) for a, b in ((1, 28), (1, 12), (2019, 2026)))
        if style == "eu":
            return f"{day:02}.{month:02}.{year}"
        return f"{year}-{month:02}-{day:02}"
