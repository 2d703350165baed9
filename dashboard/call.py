"""A call to the workers while its answer is awaited."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
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
