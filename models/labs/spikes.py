"""Does a threshold throw away noise? Rare spikes under Gaussian noise, and what gets them back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models import draws
from models.labs.spread import Quartiles, of_all
from models.labs.stage import AtOnce, Settings

Floats = NDArray[np.float64]

ENTRIES, SEEDS, SHOWN = 20_000, 12, 120
RARE, LEAST, MOST = 0.1, 1.0, 3.0
THRESHOLDS = tuple(tenth / 10 for tenth in range(21))
SIGNS = ("positive", "both")


@dataclass(frozen=True, eq=False)
class Excerpt:
    """The first entries of the first seed; each (120,).

    Parameters
    ----------
    signal, noisy, one, pair : ndarray
        Spikes, spikes with noise, and what one unit or a pair of units makes of them.
    """

    signal: Floats
    noisy: Floats
    one: Floats
    pair: Floats


@dataclass(frozen=True, eq=False)
class Spikes:
    """How much nearer than the noisy signal several maps of it come to the spikes.

    Parameters
    ----------
    noise : float
        Standard deviation.
    signs : {"positive", "both"}
        Of the spikes.
    threshold : float
        The chosen one.
    snr : ndarray, shape (12,)
        Power of the spikes over that of the noise, dB, for each seed.
    one, pair : ndarray, shape (12, 21)
        Gain in dB of ``a relu(y - b)`` and of ``a (relu(y - b) - relu(-y - b))``, each with its
        best ``a``, at every threshold b.
    affine : ndarray, shape (12,)
        Gain of the best ``a y + c``.
    excerpt : Excerpt
    """

    noise: float
    signs: str
    threshold: float
    snr: Floats
    one: Floats
    pair: Floats
    affine: Floats
    excerpt: Excerpt

    def gains(self, kind: str) -> Quartiles:
        """Quartiles over the seeds of ``"one"`` and ``"pair"`` (21,), or of ``"affine"`` ()."""
        return of_all(np.transpose(getattr(self, kind)), worst=-np.inf)

    @property
    def chosen(self) -> int:
        """Index of the chosen threshold."""
        return THRESHOLDS.index(self.threshold)

    def best(self, kind: str) -> int:
        """Index of the threshold with the highest median gain."""
        return int(self.gains(kind).median.argmax())


def spikes(settings: Settings) -> Spikes:
    """The whole experiment.

    Parameters
    ----------
    settings : mapping
        ``noise``, ``signs`` and ``threshold``.
    """
    noise, signs, threshold = settings["noise"], settings["signs"], settings["threshold"]
    pairs = [_signals(seed, noise, signs) for seed in range(SEEDS)]
    gains = [[_gains(s, y, b) for b in THRESHOLDS] for s, y in pairs]
    one, pair = np.moveaxis(np.array(gains), 2, 0)
    return Spikes(
        noise=noise,
        signs=signs,
        threshold=threshold,
        snr=np.array([_decibels((s**2).mean() / ((y - s) ** 2).mean()) for s, y in pairs]),
        one=one,
        pair=pair,
        affine=np.array([_affine_gain(s, y) for s, y in pairs]),
        excerpt=_excerpt(*pairs[0], threshold),
    )


def _signals(seed: int, noise: float, signs: str) -> tuple[Floats, Floats]:
    """Spikes in a tenth of the places, and the same with noise; each (20000,)."""
    rng = draws.generator(draws.DATA, seed)
    signal = np.where(rng.random(ENTRIES) < RARE, rng.uniform(LEAST, MOST, ENTRIES), 0.0)
    flips = np.where(rng.random(ENTRIES) < 0.5, -1.0, 1.0)
    if signs == "both":
        signal = signal * flips
    return signal, signal + noise * rng.standard_normal(ENTRIES)


def rectified(y: Floats, threshold: float) -> tuple[Floats, Floats]:
    """``relu(y - b)``, and that less ``relu(-y - b)``.

    >>> one, pair = rectified(np.array([-2.0, 0.5, 3.0]), 1.0)
    >>> one.tolist(), pair.tolist()
    ([0.0, 0.0, 2.0], [-1.0, 0.0, 2.0])
    """
    one = np.maximum(y - threshold, 0.0)
    return one, one - np.maximum(-y - threshold, 0.0)


def _gains(signal: Floats, y: Floats, threshold: float) -> tuple[float, float]:
    one, pair = (
        _decibels(_square_error(signal, y) / _square_error(signal, _scaled(signal, found)))
        for found in rectified(y, threshold)
    )
    return one, pair


def _scaled(signal: Floats, found: Floats) -> Floats:
    """What was found, times the factor that brings it nearest to the signal."""
    # Not `@`: on several threads a short product waits for them, and its rounding depends on them.
    size = float((found * found).sum())
    return found * (float((found * signal).sum()) / size) if size else found


def _affine_gain(signal: Floats, y: Floats) -> float:
    """Of the best affine map: least squares leave what correlation does not explain."""
    centred = y - y.mean()
    explained = float((signal * centred).mean()) ** 2 / float((centred**2).mean())
    return _decibels(_square_error(signal, y) / (float(signal.var()) - explained))


def _square_error(signal: Floats, found: Floats) -> float:
    return float(((found - signal) ** 2).mean())


def _decibels(ratio: float) -> float:
    return float(10 * np.log10(ratio))


def _excerpt(signal: Floats, y: Floats, threshold: float) -> Excerpt:
    one, pair = (_scaled(signal, found)[:SHOWN] for found in rectified(y, threshold))
    return Excerpt(signal[:SHOWN], y[:SHOWN], one, pair)


SPIKES = AtOnce(spikes)
