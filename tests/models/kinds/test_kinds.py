"""What holds of every kind of network behind the same State and advance."""

import dataclasses

import numpy as np
import pytest

from models.choices import NetChoice
from models.config import RunConfig
from models.fields import ConfigError
from models.kinds import KINDS, kind_of
from models.kinds.image_config import ImageConfig
from models.kinds.policy_config import PolicyConfig
from models.optimizers import OPTIMIZERS
from models.state_bytes import from_bytes, to_bytes
from models.training import Budget, advance, begin, observe

IMAGES = ImageConfig(activations=("relu", "prelu"), seeds=2, channels=(2, 3), batch_size=16)
POLICY = PolicyConfig(activations=("tanh", "identity"), seeds=2, episodes=2, hidden=(4,))
SMALL = pytest.mark.parametrize("config", [IMAGES, POLICY], ids=["images", "policy"])


def trained(config, *cuts):
    state, losses = begin(config), []
    for steps in cuts:
        state, frame = advance(config, state, Budget(steps=steps))
        losses.append(frame.batch_loss)
    return state, np.concatenate(losses)


def count_inputs(snapshot):
    return snapshot.network.weights[0].shape[1]


def test_every_kind_is_listed_under_its_key():
    assert {key: kind.key for key, kind in KINDS.items()} == {k: k for k in KINDS}
    assert [kind_of(config).key for config in (RunConfig(), IMAGES, POLICY)] == list(KINDS)


@SMALL
def test_training_in_cuts_gives_the_same_bits(config):
    whole, losses = trained(config, 7)
    pieces, parts = trained(config, 1, 4, 2)
    assert to_bytes(whole) == to_bytes(pieces)
    np.testing.assert_array_equal(losses, parts)
    assert np.isfinite(losses).all()


@SMALL
def test_it_goes_on_from_stored_bytes(config):
    half, _ = trained(config, 3)
    again, _ = advance(config, from_bytes(to_bytes(half)), Budget(steps=4))
    assert to_bytes(again) == to_bytes(trained(config, 7)[0])


@SMALL
def test_a_budget_of_time_ends_it(config):
    state, frame = advance(config, begin(config), Budget(seconds=1e-6))
    assert state.step == len(frame.batch_loss) > 0


@SMALL
def test_a_step_limit_stops_it(config):
    limited = dataclasses.replace(config, stop_step=2)
    state, frame = advance(limited, begin(limited), Budget(steps=9))
    assert (state.step, frame.stopped) == (2, "step limit")


@SMALL
def test_a_net_trains_as_it_does_alone(config):
    config = dataclasses.replace(config, activations=("relu", "tanh"))
    both, _ = trained(config, 3)
    for net in range(config.net_count):
        activation, seed = config.activations[net // 2], net % 2
        alone = dataclasses.replace(config, activations=(activation,), seeds=1, seed=seed)
        found = trained(alone, 3)[0].parameters[0]
        np.testing.assert_allclose(found, both.parameters[net], rtol=2e-4, atol=2e-6)


@pytest.mark.parametrize(
    "config",
    [IMAGES, dataclasses.replace(POLICY, hidden=(8, 8), state_scale=100.0)],
    ids=["images", "policy"],
)
def test_a_net_that_overflows_keeps_its_last_finite_parameters(config):
    steep = ("cube", "identity")
    wild = dataclasses.replace(config, activations=steep, optimizer="sgd", learning_rate=100)
    state, losses = trained(wild, 20)
    assert state.diverged[0]
    assert np.isfinite(state.parameters).all()
    for net, found in enumerate(state.divergence):
        if found is not None:
            assert np.isnan(losses[found.step :, net]).all()
            assert np.isfinite(losses[: found.step - 1, net]).all()


@SMALL
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_moves_it(config, optimizer):
    other = dataclasses.replace(config, optimizer=optimizer, seeds=1)
    state, _ = trained(other, 2)
    assert state.moments.shape == (OPTIMIZERS[optimizer].moments, *state.parameters.shape)
    assert (state.parameters != begin(other).parameters).mean() > 0.5


@SMALL
def test_it_answers_questions_and_has_no_history(config):
    frame = observe(config, begin(config), (count_inputs,))
    assert frame[count_inputs] == config.affine[0][0]
    assert len(frame.readings) == 0


@SMALL
def test_nets_of_a_seed_start_from_the_same_weights(config):
    start = begin(config).parameters
    first = slice(0, config.affine[0][0] * config.affine[0][1])
    np.testing.assert_array_equal(start[0, first], start[2, first])
    assert (start[0, first] != start[1, first]).all()


@SMALL
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("activations", ("no_such",)),
        ("activations", (NetChoice.parse("rrelu(random=1)"),)),
        ("activations", (NetChoice.parse("relu|tanh|relu"),)),
        ("learning_rate", -1.0),
        ("initializer", "no_such"),
        ("optimizer_hyperparameters", (("speed", 1.0),)),
        ("seeds", 241),
        ("dtype", "float16"),
    ],
)
def test_what_cannot_work_is_refused(config, field, value):
    with pytest.raises(ConfigError) as error:
        dataclasses.replace(config, **{field: value})
    assert error.value.field == field


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (ImageConfig, {"pool": "median"}),
        (ImageConfig, {"initializer": "orthogonal"}),
        (ImageConfig, {"batch_size": 1401}),
        (ImageConfig, {"channels": (256, 256), "seeds": 2}),
        (PolicyConfig, {"task": "pendulum"}),
        (PolicyConfig, {"task": "flipped", "episodes": 3}),
        (PolicyConfig, {"state_scale": 0}),
    ],
)
def test_what_does_not_exist_or_is_too_large_is_refused(make, wrong):
    with pytest.raises(ConfigError) as error:
        make(**wrong)
    assert error.value.field in {*wrong, "seeds"}
