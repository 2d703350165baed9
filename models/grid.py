"""The grid of steps on which a run's history is measured.

Every step up to 256, every second one up to 512, every fourth up to 1,024 and so on: fixed by the
step alone, so that the history does not depend on how a run was cut into ticks. Events ("dead
since step 88") are dated on this grid.
"""

from __future__ import annotations

POINTS = 128


def spacing(step: int) -> int:
    """Distance between grid points at `step`.

    >>> [spacing(step) for step in (0, 255, 256, 511, 512, 1024)]
    [1, 1, 2, 2, 4, 8]
    """
    return 1 << max(0, step.bit_length() - POINTS.bit_length())


def on_grid(step: int) -> bool:
    """Whether the history has a point at `step`."""
    return step % spacing(step) == 0


def next_point(step: int) -> int:
    """First grid point after `step`.

    >>> next_point(0), next_point(256), next_point(257)
    (1, 258, 258)
    """
    distance = spacing(step)
    return (step // distance + 1) * distance
