"""The table of a benchmark as text, JSON and a page of the documentation."""

from __future__ import annotations

import datetime
import json
import os
import platform
from pathlib import Path
from typing import Any

import torch

ROOT = Path(__file__).resolve().parents[2]
JSON = ROOT / "build" / "benchmark.json"
PAGE = ROOT / "docs" / "benchmarks.md"

Row = dict[str, Any]

HEAD = """# Benchmarks

Written by `make bench`: medians of {rounds} rounds that go through all rows in turn, on one thread.
Compare ratios, which come from one sitting; rates depend on the machine and on what else it does.

{machine}

| what | per second | | ratio | to |
|---|---:|---|---:|---|
"""


def machine() -> str:
    """What measured, in one sentence."""
    gpu = torch.cuda.get_device_name(0) if torch.cuda.is_available() else "no GPU"
    return (
        f"{datetime.date.today():%Y-%m-%d}: {_processor()}, {os.cpu_count()} cores, {gpu}; "
        f"{platform.system()}, Python {platform.python_version()}, PyTorch {torch.__version__}."
    )


def _processor() -> str:
    """Name of the processor; its kind where the system does not tell."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def line(row: Row) -> str:
    """A row as text."""
    ratio = f"{row['ratio']:8.2f} x {row['ratio_to']}" if row["ratio_to"] else ""
    return f"{row['name']:38} {row['value']:14,.0f} {row['unit']:14} {ratio}"


def write(rows: list[Row], rounds: int) -> None:
    """Write the file for programs and the page for people."""
    JSON.parent.mkdir(exist_ok=True)
    JSON.write_text(json.dumps(rows, indent=2) + "\n")
    cells = (
        (row["name"], f"{row['value']:,.0f}", row["unit"], _ratio(row), row["ratio_to"] or "")
        for row in rows
    )
    table = "".join(f"| {' | '.join(parts)} |\n" for parts in cells)
    PAGE.write_text(HEAD.format(rounds=rounds, machine=machine()) + table)


def _ratio(row: Row) -> str:
    return f"{row['ratio']:.2f}" if row["ratio_to"] else ""
