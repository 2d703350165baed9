"""What is said of classes and columns that have names of their own."""

from __future__ import annotations

from collections.abc import Sequence

# Of the first classes, in light and in dark; more are drawn as numerals.
COLOURS = ("orange", "blue", "green", "magenta")
SHORT = 13


def class_key(names: Sequence[str]) -> str:
    """Which colour, or which numeral, stands for which class.

    >>> class_key(("setosa", "virginica"))
    'Classes are orange: setosa; blue: virginica.'
    """
    marks = COLOURS if len(names) <= len(COLOURS) else [str(at) for at in range(len(names))]
    pairs = (f"{mark}: {name}" for mark, name in zip(marks, names, strict=False))
    return f"Classes are {'; '.join(pairs)}."


def short(name: str) -> str:
    """A name as a picture has room for it.

    >>> short("petal length in centimetres")
    'petal length…'
    """
    return name if len(name) <= SHORT else f"{name[: SHORT - 1].rstrip()}…"
