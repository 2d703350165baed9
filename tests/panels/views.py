"""Views of toy nets, as the pages would make them."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from tests.panels.toy_net import FUNCTIONS, ToyNet, circles, train
from tests.panels.view_charts import COLOURS, make_charts, percent

PLANE = (-3.0, 3.0)
LIMIT = 4
SENTENCES = (
    "1 of 8 units dead since step 88.",
    "9\u202f% of values saturated.",
    "No unit is dead.",
    "Every unit is saturated.",
)

trained = cache(train)


def make_view(
    nets: int = 2, layers: int = 2, step: int = 180, diverged: int | None = None
) -> dict[str, Any]:
    """A Playground view of 1 to 4 nets with 0 to 4 hidden layers after `step` steps."""
    names = list(FUNCTIONS)[:nets]
    runs = [trained(name, layers, step) for name in names]
    train_points, train_classes = circles(150, 1)
    test_points, test_classes = circles(150, 2)
    return {
        "kind": "playground",
        "title": "Playground",
        "announce": f"Paused at step {step}",
        "note": None,
        "nets": [_net(run, run_index == diverged) for run_index, run in enumerate(runs)],
        "plane": {"kind": "binary", "x": list(PLANE), "y": list(PLANE)},
        "samples": {
            "train": train_points.astype(np.float32),
            "train_class": train_classes.astype(np.uint8),
            "test": test_points.astype(np.float32),
            "test_class": test_classes.astype(np.uint8),
        },
        "fields": [_field(run, index, index == diverged) for index, run in enumerate(runs)],
        "charts": make_charts(runs, diverged),
        "layers": _layers(runs, layers),
    }


def _net(run: ToyNet, faded: bool) -> dict[str, Any]:
    accuracy = run.history[-1]["test_accuracy"]
    return {
        "name": run.name,
        "colour": COLOURS[run.name],
        "dash": [],
        "headline": "–" if faded else percent(accuracy, 1),
        "caption": "test accuracy",
        "formula": FUNCTIONS[run.name][0],
        "faded": faded,
    }


def _field(run: ToyNet, index: int, diverged: bool) -> dict[str, Any]:
    axis = np.linspace(*PLANE, 64)
    plane = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    logit = run.trace(plane)[-1].reshape(64, 64)
    wrong = round(150 * (1 - run.history[-1]["test_accuracy"]))
    sentence = f"{wrong} of 150 test samples (rings) are wrong."
    if diverged:
        sentence = "Diverged at step 212: layer 2 weights overflowed. Try rate 0.1."
    return {
        "net": index,
        "shade": np.round(255 / (1 + np.exp(-logit))).astype(np.uint8),
        "level": np.round(32767 * logit / np.abs(logit).max()).astype(np.int16),
        "sentence": sentence,
        "error": diverged,
        "aria": f"{run.name}, decision: {sentence}",
    }


def _layers(runs: list[ToyNet], layers: int) -> list[dict[str, Any]]:
    if layers == 0:
        text = "No hidden layer: the net is a straight line."
        heading = {"heading": "Hidden layers", "detail": "none", "limit": LIMIT, "ticks": []}
        column = {**heading, "text": text, "panels": []}
        return [column, _layer(runs, 0, "Output", "logit z")]
    return [
        _layer(runs, layer, f"Hidden layer {layer + 1}", "8 units · preactivation z")
        for layer in range(layers)
    ]


def _layer(runs: list[ToyNet], layer: int, heading: str, detail: str) -> dict[str, Any]:
    return {
        "heading": heading,
        "detail": detail,
        "text": None,
        "limit": LIMIT,
        "ticks": [-4, -2, 0, 2, 4],
        "panels": [_panel(run, index, layer) for index, run in enumerate(runs)],
    }


def _panel(run: ToyNet, index: int, layer: int) -> dict[str, Any]:
    formula, function, derivative = FUNCTIONS[run.name]
    values = run.trace(circles(150, 1)[0])[layer].ravel()
    counts, edges = np.histogram(values, 48, (-LIMIT, LIMIT))
    z = np.linspace(-LIMIT, LIMIT, 161)
    slope = np.abs(derivative((edges[1:] + edges[:-1]) / 2))
    flat = slope < 0.05 * np.abs(derivative(z)).max()
    left, right = (
        np.where(flat & side, counts, 0).sum() for side in (edges[:-1] < 0, edges[:-1] >= 0)
    )
    below, above = int((values < -LIMIT).sum()), int((values > LIMIT).sum())
    return {
        "net": index,
        "name": run.name,
        "colour": COLOURS[run.name],
        "formula": formula,
        "z": z.astype(np.float32),
        "f": function(z).astype(np.float32),
        "slope": derivative(z).astype(np.float32),
        "central": [float(value) for value in np.quantile(values, [0.05, 0.95])],
        "counts": counts.astype(np.float32),
        "flat": flat.astype(np.uint8),
        "flat_left": f"{percent(left / len(values))} flat" if left else None,
        "flat_right": f"{percent(right / len(values))} flat" if right else None,
        "below": str(below) if below else None,
        "above": str(above) if above else None,
        "sentence": SENTENCES[index],
        "error": False,
        "aria": f"{run.name}, layer {layer + 1}: preactivations",
    }
