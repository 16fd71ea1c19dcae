"""What prompt versions come to on recorded answers. `make bench BENCH=replies`

`replies/truth` holds guides in four languages that nobody tuned for; `replies/requests` every
request that their chosen rows took (`manage.py dump_requests`), `replies/replies` the answers of a
capable model that saw one request at a time. They go through the very code that writes guides: the
same checks, the same sort. Readers who saw a shuffled sample of both versions, without their names,
answered six questions for each example (`replies/verdicts.json`; the sample's key is
`replies/sample.json`).

The swap test stands on recorded sorts: an example that is claimed for another cell passes only
where the blind reader put it there; in `replies/swapped.json` half of some rows' cells hold the
examples of another trade.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

FOLDER = Path(__file__).parent / "replies"
QUESTIONS = ("seen", "illustrates", "level", "role", "language", "show")
PROMISES = {"illustrates": 0.95, "show": 0.85}
TOLD_APART = 0.85
"""Asked of the sort: the share of examples that a blind reader puts back into their own cell."""
MOST_TOKENS = 200_000
CELLS = 48
FLOORS = {"own": 0.95, "same guide": 0.9, "other trade": 0.98}
SEED = 11


def main() -> int:
    failed = []
    for version in ("v1", "v2"):
        failed += _print_version(version)
    failed += _print_swap()
    if failed:
        print("not reached: " + ", ".join(failed))
    return bool(failed)


def _print_version(version: str) -> list[str]:
    rows = list(_rows(version))
    cells = [outcome for row in rows for outcome in row.outcomes.values()]
    statuses = Counter(outcome.status for outcome in cells)
    landings = [one for outcome in cells for one in outcome.landings.values()]
    own = sum(one.is_own for one in landings) / len(landings)
    calls = sum(row.used.calls for row in rows)
    tokens = sum(row.used.tokens_in + row.used.tokens_out for row in rows)
    per_guide = tokens / len(cells) * CELLS
    mended = sum(len(outcome.repaired) > 0 for outcome in cells)
    print(f"\n{version}: {len(cells)} cells, {dict(statuses)}, {mended} written again")
    print(f"  put back into their own cell blind: {own:.1%} of {len(landings)} (asked 85 %)")
    print(f"  {calls} calls, {per_guide:,.0f} tokens for {CELLS} cells (asked at most 200,000)")
    shares = _verdicts()[version]
    for question in QUESTIONS:
        said = shares[question]
        asked = f"  (asked {PROMISES[question]:.0%})" if question in PROMISES else ""
        print(f"  {question:12} {sum(said) / len(said):6.1%} of {len(said)}{asked}")
    if version == "v1":
        return []
    failed = [q for q, least in PROMISES.items() if sum(shares[q]) / len(shares[q]) < least]
    failed += ["told apart"] * (own < TOLD_APART) + ["tokens"] * (per_guide > MOST_TOKENS)
    return [f"{version}: {name}" for name in failed]


def _rows(version: str) -> Iterator[Any]:
    from generation.core.writing import get_prompt, make_delimiter
    from generation.evaluation.guide_file import briefs_of
    from generation.evaluation.recorded import play

    for name, chosen in json.loads((FOLDER / "rows.json").read_text()).items():
        data = json.loads((FOLDER / "truth" / f"{name}.json").read_text(encoding="utf-8"))
        briefs = [brief for brief in briefs_of(data) if brief.competency in chosen]
        yield from play(
            briefs,
            get_prompt(version),
            name=name,
            delimiter=make_delimiter(name, name),
            replies=FOLDER / "replies",
        )


def _verdicts() -> dict[str, dict[str, list[bool]]]:
    """Answers by version and question, yes being true."""
    versions = {one["id"]: one["version"] for one in json.loads(_read("sample.json"))}
    shares: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for one in json.loads(_read("verdicts.json")):
        for question in QUESTIONS:
            shares[versions[one["id"]]][question].append(one[question] == "yes")
    return shares


def _print_swap() -> list[str]:
    own, same = _same_guide()
    foreign = _other_trade()
    shares = {
        "own": sum(own) / len(own),
        "same guide": 1 - sum(same) / len(same),
        "other trade": 1 - sum(foreign) / len(foreign),
    }
    print("\nswap, by recorded sorts:")
    print(f"  own cell passes           {shares['own']:6.1%} of {len(own)}  (asked 95 %)")
    print(f"  another cell's refused    {shares['same guide']:6.1%} of {len(same)}  (asked 90 %)")
    print(
        f"  another trade's refused   {shares['other trade']:6.1%} of {len(foreign)} (asked 98 %)"
    )
    return [f"swap: {name}" for name, least in FLOORS.items() if shares[name] < least]


def _same_guide() -> tuple[list[bool], list[bool]]:
    """Whether examples of v2 would pass in their own cell, and in another of their row."""
    from generation.core.writing import place_name

    chance = Random(SEED)
    own, same = [], []
    for row in _rows("v2"):
        for level, outcome in row.outcomes.items():
            others = [one for one in row.outcomes if one != level]
            for landing in outcome.landings.values():
                own.append(landing.is_own)
                elsewhere = place_name((chance.choice(others), row.competency), row.matrix)
                same.append(not landing.is_own and landing.cell == elsewhere)
    return own, same


def _other_trade() -> list[bool]:
    """Whether examples of another trade would pass in the cell that they were put into."""
    from generation.core.writing import read_sorting, sorting_of
    from generation.evaluation.guide_file import briefs_of

    passed = []
    for name, swapped in json.loads(_read("swapped.json")).items():
        data = json.loads(_read(f"truth/{swapped['guide']}.json"))
        written: dict[tuple[int, int], list[str]] = defaultdict(list)
        for level, competency, texts in swapped["written"]:
            written[level, competency] += texts
        sorting = sorting_of(written, {}, briefs_of(data)[0].matrix)
        landed = read_sorting(_read(f"replies/{name}.reply.json"), sorting)
        passed += [landed[text].is_own for texts in swapped["foreign"].values() for text in texts]
    return passed


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "levelingai.settings")
    django.setup()
    sys.exit(main())
