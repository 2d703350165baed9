"""Colour and dash of an activation: the hue belongs to the family, nuance and dash to the member.

A look depends on the table of activations alone, never on what else is chosen. Colour arithmetic
is OKLCH (Ottosson 2020); contrast is that of WCAG 2.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.activations import ACTIVATIONS, TYPED

Floats = NDArray[np.floating[Any]]

BACKGROUND = MappingProxyType({"light": "#FFFFFF", "dark": "#14161A"})
CONTRAST = 4.5


@dataclass(frozen=True)
class Look:
    """How lines and names of an activation look.

    Parameters
    ----------
    light, dark : str
        Hex colours for the two modes.
    dash : tuple of int
        Lengths of strokes and gaps in px; empty for a solid line.
    """

    light: str
    dark: str
    dash: tuple[int, ...] = ()

    @property
    def colour(self) -> dict[str, str]:
        """The colours by mode."""
        return {"light": self.light, "dark": self.dark}


@dataclass(frozen=True)
class Hue:
    """A hue, the families that share it and the member that has it unchanged."""

    families: tuple[str, ...]
    anchor: str
    look: Look


HUES = (
    Hue(("rectifier", "shrinkage"), "relu", Look("#6A1FB0", "#BFA0FF")),
    Hue(("sigmoidal", "odd-unbounded"), "tanh", Look("#0A7F78", "#2FBFAE")),
    Hue(("self-gated", "gated"), "gelu", Look("#7A5C00", "#E0C04A")),
    Hue(("rectifier-smooth", "polynomial"), "elu", Look("#C2185B", "#FF86A8")),
    Hue(("periodic", "localised"), "sine", Look("#0A4D36", "#A9E9C4")),
    Hue(("linear", "threshold", TYPED), "identity", Look("#1D2026", "#ECEDEF")),
)
INK = HUES[-1].look
LIGHTNESS = (-0.10, 0.0, 0.06)
DASHES = ((7, 3), (2, 3), (7, 3, 2, 3))

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_CHROMA_STEP = 0.002
_LIGHTNESS_STEP = 0.005


def look(key: str) -> Look:
    """The look of an activation; nuance and dash of a formula come from its text."""
    if key in ACTIVATIONS:
        return _looks(tuple(ACTIVATIONS))[key]
    return member(INK, zlib.crc32(key.encode()) % (len(LIGHTNESS) * len(DASHES)))


@lru_cache(maxsize=8)
def _looks(keys: tuple[str, ...]) -> Mapping[str, Look]:
    found = {}
    for hue in HUES:
        entries = [ACTIVATIONS[key] for key in keys if ACTIVATIONS[key].family in hue.families]
        if any(entry.key == hue.anchor for entry in entries):
            found[hue.anchor] = hue.look
        others = [entry for entry in entries if entry.key != hue.anchor]
        ordered = sorted(others, key=lambda entry: not entry.pill)
        found.update({entry.key: member(hue.look, n) for n, entry in enumerate(ordered)})
    return MappingProxyType(found)


@lru_cache(maxsize=256)
def member(anchor: Look, n: int) -> Look:
    """The look of the n-th member, from 0, after the anchor.

    >>> member(Look("#7A5C00", "#E0C04A"), 0).dark
    '#C0A01F'
    """
    offset = LIGHTNESS[n % 3]
    light = readable(anchor.light, offset, "light")
    return Look(light, readable(anchor.dark, offset, "dark"), DASHES[n // 3 % 3])


def readable(colour: str, offset: float, mode: str) -> str:
    """`colour` with its lightness offset, moved away from the background as far as it must be."""
    lightness, chroma, hue = oklch(colour)
    lightness += offset
    away = -_LIGHTNESS_STEP if mode == "light" else _LIGHTNESS_STEP
    while contrast(found := hex_colour(lightness, chroma, hue), BACKGROUND[mode]) < CONTRAST:
        lightness += away
    return found


def linear_rgb(colour: str) -> Floats:
    """Linear red, green and blue of a hex colour, shape (3,), from 0 to 1."""
    encoded = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def oklab(light: Floats) -> Floats:
    """OKLab coordinates (3,) of linear red, green and blue (3,)."""
    found: Floats = _TO_LAB @ np.cbrt(_TO_LMS @ light)
    return found


def oklch(colour: str) -> tuple[float, float, float]:
    """OKLCH lightness, chroma and hue in radians of a hex colour."""
    lightness, a, b = oklab(linear_rgb(colour))
    return float(lightness), float(np.hypot(a, b)), float(np.arctan2(b, a))


def hex_colour(lightness: float, chroma: float, hue: float) -> str:
    """The hex colour of OKLCH values, with as little chroma less as sRGB needs."""
    lightness = min(max(lightness, 0.0), 1.0)
    while True:
        lab = np.array([lightness, chroma * np.cos(hue), chroma * np.sin(hue)])
        rgb = np.linalg.inv(_TO_LMS) @ np.linalg.inv(_TO_LAB).dot(lab) ** 3
        if chroma <= 0 or (rgb.min() >= 0 and rgb.max() <= 1):
            break
        chroma = max(0.0, chroma - _CHROMA_STEP)
    rgb = np.clip(rgb, 0, 1)
    encoded = np.where(rgb <= 0.0031308, 12.92 * rgb, 1.055 * rgb ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(255 * part):02X}" for part in encoded)


def contrast(first: str, second: str) -> float:
    """WCAG contrast ratio of two hex colours."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    dark, light = sorted(float(weights @ linear_rgb(colour)) + 0.05 for colour in (first, second))
    return light / dark
