"""A Dask cluster of this machine: a real scheduler and real workers, each a process of its own."""

import subprocess
import sys
import time
from pathlib import Path

from distributed import Client

from tests.app_server import ROOT, clean_environment, free_port
from tests.processes import stop_group

START_SECONDS = 60


class DaskCluster:
    """A scheduler and workers on a port that stays the same when the scheduler is started again.

    Parameters
    ----------
    folder : Path
        For logs, and for what the workers keep on disk.
    workers : int
        How many there are at first.
    """

    def __init__(self, folder: Path, workers: int = 2) -> None:
        self.port = free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self._folder, self._count = folder, workers
        self.workers: list[subprocess.Popen[bytes]] = []
        self._all: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "DaskCluster":
        self.start_scheduler()
        for _ in range(self._count):
            self.start_worker()
        self.wait_for_workers(self._count)
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._all:
            process.kill()
            stop_group(process)

    def start_scheduler(self) -> None:
        """Start one at the address."""
        self.scheduler = self._run("scheduler", "--host", "127.0.0.1", "--port", str(self.port))

    def start_worker(self, *options: str) -> None:
        """Start a worker as README.md says it, without the process that restarts it."""
        local = ["--local-directory", str(self._folder), *options]
        plain = ["--nthreads", "1", "--no-nanny", "--host", "127.0.0.1"]
        self.workers.append(self._run("worker", self.address, *plain, *local))

    def wait_for_workers(self, count: int) -> None:
        """Wait until so many have come to the scheduler."""
        with Client(self.address, timeout=START_SECONDS, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=START_SECONDS)

    def _run(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *options]
        with (self._folder / f"{what}-{time.monotonic_ns()}.txt").open("wb") as log:
            process = subprocess.Popen(
                [*command, "--no-dashboard"],
                cwd=ROOT,
                env=clean_environment({}),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._all.append(process)
        return process
