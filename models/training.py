"""A run as pure functions: `begin`, `advance`, `observe`, for every kind of network.

The trajectory depends on the configuration alone, never on how it was cut into ticks: minibatch
order is drawn from (seed, epoch), live changes apply at their step, and the history is measured on
a fixed grid of steps.
"""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from torch import Tensor

from models import grid
from models.config import RunConfig
from models.devices import one_thread
from models.engine import Engine
from models.kinds import kind_of
from models.measures import measure_of
from models.measures.records import Reading
from models.points import Points
from models.readings import Readings
from models.snapshot import Snapshot
from models.state import Budget, Divergence, Floats, Frame, State, begin, stop_reason

if TYPE_CHECKING:
    from models.kinds import AnyConfig

__all__ = ["Budget", "Divergence", "Frame", "State", "advance", "begin", "observe", "walk"]


def advance(
    config: AnyConfig, state: State, budget: Budget, measures: Iterable[Hashable] = ()
) -> tuple[State, Frame]:
    """Train until the budget ends or a stop rule holds.

    Parameters
    ----------
    config : RunConfig, ImageConfig or PolicyConfig
    state : State
        Where to go on from; it is not changed.
    budget : Budget
        Steps, seconds, or both.
    measures : iterable
        Keys of `MEASURES`, and questions, taken at the last step.

    Returns
    -------
    state : State
    frame : Frame
        With the history at all grid points passed.

    Examples
    --------
    >>> from models.config import RunConfig
    >>> state, frame = advance(RunConfig(), begin(RunConfig()), Budget(steps=10), ("loss",))
    >>> state.step, frame["loss"].test_loss.shape
    (10, (2,))
    """
    with one_thread():
        return _advance(config, state, budget, measures)


def _advance(
    config: AnyConfig, state: State, budget: Budget, measures: Iterable[Hashable]
) -> tuple[State, Frame]:
    began = time.perf_counter()
    engine = Engine(config, state)
    deadline = np.inf if budget.seconds is None else time.perf_counter() + budget.seconds
    last = np.inf if budget.steps is None else state.step + budget.steps
    readings: list[Readings] = []
    points = Points(_home(config, engine))
    ready = time.perf_counter()
    while engine.step < last and stop_reason(config, engine.status()) is None:
        before = _run(engine, int(min(last, _next_stop(config, engine.step))), deadline)
        if grid.on_grid(engine.step) and kind_of(config).history:
            points.add(engine, before)
            goal = config.at(engine.step).stop_loss
            if points.full or goal is not None:
                readings.append(points.read())
            engine.reached = None if goal is None else _reached(goal, readings[-1][-1])
        if time.perf_counter() >= deadline:
            break
    trained = time.perf_counter() - ready
    readings.append(points.read())
    after = engine.state()
    found = Readings.joined(readings)
    frame = _frame(_home(config, engine).snapshot(), engine, after, measures, found)
    return after, replace(frame, measuring=time.perf_counter() - began - trained)


def observe(config: AnyConfig, state: State, measures: Iterable[Hashable]) -> Frame:
    """Measure a State without training; the Frame has the history's point if the grid has one.

    >>> from models.config import RunConfig
    >>> config = RunConfig()
    >>> observe(config, begin(config), ("boundary",))["boundary"].output.shape
    (2, 64, 64)
    """
    with one_thread():
        engine = Engine(config, state)
        home = _home(config, engine)
        points = Points(home)
        if grid.on_grid(state.step) and kind_of(config).history:
            points.add(home)
        return _frame(home.snapshot(), engine, state, measures, points.read())


def walk(
    config: AnyConfig, state: State, steps: Iterable[int]
) -> Iterator[tuple[Snapshot, Floats]]:
    """The nets at each of some ascending steps, none before the State's; stop rules do not hold.

    Parameters
    ----------
    config : RunConfig, ImageConfig or PolicyConfig
    state : State
        Where to go on from; it is not changed.
    steps : iterable of int

    Yields
    ------
    snapshot : Snapshot
        Of the nets themselves: to be measured before the next one is asked for.
    loss : ndarray, shape (K,)
        Minibatch loss before the update that led here; NaN where none did, or for a net that had
        diverged.
    """
    engine = Engine(config, state)
    for step in steps:
        while engine.step < step and not all(engine.divergence):
            changes = [change.step for change in config.changes if change.step > engine.step]
            engine.run(min([step, *changes]), np.inf)
        if engine.step < step:
            return
        nothing = np.full((1, config.net_count), np.nan)
        yield _home(config, engine).snapshot(), np.concatenate([nothing, engine.batch_losses()])[-1]


def _run(engine: Engine, stop: int, deadline: float) -> Tensor | None:
    """Train up to `stop`; the parameters before the step that led to a point of the grid."""
    if not grid.on_grid(stop):
        engine.run(stop, deadline)
        return None
    engine.run(stop - 1, deadline)
    if engine.step < stop - 1:
        return None
    before = engine.network.flat.clone()
    engine.run(stop, deadline)
    return before


def _next_stop(config: AnyConfig, step: int) -> int:
    """Step before which nothing but training happens: grid point, live change or limit."""
    now = config.at(step)
    changes = [change.step for change in config.changes if change.step > step]
    limits = [] if now.stop_step is None else [now.stop_step]
    return min([grid.next_point(step), *changes, *limits])


def _reached(goal: float, reading: Reading) -> float | None:
    """Largest test loss of the nets that go on, if it meets the goal in force."""
    going = reading.loss.test_loss[~reading.diverged]
    if not len(going) or not going.max() <= goal:
        return None
    return float(going.max())


def _home(config: AnyConfig, engine: Engine) -> Engine:
    """The nets where they can be measured: on the CPU where their device has no 64 bits."""
    if engine.device.type == "mps" and isinstance(config, RunConfig):
        return Engine(replace(config, device="cpu"), engine.state())
    return engine


def _frame(
    snapshot: Snapshot,
    engine: Engine,
    state: State,
    measures: Iterable[Hashable],
    readings: Readings,
) -> Frame:
    return Frame(
        state.step,
        {asked: measure_of(asked)(snapshot) for asked in measures},
        readings,
        engine.batch_losses(),
        state.divergence,
        stop_reason(engine.config, state),
        engine.seconds,
        engine.notice,
    )
