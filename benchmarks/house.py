"""The house as figures: how complex its functions are, how many numbers have no name, how long
its modules and the way through them are.

Unnamed numbers are literals other than 0 and 1 inside functions, apart from subscripts and from
assignments, whose target names them, per 1,000 lines that are not blank. Complexity is McCabe's as
radon counts it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from radon.complexity import cc_visit
from radon.visitors import Function

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("levelingai", "accounts", "guides", "generation")
CORE = ROOT / "generation" / "core"
COMPLEX, TOO_COMPLEX = 10, 20
MOST_COMPLEX = 60
LONGEST_MODULE = 400
MOST_UNNAMED = 5.0
DATA_SHARE = 0.15
"""Of a module's lines, in functions and classes: below it the module is data."""
LONGEST_WALK = 30
WALK = re.compile(r"^\d+\. `([\w/]+\.py)`", re.MULTILINE)


def main() -> int:
    modules = [path for package in PACKAGES for path in _modules(ROOT / package)]
    print(f"{len(modules)} modules, {sum(_lines(path) for path in modules)} lines")
    return max(_complexity(modules), _unnamed(), _lengths(modules), _walk())


def _modules(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def _lines(path: Path) -> int:
    return sum(1 for line in path.read_text().splitlines() if line.strip())


def _complexity(modules: list[Path]) -> int:
    found = sorted(
        {
            (block.complexity, f"{path.relative_to(ROOT)}:{block.lineno} {block.name}")
            for path in modules
            for block in cc_visit(path.read_text())
            if isinstance(block, Function) and block.complexity > COMPLEX
        },
        reverse=True,
    )
    print(f"\nfunctions over {COMPLEX}: {len(found)} (at most {MOST_COMPLEX})")
    print(f"highest: {found[0][0] if found else 0} (none over {TOO_COMPLEX})")
    for complexity, where in found[:5]:
        print(f"  {complexity:3} {where}")
    return int(len(found) > MOST_COMPLEX or bool(found and found[0][0] > TOO_COMPLEX))


def _unnamed() -> int:
    counts = {path: _unnamed_in(path) for path in _modules(CORE)}
    lines = sum(_lines(path) for path in counts)
    share = 1000 * sum(counts.values()) / lines
    print(f"\nunnamed numbers in the core: {share:.1f} per 1,000 lines (at most {MOST_UNNAMED:g})")
    for path, count in sorted(counts.items(), key=lambda one: -one[1])[:5]:
        print(f"  {count:3} {path.relative_to(ROOT)}")
    return int(share > MOST_UNNAMED)


def _unnamed_in(path: Path) -> int:
    tree = ast.parse(path.read_text())
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    numbers = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and type(node.value) in (int, float)
        and node.value not in (0, 1)
    )
    return sum(_is_unnamed(number, above) for number in numbers)


def _is_unnamed(node: ast.AST, above: dict[ast.AST, ast.AST]) -> bool:
    while node in above:
        parent = above[node]
        if isinstance(parent, ast.Subscript) and parent.slice is node:
            return False
        if isinstance(parent, ast.Assign | ast.AnnAssign):
            return False
        if isinstance(parent, ast.FunctionDef | ast.Lambda):
            return True
        node = parent
    return False


def _lengths(modules: list[Path]) -> int:
    long = [
        path
        for path in modules
        if len(path.read_text().splitlines()) > LONGEST_MODULE and not _is_data(path)
    ]
    print(f"\nmodules over {LONGEST_MODULE} lines that are not data: {len(long)}")
    for path in long:
        print(f"      {path.relative_to(ROOT)}")
    return int(bool(long))


def _is_data(path: Path) -> bool:
    """Whether a module mostly states values: next to no line of it stands in a function."""
    source = path.read_text()
    code = sum(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    )
    return code < DATA_SHARE * len(source.splitlines())


def _walk() -> int:
    """The files that docs/architecture.md names on a guide's way: they have to be there."""
    files = WALK.findall((ROOT / "docs" / "architecture.md").read_text())
    missing = [name for name in files if not (ROOT / name).exists()]
    twice = len(files) - len(set(files))
    print(
        f"\na guide's way: {len(files)} files, {twice} twice (at most {LONGEST_WALK}, none twice)"
    )
    for name in missing:
        print(f"  missing: {name}")
    return int(len(files) > LONGEST_WALK or not files or bool(twice or missing))


if __name__ == "__main__":
    sys.exit(main())
