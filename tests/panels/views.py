"""Views of toy nets, as the pages would make them."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from tests.panels.toy_net import FUNCTIONS, ToyNet, circles, train

COLOURS = {
    "ReLU": {"light": "#6A1FB0", "dark": "#BFA0FF"},
    "tanh": {"light": "#0A7F78", "dark": "#2FBFAE"},
    "sigmoid": {"light": "#025F5A", "dark": "#029E8F"},
    "sine": {"light": "#0A4D36", "dark": "#A9E9C4"},
}
PLANE = (-3.0, 3.0)
LIMIT = 4
NARROW = "\u202f"

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
        "plane": {"x": list(PLANE), "y": list(PLANE)},
        "samples": {
            "train": train_points.astype(np.float32),
            "train_class": train_classes.astype(np.uint8),
            "test": test_points.astype(np.float32),
            "test_class": test_classes.astype(np.uint8),
        },
        "fields": [_field(run, index, index == diverged) for index, run in enumerate(runs)],
        "charts": _charts(runs, diverged),
        "layers": _layers(runs, layers),
    }


def _percent(share: float, digits: int = 0) -> str:
    return f"{100 * share:.{digits}f}{NARROW}%"


def _net(run: ToyNet, faded: bool) -> dict[str, Any]:
    accuracy = run.history[-1]["test_accuracy"]
    return {
        "name": run.name,
        "colour": COLOURS[run.name],
        "dash": [],
        "headline": "–" if faded else _percent(accuracy, 1),
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


def _line(run: ToyNet, key: str, name: str, **changes: Any) -> dict[str, Any]:
    line = {
        "values": np.array([record[key] for record in run.history], np.float32),
        "name": name,
        "colour": COLOURS[run.name],
        "width": 2,
        "opacity": 1,
        "dash": [],
        "label": None,
        "dot": True,
        "faded": False,
    }
    return line | changes


def _chart(slot: str, runs: list[ToyNet], lines: list[dict[str, Any]], **rest: Any) -> dict[str, Any]:
    steps = len(runs[0].history)
    high = 25
    while high < steps - 1:
        high *= 2
    return {
        "slot": slot,
        "net": None,
        "x": {
            "high": high,
            "ticks": [[0, "0"], [high / 2, f"{high / 2:g}"], [high, f"{high}"]],
            "unit": "steps",
        },
        "steps": np.arange(steps, dtype=np.float32),
        "lines": lines,
        "bands": [],
        "error": False,
        "aria": f"{slot} over steps",
    } | rest


def _pair(run: ToyNet, quantity: str, label: str, faded: bool) -> list[dict[str, Any]]:
    thin = {"width": 1.1, "opacity": 0.6, "dot": False, "faded": faded}
    return [
        _line(run, f"train_{quantity}", f"{run.name} train", **thin),
        _line(run, f"test_{quantity}", f"{run.name} test", label=label, faded=faded),
    ]


def _charts(runs: list[ToyNet], diverged: int | None) -> list[dict[str, Any]]:
    loss, accuracy = [], []
    for index, run in enumerate(runs):
        now = run.history[-1]
        faded = index == diverged
        loss += _pair(run, "loss", f"{run.name} {now['test_loss']:.3f}", faded)
        text = f"{run.name} {_percent(now['test_accuracy'], 1)}"
        accuracy += _pair(run, "accuracy", text, faded)
    return [
        _chart(
            "loss",
            runs,
            loss,
            heading="Loss",
            detail="cross-entropy; test thick, train thin",
            y={"scale": "linear", "low": 0, "high": 0.8, "ticks": [[0, "0"], [0.4, "0.4"], [0.8, "0.8"]]},
            format="loss",
            sentence="Below 0.4: ReLU at step 83, tanh at step 163.",
        ),
        _chart(
            "accuracy",
            runs,
            accuracy,
            heading="Accuracy",
            detail="test thick, train thin",
            y={
                "scale": "linear",
                "low": 0.4,
                "high": 1,
                "ticks": [[share, _percent(share)] for share in (0.5, 0.75, 1)],
            },
            format="percent",
            sentence="ReLU is 3.3 points ahead; one seed proves little.",
        ),
        *[_gradient(run, index, runs, index == diverged) for index, run in enumerate(runs)],
    ]


def _gradient(run: ToyNet, index: int, runs: list[ToyNet], faded: bool) -> dict[str, Any]:
    lines = []
    for layer in range(max(run.layers, 1)):
        name = f"layer {layer + 1}" if run.layers else "output"
        value = run.history[-1][f"gradient_{layer}"]
        lines.append(
            _line(
                run,
                f"gradient_{layer}",
                name,
                label=f"{name} {value:.2g}",
                dash=[6, 3] if layer % 2 else [],
                width=1.75,
                faded=faded,
            )
        )
    return _chart(
        "gradient",
        runs,
        lines,
        net=index,
        heading="Gradient" if index == 0 else None,
        detail="RMS of ∂L/∂z over train set" if index == 0 else None,
        y={"scale": "log", "low": 0.01, "high": 1, "ticks": [[0.01, "0.01"], [0.1, "0.1"], [1, "1"]]},
        format="gradient",
        sentence="Layer 1 gets 1.5 times layer 2’s gradient.",
    )


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
    left, right = (np.where(flat & side, counts, 0).sum() for side in (edges[:-1] < 0, edges[:-1] >= 0))
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
        "flat_left": f"{_percent(left / len(values))} flat" if left else None,
        "flat_right": f"{_percent(right / len(values))} flat" if right else None,
        "below": str(below) if below else None,
        "above": str(above) if above else None,
        "sentence": "1 of 8 units dead since step 88." if index == 0 else f"{_percent(0.09)} of values saturated.",
        "error": False,
        "aria": f"{run.name}, layer {layer + 1}: preactivations",
    }
