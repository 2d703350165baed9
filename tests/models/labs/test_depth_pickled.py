"""The experiments of the depth lab go to workers."""

import pickle

import pytest

from models.labs import normalizing, plateau, saturation, signal


@pytest.mark.parametrize("module", [normalizing, plateau, saturation, signal])
def test_an_experiment_can_be_pickled(module):
    assert pickle.dumps(module.EXPERIMENT)
