"""Own data for tests."""

import numpy as np

from models.config import RunConfig
from models.datasets.own import made
from models.tasks import TASKS


def points(rows=60, classes=2, features=2, seed=0, **more):
    """Clouds of points around a centre for each class."""
    rng = np.random.default_rng(seed)
    labels = np.arange(rows) % classes
    x = 2.0 * labels[:, None] * np.arange(1, features + 1) + rng.normal(size=(rows, features))
    names = [f"column {at}" for at in range(1, features + 1)]
    kinds = [f"kind {at}" for at in range(classes)]
    return made(names, x.T, label="kind", classes=kinds, labels=labels, **more)


def numbers(rows=60, features=2, seed=0):
    """Points with a number each, which rises from one corner to the other."""
    x = np.random.default_rng(seed).normal(50, 5, (features, rows))
    names = [f"column {at}" for at in range(1, features + 1)]
    return made([*names, "height"], [*x, 1e6 + x.sum(0)])


def run(own, **fields):
    """A run on own data."""
    task = ("binary" if len(own.classes) == 2 else "multiclass") if own.classes else "regression"
    values = {"samples": max(20, own.rows), "loss": TASKS[task].loss, "batch_size": 5}
    return RunConfig(dataset="own", own=own, **(values | fields))
