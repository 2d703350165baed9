"""The data of a run: what holds for every entry of the table."""

import numpy as np
import pytest

from models.config import RunConfig
from models.datasets import DATASETS, PLANE, SCALE, class_counts, largest_samples, make_data
from models.tasks import TASKS

EVERY = pytest.mark.parametrize("dataset", DATASETS)
MOST = 20_000

# The first training and the last test sample of 501 with seed 7, and the sum of all coordinates'
# sizes in the training set, as they have been since the first version.
FROZEN = {
    "circles": (3.614421528561, -0.476803539609, -1.47904819385, -1.048858892958),
    "xor": (-2.6919324569, 0.696798772301, 1.114851592952, 1.708505422984),
    "moons": (-2.356733658374, -0.464094936432, 1.351825289385, -1.400970194664),
    "spiral": (-2.311099073628, -0.42723384341, -2.033196073246, 1.637284049154),
    "blobs": (-0.946999158914, -2.232597885145, 0.938460658318, 1.401406355615),
    "checkerboard": (0.625360385518, -2.266012198115, 1.848246102811, -0.171303034801),
}
FROZEN_SUMS = {
    "circles": 729.418130609,
    "xor": 816.589703488,
    "moons": 597.405198813,
    "spiral": 654.632433455,
    "blobs": 745.493722117,
    "checkerboard": 758.753026718,
}


def config_of(dataset="circles", **values):
    """A run with the loss that suits its dataset."""
    return RunConfig(dataset=dataset, loss=TASKS[DATASETS[dataset].task].loss, **values)


def data_of(**values):
    return make_data(config_of(**values))


def samples(**values):
    """All samples, training set first, and their targets."""
    data = data_of(**values)
    return np.concatenate([data.x_train, data.x_test]), np.concatenate([data.y_train, data.y_test])


def many(dataset):
    """As many samples as a run can have of a dataset."""
    return min(MOST, largest_samples(DATASETS[dataset], 10, 0.0) or MOST)


@pytest.mark.parametrize("dataset", FROZEN)
def test_the_first_datasets_are_what_they_have_always_been(dataset):
    data = data_of(dataset=dataset, samples=501, seed=7)
    ends = [*data.x_train[0], *data.x_test[-1]]
    np.testing.assert_allclose(ends, FROZEN[dataset], rtol=1e-11)
    assert np.abs(data.x_train).sum() == pytest.approx(FROZEN_SUMS[dataset], rel=1e-11)
    assert data.y_train[:12].tolist() == [0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1]


@EVERY
def test_an_entry_says_what_it_is(dataset):
    entry = DATASETS[dataset]
    assert 0 < len(entry.name) <= 14
    assert entry.note.endswith(".")
    assert entry.note.count(".") == 1
    assert entry.task in TASKS
    assert (entry.target is not None) == (entry.task == "regression")
    assert entry.class_count(7) == {"binary": 2, "regression": 0}.get(
        entry.task, entry.classes or 7
    )
    assert len({other.name for other in DATASETS.values()}) == len(DATASETS)


@EVERY
def test_the_columns_are_the_coordinates_or_have_a_plane(dataset):
    entry = DATASETS[dataset]
    if entry.coordinates:
        assert entry.columns == len(entry.coordinates)
    assert (not entry.coordinates) == (entry.embed is not None) == (entry.project is not None)
    assert bool(entry.plane_note) == (not entry.coordinates)


@pytest.mark.parametrize("dataset", [key for key, e in DATASETS.items() if e.embed])
def test_a_point_of_a_picture_stands_where_it_is_embedded(dataset):
    entry = DATASETS[dataset]
    points = np.random.default_rng(0).uniform(-entry.limit, entry.limit, (50, 2))
    embedded = entry.embed(points)
    assert embedded.shape == (50, entry.columns)
    np.testing.assert_allclose(entry.project(embedded), points, atol=1e-12)
    assert entry.plane_note.endswith(".")


@EVERY
@pytest.mark.parametrize(
    ("count", "share", "train"), [(500, 0.5, 250), (20, 0.1, 2), (101, 0.9, 91), (33, 0.33, 11)]
)
def test_shapes(dataset, count, share, train):
    data = data_of(dataset=dataset, samples=count, train_share=share, batch_size=1)
    columns = DATASETS[dataset].columns
    assert data.x_train.shape == (train, columns)
    assert data.y_train.shape == (train,)
    assert data.x_test.shape == (count - train, columns)
    assert data.y_test.shape == (count - train,)
    for part in vars(data).values():
        assert part.dtype == np.float64
        assert np.isfinite(part).all()
        with pytest.raises(ValueError, match="read-only"):
            part[0] = 1


