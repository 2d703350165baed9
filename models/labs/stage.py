"""How an experiment runs in pieces: each call goes on from where the one before it ended.

An experiment is called with its settings, what it remembers and some seconds, and answers with a
`Stage`: the result so far, and what the next call has to be given. So it has progress, it can be
cancelled between two calls, any worker can take the next one, and a killed worker costs one call.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Settings = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Stage:
    """An experiment after one call.

    Parameters
    ----------
    result : object
        A frozen record of what is known so far; None before anything is.
    share : float
        How much is done, from 0 to 1.
    memory : object
        What the next call is given; it can be pickled.
    """

    result: Any
    share: float = 1.0
    memory: Any = None

    @property
    def done(self) -> bool:
        """Whether there is nothing left to do."""
        return self.share >= 1.0


Experiment = Callable[[Settings, Any, float], Stage]


@dataclass(frozen=True)
class AtOnce:
    """An experiment of one short call.

    Parameters
    ----------
    measure : callable
        From the settings to the result.

    Examples
    --------
    >>> AtOnce(len)({"floor": 0.0}, None, 1.0)
    Stage(result=1, share=1.0, memory=None)
    """

    measure: Callable[[Settings], Any]

    def __call__(self, settings: Settings, memory: Any, seconds: float) -> Stage:
        """The whole experiment."""
        return Stage(self.measure(settings))


@dataclass(frozen=True)
class Piecewise:
    """An experiment of independent pieces, as many in a call as its seconds allow.

    Parameters
    ----------
    pieces : callable
        From the settings to the pieces, in the order in which they are taken; at least one.
    measure : callable
        From the settings and a piece to its value, which can be pickled.
    gather : callable
        From the settings and the values so far to the result.
    """

    pieces: Callable[[Settings], Sequence[Any]]
    measure: Callable[[Settings, Any], Any]
    gather: Callable[[Settings, tuple[Any, ...]], Any]

    def __call__(self, settings: Settings, memory: Any, seconds: float) -> Stage:
        """At least one more piece."""
        end = time.monotonic() + seconds
        pieces, values = self.pieces(settings), list(memory or ())
        while len(values) < len(pieces):
            values.append(self.measure(settings, pieces[len(values)]))
            if time.monotonic() >= end:
                break
        share = len(values) / len(pieces)
        return Stage(self.gather(settings, tuple(values)), share, tuple(values))


def finish(experiment: Experiment, settings: Settings, seconds: float = 3600.0) -> Any:
    """The result of an experiment, run here to its end.

    Parameters
    ----------
    experiment : callable
    settings : mapping
    seconds : float
        Given to each call.
    """
    stage = experiment(settings, None, seconds)
    while not stage.done:
        stage = experiment(settings, stage.memory, seconds)
    return stage.result
