"""The sentence under a decision field."""

from __future__ import annotations

import math

from dashboard import numbers
from dashboard.words.fit import NARROW, fit
from models.summaries import wrong_count


def decision(test_accuracy: float, samples: int) -> str:
    """How many test samples a net gets wrong.

    >>> decision(142 / 150, 150)
    '8 of 150 test samples (rings) are wrong.'
    """
    if not math.isfinite(test_accuracy):
        return "Some outputs on test samples overflow."
    wrong, total = wrong_count(test_accuracy, samples), numbers.step(samples)
    if wrong == 0:
        return f"All {total} test samples (rings) are right."
    count, verb = numbers.step(wrong), "is" if wrong == 1 else "are"
    if wrong == samples:
        return f"All {total} test samples (rings) are wrong."
    return fit(
        NARROW,
        f"{count} of {total} test samples (rings) {verb} wrong.",
        f"{count} of {total} test samples {verb} wrong.",
    )
