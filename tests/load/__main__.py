"""``make load SESSIONS=60``: so many visitors at once on a server of their own.

When that is measured, one person more comes with a real browser.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.app_server import AppServer
from tests.load import person, report
from tests.load.client import Session
from tests.load.meter import Meter, Usage
from tests.load.report import Felt, Result
from tests.load.visitor import Visitor

ARRIVALS = 8  # a second
SETTLE, LOOKING = 30.0, 20.0


async def measure(
    server: AppServer, sessions: int, seconds: float, settle: float = SETTLE
) -> Result:
    """Let visitors come, and measure once all are there."""
    visitors = [Visitor(Session(server.address), seed) for seed in range(sessions)]
    await asyncio.gather(*(one.arrive(at / ARRIVALS) for at, one in enumerate(visitors)))
    stays = [asyncio.create_task(visitor.stay()) for visitor in visitors]
    await asyncio.sleep(settle)
    for visitor in visitors:
        visitor.clicks.clear()
    meter, begin = Meter(server.pid), time.perf_counter()
    await asyncio.sleep(seconds)
    found = _result(visitors, begin, time.perf_counter(), meter.read())
    async with person.arrived(server.url) as somebody:
        await somebody.stay(time.perf_counter() + LOOKING)
    for stay in stays:
        stay.cancel()
    ended = await asyncio.gather(*stays, return_exceptions=True)
    await asyncio.gather(*(visitor.session.close() for visitor in visitors))
    felt = Felt(somebody.opened, tuple(somebody.frames), tuple(somebody.clicks))
    errors = [error for one in visitors for error in one.session.errors]
    errors += [repr(end) for end in ended if not isinstance(end, asyncio.CancelledError)]
    return replace(found, felt=felt, errors=tuple(errors))


def _result(visitors: list[Visitor], begin: float, end: float, usage: Usage) -> Result:
    seconds = end - begin
    return Result(
        len(visitors),
        tuple(len(_within(one, begin, end)) / seconds for one in visitors),
        tuple(one.steps(begin, end) for one in visitors),
        tuple(taken for one in visitors for taken in one.clicks),
        max(_gap(one, begin, end) for one in visitors),
        usage,
    )


def _within(visitor: Visitor, begin: float, end: float) -> list[float]:
    return [at for at in visitor.session.frames if begin <= at <= end]


def _gap(visitor: Visitor, begin: float, end: float) -> float:
    moments = [begin, *_within(visitor, begin, end), end]
    return max(b - a for a, b in pairwise(moments))


def main(arguments: Sequence[str]) -> int:
    """Measure each number of sessions on a fresh server, print the table, write docs/load.md."""
    parser = argparse.ArgumentParser(prog="make load", description=__doc__)
    parser.add_argument("sessions", type=int, nargs="*", default=[10, 60, 120])
    parser.add_argument("--seconds", type=float, default=30.0)
    asked = parser.parse_args(arguments)
    found = []
    sys.stdout.write(f"{report.HEAD}\n")
    for sessions in asked.sessions:
        with TemporaryDirectory() as folder, AppServer(Path(folder) / "server.log") as server:
            found.append(asyncio.run(measure(server, sessions, asked.seconds)))
        sys.stdout.write(f"{report.row(found[-1])}\n")
        for error in sorted(set(found[-1].errors)):
            sys.stderr.write(f"{error}\n")
        sys.stdout.flush()
    report.write(found, asked.seconds)
    return int(any(one.errors for one in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
