"""The death of a unit, step by step: when exactly, and which update moved it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from models import grid
from models.devices import one_thread
from models.measures.bins import Histogram
from models.measures.histogram import histogram
from models.measures.records import Bools, Floats
from models.training import walk
from models.unit_sight import Sight, edge_of, is_dead, sight

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.state import State

BEFORE, AFTER = 8, 4


@dataclass(frozen=True, eq=False)
class Autopsy:
    """One unit around the step at which it died; n steps, n - 1 updates between them.

    The edge is the preactivation that is last to leave the living part of the curve: the largest
    one of all training samples, or the smallest where the unit died far on the right.

    Parameters
    ----------
    net, layer, unit : int
        From 0.
    died : int
        First step of the unbroken stretch in which it is dead on every training sample; 0 for a
        unit that the first weights left dead.
    steps : tuple of int, length n
    edge_is : str
        ``"largest"`` or ``"smallest"``.
    edge : ndarray, shape (n,)
    active : ndarray, shape (n,)
        Share of training samples on which its activation is not 0.
    dead : ndarray of bool, shape (n,)
    z : Histogram
        Of its preactivations over all training samples, one row per step, one range for all.
    by_bias, by_weights, by_rest : ndarray, shape (n - 1,)
        Parts of the change of the edge: of its own bias, then of its incoming weights, then of what
        reaches it, which is the layers below and batch normalization.
    bias_change : ndarray, shape (n - 1,)
    weight_change : ndarray, shape (n - 1,)
        Euclidean norm of the change of the incoming weights.
    batch_loss : ndarray, shape (n - 1,)
        Loss of the net on the minibatch of each update.
    """

    net: int
    layer: int
    unit: int
    died: int
    steps: tuple[int, ...]
    edge_is: str
    edge: Floats
    active: Floats
    dead: Bools
    z: Histogram
    by_bias: Floats
    by_weights: Floats
    by_rest: Floats
    bias_change: Floats
    weight_change: Floats
    batch_loss: Floats

    @property
    def fatal(self) -> int | None:
        """Which update led to the death, counted from 0; None for a unit that was born dead."""
        at = self.steps.index(self.died) - 1
        return at if at >= 0 else None


def before_death(until: int) -> int:
    """The step up to which a State must have been kept to follow a death dated `until`.

    The unit lived at the grid point before; some steps more show how it lived.

    >>> before_death(40), before_death(260)
    (31, 248)
    """
    return max(0, last_alive(until) - BEFORE)


def last_alive(until: int) -> int:
    """The grid point before `until`, at which a unit that died there was still alive.

    >>> last_alive(40), last_alive(256)
    (39, 254)
    """
    return max(0, until - grid.spacing(max(0, until - 1)))


def find_death(
    config: RunConfig, state: State, net: int, layer: int, unit: int, until: int
) -> Autopsy:
    """Follow a unit to its death, one step at a time.

    Parameters
    ----------
    config : RunConfig
    state : State
        Kept at step ``before_death(until)`` or before it, or at least before the death.
    net, layer, unit : int
        From 0.
    until : int
        Grid step at which the unit was first seen dead.

    Raises
    ------
    ValueError
        When the unit is not dead at `until`, or has been dead since the State.
    """
    place = (net, layer, unit)
    with one_thread():
        died = _died(config, state, place, until)
        first = max(state.step, died - BEFORE)
        seen: list[Sight] = []
        losses = []
        for snapshot, loss in walk(config, state, range(first, died + AFTER + 1)):
            seen.append(sight(snapshot, first + len(seen), *place))
            losses.append(float(loss[net]))
    return _autopsy(place, died, seen, np.array(losses[1:]))


def _died(config: RunConfig, state: State, place: tuple[int, int, int], until: int) -> int:
    """First step of the stretch of deadness that holds `until`."""
    found: deque[int] = deque()
    first = max(state.step, last_alive(until))
    for step, (snapshot, _) in enumerate(walk(config, state, range(first, until + 1)), start=first):
        if is_dead(snapshot, *place):
            found.append(step)
        else:
            found.clear()
    if not found or found[-1] != until:
        raise ValueError(f"the unit must be dead at step {until}; it is not.")
    if found[0] == first and first > 0:
        raise ValueError(f"the unit must live at some step from {first} to {until}; it does not.")
    return found[0]


def _autopsy(place: tuple[int, int, int], died: int, seen: list[Sight], losses: Floats) -> Autopsy:
    dead = np.array([one.dead for one in seen])
    at_death = next(one for one in seen if one.step == died)
    edge_is = "smallest" if at_death.z.min() > 0 else "largest"
    parts = [_parts(one, other, edge_is) for one, other in pairwise(seen)]
    by_bias, by_weights, by_rest = np.array(parts).reshape(-1, 3).T
    z = np.stack([one.z for one in seen])
    return Autopsy(
        *place,
        died=died,
        steps=tuple(one.step for one in seen),
        edge_is=edge_is,
        edge=np.array([edge_of(one.z, edge_is) for one in seen]),
        active=np.array([one.active for one in seen]),
        dead=dead,
        z=histogram(z, np.ones(len(seen), dtype=bool)),
        by_bias=by_bias,
        by_weights=by_weights,
        by_rest=by_rest,
        bias_change=np.diff([one.bias for one in seen]),
        weight_change=np.linalg.norm(np.diff([one.weight for one in seen], axis=0), axis=1),
        batch_loss=losses,
    )


def _parts(one: Sight, other: Sight, edge_is: str) -> tuple[float, float, float]:
    """Change of the edge from one step to the next: by bias, by weights, by the rest."""
    start = edge_of(one.preactivation(one.weight, one.bias), edge_is)
    with_bias = edge_of(one.preactivation(one.weight, other.bias), edge_is)
    with_weights = edge_of(one.preactivation(other.weight, other.bias), edge_is)
    end = edge_of(other.preactivation(other.weight, other.bias), edge_is)
    return with_bias - start, with_weights - with_bias, end - with_weights
