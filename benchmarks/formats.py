"""How much of a guide comes back from each format and shape of file: F1 on word for word cells.

The guides are those of `benchmarks/readings`; a cell is right when its level, its competency and
its text are those of the truth, white space and list marks apart. `--each` prints every file,
`--out FOLDER` keeps what was made.
"""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

from benchmarks.format_files import FORMATS, Guide
from generation.core.errors import CoreError
from generation.core.office.read import read_document
from generation.core.recovery import recover_matrix

TRUTHS = Path(__file__).parent / "readings"
FILES = 20
"""Of each format."""
EVERY = 7
"""Takes guides from all over the readings."""
GOOD = 0.97
THRESHOLD = 0.85


@dataclass(frozen=True, slots=True)
class Result:
    format: str
    shape: str
    guide: str
    f1: float
    confidence: float
    seconds: float
    error: str = ""


def main(arguments: list[str]) -> int:
    out = Path(arguments[arguments.index("--out") + 1]) if "--out" in arguments else None
    only = {name for name in arguments if name in FORMATS}
    results = []
    for name, shapes in FORMATS.items():
        if only and name not in only:
            continue
        makers = list(shapes.items())
        for number, (stem, guide) in enumerate(guides()):
            shape, make = makers[number % len(makers)]
            data = make(guide)
            if out:
                out.mkdir(parents=True, exist_ok=True)
                (out / f"{stem}__{shape}.{name}".replace(" ", "_")).write_bytes(data)
            results.append(_measure(name, shape, stem, guide, data))
    _print(results, is_each="--each" in arguments)
    return 0


def guides() -> list[tuple[str, Guide]]:
    paths = sorted(TRUTHS.glob("*/truth/*.json"))
    chosen = [paths[number * EVERY % len(paths)] for number in range(FILES)]
    return [(path.stem, json.loads(path.read_text())) for path in chosen]


def _measure(name: str, shape: str, stem: str, guide: Guide, data: bytes) -> Result:
    started = time.perf_counter()
    try:
        recovery = recover_matrix(read_document(data))
    except CoreError as error:
        return Result(name, shape, stem, 0.0, 0.0, time.perf_counter() - started, error.code)
    seconds = time.perf_counter() - started
    found = [_cells(matrix.to_json()) for matrix in recovery.matrices]
    want = _cells(guide)
    right = max(len(cells & want) for cells in found)
    f1 = 2 * right / (len(want) + sum(map(len, found)))
    return Result(name, shape, stem, f1, recovery.chosen.confidence, seconds)


def _cells(guide: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Every cell by the names of its level and competency."""
    levels = [_key(f"{level.get('code') or ''} {level['title']}") for level in guide["levels"]]
    rows = [_key(row["name"]) for row in guide["competencies"]]
    return {
        (levels[cell["level"]], rows[cell["competency"]], _text(cell["definition"]))
        for cell in guide["cells"]
    }


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _text(text: str) -> str:
    """A definition without what marks its list items."""
    return " ".join(re.sub(r"(?m)^[•*–-] ", "", text).split())


def _print(results: list[Result], *, is_each: bool) -> None:
    print(f"{'format':10}{'shape':14}{'files':>6}{'F1':>8}{'worst':>8}{'sure':>6}{'median s':>10}")
    for name in dict.fromkeys(result.format for result in results):
        own = [result for result in results if result.format == name]
        for shape in dict.fromkeys(result.shape for result in own):
            _print_row(name, shape, [result for result in own if result.shape == shape])
        _print_row(name, "ALL", own)
    wrong = [r for r in results if r.confidence >= THRESHOLD and r.f1 < GOOD]
    print(f"\nWrong (F1 < {GOOD}) and confident (≥ {THRESHOLD}): {len(wrong)} of {len(results)}")
    for result in sorted(results, key=lambda result: result.f1):
        if result.f1 < GOOD or is_each:
            print(
                f"  {result.format:9}{result.shape:14}{result.guide:44} F1 {result.f1:.3f} "
                f"confidence {result.confidence:.2f} {result.error}"
            )


def _print_row(name: str, shape: str, own: list[Result]) -> None:
    print(
        f"{name:10}{shape:14}{len(own):6}{mean(r.f1 for r in own):8.3f}"
        f"{min(r.f1 for r in own):8.3f}{sum(r.confidence >= THRESHOLD for r in own):6}"
        f"{median(r.seconds for r in own):10.2f}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
