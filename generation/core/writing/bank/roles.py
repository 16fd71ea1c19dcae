"""Which role families a guide is for, told from titles."""

from __future__ import annotations

from generation.core.writing.bank.signs import Sign, plain_words
from generation.core.writing.bank.taxonomy import OFFICE, load_roles


def families_of(*titles: str) -> frozenset[str]:
    """Role families of the first title that names one, `OFFICE` among them.

    Only `OFFICE` where no title says anything; empty for trades that are no office work.
    """
    for title in titles:
        line = "".join(f" {word}" for word in plain_words(title))
        if found := _families_in(line):
            return found | {OFFICE}
        if _has(load_roles().other_trades, line):
            return frozenset()
    return frozenset({OFFICE})


def _families_in(line: str) -> frozenset[str]:
    roles = load_roles()
    if _has(roles.other_trades, line):
        return frozenset()
    found = frozenset(name for name, signs in roles.families.items() if _has(signs, line))
    return found - roles.last or found


def _has(signs: tuple[Sign, ...], line: str) -> bool:
    return any(sign.find(line) is not None for sign in signs)
