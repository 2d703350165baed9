"""The claims that the depth lab tries, and what is true."""

from __future__ import annotations

from dashboard import numbers
from dashboard.labs.depth_looks import median, number
from dashboard.labs.record import Claim, Truth, Verdict
from models.labs.normalizing import YOURS, Paths
from models.labs.plateau import Training
from models.labs.saturation import Saturation
from models.labs.signal import Signals

BLOG, THREAD = "ReLU blog post", "thread: why do we use ReLUs"
KEPT = 0.1
NEAR = (0.5, 2.0)


def vanishing(found: Signals) -> Verdict:
    """Whether a deep ReLU net with PyTorch's first weights keeps the error signal."""
    relu, identity = found.line("relu"), found.line("identity")
    if relu is None or identity is None:
        raise ValueError("the claim is tried with ReLU and with the identity.")
    kept = float(relu.reached.median) >= KEPT
    return Verdict(
        "partly" if kept else "no",
        f"With PyTorch’s default weights, layer 1 of {found.depth} gets {median(relu.reached)} "
        f"times the error signal of the last layer with ReLU, and {median(identity.reached)} times "
        f"with no activation at all; {found.seeds} nets. Each layer back multiplies its mean "
        f"square by {number(float(relu.growth(1, found.depth).median))}; weights matched to ReLU "
        f"(He) would make that {number(relu.matched_factor)}.",
    )


def one_or_zero(found: Signals) -> Verdict:
    """The slope is 0 or 1; what a layer does to the gradient is something else."""
    line = found.line("relu")
    if line is None:
        raise ValueError("the claim is tried with ReLU.")
    share = numbers.share(float(line.binary.median.min()))
    factor = line.growth(1, found.depth)
    return Verdict(
        "partly",
        f"{share} of the slopes are exactly 0 or 1. But a layer multiplies the mean square of the "
        f"gradient by {median(factor)} with LeCun’s weights (theory "
        f"{number(line.theory.factor[0])}). "
        f"Over {found.depth} layers, layer 1 gets {number(float(line.reached.median))} of it.",
    )


def clipped(found: Training) -> Verdict:
    """A clip keeps values small; whether the net learns is something else."""
    last = float(found.saturated.median[-1, -1])
    learned = "no" if found.at_chance else "yes"
    return Verdict(
        "partly",
        f"Every value lies between 0 and 1. Learned by step {found.steps[-1]}: {learned}. "
        f"{numbers.share(last)} of the last hidden layer is saturated, the loss is "
        f"{numbers.loss(float(found.loss.median[-1]))} (guessing: 2.303) and "
        f"{numbers.accuracy(float(found.accuracy.median[-1]))} of the training digits are right; "
        f"{found.seeds} nets.",
    )


def self_normalizing(found: Paths) -> Verdict:
    """Whether SELU keeps variance 1 as published, and without one of its conditions."""
    other, published, dropout = (found.path(name) for name in (YOURS, *COMPARED))
    if other is None or published is None or dropout is None:
        raise ValueError("the claim is tried with the published net and with dropout beside it.")
    low, high = NEAR
    holds = low <= float(published.variance.median[-1]) <= high
    return Verdict(
        "partly" if holds else "no",
        f"Variance after layer {found.depth}: {median(published.variance[-1])} as published, "
        f"{median(other.variance[-1])} with PyTorch’s default weights, "
        f"{median(dropout.variance[-1])} with plain dropout of 0.1; {found.seeds} nets. Single "
        f"units have means that spread by {number(float(published.unit_spread.median[-1]))}.",
    )


COMPARED = ("SELU as published", "SELU, dropout")

