"""What a run comes to does not depend on how it was cut into ticks."""

import dataclasses
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from hypothesis import strategies as some

from models.choices import NetChoice
from models.config import Change, RunConfig
from models.measures import MEASURES
from models.state_bytes import from_bytes, to_bytes
from models.training import Budget, advance, begin, observe
from tests.models.runs import differences, run

few = examples(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),  # shrinking takes many runs and shows no more
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

CHANGED = RunConfig(
    samples=60,
    batch_size=4,
    activations=("relu", NetChoice.parse("rrelu(random=1)|prelu")),
    hidden=(4, 3),
    optimizer="adam",
    seeds=2,
    changes=(Change(9, "learning_rate", 0.1), Change(267, "l2", 0.01), Change(267, "l1", 0.002)),
)


def cuts(steps):
    """Ways to reach a step, tick by tick."""
    return some.lists(some.integers(0, steps), max_size=8).map(
        lambda places: np.diff([0, *sorted(places), steps]).tolist()
    )


def tail(config, step=3000):
    """A State far along the grid, where a chunk holds many steps."""
    return dataclasses.replace(begin(config), step=step)


def test_one_step_at_a_time_is_all_at_once():
    config = RunConfig(changes=(Change(37, "learning_rate", 0.1), Change(301, "l2", 0.01)))
    assert differences(run(config, [1] * 500), run(config, [500])) == []


@few
@given(cuts(50))
def test_any_cuts_are_all_at_once(places):
    start = tail(CHANGED, 240)  # the grid and the chunks grow at 256
    assert differences(run(CHANGED, places, start), run(CHANGED, [50], start)) == []


def test_the_first_steps_in_cuts():
    assert differences(run(CHANGED, [5, 1, 0, 24]), run(CHANGED, [30])) == []


@pytest.mark.parametrize("seconds", [0.0, 0.01])
def test_the_clock_cuts_where_it_likes(seconds):
    whole, state, losses = run(CHANGED, [40]), begin(CHANGED), []
    while state.step < 40:
        state, frame = advance(CHANGED, state, Budget(steps=40 - state.step, seconds=seconds))
        losses.append(frame.batch_loss)
    assert differences(state, whole.state) == []
    np.testing.assert_array_equal(np.concatenate(losses), whole.batch_loss)


def finish(stored, steps):
    """Go on from a stored State, in whatever process this is."""
    config, state = pickle.loads(stored)  # noqa: S301  written a moment ago by this test
    return advance(config, state, Budget(steps=steps), tuple(MEASURES))


def test_another_process_goes_on_with_the_same_bits():
    state, _ = advance(CHANGED, begin(CHANGED), Budget(steps=20))
    stored = pickle.dumps((CHANGED, state))
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        elsewhere = pool.submit(finish, stored, 25).result(timeout=120)
    assert differences(elsewhere, finish(stored, 25)) == []
    assert differences(elsewhere[0], run(CHANGED, [45]).state) == []


def test_a_change_made_on_the_way_is_the_change_written_beforehand():
    plain = dataclasses.replace(CHANGED, changes=())
    before = run(plain, [50])
    changed = plain.changed(50, learning_rate=0.2).changed(50, l2=0.01)
    after = run(changed, [10, 20], before.state)
    assert differences(after.state, run(changed, [80]).state) == []


@pytest.mark.parametrize("stop_step", [1, 100, 257])
@pytest.mark.parametrize("places", [[1000], [7] * 40, [256, 500]])
def test_the_step_limit_is_exact(stop_step, places):
    config = dataclasses.replace(CHANGED, stop_step=stop_step, activations=("relu",), seeds=1)
    found = run(config, places)
    assert found.state.step == len(found.batch_loss) == stop_step
    assert found.stopped == "step limit"


GOAL = RunConfig(samples=60, batch_size=4, learning_rate=0.1, stop_loss=0.35)


@pytest.mark.parametrize("places", [[600], [1] * 600, [70] * 9])
def test_the_goal_stops_at_the_first_point_of_the_grid_that_meets_it(places):
    found = run(GOAL, places)
    worst = np.array([reading.loss.test_loss.max() for reading in found.readings])
    assert found.stopped == "goal"
    assert found.state.step == found.readings[-1].step > 1
    assert worst[-1] <= 0.35 < worst[:-1].min()
    assert found.state.reached == worst[-1]


