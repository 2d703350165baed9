"""Nets that learn the wave, against hinges that were placed."""

import math
from typing import Any

import numpy as np
import pytest

from models.labs import fitted
from models.labs.fitted import FIT, LOOKS, Fitted, config_of
from models.labs.hinges import PICTURE_POINTS
from models.labs.lines import line
from models.labs.stage import finish

FEW: dict[str, Any] = {"activation": "relu", "units": 4, "learning_rate": 0.01, "seeds": 2}


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the first steps."""
    monkeypatch.setattr(fitted, "LOOKS", LOOKS[:3])


@pytest.mark.usefixtures("short")
def test_in_pieces_it_is_the_same_as_at_once() -> None:
    whole = finish(FIT, FEW)
    pieces = finish(FIT, FEW, seconds=0.02)
    assert whole.steps == pieces.steps == LOOKS[:3]
    np.testing.assert_array_equal(whole.errors, pieces.errors)
    np.testing.assert_array_equal(whole.last.parts, pieces.last.parts)


@pytest.mark.usefixtures("short")
def test_kinks_are_where_the_nets_bend() -> None:
    found = finish(FIT, FEW | {"seeds": 1}).last
    x = line(PICTURE_POINTS)
    bends = np.abs(np.diff(found.curves[0], 2)) > 1e-5
    inside = found.kinks[np.abs(found.kinks) < 2.99]
    assert bends.any()
    near = np.abs(x[1:-1][bends][:, None] - inside).min(1)
    assert near.max() <= x[1] - x[0] + 1e-9


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_the_parts_and_the_ground_are_the_net(activation: str) -> None:
    found = finish(FIT, FEW | {"activation": activation}).last
    total = found.parts.sum(0) + found.ground
    np.testing.assert_allclose(total, found.curves[found.net], atol=1e-5)


@pytest.mark.usefixtures("short")
def test_a_net_that_diverges_counts() -> None:
    found: Fitted = finish(FIT, FEW | {"learning_rate": 10.0, "activation": "exponential"})
    assert not np.isfinite(found.errors[-1]).all()
    assert math.isinf(found.spread[2])


def test_the_run_is_as_it_is_said() -> None:
    config = config_of(FEW | {"units": 16})
    assert (config.train_count, config.batch_size, config.noise) == (257, 257, 0)
    assert config.inputs == 1 and config.hidden == (16,)


@pytest.mark.soak
def test_trained_nets_place_their_hinges_worse_than_a_ruler() -> None:
    medians = {}
    for units in (8, 16, 32, 64):
        found = finish(FIT, FEW | {"units": units, "seeds": 12})
        medians[units] = found.spread[1]
        assert found.spread[1] > found.even.largest
    slope = np.polyfit(np.log([*medians]), np.log([*medians.values()]), 1)[0]
    assert slope == pytest.approx(-1.02, abs=0.35)
    assert medians[64] > 4 * fitted.error_of(fitted.WAVE, _even(64)).largest


def _even(units: int) -> Any:
    return fitted.through(fitted.WAVE, fitted.line(units + 1)).values
