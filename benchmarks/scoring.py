"""How like a matrix is to its truth: F1 over cells, by names in order and texts word for word.

A cell counts where its level and its competency pair with the truth's, and the texts are at least
95 % alike once what a page adds (wraps, list marks, ligatures, kinds of quotes) is taken away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rapidfuzz.distance import Indel

Guide = Mapping[str, Any]

CELL_LIKENESS = 0.95
NAME_LIKENESS = 0.80
STRAY_LIKENESS = 0.95
"""Names out of order must agree almost exactly."""

_MARKS = re.compile(r"(?m)^\s*[•◦▪●■○*\-–—]\s+")
_LOOSE_MARKS = re.compile(r"(?:^|\s)[•◦▪●■-](?=\s|$)")
_HYPHENS = re.compile(r"(?<=\w)-\s*(?=\w)")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_QUOTES = str.maketrans({**dict.fromkeys("‘’‚`´′", "'"), **dict.fromkeys("“”„«»″", '"')})
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")


def f1(truth: Guide, answer: Guide) -> float:
    """The F1 of cells; several guides are each scored with their likest answer."""
    wanted, given = _guides(truth), _guides(answer)
    picked = [max((_right(guide, own) for own in given), default=0) for guide in wanted]
    total = sum(len(_texts(guide)) for guide in (*wanted, *given))
    return 2 * sum(picked) / total if total else 0.0


def _guides(file: Guide) -> list[Guide]:
    return list(file["guides"]) if "guides" in file else [file] if file.get("cells") else []


def _right(truth: Guide, answer: Guide) -> int:
    """How many of the answer's cells stand in their place with their text."""
    levels = _paired(truth["levels"], answer["levels"], _level_names)
    rows = _paired(truth["competencies"], answer["competencies"], _row_names)
    wanted = _texts(truth)
    right = set()
    for (level, row), text in _texts(answer).items():
        place = (levels.get(level, -1), rows.get(row, -1))
        if place in wanted and Indel.normalized_similarity(wanted[place], text) >= CELL_LIKENESS:
            right.add(place)
    return len(right)


def _texts(guide: Guide) -> dict[tuple[int, int], str]:
    found = {}
    for cell in guide["cells"]:
        if text := _normal(cell["definition"] or ""):
            found[cell["level"], cell["competency"]] = text
    return found


def _normal(text: str) -> str:
    text = _MARKS.sub("", text.replace("\u00ad\n", "").replace("\u00ad", ""))
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", text).translate(_QUOTES))
    text = "".join(
        sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cf", "Cc"}
    )
    return " ".join(_LOOSE_MARKS.sub(" ", _HYPHENS.sub("", text)).split())


def _key(name: str) -> str:
    name = _HYPHENS.sub("", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(re.findall(r"\w+", name))


def _level_names(level: Guide) -> set[str]:
    """Every way to write a level: its code, its title, or both."""
    code, title = _key(level.get("code") or ""), _key(level.get("title") or "")
    numbered = {f"level {part}" for part in (code, title) if part.isdigit()}
    bare = _key(_BRACKETS.sub(" ", level.get("title") or ""))
    every = {code, title, bare, f"{code} {title}", f"{title} {code}"} | numbered
    return {name.strip() for name in every if name.strip()}


def _row_names(row: Guide) -> set[str]:
    name, category = _key(row.get("name") or ""), _key(row.get("category") or "")
    every = {name, _key(_BRACKETS.sub(" ", row.get("name") or ""))}
    if category:
        every |= {f"{category} {name}", f"{name} {category}"}
    return {name for name in every if name}


def _paired(
    truth: Sequence[Guide], answer: Sequence[Guide], names: Callable[[Guide], set[str]]
) -> dict[int, int]:
    """From the answer's places to the truth's: in order first, then those that stray."""
    wanted, given = [names(entry) for entry in truth], [names(entry) for entry in answer]
    like = [[_likeness(one, other) for other in given] for one in wanted]
    pairs = _in_order(like, len(given))
    free = set(range(len(wanted))) - set(pairs.values())
    strays = sorted(
        ((like[i][j], i, j) for i in free for j in range(len(given)) if j not in pairs),
        reverse=True,
    )
    for value, i, j in strays:
        if value >= STRAY_LIKENESS and i in free and j not in pairs:
            pairs[j] = i
            free.discard(i)
    return pairs


def _likeness(one: set[str], other: set[str]) -> float:
    return max((Indel.normalized_similarity(a, b) for a in one for b in other), default=0.0)


def _in_order(like: Sequence[Sequence[float]], width: int) -> dict[int, int]:
    """The pairs in order whose likenesses sum highest."""
    best = [[0.0] * (width + 1) for _ in range(len(like) + 1)]
    for i in reversed(range(len(like))):
        for j in reversed(range(width)):
            both = like[i][j] + best[i + 1][j + 1] if like[i][j] >= NAME_LIKENESS else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(like) and j < width:
        if like[i][j] >= NAME_LIKENESS and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            pairs[j] = i
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
