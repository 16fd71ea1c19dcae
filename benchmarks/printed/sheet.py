"""Sheets that are no guides: written in a small plain format, filled by a grammar.

A file holds pools (`= name`, then phrases parted by `;`) and sheets (`@ kind language`). Lines of
a sheet: `# title`, `## heading`, `- item`, `| head | head`, `+ one row`, `* 4-9 | rows | of this`,
everything else is a paragraph. `3x ` before an item or paragraph repeats it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.printed.grammar import Writer

HERE = Path(__file__).resolve().parent / "sheets"
_REPEAT = re.compile(r"(\d+)x (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A title, heading, item or paragraph by its mark, or a table with its rows."""

    mark: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class Sheet:
    """One kind of document in one language, still to be filled."""

    kind: str
    language: str
    lines: list[str] = field(default_factory=list)
    pools: dict[str, list[str]] = field(default_factory=dict)

    def blocks(self, seed: str) -> list[Block]:
        """The sheet filled from a seed."""
        writer = Writer(self.pools, random.Random(seed))
        return list(_blocks(self.lines, writer))


def sheets() -> list[Sheet]:
    """All sheets of the folder, with the pools of their own file and of `common`."""
    common, _ = _read(HERE / "common.txt")
    found = []
    for path in sorted(HERE.glob("*.txt")):
        pools, own = _read(path)
        for sheet in own:
            sheet.pools = {**common, **pools}
        found += own
    return found


def _read(path: Path) -> tuple[dict[str, list[str]], list[Sheet]]:
    pools: dict[str, list[str]] = {}
    own: list[Sheet] = []
    pool = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("= "):
            pool = line[2:].strip()
            pools[pool] = []
        elif line.startswith("@ "):
            pool = ""
            kind, language = line[2:].split()
            own.append(Sheet(kind, language))
        elif pool:
            pools[pool] += [phrase.strip() for phrase in line.split(";") if phrase.strip()]
        elif line.strip() and own:
            own[-1].lines.append(line.strip())
    return pools, own


def _blocks(lines: list[str], writer: Writer) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for line in [*lines, ""]:
        if line.startswith(("| ", "+ ", "* ")):
            if line.startswith("| ") and rows:
                yield Block("|", rows=tuple(rows))
                rows = []
            rows += _rows(line, writer)
            continue
        if rows:
            yield Block("|", rows=tuple(rows))
            rows = []
        if line:
            yield from _texts(line, writer)


def _rows(line: str, writer: Writer) -> Iterator[tuple[str, ...]]:
    count, cells = 1, line[2:].split("|")
    if line.startswith("* "):
        low, high = map(int, cells.pop(0).split("-"))
        count = writer.chance.randint(low, high)
    for number in range(1, count + 1):
        yield tuple(writer.fill(cell.strip().replace("{n}", str(number))) for cell in cells)


def _texts(line: str, writer: Writer) -> Iterator[Block]:
    mark, text = "p", line
    for known in ("# ", "## ", "- "):
        if line.startswith(known):
            mark, text = known.strip(), line[len(known) :]
    times, repeated = 1, _REPEAT.match(text)
    if repeated:
        times, text = int(repeated[1]), repeated[2]
    for _ in range(times):
        yield Block(mark, writer.fill(text))
