"""Entries: smooth rectifiers."""

from __future__ import annotations

from models.activations import kernels
from models.activations.functions import rectifier_smooth as smooth
from models.activations.module_text import module_text
from models.activations.record import Activation
from models.hyperparameter import Hyperparameter

ENTRIES = (
    Activation(
        key="elu",
        name="ELU",
        family="rectifier-smooth",
        function=smooth.elu,
        kernel=kernels.ELU,
        formula="Piecewise((x, x > 0), (alpha*(exp(x) - 1), True))",
        text="z if z > 0 else α(eᶻ − 1)",
        pytorch="nn.ELU({alpha})",
        source="Clevert, Unterthiner & Hochreiter 2016",
        use="Negative outputs bring the mean nearer to 0 than with ReLU; far left it saturates, "
        "and units hardly learn.",
        note="Smooth at 0 only for alpha = 1; PyTorch takes the left derivative there.",
        hyperparameters=(
            Hyperparameter("alpha", 1.0, 0.1, 4.0, 0.1, "The output far left is minus alpha."),
        ),
        kinks=("0",),
    ),
    Activation(
        key="celu",
        name="CELU",
        family="rectifier-smooth",
        function=smooth.celu,
        formula="Piecewise((x, x > 0), (alpha*(exp(x/alpha) - 1), True))",
        text="z if z > 0 else α(e^(z/α) − 1)",
        pytorch="nn.CELU({alpha})",
        source="Barron 2017",
        use="Smooth at 0 for every alpha, where ELU is not; far left it saturates in the same way.",
        note="ELU with a continuous derivative for every alpha. Exact everywhere; PyTorch’s own "
        "rounds 1/α to float32.",
        hyperparameters=(
            Hyperparameter("alpha", 1.0, 0.1, 4.0, 0.1, "The output far left is minus alpha."),
        ),
        kinks=("0",),
    ),
    Activation(
        key="selu",
        name="SELU",
        family="rectifier-smooth",
        function=smooth.selu,
        formula=(
            "Piecewise((1.0507009873554805*x, x > 0), "
            "(1.0507009873554805*1.6732632423543772*(exp(x) - 1), True))"
        ),
        text="λ ELU(z, α)",
        pytorch="nn.SELU()",
        source="Klambauer et al. 2017",
        use="With LeCun’s normal weights and standardised inputs, signals stay near mean 0 and "
        "variance 1 in deep nets; other weights or plain dropout undo that.",
        note="Self-normalising with the LeCun normal initializer; the derivative at 0 is 1.7581.",
        kinks=("0",),
    ),
    Activation(
        key="pelu",
        name="PELU",
        family="rectifier-smooth",
        function=smooth.pelu,
        formula="Piecewise((a*x/b, x > 0), (a*(exp(x/b) - 1), True))",
        text="a z/b if z > 0 else a(e^(z/b) − 1)",
        pytorch="PELU({units}, a={a}, b={b})",
        module=module_text(
            "PELU",
            "a, b = self.a.clamp(min=0.1), self.b.clamp(min=0.1)",
            "torch.where(z > 0, a / b * z, a * torch.expm1(z.clamp(max=0) / b))",
            learned="a b",
        ),
        source="Trottier et al. 2017",
        use="Learns the scale and the decay of an ELU; both must be kept positive, and the left "
        "side still saturates.",
        note="Both a and b are trained with the weights, and held at 0.1 or above.",
        hyperparameters=(
            Hyperparameter("a", 1.0, 0.2, 4.0, 0.1, "The output far left is minus this, at first."),
            Hyperparameter("b", 2.0, 0.2, 4.0, 0.1, "How slowly it levels out, at step 0."),
        ),
        learnable=("a", "b"),
        kinks=("0",),
    ),
    Activation(
        key="isrlu",
        name="ISRLU",
        family="rectifier-smooth",
        function=smooth.isrlu,
        formula="Piecewise((x, x > 0), (x/sqrt(1 + alpha*x**2), True))",
        text="z if z > 0 else z / √(1 + α z²)",
        pytorch="ISRLU(alpha={alpha})",
        module=module_text(
            "ISRLU",
            "left = z.clamp(max=0)",
            "torch.where(z > 0, z, left / torch.sqrt(1 + self.alpha * left**2))",
            fixed="alpha",
        ),
        source="Carlile et al. 2017",
        use="Like ELU without an exponential, and smoother at 0; far left its slope falls like "
        "1/|z|³.",
        note="Like ELU without an exponential; two derivatives are continuous at 0.",
        hyperparameters=(
            Hyperparameter("alpha", 1.0, 0.1, 4.0, 0.1, "The limit on the left is −1/√alpha."),
        ),
        kinks=("0",),
    ),
    Activation(
        key="softplus",
        name="Softplus",
        family="rectifier-smooth",
        function=smooth.softplus,
        formula="log(1 + exp(beta*x))/beta",
        text="log(1 + eᵝᶻ) / β",
        pytorch="nn.Softplus({beta}, threshold=40)",
        source="Dugas et al. 2001; Glorot et al. 2011",
        use="A ReLU without a corner, and always positive, as variances and rates must be; its "
        "mean is far from 0, and the left side saturates.",
        note="Exact everywhere; PyTorch’s own switches to z where βz passes its threshold.",
        hyperparameters=(Hyperparameter("beta", 1.0, 0.1, 10.0, 0.1, "Larger is closer to ReLU."),),
    ),
    Activation(
        key="shifted_softplus",
        name="Shifted softplus",
        family="rectifier-smooth",
        function=smooth.shifted_softplus,
        formula="log(1 + exp(x)) - log(2)",
        text="log(1 + eᶻ) − log 2",
        pytorch="ShiftedSoftplus()",
        module=module_text("ShiftedSoftplus", "F.softplus(z, threshold=40) - math.log(2)"),
        source="Schütt et al. 2017 (SchNet)",
        use="Good where the net’s own derivatives are needed, as for the forces in molecules; "
        "far left it saturates.",
        note="Softplus moved down so that 0 stays 0.",
    ),
    Activation(
        key="squareplus",
        name="Squareplus",
        family="rectifier-smooth",
        function=smooth.squareplus,
        formula="(x + sqrt(x**2 + b))/2",
        text="(z + √(z² + b)) / 2",
        pytorch="Squareplus(b={b})",
        module=module_text("Squareplus", "(z + torch.sqrt(z**2 + self.b)) / 2", fixed="b"),
        source="Barron 2021",
        use="A smooth ReLU from one root; on the left it nears 0 only like 1/|z|, so that no "
        "output is ever off.",
        note="Like softplus without an exponential; with b = 4 log(2)² both are equal at 0.",
        hyperparameters=(Hyperparameter("b", 4.0, 0.1, 16.0, 0.1, "Smaller is closer to ReLU."),),
    ),
    Activation(
        key="smelu",
        name="SmeLU",
        family="rectifier-smooth",
        function=smooth.smelu,
        formula=("Piecewise((0, x <= -beta), (x, x >= beta), ((x + beta)**2/(4*beta), True))"),
        text="0, (z + β)²/(4β) on [−β, β], z",
        pytorch="SmeLU(beta={beta})",
        module=module_text(
            "SmeLU",
            "height = z.clamp(-self.beta, self.beta) + self.beta",
            "height**2 / (4 * self.beta) + torch.relu(z - self.beta)",
            fixed="beta",
        ),
        source="Shamir, Lin & Coviello 2020",
        use="A ReLU with a rounded corner, meant to make results repeat from run to run; left of "
        "−β units can die as with ReLU.",
        note="A ReLU whose corner is a parabola.",
        hyperparameters=(
            Hyperparameter("beta", 1.0, 0.1, 4.0, 0.1, "Half the width of the parabola."),
        ),
        kinks=("-beta", "beta"),
    ),
    Activation(
        key="xielu",
        name="xIELU",
        family="rectifier-smooth",
        function=smooth.xielu,
        formula=("Piecewise((ap*x**2 + beta*x, x > 0), (an*(exp(x) - 1) - an*x + beta*x, True))"),
        text="β z + (ap z² or an(eᶻ − 1 − z))",
        pytorch="XIELU({units}, ap={ap}, an={an}, beta={beta})",
        module=module_text(
            "XIELU",
            "left = z.clamp(max=0)",
            "falling = self.an * torch.expm1(left) + (self.beta - self.an) * left",
            "torch.where(z > 0, self.ap * z**2 + self.beta * z, falling)",
            learned="ap an",
            fixed="beta",
        ),
        source="Huang & Schlag 2024",
        use="Made for language models, with an unbounded slope on the right that lets large "
        "signals grow; that slope can also let them explode.",
        note="Its slope rises linearly on the right. ap and an are trained with the weights, here "
        "without the softplus that keeps them positive in the paper.",
        hyperparameters=(
            Hyperparameter("ap", 0.8, 0.1, 2.0, 0.1, "Half the curvature on the right, at first."),
            Hyperparameter("an", 0.8, 0.1, 2.0, 0.1, "The curvature on the left, at first."),
            Hyperparameter("beta", 0.5, 0.0, 2.0, 0.1, "The slope at 0."),
        ),
        learnable=("ap", "an"),
        kinks=("0",),
    ),
)
