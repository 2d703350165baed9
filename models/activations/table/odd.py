"""Entries: odd and unbounded, and shrinkage."""

from __future__ import annotations

from models.activations.functions import odd
from models.activations.module_text import module_text
from models.activations.record import Activation
from models.hyperparameter import Hyperparameter

_LAMBD = Hyperparameter("lambd", 0.5, 0.1, 2.0, 0.1, "Nearer to 0 than this the output is 0.")

ENTRIES = (
    Activation(
        key="symlog",
        name="Symlog",
        family="odd-unbounded",
        function=odd.symlog,
        formula="Piecewise((log(1 + x), x >= 0), (-log(1 - x), True))",
        text="sign(z) log(1 + |z|)",
        pytorch="Symlog()",
        module=module_text(
            "Symlog",
            "right, left = z.clamp(min=0), (-z).clamp(min=0)",
            "torch.where(z >= 0, torch.log1p(right), -torch.log1p(left))",
        ),
        source="Godfrey & Gashler 2015; Hafner et al. 2023",
        use="Good for numbers of very different sizes, which it brings together; the larger a "
        "preactivation, the smaller its gradient.",
        note="Grows like a logarithm on both sides; the second derivative jumps at 0.",
        kinks=("0",),
    ),
    Activation(
        key="asinh",
        name="asinh",
        family="odd-unbounded",
        function=odd.asinh,
        formula="asinh(x)",
        text="asinh z",
        pytorch="Asinh()",
        module=module_text("Asinh", "torch.asinh(z)"),
        source="",
        use="Brings large numbers together as symlog does, without a jump in any derivative; "
        "slopes shrink like 1/|z|.",
        note="Grows like a logarithm on both sides, and is smooth at 0.",
    ),
    Activation(
        key="bent_identity",
        name="Bent identity",
        family="odd-unbounded",
        function=odd.bent_identity,
        formula="(sqrt(x**2 + 1) - 1)/2 + x",
        text="z + (√(z² + 1) − 1)/2",
        pytorch="BentIdentity()",
        module=module_text("BentIdentity", "z + (torch.sqrt(z**2 + 1) - 1) / 2"),
        source="",
        use="No unit can die or saturate, because the slope stays between 1/2 and 3/2; it is "
        "nearly a line, so a small net bends little.",
        note="Slopes between 1/2 and 3/2; of unknown origin, and odd only nearly.",
    ),
    Activation(
        key="tanhshrink",
        name="Tanhshrink",
        family="shrinkage",
        function=odd.tanhshrink,
        formula="x - tanh(x)",
        text="z − tanh z",
        pytorch="nn.Tanhshrink()",
        source="Collobert et al. 2011 (Torch)",
        use="Damps small signals and passes large ones; with small first weights hardly anything "
        "passes, and nothing learns.",
        note="The derivative is 0 at 0, where preactivations start.",
    ),
    Activation(
        key="softshrink",
        name="Soft-shrink",
        family="shrinkage",
        function=odd.softshrink,
        formula="Piecewise((x - lambd, x > lambd), (x + lambd, x < -lambd), (0, True))",
        text="sign(z) max(0, |z| − λ)",
        pytorch="nn.Softshrink({lambd})",
        source="Donoho & Johnstone 1994; Gregor & LeCun 2010",
        use="Good for sparse codes, because small numbers become exactly 0; no gradient passes "
        "there, and all others are pulled towards 0.",
        note="The proximal step of an L1 penalty: two ReLUs back to back.",
        hyperparameters=(_LAMBD,),
        kinks=("-lambd", "lambd"),
    ),
    Activation(
        key="hardshrink",
        name="Hard-shrink",
        family="shrinkage",
        function=odd.hardshrink,
        formula="Piecewise((x, Abs(x) > lambd), (0, True))",
        text="z if |z| > λ else 0",
        pytorch="nn.Hardshrink({lambd})",
        source="Donoho & Johnstone 1994",
        use="Removes small numbers and leaves the others as they are; it jumps, which gradient "
        "descent does not see.",
        note="Jumps at both edges, and the gradient does not see the jumps.",
        hyperparameters=(_LAMBD,),
        kinks=("-lambd", "lambd"),
    ),
)
