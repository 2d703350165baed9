"""SELU nets and others: whether mean 0 and variance 1 survive depth, and what breaks them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np
import torch

from models import draws
from models.activations import moments
from models.activations.propagation import scaled_moments
from models.activations.sampled import values
from models.activations.shape import Floats, limits
from models.choices import ActivationChoice
from models.devices import one_thread
from models.labs.band import Band, band, each_seed
from models.labs.random_net import Layers, draw_layers, normal_inputs, product
from models.labs.signal import weight_scale
from models.labs.stage import Piecewise, Settings
from models.labs.wide_theory import matched_factor
from models.normalization import EPS

WIDTH, SAMPLES = 256, 128
SELU = ActivationChoice("selu")


@dataclass(frozen=True)
class Recipe:
    """A net that is made ready for depth in one way.

    Parameters
    ----------
    name : str
    activation, initializer : str
    factor : float
        By which the weights are multiplied.
    biases : bool
        Whether biases are drawn where the initializer draws some.
    normalized : bool
        Whether batch normalization stands before each activation.
    dropout : {"none", "dropout", "alpha"}
        What is applied after each activation, with probability `rate`.
    rate : float
    shifted : bool
        Whether the inputs are 3x + 1 instead of x, which is standard normal.
    """

    name: str
    activation: str = "selu"
    initializer: str = "lecun_normal"
    factor: float = 1.0
    biases: bool = True
    normalized: bool = False
    dropout: str = "none"
    rate: float = 0.1
    shifted: bool = False

    @property
    def choice(self) -> ActivationChoice:
        """The activation."""
        return ActivationChoice(self.activation)


YOURS = "Your SELU net"
WEIGHTS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "lecun": MappingProxyType({}),
        "he": MappingProxyType({"initializer": "he_normal"}),
        "pytorch": MappingProxyType({"initializer": "pytorch"}),
        "pytorch_no_bias": MappingProxyType({"initializer": "pytorch", "biases": False}),
        "calculate_gain": MappingProxyType({"factor": 0.75}),
    }
)
OTHERS: Mapping[str, Recipe] = MappingProxyType(
    {
        "recipe": Recipe("SELU as published"),
        "dropout": Recipe("SELU, dropout", dropout="dropout"),
        "relu_bn": Recipe("ReLU, batch norm", "relu", "he_normal", normalized=True),
        "relu_he": Recipe("ReLU, He", "relu", "he_normal"),
        "relu_lecun": Recipe("ReLU, LeCun", "relu"),
        "tanh_lecun": Recipe("tanh, LeCun", "tanh"),
        "gelu_he": Recipe("GELU, He", "gelu", "he_normal"),
    }
)


@dataclass(frozen=True, eq=False)
class Path:
    """How mean and variance of a recipe's activations change from layer to layer.

    Parameters
    ----------
    recipe : Recipe
    mean, variance : Band, shape (depth,)
        Pooled over units and inputs, after dropout; the bands are over seeds.
    unit_spread : Band, shape (depth,)
        Standard deviation over units of the units' own means.
    theory_mean, theory_variance : ndarray, shape (depth,)
        In infinitely wide layers.
    """

    recipe: Recipe
    mean: Band
    variance: Band
    unit_spread: Band
    theory_mean: Floats
    theory_variance: Floats


@dataclass(frozen=True, eq=False)
class Paths:
    """Paths of several recipes; the first one is what the settings ask for.

    Parameters
    ----------
    depth, seeds : int
    paths : tuple of Path
    fixed_mean, fixed_second : float
        E selu(Z) and E selu(Z)^2 of a standard normal Z.
    gain, torch_gain : float
        1 / sqrt(E selu(Z)^2), and what ``torch.nn.init.calculate_gain("selu")`` returns.
    factor : float
        By which the mean square of dL/dz grows per layer at the fixed point (0, 1).
    """

    depth: int
    seeds: int
    paths: tuple[Path, ...]
    fixed_mean: float
    fixed_second: float
    gain: float
    torch_gain: float
    factor: float

    def path(self, name: str) -> Path | None:
        """The path of the recipe of this name; None where there is none."""
        return next((path for path in self.paths if path.recipe.name == name), None)


def alpha_dropout(rate: float) -> tuple[float, float, float]:
    """What replaces a dropped value, and factor and shift of all values (Klambauer et al. 2017).

    They keep a distribution of mean 0 and variance 1 as it is.

    >>> [round(number, 3) for number in alpha_dropout(0.1)]
    [-1.758, 0.921, 0.162]
    """
    floor, _ = limits(SELU)
    keep = 1 - rate
    factor = 1 / math.sqrt(keep + floor**2 * keep * rate)
    return floor, factor, -factor * rate * floor


def after_dropout(recipe: Recipe, mean: float, second: float) -> tuple[float, float]:
    """Mean and second moment after the recipe's dropout of what has these before it."""
    keep = 1 - recipe.rate
    if recipe.dropout == "none":
        return mean, second
    if recipe.dropout == "dropout":
        return mean, second / keep
    floor, factor, shift = alpha_dropout(recipe.rate)
    first, square = keep * mean + recipe.rate * floor, keep * second + recipe.rate * floor**2
    return factor * first + shift, factor**2 * square + 2 * factor * shift * first + shift**2


