"""A small numpy net on circles: realistic numbers for the pictures, without the models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Function = Callable[[Array], Array]


def _sigmoid(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


FUNCTIONS: dict[str, tuple[str, Function, Function]] = {
    "ReLU": ("f(z) = max(0, z)", lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0),
    "tanh": ("f(z) = tanh z", np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "sigmoid": (
        "f(z) = 1 / (1 + e⁻ᶻ)",
        _sigmoid,
        lambda z: _sigmoid(z) * (1 - _sigmoid(z)),
    ),
    "sine": ("f(z) = sin z", np.sin, np.cos),
}


def circles(count: int, seed: int) -> tuple[Array, Array]:
    """Samples (count, 2) of two noisy circles and their classes (count,), 1 inside."""
    random = np.random.default_rng(seed)
    inside = np.arange(count) % 2
    angle = random.uniform(0, 2 * np.pi, count)
    radius = np.where(inside, 1.05, 2.2)
    points = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return points + random.normal(0, 0.35, (count, 2)), inside.astype(float)


@dataclass
class ToyNet:
    """A net 2-8-...-8-1 and the history of its training."""

    name: str
    layers: int
    history: list[dict[str, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        random = np.random.default_rng(3)
        widths = [2, *[8] * self.layers, 1]
        self.weights = [random.normal(0, np.sqrt(2 / m), (m, n)) for m, n in pairwise(widths)]
        self.biases = [np.zeros(n) for n in widths[1:]]

    def trace(self, points: Array) -> list[Array]:
        """Preactivations of every layer, the logit last."""
        signal, found = points, []
        for weight, bias in zip(self.weights, self.biases, strict=True):
            found.append(signal @ weight + bias)
            signal = FUNCTIONS[self.name][1](found[-1])
        return found

    def gradients(self, points: Array, classes: Array) -> list[Array]:
        """Gradient of the mean loss with respect to every layer's preactivations."""
        trace = self.trace(points)
        signal = (_sigmoid(trace[-1]) - classes[:, None]) / len(points)
        found = [signal]
        for z, weight in zip(trace[-2::-1], self.weights[:0:-1], strict=True):
            found.insert(0, (found[0] @ weight.T) * FUNCTIONS[self.name][2](z))
        return found

    def step(self, points: Array, classes: Array, rate: float) -> None:
        """One step of gradient descent on a batch."""
        inputs = [points, *[FUNCTIONS[self.name][1](z) for z in self.trace(points)[:-1]]]
        for index, gradient in enumerate(self.gradients(points, classes)):
            self.weights[index] -= rate * inputs[index].T @ gradient
            self.biases[index] -= rate * gradient.sum(axis=0)

    def loss_and_accuracy(self, points: Array, classes: Array) -> tuple[float, float]:
        """Mean cross-entropy and share of samples on the right side."""
        logit = self.trace(points)[-1][:, 0]
        loss = np.mean(np.logaddexp(0, logit) - classes * logit)
        return float(loss), float(np.mean((logit > 0) == (classes > 0.5)))


def train(name: str, layers: int, steps: int) -> ToyNet:
    """A net after `steps` steps with its history, step 0 included."""
    net = ToyNet(name, layers)
    points, classes = circles(150, 1)
    held_out = circles(150, 2)
    random = np.random.default_rng(0)
    for step in range(steps + 1):
        record = {}
        for part, data in (("train", (points, classes)), ("test", held_out)):
            record[f"{part}_loss"], record[f"{part}_accuracy"] = net.loss_and_accuracy(*data)
        for layer, gradient in enumerate(net.gradients(points, classes)):
            record[f"gradient_{layer}"] = float(np.sqrt(np.mean((gradient * len(points)) ** 2)))
        net.history.append(record)
        if step < steps:
            batch = random.choice(len(points), 10, replace=False)
            net.step(points[batch], classes[batch], 0.2)
    return net
