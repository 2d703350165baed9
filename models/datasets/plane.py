"""Samples of two or several classes on the plane, where the outer radius is 1."""

from __future__ import annotations

from functools import partial

import numpy as np

from models.datasets.record import Array, Dataset, Labels


def _circles(y: Labels, rng: np.random.Generator) -> Array:
    angle = rng.uniform(0, 2 * np.pi, len(y))
    radius = np.where(y == 1, 0.5, 1.0)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _xor(y: Labels, rng: np.random.Generator) -> Array:
    size = rng.uniform(0.08, 1, (len(y), 2))
    side = np.where(rng.random(len(y)) < 0.5, -1.0, 1.0)
    return np.column_stack([side * size[:, 0], np.where(y == 1, side, -side) * size[:, 1]])


def _blobs(y: Labels, rng: np.random.Generator) -> Array:
    centre = np.where(y == 1, 0.5, -0.5)[:, None]
    return centre + rng.normal(0, 0.15, (len(y), 2))


def _arms(y: Labels, rng: np.random.Generator, turns: float, arms: int) -> Array:
    along = np.sqrt(rng.uniform(0, 1, len(y)))
    angle = turns * 2 * np.pi * along + 2 * np.pi * y / arms
    return np.column_stack([along * np.sin(angle), along * np.cos(angle)])


def _moons(y: Labels, rng: np.random.Generator) -> Array:
    angle = rng.uniform(0, np.pi, len(y))
    upper = np.column_stack([np.cos(angle) - 0.5, np.sin(angle) - 0.25])
    lower = np.column_stack([0.5 - np.cos(angle), 0.25 - np.sin(angle)])
    return np.where((y == 1)[:, None], lower, upper) / 1.5


def _checkerboard(y: Labels, rng: np.random.Generator) -> Array:
    row = rng.integers(0, 4, len(y))
    column = 2 * rng.integers(0, 2, len(y)) + (row + y) % 2
    return (np.column_stack([column, row]) + rng.random((len(y), 2))) / 2 - 1


def _class_blobs(y: Labels, rng: np.random.Generator) -> Array:
    angle = 2 * np.pi * y / (y.max() + 1)
    centre = 0.9 * np.column_stack([np.sin(angle), np.cos(angle)])
    return centre + rng.normal(0, 0.08, (len(y), 2))


_spiral = partial(_arms, turns=1.75, arms=2)
_three_spiral = partial(_arms, turns=1.0, arms=3)

PLANES = (
    Dataset("circles", "Circles", _circles, "A disc's rim inside a larger one.", pill=True),
    Dataset(
        "small_circles",
        "Small circles",
        _circles,
        "The circles at a third of the size: the outer radius is 1.",
        scale=1.0,
        limit=1.5,
    ),
    Dataset("xor", "XOR", _xor, "Opposite quadrants share a class.", pill=True),
    Dataset("moons", "Moons", _moons, "Two half circles that hook into each other.", pill=True),
    Dataset("spiral", "Spiral", _spiral, "Two arms that turn around each other.", pill=True),
    Dataset("blobs", "Blobs", _blobs, "Two clouds that a straight line separates."),
    Dataset("checkerboard", "Checkerboard", _checkerboard, "Sixteen squares."),
    Dataset(
        "three_spiral",
        "Three spirals",
        _three_spiral,
        "Three arms that turn around each other.",
        task="multiclass",
        classes=3,
    ),
    Dataset(
        "class_blobs",
        "Ring of blobs",
        _class_blobs,
        "A cloud for each class, evenly on a circle.",
        task="multiclass",
        classes=None,
    ),
)
