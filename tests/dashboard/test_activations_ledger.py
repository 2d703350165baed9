"""The ledger, the autopsy and the second life of a unit: pictures, tables and sentences."""

import dataclasses
import re

import numpy as np
import pytest

from dashboard import numbers, words
from dashboard.activations.ledger import deaths, table
from dashboard.charts.activations_ledger import marks
from dashboard.charts.autopsy import autopsy_view, retry_view
from dashboard.charts.moment import moment
from dashboard.panels.payload import pack
from dashboard.run import Shown
from dashboard.theme import INK
from models.autopsy import find_death
from models.config import RunConfig
from models.remedies import REMEDIES
from models.retry import Course, Retry, retry
from models.training import begin
from tests.dashboard.made import figures
from tests.dashboard.made_activations import dying, ledger_of, said, trained


def shown(run):
    return Shown(run.config, run.frame, run.history)


def test_the_table_has_a_row_per_unit_those_with_a_death_first():
    run = dying()
    rows, frame = table(shown(run), (0, 1))
    assert len(frame) == 2 * 16
    died = frame["First died"]
    assert died.notna().any() and died.dropna().is_monotonic_increasing
    assert died.notna().to_list() == sorted(died.notna(), reverse=True)
    now = run.frame["preactivations"].layers
    for row, state in zip(rows, frame["Now"], strict=True):
        assert (state == "dead") == now[row.layer].dead[row.net, row.unit]
    assert frame["Deaths"].sum() == sum(event.kind == "died" for event in run.history.events)
    assert set(frame.loc[frame["Net"] == "tanh", "Deaths"]) == {0}


def test_the_table_of_an_earlier_moment_knows_nothing_of_what_came_later():
    run = dying()
    early = trained(30, activations=run.config.activations, learning_rate=1.0)
    back = dataclasses.replace(run, frame=early.frame)
    assert table(shown(back), (0, 1))[1].equals(table(shown(early), (0, 1))[1])
    assert deaths(shown(back), (0, 1)) == deaths(shown(early), (0, 1))


def test_seeds_have_a_column_where_there_are_several():
    run = trained(3, seeds=2)
    assert set(table(shown(run), (0,))[1]["Seed"]) == {0, 1}
    assert "Seed" not in table(shown(dying()), (0,))[1]


def test_deaths_and_revivals_stand_on_the_loss_curve():
    run = dying()
    now = moment(run.config, run.frame, run.history, (0,))
    found = marks(now, now.nets[0])
    events = {(e.step, e.kind) for e in run.history.events if e.kind in ("died", "revived")}
    assert {(mark["step"], mark["down"]) for mark in found} == {
        (step, kind == "died") for step, kind in events
    }
    losses = dict(zip(run.history.steps, run.history.series("test_loss")[:, 0], strict=True))
    for mark in found:
        if mark["step"] in losses:
            assert mark["value"] == pytest.approx(losses[mark["step"]])
    assert pack(ledger_of(run, groups=(0, 1)))


def test_the_ledgers_sentence_counts_what_the_records_hold():
    run = dying()
    first, *_ = said(ledger_of(run, groups=(0,)))
    events = [event for event in run.history.events if event.net == 0]
    died, revived = ([e.step for e in events if e.kind == k] for k in ("died", "revived"))
    dead = sum(int(layer.dead[0].sum()) for layer in run.frame["preactivations"].layers)
    assert figures(first) == [dead, 16, len(died), min(died), len(revived)]
    assert said(ledger_of(run, groups=(1,))) == ["tanh: none of 16 units has died."]
    linear = trained(3, activations=("identity",))
    assert said(ledger_of(linear)) == ["Identity: none of 16 units has died."]
    gone = trained(60, activations=("identity", "tanh"), loss="mse", learning_rate=0.2, seed=2)
    assert re.search(r"none of 16 .* No value: diverged at step \d+\.", said(ledger_of(gone))[0])


@pytest.fixture(scope="module")
def death():
    config = RunConfig(activations=("relu",), learning_rate=1.0)
    return config, find_death(config, begin(config), 0, 0, 3, 208)


