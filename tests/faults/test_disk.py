"""Nothing can be written: a home that is read-only or missing, a disk that is full."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.app_server import AppServer
from tests.faults import crowd
from tests.load.visitor import Visitor

LAB = "The map"


def mounts() -> bool:
    """Whether a process here may mount something of its own."""
    tried = subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False)
    return tried.returncode == 0


async def play_and_look_around(server: AppServer) -> Visitor:
    """Play, open a lab, which keeps what it measures, and come back."""
    (visitor,) = await crowd.arrive(server, 1)
    await crowd.gone_on([visitor])
    await visitor.session.visit(LAB)
    await visitor.session.visit("Playground")
    await crowd.gone_on([visitor])
    await crowd.leave([visitor])
    return visitor


def check(server: AppServer) -> None:
    visitor = crowd.play(play_and_look_around(server))
    assert visitor.session.errors == [] and server.unexpected_tracebacks() == []


def test_the_app_runs_where_nothing_can_be_written(tmp_path: Path) -> None:
    nowhere = {"HOME": "/proc/nonexistent", "XDG_CACHE_HOME": "/proc/nonexistent"}
    with AppServer(tmp_path / "log.txt", TMPDIR="/proc", **nowhere) as server:
        check(server)


@pytest.mark.skipif(not mounts(), reason="mounting is not allowed here")
def test_the_app_runs_on_a_full_disk(tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    with FullDisk(tmp_path / "log.txt", HOME=str(full), TMPDIR=str(full)) as server:
        check(server)


class FullDisk(AppServer):
    """A server whose home and temporary files are on a small disk without room."""

    def command(self) -> list[str]:
        disk = self.environment["HOME"]
        fill = f"mount -t tmpfs -o size=16k none {disk}; cat /dev/zero > {disk}/all 2>/dev/null"
        return ["unshare", "-rm", "sh", "-c", f'{fill}; exec "$@"', "sh", *super().command()]
