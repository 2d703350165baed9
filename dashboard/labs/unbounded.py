"""The lab on functions without a bound, and on slopes that are learned."""

from __future__ import annotations

from dashboard import numbers
from dashboard.labs.record import Lab, Truth
from dashboard.labs.unbounded_far import FAR_PART, Found, size
from dashboard.labs.unbounded_means import MEANS_PART, SMOOTH_PART, SMOOTHER
from dashboard.labs.unbounded_means import Found as Shifts
from dashboard.labs.unbounded_size import GAIN_PART, RATE_PART, UNBOUNDED
from dashboard.labs.unbounded_slopes import SLOPES_PART, UNIT_PART
from models.activations import find
from models.labs.rates import Rated
from models.labs.slopes import Slopes


def _growth(result: Found) -> str:
    texts = (f"{find(one.key).name} {size(float(one.growth_spread.median))}" for one in result)
    return f"f(10,000) ÷ f(1,000): {', '.join(texts)}; 10 is a straight line, 1 a constant."


def _finite(result: Rated) -> str:
    counts = result.lamps
    failed = ", ".join(f"{find(key).name} {found[1]}" for key, found in counts.items() if found[1])
    return f"finite but failed, of {result.config.seeds} nets each: {failed or 'none'}."


def _slopes(result: Slopes) -> str:
    texts = (numbers.r2(float(slope)) for slope in result.spread.median[-1])
    return f"{', '.join(texts)} from the first layer to the last."


def _lower(result: Shifts) -> str:
    means = {one.key: float(one.mean_spread.median[0, -1]) for one in result}
    texts = (f"{find(key).name} {numbers.r2(mean)}" for key, mean in means.items())
    return f"mean of the last layer at the start: {', '.join(texts)}."


TRUTHS = (
    Truth(
        "A net of ReLU units quickly becomes a straight line along every direction away from its "
        "data, whatever the data were. None of these nets knows that the wave goes on.",
        "Xu et al. 2021, theorem 1",
        "ReLU nets quickly become linear along directions from the origin",
        checked=True,
        ours=_growth,
        part="far",
    ),
    Truth(
        "No infinity does not mean trained: bounded functions keep all numbers finite and can "
        "still end with a huge loss.",
        ours=_finite,
        part="rate",
    ),
    Truth(
        "Learned slopes have no reason to stay between 0 and 1. In a large convolutional net the "
        "first layer learned a large one and the later layers small ones; here it need not be so.",
        "He et al. 2015, table 1",
        "0.681 in the first layer of a net with one slope for each layer",
        checked=True,
        ours=_slopes,
        part="slopes",
    ),
    Truth(
        "ELU’s negative values pull the mean towards 0. They do not hold it there: it grows while "
        "the net learns, only less than that of ReLU.",
        "Clevert, Unterthiner & Hochreiter 2016, abstract",
        "negative values push the mean activations closer to zero",
        checked=True,
        ours=_lower,
        part="means",
    ),
)

LAB = Lab(
    key="unbounded",
    title="Unbounded",
    question=(
        "ReLU is unbounded for positive inputs … which can sometimes lead to numerical instability "
        "or exploding gradients"
    ),
    asked="ReLU blog post",
    parts=(
        FAR_PART,
        GAIN_PART,
        RATE_PART,
        SLOPES_PART,
        UNIT_PART,
        MEANS_PART,
        SMOOTH_PART,
    ),
    truths=TRUTHS,
    claims=(UNBOUNDED, SMOOTHER),
    reading=(
        ("He et al.: Delving deep into rectifiers", "https://arxiv.org/abs/1502.01852"),
        ("Xu et al.: How neural networks extrapolate", "https://arxiv.org/abs/2009.11848"),
        ("Clevert et al.: ELU", "https://arxiv.org/abs/1511.07289"),
    ),
)
