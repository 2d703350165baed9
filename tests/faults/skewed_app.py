"""The entry point under a clock that jumps: an hour forward, an hour back, every few seconds."""

import runpy
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EVERY, HOUR = 3.0, 3600.0
HONEST = "faults_honest_clock"


def jumping() -> float:
    """The time of the day, which now and then is an hour off to either side."""
    turn = int(time.monotonic() / EVERY) % 3 - 1
    return getattr(time, HONEST)() + turn * HOUR


if __name__ == "__main__":
    if not hasattr(time, HONEST):
        setattr(time, HONEST, time.time)
        time.time = jumping
    sys.path.insert(0, str(ROOT))
    runpy.run_path(str(ROOT / "streamlit_app.py"), run_name="__main__")
