"""Every choice there is, and choices at random: stacked nets are plain nets, one by one."""

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples

from models.activations import ACTIVATIONS
from models.choices import NetChoice
from models.composite import Keys
from models.config import Change, RunConfig
from models.datasets import DATASETS, OWN
from models.declarations import FIELDS
from models.fields import Choice
from models.initializers import INITIALIZERS
from models.losses import LOSSES
from models.normalization import NORMALIZATIONS, SHARINGS
from models.optimizers import OPTIMIZERS
from models.schedules import SCHEDULES
from models.tasks import TASKS
from tests.models.against import CLOSE, assert_plain, trained
from tests.models.configs import eps_of, tame
from tests.models.own_tables import points
from tests.models.references import settings

FEW = 12  # more than one epoch, the last minibatch of which is smaller
LONG = 200
ROUNDED = 1e-7  # the slope of nn.Hardsigmoid and 1/alpha in nn.CELU are float32
SHORT_WAVES = ("sine", "siren30")  # a phase of some turns in each step: chaos at any usual rate
WITHIN = 1e-5  # what is promised for any configuration

MIXED = RunConfig(
    samples=88,
    batch_size=10,  # 44 training samples: the last minibatch of an epoch has 4
    activations=("relu", NetChoice.parse("tanh|prelu(a=0.5)")),
    hidden=(5, 4),
    initial_bias=0.1,  # no preactivation begins at a kink
    learning_rate=0.01,
    seeds=2,
    dtype="float64",
)
MACHINES = {"device", "dtype"}  # they change where and how finely a run computes, not what


def entries():
    """Every key of every table that a field of the configuration chooses from."""
    for name, field in FIELDS.items():
        if isinstance(field, Choice | Keys) and name not in MACHINES:
            yield from ((name, key) for key in field.table)


def with_entry(name, key):
    """The mixed nets with one entry of a table, and data and loss that suit each other."""
    if key == OWN:
        return dataclasses.replace(MIXED, dataset=OWN, own=points(88))
    if name == "dataset":
        loss = TASKS[DATASETS[key].task].loss
        return dataclasses.replace(MIXED, dataset=key, loss=loss)
    if name == "loss":
        return dataclasses.replace(MIXED, dataset=dataset_for(key), loss=key)
    return dataclasses.replace(MIXED, **{name: (key,) if isinstance(FIELDS[name], Keys) else key})


def dataset_for(loss):
    return next(key for key, entry in DATASETS.items() if entry.task in LOSSES[loss].tasks)


@pytest.mark.parametrize(("name", "key"), list(entries()))
def test_every_entry_of_every_table(name, key):
    assert_plain(with_entry(name, key), FEW)


@pytest.mark.parametrize("normalization", NORMALIZATIONS)
@pytest.mark.parametrize("sharing", SHARINGS)
def test_every_activation_at_every_setting(sharing, normalization):
    """All of them in one run, so that no net is disturbed by its neighbours either."""
    nets = tuple(NetChoice((choice,)) for choice in settings())
    assert {choice.key for net in nets for choice in net.layers} == set(ACTIVATIONS)
    config = dataclasses.replace(
        MIXED,
        normalization=normalization,
        learned_per=sharing,
        seeds=1,
        initializer="matched",  # with others, exponentials and cubes overflow in the first steps
    )
    waves = tuple(net for net in nets if net.layers[0].key in SHORT_WAVES)
    rest = tuple(net for net in nets if net not in waves)
    for chosen, learning_rate in ((rest, 1e-3), (waves, 1e-7)):
        part = dataclasses.replace(config, activations=chosen, learning_rate=learning_rate)
        assert_plain(part, FEW, ROUNDED)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("loss", LOSSES)
def test_every_optimizer_with_every_loss_and_initializer(loss, optimizer):
    mixes = itertools.cycle(itertools.product(NORMALIZATIONS, SHARINGS, SCHEDULES))
    for initializer, mix in zip(INITIALIZERS, mixes, strict=False):
        normalization, sharing, schedule = mix
        config = dataclasses.replace(
            MIXED,
            dataset=dataset_for(loss),
            loss=loss,
            optimizer=optimizer,
            initializer=initializer,
            optimizer_hyperparameters=eps_of(optimizer),
            normalization=normalization,
            learned_per=sharing,
            schedule=schedule,
            seeds=1,
        )
        assert_plain(config, 3)


LOADED = dataclasses.replace(
    MIXED,
    activations=("gelu", NetChoice.parse("prelu|silu")),
    features=("x", "y2", "sin_x"),
    learned_per="unit",
    normalization="before",
    dropout=0.3,
    optimizer="adam",
    optimizer_hyperparameters=eps_of("adam"),
    schedule="warmup_cosine",
    schedule_hyperparameters=(("warmup", 20.0), ("length", 150.0), ("floor", 0.1)),
    clip_norm=0.5,
    l2=0.001,
    label_noise=0.1,
    imbalance=0.4,
    changes=(Change(33, "learning_rate", 0.02), Change(33, "clip_norm", None)),
    seeds=1,
)


@pytest.mark.parametrize(
    ("dataset", "normalization"),
    [("spiral", "none"), ("digits", "before"), ("gaussians", "after"), ("sine", "before")],
)
def test_everything_at_once_over_many_epochs(dataset, normalization):
    features = ("x", "sin_x") if dataset == "sine" else LOADED.features
    config = dataclasses.replace(
        LOADED,
        dataset=dataset,
        features=features,
        loss=TASKS[DATASETS[dataset].task].loss,
        normalization=normalization,
    )
    assert_plain(config, LONG)


@pytest.mark.parametrize(("norm", "binds"), [(1e-3, True), (0.3, True), (1e3, False)])
def test_clipping_is_that_of_torch_net_by_net(norm, binds):
    config = dataclasses.replace(MIXED, clip_norm=norm, l1=0.01, l2=0.1)
    assert_plain(config, FEW)
    free = dataclasses.replace(config, clip_norm=None)
    (one, _), (other, _) = trained(config, FEW), trained(free, FEW)
    assert np.array_equal(one.parameters, other.parameters) == (not binds)


@examples(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),  # shrinking takes many runs and shows no more
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(tame(40))
def test_any_configuration(config):
    """Most agree to 1e-12. Two things enlarge roundings, so that no more than 1e-5 is promised.

    The gradient of L1 jumps with the sign of a weight, and a weight next to 0 may be rounded to
    either side; batch normalization divides by how much a unit varies, which may be next to 0.
    """
    penalised = config.l1 or any(change.field == "l1" for change in config.changes)
    sharp = not penalised and config.normalization == "none"
    assert_plain(config, 40, CLOSE if sharp else WITHIN)
