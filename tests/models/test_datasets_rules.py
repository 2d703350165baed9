"""The data of a run: the shape that each dataset has of its own."""

import numpy as np
import pytest

from models.datasets import DATASETS, SCALE
from tests.models.test_datasets import data_of, samples

BINARY = [key for key, entry in DATASETS.items() if entry.task == "binary"]


def rules(x):
    """Which side a point without noise is on, by the rule of each dataset."""
    angle, radius = np.arctan2(x[:, 0], x[:, 1]), np.hypot(*x.T)
    turned = (angle - 2 * np.pi * 1.75 * radius) % (2 * np.pi)
    cells = np.floor((x + 1) * 2).sum(1)
    unit = 1.5 * x + [0.5, 0.25]  # the upper moon's circle around 0
    return {
        "circles": radius < 0.75,
        "small_circles": radius < 0.75,
        "xor": x[:, 0] * x[:, 1] > 0,
        "blobs": x.sum(1) > 0,
        "spiral": (turned > np.pi / 2) & (turned < 3 * np.pi / 2),
        "checkerboard": cells % 2 == 1,
        "moons": ~(np.isclose(np.hypot(*unit.T), 1) & (unit[:, 1] >= 0)),
    }


@pytest.mark.parametrize("dataset", BINARY)
def test_without_noise_a_rule_separates_the_classes(dataset):
    x, y = samples(dataset=dataset, noise=0.0, samples=4000)
    np.testing.assert_array_equal(rules(x / DATASETS[dataset].scale)[dataset], y == 1)


def test_circles_have_radii_1_and_a_half():
    x, y = samples(noise=0.0)
    np.testing.assert_allclose(np.hypot(*x.T) / SCALE, np.where(y == 1, 0.5, 1.0), rtol=1e-12)


def test_three_spiral_has_three_arms_a_third_of_a_turn_apart():
    x, y = samples(dataset="three_spiral", noise=0.0, samples=3000)
    angle, radius = np.arctan2(x[:, 0], x[:, 1]), np.hypot(*x.T) / SCALE
    arm = (angle - 2 * np.pi * radius) / (2 * np.pi / 3)
    np.testing.assert_allclose((arm - y + 1.5) % 3, 1.5, atol=1e-9)
    assert np.quantile(radius, [0.25, 1.0]) == pytest.approx([0.5, 1.0], abs=0.02)


@pytest.mark.parametrize("classes", [2, 3, 10])
@pytest.mark.parametrize("imbalance", [0.0, 0.9])
def test_class_blobs_can_be_told_apart_by_the_nearest_centre(classes, imbalance):
    x, y = samples(
        dataset="class_blobs", classes=classes, imbalance=imbalance, noise=0.1, samples=5000
    )
    angle = 2 * np.pi * np.arange(classes) / classes
    centres = 0.9 * SCALE * np.column_stack([np.sin(angle), np.cos(angle)])
    nearest = np.linalg.norm(x[:, None] - centres, axis=2).argmin(1)
    assert (nearest == y).mean() > (0.96 if classes == 10 else 0.999)
    for index in range(classes):
        spread = SCALE * np.hypot(0.08, 0.1) / np.sqrt((y == index).sum())
        np.testing.assert_allclose(x[y == index].mean(0), centres[index], atol=5 * spread)


CURVES = {
    "sine": ([-3.0, -np.pi / 2, 0.0, 1.0], [-np.sin(3), -1.0, 0.0, np.sin(1)]),
    "step": ([-3.0, -1e-9, 0.0, 1e-9, 3.0], [0, 0, 0, 1, 1]),
    "sawtooth": (
        [-3.0, -2.5, -1.001, -1, 0, 0.999, 1, 2.75],
        [-1, -0.5, 0.999, -1, 0, 0.999, -1, 0.75],
    ),
    "absolute": ([-3.0, -0.25, 0.0, 2.0], [3, 0.25, 0, 2]),
    "formula": ([-3.0, 0.0, 3.0], [-np.sin(6) - 1, 0, np.sin(6) + 1]),
    "runge": ([-3.0, -0.6, 0.0, 1.5], [1 / 26, 0.5, 1, 1 / 7.25]),
}


@pytest.mark.parametrize("dataset", [key for key, e in DATASETS.items() if e.columns == 1])
def test_a_curve_is_the_function_it_is_named_after(dataset):
    x, y = CURVES[dataset]
    target = DATASETS[dataset].target(np.array(x)[:, None])
    np.testing.assert_allclose(target, y, rtol=0, atol=1e-12)


def playground_plane(x, y):
    return (x + y) / 10


def playground_gaussians(x, y):
    best = 0.0
    for across, up, sign in (
        *((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1)),
        *((-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)),
    ):
        number = sign * min(max(1 - np.hypot(x - across, y - up) / 2, 0), 1)
        best = number if abs(number) > abs(best) else best
    return best


@pytest.mark.parametrize(
    ("dataset", "reference"), [("plane", playground_plane), ("gaussians", playground_gaussians)]
)
def test_the_surfaces_are_those_of_playground_at_half_its_coordinates(dataset, reference):
    data = data_of(dataset=dataset, noise=0.0, samples=2000)
    expected = [reference(*(2 * point)) for point in data.x_train]
    np.testing.assert_allclose(data.y_train, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    "dataset", [key for key, entry in DATASETS.items() if entry.task == "regression"]
)
def test_regression_draws_its_coordinates_evenly(dataset):
    x, _ = samples(dataset=dataset, samples=20_000)
    assert np.abs(x).max() <= SCALE
    shares = [np.histogram(column, 6, (-SCALE, SCALE))[0] / 20_000 for column in x.T]
    np.testing.assert_allclose(shares, 1 / 6, atol=5 * np.sqrt(5 / 36 / 20_000))
