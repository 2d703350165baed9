"""Where samples stand in pictures, and which range of targets a picture covers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.config import RunConfig
from models.datasets import DATASETS, make_data
from models.shown_data import outside_count, places, rounded, target_range, true_curve
from models.tasks import TASKS

NUMBERS = [key for key, dataset in DATASETS.items() if dataset.task == "regression"]
CURVES = [key for key in NUMBERS if DATASETS[key].columns == 1]


def config(dataset, **values):
    return RunConfig(dataset=dataset, loss=TASKS[DATASETS[dataset].task].loss, **values)


@pytest.mark.parametrize("dataset", DATASETS)
def test_samples_outside_are_counted_where_they_are_drawn(dataset):
    run = config(dataset, noise=0.4)
    found, limit = places(run), DATASETS[dataset].limit
    assert len(found.train) + len(found.test) == run.samples
    points = np.concatenate([found.train, found.test])
    assert points.shape[1] == min(2, DATASETS[dataset].columns)
    count = sum(any(abs(value) > limit for value in point) for point in points)
    assert outside_count(run) == count


def test_noise_pushes_samples_out_of_the_plane():
    assert outside_count(config("circles", noise=0.5)) > 0
    assert outside_count(config("sine", noise=0.5)) == 0


def test_images_stand_on_the_plane_of_their_pictures():
    run = config("digits", samples=300)
    on_plane = DATASETS["digits"].embed(places(run).train)
    data = make_data(run).x_train
    np.testing.assert_allclose((data - on_plane) @ on_plane.T * np.eye(150), 0, atol=1e-9)


@pytest.mark.parametrize("dataset", NUMBERS)
@pytest.mark.parametrize("noise", [0.0, 0.1, 0.5])
def test_a_range_covers_all_targets_without_much_to_spare(dataset, noise):
    run = config(dataset, noise=noise)
    data = make_data(run)
    targets = np.concatenate([data.y_train, data.y_test])
    low, high = target_range(run)
    assert low <= targets.min() + 1e-9 and targets.max() <= high + 1e-9
    if dataset not in CURVES:
        assert low == -high
    assert high - low <= 3.2 * np.abs(targets).max()


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_rounded_ranges_are_narrow(low, size):
    high = low + size
    ends = rounded(low, high)
    slack = 1e-6 * max(abs(low), abs(high), 1)
    assert ends[0] <= low + slack and high <= ends[1] + slack
    assert ends[1] - ends[0] <= 1.5 * size + slack


@pytest.mark.parametrize("dataset", CURVES)
def test_the_true_curve_is_the_target_without_noise(dataset):
    run = config(dataset, noise=0.0)
    truth, data = true_curve(run), make_data(run)
    assert truth.x[[0, -1]].tolist() == [-DATASETS[dataset].limit, DATASETS[dataset].limit]
    np.testing.assert_array_equal(truth.y, DATASETS[dataset].target(truth.x[:, None]))
    assert truth.covered == (data.x_train.min(), data.x_train.max())


def test_classes_have_no_true_curve():
    with pytest.raises(ValueError, match="circles has classes"):
        true_curve(RunConfig())
