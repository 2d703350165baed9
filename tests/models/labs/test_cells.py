import numpy as np
import pytest

from models.labs.cells import Cell, Outcome, measure, steps_to_target


def losses(*values):
    return np.array(values, dtype=float)[:, np.newaxis]


def test_steps_to_target_counts_the_minibatches_seen():
    assert steps_to_target(losses(*[1.0] * 7, *[0.0] * 10)).tolist() == [17]
    assert steps_to_target(losses(*[0.05] * 10)).tolist() == [10]


def test_a_net_that_never_arrives_or_diverges_before_is_infinite():
    assert steps_to_target(losses(*[0.101] * 30)).tolist() == [np.inf]
    assert steps_to_target(losses(*[0.2] * 5, *[np.nan] * 20)).tolist() == [np.inf]
    assert steps_to_target(losses(*[1e30] * 5, *[0.05] * 10)).tolist() == [15]
    assert steps_to_target(losses(0.0)).tolist() == [np.inf]


def test_parts_have_all_seeds_once_and_fit_into_a_run():
    cell = Cell("gelu", 0.01, "adam", 6, seeds=12)
    seeds = [seed for part in cell.parts for seed in part.config().net_seeds]
    assert seeds == list(range(12))


def test_an_outcome_survives_json_with_its_failures():
    before = Outcome(
        *(np.array(v, dtype=float) for v in ([1, np.inf], [np.inf] * 2, [0.15, np.nan], [0, 1]))
    )
    after = Outcome.unpacked(before.packed())
    assert after.diverged.tolist() == [False, True]
    assert after.at_chance.tolist() == [True, False]
    assert np.isnan(after.accuracy[1]) and np.isinf(after.steps).all()


def test_leaky_relu_diverges_where_relu_goes_silent():
    """SGD at rate 3: leaky ReLU overflows in at least 90 % of the seeds, ReLU never: it dies."""
    leaky = measure(Cell("leaky_relu", 3.0, seeds=4, steps=60))
    relu = measure(Cell("relu", 3.0, seeds=4, steps=150))
    assert leaky.diverged.mean() >= 0.9
    assert relu.at_chance.all() and relu.dead.mean() >= 0.8


@pytest.mark.soak
def test_leaky_relu_diverges_where_relu_goes_silent_in_full():
    leaky, relu = (measure(Cell(name, 3.0, seed=100)) for name in ("leaky_relu", "relu"))
    assert leaky.diverged.mean() >= 0.9
    assert relu.at_chance.all() and relu.dead.mean() >= 0.8
