"""The clock of the system jumps while visitors play."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.app_server import AppServer
from tests.faults import crowd
from tests.load.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]
WALL = frozenset({"time.time", "time.time_ns", "time.localtime", "datetime.now"})
# A report says when it was made.
DATED = frozenset({"dashboard/share/away.py"})


def test_visitors_play_on_while_the_clock_jumps(tmp_path: Path) -> None:
    async def scene(server: AppServer) -> list[Visitor]:
        visitors = await crowd.arrive(server, 2)
        for _ in range(4):
            await crowd.gone_on(visitors)
            await visitors[0].session.visit("Units")
            await visitors[0].session.visit("Playground")
        await crowd.leave(visitors)
        return visitors

    script = str(Path(__file__).with_name("skewed_app.py"))
    with AppServer(tmp_path / "log.txt", script) as server:
        visitors = crowd.play(scene(server))
        assert server.unexpected_tracebacks() == []
    assert [visitor.session.errors for visitor in visitors] == [[], []]
    assert [visitor.session.alerts for visitor in visitors] == [[], []]


def test_nothing_depends_on_the_time_of_the_day() -> None:
    files = [path for room in ("models", "dashboard", "pages") for path in room_of(room)]
    assert len(files) > 100
    found = {str(path.relative_to(ROOT)) for path in files if wall_clock(path.read_text("utf-8"))}
    assert found == DATED


def room_of(name: str) -> list[Path]:
    return sorted((ROOT / name).rglob("*.py"))


def wall_clock(source: str) -> list[str]:
    """Calls of the time of the day in a source.

    >>> wall_clock("began = time.time(); time.monotonic()")
    ['time.time']
    """
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [name for call in calls if (name := ast.unparse(call)) in WALL]


def test_the_time_of_the_day_is_recognised() -> None:
    assert wall_clock("a = time.time()\nb = datetime.now(utc)") == ["time.time", "datetime.now"]
    assert wall_clock("time.monotonic(); time.perf_counter()") == []
