"""What is said to keep units from dying, each tried on the same nets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from models.config import RunConfig
from models.labs.digit_nets import digit_run
from models.labs.dying import CLASSES, Look, look, of_going
from models.labs.fates import Fates, fates
from models.labs.spread import Quartiles, of_all, of_those_with_one
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.measures.records import Floats

STEPS = 400
SMALLER = 10
CLIP = 1.0


@dataclass(frozen=True, eq=False)
class Treated:
    """The nets after one cure; L hidden layers, K nets.

    Parameters
    ----------
    name : str
        Of the cure, as it stands on the screen.
    config : RunConfig
    steps : int
        Taken so far.
    dead_share : ndarray, shape (L, K)
        NaN for a net that has diverged.
    accuracy : ndarray, shape (K,)
        On the training samples; NaN for a net that has diverged.
    fates : tuple of str, length K
    """

    name: str
    config: RunConfig
    steps: int
    dead_share: Floats
    accuracy: Floats
    fates: Fates

    @property
    def dead_spread(self) -> Quartiles:
        """Share of dead units over the nets that have not diverged, (L,)."""
        return of_those_with_one(self.dead_share)

    @property
    def accuracy_spread(self) -> Quartiles:
        """Accuracy over all nets; that of a net that has diverged counts as 0."""
        return of_all(self.accuracy, 0.0)


@dataclass(frozen=True)
class Cures:
    """The cures tried so far, the first of them none at all."""

    rate: float
    treated: tuple[Treated, ...]

    def __getitem__(self, name: str) -> Treated:
        return next(treated for treated in self.treated if treated.name == name)


def cures(settings: Settings) -> Mapping[str, RunConfig]:
    """The runs by the name of their cure; the first one has none."""
    rate = settings["rate"]
    plain = digit_run("raw", learning_rate=rate, seeds=settings.get("seeds", 10))
    return {
        "ReLU as it is": plain,
        "Leaky ReLU": replace(plain, activations=("leaky_relu",)),
        f"Learning rate ÷ {SMALLER}": replace(plain, learning_rate=rate / SMALLER),
        f"Gradients clipped at {CLIP:g}": replace(plain, clip_norm=CLIP),
        "Pixels centred": replace(plain, dataset="digits"),
    }


def _runs(settings: Settings) -> tuple[RunConfig, ...]:
    return tuple(cures(settings).values())


def _steps(settings: Settings) -> tuple[int, ...]:
    end = settings.get("steps", STEPS)
    return (0, end // 4, end // 2, end)


def _treated(name: str, course: Course) -> Treated:
    seen: Look = course.seen[-1]
    share = np.array([layer.mean(1) for layer in seen.dead])
    return Treated(
        name,
        course.config,
        seen.step,
        of_going(share, seen.diverged),
        of_going(seen.accuracy, seen.diverged),
        fates(seen.diverged, seen.accuracy, CLASSES),
    )


def _gather(settings: Settings, courses: tuple[Course, ...]) -> Cures | None:
    started = [course for course in courses if len(course.seen) > 1]
    if not started:
        return None
    named = zip(cures(settings), started, strict=False)
    return Cures(settings["rate"], tuple(_treated(name, course) for name, course in named))


CURES = Trained(_runs, _steps, look, _gather)
"""The experiment: the same nets trained once with each cure."""
