"""What the search for learning rates found. A net is named by its short name."""

from __future__ import annotations

import math

from dashboard import numbers
from dashboard.words.fit import joined
from models.race.rates import RateCurve


def best_rate(curve: RateCurve) -> str:
    """The rate that was chosen, and where the nets diverge."""
    rate = numbers.plain(curve.rate)
    lost = [r for r, share in zip(curve.rates, curve.diverged, strict=True) if share > 0]
    if not math.isfinite(curve.median[curve.best]):
        return "Most seeds diverge at every rate."
    if not lost:
        return f"Best at {rate}; no net diverges."
    return f"Best at {rate}; nets diverge from {numbers.plain(lost[0])} on."


def rates_note(names: tuple[str, ...], curves: tuple[RateCurve, ...]) -> str:
    """How a rate is chosen, and whose best one may lie beyond those that were tried."""
    found = (
        "Chosen is the rate with the fewest median steps to the target; where no rate gets there, "
        "that with the lowest median loss. The seeds of the race are not looked at."
    )
    edge = tuple(name for name, curve in zip(names, curves, strict=True) if curve.edge)
    if edge:
        lies = "lies" if len(edge) == 1 else "lie"
        found += f" The best one of {joined(edge)} {lies} at the edge: a better one may be beyond."
    return found
