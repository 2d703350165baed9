"""Mean and second moment of an activation under normal preactivations, and the gain from them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from models.choices import ActivationChoice
from models.formula import parse

Floats = NDArray[np.floating[Any]]

LIMIT = 38.0  # farther out, the normal density is 0 in float64
WIDTH = 1 / 16
NODES = 16
NEGLIGIBLE = 1e-12


def mean(choice: ActivationChoice) -> float:
    """E f(Z), where Z is standard normal.

    Learned hyperparameters stand at their start.

    Raises
    ------
    ValueError
        When f(Z) has no finite second moment.

    >>> round(mean(ActivationChoice("relu")), 12) == round(1 / math.sqrt(2 * math.pi), 12)
    True
    """
    return _moments(choice)[0]


def second_moment(choice: ActivationChoice) -> float:
    """E f(Z)^2, where Z is standard normal.

    Learned hyperparameters stand at their start.

    Raises
    ------
    ValueError
        When f(Z) has no finite second moment.

    >>> round(second_moment(ActivationChoice("relu")), 12)
    0.5
    """
    return _moments(choice)[1]


def gain(choice: ActivationChoice) -> float:
    """1 / sqrt(E f(Z)^2), by which weights must be wider to keep the preactivations' variance.

    A layer that receives f(Z) through weights of variance gain^2 / inputs has preactivations with
    a second moment of 1 again. For ReLU the gain is the sqrt(2) of He et al. 2015.

    Raises
    ------
    ValueError
        When f(Z) has no finite second moment, or one of 0.

    >>> round(gain(ActivationChoice("relu")) ** 2, 12)
    2.0
    """
    moment = second_moment(choice)
    if moment == 0:
        raise ValueError(f"{choice.name} has no gain: it is 0 at all preactivations.")
    return 1 / math.sqrt(moment)


@lru_cache(maxsize=1024)
def _moments(choice: ActivationChoice) -> tuple[float, float]:
    """E f(Z) and E f(Z)^2 by Gauss-Legendre quadrature on panels that end at the kinks."""
    z, weights = rule(kinks(choice))
    with torch.no_grad():
        value = choice.activation.function(torch.from_numpy(z), **choice.values).numpy()
    root = np.exp(-(z**2) / 4)  # of the density; the square of f alone may overflow
    scale = 1 / math.sqrt(2 * math.pi)
    with np.errstate(over="ignore", invalid="ignore"):
        first, second = value * root, (value * root) ** 2
    total = weighted(weights, second) * scale
    ends = max(second[:NODES].max(), second[-NODES:].max())
    if not math.isfinite(total) or ends > NEGLIGIBLE * total:
        raise ValueError(
            f"{choice.name} has no finite second moment: it is not a number somewhere, "
            "or grows too fast."
        )
    return weighted(weights, first * root) * scale, total


def kinks(choice: ActivationChoice, learned: tuple[float, ...] = ()) -> list[float]:
    """Where the function or its first or second derivative may jump, by the table.

    What is learnable is as learned, or at its start.
    """
    values = {**choice.values, **dict(zip(choice.activation.learnable, learned, strict=False))}
    found = (_place(text, values) for text in choice.activation.kinks)
    return [place for place in found if math.isfinite(place)]


def _place(text: str, values: Mapping[str, float]) -> float:
    name = text.removeprefix("-")
    if name in values:  # also one that formulas have for a function, such as clip
        return -values[name] if text.startswith("-") else values[name]
    formula = _parsed(text)
    used = {name: values[name] for name in formula.hyperparameters}
    return float(formula.function(torch.zeros((), dtype=torch.float64), **used))


_parsed = lru_cache(maxsize=256)(parse)


def rule(breaks: Iterable[float]) -> tuple[Floats, Floats]:
    """Nodes and weights of the composite Gauss-Legendre rule on [-LIMIT, LIMIT].

    Parameters
    ----------
    breaks : iterable of float
        Where panels must end besides the equal ones.
    """
    panels = np.linspace(-LIMIT, LIMIT, round(2 * LIMIT / WIDTH) + 1)
    edges = np.union1d(panels, [place for place in breaks if abs(place) < LIMIT])
    half, middle = np.diff(edges) / 2, (edges[:-1] + edges[1:]) / 2
    nodes, weights = _gauss_legendre()
    return (middle[:, None] + half[:, None] * nodes).ravel(), np.outer(half, weights).ravel()


@lru_cache(maxsize=1)
def _gauss_legendre() -> tuple[Floats, Floats]:
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    return nodes, weights


def weighted(weights: Floats, values: Floats) -> float:
    """Sum of weights times values; not a product of vectors, whose threads wait for each other.

    >>> weighted(np.array([1.0, 2.0]), np.array([3.0, 4.0]))
    11.0
    """
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.sum(weights * values))
