"""The ways to recover a matrix; one module each, all over the same `Document`.

A strategy is a module with a `name` and a function `recover(document) -> Attempt`. It answers an
attempt without matrices where it does not apply, and never raises for what a page may hold. Its
confidence says how well the document fits *this* strategy's idea of a layout; `recover.py` weighs
it with signs that all strategies share (how much of the text the matrix holds, how the names
read, what the others found) and so makes the confidences of different strategies comparable.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol

from generation.core.reading import Document
from generation.core.recovery.matrix import Attempt

MODULES = ("ruled", "plumbed", "spaced", "sheets", "prose", "cards", "slides")
"""Modules of this package, the most trusted first: an earlier one wins between equals."""


class Strategy(Protocol):
    """What a strategy module offers."""

    @property
    def name(self) -> str: ...

    def recover(self, document: Document) -> Attempt: ...


def strategies() -> Iterator[Strategy]:
    """All strategies, imported when their turn comes."""
    for module in MODULES:
        yield import_module(f"{__name__}.{module}")
