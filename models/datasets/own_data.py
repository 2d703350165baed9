"""The samples of own data, split and standardised, and the plane of their pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from models import draws
from models.datasets.labels import mislabelled
from models.datasets.own import OWN, Own
from models.datasets.record import PLANE, Array, Data, Dataset, Labels

if TYPE_CHECKING:
    from models.config import RunConfig

NAME = "Your data"
# Pictures reach a little beyond all but the outermost samples.
WITHIN, MARGIN, STRIDE, NEAREST = 0.99, 1.1, 0.5, 1.0


@dataclass(frozen=True, eq=False)
class Fitted:
    """Own data as one run has them.

    Parameters
    ----------
    data : Data
    dataset : Dataset
        With the plane that suits these samples.
    """

    data: Data
    dataset: Dataset


def _no_samples(y: Labels, rng: np.random.Generator) -> Array:
    raise ValueError("own data are drawn by nobody: their samples stand in the configuration.")


NONE = Dataset(OWN, NAME, _no_samples, "A table or a drawing of your own.", scale=1.0)
"""What is known of own data while there are none."""


def outline(own: Own | None) -> Dataset:
    """The dataset as far as it is known before the samples are split: task, classes, columns."""
    if own is None:
        return NONE
    count, columns = len(own.classes), len(own.features)
    task = ("binary" if count == 2 else "multiclass") if count else "regression"
    coordinates = ("x", "y") if columns == 2 else ()
    return replace(
        NONE,
        task=task,
        classes=count or 2,
        class_names=() if own.drawn else own.classes,
        coordinates=coordinates,
        columns=columns,
    )


def fitted(config: RunConfig) -> Fitted:
    """Own data as a run has them: split, standardised on the training samples, with their plane.

    The rows are shuffled with the run's seed, and the classes spread evenly, so that each is in
    the training set as it is in the whole; of more rows than the run's samples the first are taken.
    Drawn data keep the coordinates of the plane.

    Raises
    ------
    ValueError
        When the configuration has no own data.
    """
    own = config.own
    if own is None:
        raise ValueError("this run has no own data.")
    train = config.train_count
    key = (config.sample_count, train, config.label_noise, config.seed)
    return own.keep(key, lambda: _fitted(*_contents(own), *key))


def _contents(own: Own) -> tuple[Array, Labels, Array, Dataset, Plan]:
    """What is needed of own data, without a reference to them."""
    ends = np.array(own.ranges)
    plan = Plan(own.features, own.target, own.plane, own.drawn)
    return own.shares(), own.classes_of_rows(), ends, outline(own), plan


@dataclass(frozen=True)
class Plan:
    """Names of own data, and which plane is shown."""

    features: tuple[str, ...]
    target: str
    plane: tuple[int, ...]
    drawn: bool


def _fitted(
    shares: Array,
    labels: Labels,
    ends: Array,
    entry: Dataset,
    plan: Plan,
    samples: int,
    train: int,
    label_noise: float,
    seed: int,
) -> Fitted:
    rows = _order(len(shares), labels, draws.generator(draws.DATA, seed))[:samples]
    values = ends[:, 0] + shares[rows] * (ends[:, 1] - ends[:, 0])
    # Means and deviations of the shares: large numbers that differ little keep their digits.
    mean, spread = _moments(shares[rows][:train], plan.drawn)
    scaled = values if plan.drawn else (shares[rows] - mean) / spread
    x, y = scaled[:, : len(plan.features)], scaled[:, -1]
    if len(labels):
        rng = draws.generator(draws.LABELS, seed)
        y = mislabelled(labels[rows].astype(float), int(labels.max()) + 1, label_noise, train, rng)
    parts = [np.ascontiguousarray(part) for part in (x[:train], y[:train], x[train:], y[train:])]
    for part in parts:
        part.setflags(write=False)
    units = _units(values[:train], mean, spread, ends)
    return Fitted(Data(*parts), _placed(entry, plan, x, train, units))


def _order(count: int, labels: Labels, rng: np.random.Generator) -> Labels:
    """All rows, shuffled; of each class the first come first, and the rest evenly."""
    shuffled = rng.permutation(count)
    if not len(labels):
        return shuffled
    place = np.empty(count)
    for kind in range(int(labels.max()) + 1):
        of_kind = np.flatnonzero(labels[shuffled] == kind)
        place[of_kind] = np.arange(len(of_kind)) / len(of_kind)
    return shuffled[np.argsort(place, kind="stable")]


def _moments(train: Array, drawn: bool) -> tuple[Array, Array]:
    """Mean and standard deviation of each column; 1 for one that is constant."""
    spread = train.std(0)
    flat = np.ptp(train, axis=0) == 0
    return train.mean(0), np.where(flat, 1.0, spread)


def _units(values: Array, mean: Array, spread: Array, ends: Array) -> Array:
    """Mean and standard deviation of the columns in the units of the table, (columns, 2)."""
    width = ends[:, 1] - ends[:, 0]
    return np.stack([ends[:, 0] + mean * width, spread * width], axis=1)


def _placed(entry: Dataset, plan: Plan, x: Array, train: int, units: Array) -> Dataset:
    """The dataset with the plane of its pictures."""
    if plan.drawn:
        return replace(entry, limit=PLANE)
    if len(plan.features) == 2:
        axes = map(_axis, ("Across", "Up"), plan.features, units[:2])
        note = " ".join(("Features are standardised on the training samples.", *axes))
        return replace(
            entry, limit=_limit(x), explain_plane=_saying(_with_target(note, plan, units))
        )
    if plan.plane:
        directions, note = np.eye(x.shape[1])[list(plan.plane)], _of_two(plan)
    else:
        directions, note = _components(x[:train])
    return replace(
        entry,
        limit=_limit(x @ directions.T),
        embed=lambda points: points @ directions,
        project=lambda points: points @ directions.T,
        explain_plane=_saying(_with_target(note, plan, units)),
    )


def _saying(text: str) -> Callable[[], str]:
    return lambda: text


def _axis(where: str, name: str, unit: Array) -> str:
    mean, spread = map(figure, unit)
    return f"{where}: {name}, mean {mean}, standard deviation {spread}."


def figure(value: float) -> str:
    """A number in three digits, as a sentence has it.

    >>> figure(0.012345), figure(-5.8), figure(318_499.9)
    ('0.0123', '−5.8', '318,000')
    """
    text = f"{value:.3g}"
    plain = f"{float(text):,.0f}" if 1000 <= abs(value) < 1e9 else text
    return plain.replace("-", "−")


def _of_two(plan: Plan) -> str:
    others, (first, second) = len(plan.features) - 2, (plan.features[at] for at in plan.plane)
    rest = "the other column" if others == 1 else f"the other {others} columns"
    return (
        f"Pictures show the plane of {first} and {second}, standardised on the training samples, "
        f"with {rest} at the mean."
    )


def _components(train: Array) -> tuple[Array, str]:
    """First two principal components of training samples, (2, columns), and what they hold."""
    variance, directions = np.linalg.eigh(train.T @ train)
    found = directions[:, :-3:-1].T
    largest = np.abs(found).argmax(1)
    found = found * np.sign(found[[0, 1], largest])[:, None]
    share = 100 * variance[-2:].sum() / max(float(variance.sum()), np.finfo(float).tiny)
    return found, (
        "Pictures show the plane of the first two principal components of the "
        f"{train.shape[1]} features, standardised on the training samples; it holds "
        f"{share:.0f}\u202f% of their variance."
    )


def _with_target(note: str, plan: Plan, units: Array) -> str:
    """The note, and what 1 is of a target that is a number."""
    if len(units) == len(plan.features):
        return note
    mean, spread = map(figure, units[-1])
    return f"{note} Outputs are standardised too: 0 is {plan.target} {mean}, 1 is {spread} more."


def _limit(points: Array) -> float:
    """How far pictures reach, so that all but the outermost samples are in them."""
    reach = MARGIN * float(np.quantile(np.abs(points).max(1), WITHIN))
    return max(NEAREST, STRIDE * float(np.ceil(reach / STRIDE)))
