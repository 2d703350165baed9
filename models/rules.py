"""Which choices go together: rules that look at several fields of a configuration at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import features
from models.activations import moments
from models.composite import MAX_RATE
from models.datasets import OWN
from models.datasets.counts import largest_samples
from models.fields import ConfigError
from models.hyperparameter import resolve
from models.initializers import INITIALIZERS
from models.losses import LOSSES
from models.optimizers import OPTIMIZERS
from models.schedules import SCHEDULES
from models.tasks import TASKS

FEWEST_SAMPLES = 20

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.kinds import AnyConfig


def check(config: RunConfig) -> None:
    """Raise `ConfigError` where fields do not go together."""
    for rule in (_own, _samples, _features, _loss, _batches, _own_rates):
        rule(config)
    check_nets(config)
    _device(config)


def check_nets(config: AnyConfig) -> None:
    """Raise `ConfigError` where nets and optimizer do not go together, whatever the kind."""
    for rule in (_layers, _pairs, _gains):
        rule(config)


def _own(config: RunConfig) -> None:
    """Own data are no dataset where there are none, and have only so many samples."""
    if config.dataset != OWN:
        return
    if config.own is None:
        rule = "must be another one, because no data of your own are there"
        raise ConfigError("dataset", rule, config.dataset)
    most = max(config.own.rows, FEWEST_SAMPLES)
    if config.samples > most:
        rule = f"must be at most the {most:,} that your data have"
        raise ConfigError("samples", rule, config.samples, most)


def _samples(config: RunConfig) -> None:
    """A dataset may have only so many samples of each class."""
    dataset = config.outline
    most = largest_samples(dataset, config.class_count, config.imbalance)
    if most is not None and config.samples > most:
        rule = f"must be at most the {most:,} that {dataset.name} has with these classes"
        raise ConfigError("samples", rule, config.samples, most)


def _features(config: RunConfig) -> None:
    """At least one input feature must be computable."""
    coordinates = config.outline.coordinates
    if coordinates and not config.used_features:
        known = features.offered(coordinates)
        rule = f"must have one of {', '.join(known)} with this dataset"
        raise ConfigError("features", rule, ",".join(config.features), known[:1])


def _loss(config: RunConfig) -> None:
    task = TASKS[config.task]
    if config.task not in LOSSES[config.loss].tasks:
        suited = [key for key, entry in LOSSES.items() if config.task in entry.tasks]
        rule = f"must suit a target of {task.name}: one of {', '.join(suited)}"
        raise ConfigError("loss", rule, config.loss, task.loss)


def _batches(config: RunConfig) -> None:
    """No minibatch is larger than the training set, nor too small to be normalized."""
    count, size = config.train_count, config.batch_size
    if size > count:
        rule = f"must be at most the {count} training samples"
        raise ConfigError("batch_size", rule, size, count)
    if config.normalization != "none" and 1 in (size, count % size):
        fitting = (n for n in range(max(2, size), count + 1) if count % n != 1)
        rule = "must leave no minibatch with a single sample under batch normalization"
        raise ConfigError("batch_size", rule, size, next(fitting))


def _own_rates(config: RunConfig) -> None:
    """A live change of the learning rate takes own rates with it, but not anywhere."""
    most = max((rate for _, rate in config.own_rates), default=0.0)
    for change in config.changes:
        if change.field != "learning_rate" or change.value is None:
            continue
        if most * change.value / config.learning_rate > MAX_RATE:
            rule = f"must leave the largest own learning rate at {MAX_RATE:g} or less"
            raise ConfigError("changes", rule, change.value, ())


def _layers(config: AnyConfig) -> None:
    for net in config.nets:
        if len(net.layers) not in (1, len(config.hidden)):
            rule = f"must name one activation, or one for each of {len(config.hidden)} layers"
            raise ConfigError("activations", rule, str(net), (str(net.layers[0]),))


def _pairs(config: AnyConfig) -> None:
    """Hyperparameters are those of the chosen entry, within its ranges."""
    for name, entry in (
        ("optimizer", OPTIMIZERS[config.optimizer]),
        ("initializer", INITIALIZERS[config.initializer]),
        ("schedule", SCHEDULES[config.schedule]),
    ):
        field = f"{name}_hyperparameters"
        given = getattr(config, field)
        try:
            resolve(entry.hyperparameters, given, entry.name)
        except ValueError as error:
            raise ConfigError(field, f"must suit the {name}: {_reason(error)}", given, ()) from None


def _gains(config: AnyConfig) -> None:
    """A matched initializer needs activations that have a gain."""
    if config.initializer != "matched":
        return
    for choice in {choice for net in config.nets for choice in net.layers}:
        try:
            moments.gain(choice)
        except ValueError as error:
            rule = f"must suit the activations: {_reason(error)}"
            raise ConfigError("initializer", rule, config.initializer, "he_normal") from None


def _reason(error: ValueError) -> str:
    """What an error says, as the end of a rule: a rule has no full stop."""
    return str(error).removesuffix(".")


def _device(config: RunConfig) -> None:
    if config.device == "mps" and config.dtype == "float64":
        rule = "must be float32 on Apple's GPU, which has no 64 bits"
        raise ConfigError("dtype", rule, config.dtype, "float32")
