"""`python -m benchmarks [NAME …]`: run benchmarks, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = (
    "house",
    "recovery",
    "formats",
    "calibration",
    "weights",
    "swap",
    "reading",
    "replies",
    "lists",
    "pipeline",
    "fanout",
    "pages",
)


def main(names: list[str]) -> int:
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(f"Known benchmarks: {', '.join(BENCHMARKS)}")
        return 2
    codes = []
    for name in names or BENCHMARKS:
        print(f"\n== {name} ==", flush=True)
        codes.append(
            subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode
        )
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
