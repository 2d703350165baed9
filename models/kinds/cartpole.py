"""CartPole: a pole on a cart that is pushed left or right, as Barto, Sutton & Anderson 1983.

The constants, the order of the Euler step and the limits are those of Gymnasium's CartPole-v0.
A state holds the cart's place (m) and speed (m/s), the pole's angle (rad, 0 upright) and its speed
(rad/s), along the first axis. The arrays are of numpy: for so few numbers a call of torch takes
longer than the arithmetic.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]

GRAVITY = 9.8
CART, POLE = 1.0, 0.1
HALF_LENGTH = 0.5
FORCE = 10.0
SECONDS = 0.02
PLACE_LIMIT = 2.4
ANGLE_LIMIT = math.radians(12)
LENGTH = 200
START = 0.05

_MOMENT = POLE * HALF_LENGTH
_TOTAL = CART + POLE


def moved(state: Floats, force: Floats) -> Floats:
    """The state a fiftieth of a second later.

    Parameters
    ----------
    state : ndarray, shape (4, ...)
    force : ndarray, shape (...)
        In newtons, positive to the right.

    Examples
    --------
    A cart at rest first gains speed, then moves.

    >>> moved(np.zeros(4), np.array(10.0)).round(3).tolist()
    [0.0, 0.195, 0.0, -0.293]
    """
    speed, angle, turning = state[1], state[2], state[3]
    sine, cosine = np.sin(angle), np.cos(angle)
    push = (force + _MOMENT * turning * turning * sine) / _TOTAL
    turn = (GRAVITY * sine - cosine * push) / (
        HALF_LENGTH * (4 / 3 - POLE / _TOTAL * cosine * cosine)
    )
    speed_up = push - (_MOMENT / _TOTAL) * turn * cosine
    found: Floats = state + SECONDS * np.stack((speed, speed_up, turning, turn))
    return found


def fallen(state: Floats) -> NDArray[np.bool_]:
    """Whether an episode has ended: the pole too far down, or the cart off the track.

    >>> bool(fallen(np.array([0.0, 0.0, 0.3, 0.0])))
    True
    """
    far, down = np.abs(state[0]) > PLACE_LIMIT, np.abs(state[2]) > ANGLE_LIMIT
    ended: NDArray[np.bool_] = far | down
    return ended
