"""`python -m benchmarks.printed FOLDER`: print guides into `guides/`, others into `non-guides/`."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.printed.guides import print_guides
from benchmarks.printed.non_guides import print_non_guides


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    others = print_non_guides(folder / "non-guides")
    guides = print_guides(folder / "guides")
    print(f"{len(guides)} guides, {len(others)} that are none.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
