"""How the frames of all sessions share the server: in turns, and no more than it can keep up with.

Python computes one thing at a time. Where every session computed its frame when its browser asks,
many of them together would leave no time to send what is finished, and each new frame would take
the place of one that nobody has seen. So frames are computed one after the other, in the order in
which they were asked for, and a server that has more to do lets browsers ask less often.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

TICK = 0.25
INTERVALS = (TICK, 0.375, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
FULL, ROOMY = 0.85, 0.65
WINDOW = 2.0
BETWEEN_CHANGES = 0.25


class Turns:
    """A lock that is given in the order of asking, and to those in a hurry first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: tuple[deque[threading.Lock], ...] = (deque(), deque())
        self._taken = False

    @contextmanager
    def take(self, *, hurry: bool = False) -> Iterator[None]:
        """Wait for a turn, and have it."""
        self._wait(self._waiting[0 if hurry else 1])
        try:
            yield
        finally:
            self._give_on()

    @property
    def asked(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting))

    def _wait(self, line: deque[threading.Lock]) -> None:
        with self._lock:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            line.append(mine)
        mine.acquire()

    def _give_on(self) -> None:
        with self._lock:
            line = next(filter(None, self._waiting), None)
            if line is None:
                self._taken = False
            else:
                line.popleft().release()


class Pace:
    """What a frame costs the server, and how often each session can have one.

    Attributes
    ----------
    turns : Turns
        Held while a frame is computed.
    """

    def __init__(self) -> None:
        self.turns = Turns()
        self._lock = threading.Lock()
        self._seen: dict[int, float] = {}
        self._ticks = 0
        self._cost = 0.0
        self._began, self._spent = time.monotonic(), time.process_time()
        self._changed = 0.0

    @property
    def sessions(self) -> int:
        """How many sessions are drawing frames."""
        return len(self._seen)

    def tick(self, session: int) -> None:
        """Count a frame of a session."""
        now = time.monotonic()
        with self._lock:
            self._seen[session] = now
            self._ticks += 1
            if now - self._began >= WINDOW:
                self._measure(now)

    def leave(self, session: int) -> None:
        """A session draws no more frames."""
        with self._lock:
            self._seen.pop(session, None)

    def _measure(self, now: float) -> None:
        """Processor seconds of a frame, with everything that the server does beside it."""
        spent = time.process_time()
        self._cost = (spent - self._spent) / self._ticks
        self._began, self._spent, self._ticks = now, spent, 0
        late = now - 2 * INTERVALS[-1]
        self._seen = {session: at for session, at in self._seen.items() if at > late}

    def interval(self, now: float) -> float:
        """Seconds between the frames of a session; `now` is what they are.

        Frames come closer together only where that leaves room to spare, so that their pace does
        not go up and down.
        """
        return paced(self._cost * len(self._seen), now)

    def may_change(self) -> bool:
        """Whether one more session may take up another pace now: its whole page is drawn again."""
        now = time.monotonic()
        with self._lock:
            if now - self._changed < BETWEEN_CHANGES:
                return False
            self._changed = now
            return True


def paced(cost: float, now: float) -> float:
    """The shortest interval at which one frame for everybody can be had.

    Parameters
    ----------
    cost : float
        Processor seconds of one frame for everybody.
    now : float
        The interval so far.

    Examples
    --------
    >>> paced(0.1, 0.25), paced(0.6, 0.25), paced(0.6, 1.0), paced(0.3, 1.0), paced(60, 1.0)
    (0.25, 0.75, 1.0, 0.5, 4.0)
    """
    shortest = next((one for one in INTERVALS if cost <= FULL * one), INTERVALS[-1])
    if shortest >= now:
        return shortest
    return next((one for one in INTERVALS if one >= now or cost <= ROOMY * one), now)


@st.cache_resource(show_spinner=False)
def pace() -> Pace:
    """The one `Pace` of this server."""
    return Pace()
