"""A choice that makes others impossible: the nearest values that work, and a sentence for each."""

from __future__ import annotations

from typing import Any

from models import names
from models.config import RunConfig
from models.datasets import outline_of
from models.declarations import FIELDS
from models.fields import ConfigError, Number
from models.tasks import TASKS

ROUNDS = 20
# How a run that is too large becomes smaller is for a person to choose.
KEPT = frozenset({"seeds", "hidden"})


def fitted(values: dict[str, Any], before: RunConfig) -> tuple[RunConfig, list[str]]:
    """The configuration nearest to some values.

    Numbers move into their range, and what was chosen earlier gives way to what was chosen now.

    Parameters
    ----------
    values : dict
        The fields by name, as somebody wants them.
    before : RunConfig
        The configuration in force.

    Returns
    -------
    config : RunConfig
    notes : list of str
        One sentence for each field that had to move.

    Raises
    ------
    ConfigError
        When nothing that was chosen earlier is in the way.
    """
    values, notes = dict(values), {}
    loss = _loss_of_another_task(values, before)
    if loss is not None:
        values["loss"], notes["loss"] = loss
    for _ in range(ROUNDS):
        try:
            return RunConfig(**values), list(notes.values())
        except ConfigError as error:
            name = error.field
            if error.nearest is None or not _gives_way(name, values, before):
                raise
            values[name], notes[name] = error.nearest, _sentence(error)
    return RunConfig(**values), list(notes.values())


def _loss_of_another_task(values: dict[str, Any], before: RunConfig) -> tuple[str, str] | None:
    """Another task begins with its own loss: one that merely suits it would be left from before."""
    dataset = outline_of(values["dataset"], values["own"])
    task = TASKS[dataset.task]
    if task.key == before.task or values["loss"] == task.loss:
        return None
    name = names.value(FIELDS["loss"], task.loss)
    return task.loss, f"Loss is now {name}: {dataset.name} asks for {task.name}."


def _gives_way(name: str, values: dict[str, Any], before: RunConfig) -> bool:
    chosen = values[name] != getattr(before, name)
    return name not in KEPT and (not chosen or isinstance(FIELDS[name], Number))


def _sentence(error: ConfigError) -> str:
    field = FIELDS[error.field]
    many = field.label.endswith("s") and not field.label.endswith("ss")
    rule = names.rule(field, error.rule)
    now = names.value(field, error.nearest)
    return f"{field.label} {'are' if many else 'is'} now {now}: {'they' if many else 'it'} {rule}."
