"""The stored map: both optimizers, two depths, ten activations, seven rates."""

from __future__ import annotations

from dashboard.labs import pictures
from dashboard.labs.rate_map_draw import OPTIMIZERS, chosen_cell, counts, draw, run, widest
from dashboard.labs.record import Control, Part, Prediction
from models.config import RunConfig
from models.labs.cells import SEEDS
from models.labs.rate_cells import FULL, INITIALIZER, KEY, RATES, cell_of, nearest
from models.labs.rate_map import CHANCE, DEAD, DIVERGED, RateMap
from models.labs.stage import Settings
from models.labs.stored import read

LARGE = 3.0

CONTROLS = (
    Control(
        "optimizer",
        "Optimizer",
        "sgd",
        tuple(RATES),
        "pills",
        "How a gradient becomes a step. Each has learning rates of its own.",
        OPTIMIZERS.__getitem__,
    ),
    Control("depth", "Hidden layers", 2, tuple(INITIALIZER), "pills"),
    *chosen_cell(LARGE),
)


def picture(result: RateMap, settings: Settings) -> None:
    """The map, and where it is from."""
    draw("full", result, settings)
    pictures.stored_note(read(KEY))


def sentence(result: RateMap) -> str:
    """How many cells train, how the others fail, who has the most room."""
    return f"{counts(result, SEEDS)} {widest(result)}"


def right(result: RateMap) -> int | None:
    """What became of ReLU and leaky ReLU at the largest rate; None where the map has none."""
    pair = [result.summaries.get((key, LARGE)) for key in ("relu", "leaky_relu")]
    if pair[0] is None or pair[1] is None:
        return None
    relu, leaky = pair[0].kinds, pair[1].kinds
    silent = CHANCE in relu and DEAD in relu and DIVERGED not in relu
    if silent and DIVERGED in leaky:
        return 1
    return 0 if DIVERGED in relu and DIVERGED in leaky else 2 if not leaky else None


def chosen(settings: Settings) -> RunConfig:
    """The chosen cell, at the nearest rate of the map."""
    rate = nearest(settings["at"], RATES[settings["optimizer"]])
    place = {"activation": settings["cell"], "rate": rate}
    return run(cell_of({"optimizer": settings["optimizer"], "depth": settings["depth"], **place}))


PART = Part(
    key="full",
    title="The full map",
    intro="Ten activations, each at seven **learning rates** (how far each step goes): 700 nets "
    "that learn to read digits. Which cells train, and *how* do the others fail?",
    experiment=FULL,
    pictures=picture,
    sentence=sentence,
    controls=CONTROLS,
    prediction=Prediction(
        "with plain SGD at the very large learning rate 3, what becomes of ReLU and of leaky ReLU?",
        (
            "The numbers of both overflow",
            "ReLU dies, leaky ReLU overflows",
            "ReLU dies, leaky ReLU trains: it cannot die",
        ),
        right,
    ),
    playground=chosen,
)
