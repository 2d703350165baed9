"""Without an activation function a deep net is one affine map."""

from typing import Any

import numpy as np
import pytest

from models.labs.collapse import FLOOR, Collapse, collapse, collapsed, depth_config, look
from models.labs.stage import finish
from models.labs.trained import Trained
from models.network import Network
from models.snapshot import Snapshot


def seen(depth: int, steps: int, **given: Any) -> Any:
    """What is kept of nets of this depth after some steps."""
    config = depth_config(depth, seeds=3, **given)
    train = Trained(lambda _: (config,), lambda _: (0, steps), look, lambda _, c: c[0].seen[-1])
    return finish(train, {})


@pytest.fixture(scope="module")
def found() -> Collapse:
    result = finish(collapse, {"depth": 2, "data": "circles"})
    assert isinstance(result, Collapse)
    return result


@pytest.mark.parametrize("depth", [1, 2, 8])
def test_the_product_of_the_matrices_is_the_net(depth: int) -> None:
    assert seen(depth, 20, dtype="float64").difference <= 1e-10
    assert seen(depth, 20).difference <= 1e-5


@pytest.mark.soak
@pytest.mark.parametrize("depth", [1, 2, 4, 8])
@pytest.mark.parametrize("data", ["circles", "small_circles", "xor", "blobs"])
def test_it_is_the_net_after_long_training(depth: int, data: str) -> None:
    given = {"dataset": data, "hidden": (32,) * depth}
    assert seen(depth, 400, dtype="float64", **given).difference <= 1e-10
    assert seen(depth, 400, **given).difference <= 1e-5


def test_the_product_is_made_of_the_identity_nets_alone() -> None:
    def parts(snapshot: Snapshot) -> tuple[Network, Any]:
        return snapshot.network, collapsed(snapshot.network, slice(0, 3))

    train = Trained(
        lambda _: (depth_config(2, seeds=3),), lambda _: (5,), parts, lambda _, c: c[0].seen[0]
    )
    network, affine = finish(train, {})
    first, second, third = (weight.detach().numpy() for weight in network.weights)
    expected = first[1] @ second[1] @ third[1]
    np.testing.assert_allclose(affine.weight[1], expected, rtol=1e-5)
    assert affine.weight.shape == (3, 2, 1)
    assert affine.bias.shape == (3, 1)


def test_only_the_net_with_an_activation_function_learns_the_rings(found: Collapse) -> None:
    assert found.step == found.seen == 300
    assert found.relu.accuracy.min() > 0.95
    assert found.identity.accuracy.max() < 0.6
    assert abs(found.identity.loss - FLOOR).max() < 0.02


def test_all_identity_nets_end_as_the_same_map(found: Collapse) -> None:
    """The best affine map is one, and every depth finds it."""
    once = seen(1, 300, dataset="circles").affine
    assert np.ptp(found.affine.weight, axis=0).max() < 1e-3
    np.testing.assert_allclose(once.weight[0], found.affine.weight[0], atol=1e-3)


def test_shapes_follow_the_net(found: Collapse) -> None:
    assert found.shapes == ((2, 16), (16, 16), (16, 1))
    assert found.identity.field.shape == found.relu.output.shape == (64, 64)


def test_a_line_is_enough_for_two_clouds() -> None:
    assert seen(1, 100, dataset="blobs").accuracy.min() > 0.99
