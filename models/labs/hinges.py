"""Hinges that draw a curve: a net with one hidden layer of ReLUs, made by hand.

Each unit is a hinge: 0 up to its kink, then a straight line. The first one gives the sum its slope
at the left end, and each further one bends it at its kink. So n units draw any broken line of n
pieces, and a broken line comes as near to a continuous curve as one likes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.datasets.record import Array
from models.labs.lines import HIGH, LOW, Target, chosen, line
from models.labs.stage import Settings

POINTS = 20_001
PICTURE_POINTS = 601
GAP = 0.02
HIGHEST = 1000.0


@dataclass(frozen=True, eq=False)
class Hinges:
    """A broken line as a sum of hinges: ``heights[0] + sum_i weights[i] relu(x - kinks[i])``.

    Parameters
    ----------
    knots, heights : ndarray, shape (n + 1,)
        Places, ascending, and values there.

    Examples
    --------
    >>> tent = Hinges(np.array([-3.0, 0.0, 3.0]), np.array([0.0, 1.0, 0.0]))
    >>> tent.weights.round(3).tolist(), tent.values(np.array([-1.5, 1.5])).round(9).tolist()
    ([0.333, -0.667], [0.5, 0.5])
    """

    knots: Array
    heights: Array

    @property
    def count(self) -> int:
        """n, the number of units."""
        return len(self.knots) - 1

    @property
    def kinks(self) -> Array:
        """Where each unit begins, shape (n,)."""
        return self.knots[:-1]

    @property
    def weights(self) -> Array:
        """By how much each unit changes the slope of the sum, shape (n,)."""
        slopes = np.diff(self.heights) / np.diff(self.knots)
        return np.diff(slopes, prepend=0.0)

    def values(self, x: Array, units: int | None = None) -> Array:
        """The sum of the first units, of all by default, at places (N,)."""
        used = slice(units)
        hinges = np.maximum(x[:, None] - self.kinks[used], 0)
        found: Array = self.heights[0] + hinges @ self.weights[used]
        return found


@dataclass(frozen=True)
class Error:
    """How far a line is from a target, over the 20,001 places that are looked at.

    Parameters
    ----------
    largest, at : float
        The largest distance, and where it is.
    rms : float
        Root of the mean square.
    wanted, found : float
        The target and the line where they are farthest apart.
    """

    largest: float
    at: float
    rms: float
    wanted: float
    found: float


@dataclass(frozen=True, eq=False)
class Built:
    """What a person built of hinges, and what it is compared with.

    Parameters
    ----------
    target : str
        Its name.
    truth : ndarray, shape (601,)
        The target at equally spaced places.
    hinges : Hinges
    error : Error
    even, doubled : Error
        Of as many hinges with equal pieces, and of twice as many.
    steps : Error
        Of as many steps: flat pieces of equal length, each as high as the target in its middle.
    bound : float or None
        The textbook's bound on ``even.largest``; None where the target has no curvature, or where
        it is not known.
    rough : str
        What the target has that a smooth curve has not; empty for none, or where it is not known.
    moved : bool
        Whether the knots are not those of equal pieces on the curve.
    on_curve : bool
        Whether the knots lie on the curve.
    """

    target: str
    truth: Array
    hinges: Hinges
    error: Error
    even: Error
    doubled: Error
    steps: Error
    bound: float | None
    rough: str
    moved: bool
    on_curve: bool


def build(settings: Settings) -> Built:
    """Hinges with the knots of the settings.

    Parameters
    ----------
    settings : mapping
        ``target`` with ``formula`` or ``drawn`` (see `models.labs.lines`); ``pieces``, their
        number; ``knots``, their places if they are not equally spaced; ``on_curve``, whether their
        heights are those of the target.
    """
    target, count, on_curve = chosen(settings), settings["pieces"], settings["on_curve"]
    given = read_knots(settings.get("knots", ""))
    moved = given is not None and given.count == count
    hinges = given if moved and given is not None else through(target, line(count + 1))
    if moved and on_curve:
        hinges = through(target, hinges.knots)
    even = through(target, line(count + 1))
    return Built(
        target.name,
        target.function(line(PICTURE_POINTS)),
        hinges,
        error_of(target, hinges.values),
        error_of(target, even.values),
        error_of(target, through(target, line(2 * count + 1)).values),
        error_of(target, lambda x: staircase(target, count, x)),
        bound(target, count),
        target.rough,
        moved,
        on_curve,
    )


def through(target: Target, knots: Array) -> Hinges:
    """Hinges whose sum meets the target at its knots (n + 1,)."""
    return Hinges(knots, target.function(knots))


def staircase(target: Target, count: int, x: Array) -> Array:
    """Steps of equal length at places (N,), each as high as the target in its middle."""
    edges = line(count + 1)
    middles = target.function((edges[1:] + edges[:-1]) / 2)
    found: Array = middles[np.clip(np.searchsorted(edges, x, "right") - 1, 0, count - 1)]
    return found


def error_of(
    target: Target, function: Callable[[Array], Array], places: Array | None = None
) -> Error:
    """The error of a function of places (N,), on the whole line or at some places of it."""
    x = line(POINTS) if places is None else places
    found, wanted = function(x), target.function(x)
    distance = np.abs(found - wanted)
    rms = float(np.sqrt(np.mean(distance**2)))
    at = int(distance.argmax())
    return Error(float(distance[at]), float(x[at]), rms, float(wanted[at]), float(found[at]))


def bound(target: Target, count: int) -> float | None:
    """Largest error of `count` equal pieces: ``h² max|f''| / 8`` (de Boor 1978).

    >>> from models.labs.lines import TARGETS
    >>> round(bound(TARGETS["wave"], 8), 4), bound(TARGETS["step"], 8)
    (0.0771, None)
    """
    if target.curvature is None:
        return None
    return ((HIGH - LOW) / count) ** 2 * target.curvature / 8


def as_formula(hinges: Hinges) -> str:
    """The sum of hinges as a formula in x, to two decimals; short where there are at most eight.

    >>> as_formula(Hinges(np.array([-3.0, 0.0, 3.0]), np.array([3.0, 0.0, 3.0])))
    '3.00 - 1.00*relu(x + 3.00) + 2.00*relu(x - 0.00)'
    """
    terms = [
        f" {'-' if weight < 0 else '+'} {abs(weight):.2f}"
        f"*relu(x {'+' if kink < 0 else '-'} {abs(kink):.2f})"
        for kink, weight in zip(hinges.kinks, hinges.weights, strict=True)
    ]
    return f"{hinges.heights[0]:.2f}" + "".join(terms)


def read_knots(text: str) -> Hinges | None:
    """Knots from texts as ``-3~0_0.5~1_3~0``; None where they are none.

    Their places ascend from -3 to 3 and are at least 0.02 apart.

    >>> read_knots("-3~0_0.5~1_3~0").knots.tolist(), read_knots("-3~0_5~1"), read_knots("x")
    ([-3.0, 0.5, 3.0], None, None)
    """
    try:
        pairs = [[float(number) for number in part.split("~")] for part in text.split("_")]
        knots, heights = (np.array(column) for column in zip(*pairs, strict=True))
    except ValueError:
        return None
    ends = len(knots) > 1 and knots[0] == LOW and knots[-1] == HIGH
    apart = ends and bool((np.diff(knots) > GAP - 1e-9).all())
    low = bool((np.abs(heights) <= HIGHEST).all())
    return Hinges(knots, heights) if apart and low else None


def write_knots(hinges: Hinges) -> str:
    """The text that `read_knots` reads, to three decimals."""
    pairs = zip(hinges.knots, hinges.heights, strict=True)
    return "_".join(f"{x:.3f}~{y:.3f}" for x, y in pairs)
