"""What the lab on nets without an activation function says of real results."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard.labs import why_any, why_any_collapse, why_any_net, why_any_xor
from models.labs.corners import Corners, net_of, train
from models.labs.stage import finish

COLLAPSE, XOR = why_any.LAB.parts


def result(part, **settings):
    return finish(part.experiment, part.defaults | settings)


@pytest.fixture(scope="module")
def rings():
    return result(COLLAPSE, seeds=2, steps=100)


@pytest.fixture(scope="module")
def nets():
    widths = tuple(train("relu", width, "0/1", 30, 600) for width in (1, 2))
    return Corners("relu", "0/1", widths)


def test_the_sentence_has_both_accuracies(rings):
    text = COLLAPSE.sentence(rings)
    assert text.startswith("With 2 hidden layers and after 100 steps")
    assert "(the middle one of 2 nets" in text
    assert ("in brackets" in text) == ("[" in text)
    assert "of the largest, only rounding)" in text


def test_the_guess_is_judged_by_the_accuracy(rings):
    assert why_any_collapse.right(rings) == why_any_collapse.NOTHING
    for accuracy, wanted in ((0.99, why_any_collapse.HELPS), (0.7, why_any_collapse.LITTLE)):
        better = replace(rings.identity, accuracy=np.full(2, accuracy))
        assert why_any_collapse.right(replace(rings, identity=better)) == wanted


def test_the_product_names_every_matrix_up_to_six(rings):
    text = why_any_collapse.product(rings)
    assert "W_{3}" in text and "2 \\times 16" in text and "16 \\times 1" in text
    assert "pmatrix" in text and "bias" in text
    deep = result(COLLAPSE, seeds=1, steps=1, depth=8)
    assert "\\cdots" in why_any_collapse.product(deep)
    assert "W_{9}" in why_any_collapse.product(deep)


def test_seeds_that_end_alike_are_said_to(rings):
    assert rings.spread > why_any_collapse.ALIKE
    assert "All" not in why_any_collapse.left_over(rings)
    same = replace(rings.affine, weight=rings.affine.weight[:1].repeat(2, 0))
    assert "All 2 nets" in why_any_collapse.left_over(replace(rings, affine=same))


def test_the_guide_is_the_line_of_the_single_map():
    clouds = result(COLLAPSE, seeds=1, steps=100, data="blobs", depth=1)
    guide = why_any_collapse._maps(clouds)["fields"][0]["guide"]
    weight, bias = clouds.affine.weight[0].ravel(), clouds.affine.bias[0, 0]
    for x, y in (guide[:2], guide[2:]):
        assert weight @ [x, y] + bias == pytest.approx(0, abs=1e-4)


def test_every_seed_has_a_state(nets):
    one, two = nets.widths
    assert set(why_any_xor.states(one)) <= {why_any_xor.STATES[2], why_any_xor.STATES[3]}
    states = why_any_xor.states(two)
    assert sum(state.startswith("solved") for state in states) == two.solved.sum()
    dead = (~two.solved & two.dead.any(1)).sum()
    assert states.count(why_any_xor.STATES[3]) == dead


def test_the_sentence_counts_the_solved_and_the_dead(nets):
    text = XOR.sentence(nets)
    two = nets.widths[1]
    assert f"0 with 1 unit, {two.solved.sum()} with 2 units" in text
    stuck = ~two.solved
    dead = (stuck & two.dead.any(1)).sum()
    assert f"{stuck.sum()} nets with 2 units stay **stuck** (at least one corner wrong)." in text
    assert f"{dead} of them have a **dead unit**: one that puts out 0 at every corner." in text


@pytest.mark.parametrize(
    ("stuck", "dead", "words"),
    [
        (0, 0, ""),
        (1, 0, "1 net with 2 units stays **stuck** (at least one corner wrong)."),
        (1, 1, "wrong). It has a **dead unit**"),
        (3, 1, "3 nets with 2 units stay **stuck** (at least one corner wrong). 1 of them has"),
    ],
)
def test_the_stuck_are_counted_in_whole_sentences(nets, stuck, dead, words):
    two, at = nets.widths[1], np.arange(30)
    margins = np.where(at[:, None] < stuck, -1.0, 5.0) * np.ones((30, 4))
    runs = replace(two, margins=margins, dead=np.repeat(at[:, None] < dead, 2, axis=1))
    text = why_any_xor._stuck(replace(nets, widths=(runs,)))
    assert words in text
    assert bool(text) == bool(stuck)


def test_the_guess_is_about_two_units(nets):
    assert why_any_xor.right(nets) == why_any_xor.FEW
    assert why_any_xor.right(replace(nets, widths=nets.widths[:1])) is None
    sure = train("silu", 2, "0/1", 5)
    assert why_any_xor.right(replace(nets, widths=(sure,))) == why_any_xor.NEARLY


def test_unsure_nets_are_counted():
    found = Corners("gelu", "0/1", (train("gelu", 1, "0/1", 10),))
    unsure = found.widths[0].solved & ~found.widths[0].sure
    assert unsure.any()
    assert "solved nets are unsure: they give some corner less than 90 %" in XOR.sentence(found)


@pytest.mark.parametrize(
    ("low", "right", "words"),
    [
        (1, 1, "The one solved net is unsure: it gives"),
        (3, 3, "All 3 solved nets are unsure: they give"),
        (1, 3, "1 of the 3 solved nets is unsure: it gives"),
        (0, 3, ""),
    ],
)
def test_the_unsure_are_counted_in_whole_sentences(nets, low, right, words):
    at = np.arange(30)[:, None]
    margins = np.where(at < low, 0.5, np.where(at < right, 5.0, -1.0)) * np.ones((30, 4))
    text = why_any_xor._unsure(replace(nets, widths=(replace(nets.widths[1], margins=margins),)))
    assert text.startswith(words)
    assert bool(text) == bool(low)


def test_a_table_says_what_each_unit_puts_out(nets):
    seed = int(nets.widths[1].dead.any(1).argmax())
    net = net_of(nets, 2, seed)
    rows = why_any_net._table(nets, net).splitlines()
    assert rows[0] == "| corner | (0, 0) | (1, 1) | (0, 1) | (1, 0) |"
    assert rows[2] == "| its colour | orange | orange | blue | blue |"
    assert [row.split(" | ")[0] for row in rows[3:5]] == [
        f"| unit {at + 1}{' (dead)' if dead else ''}" for at, dead in enumerate(net.dead)
    ]
    assert rows[5].startswith("| chance given to blue | ")
    assert {row.count("|") for row in rows} == {6}


def test_the_solution_by_hand_has_its_boundary_between_the_corners(nets):
    view = why_any_net._maps(nets, net_of(nets, 2, 0), "stuck")
    mine, hand = view["fields"]
    assert mine["sentence"].startswith("Stuck. At its worst corner the right colour gets")
    assert hand["sentence"] == why_any_net.by_hand_words("0/1")
    level = hand["level"]
    assert level[16, 16] < 0 < level[16, 48]
    assert level[48, 48] < 0 < level[48, 16]


@pytest.mark.parametrize(("inputs", "named"), [("0/1", ""), ("±1", "a = (x + 1)/2, b = (y + 1)/2")])
def test_the_solution_by_hand_names_what_it_adds(inputs, named):
    words = why_any_net.by_hand_words(inputs)
    assert named in words
    assert ("a + b" in words) == bool(named)


def test_the_script_trains_the_same_nets():
    for activation in ("relu", "gcu"):
        text = why_any_net.script({"activation": activation, "inputs": "±1"})
        assert "-1.0, -1.0" in text
        compile(text, activation, "exec")


def test_every_truth_is_measured_where_it_says(rings, nets):
    results = {"collapse": rings, "xor": nets}
    for truth in why_any.LAB.truths:
        if truth.ours is not None:
            assert truth.ours(results[truth.part])


def test_all_activations_are_stored():
    cells = [why_any_xor._cell(key, 2, "0/1") for key in why_any_xor.KEYS]
    assert cells[0].label != "100"
    assert all(cell.text for cell in cells)


def test_the_net_that_is_looked_at_is_framed_and_can_be_chosen(nets):
    net = why_any_net.chosen(nets, {"width": 8, "seed": 99})
    assert (net.width, net.seed) == (2, 29)
    spec = why_any_xor._seeds(nets, net)
    squares, *frames = spec["layer"]
    here = [{"filter": "datum.name == '2 units' && datum.seed == 29"}]
    assert [frame["transform"] for frame in frames] == [here, here]
    assert squares["params"][0]["name"] == why_any_xor.PICK
    assert len(spec["datasets"]["nets"]) == 2 * 30
