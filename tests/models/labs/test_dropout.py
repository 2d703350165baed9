"""Masks of rectifiers and of dropout."""

from dataclasses import replace

import numpy as np
import pytest

from models.labs.dropout import DROPOUT, Masks, dropout_masks, masks_config
from models.labs.masks import agreement, between_inputs, shown_inputs
from models.labs.stage import finish


@pytest.fixture(scope="module")
def masks() -> Masks:
    return finish(DROPOUT, {})


def medians(masks: Masks, kind: str) -> list[float]:
    return np.median(masks.last.kinds[kind].agreement, axis=0).tolist()


def test_a_rectifier_repeats_itself_exactly(masks: Masks) -> None:
    assert all(np.all(moment.kinds["again"].agreement == 1) for moment in masks.relu)


def test_dropout_knows_nothing_of_its_input(masks: Masks) -> None:
    for pairs in masks.dropout.values():
        assert pairs.agreement.mean() == pytest.approx(0.5, abs=0.005)
        assert pairs.chance == pytest.approx(0.5, abs=0.005)


def test_masks_of_one_digit_are_more_alike(masks: Masks) -> None:
    same, other = (masks.last.kinds[kind] for kind in ("same", "other"))
    assert np.all((same.agreement - other.agreement)[:, 1] >= 0.04)
    assert medians(masks, "same") == pytest.approx([0.861, 0.870], abs=0.02)
    assert medians(masks, "other") == pytest.approx([0.788, 0.750], abs=0.02)
    assert np.median(same.chance, axis=0) == pytest.approx([0.795, 0.764], abs=0.02)


def test_masks_change_slowly(masks: Masks) -> None:
    first = np.median(masks.relu[0].kinds["next"].agreement, axis=0)
    assert first == pytest.approx([0.946, 0.925], abs=0.01)
    assert min(medians(masks, "next")) > 0.995
    assert medians(masks, "since") == pytest.approx([0.63, 0.61], abs=0.03)


def test_shown_masks_are_those_of_the_first_net(masks: Masks) -> None:
    again = masks.last.kinds["again"].shown
    assert again.shape == (10, 2, 64) and np.array_equal(again[:, 0], again[:, 1])
    assert np.array_equal(masks.last.kinds["same"].shown[:, 0], again[:, 0])
    assert np.array_equal(masks.last.kinds["other"].shown[:, 1], np.roll(again[:, 0], -1, axis=0))
    assert masks.images.min() == pytest.approx(0, abs=1e-6)
    assert masks.images.max() == pytest.approx(1, abs=1e-6)


def test_masks_of_dropout_are_those_of_the_engine() -> None:
    config = replace(masks_config({}), dropout=0.3, seeds=2)
    (first, _), (again, _) = dropout_masks(config, 0), dropout_masks(config, 1)
    assert first.shape == (2, 1392, 64)
    assert first.mean() == pytest.approx(0.7, abs=0.005)
    assert (first == again).mean() == pytest.approx(0.58, abs=0.005)


def test_pairs_of_inputs_counted_one_by_one() -> None:
    rng = np.random.default_rng(0)
    mask, labels = rng.random((2, 12, 5)) < 0.4, np.arange(12) % 3
    found = between_inputs(mask, labels)
    for same, values in zip((True, False), found, strict=True):
        pairs = [(i, j) for i in range(12) for j in range(12) if i != j]
        kept = [(i, j) for i, j in pairs if (labels[i] == labels[j]) == same]
        counted = np.mean([(mask[:, i] == mask[:, j]).mean(1) for i, j in kept], axis=0)
        assert values == pytest.approx(counted)


def test_chance_level_of_unlike_masks() -> None:
    rng = np.random.default_rng(0)
    one, other = rng.random((1, 20_000, 3)) < 0.2, rng.random((1, 20_000, 3)) < 0.6
    found, chance = agreement(one, other)
    assert found[0] == pytest.approx(chance[0], abs=0.01)
    assert chance[0] == pytest.approx(0.2 * 0.6 + 0.8 * 0.4, abs=0.01)


def test_shown_inputs_are_of_the_classes_named() -> None:
    labels = np.random.default_rng(0).integers(0, 10, 200)
    rows = labels[shown_inputs(labels)]
    assert np.array_equal(rows, [[d, d, (d + 1) % 10] for d in range(10)])


def test_cut_in_pieces_is_the_same(masks: Masks) -> None:
    pieces = finish(DROPOUT, {}, seconds=0.5)
    for one, other in zip(pieces.relu, masks.relu, strict=True):
        assert all(
            np.array_equal(one.kinds[kind].agreement, other.kinds[kind].agreement)
            for kind in one.kinds
        )
