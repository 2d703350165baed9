"""Own data as a value: split, standardised, shown, and kept no longer than they are there."""

import dataclasses
import gc
import pickle
import weakref

import numpy as np
import pytest

from models import link, shown_data
from models.config import RunConfig
from models.datasets import dataset_of, make_data
from models.datasets.own import Own, made
from models.datasets.own_rules import OwnError
from models.export import to_sequential
from models.fields import ConfigError
from models.measures import MEASURES
from models.training import Budget, advance, begin
from tests.models.own_tables import numbers, points, run

MANY = {"two": points(), "small": points(10), "five": points(300, 6, 5), "number": numbers()}
MANY |= {"numbers": numbers(250, 4), "plane": points(90, 3, 4, plane=(2, 0))}


@pytest.mark.parametrize("own", MANY.values(), ids=MANY)
def test_the_training_part_alone_is_standardised(own):
    data = make_data(run(own, seed=3, train_share=0.7))
    np.testing.assert_allclose(data.x_train.mean(0), 0, atol=1e-9)
    np.testing.assert_allclose(data.x_train.std(0), 1, rtol=1e-9)
    assert (np.abs(data.x_test.mean(0)) > 1e-6).all()
    if not own.classes:
        assert abs(data.y_train.mean()) < 1e-9
    assert len(data.x_train) + len(data.x_test) == own.rows


@pytest.mark.parametrize("own", MANY.values(), ids=MANY)
def test_every_sample_is_a_row_once(own):
    data = make_data(run(own))
    x = np.concatenate([data.x_train, data.x_test])
    if own.classes:
        y = np.concatenate([data.y_train, data.y_test])
        assert np.bincount(y.astype(int)).tolist() == np.bincount(list(own.labels)).tolist()
    columns = own.values()[:, : len(own.features)]
    for ours, theirs in zip(x.T, columns.T, strict=True):
        slope, offset = np.polyfit(np.sort(theirs), np.sort(ours), 1)
        np.testing.assert_allclose(np.sort(ours), slope * np.sort(theirs) + offset, atol=1e-7)
        assert slope > 0


def test_each_class_is_in_the_training_part():
    labels = np.array([0] * 60 + [1] * 3 + [2])
    x = np.random.default_rng(1).normal(size=(2, 64))
    own = made(["a", "b"], x, label="c", classes=["p", "q", "r"], labels=labels)
    for seed in range(20):
        config = run(own, seed=seed, train_share=0.2, batch_size=5)
        assert set(make_data(config).y_train) == {0, 1, 2}


@pytest.mark.parametrize("own", MANY.values(), ids=MANY)
def test_it_trains_is_measured_exported_and_comes_back_from_json(own):
    config = run(own)
    state, frame = advance(config, begin(config), Budget(steps=30), tuple(MEASURES))
    assert np.isfinite(frame["loss"].test_loss).all()
    assert (
        frame["loss"].test_loss.mean()
        < advance(config, begin(config), Budget(steps=1), ("loss",))[1]["loss"].test_loss.mean()
    )
    assert to_sequential(config, state, 1) is not None
    again = RunConfig.from_json(config.to_json())
    assert again == config and again.own.codes == own.codes
    assert shown_data.places(config).train.shape == (config.train_count, 2)
    assert shown_data.outside_count(config) <= 0.1 * own.rows


@pytest.mark.parametrize("own", MANY.values(), ids=MANY)
def test_the_plane_is_named_and_holds_its_own_points(own):
    dataset = dataset_of(run(own))
    assert all(name in dataset.plane_note for name in (own.target,) if not own.classes)
    if dataset.embed is not None:
        grid = np.random.default_rng(0).normal(size=(9, 2))
        np.testing.assert_allclose(dataset.project(dataset.embed(grid)), grid, atol=1e-12)


def test_the_chosen_plane_holds_the_others_at_their_mean():
    dataset = dataset_of(run(MANY["plane"]))
    assert dataset.embed(np.array([[1.0, 2.0]])).tolist() == [[2.0, 0.0, 1.0, 0.0]]
    assert "column 3 and column 1" in dataset.plane_note and "other 2" in dataset.plane_note


def test_two_components_hold_what_lies_in_a_plane():
    x = np.random.default_rng(5).normal(size=(2, 80))
    own = made(
        list("abcd"),
        [*x, x[0] + x[1], x[0] - x[1]],
        label="k",
        classes=["u", "v"],
        labels=np.arange(80) % 2,
    )
    assert "holds 100\u202f%" in dataset_of(run(own)).plane_note


