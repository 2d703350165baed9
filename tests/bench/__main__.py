"""Measure, print a table of ratios, write build/benchmark.json and docs/benchmarks.md."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import torch

from tests.bench import gpu, report
from tests.bench.cases import CASES, Case

ROUNDS = 9


def measure(cases: tuple[Case, ...]) -> dict[str, list[float]]:
    """Seconds of every case in every round; rounds go through all cases in turn."""
    works: dict[str, Callable[[], object]] = {case.name: case.prepare() for case in cases}
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
    cases = (*CASES, *gpu.cases())
    seconds = measure(cases)
    rates = {c.name: [c.amount / spent for spent in seconds[c.name]] for c in cases}
    found = []
    for case in cases:
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
    """Print the table and write the files."""
    torch.set_num_threads(1)
    found = rows()
    for row in found:
        print(report.line(row))
    report.write(found, ROUNDS)
    print(f"Written: {report.JSON} and {report.PAGE}")


if __name__ == "__main__":
    main()
