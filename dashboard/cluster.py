"""The workers of a Dask cluster, as a crew; what is Dask's is known here alone."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, CancelledError, Future, InvalidStateError
from contextlib import suppress
from functools import partial
from typing import Any

import distributed
from distributed.scheduler import KilledWorker

from dashboard.crew import ClusterError, Crew
from models.worker import identity, prepare

CONNECTING, ANSWERING = 5, 20
LOST = (KilledWorker, CancelledError, OSError, TimeoutError)
QUIET = ("distributed", "distributed.client", "distributed.comm")
LOG = logging.getLogger(__name__)


class Cluster:
    """A cluster that trains.

    Parameters
    ----------
    address : str
        Of the scheduler, as ``tcp://host:8786``.
    deadline : float
        Seconds that a call may take, see `Crew`.

    Raises
    ------
    ClusterError
        When no scheduler answers, it has no workers, or one of them would compute other numbers.
    """

    def __init__(self, address: str, deadline: float) -> None:
        # What the loss of a scheduler means is said once, by `dashboard.workers`.
        for name in QUIET:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client = distributed.Client(
                address, timeout=CONNECTING, set_as_default=False, name="actiscope"
            )
        except (OSError, TimeoutError, ValueError):
            raise ClusterError(f"no scheduler answers at {address}") from None
        self._address, self._known = address, frozenset[str]()
        try:
            size = self._admit()
        except ClusterError:
            self._close()
            raise
        self.crew = Crew(partial(Seat, self._client), size, deadline)

    @property
    def running(self) -> bool:
        """Whether the scheduler is known to be there."""
        return self._client.status == "running"

    def trouble(self) -> str:
        """Why it cannot be used any more; empty where it can, with the workers that it has now."""
        try:
            size = self._admit()
        except ClusterError as error:
            return str(error)
        except RuntimeError as error:  # the client was closed meanwhile
            return f"it cannot be asked any more ({error})"
        if size != self.crew.size:
            self.crew.resize(size)
        return ""

    def lose(self) -> None:
        """Give up what it was asked, and ask it no more."""
        self.crew.lose("the cluster was lost")
        self._close()

    def _admit(self) -> int:
        """Threads of all workers, once those that are new have shown that they compute the same."""
        gone = ClusterError(f"no scheduler answers at {self._address}")
        scheduler = self._client.scheduler
        if scheduler is None or not self.running:
            raise gone
        try:
            found = self._client.sync(scheduler.identity, n_workers=-1, callback_timeout=CONNECTING)
        except (OSError, TimeoutError):
            raise gone from None
        workers: dict[str, dict[str, Any]] = found["workers"]
        if not workers:
            raise ClusterError(f"the scheduler at {self._address} has no workers")
        _compare(self._client, sorted(set(workers) - self._known))
        self._known = frozenset(workers)
        return sum(worker["nthreads"] for worker in workers.values())

    def _close(self) -> None:
        # In a thread of its own: one that does not answer would be waited for.
        closing = partial(self._client.close, timeout=CONNECTING)
        threading.Thread(target=closing, name="close-cluster", daemon=True).start()


class Seat:
    """A place for one call in the cluster, whichever worker takes it; see `dashboard.crew.Hand`."""

    def __init__(self, client: distributed.Client) -> None:
        self._client = client
        self._call: Future[Any] = Future()
        self._task: distributed.Future | None = None

    def start(self) -> Future[Any]:
        """A place has nothing to begin."""
        ready: Future[Any] = Future()
        ready.set_result(None)
        return ready

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Call a function in one of the workers; what is lost there ends with `BrokenExecutor`."""
        call = self._call = Future()
        try:
            self._task = self._client.submit(function, *args, pure=False)
        except RuntimeError:  # the client is closed
            _fail(call)
        else:
            self._task.add_done_callback(partial(_hand_over, call))
        return call

    def kill(self) -> None:
        """Give the call up and have its worker restarted."""
        _fail(self._call)
        if self._task is not None:
            freeing = partial(_restart_holder, self._client, self._task)
            threading.Thread(target=freeing, name="restart-worker", daemon=True).start()

    def close(self) -> None:
        """There is nothing to end."""
        self._task = None


def _hand_over(call: Future[Any], task: distributed.Future) -> None:
    """Pass on what came of a task; runs in a thread of Dask's."""
    try:
        error = task.exception(ANSWERING)
        answer = None if error else task.result(ANSWERING)
    except LOST:
        _fail(call)
        return
    with suppress(InvalidStateError):  # it was given up meanwhile
        if error is None:
            call.set_result(answer)
        elif isinstance(error, (KilledWorker, CancelledError)):
            _fail(call)
        else:
            call.set_exception(error)


def _fail(call: Future[Any]) -> None:
    with suppress(InvalidStateError):
        call.set_exception(BrokenExecutor("the cluster has lost the call"))


def _restart_holder(client: distributed.Client, task: distributed.Future) -> None:
    """Free a worker from a call that does not end: its nanny restarts it, or it has to leave."""
    try:
        holders = [name for name, keys in client.processing().items() if task.key in keys]
        task.cancel()
        try:
            client.restart_workers(holders, timeout=ANSWERING, raise_for_error=False)
        except ValueError:  # a worker without a nanny
            client.retire_workers(holders, close_workers=True)
    except LOST as error:
        LOG.warning("A Dask worker does not answer and could not be restarted: %s.", error)


def _compare(client: distributed.Client, fresh: Iterable[str]) -> None:
    """Prepare workers, and make sure that they compute what this process would."""
    mine = identity()
    asked = {
        worker: (
            client.submit(prepare, workers=[worker], pure=False),
            client.submit(identity, workers=[worker], pure=False),
        )
        for worker in fresh
    }
    for worker, tasks in asked.items():
        try:
            errors = [task.exception(ANSWERING) for task in tasks]
            theirs = None if any(errors) else tasks[1].result(ANSWERING)
        except LOST:
            raise ClusterError(f"the Dask worker {worker} does not answer") from None
        if theirs is None:
            why = next(error for error in errors if error)
            raise ClusterError(f"the Dask worker {worker} cannot train ({why})")
        for name in (name for name in mine if theirs[name] != mine[name]):
            raise ClusterError(
                f"the Dask worker {worker} has {name} {theirs[name]}, this server {mine[name]}"
            )
