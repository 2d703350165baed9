"""A map of one's own: trained in the workers, kept on disk as it comes."""

from __future__ import annotations

from dashboard.labs.rate_map_draw import NAMES, OPTIMIZERS, chosen_cell, counts, draw, run, widest
from dashboard.labs.record import Control, Part
from models.config import RunConfig
from models.initializers import INITIALIZERS
from models.labs.cells import STEPS, Cell
from models.labs.rate_cells import ACTIVATIONS, COUNTS, OWN, RATES, nearest, spaced
from models.labs.rate_map import RateMap
from models.labs.stage import Settings

WEIGHTS = ("pytorch", "lecun_normal", "glorot_normal", "he_normal", "matched", "orthogonal")
DEPTHS, SEEDS = (1, 2, 3, 4, 6), (2, 5, 10)

CONTROLS = (
    Control(
        "activations",
        "Activations",
        ("relu", "leaky_relu", "gelu", "tanh", "sigmoid"),
        ACTIVATIONS,
        "many",
        text=NAMES.__getitem__,
    ),
    Control("optimizer", "Optimizer", "sgd", tuple(RATES), "pills", text=OPTIMIZERS.__getitem__),
    Control("depth", "Hidden layers", 4, DEPTHS, "pills"),
    Control(
        "initializer",
        "First weights",
        "he_normal",
        WEIGHTS,
        "select",
        text=lambda key: INITIALIZERS[key].name,
    ),
    Control("rates", "Rates", COUNTS[0], COUNTS, "pills", "How many, over the same range."),
    Control("seeds", "Seeds", SEEDS[0], SEEDS, "pills", "Nets in each cell: more take longer."),
    Control("steps", "Steps", STEPS, (100, 200, STEPS), "pills"),
    *chosen_cell(0.3),
)


def picture(result: RateMap, settings: Settings) -> None:
    """The map as far as it has got."""
    draw("own", result, settings)


def sentence(result: RateMap) -> str:
    """How many cells train so far, how the others fail, who has the most room."""
    seeds = max((summary.cell.seeds for summary in result.summaries.values()), default=0)
    text = counts(result, seeds)
    return f"{text} {widest(result)}" if len(result.summaries) == result.whole else text


def chosen(settings: Settings) -> RunConfig:
    """The chosen cell, at the nearest rate of the map."""
    rates = spaced(settings["optimizer"], settings["rates"])
    cell = Cell(
        settings["cell"],
        nearest(settings["at"], rates),
        settings["optimizer"],
        settings["depth"],
        settings["initializer"],
    )
    return run(cell)


PART = Part(
    key="own",
    title="Your own map",
    intro="Choose what to compare, then press **Run**: the cells are trained on all cores of this "
    "computer, and each appears when it is done. You can stop and go on later, even after the "
    "server was started anew: what is measured is kept.",
    experiment=OWN,
    pictures=picture,
    sentence=sentence,
    controls=CONTROLS,
    playground=chosen,
    waits=True,
)
