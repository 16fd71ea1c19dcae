"""The bank's data, read and checked: behaviours, whole examples, words and roles.

Every mistake in the data raises `BankError`, whose message names the file and the entry.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from generation.core.writing.bank.signs import Sign, SignError, Vocabulary, compile_sign
from generation.core.writing.lexicon.scope import (
    FEATURE,
    ORGANISATION,
    SEVERAL_TEAMS,
    TASK,
    TEAM,
)

DATA: Final = Path(__file__).parent
SCOPES: Final[Mapping[str, int]] = {
    "task": TASK,
    "feature": FEATURE,
    "team": TEAM,
    "teams": SEVERAL_TEAMS,
    "organisation": ORGANISATION,
}
OFFICE: Final = "office"
"""The role of an example that fits every office role."""


_VERB = re.compile(r"(?<![\w*])([a-z]+)~")


class BankError(ValueError):
    """The bank's data breaks its own rules."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What guides ask for. `asks` are the signs of a clause that asks for it, `never` those of a
    clause that means something else; `covers` are words of such clauses that every example of it
    shows without saying them. `families` are the roles it makes sense for; empty: every."""

    id: str
    group: str
    name: str
    meaning: str
    asks: tuple[Sign, ...]
    never: tuple[Sign, ...]
    covers: str
    families: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole example of one behaviour; `scope` is 0 (a task) to 4 (the organisation).

    `also` are words in which a guide may ask for just this and that the example does not say.

    No headline stands twice in the bank: it names the entry.
    """

    behaviour: str
    scope: int
    roles: frozenset[str]
    headline: str
    text: str
    evidence: str
    also: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """`words.toml`: the vocabulary of signs, what takes a clause's claim away, words that an
    example need not show (`lesser`), words that it has to show although they end in "-ly" or share
    a stem with a lesser one (`weighty`), words that no quote ends with (`open_ended`), words that
    mean the same in guides (`same`), and verbs that name one act (`acts`)."""

    vocabulary: Vocabulary
    verbs: frozenset[str]
    failing: tuple[str, ...]
    not_failing: tuple[str, ...]
    knowing: tuple[str, ...]
    causing: tuple[str, ...]
    lesser: str
    weighty: frozenset[str]
    open_ended: frozenset[str]
    same: tuple[str, ...]
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """`roles.toml`: the signs of each role family in a title."""

    families: Mapping[str, tuple[Sign, ...]]
    last: Mapping[str, tuple[Sign, ...]]
    other_trades: tuple[Sign, ...]


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BankError(f"{path.name}: {error}") from error


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The words that signs and clauses rely on."""
    data = _read(DATA / "words.toml")
    vocabulary = Vocabulary(data["sets"], data["irregular"], data["fillers"], data["breakers"])
    verbs = {
        verb for path in _files("behaviours") for verb in _VERB.findall(path.read_text("utf-8"))
    }
    lists = {name: tuple(data[name]) for name in ("failing", "not_failing", "knowing", "causing")}
    return Words(
        vocabulary,
        frozenset(verbs),
        lesser=" ".join(data["lesser"]),
        weighty=frozenset(" ".join(data["weighty"]).split()),
        open_ended=frozenset(" ".join(data["open_ended"]).split()),
        same=tuple(data["same"]),
        acts=tuple(data["acts"]),
        **lists,
    )


@lru_cache(maxsize=1)
def load_roles() -> Roles:
    """The role families and the words of titles that tell them."""
    data = _read(DATA / "roles.toml")
    families, last = (
        {name: _signs(signs, f"roles.toml: {name}") for name, signs in data[table].items()}
        for table in ("families", "last")
    )
    return Roles(families, last, _signs(data["other_trades"]["signs"], "roles.toml: other_trades"))


@lru_cache(maxsize=1)
def load_behaviours() -> Mapping[str, Behaviour]:
    """Every behaviour by its id, in the order of the files. Raises `BankError`."""
    found: dict[str, Behaviour] = {}
    for path in _files("behaviours"):
        for id_, item in _read(path).items():
            where = f"behaviours/{path.name}: {id_}"
            if id_ in found:
                raise BankError(f"{where} stands twice")
            found[id_] = _behaviour(id_, path.stem, item, where)
    return found


def _behaviour(id_: str, group: str, item: Mapping[str, Any], where: str) -> Behaviour:
    _require(item, {"name", "meaning", "asks"}, {"never", "covers", "families"}, where)
    if not item["asks"]:
        raise BankError(f"{where} has no sign")
    return Behaviour(
        id=id_,
        group=group,
        name=item["name"],
        meaning=item["meaning"],
        asks=_signs(item["asks"], where),
        never=_signs(item.get("never", ()), where),
        covers=" ".join(item.get("covers", ())),
        families=_families(item.get("families", ()), where) - {OFFICE},
    )


@lru_cache(maxsize=1)
def load_entries() -> tuple[Entry, ...]:
    """Every whole example, in the order of the files. Raises `BankError`."""
    found: dict[str, Entry] = {}
    for path in _files("examples"):
        for index, item in enumerate(_read(path).get("example", ())):
            where = f"examples/{path.name}: “{item.get('headline', f'number {index + 1}')}”"
            entry = _entry(item, where)
            if entry.headline in found:
                raise BankError(f"{where} stands twice")
            found[entry.headline] = entry
    return tuple(found.values())


def _entry(item: Mapping[str, Any], where: str) -> Entry:
    needed = {"behaviour", "scope", "roles", "headline", "text", "evidence"}
    _require(item, needed, {"also"}, where)
    if item["behaviour"] not in load_behaviours():
        raise BankError(f"{where} names no behaviour: {item['behaviour']}")
    if item["scope"] not in SCOPES:
        raise BankError(f"{where} has no scope: {item['scope']}")
    return Entry(
        behaviour=item["behaviour"],
        scope=SCOPES[item["scope"]],
        roles=_families(item["roles"], where),
        headline=item["headline"],
        text=item["text"],
        evidence=item["evidence"],
        also=" ".join(item.get("also", ())),
    )


def _files(folder: str) -> Iterator[Path]:
    return iter(sorted((DATA / folder).glob("*.toml")))


def _require(item: Mapping[str, Any], needed: set[str], more: set[str], where: str) -> None:
    if missing := needed - item.keys():
        raise BankError(f"{where} lacks {', '.join(sorted(missing))}")
    if unknown := item.keys() - needed - more:
        raise BankError(f"{where} has unknown {', '.join(sorted(unknown))}")


def _families(names: list[str] | tuple[str, ...], where: str) -> frozenset[str]:
    if unknown := set(names) - {*load_roles().families, *load_roles().last, OFFICE}:
        raise BankError(f"{where} names unknown roles: {', '.join(sorted(unknown))}")
    return frozenset(names)


def _signs(sources: list[str] | tuple[str, ...], where: str) -> tuple[Sign, ...]:
    vocabulary = load_words().vocabulary
    try:
        return tuple(compile_sign(source, vocabulary) for source in sources)
    except SignError as error:
        raise BankError(f"{where}: {error}") from error
