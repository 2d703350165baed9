"""A lab for the tests of the form of all labs: it throws coins, a few in each piece."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.marks import Bar, Square, bars, heat, points
from dashboard.labs import pictures
from dashboard.labs.record import Claim, Control, Lab, Part, Prediction, Truth, Verdict
from dashboard.theme import look
from models.config import RunConfig
from models.labs.stage import AtOnce, Piecewise

THROWS = 50


@dataclass(frozen=True)
class Heads:
    """How many heads each piece had."""

    counts: tuple[int, ...]

    @property
    def share(self) -> float:
        return sum(self.counts) / (THROWS * len(self.counts))


def pieces(settings):
    return tuple(range(settings["pieces"]))


def throw(settings, piece):
    if settings["slow"]:
        time.sleep(0.2)
    rng = np.random.default_rng([settings["seed"], piece])
    return int((rng.random(THROWS) < settings["bias"]).sum())


def gather(settings, values):
    return Heads(values)


def whole(settings):
    return Heads((len(settings["word"]) % THROWS,))


def draw(result, settings):
    running = np.cumsum(result.counts) / (THROWS * np.arange(1, len(result.counts) + 1))
    steps = np.arange(1, len(result.counts) + 1)
    mode = pictures.mode()
    share = Axis("share of heads", 0, 1, format="%")
    low, high = running - 0.1, running + 0.1
    series = [Series("running share", steps, running, look("relu"), low=low, high=high)]
    rules = ((settings.get("bias", 0.5), "bias"),)
    axis = Axis("pieces", 1, settings.get("pieces", 1))
    pictures.show(lines(series, axis, share, mode, rules=rules), "demo_line")
    each = [
        Bar(f"piece {i + 1}", n / THROWS, f"{n}", look(settings.get("tint", "tanh")))
        for i, n in enumerate(result.counts[:4])
    ]
    pictures.show(bars(each, share, mode), "demo_bars")
    cells = [
        Square(str(i % 2), str(i), n, f"{n} heads", str(n)) for i, n in enumerate(result.counts[:4])
    ]
    pictures.show(heat(cells, ("side", "piece"), mode, scale=Axis("heads", 0, THROWS)), "demo_heat")
    spots = [("piece", look("relu"), [(i, n, f"{n}") for i, n in enumerate(result.counts)])]
    pictures.show(points(spots, Axis("piece"), Axis("heads"), mode), "demo_points")


def short(text):
    return "" if len(text) < 20 else "A word has at most 19 letters; this one is longer."


LAB = Lab(
    key="demo",
    title="Heads or tails",
    question="is this coin fair?",
    asked="A pupil",
    parts=(
        Part(
            key="throw",
            title="Throw",
            intro="A coin is thrown, a few times in each piece.",
            experiment=Piecewise(pieces, throw, gather),
            pictures=draw,
            sentence=lambda result: f"{result.share:.0%} heads in {len(result.counts)} pieces.",
            controls=(
                Control("bias", "Bias", 0.5, (0.1, 0.5, 0.9), help="Share of heads"),
                Control("pieces", "Pieces", 8, (2, 8, 40), "pills"),
                Control("seed", "Seed", 0, (0, 1, 2), "select"),
                Control("slow", "Slowly", False, widget="toggle"),
                Control("tint", "Colour", "tanh", ("tanh", "gelu"), view=True),
            ),
            prediction=Prediction(
                "which side comes up more?",
                ("Heads", "Tails", "Neither"),
                lambda result: 0 if result.share > 0.6 else 1 if result.share < 0.4 else 2,
            ),
            playground=lambda settings: RunConfig(seed=settings["seed"], hidden=(3,)),
        ),
        Part(
            key="word",
            title="Word",
            intro="Letters are counted.",
            experiment=AtOnce(whole),
            pictures=draw,
            sentence=lambda result: f"{result.counts[0]} letters.",
            controls=(
                Control("word", "Word", "heads", widget="text", check=short),
                Control("kinds", "Kinds", ("a",), ("a", "b"), "many"),
            ),
            pytorch=lambda settings: f"import torch\nprint(len({settings['word']!r}))",
            waits=True,
        ),
    ),
    truths=(
        Truth(
            "Coins have two sides.", "Everybody", "two", True, lambda r: f"{len(r.counts)} pieces"
        ),
        Truth("They are round.", "Somebody", "round"),
    ),
    reading=(("Probability", "https://example.org/"),),
    claims=(
        Claim(
            1,
            "a coin is always fair",
            "a thread",
            "It need not be.",
            "throw",
            lambda result: Verdict("no", f"{result.share:.0%} heads."),
            {"bias": 0.9},
        ),
    ),
)
