"""All floors with 24 seeds: what is stored of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from models.labs.floors import FLOORS, RATES, TARGET, look, max_c, rings, steps_to
from models.labs.spread import of_all
from models.labs.stage import Settings, finish
from models.labs.stored import Grid
from models.labs.trained import Course, Trained

SIZES = ("small_circles", "circles")
SEEDS, STEPS, EVERY = 24, 600, 20


def measure(cell: Settings) -> Mapping[str, Any]:
    """Nets of one floor: steps to the target, who got there, the median loss on the way."""
    config = rings(
        (max_c(cell["floor"]),), dataset=cell["size"], optimizer=cell["optimizer"], seeds=SEEDS
    )

    def first(_: Settings, courses: tuple[Course, ...]) -> Course:
        return courses[0]

    course = finish(Trained(lambda _: (config,), lambda _: (0, STEPS), look, first), cell)
    losses = np.concatenate([course.losses, course.seen[-1].loss[None]])
    reached = of_all(steps_to(losses, TARGET), np.inf)
    return {
        "reached": [float(reached.low), float(reached.median), float(reached.high)],
        "solved": float(np.isfinite(steps_to(losses, TARGET)).mean()),
        "accuracy": float(of_all(course.seen[-1].accuracy, 0.0).median),
        "on_floor": [float(share) for share in course.seen[0].on_floor.mean(1)],
        "loss": [float(loss) for loss in of_all(losses[::EVERY], np.inf).median],
    }


ALL_FLOORS = Grid(
    key="floors",
    about=f"{SEEDS} nets 2-32-32-1 for each floor, from PyTorch's first weights, {STEPS} steps on "
    "all 512 samples of two rings at once; Adam with rate 0.01 or plain SGD with rate 0.3.",
    cells=tuple(
        {"floor": floor, "size": size, "optimizer": optimizer}
        for size in SIZES
        for optimizer in RATES
        for floor in FLOORS
    ),
    measure=measure,
    sample=(5,),
    tolerance=0.1,
)
