"""What a step costs: each activation trained alone, on one thread, in turns."""

from __future__ import annotations

import math
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from models.devices import one_thread
from models.engine import Engine
from models.state import begin

if TYPE_CHECKING:
    from models.config import RunConfig

ROUNDS, STEPS = 7, 30
SLOW = 1e-4


def costed(config: RunConfig) -> RunConfig:
    """What the cost of a step depends on: no seed, no rate, no limit of the run.

    >>> from models.config import RunConfig
    >>> costed(RunConfig(seeds=3)) == costed(RunConfig(seed=4, learning_rate=1.0))
    True
    """
    return replace(
        config,
        seed=0,
        seeds=1,
        learning_rate=SLOW,
        own_rates=(),
        changes=(),
        stop_step=None,
        stop_loss=None,
        speed=0,
    )


def step_costs(config: RunConfig) -> tuple[float, ...]:
    """Seconds of one optimizer step of one net of each activation: the fastest of 7 rounds.

    In each round every activation takes 30 steps. What else the machine does only adds time, so the
    fastest round is the least disturbed one.
    A race takes its steps together: there, the cost of a step is shared and cannot be told apart.
    """
    plain = costed(config)
    singles = [replace(plain, activations=(net,)) for net in config.activations]
    engines = [Engine(single, begin(single)) for single in singles]
    found = np.zeros((ROUNDS, len(engines)))
    with one_thread():
        for turn in range(ROUNDS):
            for index, engine in enumerate(engines):
                began = perf_counter()
                engine.run(engine.step + STEPS, math.inf)
                found[turn, index] = (perf_counter() - began) / STEPS
    return tuple(float(value) for value in found.min(axis=0))
