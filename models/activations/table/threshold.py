"""Entries: linear and threshold."""

from __future__ import annotations

from models.activations import kernels
from models.activations.functions import threshold
from models.activations.module_text import module_text
from models.activations.record import Activation
from models.hyperparameter import Hyperparameter

ENTRIES = (
    Activation(
        key="identity",
        name="Identity",
        family="linear",
        function=threshold.identity,
        kernel=kernels.IDENTITY,
        formula="x",
        text="z",
        pytorch="nn.Identity()",
        source="",
        use="A baseline, and right for the output of a regression; a net of it, however deep, is "
        "one affine map.",
    ),
    Activation(
        key="step",
        name="Step",
        family="threshold",
        function=threshold.step,
        formula="Piecewise((1, x > 0), (0, True))",
        text="1 if z > 0 else 0",
        pytorch="Step()",
        module=module_text("Step", "torch.relu(torch.sign(z))"),
        source="McCulloch & Pitts 1943; Rosenblatt 1958",
        use="Good for logic, and for hardware that knows only on and off; gradient descent "
        "cannot train what lies before it.",
        note="The derivative is 0 wherever there is one, so the layers before it never learn.",
        kinks=("0",),
    ),
    Activation(
        key="sign",
        name="Sign",
        family="threshold",
        function=threshold.sign,
        formula="Piecewise((1, x > 0), (-1, x < 0), (0, True))",
        text="1 if z > 0, −1 if z < 0, else 0",
        pytorch="Sign()",
        module=module_text("Sign", "torch.sign(z)"),
        source="Rosenblatt 1958; Hopfield 1982",
        use="Good for nets of ±1 and for Hopfield’s memories; gradient descent cannot train what "
        "lies before it.",
        note="The derivative is 0 wherever there is one, so the layers before it never learn.",
        kinks=("0",),
    ),
    Activation(
        key="step_ste",
        name="Step, STE",
        family="threshold",
        function=threshold.step_ste,
        formula="Piecewise((1, x > 0), (0, True))",
        text="1 if z > 0 else 0",
        pytorch="StepSTE(clip={clip})",
        module=module_text(
            "StepSTE",
            "passed = z.clamp(-self.clip, self.clip)",
            "torch.relu(torch.sign(z)) + (passed - passed.detach())",
            fixed="clip",
        ),
        source="Bengio, Léonard & Courville 2013; Hubara et al. 2016",
        use="Trains nets with hard thresholds, by a gradient that is not that of the loss, so "
        "that a step can raise it.",
        note="A step that can be trained, because its gradient is made up.",
        surrogate=(
            "The derivative used is not the derivative, which is 0: "
            "it is 1 where |z| is at most clip, and 0 elsewhere."
        ),
        hyperparameters=(
            Hyperparameter("clip", 1.0, 0.1, 5.0, 0.1, "How far from 0 the gradient passes."),
        ),
        kinks=("-clip", "0", "clip"),
    ),
)
