"""Things that are joined pair by pair, as the groups that they make."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

_Item = TypeVar("_Item", bound=Hashable)


def components(items: Sequence[_Item], links: Iterable[tuple[_Item, _Item]]) -> list[list[_Item]]:
    """The items grouped by the links between them, directly or through others, in their order."""
    parent = {item: item for item in items}

    def root(item: _Item) -> _Item:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for one, other in links:
        parent[root(other)] = root(one)
    groups: dict[_Item, list[_Item]] = {}
    for item in items:
        groups.setdefault(root(item), []).append(item)
    return list(groups.values())
