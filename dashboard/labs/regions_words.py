"""Words of the lab on linear regions: counts with their spread, a region as an if-statement."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard import numbers
from models.choices import ActivationChoice
from models.labs.regions_rule import Condition, Rule


def activation_name(key: str) -> str:
    """The name of an activation on screen.

    >>> activation_name("relu")
    'ReLU'
    """
    return ActivationChoice(key).name


def spread(counts: NDArray[np.int64]) -> str:
    """Median and quartiles of counts.

    >>> spread(np.array([26, 32, 22, 28, 25]))
    '26 [25–28]'
    """
    return f"{number(float(np.median(counts)))} {numbers.interval(*quartiles(counts))}"


def quartiles(counts: NDArray[np.int64]) -> tuple[float, float]:
    """First and third quartile of counts."""
    low, high = np.quantile(counts, [0.25, 0.75])
    return float(low), float(high)


def number(value: float) -> str:
    """A median of counts, which may end in a half.

    >>> number(1234.0), number(26.5)
    ('1,234', '26.5')
    """
    return numbers.step(round(value)) if value == round(value) else f"{value:,.1f}"


def if_statement(stated: Rule, choice: ActivationChoice) -> tuple[str, str]:
    """A region as Python, and one line about its map.

    Parameters
    ----------
    stated : Rule
    choice : ActivationChoice
        Of the hidden layers.
    """
    switch = len(choice.activation.kinks) == 1
    tests = [_condition(part) for part in stated.conditions]
    wide = max(map(len, tests), default=0)
    notes = [_note(part, switch) for part in stated.conditions]
    rows = [
        f"    {'and ' if at else ''}{test:<{wide if at else wide + 4}}  # {note}"
        for at, (test, note) in enumerate(zip(tests, notes, strict=True))
    ]
    head = ["if (", *rows, "):"] if rows else ["if True:  # the region fills the box"]
    first, second, constant = stated.map
    body = f"    output = {_sum(first, second)} {_signed(constant)}"
    return "\n".join([*head, body]), _check(stated, switch)


def _condition(part: Condition) -> str:
    sign = ">" if part.above else "<="
    return f"{_sum(part.first, part.second)} {sign} {part.bound:.3g}"


def _sum(first: float, second: float) -> str:
    return f"{first:.3g} * x {_signed(second)} * y"


def _signed(value: float) -> str:
    return f"{'-' if value < 0 else '+'} {abs(value):.3g}"


def _note(part: Condition, switch: bool) -> str:
    where = f"layer {part.line.layer + 1}, unit {part.line.unit + 1}"
    if switch:
        return f"{where} is {'on' if part.above else 'off'}"
    return f"{where} is {'above' if part.above else 'below'} kink {part.line.kink + 1}"


def _check(stated: Rule, switch: bool) -> str:
    slopes = " and ".join(f"{slope:.6g}".replace("-", "−") for slope in stated.autograd)
    layers = ", ".join(
        f"{on} of {units} in layer {at + 1}" for at, (on, units) in enumerate(stated.upper)
    )
    state = "Units that are on" if switch else "Units on their last piece"
    return (
        f"Autograd at a point inside: slopes {slopes}; the largest difference is "
        f"{numbers.gradient(stated.difference)}. {state}: {layers}. The region is "
        f"{_share(stated.area)} of the box."
    )


def _share(area: float) -> str:
    if area >= 0.01:
        return numbers.share(area)
    return f"{numbers.gradient(100 * area)}{numbers.NARROW_SPACE}%"
