"""How large signals get with depth, and what a learning rate does: two parts of the lab."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.marks import Square, heat
from dashboard.labs import pictures
from dashboard.labs.record import Claim, Control, Part, Prediction, Verdict
from dashboard.labs.unbounded_far import size
from dashboard.theme import look
from models.activations import find
from models.labs.gain import DEPTH, GAIN, GAINS, Sizes
from models.labs.rates import ACTIVATIONS, LAMPS, RATE, RATES, RATES_GRID, Rated, run
from models.labs.stage import Settings
from models.labs.stored import StoredGrid, read

KEPT = 100.0
SMALLEST, LARGEST = 1e-12, 1e4
ICONS = MappingProxyType(
    {
        "diverged": ":red[:material/cancel:]",
        "failed": ":orange[:material/error:]",
        "fine": ":green[:material/check_circle:]",
    }
)
SIGNS = MappingProxyType({"diverged": "∞", "failed": "–"})
MEANING = MappingProxyType(
    {
        "diverged": "diverged: infinity or no number",
        "failed": "finite, but no better than at the start, or at chance",
        "fine": "fine",
    }
)


def gain_sentence(result: Sizes) -> str:
    """The largest activations of layer 50."""
    texts = []
    for index, key in enumerate(result.activations):
        layer, name = result.overflow(key), find(key).name
        last = float(result.by_depth.median[index, -1])
        texts.append(
            f"{name} {size(last)}" if layer is None else f"{name} overflows in layer {layer}"
        )
    nets = result.largest.shape[1]
    return (
        f"With weights of {numbers.plain(result.gain)} times He’s size, the largest activation of "
        f"layer {DEPTH} is, in the median over {nets} nets: {', '.join(texts)}."
    )


def gain_right(result: Sizes) -> int:
    """What ReLU does after 50 layers."""
    last = float(result.by_depth.median[result.activations.index("relu"), -1])
    return 0 if last < 1 / KEPT else 1 if last < KEPT else 2


def draw_gain(result: Sizes, settings: Settings) -> None:
    """The largest activation of each layer, by activation."""
    depth = range(1, DEPTH + 1)
    found = result.by_depth
    series = [
        Series(
            find(key).name,
            depth,
            found.median[index],
            look(key),
            low=found.low[index],
            high=found.high[index],
        )
        for index, key in enumerate(result.activations)
    ]
    low, high = _ends(result)
    axes = Axis("layer", 1, DEPTH), Axis("largest |h|", low, high, log=True, format="~e")
    pictures.show(lines(series, *axes, pictures.mode(), height=320), "unbounded_gain")
    st.caption(
        "Layers of 128 units, 16 random inputs, the same weights for every activation. Bands are "
        "quartiles over the nets. A line that leaves the picture overflows: 32 bits end at 3×10³⁸."
    )


def _ends(result: Sizes) -> tuple[float, float]:
    """The ends of the axis: those of the activations that never overflow, with room."""
    keys = [key for key in result.activations if result.overflow(key) is None]
    rows = [result.by_depth.median[result.activations.index(key)] for key in keys]
    low, high = min(map(min, rows)), max(map(max, rows))
    return min(0.1, max(float(low) / 10, SMALLEST)), max(LARGEST, 10 * float(high))


def explodes(result: Sizes) -> Verdict:
    """The claim that an unbounded function makes signals explode."""
    last = float(result.by_depth.median[result.activations.index("relu"), -1])
    text = (
        f"With He’s weights, times {numbers.plain(result.gain)}, the largest activation of ReLU "
        f"after {DEPTH} layers is {size(last)}. Move the gain up to see the same function explode."
    )
    return Verdict("no" if last < KEPT else "partly", text)


UNBOUNDED = Claim(
    13,
    "ReLU is unbounded for positive inputs … which can sometimes lead to numerical instability or "
    "exploding gradients",
    "ReLU blog post",
    "It is the size of the weights that explodes, not the function: with weights of the right size "
    "deep ReLU nets keep their signals. And a bound saves nobody: at a large learning rate bounded "
    "nets fail with finite, huge losses.",
    "gain",
    explodes,
)

GAIN_PART = Part(
    key="gain",
    title="Deep",
    intro=(
        "A signal goes through 50 layers that are not trained. **He’s weights** are made so that "
        "ReLU keeps its size. The gain multiplies all weights: a little more in each layer is a "
        "lot after fifty."
    ),
    experiment=GAIN,
    pictures=draw_gain,
    sentence=gain_sentence,
    controls=(Control("gain", "Gain", 1.0, GAINS, text=numbers.plain),),
    prediction=Prediction(
        "ReLU has no upper bound. How large do signals get after 50 layers with He’s weights?",
        ("They vanish", "They stay about as they were", "They explode"),
        gain_right,
    ),
)


def rate_sentence(result: Rated) -> str:
    """Diverged first, then failed, then fine, by activation."""
    texts = []
    spread = result.loss_spread
    for index, (key, counts) in enumerate(result.lamps.items()):
        said = [f"{count} {lamp}" for count, lamp in zip(counts, LAMPS, strict=True) if count]
        loss = float(spread.median[index])
        texts.append(f"{find(key).name} {', '.join(said)} (median loss {size(loss)})")
    rate, nets = numbers.plain(result.config.learning_rate), result.config.seeds
    return (
        f"At a learning rate of {rate}, after {result.step} steps, of {nets} nets each: "
        f"{'; '.join(texts)}. A diverged net counts as an infinite loss."
    )


def rate_right(result: Rated) -> int | None:
    """What becomes of tanh."""
    counts = result.lamps.get("tanh")
    return None if counts is None else max(range(3), key=lambda lamp: counts[lamp])


def draw_rate(result: Rated, settings: Settings) -> None:
    """A row of lamps for each activation, and the stored map of all rates."""
    st.markdown(_lamps(result))
    st.caption(" · ".join(f"{ICONS[lamp]} {MEANING[lamp]}" for lamp in LAMPS))
    grid = read(RATES_GRID.key)
    pictures.show(_map(grid), "unbounded_map")
    st.caption(
        "Share of nets that are fine. Where none is: **∞** if most of them diverged, **–** if most "
        "stayed finite and failed."
    )
    pictures.stored_note(grid)


def _lamps(result: Rated) -> str:
    rows = ["| | nets | median loss |", "|---|---|---|"]
    spread = result.loss_spread
    for index, (key, counts) in enumerate(result.lamps.items()):
        lit = "".join(ICONS[lamp] * count for lamp, count in zip(LAMPS, counts, strict=True))
        rows.append(f"| {find(key).name} | {lit} | {size(float(spread.median[index]))} |")
    return "\n".join(rows)


def _map(grid: StoredGrid) -> dict[str, Any]:
    """Share of fine nets at every rate, with what became of most of the others."""
    cells = [_square(key, rate, grid) for key in ACTIVATIONS for rate in RATES]
    scale = Axis("fine nets", 0, 1, format="%")
    heading = "Fine nets by learning rate"
    return heat(cells, ("learning rate", ""), pictures.mode(), scale=scale, heading=heading)


def _square(key: str, rate: float, grid: StoredGrid) -> Square:
    found = grid.values(rate=rate, activation=key)
    worst = "diverged" if found["diverged"] >= found["failed"] else "failed"
    label = numbers.share(found["fine"]) if found["fine"] else SIGNS[worst]
    shares = ", ".join(f"{lamp} {numbers.share(found[lamp])}" for lamp in LAMPS)
    text = f"{shares}; median loss {size(found['loss'])}"
    return Square(numbers.plain(rate), find(key).name, found["fine"], text, label)


RATE_PART = Part(
    key="rate",
    title="Too fast",
    intro=(
        "The same small nets learn two circles at a chosen **learning rate**. Some overflow. "
        "Others keep finite numbers and are still worse than before they began: that nothing "
        "overflowed does not mean that anything was learned."
    ),
    experiment=RATE,
    pictures=draw_rate,
    sentence=rate_sentence,
    controls=(Control("rate", "Learning rate", 10.0, RATES, text=numbers.plain),),
    prediction=Prediction(
        "at a learning rate of 10, what becomes of most nets with tanh, whose outputs are bounded?",
        ("They diverge", "Their numbers stay finite, but they fail", "They are fine"),
        rate_right,
    ),
    playground=run,
)
