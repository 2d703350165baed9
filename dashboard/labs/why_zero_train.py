"""Nets with another floor than 0 learn two rings: the first part of the lab."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis, Spec
from dashboard.charts.labs.floors import shape
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.maps import Map, maps
from dashboard.charts.labs.marks import Bar, bars
from dashboard.charts.study_panel import GREY
from dashboard.labs import pictures
from dashboard.labs.record import Claim, Control, Part, Prediction, Verdict
from dashboard.labs.why_zero_words import got_there, sentence
from dashboard.panels.component import draw as draw_panels
from dashboard.panels.payload import pack
from dashboard.theme import INK, Look, look
from models.datasets import DATASETS, make_data
from models.labs.floors import EDGES, FLOORS, TARGET, FloorRuns, Race, race, race_config
from models.labs.floors import SEEDS as RACERS
from models.labs.floors_all import EVERY, SEEDS, STEPS
from models.labs.spread import of_all
from models.labs.stage import Settings
from models.labs.stored import Values, read

FIRST, OTHER, LEVEL = range(3)
SIZES = MappingProxyType({"small_circles": "radius 1", "circles": "radius 3"})
RULES = MappingProxyType({"adam": "Adam", "sgd": "plain steps (SGD)"})
PALE = Look(GREY["light"], GREY["dark"])
TOP = 0.85


def named(floor: float) -> str:
    """A floor as the screen writes it."""
    return f"c = {numbers.plain(floor)}"


CONTROLS = (
    Control(
        "floor",
        "Floor c of max(c, z)",
        -1.0,
        FLOORS,
        text=numbers.plain,
        help="No unit puts out less than its floor. ReLU has the floor 0.",
    ),
    Control(
        "size",
        "Size of the rings",
        "small_circles",
        tuple(SIZES),
        "pills",
        text=SIZES.__getitem__,
        help="The radius of the outer ring. Larger inputs make larger values z inside the net.",
    ),
    Control(
        "optimizer",
        "Way of learning",
        "adam",
        tuple(RULES),
        "pills",
        text=RULES.__getitem__,
        help="How weights and biases are changed after each look at the points. Adam changes them "
        "all by about the same amount; plain steps are larger where the loss is steeper.",
    ),
)


def _steps(value: float) -> str:
    return numbers.step(round(value)) if np.isfinite(value) else "never"


def right(found: Race) -> int:
    """Which nets learned first; level where their quartiles overlap."""
    relu, chosen = (of_all(runs.reached, np.inf) for runs in (found.relu, found.chosen))
    if relu.low <= chosen.high and chosen.low <= relu.high:
        return LEVEL
    return FIRST if relu.median < chosen.median else OTHER


def verdict(found: Race) -> Verdict:
    """What the race says of “it does not matter at all”."""
    count, whole = got_there(found.chosen), len(found.chosen.reached)
    text = (
        f"Of {whole} nets with floor {numbers.plain(found.chosen.floor)}, {count} learned the "
        f"rings in {numbers.step(found.step)} steps; of {whole} with floor 0, "
        f"{got_there(found.relu)} did. It holds for what the nets could say, not for what they "
        "learn."
    )
    return Verdict("yes" if right(found) == LEVEL else "partly", text)


def draw(found: Race, settings: Settings) -> None:
    """Curve and values, losses, decision fields, and all floors as they are stored."""
    stored = read("floors")
    left, beside = st.columns(2, gap="medium")
    with left:
        pictures.show(_shape(found), "why_zero_shape")
        st.caption(
            "Line: what goes out; dotted: ReLU. Bars: how often each z occurs in layer 1 (the "
            "first row of units) of the untrained nets."
        )
    with beside:
        pictures.show(_losses(found), "why_zero_loss")
        st.caption(
            "Thick: half of the nets lie below it, half above. Pale: each single net. Thin grey: "
            f"other floors, stored runs of {SEEDS} nets each."
        )
    draw_panels(pack(_maps(found)), key="why_zero_maps")
    limit = DATASETS[found.config.dataset].limit
    pictures.maps_note(-limit, limit, found.config.seeds)
    pictures.show(_all(found), "why_zero_all")
    pictures.stored_note(stored)


def _values(found: Race, floor: float) -> Values:
    config = found.config
    return read("floors").values(floor=floor, size=config.dataset, optimizer=config.optimizer)


def _shape(found: Race) -> Spec:
    share = numbers.share(float(found.chosen.first_on_floor[0].mean()))
    heading = f"max({numbers.plain(found.chosen.floor)}, z): {share} of the values on the floor"
    words = f"{heading}, in the first layer before training. Dotted: ReLU."
    edges, counts = EDGES, found.counts
    floor, mode = found.chosen.floor, pictures.mode()
    return shape(floor, edges, counts, mode, heading=heading, description=words)


def _losses(found: Race) -> Spec:
    """All floors as stored, pale; the nets of this run over them."""
    steps = np.arange(0, STEPS + 1, EVERY)
    others = [floor for floor in FLOORS if floor not in (0, found.chosen.floor)]
    series = [
        Series(named(floor), steps, _values(found, floor)["loss"], PALE, width=1)
        for floor in others
    ]
    runs = {"ReLU, c = 0": (found.relu, look("relu"))}
    if found.chosen.floor != 0:
        runs[named(found.chosen.floor)] = (found.chosen, INK)
    for name, (one, hue) in runs.items():
        y = of_all(one.losses, np.inf).median
        series.append(Series(name, np.arange(len(y)), y, hue, runs=one.losses.T, width=2.5))
    x, y_axis = Axis("steps of training", 0, STEPS // 2), Axis("loss", 0, TOP)
    rules = ((TARGET, "goal"),)
    heading = "Loss: how wrong the nets are"
    return lines(series, x, y_axis, pictures.mode(), heading=heading, rules=rules)


def _maps(found: Race) -> dict[str, Any]:
    config, data = found.config, make_data(found.config)
    limit = DATASETS[config.dataset].limit
    runs = [("ReLU: floor 0", found.relu, look("relu"))]
    if found.chosen.floor != 0:
        runs.append((f"Floor {numbers.plain(found.chosen.floor)}", found.chosen, INK))
    pictured = [
        Map(name, one.field, _said(one, found.seen), hue, error=bool(np.isnan(one.accuracy[0])))
        for name, one, hue in runs
    ]
    return maps(pictured, (-limit, limit), (data.x_train, data.y_train))


def _said(runs: FloorRuns, step: int) -> str:
    if np.isnan(runs.accuracy[0]):
        return "Diverged: its numbers grew beyond all bounds."
    share = numbers.accuracy(float(runs.accuracy[0]))
    return f"Step {numbers.step(step)}: {share} of new samples right."


def _all(found: Race) -> Spec:
    each = [_bar(floor, _values(found, floor)) for floor in FLOORS]
    axis = Axis(f"steps until half of the nets are below {TARGET} [the middle half]", 0, STEPS / 2)
    heading = f"All floors, rings of {SIZES[found.config.dataset]}"
    return bars(each, axis, pictures.mode(), heading=heading)


def _bar(floor: float, values: Values) -> Bar:
    low, median, high = values["reached"]
    hue = look("relu") if floor == 0 else INK
    if not np.isfinite(median):
        count = round(SEEDS * values["solved"])
        who = "no net gets" if count == 0 else f"only {count} of {SEEDS} nets get"
        # No bar: there is no number of steps after which half of them are there.
        return Bar(named(floor), 0.0, f"{who} there", hue)
    text = f"{_steps(median)} [{_steps(low)} to {_steps(high)}]"
    return Bar(named(floor), median, text, hue, low=low, high=high)


TRAIN = Part(
    key="train",
    title="Train it",
    intro="A **unit** multiplies each input by a number (a **weight**), adds one more number (its "
    "**bias**), and gets z. Learning means changing these numbers step by step. The unit’s "
    "**activation function** decides what goes out: ReLU puts out z, but never less than 0. 0 is "
    "its floor. Choose another floor c: nets with that floor and nets with floor 0 start from the "
    f"same random numbers, {RACERS} of each (the **seed** is the number that picks a random "
    "start), and learn which of two rings a point belongs to. The **loss** says how wrong they "
    "still are; 0 is perfect, and 0.69 is what a thrown coin gets.",
    experiment=race,
    pictures=draw,
    sentence=sentence,
    controls=CONTROLS,
    prediction=Prediction(
        "Nets with floor 0 and nets with floor −1 learn to tell two rings apart. Which are first?",
        ("Those with floor 0", "Those with the other floor", "No difference to speak of"),
        right,
    ),
    playground=race_config,
)
CLAIM = Claim(
    1,
    "… variants like h=max(-10, a), or h=max(25, a). For those purposes I suspect it doesn’t "
    "matter at all",
    "thread: why ReLU?",
    "With other biases, every floor gives the same functions. But a net has to find those biases "
    "first. At the start the weights are small random numbers. If all z lie above the floor, the "
    "floor changes nothing; if all lie below, every unit puts out the same number.",
    "train",
    verdict,
    {"floor": -10.0},
)
