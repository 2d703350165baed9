"""The measurement of cost: its bookkeeping with a clock of its own, and orderings with a margin."""

from multiprocessing.reduction import ForkingPickler

import pytest
import torch

from models import cost
from models.choices import ActivationChoice
from models.cost import measure

RELU, TANH, MISH = (ActivationChoice(key) for key in ("relu", "tanh", "mish"))


@pytest.fixture
def turns(monkeypatch):
    """Who was called in which order; the k-th turn takes k ns forward, 2k backward."""
    seen = []

    def time(call, leaves):
        seen.append((call, leaves))
        return len(seen), 2 * len(seen)

    monkeypatch.setattr(cost, "_time", time)
    return seen


def test_activations_take_turns_and_the_first_rounds_do_not_count(turns):
    found = measure([TANH], elements=10, repetitions=4)
    rounds = cost.WARM_UP + 4
    assert len(turns) == 2 * 2 * rounds  # alone and in a layer, ReLU and tanh
    order = [turns[0][0] is call for call, _ in turns[: 2 * rounds]]
    assert order == [True, False, False, True] * 3 + [True, False]
    # Counted rounds 4 to 7 begin at turn 7; tanh comes first in each second of them.
    tanh = [7, 10, 11, 14]
    relu = [8, 9, 12, 13]
    alone = found.measured[0].alone
    assert alone.forward.median == pytest.approx((10 + 11) / 2 / 10)
    assert alone.backward.median == pytest.approx(2 * alone.forward.median)
    assert alone.both.median == pytest.approx(3 * alone.forward.median)
    ratios = sorted(t / r for t, r in zip(tanh, relu, strict=True))
    assert alone.forward_relative.median == pytest.approx(sum(ratios[1:3]) / 2)
    assert alone.forward_relative.lower == pytest.approx(ratios[0] + 0.75 * (ratios[1] - ratios[0]))


def test_relu_is_measured_once_and_is_its_own_unit(turns):
    found = measure([MISH, RELU], elements=5, repetitions=2)
    assert [item.choice for item in found.measured] == [MISH, RELU]
    assert len({id(call) for call, _ in turns}) == 4
    for timing in (found.measured[1].alone, found.measured[1].layer):
        for part in (timing.forward_relative, timing.backward_relative, timing.both_relative):
            assert (part.lower, part.median, part.upper) == (1, 1, 1)


def test_what_is_timed_is_the_activation_and_the_layer(turns):
    measure([TANH], elements=1000, repetitions=1)
    (alone, z), (layer, parts) = turns[1], turns[-2]
    assert torch.equal(alone(), torch.tanh(z[0]))
    assert [tuple(part.shape) for part in parts] == [(64, 512), (512, 512), (512,)]
    value = layer()
    x, weight, bias = parts
    torch.testing.assert_close(value, torch.tanh(bias + x @ weight / 512**0.5))
    assert 0.9 < torch.atanh(value.clamp(-0.999999, 0.999999)).std() < 2


def test_a_real_measurement():
    threads = torch.get_num_threads()
    found = measure([RELU, MISH], elements=2**16, repetitions=15)
    assert torch.get_num_threads() == threads
    assert (found.elements, found.repetitions, found.device) == (2**16, 15, "CPU")
    mish = found.measured[1]
    assert mish.alone.forward_relative.median > 1.5
    assert mish.layer.both_relative.median < mish.alone.both_relative.median
    for timing in (mish.alone, mish.layer):
        assert 0 < timing.forward.lower <= timing.forward.median <= timing.forward.upper
    assert ForkingPickler.loads(ForkingPickler.dumps(found)) == found  # as a worker sends it


@pytest.mark.parametrize(("elements", "repetitions"), [(0, 5), (5, 0)])
def test_nothing_cannot_be_measured(elements, repetitions):
    with pytest.raises(ValueError, match="must be 1 or more; got"):
        measure([RELU], elements, repetitions)
