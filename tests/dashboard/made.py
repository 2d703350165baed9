"""Records made up at random, and by real runs, for the tests of pictures and sentences."""

import re
from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st

from dashboard.charts.plane import kind
from dashboard.charts.playground import MEASURES, playground_view
from models.config import RunConfig
from models.history import History, extend
from models.measures.bins import BINS, LOG_BINS, Binned, Histogram, LogBins
from models.measures.records import (
    DecisionBoundary,
    Gradients,
    LayerReading,
    LayerStatistics,
    LossRecord,
    OutputStatistics,
    Preactivations,
    Reading,
)
from models.state import Divergence, Frame
from models.training import Budget, advance, begin, observe

TASKS = (
    *(("circles", "binary_cross_entropy"), ("spiral", "mse"), ("moons", "hinge")),
    *(("three_spiral", "softmax_cross_entropy"), ("class_blobs", "softmax_cross_entropy")),
    *(("digits", "softmax_cross_entropy"), ("gaussians", "mse"), ("plane", "huber")),
    *(("sine", "mse"), ("step", "huber"), ("runge", "mse"), ("absolute", "mse")),
)
NETS = (
    *("relu", "tanh", "sigmoid", "gelu", "leaky_relu", "prelu", "identity"),
    *("max_c(c=-1)", "max_c(c=-1.5)", "leaky_relu(negative_slope=0.25)", "softplus(beta=9.9)"),
)


@dataclass(frozen=True, eq=False)
class Made:
    """A run's configuration, the frame that is shown and the history behind it.

    Hypothesis writes what fails as text; the arrays would be more than it lets pass.
    """

    config: RunConfig
    frame: Frame = field(repr=False)
    history: History = field(repr=False)


def trained(steps, measures=MEASURES, **values):
    """A real run after a number of steps, in two ticks, so that the history has its start."""
    config = RunConfig(**values)
    state = begin(config)
    frame = observe(config, state, measures)
    history = extend(History.of(config), frame.readings)
    if steps:
        _, frame = advance(config, state, Budget(steps=steps), measures)
        history = extend(history, frame.readings)
    return Made(config, frame, history)


def view_of(run, **options):
    return playground_view(run.config, run.frame, run.history, announce="Paused.", **options)


def chart(view, slot, net=None):
    return next(c for c in view["charts"] if (c["slot"], c["net"]) == (slot, net))


def figures(sentence):
    """The numbers in a sentence, in order."""
    found = re.findall(r"\d[\d,]*(?:\.\d+)?", sentence.replace("\u202f", ""))
    return [float(number.replace(",", "").rstrip(".")) for number in found]


