"""The grid of steps on which a run's history is measured.

Every step up to 128, every second one up to 256, every fourth up to 512 and so on: fixed by the
step alone, so that the history does not depend on how a run was cut into ticks. Events ("dead
since step 88") are dated on this grid.
"""

from __future__ import annotations

POINTS = 64


def spacing(step: int) -> int:
    """Distance between grid points at `step`.

    >>> [spacing(step) for step in (0, 127, 128, 255, 256, 1024)]
    [1, 1, 2, 2, 4, 16]
    """
    return 1 << max(0, step.bit_length() - POINTS.bit_length())


def on_grid(step: int) -> bool:
    """Whether the history has a point at `step`."""
    return step % spacing(step) == 0


def next_point(step: int) -> int:
    """First grid point after `step`.

    >>> next_point(0), next_point(128), next_point(129)
    (1, 130, 130)
    """
    distance = spacing(step)
    return (step // distance + 1) * distance
