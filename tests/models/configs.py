"""Random configurations, each of which can run."""

from hypothesis import reject
from hypothesis import strategies as some

from models.activations import ACTIVATIONS
from models.choices import ActivationChoice, NetChoice
from models.config import Change, ConfigError, RunConfig
from models.datasets import DATASETS
from models.declarations import MAX_SEED
from models.devices import DEVICES
from models.features import offered
from models.initializers import INITIALIZERS
from models.losses import LOSSES
from models.normalization import NORMALIZATIONS, SHARINGS
from models.optimizers import OPTIMIZERS
from models.schedules import SCHEDULES


def numbers(low, high):
    return some.floats(low, high, allow_nan=False).map(lambda value: value + 0.0)


# They overflow within some steps, or their waves are so short that a rounding decides where the
# next step leads.
WILD = ("exponential", "soft_exponential", "square", "cube", "xielu", "squared_relu", "gcu")
WILD += ("reglu_tied", "geglu_tied", "swiglu_tied", "sine", "siren30", "snake")


@some.composite
def choices(draw, left_out=()):
    kept = [entry for entry in ACTIVATIONS.values() if entry.key not in left_out]
    entry = draw(some.sampled_from(kept))
    pairs = tuple((item.name, draw(numbers(item.low, item.high))) for item in entry.hyperparameters)
    return ActivationChoice(entry.key, pairs)


@some.composite
def entries(draw, name, table, *left_out):
    """An entry of a table with its hyperparameters, as two fields of a run."""
    entry = draw(some.sampled_from([e for e in table.values() if e.key not in left_out]))
    values = ((item.name, draw(numbers(item.low, item.high))) for item in entry.hyperparameters)
    return {name: entry.key, f"{name}_hyperparameters": tuple(values)}


@some.composite
def networks(draw, layers, units, left_out=()):
    """Hidden layers, and the activations of one to three nets."""
    hidden = tuple(draw(some.lists(some.integers(1, units), max_size=layers)))
    counts = some.sampled_from((1, max(1, len(hidden))))
    nets = counts.flatmap(lambda count: some.tuples(*[choices(left_out)] * count)).map(NetChoice)
    chosen = draw(some.lists(nets, min_size=1, max_size=3, unique_by=str))
    return {
        "hidden": hidden,
        "activations": tuple(chosen),
        "learned_per": draw(some.sampled_from(tuple(SHARINGS))),
    }


@some.composite
def tasks(draw):
    """A dataset with input features and a loss that suit it."""
    dataset = draw(some.sampled_from(tuple(DATASETS.values())))
    losses = [key for key, entry in LOSSES.items() if dataset.task in entry.tasks]
    features = offered(dataset.coordinates) or ("x", "y")
    return {
        "dataset": dataset.key,
        "label_noise": draw(numbers(0, 0.5)),
        "imbalance": draw(numbers(0, 0.5)),
        "features": tuple(draw(some.lists(some.sampled_from(features), min_size=1))),
        "loss": draw(some.sampled_from(losses)),
        "seed": draw(some.integers(0, MAX_SEED)),
    }


@some.composite
def lives(draw, steps, **live):
    """Fields that change live, each from its strategy, with up to three changes."""
    change = some.sampled_from(sorted(live)).flatmap(
        lambda name: some.builds(Change, some.integers(1, steps), some.just(name), live[name])
    )
    start = {name: draw(values) for name, values in live.items()}
    return {**start, "changes": tuple(draw(some.lists(change, max_size=3)))}


@some.composite
def configs(draw):
    live = lives(
        1000,
        learning_rate=numbers(1e-6, 100),
        l1=numbers(0, 10),
        l2=numbers(0, 10),
        clip_norm=some.none() | numbers(1e-6, 1000),
    )
    return RunConfig(
        samples=draw(some.integers(20, 500)),
        noise=draw(numbers(0, 1)),
        classes=draw(some.integers(2, 10)),
        train_share=draw(numbers(0.1, 0.9)),
        batch_size=draw(some.integers(1, 2)),
        initial_bias=draw(numbers(-10, 10)),
        dropout=draw(numbers(0, 0.9)),
        stop_step=draw(some.none() | some.integers(1, 10_000)),
        stop_loss=draw(some.none() | numbers(0, 100)),
        seeds=draw(some.integers(1, 5)),
        device=draw(some.sampled_from(tuple(DEVICES))),
        speed=draw(some.integers(0, 4096)),
        **draw(networks(layers=4, units=12)),
        **draw(tasks()),
        **draw(live),
        **draw(entries("optimizer", OPTIMIZERS)),
        **draw(entries("initializer", INITIALIZERS, "matched")),
        **draw(entries("schedule", SCHEDULES)),
    )


def eps_of(optimizer):
    """A large `eps`, where an optimizer has one, so that steps are not made of roundings.

    Batch normalization takes away the biases before it: their gradients are roundings of 0, which
    an optimizer that divides by their size makes steps of.
    """
    names = {item.name for item in OPTIMIZERS[optimizer].hyperparameters}
    return (("eps", 1e-3),) if "eps" in names else ()


@some.composite
def mild(draw, name, table):
    """An entry with hyperparameters at most a quarter of its range below or above the default.

    Only an `eps` is larger, see `eps_of`.
    """
    entry = draw(some.sampled_from(tuple(table.values())))
    pairs = []
    for item in entry.hyperparameters:
        reach = (item.high - item.low) / 4
        low, high = max(item.low, item.default - reach), min(item.high, item.default + reach)
        low = high / 10 if item.name == "eps" else low
        pairs.append((item.name, draw(numbers(low, high))))
    return {name: entry.key, f"{name}_hyperparameters": tuple(pairs)}


@some.composite
def tame(draw, steps):
    """Configurations whose nets do not diverge within some steps, in double precision.

    Minibatches have four samples or more: of two, batch normalization makes 1 and -1 whatever they
    are, and a rounding may choose which is which.
    """
    live = lives(
        steps,
        learning_rate=numbers(1e-4, 3e-3),
        l1=some.just(0.0) | numbers(0, 0.01),
        l2=numbers(0, 0.01),
        clip_norm=some.none() | numbers(0.1, 5),
    )
    try:
        return RunConfig(
            samples=draw(some.sampled_from((48, 88, 128))),
            classes=draw(some.integers(2, 5)),
            batch_size=draw(some.sampled_from((4, 10, 16))),
            initial_bias=draw(some.just(0.0) | numbers(-1, 1)),
            normalization=draw(some.sampled_from(tuple(NORMALIZATIONS))),
            dropout=draw(some.just(0.0) | numbers(0.1, 0.5)),
            seeds=draw(some.integers(1, 2)),
            dtype="float64",
            **draw(networks(layers=3, units=8, left_out=WILD)),
            **draw(tasks()),
            **draw(live),
            **draw(mild("optimizer", OPTIMIZERS)),
            **draw(mild("initializer", INITIALIZERS)),
            **draw(mild("schedule", SCHEDULES)),
        )
    except ConfigError:
        reject()
