"""Where on the line a formula gives no number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional

from models.formula.keys import from_key
from models.formula.kinks import straight
from models.formula.record import Formula
from models.formula.tree import walk

LIMIT = 10.0
POINTS = 4001
HALVINGS = 60


@dataclass(frozen=True)
class Gap:
    """An interval without usable numbers.

    Parameters
    ----------
    low, high : float
        The first and last such x; equal for a single point.
    quantity : str
        ``"value"``, or ``"derivative"`` where only that is concerned.
    kind : str
        ``"NaN"`` or ``"infinite"``, in the middle of the interval.
    """

    low: float
    high: float
    quantity: str
    kind: str


def where_not_finite(
    formula: Formula,
    hyperparameters: Mapping[str, float],
    limit: float = LIMIT,
    dtype: torch.dtype = torch.float32,
) -> tuple[Gap, ...]:
    """The intervals of [-limit, limit] on which value or derivative is NaN or infinite.

    Looked at are 4,001 points and all zeros of straight lines in x within the formula, so single
    points elsewhere and very short intervals are not found. The ends are exact in `dtype`, in
    which a net would compute.

    >>> from models.formula.record import parse
    >>> where_not_finite(parse("log(x)"), {})
    (Gap(low=-10.0, high=0.0, quantity='value', kind='NaN'),)
    """
    z = torch.linspace(-limit, limit, POINTS, dtype=dtype)
    z = torch.cat([z, _zeros(formula, hyperparameters, dtype)]).sort().values
    z = z[z.abs() <= limit]
    bad = functional.pad(_is_bad(formula, hyperparameters, z), (1, 1), value=False)
    changes = torch.nonzero(bad[1:] != bad[:-1]).flatten()
    first, last = changes[::2], changes[1::2] - 1
    lows = _halved(formula, hyperparameters, z[(first - 1).clamp(min=0)], z[first])
    highs = _halved(formula, hyperparameters, z[(last + 1).clamp(max=len(z) - 1)], z[last])
    return tuple(  # adding 0 makes 0 of -0
        Gap(
            float(low) + 0.0, float(high) + 0.0, *_fault(formula, hyperparameters, (low + high) / 2)
        )
        for low, high in zip(lows, highs, strict=True)
    )


@lru_cache(maxsize=256)
def gaps(key: str, hyperparameters: tuple[tuple[str, float], ...]) -> tuple[Gap, ...]:
    """`where_not_finite` of the formula that a key stands for; remembered.

    Raises
    ------
    ValueError
        When it is no key of a formula.

    >>> [(gap.low, gap.high) for gap in gaps("own_log_ox_c", ())]
    [(-10.0, 0.0)]
    """
    return where_not_finite(from_key(key), dict(hyperparameters))


def _both(
    formula: Formula, hyperparameters: Mapping[str, float], z: Tensor
) -> tuple[Tensor, Tensor]:
    """Value and derivative."""
    with torch.enable_grad():
        leaf = z.clone().requires_grad_()
        value = formula.function(leaf, **hyperparameters)
        (derivative,) = torch.autograd.grad(value.sum(), leaf)
    return value.detach(), derivative


def _is_bad(formula: Formula, hyperparameters: Mapping[str, float], z: Tensor) -> Tensor:
    value, derivative = _both(formula, hyperparameters, z)
    return ~(torch.isfinite(value) & torch.isfinite(derivative))


def _halved(
    formula: Formula, hyperparameters: Mapping[str, float], good: Tensor, bad: Tensor
) -> Tensor:
    """The last points without a number on the way from `bad` to `good`."""
    for _ in range(HALVINGS):
        middle = (good + bad) / 2
        is_bad = _is_bad(formula, hyperparameters, middle)
        good, bad = torch.where(is_bad, good, middle), torch.where(is_bad, middle, bad)
    return bad


def _fault(formula: Formula, hyperparameters: Mapping[str, float], z: Tensor) -> tuple[str, str]:
    """Which quantity is not finite, and what it is instead."""
    value, derivative = _both(formula, hyperparameters, z)
    name, number = ("derivative", derivative) if torch.isfinite(value) else ("value", value)
    return name, "NaN" if torch.isnan(number) else "infinite"


def _zeros(formula: Formula, hyperparameters: Mapping[str, float], dtype: torch.dtype) -> Tensor:
    """Where the straight lines within the formula cross 0, as far as they do."""
    places = [0.0]
    for node in walk(formula.tree):
        if straight(node) is not None:
            line = Formula(node)
            used = {name: hyperparameters[name] for name in line.hyperparameters}
            start, there = line.function(torch.tensor([0.0, 1.0], dtype=dtype), **used)
            places.append(float(-start / (there - start)))
    found = torch.tensor(places, dtype=dtype)
    return found[torch.isfinite(found)]
