"""The sentences under fields: wrong decisions, or how far outputs miss their targets."""

from __future__ import annotations

import math

from dashboard import numbers
from dashboard.words.fit import NARROW, fit
from models.summaries import wrong_count

OVERFLOW = "Some outputs on test samples overflow."


def decision(test_accuracy: float, samples: int, *, rings: bool = True) -> str:
    """How many test samples a net gets wrong.

    Parameters
    ----------
    test_accuracy : float
        NaN where it is not known.
    samples : int
        How many test samples there are.
    rings : bool
        Whether they are drawn as rings.

    Examples
    --------
    >>> decision(142 / 150, 150), decision(227 / 250, 250, rings=False)
    ('8 of 150 test samples (rings) are wrong.', '23 of 250 test samples are wrong.')
    """
    if not math.isfinite(test_accuracy):
        return OVERFLOW
    wrong, total = wrong_count(test_accuracy, samples), numbers.step(samples)
    what = "test samples (rings)" if rings else "test samples"
    if wrong == 0:
        return f"All {total} {what} are right."
    count, verb = numbers.step(wrong), "is" if wrong == 1 else "are"
    if wrong == samples:
        return f"All {total} {what} are wrong."
    return fit(
        NARROW,
        f"{count} of {total} {what} {verb} wrong.",
        f"{count} of {total} test samples {verb} wrong.",
    )


def misses(test_rmse: float) -> str:
    """How far outputs miss the targets of the test samples.

    >>> misses(0.1234), misses(0.0)
    ('Outputs miss test targets by 0.12 (RMS).', 'Outputs meet every test target.')
    """
    if not math.isfinite(test_rmse):
        return OVERFLOW
    if test_rmse == 0:
        return "Outputs meet every test target."
    miss = numbers.gradient(test_rmse)
    return fit(
        NARROW,
        f"Outputs miss test targets by {miss} (RMS).",
        f"Outputs miss targets by {miss} (RMS).",
    )
