"""What overflowed in a net that diverged, and what would have prevented it."""

from __future__ import annotations

from dashboard import numbers
from models.config import RunConfig
from models.declarations import PENALTIES, RATES
from models.state import Divergence


def diverged(config: RunConfig, found: Divergence, group: int = 0) -> str:
    """The sentence of a diverged net; `group` is the position of its activation.

    >>> diverged(RunConfig(learning_rate=0.2), Divergence(212, 2, "parameter"))
    'Diverged at step 212: layer 2 weights overflowed. Try rate 0.1.'
    """
    when = f"Diverged at step {numbers.step(found.step)}"
    return f"{when}: {overflowed(config, found)} overflowed. {advice(config, found, group)}"


def stopped_there(found: Divergence) -> str:
    """The sentence under the other pictures of a diverged net: they show its last finite step."""
    return f"No value: diverged at step {numbers.step(found.step)}."


def overflowed(config: RunConfig, found: Divergence) -> str:
    """The layer and the quantity, as the subject of a sentence."""
    if found.layer == 0:
        return "the loss"
    output = found.layer > len(config.hidden)
    if output and found.quantity == "preactivation":
        return "the output"
    where = "output" if output else f"layer {found.layer}"
    plural = {"parameter": "weights", "gradient": "gradients", "preactivation": "preactivations"}
    return f"{where} {plural.get(found.quantity, found.quantity)}"


def advice(config: RunConfig, found: Divergence, group: int = 0) -> str:
    """What to try: depends on what overflowed, when, and on the settings in force then.

    Plain gradient descent multiplies weights by ``1 - 2 rate L2``: beyond rate x L2 = 1 they grow
    whatever the data say, and the penalty is the cause. What overflows in the very first step is
    due to the initial weights. Everything else is a step that was too long.
    """
    now = config.at(found.step - 1)
    rate, penalty = now.learning_rates[group], now.l2
    if now.optimizer == "sgd" and rate * penalty > 1:
        return f"Try L2 {numbers.plain(max(stop for stop in PENALTIES if rate * stop <= 1))}."
    if found.step <= 1 and found.quantity in ("preactivation", "loss"):
        return "Try another initializer."
    lower = [stop for stop in RATES if stop < rate]
    return f"Try rate {numbers.plain(max(lower) if lower else rate / 2)}."
