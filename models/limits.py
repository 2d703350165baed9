"""What a run costs, and the limits on its size.

They keep each call to a worker near a second on one slow core, so that one person cannot take the
workers from the others. Measured in processor time: a step with all that the heaviest page shows
took 0.8 to 1.0 s at 3,900,000 preactivations, nearly all of it for measuring. The pictures of all
nets are computed at 64 x 64 points each: that took 0.6 s at 8,900 preactivations of a point and
1.8 s at 23,000.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.fields import ConfigError
from models.optimizers import OPTIMIZERS

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.kinds import AnyConfig

STATE_BYTES = 2_000_000
TRACE_VALUES = 5_000_000
NET_VALUES = 12_000


def parameter_count(config: AnyConfig) -> int:
    """P, the parameters of each net: weights, biases, scales and shifts, learnable ones."""
    affine = sum((a + 1) * b for a, b in config.affine)
    per_layer = zip(learnable_counts(config), learned_widths(config), strict=True)
    return affine + buffer_count(config) + sum(a * b for a, b in per_layer)


def buffer_count(config: AnyConfig) -> int:
    """Running means and variances of each net's batch normalization; as many scales and shifts."""
    return 0 if config.normalization == "none" else 2 * sum(config.hidden)


def learnable_counts(config: AnyConfig) -> tuple[int, ...]:
    """Learnable hyperparameters of each hidden layer: the most that any net has there."""
    return tuple(
        max(len(net.layer(index).activation.learnable) for net in config.nets)
        for index in range(len(config.hidden))
    )


def learned_widths(config: AnyConfig) -> tuple[int, ...]:
    """How many values each hidden layer has of a learned hyperparameter."""
    return config.hidden if config.learned_per == "unit" else (1,) * len(config.hidden)


def state_bytes(config: AnyConfig) -> int:
    """Size of the run's State: parameters, moments, running means and variances."""
    copies = 1 + OPTIMIZERS[config.optimizer].moments
    width = 8 if config.dtype == "float64" else 4
    numbers = parameter_count(config) * copies + buffer_count(config)
    return config.net_count * numbers * width


def trace_values(config: RunConfig) -> int:
    """Preactivations that one pass over all samples computes."""
    return config.net_count * config.sample_count * config.preactivations


def check(config: RunConfig) -> None:
    """Raise `ConfigError` where a run is too large; the sentence names the limit."""
    check_state(config)
    values = config.net_count * config.preactivations
    _check(config, "pass over one sample", values, NET_VALUES, "values", "layers")
    _check(config, "pass over all samples", trace_values(config), TRACE_VALUES, "values", "samples")


def check_state(config: AnyConfig) -> None:
    """Raise `ConfigError` where the State is too large, whatever the kind of network."""
    _check(config, "State", state_bytes(config), STATE_BYTES, "bytes", "layers")


def _check(config: AnyConfig, name: str, value: int, limit: int, unit: str, less: str) -> None:
    if value > limit:
        rule = (
            f"must keep the run's {name} within {limit:,} {unit}: "
            f"choose fewer units, {less}, activations or seeds"
        )
        field = "seeds" if config.seeds > 1 else "hidden"
        nearest = 1 if config.seeds > 1 else tuple(min(w, 8) for w in config.hidden[:4])
        raise ConfigError(field, rule, f"{value:,} {unit}", nearest)
