"""Sessions that come and go leave nothing behind: neither work nor memory."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import psutil
import pytest

from tests.app_server import AppServer
from tests.faults import crowd
from tests.load.client import Session

AT_ONCE = 4
IDLE = 0.1
KEPT_BY_STREAMLIT = 128  # sessions without a connection, in case that it comes back


async def come_and_go(server: AppServer, count: int) -> None:
    """So many sessions, a few at a time, each of which plays until it has seen a new picture."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one() -> None:
        async with places:
            session = Session(server.address)
            await session.open()
            await session.click("Play")
            before = len(session.frames)
            await crowd.until(lambda: len(session.frames) > before, "a picture")
            await session.close()
            assert session.errors == []

    await asyncio.gather(*(one() for _ in range(count)))


def spent(server: AppServer) -> float:
    """Processor seconds of all workers so far."""
    times = [worker.cpu_times() for worker in server.workers()]
    return sum(one.user + one.system for one in times)


def memory(server: AppServer) -> float:
    """Resident memory of the server, in MiB."""
    return psutil.Process(server.pid).memory_info().rss / 2**20


def test_nothing_trains_for_sessions_that_have_left(server: AppServer) -> None:
    asyncio.run(asyncio.wait_for(come_and_go(server, 24), 120))
    time.sleep(1)
    before = spent(server)
    time.sleep(2)
    assert spent(server) - before < IDLE


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_thousand_sessions_leave_no_memory_behind(tmp_path: Path) -> None:
    with AppServer(tmp_path / "log.txt") as server:
        asyncio.run(come_and_go(server, 2 * KEPT_BY_STREAMLIT))
        before = memory(server)
        asyncio.run(come_and_go(server, 1000 - 2 * KEPT_BY_STREAMLIT))
        after = memory(server)
        assert after < 1.05 * before, f"{before:.0f} MiB, then {after:.0f} MiB"
        assert server.unexpected_tracebacks() == []
