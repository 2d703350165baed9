"""Visitors of the real server play on when a worker hangs, and when the cluster goes away."""

import asyncio
import time

import pytest

from tests.app_server import AppServer
from tests.dask_cluster import DaskCluster
from tests.load.client import Session
from tests.load.visitor import Visitor

SOON = 150


async def arrive(server: AppServer, count: int) -> list[Visitor]:
    found = [Visitor(Session(server.address), seed) for seed in range(count)]
    await asyncio.gather(*(visitor.arrive() for visitor in found))
    return found


async def until(condition) -> None:
    end = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < end, "it took too long"
        await asyncio.sleep(0.1)


async def play_on(visitors: list[Visitor]) -> None:
    """Until each visitor has seen a later step than before."""
    now = time.perf_counter()
    await until(
        lambda: all(one.steps(now, time.perf_counter()) > 0 for one in visitors),
    )


async def leave(visitors: list[Visitor]) -> None:
    await asyncio.gather(*(visitor.session.close() for visitor in visitors))
    assert [error for visitor in visitors for error in visitor.session.errors] == []


def said(visitor: Visitor, text: str) -> bool:
    return any(text in body for _, body in visitor.session.texts)


@pytest.fixture
def own_server(tmp_path):
    with AppServer(tmp_path / "log.txt", ACTISCOPE_DEADLINE="3") as app:
        yield app
        assert app.unexpected_tracebacks() == []


def test_visitors_play_on_when_a_worker_hangs(own_server: AppServer) -> None:
    async def visit() -> list[Visitor]:
        visitors = await arrive(own_server, 4)
        hung = own_server.workers()[0]
        hung.suspend()
        await until(lambda: not hung.is_running())
        await play_on(visitors)
        await leave(visitors)
        return visitors

    visitors = asyncio.run(visit())
    assert sum(said(visitor, "Worker restarted") for visitor in visitors) <= 1
    assert not any(said(visitor, "Training stopped") for visitor in visitors)
    assert own_server.log().count("a worker gave no answer within 3 seconds") == 1


@pytest.mark.slow
def test_visitors_are_told_that_the_cluster_is_away_and_play_on(tmp_path) -> None:
    async def visit(server: AppServer, cluster: DaskCluster) -> None:
        visitors = await arrive(server, 2)
        assert server.workers() == []
        cluster.scheduler.kill()
        away = "This server trains by itself until it can."
        await until(lambda: all(said(visitor, away) for visitor in visitors))
        await play_on(visitors)
        await visitors[0].session.slide("Learning rate", 2)
        cluster.start_scheduler()
        cluster.start_worker()
        back = "The Dask cluster is back and trains again."
        await until(lambda: all(said(visitor, back) for visitor in visitors))
        await play_on(visitors)
        await leave(visitors)

    with (
        DaskCluster(tmp_path, workers=1) as cluster,
        AppServer(tmp_path / "log.txt", ACTISCOPE_SCHEDULER=cluster.address) as server,
    ):
        asyncio.run(visit(server, cluster))
        assert server.unexpected_tracebacks() == []
        assert server.log().count("The Dask cluster") == 2
