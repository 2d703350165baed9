"""Two tabs of one person are two runs."""

from __future__ import annotations

from tests.app_server import AppServer
from tests.faults import crowd


def test_a_change_in_one_tab_leaves_the_other(server: AppServer) -> None:
    async def scene() -> None:
        changed, other = tabs = await crowd.arrive(server, 2, "seed=3")
        address = other.session.query
        await changed.session.slide("Learning rate", 2)
        await changed.session.click("Pause")
        stopped = changed.course[-1]
        await crowd.gone_on([other])
        await changed.session.click("Reset")
        assert changed.course[-1] == 0 < stopped
        await crowd.gone_on([other])
        assert other.session.query == address != changed.session.query
        assert sorted(other.course) == other.course
        assert other.session.has("Pause") and changed.session.has("Play")
        await crowd.leave(tabs)
        assert [tab.session.errors for tab in tabs] == [[], []]

    crowd.play(scene())
