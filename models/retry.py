"""The same run again from an earlier State, with one thing changed, to see whether a unit lives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.devices import one_thread
from models.measures.loss import loss
from models.measures.records import Bools, Floats
from models.remedies import REMEDIES, Changed
from models.state import State
from models.training import walk
from models.unit_sight import edge_of, sight

if TYPE_CHECKING:
    from models.config import RunConfig

CHECKS = 100


@dataclass(frozen=True, eq=False)
class Course:
    """A unit and its net at n steps.

    Parameters
    ----------
    steps : ndarray of int, shape (n,)
        Fewer than asked for where every net diverged.
    dead : ndarray of bool, shape (n,)
    edge : ndarray, shape (n,)
        Largest preactivation of the unit over all training samples, or the smallest.
    active : ndarray, shape (n,)
        Share of training samples on which its activation is not 0.
    test_loss : ndarray, shape (n,)
        Of its net; NaN once the net has diverged.
    diverged : ndarray of bool, shape (n,)
    """

    steps: NDArray[np.int64]
    dead: Bools
    edge: Floats
    active: Floats
    test_loss: Floats
    diverged: Bools


@dataclass(frozen=True, eq=False)
class Retry:
    """A unit's life as it was, and with one thing changed from `start` on.

    Parameters
    ----------
    remedy : str
        Key of `REMEDIES`.
    start : int
    every : int
        Steps between two looks.
    edge_is : str
        ``"largest"`` or ``"smallest"``, see `models.autopsy.Autopsy`.
    original, changed : Course
    """

    remedy: str
    start: int
    every: int
    edge_is: str
    original: Course
    changed: Course


def retry(
    config: RunConfig,
    state: State,
    net: int,
    layer: int,
    unit: int,
    remedy: str,
    steps: int,
    edge_is: str = "largest",
) -> Retry:
    """Train on from a State as it was and with a remedy, looking about a hundred times.

    All nets of the run are trained, so that the original is the run itself, bit for bit.

    Parameters
    ----------
    config : RunConfig
    state : State
        From before the unit's death.
    net, layer, unit : int
        From 0.
    remedy : str
        Key of `REMEDIES`.
    steps : int
        How many steps to train.
    edge_is : str
        Which preactivation to follow.

    Raises
    ------
    KeyError
        For an unknown remedy.
    """
    every = max(1, -(-steps // CHECKS))
    looks = range(state.step, state.step + steps + 1, every)
    changed = REMEDIES[remedy].change(config, state, net)
    with one_thread():
        before = course((config, state, net), layer, unit, looks, edge_is)
        after = course(changed, layer, unit, looks, edge_is)
    return Retry(remedy, state.step, every, edge_is, before, after)


def course(given: Changed, layer: int, unit: int, looks: range, edge_is: str) -> Course:
    """The unit and its net at some steps."""
    config, state, net = given
    rows = []
    for step, (snapshot, _) in zip(looks, walk(config, state, looks), strict=False):
        seen, gone = sight(snapshot, step, net, layer, unit), bool(snapshot.diverged[net])
        test = np.nan if gone else float(loss(snapshot).test_loss[net])
        rows.append((step, seen.dead, edge_of(seen.z, edge_is), seen.active, test, gone))
    return Course(*(np.array(column) for column in zip(*rows, strict=True)))
