"""The processes that train, behind one seam: a `concurrent.futures.Executor`.

Nothing in a worker belongs to a session: every call carries its State in and out.
"""

from __future__ import annotations

import importlib
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing import connection, get_context, parent_process
from typing import Any

import streamlit as st

SCHEDULER = "ACTISCOPE_SCHEDULER"
ENGINE = "models.training"


class SchedulerError(RuntimeError):
    """The Dask cluster cannot be used; the message is one line that says why."""


def worker_count() -> int:
    """Workers of the process pool: one per core that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def open_executor() -> tuple[Executor, int]:
    """The executor that trains, and how many calls it runs at once.

    Raises
    ------
    SchedulerError
        When `ACTISCOPE_SCHEDULER` is set and its cluster cannot be used.
    """
    address = os.environ.get(SCHEDULER)
    if address:
        return _open_cluster(address)
    count = worker_count()
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_prepare)
    return pool, count


def _open_cluster(address: str) -> tuple[Executor, int]:
    try:
        distributed = importlib.import_module("distributed")
    except ImportError:
        message = f"{SCHEDULER} is set, but the package `distributed` is not installed."
        raise SchedulerError(message) from None
    try:
        client = distributed.Client(address, timeout="10s")
    except (OSError, ValueError, TimeoutError) as error:
        raise SchedulerError(f"No Dask scheduler answers at {address}: {error}") from None
    threads = sum(client.nthreads().values())
    return client.get_executor(pure=False), max(1, threads)


def _prepare() -> None:
    """In each new worker: end with the server, compute on one thread, import what trains."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    import torch

    torch.set_num_threads(1)
    importlib.import_module(ENGINE)


def _end_with_the_server() -> None:
    server = parent_process()
    if server is not None:
        connection.wait([server.sentinel])
        os._exit(0)


def _ready() -> None:
    """What a worker is asked to do before anybody waits for it."""


class Workers:
    """The executor of this server, shared by all sessions.

    Parameters
    ----------
    open_executor : callable
        Makes an executor and says how many calls it runs at once.
    """

    def __init__(self, open_executor: Callable[[], tuple[Executor, int]]) -> None:
        self._open = open_executor
        self._lock = threading.Lock()
        self._in_flight = 0
        self._executor, self.size = open_executor()
        self._warm_up()

    @property
    def in_flight(self) -> int:
        """Calls that have been submitted and are not done."""
        return self._in_flight

    def submit(self, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """Call a function in a worker; a broken pool is replaced first."""
        executor = self._executor
        try:
            future = executor.submit(function, *args)
        except (BrokenExecutor, RuntimeError):
            self._replace(executor)
            future = self._executor.submit(function, *args)
        self._count(1)
        future.add_done_callback(lambda _: self._count(-1))
        return future

    def close(self) -> None:
        """Let the workers end; what runs may finish."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _replace(self, broken: Executor) -> None:
        with self._lock:
            if self._executor is broken:
                broken.shutdown(wait=False)
                self._executor, self.size = self._open()
                self._warm_up()

    def _warm_up(self) -> None:
        for _ in range(self.size):
            self._executor.submit(_ready)

    def _count(self, change: int) -> None:
        with self._lock:
            self._in_flight += change


@st.cache_resource(show_spinner=False, on_release=Workers.close)
def workers() -> Workers:
    """The one `Workers` of this server."""
    return Workers(open_executor)
