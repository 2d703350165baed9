"""What a race comes to: frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from models.state import Floats

LEVEL = 0.05


@dataclass(frozen=True, eq=False)
class Entrant:
    """One activation of a race at one step. A figure is the median over the seeds.

    Parameters
    ----------
    group : int
        Position of the activation in the configuration.
    steps : ndarray, shape (S,)
        Steps to target of each seed; infinite for one that has not got there.
    low, median, high : float
        Quartiles of `steps`.
    interval : tuple of float
        Of the median: bootstrap over the seeds, 95 %. NaN with a single seed.
    train_loss, test_loss : float
        A net that diverged counts as infinite.
    score : float
        Accuracy or R² on the test samples; NaN where most of the nets diverged.
    dead, saturated : float
        Share of the hidden units, and of their values, of the nets that go on; NaN for none.
    diverged : int
        How many of the nets.
    rate : float
        Learning rate that was chosen for it.
    """

    group: int
    steps: Floats
    low: float
    median: float
    high: float
    interval: tuple[float, float]
    train_loss: float
    test_loss: float
    score: float
    dead: float
    saturated: float
    diverged: int
    rate: float

    @property
    def solved(self) -> int:
        """How many seeds reached the target."""
        return int((self.steps < float("inf")).sum())


@dataclass(frozen=True)
class Comparison:
    """Two activations of a race, paired by seed.

    Parameters
    ----------
    ahead, behind : int
        Their positions in the configuration; `ahead` is the one that ranks before.
    ratio, low, high : float
        Median steps of the one behind in those of the one ahead, with a bootstrap interval of
        95 %. Infinite where no such number can be had: too many seeds have not got there.
    p : float
        Wilcoxon's signed-rank test of the steps' ratios, by Holm's method over all pairs.
    """

    ahead: int
    behind: int
    ratio: float
    low: float
    high: float
    p: float

    @property
    def differ(self) -> bool:
        """Whether the difference is more than chance: by the test, and by the interval."""
        return self.p < LEVEL and self.low > 1


@dataclass(frozen=True, eq=False)
class Race:
    """A race at one step.

    Parameters
    ----------
    step : int
    target : float
        The minibatch loss whose running mean is to be passed, one of `models.targets.LEVELS`.
    mean_over : int
        Steps in that mean.
    seeds : int
    entrants : tuple of Entrant
        The fewest median steps first.
    comparisons : tuple of Comparison
        All pairs, in the order of the entrants.
    needed : int
        Seeds with which a difference can be told from chance at all, for so many pairs.
    """

    step: int
    target: float
    mean_over: int
    seeds: int
    entrants: tuple[Entrant, ...]
    comparisons: tuple[Comparison, ...]
    needed: int

    def between(self, one: int, other: int) -> Comparison:
        """The comparison of the activations at two positions of the configuration."""
        pair = {one, other}
        return next(found for found in self.comparisons if {found.ahead, found.behind} == pair)
