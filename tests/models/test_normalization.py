"""Batch normalization where it is easily got wrong."""

import pytest
from torch import nn

from models import normalization as declared
from models.config import RunConfig
from tests.models.against import assert_plain


@pytest.mark.parametrize("normalization", ["before", "after"])
@pytest.mark.parametrize("hidden", [(1,), (1, 1), (3, 1), (1, 4)])
def test_a_run_of_one_net_and_layers_of_one_unit(hidden, normalization):
    """Their running means are views of the same memory as the buffers, unless they are copied."""
    config = RunConfig(
        activations=("tanh",),
        hidden=hidden,
        normalization=normalization,
        samples=60,
        dtype="float64",
    )
    assert_plain(config, 10)


def test_it_is_that_of_torch():
    module = nn.BatchNorm1d(1)
    assert (module.eps, module.momentum) == (declared.EPS, declared.MOMENTUM)
