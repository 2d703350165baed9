"""The workers of this server, behind one seam: a `concurrent.futures.Executor`.

Nothing in a worker belongs to a session: every call carries its State in and out. A call that is
lost ends with `BrokenExecutor`, wherever it ran, and can be asked again.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.crew import DEADLINE, ClusterError, Crew
from dashboard.processes import Process

if TYPE_CHECKING:
    from dashboard.cluster import Cluster

SCHEDULER = "ACTISCOPE_SCHEDULER"
COUNT = "ACTISCOPE_WORKERS"
PATIENCE = "ACTISCOPE_DEADLINE"
RETRY = 3.0
AWAY = "The Dask cluster cannot be used: {why}. This server trains by itself until it can."
BACK = "The Dask cluster is back and trains again."
LOG = logging.getLogger(__name__)


def worker_count() -> int:
    """Worker processes: as many as `ACTISCOPE_WORKERS` says, else one per core of this process."""
    asked = os.environ.get(COUNT, "")
    if asked.isdecimal() and int(asked) > 0:
        return int(asked)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def deadline() -> float:
    """Seconds that a call may take before its worker counts as hung: `ACTISCOPE_DEADLINE`."""
    asked = os.environ.get(PATIENCE, "")
    return float(asked) if asked.isdecimal() and int(asked) > 0 else DEADLINE


def open_executor() -> tuple[Executor, int]:
    """The processes of this machine that train, and how many calls they run at once."""
    count = worker_count()
    return Crew(Process, count, deadline()), count


def open_cluster() -> Cluster | None:
    """The cluster that `ACTISCOPE_SCHEDULER` names; None where it names none.

    Raises
    ------
    ClusterError
        When it cannot be used.
    """
    address = os.environ.get(SCHEDULER)
    if not address:
        return None
    from dashboard.cluster import Cluster

    return Cluster(address, deadline())


@dataclass(frozen=True)
class News:
    """What sessions should know about the workers.

    Parameters
    ----------
    number : int
        0 at first, one more with each change.
    sentence : str
        Empty where there is nothing to say.
    away : bool
        Whether the cluster is away, and this machine trains in its place.
    """

    number: int = 0
    sentence: str = ""
    away: bool = False


class Workers:
    """What computes for this server, shared by all sessions: this machine, or a cluster.

    While the cluster is away, this machine takes its place, and the cluster is asked again in the
    background.

    Parameters
    ----------
    open_local : callable
        Makes an executor of this machine and says how many calls it runs at once.
    open_cluster : callable
        Connects with the cluster; None where there is none.
    retry : float
        Seconds between two looks at the cluster.
    """

    def __init__(
        self,
        open_local: Callable[[], tuple[Executor, int]],
        open_cluster: Callable[[], Cluster | None] = lambda: None,
        retry: float = RETRY,
    ) -> None:
        self._open_local, self._open_cluster, self._retry = open_local, open_cluster, retry
        self._lock = threading.RLock()
        self._in_flight = 0
        self._local: tuple[Executor, int] | None = None
        self._cluster: Cluster | None = None
        self._closing, self._look = threading.Event(), threading.Event()
        self.news = News()
        self._connect()
        if self._cluster is not None or self.news.away:
            threading.Thread(target=self._keep, name="cluster", daemon=True).start()
        else:
            self._here()

    @property
    def size(self) -> int:
        """How many calls run at once."""
        cluster = self._cluster
        return self._here()[1] if cluster is None else cluster.crew.size

    @property
    def in_flight(self) -> int:
        """Calls that have been submitted and are not done."""
        return self._in_flight

    def submit(self, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """Call a function in a worker; one that may take minutes comes as a `Long`."""
        try:
            future = self._executor().submit(function, *args)
        except RuntimeError:  # the cluster was given up in this moment
            future = self._executor().submit(function, *args)
        self._count(1)
        future.add_done_callback(self._done)
        return future

    def close(self) -> None:
        """Let the workers end; what runs may finish."""
        self._closing.set()
        self._look.set()
        if self._cluster is not None:
            self._cluster.lose()
        if self._local is not None:
            self._local[0].shutdown(wait=False, cancel_futures=True)

    def _executor(self) -> Executor:
        cluster = self._cluster
        if cluster is not None and not cluster.running:
            self._lose(cluster, "its scheduler is gone")
        cluster = self._cluster
        return self._here()[0] if cluster is None else cluster.crew

    def _here(self) -> tuple[Executor, int]:
        with self._lock:
            if self._local is None:
                self._local = self._open_local()
            return self._local

    def _keep(self) -> None:
        """Look after the cluster, and for it while it is away."""
        while not self._closing.is_set():
            self._look.wait(self._retry)
            self._look.clear()
            cluster = self._cluster
            if cluster is None:
                self._connect()
                continue
            why = cluster.trouble()
            if why:
                self._lose(cluster, why)

    def _connect(self) -> None:
        from_away = self.news.away
        try:
            cluster = self._open_cluster()
        except ClusterError as error:
            self._tell_away(str(error))
            return
        with self._lock:
            self._cluster = cluster
            local, self._local = self._local, None
        if from_away:
            self._tell(BACK, away=False)
        if local is not None:
            local[0].shutdown(wait=False)

    def _lose(self, cluster: Cluster, why: str) -> None:
        with self._lock:
            if self._cluster is not cluster or self._closing.is_set():
                return  # somebody else has noticed, or nobody minds
            self._cluster = None
            self._tell_away(why)
        cluster.lose()

    def _tell_away(self, why: str) -> None:
        sentence = AWAY.format(why=why)
        if self.news.away:
            self.news = replace(self.news, sentence=sentence)
        else:
            self._tell(sentence, away=True)

    def _tell(self, sentence: str, *, away: bool) -> None:
        LOG.warning(sentence)
        self.news = News(self.news.number + 1, sentence, away)

    def _done(self, future: Future[Any]) -> None:
        self._count(-1)
        if not future.cancelled() and isinstance(future.exception(), BrokenExecutor):
            self._look.set()

    def _count(self, change: int) -> None:
        with self._lock:
            self._in_flight += change


@st.cache_resource(show_spinner=False, on_release=Workers.close)
def workers() -> Workers:
    """The one `Workers` of this server."""
    return Workers(open_executor, open_cluster)
