"""Measure, print a table of ratios and write build/benchmark.json."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import torch

from tests.bench.cases import CASES

ROUNDS = 9
OUTPUT = Path("build/benchmark.json")


def measure() -> dict[str, list[float]]:
    """Seconds of every case in every round; rounds go through all cases in turn."""
    works: dict[str, Callable[[], object]] = {case.name: case.prepare() for case in CASES}
    for work in works.values():
        work()
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            seconds[name].append(time.perf_counter() - start)
    return seconds


def rows() -> list[dict[str, object]]:
    """One object per case: name, value, unit, ratio_to, ratio (medians over the rounds)."""
    seconds = measure()
    rates = {c.name: [c.amount / spent for spent in seconds[c.name]] for c in CASES}
    found = []
    for case in CASES:
        ratio = None
        if case.ratio_to:
            pairs = zip(rates[case.name], rates[case.ratio_to], strict=True)
            ratio = statistics.median(mine / other for mine, other in pairs)
        value = statistics.median(rates[case.name])
        found.append(
            {
                "name": case.name,
                "value": value,
                "unit": case.unit,
                "ratio_to": case.ratio_to,
                "ratio": ratio,
            }
        )
    return found


def main() -> None:
    """Print the table and write the file."""
    torch.set_num_threads(1)
    found = rows()
    for row in found:
        ratio = f"{row['ratio']:8.2f} x {row['ratio_to']}" if row["ratio_to"] else ""
        print(f"{row['name']:34} {row['value']:14,.0f} {row['unit']:14} {ratio}")
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(found, indent=2) + "\n")
    print(f"Written: {OUTPUT} (medians of {ROUNDS} interleaved rounds, one thread)")


if __name__ == "__main__":
    main()
