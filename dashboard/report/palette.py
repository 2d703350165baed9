"""Colours of fields and samples, as the panels have them (`static/panels/theme.js`)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

MODES = ("light", "dark")
Ramp = NDArray[np.uint8]

STOPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "light": ("#F0A04F", "#F8CFA4", "#F6F5F3", "#B4D0EC", "#6AA2DA"),
        "dark": ("#A65F22", "#633F20", "#25282D", "#24405F", "#336BA8"),
    }
)
# Of each class, the mark of its samples and the field where a net is sure of it.
CLASSES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "light": (
            *(("#943F00", "#F0A04F"), ("#0B4A8C", "#6AA2DA"), ("#629E44", "#DDF3D2")),
            *(("#DF4AC4", "#FCE4F6"), ("#3B3909", "#CFCB7C"), ("#9E43F9", "#EAD9FB")),
            *(("#360808", "#D9A3A0"), ("#2D7B6C", "#BFE5DC"), ("#6B224F", "#E3A9C8")),
            ("#0D0B4B", "#A3A4E0"),
        ),
        "dark": (
            *(("#FFBE85", "#A65F22"), ("#9CCBFF", "#336BA8"), ("#39895F", "#00351E")),
            *(("#B83ED3", "#41174B"), ("#F8F32A", "#5B5902"), ("#88729E", "#38244A")),
            *(("#D8420F", "#531200"), ("#BBFBEF", "#226158"), ("#DD86A3", "#7A354F")),
            ("#9594FF", "#474683"),
        ),
    }
)
MIDDLE: Mapping[str, str] = MappingProxyType({"light": "#8B8F97", "dark": "#8F949C"})


def channels(colour: str) -> Any:
    """Red, green and blue of a hex colour, 0 to 255."""
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], dtype=float)


def ramp(stops: tuple[str, ...]) -> Ramp:
    """256 colours (256, 3), linear between equally spaced stops.

    >>> ramp(("#000000", "#FFFFFF"))[[0, 128, 255], 0].tolist()
    [0, 128, 255]
    """
    places = np.linspace(0, len(stops) - 1, 256)
    table = np.array([channels(stop) for stop in stops])
    columns = [np.interp(places, np.arange(len(stops)), column) for column in table.T]
    return np.rint(np.column_stack(columns)).astype(np.uint8)


def both(light: str, dark: str) -> str:
    """A colour that follows the theme, for the style of an element.

    >>> both("#000", "#fff")
    'light-dark(#000,#fff)'
    """
    return f"light-dark({light},{dark})"


def mark(number: int) -> str:
    """The colour of a class's samples."""
    return both(CLASSES["light"][number][0], CLASSES["dark"][number][0])
