"""What zeros save in time: the last part of the lab."""

from __future__ import annotations

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.labs import pictures
from dashboard.labs.record import Claim, Control, Part, Prediction, Verdict
from dashboard.labs.sparse_scripts import SPEED
from dashboard.labs.spreads import with_quartiles
from dashboard.theme import HUES, INK
from models.labs.products import PRODUCTS, SAMPLES, WIDTHS, Products
from models.labs.spread import of_all
from models.labs.stage import Settings

DENSE, SPARSE, CONVERTED = INK, HUES[0].look, HUES[1].look
HALF = 0.5
FASTER, SLOWER = 0.8, 1.25


def times(value: float) -> str:
    """A ratio of times in two significant digits."""
    return numbers.gradient(value)


def sentence(result: Products) -> str:
    """How long the sparse product takes beside the dense one."""
    ratio = result.ratio("sparse")
    at = result.shares.index(HALF)
    first = with_quartiles(of_all(1e3 * result.dense[:, 0], np.inf), numbers.gradient)
    even = result.break_even
    pays = "at no share measured" if even is None else f"from {numbers.share(even)} zeros on"
    converted = times(float(result.ratio("converted")[-1]))
    return (
        f"On this server the dense product takes {first} ms without zeros, and "
        f"{times(float(result.relative('dense').median[-1]))} times that with "
        f"{numbers.share(result.shares[-1])}. The sparse one takes {times(float(ratio[at]))} times "
        f"as long as the dense one at half zeros and {times(float(ratio[-1]))} times at "
        f"{numbers.share(result.shares[-1])}; it is faster {pays}. With the conversion it is "
        f"{converted} times there (median of {result.repetitions})."
    )


def right(result: Products) -> int | None:
    """Which guess the sparse product at half zeros shows."""
    ratio = float(result.ratio("sparse")[result.shares.index(HALF)])
    return 0 if ratio < FASTER else 1 if ratio < SLOWER else 2


def verdict(result: Products) -> Verdict:
    """Whether zeros among activations make the product faster."""
    even = result.break_even
    ratio = times(float(result.ratio("sparse")[result.shares.index(HALF)]))
    dense = times(float(result.relative("dense").median[-1]))
    most = numbers.share(result.shares[-1])
    pays = "never pays" if even is None else f"pays from {numbers.share(even)} zeros on"
    text = (
        f"A dense product takes {dense} times as long with {most} zeros as with none. One in "
        f"sparse form takes {ratio} times as long as the dense one at half zeros, and {pays} "
        f"({result.repetitions} repetitions on this server)."
    )
    if even is None:
        return Verdict("no", text)
    return Verdict("yes" if even <= HALF else "partly", text)


def draw(result: Products, settings: Settings) -> None:
    """Time by share of zeros."""
    mode, width = pictures.mode(), result.width
    names = (
        ("dense", "dense", DENSE),
        ("sparse", "sparse", SPARSE),
        ("converted", "with conversion", CONVERTED),
    )
    series = []
    for kind, name, hue in names:
        found = result.relative(kind)
        series.append(
            Series(name, result.shares, found.median, hue, found.low, found.high, points=True)
        )
    chart = lines(
        series,
        Axis("zeros among the activations", 0, 1, format="%"),
        Axis("time, dense = 1", log=True),
        mode,
        height=280,
        heading=f"{SAMPLES} × {width} activations times {width} × {width} weights",
        rules=((1.0, "dense, no zeros"),),
    )
    pictures.show(chart, "sparse_time")
    st.markdown(_table(result))
    st.caption(
        "**dense:** all products are computed, zeros too. **sparse:** only entries other than 0 "
        "are stored, row by row (CSR), and computed with. **with conversion:** activations differ "
        "for each input, so that they would have to be brought into that form each time. One "
        "thread, time in which it computes; kinds and shares in turn, the first round is not "
        "counted; bands hold half of the repetitions. Both products give the same, but for at most "
        f"{numbers.gradient(result.error)} of the largest entry."
    )


def _table(result: Products) -> str:
    """Milliseconds and ratios by share of zeros."""
    rows = ["| zeros | dense, ms | sparse, ms | sparse / dense | with conversion / dense |"]
    rows.append("|---|---|---|---|---|")
    dense, sparse = (1e3 * np.median(every, axis=0) for every in (result.dense, result.sparse))
    ratio, converted = result.ratio("sparse"), result.ratio("converted")
    for at, share in enumerate(result.shares):
        texts = [times(float(values[at])) for values in (dense, sparse, ratio, converted)]
        rows.append(f"| {numbers.share(share)} | {' | '.join(texts)} |")
    return "\n".join(rows)


def script(settings: Settings) -> str:
    """The same experiment in plain PyTorch."""
    return SPEED.format(width=settings["width"], samples=SAMPLES)


PART = Part(
    key="speed",
    title="Are zeros faster?",
    intro=(
        "A product with 0 is 0: it need not be computed. But hardware computes many products at "
        "once, and looking for zeros takes time too. We multiply activations by weights, once as "
        "they are and once in a **sparse** form that stores only what is not 0, on this server, "
        "now."
    ),
    experiment=PRODUCTS,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "width",
            "Units",
            1024,
            WIDTHS,
            "pills",
            text=lambda width: f"{width:,}",
            help="Of the layer and of the one after it.",
        ),
    ),
    prediction=Prediction(
        "half of the activations are 0. How long does the product take in sparse form, beside the "
        "ordinary one?",
        ("Less long", "About as long", "Longer"),
        right,
    ),
    pytorch=script,
    lasting=False,
)

CLAIM = Claim(
    4,
    "choosing 0 means your matrices are sparse, … which … can allow performance gains",
    "thread: why ReLU?",
    "The activations have zeros, the weight matrices do not. An ordinary product takes no notice "
    "of zeros, and a sparse one is slower until nearly all activations are 0.",
    "speed",
    verdict,
)
