"""Points of a run's history that wait to be measured: those of several steps as one stack of nets.

Most of what a small net's measures take is spent between the operations, not in them, so 16 steps
at once take about a quarter of the time. The numbers are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np
import torch
from torch import Tensor

from models import limits
from models.datasets.keeping import kept_but_own
from models.declarations import MAX_SEEDS
from models.engine import Engine
from models.kinds import kind_of
from models.measures.reading import read
from models.readings import Readings
from models.snapshot import Snapshot

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.measures.records import Bools

MOST, VALUES, LAST = 16, 300_000, 32


@dataclass(frozen=True, eq=False)
class Point:
    """The nets at one step: flat parameters and buffers, and those one step earlier."""

    step: int
    flat: Tensor
    buffers: Tensor
    diverged: Bools
    before: Tensor | None


class Points:
    """Steps of a run whose readings are taken together.

    Parameters
    ----------
    home : Engine
        With the run's data where its nets are to be measured.
    """

    def __init__(self, home: Engine) -> None:
        self._home = home
        # A reading is taken of runs alone; the other kinds have no history.
        self._config = cast("RunConfig", home.config)
        self._waiting: list[Point] = []

    @property
    def full(self) -> bool:
        """Whether no further step should join those that wait."""
        return len(self._waiting) >= self._most

    @cached_property
    def _most(self) -> int:
        return most(self._config)

    def add(self, engine: Engine, before: Tensor | None = None) -> None:
        """Keep the nets as they are now; `before` are the flat parameters one step earlier."""
        flat, buffers = (
            part.clone().to(self._home.device)
            for part in (engine.network.flat, engine.network.buffers)
        )
        earlier = None if before is None else before.to(self._home.device)
        self._waiting.append(Point(engine.step, flat, buffers, engine.diverged, earlier))

    def read(self) -> Readings:
        """Measure those that wait."""
        points, self._waiting = self._waiting, []
        if not points:
            return Readings()
        before = None
        if any(point.before is not None for point in points):
            unknown = torch.full_like(points[0].flat, torch.nan)
            flats = [unknown if point.before is None else point.before for point in points]
            before = self._stacked(flats)
        steps = [point.step for point in points]
        return read(self._snapshot(points), steps, self._config.seeds, before)

    def _snapshot(self, points: Sequence[Point]) -> Snapshot:
        config = together(self._config, len(points))
        parameters = self._stacked([point.flat for point in points])
        buffers = self._ordered(torch.stack([point.buffers for point in points]))
        diverged = self._ordered(torch.from_numpy(np.stack([point.diverged for point in points])))
        network = kind_of(config).network(config, parameters, buffers)
        return Snapshot(config, network, self._home.data, diverged.numpy(), points[-1].step)

    def _stacked(self, flats: list[Tensor]) -> Tensor:
        """One row of parameters for each net of each step."""
        return self._ordered(self._home.network.rows(torch.stack(flats)))

    def _ordered(self, rows: Tensor) -> Tensor:
        """From (n, K, ...) to the stack: by activation, step and seed, and the spare nets."""
        steps, nets, *rest = rows.shape
        groups = len(self._config.activations)
        split = rows.view(steps, groups, nets // groups, *rest).transpose(0, 1)
        stacked = split.reshape(groups, steps * nets // groups, *rest)
        more = stacked[:, -1:].expand(groups, spare(self._config), *rest)
        return torch.cat([stacked, more], 1).flatten(0, 1)


def most(config: RunConfig) -> int:
    """How many steps are measured together: few of large nets, which gain nothing by it.

    >>> from models.config import RunConfig
    >>> most(RunConfig()), most(RunConfig(hidden=(64,) * 6)), most(RunConfig(seeds=4))
    (16, 1, 3)
    """
    rooms = (
        VALUES // limits.trace_values(config),
        limits.NET_VALUES // (config.net_count * config.preactivations),
        limits.STATE_BYTES // limits.state_bytes(config),
    )
    seeds = min(MAX_SEEDS, *(config.seeds * room for room in rooms)) - _behind(config)
    return min(MOST, max(1, seeds // config.seeds))


def spare(config: RunConfig) -> int:
    """Nets behind those of each activation, so that how many there are changes no bit.

    PyTorch computes the last numbers of an array in another way than the others, 32 at a time.

    >>> from models.config import RunConfig
    >>> spare(RunConfig()), spare(RunConfig(samples=20)), spare(RunConfig(hidden=(64,) * 6))
    (1, 4, 0)
    """
    return _behind(config) if most(config) > 1 else 0


def _behind(config: RunConfig) -> int:
    rows = [config.train_count, config.sample_count - config.train_count]
    if config.normalization != "none":  # which goes through the units of all nets of a sample
        rows += config.hidden
    return -(-LAST // min(rows))


@kept_but_own(maxsize=128)
def together(config: RunConfig, steps: int) -> RunConfig:
    """The configuration of a stack of the nets at so many steps."""
    seeds = config.seeds * steps + spare(config)
    return config if seeds == config.seeds else replace(config, seeds=seeds, changes=())