def test_a_drawing_keeps_its_coordinates():
    x = np.random.default_rng(2).uniform(-4.5, 4.5, (2, 40))
    own = made(
        ["x", "y"],
        x,
        label="class",
        classes=["1", "2"],
        labels=np.arange(40) % 2,
        ranges=((-4.5, 4.5),) * 2,
        drawn=True,
    )
    data = make_data(run(own))
    both = np.concatenate([data.x_train, data.x_test])
    np.testing.assert_allclose(np.sort(both, 0), np.sort(x.T, 0), atol=9 / 4095)
    assert dataset_of(run(own)).limit == 4.5 and dataset_of(run(own)).plane_note == ""


def test_large_numbers_that_differ_little_keep_their_digits():
    time = 1.7e9 + np.arange(300.0)
    own = made(["time", "b"], [time, time % 7], label="k", classes=["u", "v"], labels=[0, 1] * 150)
    assert np.abs(own.values()[:, 0] - time).max() < 1e-4
    assert make_data(run(own)).x_train.std(0).tolist() == pytest.approx([1, 1])


def test_a_constant_column_is_zero():
    x = np.random.default_rng(2).normal(size=30)
    own = made(["a", "b"], [x, x * 0 + 7], label="k", classes=["u", "v"], labels=[0, 1] * 15)
    assert not make_data(run(own)).x_train[:, 1].any()


def test_label_noise_hits_training_samples_only():
    clean, noisy = (make_data(run(points(), label_noise=share)) for share in (0.0, 0.5))
    assert (clean.y_train != noisy.y_train).mean() == 0.5
    assert (clean.y_test == noisy.y_test).all() and (clean.x_train == noisy.x_train).all()


def test_noise_and_imbalance_leave_own_data_alone():
    plain, other = (make_data(run(points(), noise=n, imbalance=n)) for n in (0.0, 0.9))
    assert (plain.x_train == other.x_train).all()


def test_equality_is_of_the_contents_and_nothing_shows_them():
    first, same, other = points(), points(), points(seed=1)
    assert first == same and hash(first) == hash(same) and first != other
    assert dataclasses.replace(first, label="another") != first
    assert "kind" not in repr(first) and "column" not in repr(run(first))
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301  bytes of our own making
    assert len(pickle.dumps(points(20_000))) < 200_000


def test_other_datasets_forget_them():
    config = dataclasses.replace(run(points()), dataset="moons")
    assert config.own is None and "own" not in link.write(config)


def test_a_run_needs_them_and_no_more_samples_than_they_have():
    with pytest.raises(ConfigError, match="no data of your own"):
        RunConfig(dataset="own")
    with pytest.raises(ConfigError, match="at most the 60 that your data have") as caught:
        run(points(), samples=61)
    assert caught.value.nearest == 60
    assert run(points(), samples=30).train_count == 15
    assert run(points(10)).sample_count == 10


def test_no_cache_keeps_what_a_session_has_given_up():
    own = points(30, seed=9)
    config = run(own)
    advance(config, begin(config), Budget(steps=3), tuple(MEASURES))
    for function in (shown_data.places, shown_data.outside_count, shown_data.target_range):
        assert function(config) is function(config)
    watched = [weakref.ref(own), weakref.ref(make_data(config)), weakref.ref(dataset_of(config))]
    del own, config
    gc.collect()
    assert [watch() for watch in watched] == [None, None, None]


def test_few_things_are_kept_with_them():
    own = points()
    for seed in range(50):
        make_data(run(own, seed=seed))
    assert len(own._kept) == 8


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"names": ("a",), "ranges": ((0.0, 1.0),)}, "Choose 2 to 32"),
        ({"ranges": ((0.0, 1.0),)}, "a name and a range"),
        ({"ranges": ((0.0, 1.0), (1.0, float("inf")))}, "a name and a range"),
        ({"codes": b""}, "10 to 20,000 rows"),
        ({"codes": b"\xff" * 480}, "outside the range"),
        ({"plane": (0, 9)}, "plane"),
        ({"plane": (-1, 0)}, "plane"),
        ({"classes": ("only",)}, "one only"),
        ({"classes": tuple("abcdefg")}, "it has 7"),
        ({"labels": b"\x00" * 60}, "each class a row"),
        ({"classes": (), "ranges": ((0.0, 1.0),) * 2}, "features; there are 1"),
    ],
)
def test_what_is_no_data_is_refused(change, words):
    parts = {field.name: getattr(points(), field.name) for field in dataclasses.fields(Own)}
    with pytest.raises(OwnError, match=words):
        Own(**(parts | change))
