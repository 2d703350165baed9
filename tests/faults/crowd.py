"""Visitors who play while something breaks, and whether they go on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any
from urllib.parse import urlencode

from tests.app_server import AppServer
from tests.load.client import Session
from tests.load.visitor import Visitor

PATIENCE = 120.0
APART = 0.1
BUSY = 0.2
RESTARTED = "Worker restarted; continued from step"


def query(parameters: Mapping[str, str]) -> str:
    """What stands after the question mark of an address."""
    return urlencode(parameters)


async def arrive(server: AppServer, count: int, query: str = "") -> list[Visitor]:
    """So many visitors, each of whom plays and has seen a step."""
    visitors = [Visitor(Session(server.address, query), seed) for seed in range(count)]
    await asyncio.gather(*(one.arrive(APART * index) for index, one in enumerate(visitors)))
    await until(lambda: all(visitor.course[-1] > 0 for visitor in visitors), "first steps")
    return visitors


async def leave(visitors: list[Visitor]) -> None:
    """All close their tabs."""
    await asyncio.gather(*(visitor.session.close() for visitor in visitors))


async def until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> float:
    """Wait for `condition`; the seconds that it took."""
    began = time.perf_counter()
    while not condition():
        assert time.perf_counter() - began < seconds, f"waited {seconds:g} s for {what}"
        await asyncio.sleep(0.02)
    return time.perf_counter() - began


async def gone_on(visitors: list[Visitor], seconds: float = PATIENCE) -> list[float]:
    """Seconds until each visitor has a new picture and a higher step than now."""
    return list(await asyncio.gather(*(_gone_on(visitor, seconds) for visitor in visitors)))


async def _gone_on(visitor: Visitor, seconds: float) -> float:
    pictures, step = len(visitor.session.frames), visitor.course[-1]
    return await until(
        lambda: len(visitor.session.frames) > pictures and visitor.course[-1] > step,
        f"a step after {step}",
        seconds,
    )


def said(visitor: Visitor, words: str) -> int:
    """How often a box or a toast has said something with these words."""
    return sum(words in text for _, text in visitor.session.alerts)


def play(scene: Coroutine[Any, Any, Any] | Awaitable[Any], seconds: float = PATIENCE) -> Any:
    """Run a scene to its end; no scene goes on for ever."""
    return asyncio.run(asyncio.wait_for(scene, seconds))


def slowness() -> float:
    """How many times longer than alone this process takes, at least 1: others compute here too."""
    began, spent = time.perf_counter(), time.process_time()
    while time.process_time() - spent < BUSY:
        pass
    return max(1.0, (time.perf_counter() - began) / BUSY)
