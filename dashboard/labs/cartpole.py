"""In reinforcement learning: policies with and without activations on CartPole."""

from __future__ import annotations

from typing import Any

from dashboard import numbers
from dashboard.labs.cartpole_learn import LEARNING, name_of, stored
from dashboard.labs.cartpole_verdict import VERDICT
from dashboard.labs.cartpole_watch import WATCH
from dashboard.labs.record import Lab, Truth
from dashboard.labs.spreads import steps_with_quartiles
from models.labs import pole_grid
from models.labs.pole import LINEAR


def _plain(result: Any) -> str:
    """Updates until the plain task is solved."""
    found = (pole_grid.best(stored(), key, "plain") for key in (LINEAR, "tanh", "relu", "sigmoid"))
    parts = (f"{name_of(one.activation)} {steps_with_quartiles(one.solved)}" for one in found)
    return f"updates until CartPole is solved: {', '.join(parts)} (16 seeds; stored)."


def _pairs(result: Any) -> str:
    """How often a single seed of ReLU is ahead of one of tanh."""
    relu, tanh = (pole_grid.best(stored(), key, "plain") for key in ("relu", "tanh"))
    won = numbers.share(pole_grid.pairs_won(stored(), relu, tanh, "plain"))
    return (
        f"a random seed of ReLU is ahead of a random seed of tanh in {won} of the pairs (stored)."
    )


def _flipped(result: Any) -> str:
    """What the linear policy gets to in the flipped task."""
    found = pole_grid.best(stored(), LINEAR, "flipped")
    most = f"{found.curves.max():.0f}"
    return (
        f"the linear policy solves the flipped task in {numbers.share(found.share)} of 16 seeds; "
        f"no mean of five updates is above {most} of 200 steps (stored)."
    )


TRUTHS = (
    Truth(
        "A **linear** policy solves CartPole. Whoever ranks activations on it says nothing about "
        "what a nonlinearity is good for.",
        ours=_plain,
    ),
    Truth(
        "In deep reinforcement learning the seed alone and the activation alone can change who "
        "wins. One curve, or the mean of a few, proves nothing: every seed has to be drawn.",
        "Henderson et al. 2018, Deep reinforcement learning that matters",
        ours=_pairs,
    ),
    Truth(
        "In the flipped task the best push depends on the **product** of the fifth input and the "
        "state, which no linear policy has. It can learn one of the two cases: about half of 200 "
        "steps in the mean.",
        ours=_flipped,
    ),
    Truth(
        "That ReLU leads in the flipped task is no law either: inputs of another size or more "
        "updates change the order. It depends on activation, input scale and learning rate "
        "together.",
    ),
)

LAB = Lab(
    key="cartpole",
    title="In reinforcement learning",
    question=(
        "ReLU is often used in deep reinforcement learning models for decision-making problems"
    ),
    asked="ReLU blog post",
    parts=(LEARNING, WATCH, VERDICT),
    truths=TRUTHS,
    reading=(
        (
            "Henderson et al.: Deep reinforcement learning that matters",
            "https://arxiv.org/abs/1709.06560",
        ),
        (
            "Williams: Simple statistical gradient-following algorithms (REINFORCE)",
            "https://doi.org/10.1007/BF00992696",
        ),
        (
            "CartPole in Gymnasium",
            "https://gymnasium.farama.org/environments/classic_control/cart_pole/",
        ),
    ),
)
