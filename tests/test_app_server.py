"""The helpers around the real app: its log, its workers, its end."""

import multiprocessing
import os
import subprocess
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import psutil
import pytest

from tests.app_server import TRACEBACK, AppServer, clean_environment
from tests.processes import stop_group

LOG = f"""2026-01-01 10:00:00.000 Started
2026-01-01 10:00:01.000 Uncaught app execution
{TRACEBACK}:
ValueError: first
2026-01-01 10:00:02.000 Worker lost
{TRACEBACK}:
BrokenProcessPool: second
"""


class Unstarted(AppServer):
    """A server of which only the helpers are used."""

    @property
    def pid(self) -> int:
        return os.getpid()


@pytest.fixture
def app(tmp_path: Path) -> Unstarted:
    log = tmp_path / "log.txt"
    log.write_text("")
    return Unstarted(log)


def test_each_traceback_is_reported_once(app: Unstarted) -> None:
    assert app.unexpected_tracebacks() == []
    app.log_path.write_text(LOG)
    found = app.unexpected_tracebacks()
    assert [record.splitlines()[-1] for record in found] == [
        "ValueError: first",
        "BrokenProcessPool: second",
    ]
    assert app.unexpected_tracebacks() == []


def test_an_expected_traceback_is_forgiven_in_that_test_only(app: Unstarted) -> None:
    app.expect_traceback("BrokenProcessPool")
    app.log_path.write_text(LOG)
    assert [record.splitlines()[-1] for record in app.unexpected_tracebacks()] == [
        "ValueError: first"
    ]
    app.log_path.write_text(LOG + LOG)
    assert len(app.unexpected_tracebacks()) == 2


def test_workers_are_told_from_the_resource_tracker(app: Unstarted) -> None:
    before = {process.pid for process in app.workers()}
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        worker = pool.submit(os.getpid).result()
        assert {process.pid for process in app.workers()} - before == {worker}


def test_the_server_gets_a_clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STREAMLIT_THEME_BASE", "dark")
    monkeypatch.setenv("ACTISCOPE_SCHEDULER", "tcp://127.0.0.1:1")
    monkeypatch.setenv("KEPT", "yes")
    environment = clean_environment({"ADDED": "yes"})
    assert not environment.keys() & {"STREAMLIT_THEME_BASE", "ACTISCOPE_SCHEDULER"}
    assert environment["KEPT"] == environment["ADDED"] == "yes"


def test_a_server_that_cannot_start_shows_its_log(tmp_path: Path) -> None:
    with (
        pytest.raises(RuntimeError, match=r"did not start(.|\n)*absent\.py"),
        AppServer(tmp_path / "log.txt", script="absent.py"),
    ):
        pass


def test_a_server_ends_with_its_children() -> None:
    started = subprocess.Popen(
        ["/bin/sh", "-c", "sleep 60 & echo $!; wait"],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert started.stdout is not None
    with started.stdout as lines:
        child = psutil.Process(int(lines.readline()))
    stop_group(started)
    psutil.wait_procs([child], timeout=5)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
