"""Processor time and memory of a server and its workers."""

from __future__ import annotations

import time
from dataclasses import dataclass

import psutil

MIB = 2**20


@dataclass(frozen=True)
class Usage:
    """What a server needed in a stretch of time.

    Parameters
    ----------
    server_cores, worker_cores : float
        Processor seconds a second.
    server_mib, worker_mib : float
        Resident memory at the end; the workers' is that of all of them.
    """

    server_cores: float
    worker_cores: float
    server_mib: float
    worker_mib: float


class Meter:
    """A stopwatch for processor time; `read` tells what was used since the last reading.

    Parameters
    ----------
    pid : int
        Of the server.
    """

    def __init__(self, pid: int) -> None:
        self._server = psutil.Process(pid)
        self._spent: dict[int, float] = {}
        self._at = time.perf_counter()
        self.read()

    def read(self) -> Usage:
        """Usage since the last reading."""
        workers = self._server.children(recursive=True)
        now = time.perf_counter()
        seconds, self._at = now - self._at, now
        server, *others = [self._since(process) for process in (self._server, *workers)]
        memory = [process.memory_info().rss / MIB for process in (self._server, *workers)]
        return Usage(server / seconds, sum(others) / seconds, memory[0], sum(memory[1:]))

    def _since(self, process: psutil.Process) -> float:
        times = process.cpu_times()
        spent = times.user + times.system
        before, self._spent[process.pid] = self._spent.get(process.pid, spent), spent
        return spent - before
