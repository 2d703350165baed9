"""More people than the server can draw for: each has fewer frames, nobody has none."""

from __future__ import annotations

from pathlib import Path

from tests.app_server import AppServer
from tests.faults import crowd

PEOPLE = 30


def test_everybody_goes_on_where_all_come_at_once(tmp_path: Path) -> None:
    async def scene(server: AppServer) -> None:
        visitors = await crowd.arrive(server, PEOPLE)
        for _ in range(2):
            await crowd.gone_on(visitors)
        assert [error for visitor in visitors for error in visitor.session.errors] == []
        await crowd.leave(visitors)

    with AppServer(tmp_path / "log.txt") as server:
        crowd.play(scene(server), 300)
