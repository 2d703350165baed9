"""Workers are killed while ten visitors play: all go on, and lose no more than a tick."""

from __future__ import annotations

from itertools import pairwise

import psutil

from tests.app_server import AppServer
from tests.faults import crowd
from tests.load.visitor import Visitor

VISITORS = 10
WITHIN = 3.0
STARTING = 20.0  # seconds, where no worker is left and new ones have to begin


def test_ten_visitors_go_on_when_a_worker_is_killed(server: AppServer) -> None:
    async def scene() -> tuple[list[Visitor], list[float]]:
        visitors, slowest = await crowd.arrive(server, VISITORS), []
        for _ in range(2):
            server.workers()[0].kill()
            slowest.append(max(await crowd.gone_on(visitors)))
            await crowd.gone_on(visitors)
        await crowd.leave(visitors)
        return visitors, slowest

    slow = crowd.slowness()
    visitors, slowest = crowd.play(scene(), 240)
    # The better of two: other work on the machine may delay one of them.
    assert min(slowest) < WITHIN * max(slow, crowd.slowness())
    check_course(visitors, 2)


def test_ten_visitors_go_on_when_all_workers_are_killed_twice(server: AppServer) -> None:
    async def scene() -> tuple[list[Visitor], list[float]]:
        visitors, taken = await crowd.arrive(server, VISITORS), []
        for _ in range(2):
            killed = server.workers()
            for worker in killed:
                worker.kill()
            taken += await crowd.gone_on(visitors)
            assert not alive(killed)
        await crowd.leave(visitors)
        return visitors, taken

    slow = crowd.slowness()
    visitors, taken = crowd.play(scene(), 240)
    assert max(taken) < STARTING * max(slow, crowd.slowness())
    check_course(visitors, 2)


def alive(workers: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still work."""
    return [one for one in workers if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def check_course(visitors: list[Visitor], times: int) -> None:
    """No error, no step back, and each loss said once to those whom it met."""
    assert [visitor.session.errors for visitor in visitors] == [[]] * len(visitors)
    for visitor in visitors:
        assert all(a <= b for a, b in pairwise(visitor.course))
    told = [crowd.said(visitor, crowd.RESTARTED) for visitor in visitors]
    assert 0 < max(told) <= times
