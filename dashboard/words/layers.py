"""The sentence under the preactivations of a layer."""

from __future__ import annotations

from dashboard import numbers
from dashboard.words.fit import NARROW, fit
from models.activations.shape import Shape
from models.config import RunConfig
from models.measures.records import LayerStatistics
from models.summaries import DeadUnits, saturated_share


def no_layer(config: RunConfig) -> str:
    """What stands in place of the strip of a net without hidden layers."""
    if config.task == "binary" and set(config.used_features) <= {"x", "y"}:
        return "No hidden layer: the net is a straight line."
    return "No hidden layer: the net is linear in its inputs."


def output(low: float, high: float) -> str:
    r"""Where most outputs of a net without hidden layers lie.

    >>> output(-1.25, 0.75)
    '90\u202f% of outputs lie from −1.2 to 0.75.'
    """
    ends = " to ".join(numbers.gradient(end) for end in (low, high))
    return f"90\N{NARROW NO-BREAK SPACE}% of outputs lie from {ends}."


def layer(found: LayerStatistics, net: int, dead: DeadUnits, shape: Shape) -> str:
    """What a layer of a net does, in one sentence: overflow, dead units, saturation.

    Parameters
    ----------
    found : LayerStatistics
    net : int
        Index among the K nets.
    dead : DeadUnits
        Its dead units, with their dates.
    shape : Shape
        Of its activation.
    """
    overflowed = int(found.histogram.not_finite[net])
    if overflowed:
        verb = "value is" if overflowed == 1 else "values are"
        return f"{numbers.step(overflowed)} {verb} not finite."
    if dead.count:
        return dead_sentence(dead)
    silent = int(found.effectively_dead[net].sum())
    if silent:
        return silent_sentence(silent, dead.units)
    if shape.saturates_left or shape.saturates_right:
        return saturated_sentence(saturated_share(found, net))
    return "The only unit is not dead." if dead.units == 1 else "No unit is dead."


def dead_sentence(dead: DeadUnits) -> str:
    """How many units are dead, and since when.

    >>> dead_sentence(DeadUnits(1, 8, 88, 88))
    '1 of 8 units dead since step 88.'
    >>> dead_sentence(DeadUnits(3, 8, 40, 88))
    '3 of 8 units dead, first since step 40.'
    """
    if dead.units == 1:
        return _only_unit(dead.first)
    whole = dead.count == dead.units
    some = f"All {dead.units}" if whole else f"{dead.count} of {dead.units}"
    plain = f"{some} units {'is' if dead.count == 1 else 'are'} dead."
    if dead.first is None:
        return plain
    since = f"since step {numbers.step(dead.first)}"
    if dead.first == dead.last:
        return fit(NARROW, f"{some} units dead {since}.", f"{some} dead {since}.", plain)
    return fit(NARROW, f"{some} units dead, first {since}.", f"{some} dead, first {since}.", plain)


def _only_unit(first: int | None) -> str:
    if first is None:
        return "The only unit is dead."
    since = f"dead since step {numbers.step(first)}"
    return fit(NARROW, f"The only unit has been {since}.", f"1 of 1 unit {since}.")


def silent_sentence(count: int, units: int) -> str:
    """How many units of a smooth activation are effectively dead.

    >>> silent_sentence(2, 8)
    '2 of 8 units effectively dead.'
    """
    if units == 1:
        return "The only unit is effectively dead."
    some = f"All {units}" if count == units else f"{count} of {units}"
    return f"{some} units effectively dead."


def saturated_sentence(share: float) -> str:
    """Which share of the values is saturated."""
    if share == 0:
        return "No value is saturated."
    if share == 1:
        return "All values are saturated."
    return f"{numbers.share(share)} of values saturated."
