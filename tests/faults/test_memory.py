"""Memory runs out: in a worker, never in the server."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from dashboard import run as runs
from dashboard import workers
from dashboard.run import Run
from dashboard.workers import Workers, open_executor
from models.config import RunConfig
from models.state import Budget, begin
from tests.app_server import AppServer
from tests.faults import crowd

linux = pytest.mark.skipif(not Path("/proc/self/oom_score_adj").exists(), reason="Linux alone")
TOO_MUCH = 2**60


def exhaust_numpy(*_: object) -> None:
    """A call that needs more memory than there is."""
    np.zeros(TOO_MUCH, np.uint8)


def exhaust_torch(*_: object) -> None:
    """The same, which PyTorch reports in another way."""
    torch.zeros(TOO_MUCH, dtype=torch.uint8)


def score(pid: int) -> int:
    return int(Path(f"/proc/{pid}/oom_score_adj").read_text())


@linux
def test_the_kernel_ends_a_worker_before_the_server(server: AppServer) -> None:
    found = server.workers() or wait_for_workers(server)
    assert found
    assert {score(worker.pid) for worker in found} == {1000}
    assert score(server.pid) == score(os.getpid())


def wait_for_workers(server: AppServer) -> list[object]:
    """A server without visitors has no workers: one opens the page."""

    async def scene() -> None:
        await crowd.leave(await crowd.arrive(server, 1))

    crowd.play(scene())
    return list(server.workers())


@pytest.fixture(scope="module")
def one_worker() -> Iterator[Workers]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "worker_count", lambda: 1)
        opened = Workers(open_executor)
    yield opened
    opened.close()


@pytest.fixture
def pool(one_worker: Workers, monkeypatch: pytest.MonkeyPatch) -> Workers:
    monkeypatch.setattr(runs, "workers", lambda: one_worker)
    return one_worker


@pytest.mark.parametrize("exhaust", [exhaust_numpy, exhaust_torch])
def test_a_call_without_memory_pauses_its_run_and_says_so(
    pool: Workers, monkeypatch: pytest.MonkeyPatch, exhaust: Callable[..., None]
) -> None:
    config = RunConfig(samples=20)
    run = Run(config, begin(config), playing=True)
    pid = pool.submit(os.getpid).result(60)
    with monkeypatch.context() as patch:
        patch.setattr(runs, "advance", exhaust)
        run.ask_to_train(Budget(steps=1))
        answered(run)
    assert not run.playing and run.step == 0
    assert run.notices == [
        "Training stopped: too little memory. Choose fewer samples, units or seeds."
    ]
    run.ask_to_train(Budget(steps=1))
    answered(run)
    assert run.step == 1
    assert pool.submit(os.getpid).result(60) == pid


def answered(run: Run) -> None:
    deadline = time.monotonic() + 60
    while run.call is not None:
        assert time.monotonic() < deadline
        run.settle(1.0)
