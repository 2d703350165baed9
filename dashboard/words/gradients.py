"""The sentence under the gradient of a net."""

from __future__ import annotations

import numpy as np

from dashboard import numbers
from dashboard.words.fit import WIDE, fit
from models.measures.records import Floats
from models.summaries import gradient_ratio


def gradient(signal_rms: Floats) -> str:
    """How the gradient of the first hidden layer compares with that of the last.

    Parameters
    ----------
    signal_rms : ndarray, shape (L + 1,)
        Of one net; the output layer last.

    Examples
    --------
    >>> gradient(np.array([0.24, 0.16, 0.3]))
    'Layer 1 gets 1.5 times layer 2’s gradient.'
    """
    hidden = signal_rms[:-1]
    if not np.isfinite(signal_rms).all():
        return "Some gradients are not finite."
    if len(hidden) == 0:
        return f"No hidden layer; the output gets {numbers.gradient(float(signal_rms[-1]))}."
    if len(hidden) == 1:
        return _single(float(hidden[0]))
    last = len(hidden)
    ratio = gradient_ratio([float(value) for value in hidden])
    if np.isnan(ratio):
        both = "both layers" if last == 2 else f"layers 1 and {last}"
        return f"The gradient is 0 in {both}."
    if ratio == 0 or np.isinf(ratio):
        none, some, value = (1, last, hidden[-1]) if ratio == 0 else (last, 1, hidden[0])
        return f"Layer {none} gets no gradient, layer {some} {numbers.gradient(float(value))}."
    labels = {numbers.gradient(float(value)) for value in (hidden[0], hidden[-1])}
    return _compared(ratio if len(labels) > 1 else 1.0, last)


def _single(value: float) -> str:
    return (
        f"Layer 1 gets gradient {numbers.gradient(value)}." if value else "Layer 1 gets gradient 0."
    )


def _compared(ratio: float, last: int) -> str:
    larger, smaller = (1, last) if ratio >= 1 else (last, 1)
    times = numbers.gradient(max(ratio, 1 / ratio))
    if times == "1.0":
        return f"Layers 1 and {last} get the same gradient."
    return fit(
        WIDE,
        f"Layer {larger} gets {times} times layer {smaller}’s gradient.",
        f"Layer {larger} gets {times} times layer {smaller}’s.",
    )
