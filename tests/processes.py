"""Ending what a test has started, children included."""

import contextlib
import os
import signal
import subprocess

GRACE_SECONDS = 10


def stop_group(process: subprocess.Popen[bytes]) -> None:
    """End `process` and everything in its group; it was started with start_new_session=True.

    The process gets a moment to end by itself, so that it can close what it opened; whatever is
    left of its group after that is killed.
    """
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(GRACE_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
