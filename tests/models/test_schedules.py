"""Learning-rate schedules, against torch.optim.lr_scheduler."""

import math

import pytest
import torch
from torch.optim import lr_scheduler

from models.config import RunConfig
from models.schedules import SCHEDULES, rate

LEARNING_RATE = 0.3


def configured(schedule, **values):
    return RunConfig(
        schedule=schedule,
        schedule_hyperparameters=tuple(values.items()),
        learning_rate=LEARNING_RATE,
    )


def rates(config, steps):
    return [rate(config, step) for step in range(steps)]


def of_torch(make, steps):
    """Learning rate of each update under a scheduler of PyTorch."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=LEARNING_RATE)
    scheduler, found = make(optimizer), []
    for _ in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return found


def linear(optimizer, length):
    return lr_scheduler.LinearLR(optimizer, start_factor=1 / length, total_iters=length - 1)


def cosine(optimizer, length, floor):
    return lr_scheduler.CosineAnnealingLR(optimizer, length, eta_min=floor * LEARNING_RATE)


def test_constant():
    assert rates(configured("constant"), 50) == [LEARNING_RATE] * 50


def test_step_is_torchs():
    config = configured("step", factor=0.7, every=30)
    wanted = of_torch(lambda optimizer: lr_scheduler.StepLR(optimizer, 30, gamma=0.7), 200)
    assert rates(config, 200) == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize("floor", [0.0, 0.2, 1.0])
def test_cosine_is_torchs_and_then_stays(floor):
    config = configured("cosine", length=100, floor=floor)
    wanted = of_torch(lambda optimizer: cosine(optimizer, 100, floor), 101)
    assert rates(config, 101) == pytest.approx(wanted, rel=1e-10, abs=1e-15)
    assert rate(config, 5000) == rate(config, 100) == pytest.approx(floor * LEARNING_RATE)


def test_warmup_is_torchs():
    config = configured("warmup", length=40)
    wanted = of_torch(lambda optimizer: linear(optimizer, 40), 100)
    assert rates(config, 100) == pytest.approx(wanted, rel=1e-12)
    assert rate(config, 0) == pytest.approx(LEARNING_RATE / 40)
    assert rate(config, 39) == rate(config, 10_000) == LEARNING_RATE


def test_warmup_then_cosine_are_torchs():
    def both(optimizer):
        parts = [linear(optimizer, 40), cosine(optimizer, 100, 0.1)]
        return lr_scheduler.SequentialLR(optimizer, parts, milestones=[40])

    config = configured("warmup_cosine", warmup=40, length=100, floor=0.1)
    assert rates(config, 141) == pytest.approx(of_torch(both, 141), rel=1e-10)
    assert rate(config, 9000) == pytest.approx(0.1 * LEARNING_RATE)


def test_a_live_change_of_the_learning_rate_keeps_the_schedule():
    config = configured("step", factor=0.5, every=100).changed(150, learning_rate=1.0)
    assert rate(config, 149) == pytest.approx(LEARNING_RATE / 2)
    assert rate(config, 150) == 0.5
    assert rate(config.at(150), 150) == 0.5
    assert rate(config, 200) == 0.25


@pytest.mark.parametrize("key", SCHEDULES)
def test_factors_lie_between_0_and_1_at_the_ends_of_each_range(key):
    entry = SCHEDULES[key]
    assert entry.key == key
    for end in ("low", "default", "high"):
        values = {item.name: getattr(item, end) for item in entry.hyperparameters}
        factors = [entry.factor(step, values) for step in (0, 1, 9, 10, 500, 10**4, 10**7)]
        assert all(math.isfinite(factor) and 0 <= factor <= 1 for factor in factors)
    for item in entry.hyperparameters:
        assert item.low <= item.default <= item.high
        assert item.help.endswith(".")
        on_the_slider = (item.default - item.low) / item.step
        assert on_the_slider == pytest.approx(round(on_the_slider))