def test_the_sentences_of_an_autopsy_are_its_record(death):
    config, found = death
    view = autopsy_view(found, config.train_count, INK)
    cause, moved = said(view)
    at = found.fatal
    assert f"Dead from step {found.died} on" in cause
    before, after = (numbers.gradient(float(edge)) for edge in found.edge[at : at + 2])
    assert cause.endswith(f"largest z from {before} to {after}.")
    assert f"bias {words.signed(float(found.by_bias[at]))}" in moved
    assert f"a loss of {numbers.loss(float(found.batch_loss[at]))}" in moved
    (survived,) = said(view, "heat")
    alive = round(config.train_count * found.active[at])
    assert figures(survived) == [0, alive, 250, 0, 250]
    heat = view["bands"][0]["cells"][0]["panel"]
    assert heat["marks"] == [{"step": 206.5, "text": "dead from step 207"}]
    assert heat["counts"].shape == (len(found.steps), 48)
    assert pack(view)


def test_a_unit_born_dead_has_no_killer(death):
    config, _ = death
    found = find_death(config, begin(config), 0, 1, 2, 0)
    view = autopsy_view(found, 250, INK)
    cause, moved = said(view)
    assert cause.startswith("Born dead: with the first weights its largest z")
    assert moved == "No update killed it."
    assert said(view, "heat") == ["Not 0 on 0 of 250 training samples."]


def course(dead, loss=0.5, diverged=(), edge=None):
    steps = np.arange(len(dead)) * 2
    gone = np.array(diverged, bool) if len(diverged) else np.zeros(len(dead), bool)
    edges = np.where(dead, -0.5, 0.5) if edge is None else np.array(edge)
    return Course(
        steps, np.array(dead, bool), edges, 1.0 - np.array(dead), np.full(len(dead), loss), gone
    )


DEAD, ALIVE = course([0, 0, 1, 1]), course([0, 0, 0, 0], loss=0.25)


@pytest.mark.parametrize(
    ("original", "changed", "words_in"),
    [
        (DEAD, ALIVE, "it lives: largest z 0.50 at step 6; as it was, largest z −0.50, dead."),
        (DEAD, course([0, 0, 0, 1]), "it does not live: dead from step 6 on (largest z −0.50"),
        (
            DEAD,
            course([0, 1, 0, 0]),
            "it lives: largest z 0.50 at step 6, after being dead at 1 of 4",
        ),
        (course([0, 1, 1, 0]), ALIVE, "as it was, it lives by then too."),
        (DEAD, DEAD, "nothing changes: the run is the same to step 6."),
        (DEAD, course([0, 0, 0, 0], np.nan, [0, 0, 1, 1]), "the net diverges, seen at step 4."),
        (course([0, 0], np.nan, [0, 1]), ALIVE, "as it was, the net diverged."),
    ],
)
@pytest.mark.parametrize("remedy", REMEDIES)
def test_every_outcome_has_its_verdict(original, changed, words_in, remedy):
    found = Retry(remedy, 0, 2, "largest", original, changed)
    assert words_in in words.verdict(found)
    assert words.verdict(found).startswith(REMEDIES[remedy].phrase)
    view = retry_view(found, INK)
    assert pack(view)
    assert words.losses(found) in said(view)


def test_the_verdict_of_a_real_second_life(death):
    config, _ = death
    answer = retry(config, begin(config), 0, 0, 3, "leaky", 260)
    sentence = words.verdict(answer)
    assert sentence.startswith("With Leaky ReLU in all layers of the net it lives: largest z ")
    assert sentence.endswith("dead.")
    last = min(len(answer.original.steps), len(answer.changed.steps)) - 1
    step = int(answer.changed.steps[last])
    values = [float(c.test_loss[last]) for c in (answer.changed, answer.original)]
    now, before = map(numbers.loss, values)
    assert words.losses(answer) == f"Test loss {now} instead of {before} at step {step}."
    lines = retry_view(answer, INK)["bands"][0]["cells"][0]["panel"]["lines"]
    assert [line["name"] for line in lines] == ["as it was", "Leaky ReLU"]
    np.testing.assert_allclose(lines[0]["values"], answer.original.edge, rtol=1e-6)
