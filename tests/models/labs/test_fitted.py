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
    np.testing.assert_array_equal(whole.curve, pieces.curve)


@pytest.mark.usefixtures("short")
def test_kinks_are_where_the_nets_bend() -> None:
    found: Fitted = finish(FIT, FEW | {"seeds": 1})
    x = line(PICTURE_POINTS)
    bends = np.abs(np.diff(found.curve, 2)) > 1e-5
    inside = found.kinks[np.abs(found.kinks) < 2.99]
    assert bends.any()
    near = np.abs(x[1:-1][bends][:, None] - inside).min(1)
    assert near.max() <= x[1] - x[0] + 1e-9


@pytest.mark.usefixtures("short")
def test_a_net_that_diverges_counts() -> None:
    found: Fitted = finish(FIT, FEW | {"learning_rate": 10.0, "activation": "exponential"})
    assert not np.isfinite(found.errors[-1]).all()
    assert math.isinf(found.spread[2])


def test_the_run_is_as_it_is_said() -> None:
    config = config_of(FEW | {"units": 16})
    assert (config.train_count, config.batch_size, config.noise) == (257, 257, 0)
    assert config.inputs == 1 and config.hidden == (16,)
