"""Records of gradients, made up and real, for the tests of the Gradients page."""

import dataclasses
from functools import partial

import numpy as np
from hypothesis import strategies as st

from dashboard.charts.gradients_page import MEASURES, gradients_view
from models.measures.bins import LOG_BINS, LogBins
from models.measures.gradient_records import GradientHistograms, GradientNoise, GradientSplit
from models.state import Frame
from tests.dashboard import made as runs
from tests.dashboard.made import Made, made

trained = partial(runs.trained, measures=MEASURES)


def view_of(run, **options):
    return gradients_view(run.config, run.frame, run.history, announce="Paused.", **options)


@st.composite
def made_gradients(draw):
    """A run that never was: zeros, missing numbers and many sizes among its factors."""
    run = draw(made())
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    hidden = len(run.config.hidden)
    frame = dataclasses.replace(run.frame, records=_records(rng, run.frame, hidden))
    return Made(run.config, frame, run.history)


def _records(rng, frame: Frame, hidden: int):
    signal = frame["gradients"].signal_rms
    gone = np.array([found is not None for found in frame.divergence])[:, None]
    odd = rng.choice([0.0, np.nan, 1.0, 1e-30, 1e30], (len(signal), hidden))
    weights = np.where(rng.random(odd.shape) < 0.2, odd, rng.lognormal(0, 2, odd.shape))
    with np.errstate(all="ignore"):
        slope = signal[:, :-1] / (signal[:, 1:] * weights)
    parts = (signal[:, 1:], weights, slope, signal[:, :-1])
    split = GradientSplit(*(np.where(gone, np.nan, part) for part in parts))
    ratio = np.where(rng.random(signal.shape) < 0.1, np.nan, rng.lognormal(0, 2, signal.shape))
    count = int(rng.choice([1, 25, 256]))
    noise = GradientNoise(np.where(gone, np.nan, ratio * (count > 1)), count, max(count, 300))
    bins = GradientHistograms(_bins(rng, signal.shape, gone), _bins(rng, signal.shape, gone))
    found = {"gradient_split": split, "gradient_noise": noise, "gradient_histograms": bins}
    return {**frame.records, **found}


def _bins(rng, shape, gone):
    """Counts of each layer, some layers with zeros alone, and none of a net that has diverged."""
    nets, layers = shape
    counts = rng.integers(0, 50, (layers, nets, LOG_BINS)) * (rng.random((layers, nets, 1)) < 0.8)
    zeros = rng.choice([0, 0, 1, 4000], (layers, nets))
    return tuple(
        LogBins((counts[at] * ~gone).astype(np.uint32), (zeros[at] * ~gone[:, 0]).astype(np.uint32))
        for at in range(layers)
    )
