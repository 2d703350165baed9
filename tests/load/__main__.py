"""``make load SESSIONS=60``: so many visitors at once on a server of their own."""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.app_server import AppServer
from tests.load.client import Session
from tests.load.meter import Meter, Usage
from tests.load.visitor import Visitor

ARRIVALS = 8  # a second
SETTLE = 10.0


@dataclass(frozen=True)
class Result:
    """What visitors found in a stretch of time.

    Parameters
    ----------
    sessions : int
    frames, steps : tuple of float
        Frames and steps a second of each session.
    clicks : tuple of float
        Seconds from each change to its answer.
    gap : float
        Longest time without a frame that any session met.
    usage : Usage
    errors : tuple of str
    """

    sessions: int
    frames: tuple[float, ...]
    steps: tuple[float, ...]
    clicks: tuple[float, ...]
    gap: float
    usage: Usage
    errors: tuple[str, ...]


async def measure(
    server: AppServer, sessions: int, seconds: float, settle: float = SETTLE
) -> Result:
    """Let visitors come, and measure once all are there."""
    visitors = [
        Visitor(Session(server.url.removeprefix("http://")), seed) for seed in range(sessions)
    ]
    await asyncio.gather(*(_arrive(one, index / ARRIVALS) for index, one in enumerate(visitors)))
    meter = Meter(server.pid)
    begin = time.perf_counter() + settle
    end = begin + seconds
    stays = asyncio.gather(*(visitor.stay(end) for visitor in visitors))
    await asyncio.sleep(settle)
    meter.read()
    for visitor in visitors:
        visitor.clicks.clear()
    await asyncio.sleep(seconds)
    usage = meter.read()
    await stays
    found = Result(
        sessions,
        tuple(len(_within(one, begin, end)) / seconds for one in visitors),
        tuple(one.steps(begin, end) for one in visitors),
        tuple(taken for one in visitors for taken in one.clicks),
        max(_gap(one, begin, end) for one in visitors),
        usage,
        tuple(error for one in visitors for error in one.session.errors),
    )
    await asyncio.gather(*(visitor.session.close() for visitor in visitors))
    return found


async def _arrive(visitor: Visitor, after: float) -> None:
    await asyncio.sleep(after)
    await visitor.arrive()


def _within(visitor: Visitor, begin: float, end: float) -> list[float]:
    return [at for at in visitor.session.frames if begin <= at <= end]


def _gap(visitor: Visitor, begin: float, end: float) -> float:
    moments = [begin, *_within(visitor, begin, end), end]
    return max(b - a for a, b in pairwise(moments))


def row(found: Result) -> str:
    """A line of the table in docs/load.md."""
    frames, steps = sorted(found.frames), sorted(found.steps)
    clicks = sorted(found.clicks) or [float("nan")]
    late = clicks[min(len(clicks) - 1, int(0.95 * len(clicks)))]
    use = found.usage
    cells = (
        f"{found.sessions}",
        f"{frames[0]:.2f} / {statistics.median(frames):.2f}",
        f"{found.gap:.1f}",
        f"{steps[0]:,.0f} / {statistics.median(steps):,.0f}",
        f"{statistics.median(clicks):.2f} / {late:.2f}",
        f"{use.server_cores:.2f} / {use.worker_cores:.2f}",
        f"{use.server_mib:,.0f} / {use.worker_mib:,.0f}",
        f"{len(found.errors)}",
    )
    return f"| {' | '.join(cells)} |"


HEAD = (
    "| sessions | frames/s, least / median | longest gap, s | steps/s, least / median | "
    "change to answer, s, median / p95 | cores, server / workers | MiB, server / workers | errors |"
    "\n|---|---|---|---|---|---|---|---|"
)


def main(arguments: Sequence[str]) -> int:
    """Measure each number of sessions on a fresh server, and print the table."""
    parser = argparse.ArgumentParser(prog="make load", description=__doc__)
    parser.add_argument("sessions", type=int, nargs="*", default=[10, 60, 120])
    parser.add_argument("--seconds", type=float, default=30.0)
    asked = parser.parse_args(arguments)
    sys.stdout.write(f"{HEAD}\n")
    for sessions in asked.sessions:
        with TemporaryDirectory() as folder, AppServer(Path(folder) / "server.log") as server:
            found = asyncio.run(measure(server, sessions, asked.seconds))
        sys.stdout.write(f"{row(found)}\n")
        for error in sorted(set(found.errors)):
            sys.stderr.write(f"{error}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
