"""``make load SESSIONS=60``: so many visitors at once on a server of their own.

Beside the light visitors, one person comes with a real browser.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.app_server import AppServer
from tests.load import person, report
from tests.load.client import Session
from tests.load.meter import Meter, Usage
from tests.load.person import Person
from tests.load.report import Felt, Result
from tests.load.visitor import Visitor

ARRIVALS = 8  # a second
SETTLE = 30.0


async def measure(
    server: AppServer, sessions: int, seconds: float, settle: float = SETTLE
) -> Result:
    """Let visitors come, and measure once all are there."""
    address = server.url.removeprefix("http://")
    visitors = [Visitor(Session(address), seed) for seed in range(sessions)]
    async with person.arrived(server.url) as somebody:
        await asyncio.gather(*(_arrive(one, at / ARRIVALS) for at, one in enumerate(visitors)))
        begin = time.perf_counter() + settle
        end = begin + seconds
        stays = asyncio.gather(*(visitor.stay(end) for visitor in visitors))
        await asyncio.sleep(settle)
        meter = Meter(server.pid)
        for visitor in visitors:
            visitor.clicks.clear()
        await somebody.stay(end)
        await stays
        found = _result(visitors, begin, time.perf_counter(), meter.read(), somebody)
    await asyncio.gather(*(visitor.session.close() for visitor in visitors))
    return found


def _result(
    visitors: list[Visitor], begin: float, end: float, usage: Usage, somebody: Person
) -> Result:
    seconds = end - begin
    return Result(
        len(visitors),
        tuple(len(_within(one, begin, end)) / seconds for one in visitors),
        tuple(one.steps(begin, end) for one in visitors),
        tuple(taken for one in visitors for taken in one.clicks),
        max(_gap(one, begin, end) for one in visitors),
        usage,
        Felt(somebody.opened, tuple(somebody.frames), tuple(somebody.clicks)),
        tuple(error for one in visitors for error in one.session.errors),
    )


async def _arrive(visitor: Visitor, after: float) -> None:
    await asyncio.sleep(after)
    await visitor.arrive()


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
