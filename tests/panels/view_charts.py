"""The charts of toy views."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.panels.toy_net import ToyNet

COLOURS = {
    "ReLU": {"light": "#6A1FB0", "dark": "#BFA0FF"},
    "tanh": {"light": "#0A7F78", "dark": "#2FBFAE"},
    "sigmoid": {"light": "#025F5A", "dark": "#029E8F"},
    "sine": {"light": "#0A4D36", "dark": "#A9E9C4"},
}


def percent(share: float, digits: int = 0) -> str:
    """A share as text, the sign after a narrow no-break space."""
    return f"{100 * share:.{digits}f}\u202f%"


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


def _chart(
    slot: str, runs: list[ToyNet], lines: list[dict[str, Any]], **rest: Any
) -> dict[str, Any]:
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


def make_charts(runs: list[ToyNet], diverged: int | None) -> list[dict[str, Any]]:
    """Loss, accuracy and a gradient per net; the diverged net is faded."""
    loss, accuracy = [], []
    for index, run in enumerate(runs):
        now = run.history[-1]
        faded = index == diverged
        loss += _pair(run, "loss", f"{run.name} {now['test_loss']:.3f}", faded)
        text = f"{run.name} {percent(now['test_accuracy'], 1)}"
        accuracy += _pair(run, "accuracy", text, faded)
    gradients = [_gradient(run, at, runs, at == diverged) for at, run in enumerate(runs)]
    return [_loss(runs, loss), _accuracy(runs, accuracy), *gradients]


def _loss(runs: list[ToyNet], lines: list[dict[str, Any]]) -> dict[str, Any]:
    ticks = [[0, "0"], [0.4, "0.4"], [0.8, "0.8"]]
    return _chart(
        "loss",
        runs,
        lines,
        heading="Loss",
        detail="cross-entropy; test thick, train thin",
        y={"scale": "linear", "low": 0, "high": 0.8, "ticks": ticks},
        format="loss",
        sentence="Below 0.4: ReLU at step 83, tanh at step 163.",
    )


def _accuracy(runs: list[ToyNet], lines: list[dict[str, Any]]) -> dict[str, Any]:
    ticks = [[share, percent(share)] for share in (0.5, 0.75, 1)]
    return _chart(
        "accuracy",
        runs,
        lines,
        heading="Accuracy",
        detail="test thick, train thin",
        y={"scale": "linear", "low": 0.4, "high": 1, "ticks": ticks},
        format="percent",
        sentence="ReLU is 3.3 points ahead; one seed proves little.",
    )


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
        y={
            "scale": "log",
            "low": 0.01,
            "high": 1,
            "ticks": [[0.01, "0.01"], [0.1, "0.1"], [1, "1"]],
        },
        format="gradient",
        sentence="Layer 1 gets 1.5 times layer 2’s gradient.",
    )
