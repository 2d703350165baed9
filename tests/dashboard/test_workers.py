"""The processes that train: replaced when they break, gone when the server is gone."""

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path
from types import ModuleType

import psutil
import pytest
import torch

from dashboard import workers
from dashboard.workers import SchedulerError, Workers, open_executor

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 60


@pytest.fixture
def pool(monkeypatch):
    monkeypatch.setattr(workers, "worker_count", lambda: 1)
    opened = Workers(open_executor)
    yield opened
    opened.close()


def gone(pid):
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def wait_for(condition):
    deadline = time.monotonic() + DEADLINE
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def test_a_killed_worker_is_replaced(pool):
    pid = pool.submit(os.getpid).result(DEADLINE)
    assert pid != os.getpid()
    assert pool.submit(torch.get_num_threads).result(DEADLINE) == 1
    lost = pool.submit(time.sleep, DEADLINE)
    assert pool.in_flight == 1
    psutil.Process(pid).kill()
    with pytest.raises(BrokenExecutor):
        lost.result(DEADLINE)
    other = pool.submit(os.getpid).result(DEADLINE)
    assert other not in (pid, os.getpid())
    assert wait_for(lambda: pool.in_flight == 0)


def test_workers_end_with_a_server_that_is_killed():
    script = (
        "import os, sys, time\n"
        "from dashboard import workers\n"
        "if __name__ == '__main__':\n"
        "    workers.worker_count = lambda: 1\n"
        "    pool = workers.Workers(workers.open_executor)\n"
        "    print(pool.submit(os.getpid).result(), flush=True)\n"
        "    pool.submit(time.sleep, 600)\n"
        "    time.sleep(600)\n"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        pid = int(server.stdout.readline())
        assert not gone(pid)
    finally:
        server.kill()
        server.communicate()
    assert wait_for(lambda: gone(pid))


class Breaking:
    """An executor whose pool breaks at the first call after the warm-up."""

    def __init__(self, broken):
        self.broken = broken
        self.shut = False

    def submit(self, function, *args):
        if self.broken and function is not workers._ready:
            raise BrokenExecutor("gone")
        future = Future()
        future.set_result(args)
        return future

    def shutdown(self, **how):
        self.shut = True


def test_sessions_that_meet_a_broken_pool_at_once_replace_it_once():
    opened = []

    def opening():
        opened.append(Breaking(broken=not opened))
        return opened[-1], 1

    shared = Workers(opening)
    threads = [threading.Thread(target=shared.submit, args=(max, 1)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 2
    assert opened[0].shut
    assert shared.in_flight == 0


def test_a_scheduler_without_dask_is_one_clear_line(monkeypatch):
    monkeypatch.setenv(workers.SCHEDULER, "tcp://localhost:8786")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SchedulerError, match="`distributed` is not installed"):
        open_executor()


class Client:
    """As much of `distributed.Client` as is used."""

    def __init__(self, address, timeout):
        if address == "tcp://nobody":
            raise OSError("Timed out")
        self.address = address

    def nthreads(self):
        return {"one": 2, "two": 3}

    def get_executor(self, pure):
        return (self.address, pure)


def test_a_scheduler_is_used_through_its_executor(monkeypatch):
    distributed = ModuleType("distributed")
    distributed.Client = Client
    monkeypatch.setitem(sys.modules, "distributed", distributed)
    monkeypatch.setenv(workers.SCHEDULER, "tcp://somewhere")
    assert open_executor() == (("tcp://somewhere", False), 5)
    monkeypatch.setenv(workers.SCHEDULER, "tcp://nobody")
    with pytest.raises(SchedulerError, match="No Dask scheduler answers at tcp://nobody"):
        open_executor()
