"""A page is loaded again, loses its connection, or loses the server."""

from __future__ import annotations

from pathlib import Path

from tests.app_server import AppServer
from tests.faults import crowd
from tests.load.client import Session
from tests.load.visitor import Visitor


def test_a_page_that_is_loaded_again_has_the_same_run(server: AppServer) -> None:
    async def scene() -> None:
        (first,) = await crowd.arrive(server, 1)
        await first.session.slide("Learning rate", 2)
        await crowd.leave([first])
        again = Visitor(Session(server.address, first.session.query), 0)
        await again.session.open()
        assert again.session.query == first.session.query
        assert set(again.course) == {0}
        assert again.session.alerts == again.session.errors == []
        await again.session.click("Play")
        await crowd.gone_on([again])
        await crowd.leave([again])

    crowd.play(scene())


def test_a_run_survives_a_lost_connection(server: AppServer) -> None:
    async def scene() -> Visitor:
        (visitor,) = await crowd.arrive(server, 1)
        await visitor.session.drop()
        at, seen = visitor.course[-1], len(visitor.course)
        assert at > 0
        await visitor.session.reconnect()
        await crowd.gone_on([visitor])
        assert min(visitor.course[seen:]) >= at
        await crowd.leave([visitor])
        return visitor

    visitor = crowd.play(scene())
    assert visitor.session.alerts == visitor.session.errors == []


def test_a_restarted_server_says_that_the_run_begins_anew(tmp_path: Path) -> None:
    async def scene() -> tuple[str, Visitor]:
        with AppServer(tmp_path / "first.txt") as server:
            (visitor,) = await crowd.arrive(server, 1, "seed=7&learning_rate=0.01")
            await visitor.session.drop()
        address, seen = visitor.session.query, len(visitor.course)
        with AppServer(tmp_path / "second.txt", port=server.port) as server:
            await visitor.session.reconnect()
            assert crowd.said(visitor, "begins anew at step 0") == 1
            assert set(visitor.course[seen:]) == {0}
            await visitor.session.click("Play")
            await crowd.gone_on([visitor])
            await crowd.leave([visitor])
            assert server.unexpected_tracebacks() == []
        return address, visitor

    address, visitor = crowd.play(scene())
    assert "seed=7" in address and "learning_rate=0.01" in address
    assert visitor.session.query == address and visitor.session.errors == []
