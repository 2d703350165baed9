"""The sentences under the gradients of a net layer by layer."""

from __future__ import annotations

import numpy as np

from dashboard import numbers
from models.measures.gradient_records import GradientNoise
from models.measures.records import Floats


def place(index: int, hidden: int) -> str:
    """A layer's name: its number from 1, or the output behind the hidden ones.

    >>> place(0, 2), place(2, 2)
    ('layer 1', 'the output')
    """
    return f"layer {index + 1}" if index < hidden else "the output"


def weight_gradient(norms: Floats) -> str:
    """Which weights get the largest and the smallest gradient, of norms (L + 1,).

    >>> weight_gradient(np.array([0.2, 0.013, 0.5]))
    'Largest in the output, 0.50; smallest in layer 2, 0.013.'
    """
    if not np.isfinite(norms).all():
        return "Some gradients are not finite."
    hidden = len(norms) - 1
    if hidden == 0:
        return f"The only weights get {numbers.gradient(float(norms[0]))}."
    most, least = int(np.argmax(norms)), int(np.argmin(norms))
    if norms[most] == 0:
        return "No weight gets a gradient."
    return (
        f"Largest in {place(most, hidden)}, {numbers.gradient(float(norms[most]))}; "
        f"smallest in {place(least, hidden)}, {numbers.gradient(float(norms[least]))}."
    )


def update_ratio(ratios: Floats) -> str:
    """By how much of their size the weights of a net changed in a step, of ratios (L + 1,).

    >>> update_ratio(np.array([0.0002, 0.003]))
    'One step changed 2.0×10⁻⁴ of layer 1 to 0.0030 of the output.'
    """
    hidden = len(ratios) - 1
    if not np.isfinite(ratios).any():
        return "No step has been measured yet."
    if not np.nanmax(ratios):
        return "The last step changed no weight."
    most, least = int(np.nanargmax(ratios)), int(np.nanargmin(ratios))
    high = f"{numbers.gradient(float(ratios[most]))} of {place(most, hidden)}"
    if most == least:
        return f"One step changed {high}."
    low = f"{numbers.gradient(float(ratios[least]))} of {place(least, hidden)}"
    return f"One step changed {low} to {high}."


def noise(found: GradientNoise, net: int) -> str:
    """How noisy the minibatches of a net are, in the layer where they are noisiest.

    >>> noise(GradientNoise(np.array([[1.5, 0.4]]), 25, 25), 0)
    'Largest in layer 1: 1.5 times the gradient itself.'
    """
    ratios = found.ratio[net]
    if found.epoch_minibatches == 1:
        return "Each minibatch is the whole set: no noise."
    if not np.isfinite(ratios).any():
        return "There is no gradient to compare with."
    most = int(np.nanargmax(ratios))
    size = numbers.gradient(float(ratios[most]))
    return f"Largest in {place(most, len(ratios) - 1)}: {size} times the gradient itself."


def noise_detail(found: GradientNoise) -> str:
    """What the noise of minibatches is, and how many of them were compared."""
    count, total = numbers.step(found.minibatches), numbers.step(found.epoch_minibatches)
    if found.minibatches < found.epoch_minibatches:
        return f"RMS ‖g − ∂L/∂W‖ / ‖∂L/∂W‖, first {count} of {total} minibatches"
    return f"RMS ‖g − ∂L/∂W‖ / ‖∂L/∂W‖ of {count} minibatches"


def zeros(shares: Floats) -> str:
    """Where most values are exactly 0, of shares (layers,).

    >>> zeros(np.array([0.25, 0.5]))
    'Exactly 0: at most 50\u202f% of a layer, in the output.'
    """
    if not np.isfinite(shares).any():
        return "No value is finite."
    most = int(np.nanargmax(shares))
    if not shares[most]:
        return "No value is exactly 0."
    where = place(most, len(shares) - 1)
    return f"Exactly 0: at most {numbers.share(float(shares[most]))} of a layer, in {where}."


def zeros_through_time(first: float, last: float) -> str:
    """Which share of a layer's gradients is exactly 0, at first and now.

    >>> zeros_through_time(0.0, 0.125)
    'Exactly 0: none at first, 12\u202f% now.'
    """
    if not (np.isfinite(first) and np.isfinite(last)):
        return "Some values are not finite."
    if first == last == 0:
        return "No value is exactly 0, at first or now."
    before, now = (numbers.share(share) if share else "none" for share in (first, last))
    return f"Exactly 0: {before} at first, {now} now."
