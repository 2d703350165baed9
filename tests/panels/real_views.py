"""Views of real runs: the Playground with each kind of field, and the other lenses."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np

from dashboard.charts.labs.hinges import EVEN, build_view, bump_view
from dashboard.charts.labs.maps import Map, maps
from dashboard.charts.labs.regions import plane_view
from dashboard.charts.unit_choice import UnitChoice
from models.labs.bumps import bump_up
from models.labs.hinges import build
from models.labs.regions_trained import TRAINED
from models.labs.stage import finish
from tests.dashboard import made_activations, made_gradients
from tests.dashboard.made import trained, view_of
from tests.dashboard.unit_runs import shown

RUNS = MappingProxyType(
    {
        "binary": {},
        "three": {"dataset": "three_spiral", "loss": "softmax_cross_entropy"},
        "ten": {"dataset": "class_blobs", "classes": 10, "loss": "softmax_cross_entropy"},
        "digits": {"dataset": "digits", "loss": "softmax_cross_entropy"},
        "surface": {"dataset": "gaussians", "loss": "mse"},
        "curve": {"dataset": "sine", "loss": "mse"},
    }
)


@cache
def activations_view(nets: int = 2, layers: int = 4, step: int = 60) -> dict[str, Any]:
    """The layers of the Activations page with one or two nets after `step` steps."""
    run = made_activations.trained(
        step, activations=("relu", "tanh"), hidden=(8,) * layers, learning_rate=0.5
    )
    return made_activations.view_of(run, groups=tuple(range(nets)))


@cache
def ledger_view() -> dict[str, Any]:
    """The loss with the deaths of units on it."""
    return made_activations.ledger_of(made_activations.dying(), groups=(0, 1))


@cache
def gradients_view(nets: int = 2, layers: int = 4, step: int = 60) -> dict[str, Any]:
    """A view of the Gradients page with one or two nets after `step` steps."""
    activations = ("sigmoid", "relu")[:nets]
    run = made_gradients.trained(step, activations=activations, hidden=(8,) * layers)
    return made_gradients.view_of(run)


@cache
def real_view(kind: str, nets: int = 2, step: int = 300, rate: float = 0.1) -> dict[str, Any]:
    """A Playground view of a key of `RUNS` with 1 to 4 nets after `step` steps."""
    activations = ("relu", "tanh", "gelu", "silu")[:nets]
    run = trained(step, activations=activations, learning_rate=rate, **RUNS[kind])
    return view_of(run)


@cache
def regions_view() -> dict[str, Any]:
    """The regions of a net of two layers of eight units in its first steps."""
    steps = (0, 1, 2, 5, 10, 20)
    settings = {"dataset": "circles", "hidden": "8-8", "activation": "relu"}
    experiment = replace(TRAINED, steps=lambda _: steps)
    found = finish(experiment, {**settings, "initializer": "pytorch"})
    return plane_view(found, (0.2, 0.1), steps[-1])


@cache
def maps_view(nets: int = 2) -> dict[str, Any]:
    """Decision fields as the labs compare them, with a line over the first."""
    axis = np.linspace(-1, 1, 64)
    field = 1 / (1 + np.exp(-4 * np.add.outer(axis, axis)))
    each = [
        Map(f"Net {at}", field, "All corners right.", guide=(-1, 1, 1, -1) if at == 0 else ())
        for at in range(nets)
    ]
    corners = np.array([[-0.5, -0.5], [0.5, 0.5]]), np.array([0.0, 1.0])
    return maps(each, (-1.0, 1.0), corners, dot=2.0)


LENSES = MappingProxyType(
    {
        "activations": activations_view,
        "ledger": ledger_view,
        "gradients": gradients_view,
        "regions": regions_view,
        "maps": maps_view,
    }
)
UNITS = MappingProxyType(
    {
        **RUNS,
        "deep": {"activations": ("relu", "tanh"), "hidden": (8,) * 6},
        "large": {"hidden": (40,) * 12, "samples": 100},
        "none": {"hidden": ()},
    }
)


@cache
def units_view_of(kind: str, unit: str = "", nets: int = 1, off: int = 0) -> dict[str, Any]:
    """A view of the Units page of a key of `UNITS`, with a unit selected, or the first ones off."""
    place = tuple(int(part) - 1 for part in unit.split(".")) if unit else None
    choice = UnitChoice(tuple(range(nets)), place, tuple((0, at) for at in range(off)))
    return shown(choice, steps=60, learning_rate=0.1, **UNITS[kind]).view


def hinges_view(knots: str = "", drawn: str = "") -> dict[str, Any]:
    """Eight hinges on a wave or on what was drawn, with the knots as they were left."""
    knots = "" if knots == EVEN else knots
    target = "drawn" if drawn else "wave"
    settings = {"target": target, "drawn": drawn, "pieces": 8, "knots": knots, "on_curve": False}
    return build_view(build(settings), {"knots": knots, "drawn": drawn})


def bumps_view(knots: str = "", drawn: str = "") -> dict[str, Any]:
    """Eight bumps on a wave."""
    return bump_view(bump_up({"target": "wave", "kind": "relu", "count": 8, "steepness": 5.0}))


HINGES = MappingProxyType({"build": hinges_view, "bumps": bumps_view})
