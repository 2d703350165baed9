"""The default run learns what it shows."""

from models.config import RunConfig
from models.training import Budget, advance, begin


def test_both_nets_of_the_default_run_reach_97_percent_with_every_seed():
    """With the data of seed 0 and ten seeds of nets."""
    config = RunConfig(seeds=10)
    _, frame = advance(config, begin(config), Budget(steps=3000), ("loss",))
    assert frame["loss"].test_accuracy.min() >= 0.97