@st.composite
def made(draw):
    """Records of a run that never was, hostile numbers included."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    choices = draw(st.lists(st.sampled_from(NETS), min_size=1, max_size=6, unique=True))
    width = st.sampled_from((1, 2, 8, 30))
    dataset, loss = draw(st.sampled_from(TASKS))
    config = RunConfig(
        dataset=dataset,
        loss=loss,
        classes=draw(st.sampled_from((3, 4, 5, 10))),
        samples=draw(st.sampled_from((40, 300, 1700 if dataset == "digits" else 2000))),
        normalization=draw(st.sampled_from(("none", "none", "before", "after"))),
        batch_size=4,
        activations=tuple(choices),
        hidden=tuple(draw(st.lists(width, max_size=6))),
        seeds=draw(st.sampled_from((1, 1, 1, 2, 3, 5))),
        learning_rate=draw(st.sampled_from((0.0005, 0.03, 30.0))),
    )
    size = 10.0 ** draw(st.integers(-9, 9))
    steps = np.unique(rng.integers(0, draw(st.sampled_from((3, 200, 5_000_000))), 12))
    ends = np.where(rng.random(config.net_count) < draw(st.sampled_from((0, 0.5, 1))), 1, 0)
    divergence = tuple(_divergence(rng, config, int(steps[-1])) if end else None for end in ends)
    history = extend(
        History.of(config), [_reading(rng, config, int(s), divergence, size) for s in steps]
    )
    step = int(draw(st.sampled_from((steps[0], steps[-1], steps[-1] + 1))))
    seen = tuple(found if found and found.step <= step else None for found in divergence)
    frame = Frame(step, _records(rng, config, size), divergence=seen)
    return Made(config, frame, history)


def _divergence(rng, config, last):
    quantity = str(rng.choice(["preactivation", "loss", "gradient", "parameter"]))
    return Divergence(
        int(rng.integers(1, last + 2)), int(rng.integers(0, len(config.hidden) + 2)), quantity
    )


def _numbers(rng, shape, size):
    """Positive numbers, a few of them exactly 0."""
    values = rng.lognormal(0, 2, shape) * size
    return np.where(rng.random(shape) < 0.1, 0.0, values)


def _loss(rng, config, size):
    train_loss, test_loss = _numbers(rng, (2, config.net_count), size)
    test_loss[rng.random(config.net_count) < 0.05] = np.inf
    none = [np.full(config.net_count, np.nan)] * 2
    if config.task == "regression":
        return LossRecord(train_loss, test_loss, *none, *_explained(rng, config, size))
    return LossRecord(train_loss, test_loss, *_accuracies(rng, config), *none, *none)


def _accuracies(rng, config):
    test = config.samples - config.train_count
    right = rng.integers(0, test + 1, config.net_count) / test
    if rng.random() < 0.3:
        right[:] = right[0]
    right[rng.random(config.net_count) < 0.1] = np.nan
    return rng.random(config.net_count), right


def _explained(rng, config, size):
    rmse = _numbers(rng, (2, config.net_count), size)
    rmse[:, rng.random(config.net_count) < 0.1] = np.nan
    if rng.random() < 0.3:
        rmse[:] = rmse[0, 0]
    return *(1 - rmse**2), *rmse


def _reading(rng, config, step, divergence, size):
    diverged = np.array([found is not None and found.step <= step for found in divergence])
    dead = tuple(rng.random((config.net_count, units)) < 0.3 for units in config.hidden)
    signal = _numbers(rng, (config.net_count, len(config.hidden) + 1), size)
    reach = _numbers(rng, (config.net_count, len(config.hidden)), size)
    layers = tuple(_layer_reading(rng, config.net_count, units) for units in config.hidden)
    ratio = rng.choice([np.nan, 0.0, 1e-3, 2.0], signal.shape)
    bins = tuple(_log_bins(rng, config.net_count) for _ in range(signal.shape[1]))
    loss = _loss(rng, config, size)
    return Reading(
        step, loss, signal, dead, reach, diverged, layers, signal, ratio, bins, bins[::-1]
    )


def _layer_reading(rng, nets, units):
    saturated = rng.random((nets, units)) < 0.2
    return LayerReading(*rng.random((6, nets)), saturated, _binned(rng, nets), _binned(rng, nets))


def _binned(rng, nets):
    counts = rng.integers(0, 40, (nets, BINS), dtype=np.uint32)
    return Binned(2.0 ** rng.integers(-6, 12), counts, *counts.T[:2])


def _log_bins(rng, nets):
    counts = rng.integers(0, 40, (nets, LOG_BINS), dtype=np.uint32)
    return LogBins(counts, counts[:, 0])


def _records(rng, config, size):
    nets = config.net_count
    signal = _numbers(rng, (nets, len(config.hidden) + 1), size)
    return {
        "loss": _loss(rng, config, size),
        "boundary": _boundary(rng, config, size),
        "preactivations": Preactivations(
            tuple(_layer(rng, nets, u) for u in config.hidden), _output(rng, nets)
        ),
        "gradients": Gradients(signal, signal),
    }


def _boundary(rng, config, size):
    nets = config.net_count
    shapes = {"binary": (8, 8), "classes": (config.class_count, 8, 8), "surface": (8, 8)}
    output = rng.normal(0, size, (nets, *shapes.get(kind(config), (257,))))
    output[rng.random(nets) < 0.2] = 0.0
    flat = output.reshape(nets, -1)
    flat[:, 0] = rng.choice([0.0, np.nan, np.inf, -np.inf], nets)
    flat[:, 9::64] = rng.choice([0.0, np.nan, np.inf, -np.inf], nets)[:, None]
    chance = np.where(np.isnan(output), np.nan, rng.random(output.shape))
    if config.task == "regression":
        return DecisionBoundary(output, None, np.nan, 3.0)
    return DecisionBoundary(output, chance, 0.0 if config.task == "binary" else np.nan, 3.0)


def _output(rng, nets):
    layer = _layer(rng, nets, 1)
    return OutputStatistics(layer.histogram, layer.central)


def _layer(rng, nets, units):
    limit = 2.0 ** rng.integers(2, 12)
    counts = rng.integers(0, 40, (nets, 768))
    below, above, lost = rng.choice([0, 0, 1, 12345], (3, nets))
    shares = rng.choice([0.0, 0.001, 0.4, 0.999, 1.0, np.nan], (2, nets))
    return LayerStatistics(
        histogram=Histogram(np.linspace(-limit, limit, 769), counts, below, above, lost),
        mean=rng.normal(size=nets),
        std=rng.random(nets),
        central=np.sort(rng.normal(0, limit, (nets, 2)), axis=1),
        dead=rng.random((nets, units)) < rng.choice([0, 0.2, 1]),
        effectively_dead=rng.random((nets, units)) < rng.choice([0, 0.2, 1]),
        zero_share=rng.random((nets, units)),
        saturated_share=rng.choice([0.0, 0.001, 0.3, 1.0]) * np.ones((nets, units)),
        flat_left=shares[0],
        flat_right=shares[1],
        learned=np.full((nets, 1, 1), rng.choice([np.nan, 2.5])),
    )
