"""How good outputs are, as pictures show it: accuracy where there are classes, else R²."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard import words
from dashboard.charts import axes
from models.config import RunConfig
from models.measures.records import Floats


@dataclass(frozen=True)
class ScoreLook:
    """How a score is shown.

    Parameters
    ----------
    field : str
        ``test_`` and ``train_`` before it make fields of the loss record.
    slot, heading, detail : str
        Of its chart: key, heading and what stands before the rest of the grey part.
    caption, unit : str
        Beside the number of a net, and at the axis of a chart to study.
    format : str
        Key of the numbers' style.
    axis : callable
        ``axis(values, config)``: the y axis that holds the values.
    words : Score
        How it is worded.
    """

    field: str
    slot: str
    heading: str
    detail: str
    caption: str
    unit: str
    format: str
    axis: Callable[[Floats, RunConfig], axes.Axis]
    words: words.Score


ACCURACY = ScoreLook(
    field="accuracy",
    slot="accuracy",
    heading="Accuracy",
    detail="",
    caption="test accuracy",
    unit="share classified correctly",
    format="percent",
    axis=lambda values, config: axes.accuracies(values, config.class_count),
    words=words.ACCURACY,
)
R2 = ScoreLook(
    field="r2",
    slot="r2",
    heading="R²",
    detail="share of variance explained, ",
    caption="on test samples",
    unit="share of variance explained",
    format="r2",
    axis=lambda values, config: axes.explained(values),
    words=words.R2,
)
BY_TASK: Mapping[str, ScoreLook] = MappingProxyType(
    {"binary": ACCURACY, "multiclass": ACCURACY, "regression": R2}
)


def score_of(config: RunConfig) -> ScoreLook:
    """The score of a run."""
    return BY_TASK[config.task]
