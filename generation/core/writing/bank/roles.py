"""Which role families a guide is for, told from titles."""

from __future__ import annotations

from generation.core.writing.bank.signs import Sign, plain_words
from generation.core.writing.bank.taxonomy import OFFICE, load_roles


def families_of(*titles: str) -> frozenset[str]:
    """Role families of the first title that names one, `OFFICE` among them.

    Only `OFFICE` where no title says anything; empty for trades that are no office work.
    """
    roles = load_roles()
    for title in titles:
        line = "".join(f" {word}" for word in plain_words(title))
        if _has(roles.other_trades, line):
            return frozenset()
        for table in (roles.families, roles.last):
            if found := {name for name, signs in table.items() if _has(signs, line)}:
                return frozenset(found | {OFFICE})
    return frozenset({OFFICE})


def _has(signs: tuple[Sign, ...], line: str) -> bool:
    return any(sign.find(line) is not None for sign in signs)
