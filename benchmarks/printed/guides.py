"""Print guides with their truth, in the corpus format: every framework in two or three layouts."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

from benchmarks.printed.frameworks import Truth, frameworks
from benchmarks.printed.layouts import LAYOUTS, Guide, Look, look
from benchmarks.printed.paper import print_html
from benchmarks.printed.scans import scan
from benchmarks.printed.sheets_over_pages import print_fitted, print_spill

DRAWN: dict[str, Callable[[Truth, Look, Path], None]] = {
    "fitted": print_fitted,
    "spill": print_spill,
}
_SCANNED_EACH = 6
"""Every sixth framework is scanned as well."""
_SCANNABLE = ("ruled", "word", "zebra", "transposed", "fitted")


def print_guides(folder: Path) -> list[Path]:
    """Print every guide that is not there yet, with its truth; the paths of all PDFs."""
    paths = []
    for number, (name, truth) in enumerate(frameworks().items()):
        for layout in _layouts(name, number):
            paths.append(_print(name, truth, layout, folder))
    return paths


def _layouts(name: str, number: int) -> list[str]:
    """Layouts by the name's own chance, so that a new framework changes no other's."""
    chance = random.Random(f"layouts of {name}")
    every = sorted([*LAYOUTS, *DRAWN])
    layouts = chance.sample(every, chance.choice((2, 3)))
    if number % _SCANNED_EACH == 0:
        layouts.append("scanned")
    return layouts


def _print(name: str, truth: Truth, layout: str, folder: Path) -> Path:
    path = folder / "pdf" / f"{name}__{layout}.pdf"
    answer = folder / "truth" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    answer.parent.mkdir(parents=True, exist_ok=True)
    answer.write_text(json.dumps(truth, ensure_ascii=False, indent=1), "utf-8")
    if not path.exists():
        _draw(truth, layout, path)
    return path


def _draw(truth: Truth, layout: str, path: Path) -> None:
    chance = random.Random(path.stem)
    if layout == "scanned":
        clean = path.with_suffix(".clean")
        _draw(truth, chance.choice(_SCANNABLE), clean)
        scan(clean, path, path.stem)
        clean.unlink()
    elif layout in DRAWN:
        DRAWN[layout](truth, look(chance), path)
    else:
        print_html(LAYOUTS[layout](Guide(truth, look(chance))), path)
