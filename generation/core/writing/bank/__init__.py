"""Whole examples kept as data, and which of them a cell's definition asks for.

`behaviours/*.toml` say what leveling guides ask for and by which signs, `examples/*.toml` hold the
examples, `words.toml` and `roles.toml` the words both rely on. `README.md` says how to add to them.
"""

from generation.core.writing.bank.choosing import Choice, Place, choose
from generation.core.writing.bank.covering import quote_for
from generation.core.writing.bank.matching import Asked, asked_behaviours
from generation.core.writing.bank.taxonomy import (
    BankError,
    Behaviour,
    Entry,
    load_behaviours,
    load_entries,
)

__all__ = [
    "Asked",
    "BankError",
    "Behaviour",
    "Choice",
    "Entry",
    "Place",
    "asked_behaviours",
    "choose",
    "load_behaviours",
    "load_entries",
    "quote_for",
]