@EVERY
@pytest.mark.parametrize("imbalance", [0.0, 0.4, 0.95])
@pytest.mark.parametrize("count", [500, 101])
def test_classes_have_the_counts_that_are_asked_for(dataset, count, imbalance):
    config = config_of(dataset=dataset, samples=count, imbalance=imbalance, classes=5)
    data = make_data(config)
    y = np.concatenate([data.y_train, data.y_test])
    if config.class_count:
        counts = class_counts(count, config.class_count, imbalance)
        assert np.bincount(y.astype(int)).tolist() == list(counts)
        assert set(y) == set(range(config.class_count))
    else:
        np.testing.assert_array_equal(y, samples(dataset=dataset, samples=count)[1])


@EVERY
def test_a_seed_gives_the_same_data_and_another_one_other_data(dataset):
    first, _ = samples(dataset=dataset, seed=3)
    again, _ = samples(dataset=dataset, seed=3, hidden=(2,), activations=("elu",), seeds=4)
    other, _ = samples(dataset=dataset, seed=4)
    np.testing.assert_array_equal(first, again)
    assert not np.isclose(first, other).all(1).any()


@EVERY
def test_the_split_moves_no_sample(dataset):
    half, y = samples(dataset=dataset, train_share=0.5)
    most, other = samples(dataset=dataset, train_share=0.8)
    np.testing.assert_array_equal(half, most)
    np.testing.assert_array_equal(y, other)
    assert len(np.unique(half, axis=0)) == 500


@EVERY
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_without_noise_the_pictures_hold_the_points(dataset, seed):
    entry = DATASETS[dataset]
    x, _ = samples(dataset=dataset, noise=0.0, samples=many(dataset), seed=seed, classes=10)
    shown = entry.project(x) if entry.project else x
    outside = (np.abs(shown) > entry.limit).any(1)
    assert outside.mean() < (0.005 if entry.available else 1e-12)
    assert np.abs(shown).max() > 0.6 * entry.limit


@EVERY
@pytest.mark.parametrize("noise", [0.1, 0.7])
def test_noise_is_a_standard_deviation(dataset, noise):
    count, entry = many(dataset), DATASETS[dataset]
    clean = samples(dataset=dataset, noise=0.0, samples=count)
    noisy = samples(dataset=dataset, noise=noise, samples=count)
    (points, numbers), (moved, other) = clean, noisy
    if entry.target:
        np.testing.assert_array_equal(points, moved)
        np.testing.assert_array_equal(numbers, entry.target(points))
        added = (other - numbers)[:, None] / noise
    else:
        np.testing.assert_array_equal(numbers, other)
        added = (moved - points) / (noise * entry.scale)
    assert np.abs(added.mean(0)).max() < 5 / np.sqrt(count)
    assert np.abs(added.std(0) - 1).max() < 5 / np.sqrt(2 * count)
    related = np.corrcoef(added.T).reshape(added.shape[1], -1) - np.eye(added.shape[1])
    assert np.abs(related).max() < 5 / np.sqrt(count)


@EVERY
def test_label_noise_replaces_that_share_of_the_training_classes(dataset):
    clean, config = data_of(dataset=dataset), config_of(dataset=dataset)
    before = np.zeros(250, bool)
    for share in (0.1, 0.33, 0.5):
        noisy = data_of(dataset=dataset, label_noise=share)
        np.testing.assert_array_equal(clean.x_train, noisy.x_train)
        np.testing.assert_array_equal(clean.x_test, noisy.x_test)
        np.testing.assert_array_equal(clean.y_test, noisy.y_test)
        hit = clean.y_train != noisy.y_train
        assert hit.sum() == (round(share * 250) if config.class_count else 0)
        assert (hit >= before).all()
        before = hit
    if config.class_count:
        assert set(noisy.y_train) == set(range(config.class_count))
        other = data_of(dataset=dataset, label_noise=0.5, seed=1)
        assert ((data_of(dataset=dataset, seed=1).y_train != other.y_train) != hit).any()


def test_label_noise_takes_each_of_the_other_classes_equally_often():
    values = {"dataset": "class_blobs", "classes": 4, "samples": 20_000, "train_share": 0.9}
    clean = data_of(**values).y_train.astype(int)
    noisy = data_of(**values, label_noise=0.5).y_train.astype(int)
    moved = np.bincount((noisy - clean) % 4, minlength=4)
    assert moved[0] == len(clean) // 2
    assert np.abs(moved[1:] - 3000).max() < 5 * np.sqrt(9000 * 2 / 9)


def test_the_plane_of_the_pictures_holds_half_as_much_again():
    assert SCALE * 1.5 == PLANE
