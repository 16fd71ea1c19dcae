"""What is printed as guides: the frameworks of our readings, and rubrics with grade scales."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
READINGS = HERE.parent / "readings"
RUBRICS = HERE / "rubrics"

Truth = dict[str, Any]
"""A guide in the corpus format: levels, competencies and cells."""


def frameworks() -> dict[str, Truth]:
    """All frameworks by a name of their own, in a steady order."""
    found: dict[str, Truth] = {}
    for path in sorted(READINGS.glob("*/truth/*.json")):
        truth = json.loads(path.read_text("utf-8"))
        found[f"{path.parent.parent.name}-{path.stem.replace('_', '-')}"] = truth
    for path in sorted(RUBRICS.glob("*.txt")):
        found.update(_rubrics(path.read_text("utf-8")))
    return found


def family(name: str) -> str:
    """The framework that guides of one origin share; the same role was written up several times."""
    return name.partition("-")[2] if name.split("-", maxsplit=1)[0] in _ROUNDS else name


_ROUNDS = frozenset(path.name for path in READINGS.iterdir()) if READINGS.exists() else frozenset()


def _rubrics(text: str) -> dict[str, Truth]:
    """Rubrics of one file: `@ name`, `# title`, `> grades`, then a criterion with its texts."""
    found: dict[str, Truth] = {}
    for block in text.split("@ ")[1:]:
        name, title, scale, *rows = block.strip().splitlines()
        levels = [part.strip() for part in scale.lstrip("> ").split("|")]
        truth: Truth = {
            "title": title.lstrip("# "),
            "levels": [{"code": "", "title": level} for level in levels],
            "competencies": [],
            "cells": [],
        }
        for number, row in enumerate(rows):
            criterion, *texts = [part.strip() for part in row.split("|")]
            if len(texts) != len(levels):
                raise ValueError(f"{name}: {criterion} has {len(texts)} texts")
            truth["competencies"].append({"name": criterion, "category": ""})
            truth["cells"] += [
                {"level": level, "competency": number, "definition": words}
                for level, words in enumerate(texts)
            ]
        found[name.strip()] = truth
    return found
