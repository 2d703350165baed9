"""The processes that train: replaced when they break, gone when the server is gone."""

import os
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
import torch

from dashboard import workers
from dashboard.crew import ClusterError
from dashboard.workers import Workers, open_executor

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


def test_a_worker_that_hears_nothing_is_replaced(monkeypatch):
    monkeypatch.setenv(workers.COUNT, "1")
    monkeypatch.setenv(workers.PATIENCE, "1")
    pool = Workers(open_executor)
    pid = pool.submit(os.getpid).result(DEADLINE)
    psutil.Process(pid).suspend()
    hung = pool.submit(time.sleep, 0)
    waiting = [pool.submit(os.getpid) for _ in range(8)]
    with pytest.raises(BrokenExecutor, match="no answer within 1 seconds"):
        hung.result(DEADLINE)
    assert {call.result(DEADLINE) for call in waiting} != {pid}
    assert gone(pid)
    pool.close()


def test_the_number_of_workers_can_be_said(monkeypatch):
    monkeypatch.setenv(workers.COUNT, "3")
    assert workers.worker_count() == 3
    for unusable in ("0", "-1", "many", ""):
        monkeypatch.setenv(workers.COUNT, unusable)
        assert workers.worker_count() == len(os.sched_getaffinity(0))
    monkeypatch.setenv(workers.PATIENCE, "-3")
    assert workers.deadline() == DEADLINE


class Cluster:
    """As much of a cluster as `Workers` knows."""

    def __init__(self, executor):
        self.crew, self.running, self.lost, self.why = executor, True, False, ""
        self.crew.size = 7

    def trouble(self):
        return self.why

    def lose(self):
        self.lost = True


def test_a_cluster_that_goes_away_and_comes_back(caplog):
    there, local = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
    opened = []

    def opening():
        if not there_now:
            raise ClusterError("no scheduler answers at tcp://here")
        opened.append(Cluster(there))
        return opened[-1]

    there_now = True
    shared = Workers(lambda: (local, 2), opening, retry=0.05)
    assert shared.size == 7 and shared.news.number == 0
    there_now, opened[0].running = False, False
    assert shared.submit(max, 1, 2).result(DEADLINE) == 2
    assert shared.size == 2 and opened[0].lost
    assert wait_for(lambda: "no scheduler answers at tcp://here." in shared.news.sentence)
    assert (shared.news.number, shared.news.away) == (1, True)
    there_now = True
    assert wait_for(lambda: shared.size == 7)
    assert shared.news == workers.News(2, workers.BACK, away=False)
    assert [record.message for record in caplog.records][-1] == workers.BACK
    assert len(caplog.records) == 2
    shared.close()


def test_a_cluster_that_is_in_trouble_is_left_at_once():
    opened = []

    def opening():
        if opened:
            raise ClusterError("the scheduler at tcp://here has no workers")
        opened.append(Cluster(ThreadPoolExecutor(1)))
        return opened[0]

    shared = Workers(lambda: (ThreadPoolExecutor(1), 2), opening, retry=0.05)
    opened[0].why = "the scheduler at tcp://here has no workers"
    assert wait_for(lambda: shared.news.away)
    assert shared.news.sentence == (
        "The Dask cluster cannot be used: the scheduler at tcp://here has no workers. "
        "This server trains by itself until it can."
    )
    shared.close()
