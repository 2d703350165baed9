"""What is measured. A case prepares itself and returns a function that does one round of work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from sklearn.neural_network import MLPClassifier
from torch import nn

from dashboard.charts.playground import playground_view
from dashboard.panels.payload import pack
from models.config import RunConfig
from models.datasets import make_data
from models.engine import Engine
from models.export import to_sequential
from models.history import History, extend
from models.minibatches import order
from models.overflow import Taken
from models.points import MOST, Points
from models.training import Budget, advance, begin, observe

LENS = ("loss", "boundary", "preactivations", "gradients")
SIX = ("relu", "tanh", "sigmoid", "gelu", "silu", "elu")
NAIVE = "naive loop, 1 net"
ALONE = "history, 2 nets, point by point"


@dataclass(frozen=True)
class Case:
    """One measured piece of work.

    Parameters
    ----------
    name : str
    prepare : callable
        Returns the function that is timed.
    amount : float
        Net-samples or calls that one call of it does.
    unit : str
    ratio_to : str or None
        Case to compare with.
    """

    name: str
    prepare: Callable[[], Callable[[], object]]
    amount: float
    unit: str
    ratio_to: str | None = None


class Unwatched(Engine):
    """The engine without its watch for overflow."""

    def _sums(self, steps: list[Taken]) -> torch.Tensor:
        return self.network.flat.new_empty((0, self.network.count))

    def _suspicious(self, losses: torch.Tensor, sums: torch.Tensor) -> bool:
        return False


def engine(
    activations: tuple[str, ...],
    seeds: int,
    steps: int,
    kind: type[Engine] = Engine,
    **values: Any,
) -> Callable[[], object]:
    """Steps of the stacked engine, history and pictures left out."""
    config = RunConfig(activations=activations, seeds=seeds, **values)
    running = kind(config, begin(config))
    return lambda: running.run(running.step + steps, np.inf)


def naive(nets: int, steps: int) -> Callable[[], object]:
    """What every tutorial does: a Python loop over nets, each with its own optimizer."""
    config = RunConfig(activations=("relu",), seeds=nets)
    data, state = make_data(config), begin(config)
    modules = [to_sequential(config, state, net) for net in range(nets)]
    optimizers = [torch.optim.SGD(m.parameters(), lr=config.learning_rate) for m in modules]
    x, y = torch.tensor(data.x_train).float(), torch.tensor(data.y_train).float()
    rows = torch.from_numpy(order(0, 0, len(y))).split(config.batch_size)
    loss = nn.BCEWithLogitsLoss()

    def run() -> None:
        for step in range(steps):
            batch = rows[step % len(rows)]
            for module, optimizer in zip(modules, optimizers, strict=True):
                optimizer.zero_grad()
                loss(module(x[batch]).squeeze(-1), y[batch]).backward()
                optimizer.step()

    return run


def scikit_learn(steps: int) -> Callable[[], object]:
    """`MLPClassifier.partial_fit` on the same minibatches."""
    config = RunConfig()
    data = make_data(config)
    net = MLPClassifier((8, 8), solver="sgd", momentum=0, learning_rate_init=0.03, alpha=0)
    rows = np.split(order(0, 0, config.train_count), config.epoch_steps)
    net.partial_fit(data.x_train[rows[0]], data.y_train[rows[0]], classes=(0.0, 1.0))

    def run() -> None:
        for step in range(steps):
            batch = rows[step % len(rows)]
            net.partial_fit(data.x_train[batch], data.y_train[batch])

    return run


def lens(activations: tuple[str, ...]) -> Callable[[], object]:
    """All measures of the Playground."""
    config = RunConfig(activations=activations)
    state = begin(config)
    return lambda: observe(config, state, LENS)


def history(together: int) -> Callable[[], object]:
    """Sixteen points of a history, so many measured at a time."""
    config = RunConfig()
    state, _ = advance(config, begin(config), Budget(steps=20))
    engine = Engine(config, state)
    points = Points(engine)

    def run() -> None:
        for _ in range(MOST // together):
            for _ in range(together):
                points.add(engine, engine.network.flat.clone())
            points.read()

    return run


def tick() -> Callable[[], object]:
    """What the server does of a tick: extend the history, build the view, pack it."""
    config = RunConfig()
    state, frame = advance(config, begin(config), Budget(steps=1000), LENS)
    history = extend(History.of(config), frame.readings)
    _, newest = advance(config, state, Budget(steps=64), LENS)

    def run() -> None:
        longer = extend(history, newest.readings)
        pack(playground_view(config, newest, longer, announce=""))

    return run


def _engine(name: str, activations: tuple[str, ...], seeds: int, steps: int) -> Case:
    amount = len(activations) * seeds * 10 * steps
    prepare = lambda: engine(activations, seeds, steps)  # noqa: E731
    return Case(name, prepare, amount, "net-samples/s", NAIVE)


CASES = (
    Case(NAIVE, lambda: naive(1, 100), 1000, "net-samples/s"),
    Case("naive loop, 24 nets", lambda: naive(24, 10), 2400, "net-samples/s", NAIVE),
    Case("scikit-learn, 1 net", lambda: scikit_learn(50), 500, "net-samples/s", NAIVE),
    _engine("engine, 1 net", ("relu",), 1, 200),
    _engine("engine, 6 nets", ("relu",), 6, 200),
    _engine("engine, 6 nets, 6 activations", SIX, 1, 100),
    _engine("engine, 24 nets", ("relu",), 24, 200),
    _engine("engine, 24 nets, 6 activations", SIX, 4, 100),
    _engine("engine, 240 nets", ("relu",), 240, 100),
    _engine("engine, 240 nets, 6 activations", SIX, 40, 50),
    Case(
        "engine, 1 net, no watch for overflow",
        lambda: engine(("relu",), 1, 200, Unwatched),
        2000,
        "net-samples/s",
        "engine, 1 net",
    ),
    Case(
        "engine, 6 nets, batch normalization",
        lambda: engine(("relu",), 6, 100, normalization="before"),
        6000,
        "net-samples/s",
        "engine, 6 nets",
    ),
    Case(
        "engine, 6 nets, dropout",
        lambda: engine(("relu",), 6, 100, dropout=0.2),
        6000,
        "net-samples/s",
        "engine, 6 nets",
    ),
    Case("measures, 2 nets", lambda: lens(("relu", "tanh")), 1, "calls/s"),
    Case("measures, 6 nets, 6 activations", lambda: lens(SIX), 1, "calls/s"),
    Case(ALONE, lambda: history(1), MOST, "points/s"),
    Case("history, 2 nets, 16 points together", lambda: history(MOST), MOST, "points/s", ALONE),
    Case("tick in the server, 2 nets", tick, 1, "calls/s"),
)
