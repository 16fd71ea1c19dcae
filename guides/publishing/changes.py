"""What readers would see differently if the draft were published."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from guides.differences import Piece, word_differences
from guides.models import GuideEdition


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between an edition and the draft.

    `what` names the kind in words; `pieces` are the words of a changed text, marked.
    """

    what: str
    where: str
    pieces: tuple[Piece, ...] = ()


def changes_since(edition: GuideEdition, content: Mapping[str, Any]) -> list[Change]:
    """What readers would see differently if `content` (the draft's) were published."""
    old = edition.content_json
    return [
        *_changed_parts("Level", old["levels"], content["levels"]),
        *_changed_parts("Competency", old["competencies"], content["competencies"]),
        *_changed_cells(old, content),
    ]


def _changed_parts(
    word: str, old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]
) -> list[Change]:
    before = {part["key"]: part for part in old}
    after = {part["key"]: part for part in new}
    changes = [
        Change(f"{word} removed", _name(part)) for key, part in before.items() if key not in after
    ]
    for key, part in after.items():
        if key not in before:
            changes.append(Change(f"{word} added", _name(part)))
        elif part != before[key]:
            pieces = word_differences(_in_full(before[key]), _in_full(part))
            changes.append(Change(f"{word} changed", _name(part), tuple(pieces)))
    if _common(before, after) != _common(after, before):
        changes.append(Change(f"{word} order changed", ", ".join(map(_name, after.values()))))
    return changes


def _common(keys: Iterable[str], others: Container[str]) -> list[str]:
    """Those of `keys` that the others have too, in their own order."""
    return [key for key in keys if key in others]


def _changed_cells(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    before, after = _cells(old), _cells(new)
    levels = {part["key"]: part for part in [*old["levels"], *new["levels"]]}
    rows = {part["key"]: part for part in [*old["competencies"], *new["competencies"]]}
    changes = []
    for place in dict.fromkeys([*after, *before]):
        where = f"{_name(rows[place[0]])}, {_name(levels[place[1]])}"
        was, now = before.get(place), after.get(place)
        if now is None:
            changes.append(Change("Definition removed", where))
            continue
        if was is None:
            changes.append(Change("Definition added", where, (Piece("added", now["definition"]),)))
            continue
        if was["definition"] != now["definition"]:
            pieces = word_differences(was["definition"], now["definition"])
            changes.append(Change("Definition changed", where, tuple(pieces)))
        if was["examples"] != now["examples"]:
            pieces = word_differences(_example_text(was), _example_text(now))
            changes.append(Change(_examples_word(was, now), where, tuple(pieces)))
    return changes


def _cells(content: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {(cell["competency"], cell["level"]): cell for cell in content["cells"]}


def _name(part: Mapping[str, Any]) -> str:
    return part.get("name") or " ".join(filter(None, (part.get("code"), part.get("title"))))


def _in_full(part: Mapping[str, Any]) -> str:
    texts = (_name(part), part.get("category"), part.get("description"))
    return " · ".join(text for text in texts if text)


def _example_text(cell: Mapping[str, Any]) -> str:
    return "\n".join(f"{example['headline']}: {example['text']}" for example in cell["examples"])


def _examples_word(was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    if not was["examples"]:
        return "Examples added"
    return "Examples changed" if now["examples"] else "Examples removed"