def test_a_goal_that_was_met_holds_until_it_is_changed():
    state = run(GOAL, [600]).state
    again, frame = advance(GOAL, state, Budget(steps=10))
    assert (again.step, frame.stopped) == (state.step, "goal")
    harder = GOAL.changed(state.step, stop_loss=0.01)
    further, frame = advance(harder, state, Budget(steps=10))
    assert (further.step, frame.stopped) == (state.step + 10, None)
    free = GOAL.changed(state.step, stop_loss=None)
    assert observe(free, state, ()).stopped is None


# At this rate the ReLU nets overflow, and the tanh nets, whose output is bounded, go on.
WILD = RunConfig(
    samples=200,
    batch_size=1,
    activations=("identity", "relu", "tanh"),
    loss="mse",
    hidden=(4,),
    learning_rate=0.5,
    seeds=2,
)


@few
@given(cuts(60))
def test_divergence_is_the_same_in_any_cuts(places):
    whole = run(WILD, [60], tail(WILD))
    assert 0 < whole.state.diverged.sum() < WILD.net_count
    assert differences(run(WILD, places, tail(WILD)), whole) == []


@pytest.mark.parametrize("places", [[60], [1] * 60, [11, 49]])
def test_when_all_have_diverged_the_run_ends_there(places):
    config = dataclasses.replace(WILD, activations=("identity",))
    found = run(config, places, tail(config))
    assert found.stopped == "diverged"
    assert found.state.step == max(d.step for d in found.state.divergence) < 3060
    assert len(found.batch_loss) == found.state.step - 3000
    again, frame = advance(config, found.state, Budget(steps=5))
    assert (again.step, frame.stopped) == (found.state.step, "diverged")


def test_losses_up_to_the_divergence_are_kept():
    found = run(WILD, [60], tail(WILD))
    for net, where in enumerate(found.state.divergence):
        finite = np.isfinite(found.batch_loss[:, net])
        taken = 60 if where is None else where.step - 1 - 3000
        assert finite[:taken].all()
        assert not finite[taken:].any()


# Everything that draws or keeps something: dropout, running means, moments, live changes.
LOADED = dataclasses.replace(
    CHANGED,
    normalization="before",
    dropout=0.3,
    learned_per="unit",
    label_noise=0.1,
    schedule="cosine",
    schedule_hyperparameters=(("length", 280.0),),
    changes=(*CHANGED.changes, Change(261, "clip_norm", 0.1)),
)
# Two of the nets overflow within ten steps, the others go on.
NORMALIZED_WILD = dataclasses.replace(
    WILD,
    samples=100,
    batch_size=6,
    activations=("identity", "relu", "sigmoid"),
    hidden=(8,),
    normalization="before",
    dropout=0.2,
    optimizer_hyperparameters=(("momentum", 0.1),),
)


def stored(config, places, state):
    """Advance by each number of steps in turn; between them the State is nothing but bytes."""
    outcomes = []
    for steps in places:
        outcomes.append(run(config, [steps], from_bytes(to_bytes(state))))
        state = outcomes[-1].state
    return state, np.concatenate([found.batch_loss for found in outcomes])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("config", [LOADED, NORMALIZED_WILD], ids=["loaded", "wild"])
@few
@given(places=cuts(40))
def test_a_run_resumed_from_bytes_is_the_run_in_one_piece(config, dtype, places):
    config = dataclasses.replace(config, dtype=dtype)
    start = tail(config, 240)
    whole = run(config, [40], start)
    assert differences(run(config, places, start), whole) == []
    state, losses = stored(config, places, start)
    assert differences(state, whole.state) == []
    np.testing.assert_array_equal(losses, whole.batch_loss)


def of_net(state, net):
    return state.parameters[net], state.moments[:, net], state.buffers[net]


def test_a_net_that_overflows_keeps_all_it_had_before_that_step():
    start = tail(NORMALIZED_WILD)
    state = run(NORMALIZED_WILD, [40], start).state
    lost = [(net, where.step) for net, where in enumerate(state.divergence) if where]
    assert 0 < len(lost) < NORMALIZED_WILD.net_count
    for net, step in lost:
        assert step > 3001
        before = run(NORMALIZED_WILD, [step - 1 - 3000], start).state
        for kept, wanted in zip(of_net(state, net), of_net(before, net), strict=True):
            assert kept.any()
            np.testing.assert_array_equal(kept, wanted)


def test_the_others_are_as_if_it_had_never_moved():
    start = tail(NORMALIZED_WILD)
    state = run(NORMALIZED_WILD, [40], start).state
    still = dataclasses.replace(start, divergence=state.divergence)
    calm = run(NORMALIZED_WILD, [40], still).state
    for net in np.flatnonzero(~state.diverged):
        for one, other in zip(of_net(state, net), of_net(calm, net), strict=True):
            np.testing.assert_array_equal(one, other)
