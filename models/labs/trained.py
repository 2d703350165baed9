"""Experiments that train runs: each goes its way in pieces, and is looked at on the way."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from models.config import RunConfig
from models.devices import one_thread
from models.engine import Engine
from models.labs.stage import Settings, Stage
from models.snapshot import Snapshot
from models.state import Divergence, Floats, State, begin

if TYPE_CHECKING:
    from models.kinds import AnyConfig


@dataclass(frozen=True, eq=False)
class Course:
    """What a run went through, as far as it has got.

    Parameters
    ----------
    config : RunConfig
    steps : tuple of int
        At which it was looked at.
    seen : tuple
        What was seen then.
    losses : ndarray, shape (steps taken, K)
        Minibatch loss before each update; NaN from the step at which a net diverges.
    divergence : tuple of Divergence or None, length K
    """

    config: RunConfig
    steps: tuple[int, ...] = ()
    seen: tuple[Any, ...] = ()
    losses: Floats | None = None
    divergence: tuple[Divergence | None, ...] = ()

    @property
    def diverged(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which nets diverged, shape (K,)."""
        return np.array([found is not None for found in self.divergence], dtype=bool)


@dataclass(frozen=True, eq=False)
class _Memory:
    courses: tuple[Course, ...]
    state: State | None


@dataclass(frozen=True)
class Trained:
    """An experiment that trains one or more runs, one after the other.

    Parameters
    ----------
    configs : callable
        From the settings to the runs, or to nets of another kind. Live changes and stop rules do
        not hold.
    steps : callable
        From the settings to the ascending steps at which each run is looked at; the last one ends
        it. Step 0 is before the first update.
    look : callable
        From a `Snapshot` to what is kept of it; it can be pickled. Of a net that diverged, the
        snapshot has the last finite parameters.
    gather : callable
        From the settings and the courses so far to the result.
    start : callable
        From a run to its State at step 0.
    """

    configs: Callable[[Settings], Sequence[AnyConfig]]
    steps: Callable[[Settings], Sequence[int]]
    look: Callable[[Snapshot], Any]
    gather: Callable[[Settings, tuple[Course, ...]], Any]
    start: Callable[[RunConfig], State] = begin

    def __call__(self, settings: Settings, memory: Any, seconds: float) -> Stage:
        """Train for some seconds."""
        deadline = time.monotonic() + seconds
        configs, steps = self.configs(settings), self.steps(settings)
        now = memory or _Memory((), None)
        while True:
            with one_thread():
                now = self._further(configs, steps, now, deadline)
            share = _share(now, configs, steps)
            if share >= 1.0 or time.monotonic() >= deadline:
                return Stage(self.gather(settings, now.courses), share, now)

    def _further(
        self, configs: Sequence[AnyConfig], steps: Sequence[int], now: _Memory, deadline: float
    ) -> _Memory:
        """Train the run at hand, or begin the next one, up to its end or the deadline."""
        if now.state is None:
            # The looks and the gathering of another kind know their own configuration.
            config = cast("RunConfig", configs[len(now.courses)])
            course = Course(config, divergence=(None,) * config.net_count)
            state = self.start(config)
            courses = now.courses
        else:
            *before, course = now.courses
            config, state, courses = course.config, now.state, tuple(before)
        engine = Engine(config, state)
        course = self._train(engine, course, steps, deadline)
        ended = len(course.steps) == len(steps)
        return _Memory((*courses, course), None if ended else engine.state())

    def _train(
        self, engine: Engine, course: Course, steps: Sequence[int], deadline: float
    ) -> Course:
        seen, gone = list(course.seen), list(course.steps)
        for step in steps[len(gone) :]:
            while engine.step < step and not all(engine.divergence):
                engine.run(step, time.perf_counter() + deadline - time.monotonic())
                if time.monotonic() >= deadline:
                    break
            if engine.step < step and not all(engine.divergence):
                break
            seen.append(self.look(engine.snapshot()))
            gone.append(step)
        before = () if course.losses is None else (course.losses,)
        losses = np.concatenate([*before, engine.batch_losses()])
        return replace(
            course,
            steps=tuple(gone),
            seen=tuple(seen),
            losses=losses,
            divergence=tuple(engine.divergence),
        )


def _share(now: _Memory, configs: Sequence[AnyConfig], steps: Sequence[int]) -> float:
    """Share of all steps that is taken."""
    ended = len(now.courses) - (now.state is not None)
    if ended == len(configs):
        return 1.0
    part = 0.0 if now.state is None else now.state.step / max(1, steps[-1])
    return min(0.999, (ended + part) / len(configs))
