"""Every situation that the built-in writer knows, by competency family."""

from __future__ import annotations

from generation.core.writing.scenarios.families import (
    business,
    care,
    delivery,
    dialogue,
    makers,
    more,
    people,
    technical,
    trades,
)
from generation.core.writing.scenarios.frames import Frame

FRAMES: tuple[Frame, ...] = tuple(
    frame
    for module in (delivery, dialogue, people, technical, business, care, makers, trades, more)
    for family in module.FAMILIES
    for frame in family
)
