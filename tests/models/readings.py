"""Points of a history made by hand."""

import numpy as np

from models.measures.records import LayerReading, LossRecord, Reading


def reading(step, dead=None, losses=(1.0,), reach=1.0, diverged=(False,), saturated=None):
    """One hidden layer; `dead` and `saturated` are (nets, units)."""
    values, of_weights = np.array(losses), np.ones((len(losses), 2))
    dead = np.array([(0, 0)] * len(losses) if dead is None else dead, dtype=bool)
    saturated = np.zeros_like(dead) if saturated is None else np.array(saturated, dtype=bool)
    return Reading(
        step,
        LossRecord(*[values] * 8),
        of_weights,
        (dead,),
        np.full((len(losses), 1), reach),
        np.array(diverged),
        (LayerReading(*[values] * 6, saturated, None, None),),
        of_weights,
        of_weights,
        None,
        None,
    )
