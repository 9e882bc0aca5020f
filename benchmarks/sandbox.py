"""Notebooks of four cells in the sandbox, one after the other.

Run: `python benchmarks/sandbox.py`. Prints how cells are kept apart here and how long it takes,
and, with `--json FILE`, writes the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

sys.path.insert(0, str(Path(__file__).parent.parent))

from graders.sandbox import run_cells, strongest

CITIES = ("Lyon", "Lille", "Paris")
ROWS = 2000
CELLS = (
    "import pandas as pd\nstays = pd.read_csv('stays.csv')",
    "by = stays.groupby('city')['days'].agg(['mean', 'median', 'count'])",
    "mean = stays.days.mean()\np90 = stays.days.quantile(.9)",
    "rate = (stays.days > 20).mean() * 100\n"
    "merged = stays.merge(by, left_on='city', right_index=True)\nn = len(merged)",
)
NAMES = ("mean", "p90", "rate", "n")
out = Console()


def table() -> bytes:
    """The file that the cells read."""
    rows = [f"{CITIES[n * 7 % 3]},{n * 11 % 30 + 1},{n % 7}" for n in range(ROWS)]
    return "\n".join(["city,days,group", *rows, ""]).encode()


def measure(rounds: int) -> dict[str, Any]:
    """Seconds to start, with the trial from inside, and those of each notebook afterwards."""
    began = time.perf_counter()
    how = strongest()
    start = time.perf_counter() - began
    files = {"stays.csv": table()}
    times = []
    for _ in track(range(rounds), description="notebooks"):
        began = time.perf_counter()
        outcome = run_cells(CELLS, files, NAMES)
        times.append(time.perf_counter() - began)
        assert outcome.error is None, outcome.error
        assert outcome.values.keys() == set(NAMES)
    return {
        "cpu_count": os.cpu_count(),
        "how": how.sentence,
        "start": start,
        "notebooks": rounds,
        "median": statistics.median(times),
        "p95": sorted(times)[rounds * 95 // 100],
    }


def show(figures: dict[str, Any]) -> None:
    """The figures in words."""
    out.print(figures["how"], markup=False)
    out.print(
        f"start, with the trial from inside: {figures['start']:.2f} s\n"
        f"{figures['notebooks']} notebooks of {len(CELLS)} cells: median "
        f"{figures['median']:.3f} s, 95th percentile {figures['p95']:.3f} s"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args()
    figures = measure(asked.rounds)
    show(figures)
    if asked.json is not None:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
