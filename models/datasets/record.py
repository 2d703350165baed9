"""What the table says of one dataset, and the samples of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

SCALE = 3.0
PLANE = 1.5 * SCALE


@dataclass(frozen=True)
class Dataset:
    """One way to draw samples.

    Parameters
    ----------
    key, name : str
        Name in links and on screen.
    make : callable
        ``make(y, rng) -> x``: points (N, columns) of the classes `y` (N,) without noise and before
        scaling; on the plane the outer radius is 1. Each class occurs in `y`. Where the target is
        a number, only the length of `y` counts.
    note : str
        One sentence for the screen.
    task : str
        Key of `models.tasks.TASKS`.
    classes : int or None
        How many classes; None where the run chooses it. Not looked at for regression.
    target : callable or None
        ``target(x) -> y``: the number (N,) at points (N, columns) without noise, for regression.
    scale : float
        What 1 becomes, in the points that `make` returns and in the noise that is added to them.
    coordinates : tuple of str
        Names of the columns, from which input features are computed; empty where the columns
        themselves are the inputs.
    columns : int
        Columns of x.
    limit : float
        Pictures show [-limit, limit] on each of their axes.
    embed : callable or None
        ``embed(points (n, 2)) -> x (n, columns)``: where the points of a picture lie, if they are
        not the coordinates themselves.
    project : callable or None
        ``project(x (n, columns)) -> points (n, 2)``: where samples stand in a picture.
    explain_plane : callable or None
        ``explain_plane() -> str``: the text of `plane_note`; a function, because it may have to
        look at the data.
    class_names : tuple of str
        What its classes are called, where they have names.
    available : tuple of int
        How many samples there are of each class; empty for no end.
    pill : bool
        Whether the controls give it a button of its own, before the rest of the table.
    """

    key: str
    name: str
    make: Callable[[Labels, np.random.Generator], Array]
    note: str
    task: str = "binary"
    classes: int | None = 2
    target: Callable[[Array], Array] | None = None
    scale: float = SCALE
    coordinates: tuple[str, ...] = ("x", "y")
    columns: int = 2
    limit: float = PLANE
    embed: Callable[[Array], Array] | None = None
    project: Callable[[Array], Array] | None = None
    explain_plane: Callable[[], str] | None = None
    class_names: tuple[str, ...] = ()
    available: tuple[int, ...] = ()
    pill: bool = False

    @property
    def plane_note(self) -> str:
        """One sentence: what the plane of the pictures is; empty for that of the coordinates."""
        return self.explain_plane() if self.explain_plane else ""

    def class_count(self, chosen: int) -> int:
        """Number of classes; 0 where the target is a number."""
        if self.task == "regression":
            return 0
        return chosen if self.classes is None else self.classes


@dataclass(frozen=True, eq=False)
class Data:
    """The samples of a run; arrays are read-only.

    Parameters
    ----------
    x_train, x_test : ndarray, shape (N, columns)
        Coordinates, or whatever the dataset has for columns.
    y_train, y_test : ndarray, shape (N,)
        Class 0.0, 1.0, ..., or the number to be met.
    """

    x_train: Array
    y_train: Array
    x_test: Array
    y_test: Array
