"""Entries: rectifiers."""

from __future__ import annotations

from models.activations import kernels
from models.activations.functions import rectifier
from models.activations.module_text import module_text
from models.activations.record import Activation, Noisy
from models.hyperparameter import Hyperparameter

_NOISY_RRELU = """\
class RReLU(nn.RReLU):
    def forward(self, z):
        share = self.noise if self.training else 0.5
        return torch.where(z > 0, z, (self.lower + (self.upper - self.lower) * share) * z)
"""

ENTRIES = (
    Activation(
        key="relu",
        name="ReLU",
        family="rectifier",
        function=rectifier.relu,
        kernel=kernels.RELU,
        formula="Piecewise((x, x > 0), (0, True))",
        text="max(0, z)",
        pytorch="nn.ReLU()",
        source="Householder 1941; Fukushima 1969; Nair & Hinton 2010; Glorot et al. 2011",
        use="Simple, and with He’s weights signals last through deep nets; units can die, above "
        "all at high learning rates.",
        note="PyTorch takes 0 as the derivative at 0; written as torch.clamp(z, min=0) it has 1 "
        "there, as torch.maximum(z, 0) 1/2.",
        kinks=("0",),
        pill=True,
    ),
    Activation(
        key="max_c",
        name="max(c, x)",
        family="rectifier",
        function=rectifier.max_c,
        formula="Piecewise((x, x > c), (c, True))",
        text="max(c, z)",
        pytorch="nn.Threshold({c}, {c})",
        source="Clevert et al. 2016; Macedo et al. 2019",
        use="Shows that a floor other than 0 gives the same functions with other biases; from "
        "the usual first weights, floors far from 0 hardly train.",
        note="A ReLU whose corner is moved: c + max(0, z − c). The derivative at c is 0, where "
        "torch.clamp(z, min=c) takes 1.",
        hyperparameters=(
            Hyperparameter("c", 0.0, -10.0, 10.0, 0.1, "The floor: no output lies below it."),
        ),
        kinks=("c",),
    ),
    Activation(
        key="threshold_relu",
        name="Thresholded ReLU",
        family="rectifier",
        function=rectifier.threshold_relu,
        formula="Piecewise((x, x > theta), (0, True))",
        text="z if z > θ else 0",
        pytorch="nn.Threshold({theta}, 0.0)",
        source="Konda, Memisevic & Krueger 2015",
        use="Good for sparse codes, because only large signals pass; most units are silent at "
        "first, and no gradient tells of the jump.",
        note="Jumps from 0 to θ, and the gradient does not see the jump.",
        hyperparameters=(
            Hyperparameter("theta", 1.0, 0.0, 4.0, 0.1, "Up to here the output is 0."),
        ),
        kinks=("theta",),
    ),
    Activation(
        key="relu6",
        name="ReLU6",
        family="rectifier",
        function=rectifier.relu6,
        formula="Piecewise((0, x <= 0), (6, x >= 6), (x, True))",
        text="min(max(0, z), 6)",
        pytorch="nn.ReLU6()",
        source="Krizhevsky 2010; Howard et al. 2017",
        use="Good for arithmetic of few bits, because outputs stay within [0, 6]; no gradient "
        "passes on either side.",
        note="Capped so that few bits are enough; units can die on both sides.",
        kinks=("0", "6"),
    ),
    Activation(
        key="leaky_relu",
        name="Leaky ReLU",
        family="rectifier",
        function=rectifier.leaky_relu,
        kernel=kernels.LEAKY_RELU,
        formula="Piecewise((x, x > 0), (negative_slope*x, True))",
        text="z if z > 0 else a z",
        pytorch="nn.LeakyReLU({negative_slope})",
        source="Maas, Hannun & Ng 2013",
        use="Some gradient passes everywhere, so that no unit dies; at learning rates that kill "
        "units of ReLU it may diverge instead.",
        note="PyTorch takes the negative slope as the derivative at 0.",
        hyperparameters=(
            Hyperparameter(
                "negative_slope", 0.01, 0.0, 1.0, 0.01, "The slope for negative preactivations."
            ),
        ),
        kinks=("0",),
    ),
    Activation(
        key="prelu",
        name="PReLU",
        family="rectifier",
        function=rectifier.prelu,
        formula="Piecewise((x, x > 0), (a*x, True))",
        text="z if z > 0 else a z",
        pytorch="nn.PReLU({units}, init={a})",
        source="He et al. 2015",
        use="Finds its negative slope by itself; on few samples, one more number to overfit with.",
        note="The negative slope is trained with the weights, one per layer.",
        hyperparameters=(
            Hyperparameter("a", 0.25, -1.0, 1.0, 0.01, "The negative slope at step 0."),
        ),
        learnable=("a",),
        kinks=("0",),
    ),
    Activation(
        key="rrelu",
        name="RReLU",
        family="rectifier",
        function=rectifier.rrelu,
        formula="Piecewise((x, x > 0), ((lower + upper)/2*x, True))",
        text="z if z > 0 else (lower + upper)/2 z",
        pytorch="nn.LeakyReLU(({lower} + {upper}) / 2)",
        source="Xu et al. 2015",
        use="Slopes drawn at random are meant to make overfitting harder; they make the training "
        "loss noisy, and what is used in the end is their mean.",
        note="With random = 1 each negative preactivation gets a slope of its own at each step of "
        "training; all that is measured and drawn uses the mean slope, as PyTorch in evaluation.",
        hyperparameters=(
            Hyperparameter("lower", 1 / 8, 0.0, 0.3, 0.01, "The smallest negative slope."),
            Hyperparameter("upper", 1 / 3, 0.3, 1.0, 0.01, "The largest negative slope."),
            Hyperparameter("random", 0.0, 0.0, 1.0, 1.0, "1 draws slopes in training, 0 does not."),
        ),
        noisy=Noisy(rectifier.rrelu_noisy, "nn.RReLU({lower}, {upper})", "random", _NOISY_RRELU),
        kinks=("0",),
    ),
    Activation(
        key="abs",
        name="|x|",
        family="rectifier",
        function=rectifier.absolute,
        formula="Piecewise((x, x > 0), (-x, True))",
        text="|z|",
        pytorch="Abs()",
        module=module_text("Abs", "torch.abs(z)"),
        source="Jarrett et al. 2009",
        use="Passes the full slope on both sides, so that no unit dies; z and −z look the same "
        "to the next layer.",
        note="Loses the sign of z, but no unit dies; PyTorch takes 0 as the derivative at 0.",
        kinks=("0",),
    ),
    Activation(
        key="squared_relu",
        name="Squared ReLU",
        family="rectifier",
        function=rectifier.squared_relu,
        formula="Piecewise((x**2, x > 0), (0, True))",
        text="max(0, z)²",
        pytorch="SquaredReLU()",
        module=module_text("SquaredReLU", "torch.relu(z) ** 2"),
        source="So et al. 2021",
        use="Known from language models, sparse and without a jump in its slope; large signals "
        "are squared in every layer and can explode.",
        note="Its slope has no bound, so large preactivations grow from layer to layer.",
        kinks=("0",),
    ),
    Activation(
        key="nlrelu",
        name="NLReLU",
        family="rectifier",
        function=rectifier.nlrelu,
        formula="Piecewise((log(beta*x + 1), x > 0), (0, True))",
        text="log(1 + β max(0, z))",
        pytorch="NLReLU(beta={beta})",
        module=module_text("NLReLU", "torch.log1p(self.beta * torch.relu(z))", fixed="beta"),
        source="Liu et al. 2019",
        use="Tames the large outputs of ReLU; units still die on the left, and on the right the "
        "slope fades like 1/z.",
        note="A ReLU that grows like a logarithm; the derivative at 0 is taken as 0.",
        hyperparameters=(
            Hyperparameter("beta", 1.0, 0.1, 10.0, 0.1, "The slope just right of 0."),
        ),
        kinks=("0",),
    ),
    Activation(
        key="srelu",
        name="SReLU",
        family="rectifier",
        function=rectifier.srelu,
        formula="Piecewise((tr + ar*(x - tr), x >= tr), (tl + al*(x - tl), x <= tl), (x, True))",
        text="z on [tl, tr], slopes al, ar outside",
        pytorch="SReLU({units}, tl={tl}, al={al}, tr={tr}, ar={ar})",
        module=module_text(
            "SReLU",
            "left = torch.where(z <= self.tl, self.tl + self.al * (z - self.tl), z)",
            "torch.where(z >= self.tr, self.tr + self.ar * (z - self.tr), left)",
            learned="tl al tr ar",
        ),
        source="Jin et al. 2016",
        use="Learns where it bends and how much on each side; four more numbers to fit, and "
        "nothing keeps the slopes from turning negative.",
        note="Both corners and both outer slopes are trained with the weights.",
        hyperparameters=(
            Hyperparameter("tl", -1.0, -4.0, 0.0, 0.1, "The left corner at step 0."),
            Hyperparameter("al", 0.2, -1.0, 1.0, 0.01, "The slope left of it at step 0."),
            Hyperparameter("tr", 2.0, 0.1, 4.0, 0.1, "The right corner at step 0."),
            Hyperparameter("ar", 0.5, -1.0, 2.0, 0.01, "The slope right of it at step 0."),
        ),
        learnable=("tl", "al", "tr", "ar"),
        kinks=("tl", "tr"),
    ),
    Activation(
        key="apl",
        name="APL",
        family="rectifier",
        function=rectifier.apl,
        formula=("Piecewise((x, x > 0), (0, True)) + Piecewise((a*(b - x), x < b), (0, True))"),
        text="max(0, z) + a max(0, b − z)",
        pytorch="APL({units}, a={a}, b={b})",
        module=module_text("APL", "torch.relu(z) + self.a * torch.relu(self.b - z)", learned="a b"),
        source="Agostinelli et al. 2015",
        use="Learns a hinge of its own on top of ReLU, convex or not; the more it may bend, the "
        "more it may overfit.",
        note="One hinge is added to ReLU, its slope and place trained with the weights; "
        "the paper allows several hinges.",
        hyperparameters=(
            Hyperparameter("a", 0.2, -1.0, 1.0, 0.01, "The slope of the hinge at step 0."),
            Hyperparameter("b", 0.0, -2.0, 2.0, 0.1, "The place of the hinge at step 0."),
        ),
        learnable=("a", "b"),
        kinks=("0", "b"),
    ),
)
