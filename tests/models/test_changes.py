"""Live changes: part of the configuration, in force from their step on."""

import dataclasses

import pytest

from models.config import Change, ConfigError, RunConfig

SEVERAL = RunConfig(
    changes=(
        Change(300, "l2", 0.5),
        Change(100, "learning_rate", 0.1),
        Change(100, "l1", 0.2),
        Change(100, "learning_rate", 0.2),
    )
)


def test_changes_stand_in_order_of_their_steps():
    assert [change.step for change in SEVERAL.changes] == [100, 100, 100, 300]
    assert [c.value for c in SEVERAL.changes if c.field == "learning_rate"] == [0.1, 0.2]


@pytest.mark.parametrize(
    ("step", "rate", "l1", "l2"),
    [
        (0, 0.03, 0, 0),
        (99, 0.03, 0, 0),
        (100, 0.2, 0.2, 0),
        (299, 0.2, 0.2, 0),
        (300, 0.2, 0.2, 0.5),
    ],
)
def test_what_is_in_force_at_a_step(step, rate, l1, l2):
    now = SEVERAL.at(step)
    assert (now.learning_rate, now.l1, now.l2, now.changes) == (rate, l1, l2, ())


def test_without_changes_the_configuration_is_in_force_as_it_is():
    assert RunConfig().at(5) is not None
    assert RunConfig().at(5) == RunConfig()


def test_a_change_is_added():
    config = RunConfig().changed(88, learning_rate=0.1, l2=0.01)
    assert config.changes == (Change(88, "learning_rate", 0.1), Change(88, "l2", 0.01))
    assert config.learning_rate == 0.03
    later = config.changed(90, learning_rate=1)
    assert later.changes == (*config.changes, Change(90, "learning_rate", 1.0))


def test_the_last_change_at_a_step_is_the_one_that_counts():
    config = RunConfig().changed(88, learning_rate=0.1).changed(88, learning_rate=0.2)
    assert config.changes == (Change(88, "learning_rate", 0.2),)


def test_a_change_taken_back_at_its_step_is_none():
    config = RunConfig().changed(88, l1=0.1, learning_rate=0.1).changed(88, learning_rate=0.03)
    assert config.changes == (Change(88, "l1", 0.1),)
    assert RunConfig().changed(88, learning_rate=0.03) == RunConfig()


def test_a_change_back_at_a_later_step_is_one():
    config = RunConfig().changed(88, learning_rate=0.1).changed(90, learning_rate=0.03)
    assert [change.value for change in config.changes] == [0.1, 0.03]


def test_at_step_0_the_configuration_itself_changes():
    config = RunConfig().changed(0, learning_rate=0.1, stop_loss=0.2)
    assert config == RunConfig(learning_rate=0.1, stop_loss=0.2)


def test_what_the_numbers_do_not_depend_on_is_no_change():
    config = RunConfig().changed(88, speed=4)
    assert config == RunConfig(speed=4)


def test_stop_rules_change_live_and_can_be_lifted():
    config = RunConfig(stop_step=100).changed(50, stop_step=None, stop_loss=0.1)
    assert config.at(49).stop_step == 100
    assert (config.at(50).stop_step, config.at(50).stop_loss) == (None, 0.1)


@pytest.mark.parametrize("field", ["seed", "hidden", "dataset", "batch_size", "changes"])
def test_what_is_not_live_cannot_change(field):
    with pytest.raises(ConfigError, match=f"{field} cannot change while a run goes on"):
        RunConfig().changed(5, **{field: getattr(RunConfig(), field)})


def test_a_change_that_cannot_work_is_refused():
    with pytest.raises(ConfigError, match="l2 must be a number between 0 and 10; got -1"):
        RunConfig().changed(5, l2=-1)


def test_a_restart_keeps_the_newest_values_and_no_changes():
    assert SEVERAL.restarted() == RunConfig(learning_rate=0.2, l1=0.2, l2=0.5)
    assert RunConfig().restarted() == RunConfig()
    assert dataclasses.replace(SEVERAL, seed=4).restarted().seed == 4
