"""A call to the workers while its answer is awaited."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Call:
    """A call in flight.

    Parameters
    ----------
    future : Future
    question : tuple
        What was asked for: a function, and what it is given.
    take : callable
        What to do with the answer.
    since : float
        When it was asked, by the monotonic clock.
    attempt : int
        From 1.
    """

    future: Future[Any]
    question: tuple[Any, ...]
    take: Callable[[Any], None]
    since: float
    attempt: int = 1
    _ended: list[float] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.future.add_done_callback(lambda _: self._ended.append(time.monotonic()))

    def waited(self, computed: float) -> float:
        """Seconds that the answer took beside computing it; 0 where it is not there.

        Examples
        --------
        >>> call = Call(Future(), (), print, time.monotonic() - 1)
        >>> call.waited(0.6)
        0.0
        >>> call.future.set_result(None)
        >>> round(call.waited(0.6), 1)
        0.4
        """
        return max(0.0, self._ended[-1] - self.since - computed) if self._ended else 0.0