@lru_cache(maxsize=256)
def theory(recipe: Recipe, depth: int) -> tuple[Floats, Floats]:
    """Mean and variance of the activations in infinitely wide layers, each (depth,)."""
    scale, bias = weight_scale(recipe.initializer, recipe.choice, WIDTH)
    received, rows = 10.0 if recipe.shifted else 1.0, []
    for _ in range(depth):
        spread = recipe.factor**2 * scale * received + (bias if recipe.biases else 0.0)
        found = scaled_moments(recipe.choice, 1.0 if recipe.normalized else spread)
        mean, received = after_dropout(recipe, *found)
        rows.append((mean, max(0.0, received - mean**2)))
    means, variances = np.array(rows).T
    return means, variances


def _dropped(recipe: Recipe, h: Floats, seed: int, layer: int) -> Floats:
    """Activations after the recipe's dropout."""
    if recipe.dropout == "none":
        return h
    kept = draws.generator(draws.DROPOUT, seed, layer).random(h.shape) >= recipe.rate
    if recipe.dropout == "dropout":
        return h * kept / (1 - recipe.rate)
    floor, factor, shift = alpha_dropout(recipe.rate)
    return np.where(kept, h, floor) * factor + shift


def _walk(recipe: Recipe, layers: Layers, x: Floats, seed: int) -> Floats:
    """Mean, variance and spread of the units' means in each layer, shape (3, depth)."""
    h, rows = 3 * x + 1 if recipe.shifted else x, []
    for index, (weight, bias) in enumerate(zip(layers.weights, layers.biases, strict=True)):
        z = recipe.factor * product(h, weight) + (bias if recipe.biases else 0.0)
        if recipe.normalized:
            z = (z - z.mean(0)) / np.sqrt(z.var(0) + EPS)
        h = _dropped(recipe, values(recipe.choice, z), seed, index)
        rows.append((h.mean(), h.var(), h.mean(0).std()))
    return np.array(rows).T


def recipes(settings: Settings) -> tuple[Recipe, ...]:
    """What is compared: the SELU net of the settings, and others that stand beside it."""
    yours = Recipe(
        YOURS,
        dropout=settings["dropout"],
        shifted=settings["shifted"],
        **WEIGHTS[settings["weights"]],
    )
    return yours, *(OTHERS[key] for key in settings["others"])


def _measure(settings: Settings, seed: int) -> list[Floats]:
    """One seed of each recipe, each of shape (3, depth)."""
    x, chosen = normal_inputs(seed, SAMPLES, WIDTH), recipes(settings)
    widths = [WIDTH] * (settings["depth"] + 1)
    with one_thread():
        drawn = {
            key: draw_layers(key, SELU, widths, seed)
            for key in dict.fromkeys(recipe.initializer for recipe in chosen)
        }
        return [_walk(recipe, drawn[recipe.initializer], x, seed) for recipe in chosen]


def _gather(settings: Settings, seeds: Sequence[list[Floats]]) -> Paths:
    paths = []
    for recipe, *rows in zip(recipes(settings), *seeds, strict=True):
        mean, variance, unit_spread = np.stack(rows, axis=1)
        expected = theory(replace(recipe, name=""), settings["depth"])
        paths.append(Path(recipe, band(mean), band(variance), band(unit_spread), *expected))
    return Paths(
        settings["depth"],
        len(seeds),
        tuple(paths),
        *scaled_moments(SELU, 1.0),
        moments.gain(SELU),
        float(torch.nn.init.calculate_gain("selu")),
        matched_factor(SELU),
    )


EXPERIMENT = Piecewise(each_seed, _measure, _gather)
