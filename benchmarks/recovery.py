"""How much of a matrix is recovered, per layout: F1, place errors, calibration, seconds, memory.

Works on a folder in the corpus format (`pdf/`, `truth/`, `score.py`): the argument, or
`../shared/corpus` where it is there.
"""

from __future__ import annotations

import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = ROOT.parent / "shared" / "corpus"
THRESHOLD = 0.85
GOOD = 0.95


@dataclass(frozen=True, slots=True)
class Result:
    stem: str
    f1: float
    cells: int
    misplaced: int
    confidence: float
    seconds: float
    wall: float
    error: str

    @property
    def layout(self) -> str:
        return self.stem.partition("__")[2]


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else DEFAULT
    if not (folder / "score.py").exists():
        print(f"No corpus at {folder.name}: give the folder as an argument.")
        return 0
    scorer = _load_scorer(folder / "score.py")
    paths = sorted((folder / "pdf").glob("*.pdf"))
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda path: _measure(scorer, folder, path), paths))
    _print_layouts(results)
    _print_files_below(results)
    _print_calibration(results)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nLargest process: {peak:.0f} MB")
    return 0


def _load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_score", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["corpus_score"] = module
    spec.loader.exec_module(module)
    return module


def _measure(scorer: ModuleType, folder: Path, path: Path) -> Result:
    started = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "manage.py", "recover_matrix", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.perf_counter() - started
    answer: dict[str, Any] = json.loads(run.stdout or '{"error": {"code": "crashed"}}')
    truth = scorer.read(scorer.truth_file(folder / "truth", path.stem))
    score = scorer.score(truth, {} if "error" in answer else answer)
    return Result(
        stem=path.stem,
        f1=score.f1,
        cells=score.truth_cells,
        misplaced=score.misplaced,
        confidence=answer.get("confidence", 0.0),
        seconds=answer.get("seconds", {}).get("total", 0.0),
        wall=wall,
        error=answer.get("error", {}).get("code", ""),
    )


def _print_layouts(results: list[Result]) -> None:
    by_layout: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_layout[result.layout].append(result)
    text = [result for result in results if result.layout != "scanned"]
    groups = [*sorted(by_layout.items()), ("all text layouts", text), ("all", results)]
    print(f"{'layout':24}{'files':>6}{'F1':>8}{'worst':>8}{'moved':>7}{'median s':>10}{'max s':>8}")
    for name, group in groups:
        if group:
            seconds = [result.seconds for result in group]
            print(
                f"{name:24}{len(group):6}{mean(r.f1 for r in group):8.3f}"
                f"{min(r.f1 for r in group):8.3f}{sum(r.misplaced for r in group):7}"
                f"{median(seconds):10.2f}{max(seconds):8.2f}"
            )
    cells = sum(result.cells for result in results)
    moved = sum(result.misplaced for result in results)
    print(
        f"\nDefinitions in a wrong cell: {moved} of {cells} ({100 * moved / max(1, cells):.2f} %)"
    )


def _print_files_below(results: list[Result]) -> None:
    for result in sorted(results, key=lambda r: r.f1):
        if result.f1 < GOOD:
            print(
                f"  below {GOOD}: {result.stem:44} F1 {result.f1:.3f}"
                f"  confidence {result.confidence:.2f} {result.error}"
            )


def _print_calibration(results: list[Result]) -> None:
    """Of the guides that would go on alone, how many are right; and how many must wait."""
    alone = [result for result in results if result.confidence >= THRESHOLD]
    right = [result for result in alone if result.f1 >= GOOD]
    good = [result for result in results if result.f1 >= GOOD]
    share = 100 * len(right) / max(1, len(alone))
    print(
        f"\nAt or above {THRESHOLD}: {len(alone)} of {len(results)} guides, "
        f"{share:.1f} % of them with F1 ≥ {GOOD}.\n"
        f"Good guides that must wait: {len(set(good) - set(alone))} of {len(good)}."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
