"""Worker processes of this machine, each a pool of one."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing import connection, get_context, parent_process
from typing import Any

from dashboard.worker_limits import go_first, step_back


class Process:
    """A process that does one call at a time; see `dashboard.crew.Hand`."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)

    def start(self) -> Future[Any]:
        """Begin; a call is taken at once when this is done."""
        try:
            return self._pool.submit(_prepare)
        except OSError as error:  # no memory for another process, or too many of them
            failed: Future[Any] = Future()
            failed.set_exception(BrokenExecutor(str(error)))
            return failed

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Call a function there."""
        return self._pool.submit(function, *args)

    def kill(self) -> None:
        """End it at once, whatever it does: a process that is stopped hears no other signal."""
        for process in list((self._pool._processes or {}).values()):
            process.kill()

    def close(self) -> None:
        """Let it end."""
        self._pool.shutdown(wait=False)


def _prepare() -> None:
    """In each new process: what it needs before anybody waits for it."""
    from models.worker import prepare

    prepare()


def _begin() -> None:
    """In each new process, first: end with the server, and never stand in its way."""
    go_first()
    step_back()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch_the_server, daemon=True).start()


def _watch_the_server() -> None:
    server = parent_process()
    if server is not None:
        connection.wait([server.sentinel])
        os._exit(0)
