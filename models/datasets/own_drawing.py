"""Points that somebody drew on the plane of the pictures, as own data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.datasets.own import Own, made
from models.datasets.own_rules import FEWEST_ROWS, MOST_CLASSES, SMALL, SMALL_LEVELS, OwnError
from models.datasets.record import PLANE

LABEL = "class"


@dataclass(frozen=True)
class Point:
    """A point of a drawing.

    Parameters
    ----------
    kind : int
        Its class, from 0.
    x, y : int
        Its place: 0 at the left and the bottom, 4,095 at the right and the top.
    """

    kind: int
    x: int
    y: int


def read(text: str) -> tuple[Point, ...]:
    """The points of a text ``class,x,y;class,x,y``, as the picture reports it.

    Raises
    ------
    OwnError
        When it is no such text, or holds more points than a link does.

    >>> read("0,10,4095;1,0,0")
    (Point(kind=0, x=10, y=4095), Point(kind=1, x=0, y=0))
    """
    parts = [part.split(",") for part in text.split(";") if part]
    if len(parts) > SMALL:
        raise OwnError(f"A drawing holds at most {SMALL} points, so that it fits into its link.")
    try:
        points = tuple(Point(*map(int, part)) for part in parts)
    except (TypeError, ValueError):
        raise OwnError("The picture reported something that is no drawing.") from None
    for point in points:
        inside = min(point.x, point.y) >= 0 and max(point.x, point.y) <= SMALL_LEVELS
        if not inside or not 0 <= point.kind < MOST_CLASSES:
            raise OwnError("The picture reported a point outside its plane.")
    return points


def write(points: tuple[Point, ...]) -> str:
    """The reverse of `read`."""
    return ";".join(f"{point.kind},{point.x},{point.y}" for point in points)


def own_of(points: tuple[Point, ...]) -> Own:
    """The points as own data; classes that have none are passed over.

    Raises
    ------
    OwnError
        When there are too few points, or they are of one class.
    """
    used = sorted({point.kind for point in points})
    if len(points) < FEWEST_ROWS:
        raise OwnError(f"Draw at least {FEWEST_ROWS} points; there are {len(points)}.")
    if len(used) < 2:
        raise OwnError("Draw points of a second class too: a net needs two to six.")
    codes = np.array([(point.x, point.y) for point in points], dtype=float)
    x = PLANE * (2 * codes / SMALL_LEVELS - 1)
    return made(
        ("x", "y"),
        list(x.T),
        label=LABEL,
        classes=[str(at + 1) for at in range(len(used))],
        labels=[used.index(point.kind) for point in points],
        ranges=((-PLANE, PLANE),) * 2,
        drawn=True,
    )


def points_of(own: Own) -> tuple[Point, ...]:
    """The points of a drawing that became own data, to be drawn on."""
    kinds = own.classes_of_rows().tolist()
    pairs = zip(kinds, own.numbers().tolist(), strict=True)
    return tuple(Point(kind, x, y) for kind, (x, y) in pairs)
