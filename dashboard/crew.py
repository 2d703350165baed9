"""Calls on their way to workers: first come, first served, and none for ever.

Each worker has one call at a time. So it is known since when a call has run, a worker that is lost
takes only its own call with it, and what waits is not touched.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

DEADLINE, STARTING = 60.0, 120.0
LONG = 10
LOOKS = 4
LOG = logging.getLogger(__name__)


class ClusterError(RuntimeError):
    """A cluster cannot be used; the message says why, in half a sentence."""


class Hand(Protocol):
    """What does one call at a time."""

    def start(self) -> Future[Any]:
        """Begin; it can be given calls when this is done. Asked for once."""

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Call a function; `BrokenExecutor`, here or in the future, when the hand is lost."""

    def kill(self) -> None:
        """Give up what it does at once; the call's future ends with `BrokenExecutor`."""

    def close(self) -> None:
        """Let it end."""


@dataclass(frozen=True)
class Long:
    """A function whose calls may take longer than others do."""

    function: Callable[..., Any]

    def __call__(self, *args: Any) -> Any:
        """What the function says."""
        return self.function(*args)


@dataclass(eq=False)
class _Call:
    function: Callable[..., Any]
    args: tuple[Any, ...]
    deadline: float
    future: Future[Any] = field(default_factory=Future)
    since: float = 0.0
    begun: bool = False
    hung: bool = False
    first: bool = False

    def __post_init__(self) -> None:
        if self.first:
            self.begin()

    def begin(self) -> bool:
        """Whether somebody still wants it."""
        self.begun = self.begun or self.future.set_running_or_notify_cancel()
        return self.begun

    @property
    def overdue(self) -> bool:
        return not self.hung and time.monotonic() > self.since + self.deadline

    def end(self, done: Future[Any]) -> None:
        error = done.exception()
        if isinstance(error, BrokenExecutor):
            error = BrokenExecutor(self.loss)
        if error is None:
            self.future.set_result(done.result())
        else:
            self.future.set_exception(error)

    def give_up(self, why: str) -> None:
        if self.begin():
            self.future.set_exception(BrokenExecutor(why))

    @property
    def loss(self) -> str:
        if self.hung:
            return f"a worker gave no answer within {self.deadline:g} seconds"
        return "a worker was lost while it computed"


class Crew(Executor):
    """Hands, and the calls that they have and that wait for them.

    A call that is lost with its hand, or over its deadline, ends with `BrokenExecutor`; the hand is
    replaced.

    Parameters
    ----------
    hire : callable
        Makes a `Hand`.
    size : int
        How many.
    deadline : float
        Seconds that a call may take from when it begins to run; `LONG` times as many for a `Long`.
    """

    def __init__(self, hire: Callable[[], Hand], size: int, deadline: float = DEADLINE) -> None:
        self._hire, self.size, self._deadline = hire, size, deadline
        self._lock = threading.RLock()
        self._waiting: deque[_Call] = deque()
        self._free: list[Hand] = []
        self._busy: dict[Hand, _Call] = {}
        self._closing = threading.Event()
        self._handing = False
        self._staff()
        threading.Thread(target=self._watch, name="deadlines", daemon=True).start()

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a function called by the next hand that is free.

        Raises
        ------
        RuntimeError
            When the crew has been closed.
        """
        if self._closing.is_set():
            raise RuntimeError("cannot schedule new futures after shutdown")
        long = isinstance(function, Long)
        plain = function.function if isinstance(function, Long) else function
        bound = partial(plain, **kwargs) if kwargs else plain
        call = _Call(bound, args, self._deadline * (LONG if long else 1))
        with self._lock:
            self._waiting.append(call)
        self._hand_out()
        return call.future

    def resize(self, size: int) -> None:
        """Have more hands, or fewer as they become free."""
        with self._lock:
            self.size = size
        self._hand_out()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; what has been asked is still done, unless it is cancelled."""
        with self._lock:
            self._closing.set()
            waiting = [call.future for call in self._waiting]
            running = [call.future for call in self._busy.values()]
            free, self._free = self._free, []
        for future in waiting if cancel_futures else ():
            future.cancel()
        for hand in free:
            hand.close()
        futures.wait([*waiting, *running] if wait else ())

    def lose(self, why: str) -> None:
        """Close, and give up what was asked: nothing will be heard of it."""
        with self._lock:
            self._closing.set()
            lost, self._busy = [*self._busy.items()], {}
            waiting, self._waiting = [*self._waiting], deque()
        for hand, _ in lost:
            hand.close()
        for call in (*(call for _, call in lost), *waiting):
            call.give_up(why)

    def _staff(self) -> None:
        """Bring the hands to their number."""
        for _ in range(self.size - len(self._free) - len(self._busy)):
            hand = self._hire()
            first = _Call(_nothing, (), STARTING, since=time.monotonic(), first=True)
            self._busy[hand] = first
            hand.start().add_done_callback(partial(self._ended, hand, first))

    def _hand_out(self) -> None:
        with self._lock:
            if self._handing:
                return  # it was called from within the loop below, which goes on
            self._handing = True
            try:
                if self._waiting:
                    self._staff()
                while self._free and self._waiting:
                    call = self._waiting.popleft()
                    if call.begin():
                        self._give(self._free.pop(), call)
            finally:
                self._handing = False

    def _give(self, hand: Hand, call: _Call) -> None:
        call.since = time.monotonic()
        try:
            done = hand.submit(call.function, *call.args)
        except BrokenExecutor:  # it was lost while it had nothing to do
            hand.close()
            self._waiting.appendleft(call)
            self._staff()
        else:
            self._busy[hand] = call
            done.add_done_callback(partial(self._ended, hand, call))

    def _ended(self, hand: Hand, call: _Call, done: Future[Any]) -> None:
        lost = isinstance(done.exception(), BrokenExecutor)
        with self._lock:
            if self._busy.pop(hand, None) is None:
                return  # it was given up before
            too_many = len(self._free) + len(self._busy) >= self.size
            leaving = self._closing.is_set() and not self._waiting
            if lost:
                self._replace(call)  # it has ended by itself, and may hold a lock of its own now
            elif too_many or leaving:
                hand.close()
            else:
                self._free.append(hand)
        self._hand_out()
        call.end(done)

    def _replace(self, call: _Call) -> None:
        """Another hand for one that was lost; one that could not start is not tried for ever."""
        if not call.first:
            LOG.warning("Another worker takes the place of one: %s.", call.loss)
            if not self._closing.is_set():
                self._staff()
        elif self._waiting:
            self._waiting.popleft().give_up("no worker could be started")

    def _watch(self) -> None:
        while self._busy or not self._closing.is_set():
            time.sleep(min(1.0, self._deadline / LOOKS))
            with self._lock:
                overdue = [(hand, call) for hand, call in self._busy.items() if call.overdue]
            for hand, call in overdue:
                call.hung = True
                hand.kill()


def _nothing() -> None:
    """The first call of a hand stands for its start."""
