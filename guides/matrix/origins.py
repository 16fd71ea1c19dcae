"""Who wrote the examples: said near the top of every page that shows some, and at each example."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from guides.enums import Engine

BANK: Final = "bank"
CASE: Final = "case"
MODEL: Final = "model"
CHAT: Final = "chat"
MANUAL: Final = "manual"

ORIGIN_WORDS: Mapping[str, str] = {
    BANK: "from the bank",
    CASE: "from the guide’s own words",
    MODEL: "by a language model",
    CHAT: "pasted from a chat",
    MANUAL: "by hand",
}
"""How an example came about, in the order in which a page counts them."""

TO_CHECK = frozenset({MODEL, CHAT})
"""Origins whose examples somebody has to look at before they can be relied on."""

BANK_NOTE = "The bank holds general examples that were not written for this guide."
CHECK_NOTE = "Check what a language model wrote before you use it in a review."

_OF_ENGINE: Mapping[str, str] = {Engine.OFFLINE: BANK, Engine.OPENAI: MODEL, Engine.MANUAL: MANUAL}


def origin_of(item: Mapping[str, Any], engine: str = "") -> str:
    """One of ORIGIN_WORDS for a stored example; by its engine where it does not say so itself."""
    origin: str = item.get("origin") or _OF_ENGINE.get(engine, MODEL)
    return origin if origin in ORIGIN_WORDS else MODEL


def origins_of(items: Iterable[Mapping[str, Any]], engine: str = "") -> tuple[str, ...]:
    """The origins of a cell's stored examples, each once."""
    return tuple(dict.fromkeys(origin_of(item, engine) for item in items))


@dataclass(frozen=True, slots=True)
class CellOrigin:
    """Who wrote the examples of one cell. `checked_by` stays empty where names are not told."""

    origins: tuple[str, ...]
    is_checked: bool = False
    checked_by: str = ""


NOBODY = CellOrigin(())


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who wrote the examples of a guide, counted in cells."""

    parts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> str:
        return ", ".join(self.parts)

    @property
    def sentence(self) -> str:
        """The whole of it as plain text, for files; empty where there are no examples."""
        if not self.parts:
            return ""
        return " ".join((f"Examples: {self.counts}.", *self.notes))


def authorship(cells: Iterable[CellOrigin]) -> Authorship:
    """Who wrote what. A cell whose examples have two origins counts for both."""
    found: dict[str, list[CellOrigin]] = defaultdict(list)
    for cell in cells:
        for origin in cell.origins:
            found[origin].append(cell)
    present = [origin for origin in ORIGIN_WORDS if origin in found]
    parts = [_part(origin, found[origin], is_first=not at) for at, origin in enumerate(present)]
    notes = [BANK_NOTE] if BANK in found else []
    if not TO_CHECK.isdisjoint(found):
        notes.append(CHECK_NOTE)
    return Authorship(tuple(parts), tuple(notes))


def _part(origin: str, cells: Sequence[CellOrigin], *, is_first: bool) -> str:
    count = len(cells)
    noun = ("cell " if count == 1 else "cells ") if is_first else ""
    looked = _who_looked(cells) if origin in TO_CHECK else ""
    return f"{count} {noun}{ORIGIN_WORDS[origin]}{looked}"


def _who_looked(cells: Sequence[CellOrigin]) -> str:
    checked = [cell for cell in cells if cell.is_checked]
    if not checked:
        return ""
    names = list(dict.fromkeys(cell.checked_by for cell in checked if cell.checked_by))
    by = f"by {_listed(names)}" if names else "by a person"
    return f", {'' if len(checked) == len(cells) else f'{len(checked)} of them '}checked {by}"


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
