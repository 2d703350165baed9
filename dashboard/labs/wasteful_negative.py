"""What stays negative in a net of rectifiers: the third part of the lab."""

from __future__ import annotations

import numpy as np

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.marks import Bar, bars
from dashboard.labs import pictures
from dashboard.labs.record import Claim, Control, Part, Prediction, Verdict
from dashboard.labs.spreads import with_quartiles
from dashboard.theme import HUES, Look
from models.activations import ACTIVATIONS as TABLE
from models.labs.negative import ACTIVATIONS, NEGATIVE, STEPS, Negatives, negative_config
from models.labs.stage import Settings

WEIGHTS, ENTER, LEAVE, OUT = (HUES[index].look for index in (5, 1, 0, 3))
FEW, HALF = 0.05, 0.75
DASHES: tuple[tuple[int, ...], ...] = ((), (6, 3), (2, 3))


def _end(result: Negatives, name: str, *layer: int) -> str:
    return with_quartiles(result.over_nets(name), at=(-1, *layer))


def sentence(result: Negatives) -> str:
    """Shares of what is negative at the newest step."""
    nets = result.outputs.shape[1]
    diverged = f" {result.diverged} diverged." if result.diverged else ""
    weights = ", ".join(_end(result, "weights", layer) for layer in range(3))
    return (
        f"After {result.steps[-1]:,} steps, {weights} of the weights of layers 1, 2 and 3 are "
        f"negative; so are {_end(result, 'outputs')} of the outputs, and "
        f"{_end(result, 'leaving', 0)} of what leaves layer 1 (median and quartiles of {nets} "
        "nets)."
        f"{diverged} The largest difference between z and relu(z) − relu(−z) is "
        f"{numbers.plain(result.undone)}."
    )


def right(result: Negatives) -> int | None:
    """Which guess the weights of the first layer show."""
    share = float(result.over_nets("weights").median[-1, 0])
    if result.activation != "relu" or not np.isfinite(share):
        return None
    return 0 if share < FEW else 1 if share < HALF else 2


def verdict(result: Negatives) -> Verdict:
    """Whether nets of rectifiers do without negative weights."""
    layers = result.over_nets("weights").median[-1]
    shares = [numbers.share(float(share)) for share in layers]
    accuracy = with_quartiles(result.over_nets("accuracy"), numbers.accuracy, (-1,))
    text = (
        f"After training, {shares[0]}, {shares[1]} and {shares[2]} of the weights of the three "
        f"layers and {_end(result, 'outputs')} of the outputs are negative, at an accuracy of "
        f"{accuracy} ({result.outputs.shape[1]} nets)."
    )
    return Verdict("no" if float(np.min(layers)) > FEW else "yes", text)


def draw(result: Negatives, settings: Settings) -> None:
    """What is negative now, and through the steps."""
    mode = pictures.mode()
    pictures.show(bars(_bars(result), Axis("negative", 0, 1, format="%"), mode), "wasteful_now")
    pictures.show(_course(result, mode), "wasteful_course")


def _bars(result: Negatives) -> list[Bar]:
    rows = [(f"weights of layer {layer + 1}", "weights", (layer,), WEIGHTS) for layer in range(3)]
    for layer in range(2):
        rows.append((f"entering layer {layer + 1}’s units", "entering", (layer,), ENTER))
        rows.append((f"leaving layer {layer + 1}’s units", "leaving", (layer,), LEAVE))
    rows.append(("outputs", "outputs", (), OUT))
    found = []
    for name, field, layer, look in rows:
        shares = result.over_nets(field)
        low, value, high = (
            float(part[(-1, *layer)]) for part in (shares.low, shares.median, shares.high)
        )
        found.append(Bar(name, value, numbers.share(value), look, low, high))
    return found


def _course(result: Negatives, mode: str) -> dict[str, object]:
    shares, series = result.over_nets("weights"), []
    for layer, dash in enumerate(DASHES):
        look = Look(WEIGHTS.light, WEIGHTS.dark, dash)
        ends = shares.low[:, layer], shares.high[:, layer]
        name = f"weights {layer + 1}"
        series.append(Series(name, result.steps, shares.median[:, layer], look, *ends))
    outputs = result.over_nets("outputs")
    series.append(Series("outputs", result.steps, outputs.median, OUT, outputs.low, outputs.high))
    return lines(
        series,
        Axis("steps", 0, STEPS[-1]),
        Axis("negative", 0, 1, format="%"),
        mode,
        heading="Through the training",
    )


PART = Part(
    key="negative",
    title="Negative numbers",
    intro=(
        "ReLU sets negative **values** to 0 on their way through the net. It never touches the "
        "**weights**, which are what training finds. Ten nets learn to read digits; we count what "
        "is negative in them."
    ),
    experiment=NEGATIVE,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "activation",
            "Activation",
            "relu",
            ACTIVATIONS,
            "pills",
            text=lambda key: TABLE[key].name,
        ),
    ),
    prediction=Prediction(
        "after training with ReLU, how many weights of the first layer are negative?",
        ("None or almost none", "About half", "Almost all"),
        right,
    ),
    playground=negative_config,
)

CLAIM = Claim(
    3,
    "resetting negative numbers to 0s isn’t like messing up with the parameters calculated in the "
    "previous linear layer? if my model needs negative parameters to work it will never work",
    "thread: why ReLU?",
    "ReLU clips what passes through the net, never its parameters, and the next layer’s weights "
    "make negative numbers again. Two units with opposite weights give z back exactly.",
    "negative",
    verdict,
)
