# ruff: noqa: SIM905 - word lists and patterns read better whole

"""A situation with blanks: the unit of knowledge of the built-in writer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

Row = tuple[str, str, str, str, str]
"""Keys, band, headline, text, evidence."""

BANDS = {"s": (0, 1), "t": (2, 2), "w": (3, 4), "st": (0, 2), "tw": (2, 4), "stw": (0, 4)}
"""Scopes by the band's letters: s(mall), t(eam), w(ide)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One situation. Texts may hold blanks: `{work}` (a named thing in the role's work, at the
    scope), `{piece}` (what the role delivers), `{users}` (who receives it) and `{topic}` (words of
    the definition). `keys` are stems that a phrase of a definition shares when the frame fits it.
    """

    family: str
    keys: frozenset[str]
    low: int
    high: int
    headline: str
    text: str
    evidence: str

    @property
    def id(self) -> str:
        return f"{self.family}:{self.headline}"

    def fits(self, scope: int) -> bool:
        return self.low <= scope <= self.high

    def needs(self, blank: str) -> bool:
        return "{" + blank + "}" in self.text + self.headline + self.evidence


def frames(family: str, rows: tuple[Row, ...]) -> tuple[Frame, ...]:
    """Read a family's rows."""
    return tuple(
        Frame(
            family=family,
            keys=frozenset(stem(word) for word in keys.split()),
            low=BANDS[band][0],
            high=BANDS[band][1],
            headline=headline,
            text=text,
            evidence=evidence,
        )
        for keys, band, headline, text, evidence in rows
    )


_ENDINGS = (
    "ations ation ating ated ates ate ities ity ments ment nesses ness ings ing edly ively ively "
    "ives ive ions ion ers er ors or ies ied ances ance ences ence ly ed es s e y"
).split()


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A crude common form: `planning`, `plans`, `planned` → `plan`. Only for matching."""
    word = word.lower()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word[:-1] + "y" if len(word) > 3 and word.endswith("i") else word
