"""Read blind: do the examples illustrate their cells? `make bench BENCH=reading`

    python -m benchmarks.reading             what readers said of each stored sample
    python -m benchmarks.reading draw NAME   a new sample of the guides in readings/NAME/truth

`draw` writes readings/NAME/sample.json: SAMPLE examples that the built-in writer shows in those
guides, shuffled, with nothing that tells how they were chosen. Readers who see nothing else answer
six questions for each in readings/NAME/verdicts*.json:

- seen: could a colleague see this happen?
- illustrates: does it show what the quoted words ask for, and nothing else?
- level: is its scope right for this level?
- role: would somebody in this role do it?
- language: is it natural, correct and clear?
- show: would a manager show it to a report without a change?
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from generation.core.recovery import Matrix
from generation.core.writing import offline
from generation.core.writing.offline import CellText

READINGS = Path(__file__).parent / "readings"
SAMPLE = 160
SEED = 10
QUESTIONS = ("seen", "illustrates", "level", "role", "language", "show")
PROMISES = {"illustrates": 0.85, "language": 0.95, "show": 0.6}
"""Asked of a reading: the share of yes."""
MIN_COVERED = 0.6
"""Asked of the guides that were read: the share of cells that have an example."""


def draw(folder: Path) -> None:
    """Write the sample of the folder's guides, and print how many of their cells it is from."""
    shown = [item for guide in _guides(folder) for item in _shown(*guide)]
    chosen = Random(SEED).sample(shown, min(SAMPLE, len(shown)))
    numbered = [{"id": number, **item} for number, item in enumerate(chosen)]
    (folder / "sample.json").write_text(json.dumps(numbered, indent=1, ensure_ascii=False) + "\n")
    print(f"{len(numbered)} of {len(shown)} examples drawn.")


def _guides(folder: Path) -> Iterator[tuple[str, Matrix, dict[tuple[int, int], CellText]]]:
    from generation.evaluation.stored import corpus_matrices

    for role, matrix in corpus_matrices(folder):
        yield role, matrix, offline.write_guide(matrix, role)


def _shown(
    role: str, matrix: Matrix, texts: dict[tuple[int, int], CellText]
) -> Iterator[dict[str, Any]]:
    for cell in matrix.cells:
        level = matrix.levels[cell.level]
        for example in texts[cell.level, cell.competency].examples:
            yield {
                "role": role,
                "level": f"{level.code} {level.title} ({cell.level + 1} of {len(matrix.levels)})",
                "competency": matrix.competencies[cell.competency].name,
                "definition": cell.definition,
                "quoted_words": example.illustrates,
                "headline": example.headline,
                "text": example.text,
                "evidence": example.evidence,
            }


def report(folder: Path) -> bool:
    """Print one reading; whether it is what was asked."""
    verdicts = [
        each
        for path in sorted(folder.glob("verdicts*.json"))
        for each in json.loads(path.read_text())
    ]
    if not verdicts:
        return True
    print(f"\n{folder.name}: {len(verdicts)} examples read")
    is_met = True
    for question in QUESTIONS:
        share = sum(each[question] == "yes" for each in verdicts) / len(verdicts)
        promise = PROMISES.get(question)
        is_met &= promise is None or share >= promise
        print(f"  {question:12}{share:6.0%}{'' if promise is None else f'   asked {promise:.0%}'}")
    return is_met & _report_cells(folder)


def _report_cells(folder: Path) -> bool:
    """What the bank covers of these guides now, which may be more than when they were read."""
    covered = cells = 0
    for role, matrix, texts in _guides(folder):
        ready = sum(text.status == "ready" for text in texts.values())
        print(f"  {(matrix.title or role)[:40]:42}{ready / len(texts):5.0%} of {len(texts)} cells")
        covered, cells = covered + ready, cells + len(texts)
    share = covered / max(1, cells)
    print(f"  {'cells with an example':42}{share:5.0%}   asked {MIN_COVERED:.0%}")
    return share >= MIN_COVERED


def main(command: str = "report", name: str = "") -> int:
    if command == "draw":
        draw(READINGS / name)
        return 0
    are_met = [report(folder) for folder in sorted(READINGS.iterdir())]
    return 0 if all(are_met) else 1


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "levelingai.settings")
    django.setup()
    sys.exit(main(*sys.argv[1:]))
