"""A visitor without a browser meets the real app."""

import asyncio
import time

from tests.app_server import AppServer
from tests.load.__main__ import measure
from tests.load.client import Session
from tests.load.report import HEAD, row
from tests.load.visitor import Visitor


def test_a_visitor_plays_changes_and_goes_to_another_page(server: AppServer) -> None:
    async def visit() -> Visitor:
        visitor = Visitor(Session(server.address), seed=0)
        await visitor.arrive()
        await visitor.session.slide("Learning rate", 2)
        assert "%3Alearning_rate%3A0.01" in visitor.session.query
        await visitor.session.visit("Units")
        assert visitor.session.has("Side by side")
        before = len(visitor.session.frames)
        while len(visitor.session.frames) < before + 2:
            await asyncio.sleep(0.1)
        await visitor.session.click("Pause")
        assert visitor.session.has("Play")
        await visitor.session.close()
        return visitor

    visitor = asyncio.run(asyncio.wait_for(visit(), 90))
    assert visitor.session.errors == []
    assert visitor.steps(0, time.perf_counter()) > 0


def test_what_visitors_found_is_a_row_of_the_table(server: AppServer) -> None:
    found = asyncio.run(measure(server, 2, 2.0, settle=1.0))
    assert found.sessions == len(found.frames) == len(found.steps) == 2
    assert found.errors == () and found.usage.server_mib > 0
    assert row(found).count("|") == HEAD.splitlines()[0].count("|")
