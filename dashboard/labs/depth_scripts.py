"""What the depth lab hands over as PyTorch: scripts that measure the same."""

from __future__ import annotations

import math
from types import MappingProxyType

from models.activations.shape import limits
from models.choices import ActivationChoice
from models.export import pytorch_line
from models.labs.normalizing import SAMPLES, WIDTH, recipes
from models.labs.saturation import WIDTH as UNITS
from models.labs.signal import weight_scale
from models.labs.stage import Settings

SIGNAL = """import torch
from torch import nn

for activation, std in (
{nets}
):
    z, h = [], torch.randn(16, {width}, dtype=torch.float64)
    for _ in range({depth}):
        layer = nn.Linear({width}, {width}, dtype=torch.float64)
{weights}        z.append(layer(h))
        h = activation(z[-1])
    gradients = torch.autograd.grad(h, z, torch.randn_like(h))
    rms = [float(gradient.square().mean().sqrt()) for gradient in gradients]
    print(f"{{activation}}: {{rms[0] / rms[-1]:.2e}}")  # layer 1 relative to the last
"""

SATURATION = """import torch
from sklearn.datasets import load_digits
from torch import nn

activation, gain = {activation}, {gain}
h = torch.tensor(load_digits().data)
h = h - h.mean(0)
h = h / h.std()
for layer in range(1, {depth} + 1):
    weight = torch.randn(h.shape[1], {units}, dtype=h.dtype) * gain / h.shape[1] ** 0.5
    h = activation(h @ weight)
    saturated = (h < {low:.4g}) | (h > {high:.4g})
    print(f"layer {{layer}}: {{saturated.double().mean():.1%}} saturated")
"""

SELU = """import torch
from torch import nn

x = torch.randn({samples}, {width}, dtype=torch.float64)
h = {inputs}
dropout = {dropout}
for number in range(1, {depth} + 1):
    layer = nn.Linear({width}, {width}, dtype=torch.float64)
{weights}    with torch.no_grad():
        h = dropout(torch.selu(layer(h)))
    print(f"layer {{number}}: mean {{h.mean():.3f}}, variance {{h.var():.3g}}")
"""

DROPOUTS = MappingProxyType(
    {"none": "nn.Identity()", "dropout": "nn.Dropout({})", "alpha": "nn.AlphaDropout({})"}
)


def signal_script(settings: Settings) -> str:
    """The error signal at layer 1, relative to the last layer."""
    key, width, nets = settings["initializer"], settings["width"], []
    for text in settings["activations"]:
        choice = ActivationChoice.parse(text)
        std = math.sqrt(weight_scale(key, choice, width)[0] / width)
        nets.append(f"    ({pytorch_line(choice)}, {std:.6f}),")
    weights = {
        "pytorch": "",
        "orthogonal": "        nn.init.orthogonal_(layer.weight)\n",
    }.get(key, "        nn.init.normal_(layer.weight, std=std)\n")
    zero = "" if key == "pytorch" else "        nn.init.zeros_(layer.bias)\n"
    return SIGNAL.format(
        nets="\n".join(nets), width=width, depth=settings["depth"], weights=weights + zero
    )


def saturation_script(settings: Settings) -> str:
    """The saturated share of each layer, on digits."""
    choice = ActivationChoice.parse(settings["activation"])
    low, high = limits(choice)
    edge = 0.05 * (high - low)
    return SATURATION.format(
        activation=pytorch_line(choice),
        gain=settings["gain"],
        depth=settings["depth"],
        units=UNITS,
        low=low + edge,
        high=high - edge,
    )


def selu_script(settings: Settings) -> str:
    """Mean and variance of each layer of the SELU net."""
    yours = recipes(settings)[0]
    weights = ""
    if yours.initializer != "pytorch":
        scale, _ = weight_scale(yours.initializer, yours.choice, WIDTH)
        std = yours.factor * math.sqrt(scale / WIDTH)
        weights = f"    nn.init.normal_(layer.weight, std={std:.6f})\n"
    if yours.initializer != "pytorch" or not yours.biases:
        weights += "    nn.init.zeros_(layer.bias)\n"
    return SELU.format(
        samples=SAMPLES,
        width=WIDTH,
        inputs="3 * x + 1" if yours.shifted else "x",
        dropout=DROPOUTS[yours.dropout].format(yours.rate),
        depth=settings["depth"],
        weights=weights,
    )
