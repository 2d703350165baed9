"""Entries: polynomials and exponentials, and gates whose two halves are the same."""

from __future__ import annotations

from models.activations.functions import polynomial, rectifier, self_gated
from models.activations.module_text import module_text
from models.activations.record import Activation
from models.hyperparameter import Hyperparameter

ENTRIES = (
    Activation(
        key="square",
        name="x²",
        family="polynomial",
        function=polynomial.square,
        formula="x**2",
        text="z²",
        pytorch="Square()",
        module=module_text("Square", "z**2"),
        source="Livni et al. 2014; Gilad-Bachrach et al. 2016",
        use="Good where only sums and products can be computed, as on encrypted numbers; one "
        "hidden layer makes a polynomial of degree 2 and no more, and deep nets explode.",
        note="With one hidden layer no number of units fits every function: the net is a "
        "polynomial of degree 2.",
    ),
    Activation(
        key="cube",
        name="x³",
        family="polynomial",
        function=polynomial.cube,
        formula="x**3",
        text="z³",
        pytorch="Cube()",
        module=module_text("Cube", "z**3"),
        source="Chen & Manning 2014",
        use="Multiplies features by each other, as its parser of sentences was to do; large "
        "preactivations explode, and small ones vanish.",
        note="Large preactivations explode, small ones vanish.",
    ),
    Activation(
        key="exponential",
        name="exp",
        family="polynomial",
        function=polynomial.exponential,
        formula="exp(x)",
        text="eᶻ",
        pytorch="Exponential()",
        module=module_text("Exponential", "torch.exp(z)"),
        source="",
        use="Good for outputs that must be positive; in hidden layers it overflows even at "
        "moderate preactivations.",
        note="Overflows in float32 from z = 88.7; two layers of it, from z = 4.5.",
    ),
    Activation(
        key="soft_exponential",
        name="Soft exponential",
        family="polynomial",
        function=polynomial.soft_exponential,
        formula=(
            "Piecewise(((exp(alpha*x) - 1)/alpha + alpha, alpha > 0), (x, Eq(alpha, 0)), "
            "(-log(1 - alpha*(x + alpha))/alpha, True))"
        ),
        text="(e^(α z) − 1)/α + α",
        pytorch="SoftExponential({units}, alpha={alpha})",
        module=module_text(
            "SoftExponential",
            "a = torch.where(self.alpha.abs() < 1e-6, 1.0, self.alpha)",
            "rise = torch.expm1(a * z) / a + a",
            "inner = -a * (z + a)",
            "fall = -torch.log1p(torch.where(inner > -1, inner, 0.0)) / a",
            "fall = torch.where(inner > -1, fall, -torch.inf)",
            "line = z * (1 + self.alpha * z / 2) + self.alpha",
            "curve = torch.where(a > 0, rise, fall)",
            "torch.where(self.alpha.abs() < 1e-6, line, curve)",
            learned="alpha",
        ),
        source="Godfrey & Gashler 2015",
        use="Learns how far to go from a line to an exponential; on the one side it may "
        "overflow, on the other it ends at a finite z.",
        note="Where training takes alpha below 0, it turns into −log(1 − α(z + α))/α; "
        "that ends at z = 1/α − α, and left of it −∞ is taken.",
        hyperparameters=(
            Hyperparameter("alpha", 0.5, 0.0, 1.0, 0.05, "From a line (0) to exp (1), at step 0."),
        ),
        learnable=("alpha",),
    ),
    Activation(
        key="reglu_tied",
        name="ReGLU, tied",
        family="gated",
        function=rectifier.squared_relu,
        formula="Piecewise((x**2, x > 0), (0, True))",
        text="z max(0, z)",
        pytorch="TiedReGLU()",
        module=module_text("TiedReGLU", "z * torch.relu(z)"),
        source="Shazeer 2020; Dauphin et al. 2017",
        use="Shows the curve behind ReGLU; a real gated layer has two sets of weights, and here "
        "large signals are just squared.",
        note="A gated layer whose two halves share their weights: the same as squared ReLU.",
        kinks=("0",),
    ),
    Activation(
        key="geglu_tied",
        name="GEGLU, tied",
        family="gated",
        function=self_gated.geglu_tied,
        formula="x**2*(1 + erf(x/sqrt(2)))/2",
        text="z² Φ(z)",
        pytorch="TiedGEGLU()",
        module=module_text("TiedGEGLU", "z * F.gelu(z)"),
        source="Shazeer 2020",
        use="Shows the curve behind GEGLU, smooth at 0; with both halves the same it cannot gate "
        "one signal by another, and grows like z².",
        note="A gated layer whose two halves share their weights.",
    ),
    Activation(
        key="swiglu_tied",
        name="SwiGLU, tied",
        family="gated",
        function=self_gated.swiglu_tied,
        formula="x**2/(1 + exp(-x))",
        text="z² σ(z)",
        pytorch="TiedSwiGLU()",
        module=module_text("TiedSwiGLU", "z * F.silu(z)"),
        source="Shazeer 2020",
        use="Shows the curve behind SwiGLU, with its dip left of 0; without a second set of "
        "weights nothing is gated, and outputs grow like z².",
        note="A gated layer whose two halves share their weights.",
    ),
)
