"""The real app in a process of its own, for tests that drive it from outside."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil

from tests.processes import stop_group

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
TRACEBACK = "Traceback (most recent call last)"
RECORD_START = re.compile(r"^(?=\d{4}-\d\d-\d\d \d\d:)", re.MULTILINE)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(extra: dict[str, str]) -> dict[str, str]:
    """This environment without what would change the app, and with `extra`."""
    ours = ("STREAMLIT_", "ACTISCOPE_SCHEDULER", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "PYTHONUNBUFFERED": "1", **extra}


class AppServer:
    """A running app; a context manager that ends it with all its workers.

    Parameters
    ----------
    log_path
        The file that receives what the server prints.
    script
        The entry point, relative to the root of the project or absolute.
    port
        The port to listen on; a free one where it is 0.
    **environment
        Variables that this server gets beside the usual ones.
    """

    def __init__(
        self,
        log_path: Path,
        script: str = "streamlit_app.py",
        port: int = 0,
        **environment: str,
    ) -> None:
        self.log_path = log_path
        self.script = script
        self.environment = environment
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._expected: list[str] = []
        self._read = 0

    def command(self) -> list[str]:
        """What starts the server."""
        command = [sys.executable, "-m", "streamlit", "run", self.script]
        options = ["--server.port", str(self.port), "--server.address", "127.0.0.1"]
        return [*command, *options, "--server.headless", "true"]

    def __enter__(self) -> "AppServer":
        with self.log_path.open("wb") as log:
            self._process = subprocess.Popen(
                self.command(),
                cwd=ROOT,
                env=clean_environment(self.environment),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self._wait_until_healthy()
        except BaseException:
            stop_group(self._process)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        stop_group(self._process)

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            with (
                contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError),
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5),
            ):
                return
            time.sleep(0.1)
        raise RuntimeError(f"The app did not start. Its log:\n{self.log()}")

    @property
    def address(self) -> str:
        """Host and port, as a client of its websocket names the server."""
        return self.url.removeprefix("http://")

    @property
    def pid(self) -> int:
        """The number of the server's process."""
        return self._process.pid

    def workers(self) -> list[psutil.Process]:
        """The worker processes that the server has spawned, without the resource tracker."""
        found = []
        for child in psutil.Process(self.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
                if "--multiprocessing-fork" in child.cmdline():
                    found.append(child)
        return found

    def log(self) -> str:
        """Everything that the server has printed."""
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def expect_traceback(self, text: str) -> None:
        """Let the running test pass although records with a traceback and `text` are logged."""
        self._expected.append(text)

    def unexpected_tracebacks(self) -> list[str]:
        """The records with a traceback since the last call, less the expected ones.

        What the test expected is forgotten, so that it holds for that test alone.
        """
        log = self.log()
        new, self._read = log[self._read :], len(log)
        expected, self._expected = self._expected, []
        return [
            record
            for record in RECORD_START.split(new)
            if TRACEBACK in record and not any(text in record for text in expected)
        ]
