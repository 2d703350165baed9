"""A Dask cluster in the place of this machine's processes: real scheduler, real workers."""

import os
import time
from concurrent.futures import BrokenExecutor

import numpy as np
import pytest

from dashboard import workers
from dashboard.workers import Workers, open_cluster, open_executor
from models.config import RunConfig
from models.training import Budget, advance, begin
from tests.dask_cluster import DaskCluster

PATIENCE = 60


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with (
        DaskCluster(tmp_path_factory.mktemp("dask")) as running,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv(workers.SCHEDULER, running.address)
        patch.setenv(workers.COUNT, "1")
        yield running


@pytest.fixture(scope="module")
def shared(cluster):
    opened = Workers(open_executor, open_cluster, retry=0.2)
    yield opened
    opened.close()


def wait_for(condition):
    end = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


def train(submit, calls=5, steps=4):
    config = RunConfig()
    state, frames = begin(config), []
    for _ in range(calls):
        state, frame = submit(advance, config, state, Budget(steps=steps), ("loss",))
        frames.append(frame)
    return state, frames


def test_the_same_bits_as_here(cluster, shared):
    pids = {worker.pid for worker in cluster.workers}
    assert {call.result(PATIENCE) for call in map(shared.submit, [os.getpid] * 9)} <= pids
    assert shared.size == 2
    theirs, frames = train(lambda *asked: shared.submit(*asked).result(PATIENCE))
    ours, expected = train(lambda function, *args: function(*args))
    assert theirs.step == ours.step == 20
    assert np.array_equal(theirs.parameters, ours.parameters)
    assert np.array_equal(theirs.moments, ours.moments)
    assert [f["loss"].test_loss.tolist() for f in frames] == [
        f["loss"].test_loss.tolist() for f in expected
    ]


def test_a_worker_with_other_versions_is_not_used(cluster, monkeypatch):
    here = os.getpid()

    def identity():
        return {"torch": "1.0" if os.getpid() == here else "2.0"}

    monkeypatch.setattr("dashboard.cluster.identity", identity)
    shared = Workers(open_executor, open_cluster, retry=PATIENCE)
    assert shared.news.away and "has torch 2.0, this server 1.0." in shared.news.sentence
    assert "cannot be used: the Dask worker tcp://127.0.0.1:" in shared.news.sentence
    shared.close()


def test_a_lost_worker_costs_no_call(cluster, shared):
    calls = [shared.submit(time.sleep, 0.3) for _ in range(8)]
    time.sleep(0.1)
    cluster.workers[0].kill()
    assert [call.result(PATIENCE) for call in calls] == [None] * 8
    assert wait_for(lambda: shared.size == 1)
    assert shared.news == workers.News()


def test_without_its_scheduler_the_server_trains_by_itself(cluster, shared, caplog):
    running = [shared.submit(time.sleep, PATIENCE) for _ in range(4)]
    time.sleep(0.2)
    cluster.scheduler.kill()
    for call in running:
        with pytest.raises(BrokenExecutor):
            call.result(PATIENCE)
    here = shared.submit(os.getpid).result(PATIENCE)
    assert here not in {worker.pid for worker in cluster.workers} and shared.size == 1
    assert shared.news.away and cluster.address in shared.news.sentence
    cluster.start_scheduler()
    assert wait_for(lambda: "has no workers" in shared.news.sentence)
    cluster.start_worker()
    assert wait_for(lambda: not shared.news.away)
    assert shared.submit(os.getpid).result(PATIENCE) == cluster.workers[-1].pid
    said = [record.message for record in caplog.records if record.name == "dashboard.workers"]
    assert len(said) == 2 and said[1] == workers.BACK
    assert not [record for record in caplog.records if record.name.startswith("distributed")]


def test_a_call_that_hangs_there_costs_its_worker(cluster, monkeypatch):
    monkeypatch.setenv(workers.PATIENCE, "1")
    cluster.start_worker()
    cluster.wait_for_workers(2)
    shared = Workers(open_executor, open_cluster, retry=0.2)
    hung = shared.submit(time.sleep, 10 * PATIENCE)
    others = [shared.submit(time.sleep, 0.1) for _ in range(4)]
    with pytest.raises(BrokenExecutor, match="no answer within 1 seconds"):
        hung.result(PATIENCE)
    assert [call.result(PATIENCE) for call in others] == [None] * 4
    assert wait_for(lambda: shared.size == 1)
    assert shared.submit(max, 1, 2).result(PATIENCE) == 2 and not shared.news.away
    shared.close()
