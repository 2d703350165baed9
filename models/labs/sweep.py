"""Experiments of independent pieces that run side by side, each worth keeping on disk."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from models.labs.stage import Settings, Stage


@dataclass(frozen=True)
class Sweep:
    """An experiment whose pieces need not know of each other.

    As an `Experiment` it takes them in their order; who has several workers may hand them out in
    any order and ask for the `stage` in between.

    Parameters
    ----------
    pieces : callable
        From the settings to the pieces, maybe none.
    key : callable
        From a piece to a text that holds all that determines its value.
    measure : callable
        From a piece to its value, which JSON can hold.
    gather : callable
        From the settings and the values, None for each that is not there yet, to the result.
    """

    pieces: Callable[[Settings], Sequence[Any]]
    key: Callable[[Any], str]
    measure: Callable[[Any], Any]
    gather: Callable[[Settings, tuple[Any, ...]], Any]

    def __call__(self, settings: Settings, memory: Any, seconds: float) -> Stage:
        """At least one more piece, where there is one."""
        end = time.monotonic() + seconds
        pieces = self.pieces(settings)
        values = list(memory or [None] * len(pieces))
        for index in (at for at, value in enumerate(values) if value is None):
            values[index] = self.measure(pieces[index])
            if time.monotonic() >= end:
                break
        return self.stage(settings, values)

    def stage(self, settings: Settings, values: Sequence[Any]) -> Stage:
        """The experiment with these values, None for each that is not there yet.

        Examples
        --------
        >>> double = Sweep(lambda s: (1, 2), str, lambda n: 2 * n, lambda s, values: values)
        >>> double.stage({}, [None, 4])
        Stage(result=(None, 4), share=0.5, memory=(None, 4))
        """
        there = sum(value is not None for value in values)
        share = there / len(values) if values else 1.0
        return Stage(self.gather(settings, tuple(values)), share, tuple(values))
