"""The data of a run."""

import numpy as np
import pytest

from models.config import RunConfig
from models.datasets import DATASETS, PLANE, SCALE, make_data

EVERY = pytest.mark.parametrize("dataset", DATASETS)


def data_of(**values):
    return make_data(RunConfig(**values))


def samples(**values):
    """All samples in units of the outer radius, training set first, and their classes."""
    data = data_of(**values)
    x = np.concatenate([data.x_train, data.x_test]) / SCALE
    return x, np.concatenate([data.y_train, data.y_test])


def rules(x):
    """Which side a point without noise is on, by the rule of each dataset."""
    angle, radius = np.arctan2(x[:, 0], x[:, 1]), np.hypot(*x.T)
    turned = (angle - 2 * np.pi * 1.75 * radius) % (2 * np.pi)
    cells = np.floor((x + 1) * 2).sum(1)
    unit = 1.5 * x + [0.5, 0.25]  # the upper moon's circle around 0
    return {
        "circles": radius < 0.75,
        "xor": x[:, 0] * x[:, 1] > 0,
        "blobs": x.sum(1) > 0,
        "spiral": (turned > np.pi / 2) & (turned < 3 * np.pi / 2),
        "checkerboard": cells % 2 == 1,
        "moons": ~(np.isclose(np.hypot(*unit.T), 1) & (unit[:, 1] >= 0)),
    }


@EVERY
@pytest.mark.parametrize(
    ("count", "share", "train"), [(500, 0.5, 250), (20, 0.1, 2), (101, 0.9, 91), (33, 0.33, 11)]
)
def test_shapes(dataset, count, share, train):
    data = data_of(dataset=dataset, samples=count, train_share=share, batch_size=1)
    assert data.x_train.shape == (train, 2)
    assert data.y_train.shape == (train,)
    assert data.x_test.shape == (count - train, 2)
    assert data.y_test.shape == (count - train,)
    for part in vars(data).values():
        assert part.dtype == np.float64
        with pytest.raises(ValueError, match="read-only"):
            part[0] = 1


@EVERY
@pytest.mark.parametrize("count", [500, 101])
def test_classes_are_as_equal_as_the_count_allows(dataset, count):
    _, y = samples(dataset=dataset, samples=count)
    assert set(y) == {0, 1}
    assert abs((y == 1).sum() - (y == 0).sum()) == count % 2


@EVERY
def test_a_seed_gives_the_same_data_and_another_one_other_data(dataset):
    first, _ = samples(dataset=dataset, seed=3)
    again, _ = samples(dataset=dataset, seed=3, hidden=(2,), activations=("elu",), seeds=4)
    other, _ = samples(dataset=dataset, seed=4)
    np.testing.assert_array_equal(first, again)
    assert not np.isclose(first, other).any(1).all()


@EVERY
def test_the_split_moves_no_sample(dataset):
    half, _ = samples(dataset=dataset, train_share=0.5)
    most, _ = samples(dataset=dataset, train_share=0.8)
    np.testing.assert_array_equal(half, most)
    assert len(np.unique(half, axis=0)) == 500


@EVERY
def test_without_noise_a_rule_separates_the_classes(dataset):
    x, y = samples(dataset=dataset, noise=0.0, samples=4000)
    np.testing.assert_array_equal(rules(x)[dataset], y == 1)


@EVERY
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_without_noise_the_plane_holds_all_points(dataset, seed):
    x, _ = samples(dataset=dataset, noise=0.0, samples=20_000, seed=seed)
    assert np.abs(SCALE * x).max() < PLANE


def test_circles_have_radii_1_and_a_half():
    x, y = samples(noise=0.0)
    np.testing.assert_allclose(np.hypot(*x.T), np.where(y == 1, 0.5, 1.0), rtol=1e-12)
    assert SCALE * 1.5 == PLANE


@EVERY
@pytest.mark.parametrize("noise", [0.1, 0.7])
def test_noise_is_a_standard_deviation_relative_to_the_outer_radius(dataset, noise):
    count = 20_000
    clean, _ = samples(dataset=dataset, noise=0.0, samples=count)
    noisy, _ = samples(dataset=dataset, noise=noise, samples=count)
    added = (noisy - clean) / noise
    assert np.abs(added.mean(0)).max() < 5 / np.sqrt(count)
    assert np.abs(added.std(0) - 1).max() < 5 / np.sqrt(2 * count)
    assert abs(np.corrcoef(added.T)[0, 1]) < 5 / np.sqrt(count)
