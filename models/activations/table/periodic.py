"""Entries: periodic and localised."""

from __future__ import annotations

from models.activations.functions import periodic
from models.activations.module_text import module_text
from models.activations.record import Activation
from models.hyperparameter import Hyperparameter

ENTRIES = (
    Activation(
        key="sine",
        name="sin",
        family="periodic",
        function=periodic.sine,
        formula="sin(omega*x)",
        text="sin(ω z)",
        pytorch="Sine(omega={omega})",
        module=module_text("Sine", "torch.sin(self.omega * z)", fixed="omega"),
        source="Lapedes & Farber 1987; Parascandolo et al. 2016",
        use="Good for waves, sound and fine detail; the loss has many valleys, so the first "
        "weights decide much.",
        note="Fits waves at once, but the loss has many local minima.",
        hyperparameters=(
            Hyperparameter("omega", 1.0, 0.1, 60.0, 0.1, "The frequency; SIREN takes 30."),
        ),
    ),
    Activation(
        key="cosine",
        name="cos",
        family="periodic",
        function=periodic.cosine,
        formula="cos(x)",
        text="cos z",
        pytorch="Cosine()",
        module=module_text("Cosine", "torch.cos(z)"),
        source="Gallant & White 1988; Rahimi & Recht 2007",
        use="With fixed random weights a way to approximate kernels; trained, it forgets the "
        "sign of z and meets as many valleys as sin.",
        note="Even; with fixed random weights it makes random Fourier features.",
    ),
    Activation(
        key="snake",
        name="Snake",
        family="periodic",
        function=periodic.snake,
        formula="x + sin(a*x)**2/a",
        text="z + sin²(a z)/a",
        pytorch="Snake({units}, a={a})",
        module=module_text(
            "Snake",
            "a = self.a.clamp(min=0.01)",
            "z + torch.sin(a * z) ** 2 / a",
            learned="a",
        ),
        source="Ziyin, Hartwig & Ueda 2020",
        use="Good for series with a period that must go on beyond the samples; where there is no "
        "period, the waves are in the way.",
        note="A wave around a line, so it can go on beyond the samples and never falls. a is "
        "trained with the weights and held at 0.01 or above; 5 to 50 suit periodic data.",
        hyperparameters=(Hyperparameter("a", 1.0, 0.1, 50.0, 0.1, "The frequency at step 0."),),
        learnable=("a",),
    ),
    Activation(
        key="gcu",
        name="GCU",
        family="periodic",
        function=periodic.gcu,
        formula="x*cos(x)",
        text="z cos z",
        pytorch="GCU()",
        module=module_text("GCU", "z * torch.cos(z)"),
        source="Noel et al. 2021",
        use="A single unit can solve XOR, because it turns more than once; its slope grows with "
        "|z|, so large preactivations make training unstable.",
        note="One unit can solve XOR; its slope has no bound.",
    ),
    Activation(
        key="gaussian",
        name="Gaussian",
        family="localised",
        function=periodic.gaussian,
        formula="exp(-x**2)",
        text="e^(−z²)",
        pytorch="Gaussian()",
        module=module_text("Gaussian", "torch.exp(-(z**2))"),
        source="Broomhead & Lowe 1988; Ramasinghe & Lucey 2022",
        use="Good for functions made of local bumps; a unit whose samples all lie far from 0 "
        "gets no gradient and is lost.",
        note="A bump: far from 0 on both sides it is flat, and a unit there is lost.",
    ),
    Activation(
        key="sinc",
        name="sinc",
        family="localised",
        function=periodic.sinc,
        formula="Piecewise((sin(x)/x, Ne(x, 0)), (1, True))",
        text="sin(z)/z",
        pytorch="Sinc()",
        module=module_text("Sinc", "torch.sinc(z / math.pi)"),
        source="Elanayar & Shin 1994; Saratchandran et al. 2024",
        use="Good for signals without high frequencies; far out it is nearly flat and turns "
        "again and again.",
        note="Without π: torch.sinc is sin(πz)/(πz). Computed by its series near 0, where the "
        "derivative of PyTorch’s loses digits.",
    ),
)
