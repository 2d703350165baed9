"""What zeros cost and bring: the second part of the lab."""

from __future__ import annotations

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.labs import pictures
from dashboard.labs.record import Claim, Control, Part, Prediction, Verdict
from dashboard.labs.sparse_scripts import PENALTY
from dashboard.labs.spreads import with_quartiles
from dashboard.theme import HUES, INK, Look, look
from models.activations import ACTIVATIONS as TABLE
from models.labs.penalty import ACTIVATIONS, LIVE_NETS, PENALTY_GRID, PRICE, STRENGTHS, Price
from models.labs.spread import Quartiles, of_all
from models.labs.stage import Settings
from models.labs.stored import StoredGrid, read

DASHES: tuple[tuple[int, ...], ...] = ((), (6, 3))
SOME = 0.02
TOP = 0.95


def _points(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    """Differences of accuracies in points, with their sign and quartiles."""
    return with_quartiles(of_all(values, worst=-np.inf), _signed)


def _signed(value: float) -> str:
    if not np.isfinite(value):
        return numbers.NONE
    text = f"{100 * value:+.1f}"
    return text.replace("-", "−").replace("+0.0", "0.0").replace("−0.0", "0.0")


def _zeros(found: Quartiles) -> str:
    return " and ".join(with_quartiles(found, at=(layer,)) for layer in range(2))


def sentence(result: Price) -> str:
    """Zeros and accuracy with the penalty and without."""
    under, without = result.under, result.without
    text = (
        f"With λ = {numbers.plain(under.strength)}, {_zeros(under.over_nets('zero'))} of the "
        f"activations in layers 1 and 2 are 0; without, {_zeros(without.over_nets('zero'))}. "
    )
    count = len(result.difference)
    if under.strength == 0:
        accuracy = with_quartiles(without.over_nets("accuracy"), numbers.accuracy)
        return f"{text}The accuracy on new images is {accuracy} ({count} nets)."
    dead = numbers.share(float(under.over_nets("dead").median[0]))
    return (
        f"{text}The accuracy on new images changes by {_points(result.difference)} points: higher "
        f"in {result.better} of {count} nets, lower in {result.worse} (median and quartiles). "
        f"{dead} of layer 1’s units are dead."
    )


def right(result: Price) -> int | None:
    """Which guess the accuracies show."""
    if result.under.strength == 0:
        return None
    change = float(np.median(result.difference))
    return 0 if change < -SOME else 1 if change <= SOME else 2


def stored_change(activation: str, strength: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Stored accuracy with the penalty less that without, net by net."""
    grid = read(PENALTY_GRID.key)
    under, without = (
        np.array(grid.values(activation=activation, strength=at)["accuracy"])
        for at in (strength, 0.0)
    )
    return under - without


def verdict(result: Price) -> Verdict:
    """Whether zeros go with a better accuracy on new images."""
    leaky = stored_change("leaky_relu", result.under.strength)
    helps = float(np.median(result.difference)) > 0 and result.better > result.worse
    text = (
        f"{_zeros(result.under.over_nets('zero'))} zeros instead of "
        f"{_zeros(result.without.over_nets('zero'))} change the accuracy on new images by "
        f"{_points(result.difference)} points ({len(result.difference)} nets). In the stored runs "
        f"the same penalty changes leaky ReLU, which has no zeros, by {_points(leaky)} points."
    )
    return Verdict("partly" if helps else "no", text)


def draw(result: Price, settings: Settings) -> None:
    """The stored grid with the run of this page in it."""
    mode, grid = pictures.mode(), read(PENALTY_GRID.key)
    left, beside = st.columns(2, gap="medium")
    with left:
        pictures.show(_zero_chart(result, grid, mode), "sparse_zeros")
    with beside:
        pictures.show(_accuracy_chart(result, grid, mode), "sparse_accuracy")
    st.caption(
        "Lines are stored results, with bands that hold half of the nets; dots are the nets of "
        "this page. Dashed lines across: without a penalty. Leaky ReLU has no exact zeros at any "
        "λ, so what the penalty does to **it** is not the work of zeros."
    )
    pictures.stored_note(grid)


def _stored(grid: StoredGrid, activation: str, name: str, strength: float) -> Quartiles:
    values = np.array(grid.values(activation=activation, strength=strength)[name], float)
    return of_all(values, worst=np.inf)


def _series(
    grid: StoredGrid, activation: str, name: str, label: str, hue: Look, *layer: int
) -> Series:
    found = [_stored(grid, activation, name, strength) for strength in STRENGTHS[1:]]
    ends = ([float(getattr(one, end)[layer]) for one in found] for end in ("median", "low", "high"))
    median, low, high = ends
    return Series(label, STRENGTHS[1:], median, hue, low, high)


def _zero_chart(result: Price, grid: StoredGrid, mode: str) -> dict[str, object]:
    series, rules = [], []
    for layer, dash in enumerate(DASHES):
        hue = Look(HUES[0].look.light, HUES[0].look.dark, dash)
        series.append(_series(grid, "relu", "zero", f"ReLU, layer {layer + 1}", hue, layer))
    none = _stored(grid, "relu", "zero", 0.0)
    rules.append((float(none.median[0]), "layer 1, λ = 0"))
    found = result.under.over_nets("zero")
    series += _here(result, [float(found.median[layer]) for layer in range(2)])
    share = Axis("zeros", 0, 1, format="%")
    return lines(series, _strengths(), share, mode, heading="Zeros", rules=rules)


def _accuracy_chart(result: Price, grid: StoredGrid, mode: str) -> dict[str, object]:
    series = [
        _series(grid, activation, "accuracy", TABLE[activation].name, look(activation))
        for activation in ACTIVATIONS
    ]
    none = _stored(grid, "relu", "accuracy", 0.0)
    series += _here(result, [float(result.under.over_nets("accuracy").median)])
    share = Axis("accuracy", TOP, 1, format="%")
    rules = ((float(none.median), "ReLU, λ = 0"),)
    return lines(series, _strengths(), share, mode, heading="Accuracy on new images", rules=rules)


def _strengths() -> Axis:
    return Axis("λ", STRENGTHS[1], STRENGTHS[-1], log=True, ticks=STRENGTHS[1::2])


def _here(result: Price, values: list[float]) -> list[Series]:
    """Dots for the nets of this page; none where they have no penalty."""
    at = result.under.strength
    return [
        Series("here" if index == 0 else "", [at], [value], INK, points=True)
        for index, value in enumerate(values)
    ]


def script(settings: Settings) -> str:
    """The same experiment in plain PyTorch."""
    module = TABLE[settings["activation"]].pytorch
    return PENALTY.format(strength=settings["strength"], module=module)


PART = Part(
    key="penalty",
    title="Do zeros help?",
    intro=(
        "A **penalty** asks training for smaller activations: λ times their mean size is added to "
        "the loss. The larger λ, the more of them become 0. If zeros help a net on images that it "
        f"has never seen, its accuracy there should rise. {LIVE_NETS} nets are trained here, each "
        "with the penalty and without."
    ),
    experiment=PRICE,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "strength",
            "Penalty λ",
            0.1,
            STRENGTHS,
            text=lambda value: numbers.plain(value),
            help="Times the mean size of the activations of each hidden layer.",
        ),
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
        "a penalty makes four of five activations in layer 1 zero. What happens to the accuracy on "
        "new images?",
        ("It falls by more than 2 points", "It stays within 2 points", "It rises by more"),
        right,
    ),
    pytorch=script,
)

CLAIM = Claim(
    5,
    "Sparsity can help in faster training and better generalization",
    "ReLU blog post; thread: why ReLU?",
    "Zeros by themselves promise nothing. Training alone may remove them, and a penalty that makes "
    "them can help or harm on its own account, zeros or not.",
    "penalty",
    verdict,
)