CLAIMS = (
    Claim(
        9,
        "ReLU avoids the vanishing gradient problem",
        BLOG,
        "Only with weights that match it. With the default weights of nn.Linear the gradient of a "
        "deep net vanishes for ReLU, and even without any activation.",
        "signal",
        vanishing,
        {"initializer": "pytorch", "activations": ("identity", "relu"), "depth": 32},
    ),
    Claim(
        10,
        "In ReLU, the gradient is either 1 (for positive inputs) or 0 (for negative inputs)",
        BLOG,
        "That is the slope of the activation. What a layer does to the gradient depends on the "
        "weights too: its mean square is multiplied by half of inputs × variance of a weight, "
        "which is 1 only with He’s weights.",
        "signal",
        one_or_zero,
        {"initializer": "lecun_normal", "activations": ("relu",)},
    ),
    Claim(
        14,
        "sigmoid and tanh … like saturation clips that prevent your activations from going wild",
        THREAD,
        "They do, at a price: where the clip holds, the slope is almost 0. A deep sigmoid net can "
        "stand still for thousands of steps because of it.",
        "plateau",
        clipped,
        {"rate": 1.0},
    ),
    Claim(
        15,
        "SELU … designed to ensure that activations in a network have mean 0 and variance 1",
        BLOG,
        "With LeCun’s normal weights, inputs of mean 0 and variance 1 and no plain dropout, and "
        "for all units of a layer together; not for each unit.",
        "selu",
        self_normalizing,
        {"weights": "pytorch", "shifted": False, "others": ("recipe", "dropout", "relu_bn")},
    ),
)


def _factors(found: Signals) -> str:
    texts = [
        f"{line.choice.name} {number(float(line.growth(1, found.depth).median))} "
        f"(theory {number(line.theory.growth(1, found.depth))})"
        for line in found.lines
        if found.depth > 1
    ]
    return "; ".join(texts) + " for each layer." if texts else "one layer has no factor."


def _deviation(found: Saturation) -> str:
    gaps = "; ".join(f"{numbers.gradient(100 * gap)} % at {z:g}" for z, gap in found.deviations)
    return f"{found.choice.name} is off its tangent by {gaps}."


def _fixed_point(found: Paths) -> str:
    return (
        f"E selu(Z) = {number(abs(found.fixed_mean))} and E selu(Z)² = {found.fixed_second:.6f} by "
        f'quadrature; its gain is {found.gain:.2f}, where torch.nn.init.calculate_gain("selu") '
        f"returns {found.torch_gain:.2f}. The gradient’s mean square grows by "
        f"{found.factor:.2f} for each layer."
    )


def _plateau(found: Training) -> str:
    return (
        f"layer 4 has a mean of {float(found.mean.median[-1, -1]):.3f} at step "
        f"{numbers.step(found.steps[-1])}."
    )


TRUTHS = (
    Truth(
        "Each layer multiplies the mean square of the gradient by **χ = s · E f′(√q Z)²**, where s "
        "is inputs × variance of a weight and q the mean square of z. Above 1 it explodes, below 1 "
        "it vanishes; depth only repeats it.",
        "Poole et al. 2016; Schoenholz et al. 2017",
        "the formula",
        ours=_factors,
        part="signal",
    ),
    Truth(
        "For ReLU without biases χ is exactly s/2: 1 with He’s weights (s = 2), 1/2 with LeCun’s, "
        "1/6 with PyTorch’s default, whose variance is 1/(3 · inputs).",
        "He et al. 2015, section 2.2",
    ),
    Truth(
        "The theory is that of infinitely wide layers. At finite width a net drifts from it, the "
        "more the deeper it is compared with its width.",
        "Hanin 2018",
    ),
    Truth(
        "Tanh fails in two opposite ways: at a small gain deep layers see only its straight part, "
        "at a large one only its flat ends. A unit that is saturated on one input is not "
        "saturated on all.",
        "",
        ours=_deviation,
        part="saturation",
    ),
    Truth(
        "A deep sigmoid net first saturates in its **last** hidden layer, and can move out of it "
        "by itself: that is a plateau, and its end.",
        "Glorot & Bengio 2010, section 3.1 and figure 2",
        "the last of four hidden layers quickly saturates at 0 and slowly moves out around epoch "
        "100",
        checked=True,
        ours=_plateau,
        part="plateau",
    ),
    Truth(
        "SELU’s two constants are chosen so that mean 0 and variance 1 are a fixed point for "
        "weights of variance 1/inputs. Variance is stable there; the gradient still grows a "
        "little.",
        "Klambauer et al. 2017",
        "λ = 1.0507, α = 1.6733",
        ours=_fixed_point,
        part="selu",
    ),
)

READING = (
    (
        "Glorot & Bengio 2010: difficulty of training deep networks",
        "https://proceedings.mlr.press/v9/glorot10a.html",
    ),
    ("Schoenholz et al. 2017: Deep Information Propagation", "https://arxiv.org/abs/1611.01232"),
    ("Klambauer et al. 2017: Self-Normalizing Neural Networks", "https://arxiv.org/abs/1706.02515"),
)
