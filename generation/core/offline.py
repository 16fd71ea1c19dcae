"""The built-in writer: three examples for a cell without a language model. Deterministic."""

from __future__ import annotations

import re
from hashlib import blake2b

from .brief import CellBrief
from .examples import Example
from .lexicon.scope import scope_of_position
from .scenarios.general import FRAMES
from .scenarios.roles import role_of

_PART = re.compile(r"[^\n.;:!?]+")


def write_examples(brief: CellBrief) -> tuple[Example, Example, Example]:
    """Write three examples for `brief`. The same brief always gives the same examples."""
    scope = scope_of_position(brief.level, len(brief.matrix.levels))
    fitting = [frame for frame in FRAMES if frame.fits(scope)]
    role = role_of(brief.role_title)
    start = _hash(brief.definition, str(brief.level), str(brief.competency), brief.note) + brief.seed
    works = role.work[scope]
    quotes = _quotes(brief.definition)
    made = []
    for index in range(3):
        frame = fitting[(start + index) % len(fitting)]
        blanks = {
            "work": works[(start + index) % len(works)],
            "piece": role.piece[0],
            "users": role.users[(start + index) % len(role.users)],
        }
        made.append(
            Example(
                frame.headline.format(**blanks),
                frame.text.format(**blanks),
                frame.evidence.format(**blanks),
                quotes[index % len(quotes)],
            )
        )
    return made[0], made[1], made[2]


def _quotes(definition: str) -> list[str]:
    parts = [part.strip(" •-–\t") for part in _PART.findall(definition)]
    long = [" ".join(part.split()[:12]) for part in parts if len(part.split()) >= 3]
    return long or [" ".join(definition.split())]


def _hash(*parts: str) -> int:
    data = "\x1f".join(parts).encode("utf-8", "replace")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")
