"""Entries: sigmoidal."""

from __future__ import annotations

from models.activations import kernels
from models.activations.functions import sigmoidal
from models.activations.module_text import module_text
from models.activations.record import Activation
from models.hyperparameter import Hyperparameter

ENTRIES = (
    Activation(
        key="sigmoid",
        name="sigmoid",
        family="sigmoidal",
        function=sigmoidal.sigmoid,
        kernel=kernels.SIGMOID,
        formula="1/(1 + exp(-x))",
        text="1 / (1 + e⁻ᶻ)",
        pytorch="nn.Sigmoid()",
        source="Verhulst 1838; Rumelhart, Hinton & Williams 1986",
        use="Good where a number must lie between 0 and 1, as in gates and outputs; deep stacks "
        "learn slowly, because its slope is at most 1/4 and its mean far from 0.",
        pill=True,
    ),
    Activation(
        key="tanh",
        name="tanh",
        family="sigmoidal",
        function=sigmoidal.tanh,
        kernel=kernels.TANH,
        formula="tanh(x)",
        text="tanh z",
        pytorch="nn.Tanh()",
        source="LeCun et al. 1998",
        use="Good for small and for recurrent nets, bounded and centred on 0; large "
        "preactivations saturate, and little gradient passes there.",
        pill=True,
    ),
    Activation(
        key="lecun_tanh",
        name="LeCun tanh",
        family="sigmoidal",
        function=sigmoidal.lecun_tanh,
        formula="1.7159*tanh(2*x/3)",
        text="1.7159 tanh(2z/3)",
        pytorch="LeCunTanh()",
        module=module_text("LeCunTanh", "1.7159 * torch.tanh(2 / 3 * z)"),
        source="LeCun 1989; LeCun et al. 1998",
        use="Good where inputs and targets are scaled to ±1, because it keeps that scale; it "
        "saturates like tanh.",
        note="Scaled so that 1 is mapped to 1 and −1 to −1, to five digits.",
    ),
    Activation(
        key="hardsigmoid",
        name="Hard sigmoid",
        family="sigmoidal",
        function=sigmoidal.hardsigmoid,
        formula="Piecewise((0, x <= -3), (1, x >= 3), (x/6 + Rational(1, 2), True))",
        text="z/6 + 1/2 within [0, 1]",
        pytorch="nn.Hardsigmoid()",
        source="Courbariaux, Bengio & David 2015; Howard et al. 2019",
        use="A gate without an exponential, for small devices; outside [−3, 3] no gradient passes.",
        note="The slope is 1/6 to the last digit, in PyTorch’s own to seven digits; the first "
        "version, and Keras before 3, had 0.2.",
        kinks=("-3", "3"),
    ),
    Activation(
        key="hardtanh",
        name="Hard tanh",
        family="sigmoidal",
        function=sigmoidal.hardtanh,
        formula="Piecewise((min_val, x <= min_val), (max_val, x >= max_val), (x, True))",
        text="z within [min, max]",
        pytorch="nn.Hardtanh({min_val}, {max_val})",
        source="Collobert 2004",
        use="Bounded and made of lines, which suits arithmetic of few bits; outside its limits "
        "no gradient passes.",
        note="PyTorch takes 0 as the derivative at both ends, where that of torch.clamp is 1.",
        hyperparameters=(
            Hyperparameter("min_val", -1.0, -5.0, 0.0, 0.1, "The smallest output."),
            Hyperparameter("max_val", 1.0, 0.1, 5.0, 0.1, "The largest output."),
        ),
        kinks=("min_val", "max_val"),
    ),
    Activation(
        key="logsigmoid",
        name="Log-sigmoid",
        family="sigmoidal",
        function=sigmoidal.logsigmoid,
        formula="-log(1 + exp(-x))",
        text="log(1 / (1 + e⁻ᶻ))",
        pytorch="nn.LogSigmoid()",
        source="",
        use="Good inside losses, as the logarithm of a probability; between layers its outputs "
        "are all negative, far from mean 0.",
        note="Softplus turned around, −softplus(−z); mostly met inside losses.",
    ),
    Activation(
        key="softsign",
        name="Softsign",
        family="sigmoidal",
        function=sigmoidal.softsign,
        formula="Piecewise((x/(1 + x), x >= 0), (x/(1 - x), True))",
        text="z / (1 + |z|)",
        pytorch="nn.Softsign()",
        source="Elliott 1993; Bergstra et al. 2009; Turian et al. 2009",
        use="Saturates more gently than tanh, so that units far out still learn a little; it "
        "needs large preactivations to come near its limits.",
        note="Saturates slowly, like 1/z; the second derivative jumps at 0.",
        kinks=("0",),
    ),
    Activation(
        key="arctan",
        name="arctan",
        family="sigmoidal",
        function=sigmoidal.arctan,
        formula="atan(x)",
        text="arctan z",
        pytorch="Arctan()",
        module=module_text("Arctan", "torch.atan(z)"),
        source="Duch & Jankowski 1999",
        use="Keeps more gradient far out than tanh does; it is bounded all the same, and deep "
        "stacks of it saturate.",
        note="Saturates slowly, like 1/z.",
    ),
    Activation(
        key="erf",
        name="erf",
        family="sigmoidal",
        function=sigmoidal.erf,
        formula="erf(x)",
        text="erf z",
        pytorch="Erf()",
        module=module_text("Erf", "torch.erf(z)"),
        source="Williams 1997",
        use="Good for theory, because wide layers of it have a kernel in closed form; its tails "
        "lose their slope even faster than those of tanh.",
        note="Wide layers with it have a kernel in closed form.",
    ),
    Activation(
        key="gudermannian",
        name="Gudermannian",
        family="sigmoidal",
        function=sigmoidal.gudermannian,
        formula="2*atan(tanh(x/2))",
        text="2 arctan(tanh(z/2))",
        pytorch="Gudermannian()",
        module=module_text("Gudermannian", "2 * torch.atan(torch.tanh(z / 2))"),
        source="",
        use="Saturates later than tanh, with a slope that falls like e^(−z), not e^(−2z); it "
        "costs two functions where tanh is one.",
        note="Its derivative is 1 / cosh z.",
    ),
    Activation(
        key="isru",
        name="ISRU",
        family="sigmoidal",
        function=sigmoidal.isru,
        formula="x/sqrt(1 + alpha*x**2)",
        text="z / √(1 + α z²)",
        pytorch="ISRU(alpha={alpha})",
        module=module_text("ISRU", "z / torch.sqrt(1 + self.alpha * z**2)", fixed="alpha"),
        source="Carlile et al. 2017",
        use="A sigmoid without an exponential; far out its slope falls like 1/|z|³, so units "
        "there learn slowly.",
        note="A sigmoid without an exponential; it saturates slowly, like 1/z².",
        hyperparameters=(Hyperparameter("alpha", 1.0, 0.1, 4.0, 0.1, "The limits are ±1/√alpha."),),
    ),
    Activation(
        key="sqnl",
        name="SQNL",
        family="sigmoidal",
        function=sigmoidal.sqnl,
        formula=("Piecewise((-1, x <= -2), (1, x >= 2), (x + x**2/4, x < 0), (x - x**2/4, True))"),
        text="z − z|z|/4 on [−2, 2], else ±1",
        pytorch="SQNL()",
        module=module_text("SQNL", "w = z.clamp(-2, 2)", "w - w * w.abs() / 4"),
        source="Wuraola & Patel 2018",
        use="Cheap in hardware, a product and no exponential; outside [−2, 2] no gradient passes.",
        note="A sigmoid of two parabolas; exactly flat outside [−2, 2].",
        kinks=("-2", "0", "2"),
    ),
)
