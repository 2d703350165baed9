"""What a threshold gains on rare spikes under noise."""

import numpy as np
import pytest

from models.labs.spikes import SEEDS, SPIKES, THRESHOLDS, Spikes, rectified
from models.labs.stage import finish


def measured(noise: float, signs: str = "positive", threshold: float = 0.6) -> Spikes:
    return finish(SPIKES, {"noise": noise, "signs": signs, "threshold": threshold})


@pytest.mark.parametrize(
    ("noise", "threshold", "best", "affine"),
    [(0.25, 0.4, 7.0, 0.6), (0.5, 0.6, 6.2, 2.1), (1.0, 0.9, 6.7, 5.5)],
)
def test_gains(noise: float, threshold: float, best: float, affine: float) -> None:
    found = measured(noise)
    assert THRESHOLDS[found.best("one")] == pytest.approx(threshold, abs=0.11)
    assert np.median(found.one[:, found.best("one")]) == pytest.approx(best, abs=0.2)
    assert np.median(found.affine) == pytest.approx(affine, abs=0.1)


def test_threshold_zero_and_the_noise_itself() -> None:
    found = measured(0.5)
    assert np.median(found.one[:, 0]) == pytest.approx(3.8, abs=0.1)
    assert np.median(found.snr) == pytest.approx(2.4, abs=0.1)


def test_spikes_of_both_signs_take_a_pair() -> None:
    found = measured(0.5, "both")
    assert np.all(found.one.max(1) < 0.2)
    assert np.all(found.pair.max(1) > found.affine + 3)


def test_affine_gain_is_that_of_a_fit() -> None:
    found = measured(0.5)
    rng = np.random.default_rng(0)
    signal = np.where(rng.random(200_000) < 0.1, rng.uniform(1, 3, 200_000), 0)
    y = signal + 0.5 * rng.standard_normal(200_000)
    fitted = np.polyval(np.polyfit(y, signal, 1), y)
    gain = 10 * np.log10(((y - signal) ** 2).mean() / ((fitted - signal) ** 2).mean())
    assert np.median(found.affine) == pytest.approx(gain, abs=0.1)


def test_pair_without_threshold_changes_nothing() -> None:
    y = np.random.default_rng(0).standard_normal(1000)
    assert np.array_equal(rectified(y, 0.0)[1], y)


def test_excerpt_is_at_the_chosen_threshold() -> None:
    found = measured(0.5, threshold=1.5)
    assert np.all((found.excerpt.one > 0) == (found.excerpt.noisy > 1.5))
    assert found.gains("one").median[found.chosen] == np.median(found.one[:, 15])
    assert found.gains("affine").median == np.median(found.affine)
    assert found.snr.shape == (SEEDS,)
