"""What can be had back of the inputs of a layer of rectifiers."""

import numpy as np
import pytest
import torch

from models.labs.recover import (
    RATIOS,
    RECOVER,
    Recovery,
    expected_share,
    explained_share,
    give_back,
    layer,
)
from models.labs.stage import finish


@pytest.fixture(scope="module")
def single() -> Recovery:
    return finish(RECOVER, {"pairs": False})


@pytest.fixture(scope="module")
def paired() -> Recovery:
    return finish(RECOVER, {"pairs": True})


def test_share_is_the_binomial_tail(single: Recovery) -> None:
    for width in single.widths:
        assert width.share.mean() == pytest.approx(width.expected, abs=0.04), width.ratio


def test_known_tails() -> None:
    tails = [expected_share(round(16 * ratio), 16) for ratio in (1.5, 1.75, 2, 2.25, 2.5, 3)]
    assert np.round(tails, 3).tolist() == [0.076, 0.286, 0.570, 0.797, 0.923, 0.993]


def test_recoverable_points_come_back(single: Recovery, paired: Recovery) -> None:
    errors = [width.error for found in (single, paired) for width in found.widths]
    assert np.nanmax(errors) < 1e-6
    assert [width.ratio for width in single.widths if np.isnan(width.error)] == [1.0]


def test_pairs_lose_nothing_from_twice_the_width(paired: Recovery) -> None:
    for width in paired.widths:
        assert np.all(width.share == (1.0 if width.ratio >= 2 else 0.0))
        assert width.explained == pytest.approx(min(1.0, width.ratio / 2), abs=1e-6)


def test_odd_numbers_of_paired_units() -> None:
    assert expected_share(3, 2, pairs=True) == 0.5
    weights = layer(2, 3, key=0, pairs=True)
    assert np.array_equal(weights[1], -weights[0])


def test_linear_read_out(single: Recovery) -> None:
    found = {width.ratio: width.explained.mean() for width in single.widths}
    assert [found[ratio] for ratio in (1.0, 2.0, 4.0)] == pytest.approx(
        [0.56, 0.79, 0.92], abs=0.02
    )


def test_linear_read_out_is_that_of_samples() -> None:
    weights = layer(3, 5, key=4)
    x = np.random.default_rng(0).standard_normal((200_000, 3))
    given = np.column_stack([np.maximum(x @ weights.T, 0), np.ones(len(x))])
    left = x - given @ np.linalg.lstsq(given, x, rcond=None)[0]
    assert explained_share(weights) == pytest.approx(1 - (left**2).mean(), abs=0.005)


def test_what_comes_back_of_lost_points_explains_what_is_known() -> None:
    weights, points = layer(4, 5, key=1), np.random.default_rng(1).standard_normal((50, 4))
    recoverable, back = give_back(weights, points)
    lost = ~recoverable
    assert lost.any()
    seen = np.maximum(points @ weights.T, 0)
    assert np.where(seen > 0, back @ weights.T, 0)[lost] == pytest.approx(seen[lost], abs=1e-9)
    lengths = [np.linalg.norm(found[lost], axis=1) for found in (back, points)]
    assert np.all(lengths[0] <= lengths[1] + 1e-9)


def test_clouds_are_of_the_plane(single: Recovery) -> None:
    cloud = single.cloud(2.0)
    active = (cloud.points @ cloud.weights.T > 0).sum(1)
    assert np.array_equal(cloud.recoverable, active >= 2)
    assert cloud.back[cloud.recoverable] == pytest.approx(cloud.points[cloud.recoverable])


def test_cut_in_pieces_is_the_same(single: Recovery) -> None:
    pieces = finish(RECOVER, {"pairs": False}, seconds=0.0)
    assert [width.ratio for width in pieces.widths] == list(RATIOS)
    for one, other in zip(pieces.widths, single.widths, strict=True):
        assert np.array_equal(one.share, other.share)


def test_part_of_the_result_is_shown() -> None:
    stage = RECOVER({"pairs": False}, None, 0.0)
    assert not stage.done and stage.result.at(2.0) is None
    assert stage.result.cloud(1.0).points.shape == (280, 2)


@pytest.mark.soak
def test_share_on_more_points() -> None:
    for ratio in (1.5, 2.0, 2.5):
        shares = []
        for key in range(200):
            points = np.random.default_rng(key).standard_normal((100, 16))
            shares.append(give_back(layer(16, round(16 * ratio), 1000 + key), points)[0].mean())
        assert np.mean(shares) == pytest.approx(expected_share(round(16 * ratio), 16), abs=0.015)


def test_a_pair_of_rectifiers_gives_its_input_back() -> None:
    z = torch.randn(10_000, generator=torch.Generator().manual_seed(0))
    assert torch.equal(torch.relu(z) - torch.relu(-z), z)
