"""Where a typed formula gives no number, in words."""

from __future__ import annotations

from dashboard import numbers
from models.formula import Gap
from models.formula.finite import LIMIT

MOST = 3
DIGITS = 4


def gaps(name: str, found: tuple[Gap, ...]) -> str:
    """One sentence for the gaps of a formula.

    >>> gaps("log(x)", (Gap(-10.0, 0.0, "value", "NaN"),))
    'log(x) is not a number (NaN) for x up to 0.'
    >>> gaps("abs(x)^0.5", (Gap(0.0, 0.0, "derivative", "infinite"),))
    'abs(x)^0.5 has an infinite derivative at x = 0.'
    >>> gaps("1/x", (Gap(-5.2e-20, 5.4e-20, "value", "infinite"),))
    '1/x is infinite at x = 0.'
    """
    parts = [f"{_what(gap)} {_where(gap)}" for gap in found[:MOST]]
    if len(found) > MOST:
        parts.append(f"and so on in {numbers.step(len(found) - MOST)} further places")
    return f"{name} {', '.join(parts)}."


def _what(gap: Gap) -> str:
    if gap.quantity == "value":
        return "is infinite" if gap.kind == "infinite" else "is not a number (NaN)"
    return "has an infinite derivative" if gap.kind == "infinite" else "has no derivative (NaN)"


def _where(gap: Gap) -> str:
    low, high = (numbers.plain(round(end, DIGITS) + 0.0) for end in (gap.low, gap.high))
    if gap.low <= -LIMIT and gap.high >= LIMIT:
        return f"everywhere from −{LIMIT:g} to {LIMIT:g}"
    if low == high:
        return f"at x = {low}"
    if gap.low <= -LIMIT:
        return f"for x up to {high}"
    if gap.high >= LIMIT:
        return f"for x from {low} on"
    return f"for x from {low} to {high}"
