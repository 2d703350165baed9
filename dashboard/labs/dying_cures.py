"""Cures for dying units, and units that come back: two parts of the lab."""

from __future__ import annotations

import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.marks import Bar, bars
from dashboard.labs import pictures
from dashboard.labs.record import Claim, Control, Part, Prediction, Verdict
from dashboard.labs.spreads import became, with_quartiles
from dashboard.theme import Look, look
from models.labs.cures import CLIP, CURES, SMALLER, Cures, Treated
from models.labs.fates import DIVERGED, TRAINED
from models.labs.revivals import REVIVALS, Counted
from models.labs.stage import Settings

NONE, LEAKY = "ReLU as it is", "Leaky ReLU"
Found = tuple[Counted, ...]


def cures_sentence(result: Cures) -> str:
    """What became of the nets under each cure so far."""
    texts = [f"**{one.name}**: {_short(one)}" for one in result.treated]
    return f"Learning rate {numbers.plain(result.rate)}. " + "; ".join(texts) + "."


def _short(one: Treated) -> str:
    fates = became(one.fates)
    if TRAINED not in one.fates:
        return fates
    return f"{fates}, accuracy {with_quartiles(one.accuracy_spread, numbers.accuracy)}"


def draw_cures(result: Cures, settings: Settings) -> None:
    """Dead units of both layers and accuracy under each cure."""
    share, mode = Axis("", 0, 1, format="%"), pictures.mode()
    for layer in (0, 1):
        found = [_dead_bar(one, layer) for one in result.treated]
        heading = f"Dead units of layer {layer + 1}"
        pictures.show(bars(found, share, mode, heading=heading), f"dying_cures_{layer}")
    found = [_accuracy_bar(one) for one in result.treated]
    heading = "Accuracy on the training digits; a net that diverged counts as 0"
    pictures.show(bars(found, share, mode, heading=heading), "dying_cures_accuracy")
    st.caption(
        "Bars are medians over ten nets that start alike, lines their quartiles. Dead units are "
        "counted in nets that have not diverged."
    )


def _look(one: Treated) -> Look:
    return look(one.config.nets[0].layer(0).key)


def _dead_bar(one: Treated, layer: int) -> Bar:
    if set(one.fates) == {DIVERGED}:
        return Bar(one.name, 0.0, "diverged: no value", _look(one))
    found = one.dead_spread
    text = numbers.share(float(found.median[layer]))
    diverged = one.fates.count(DIVERGED)
    text += f" ({diverged} diverged)" if diverged else ""
    low, median, high = (float(v[layer]) for v in (found.low, found.median, found.high))
    return Bar(one.name, median, text, _look(one), low, high)


def _accuracy_bar(one: Treated) -> Bar:
    found = one.accuracy_spread
    low, median, high = (float(v) for v in (found.low, found.median, found.high))
    text = became(one.fates) if set(one.fates) != {TRAINED} else numbers.accuracy(median)
    return Bar(one.name, median, text, _look(one), low, high)


def cures_right(result: Cures) -> int | None:
    """Which cure leaves most nets trained, among those that can be guessed."""
    if len(result.treated) < 5:
        return None
    names = (LEAKY, f"Gradients clipped at {CLIP:g}", f"Learning rate ÷ {SMALLER}")
    trained = [float(result[name].accuracy_spread.median) for name in names]
    return trained.index(max(trained))


def leaky_helps(result: Cures) -> Verdict:
    """The claim that Leaky ReLU helps against dying."""
    leaky, plain = result[LEAKY], result[NONE]
    diverged = leaky.fates.count(DIVERGED)
    text = (
        f"At a learning rate of {numbers.plain(result.rate)}, with ReLU {became(plain.fates)}; "
        f"with Leaky ReLU {became(leaky.fates)}."
    )
    if 2 * diverged > len(leaky.fates):
        return Verdict("partly", f"{text} No unit is dead, but nothing has been learned either.")
    return Verdict("yes", text)


HELPS = Claim(
    8,
    "This helps avoid the dying ReLU problem.",
    "ReLU blog post, on Leaky ReLU",
    "No unit of Leaky ReLU is ever dead. But the learning rate that kills all ReLU units makes "
    "the same nets with Leaky ReLU diverge: it is the rate that has to be cured.",
    "cures",
    leaky_helps,
    {"rate": 3.0},
)

CURE = Part(
    key="cures",
    title="Cures",
    intro=(
        "The same ten nets, trained with what is said to help: **Leaky ReLU** keeps a small slope "
        "below 0, a **smaller learning rate** takes smaller steps, **clipping** shortens only "
        "steps that are too long, and **centring** takes the mean off each pixel."
    ),
    experiment=CURES,
    pictures=draw_cures,
    sentence=cures_sentence,
    controls=(
        Control("rate", "Learning rate", 3.0, (0.1, 0.3, 1.0, 3.0, 10.0), text=numbers.plain),
    ),
    prediction=Prediction(
        "at a learning rate of 3, which change lets the nets learn best?",
        (LEAKY, f"Gradients clipped at {CLIP:g}", f"Learning rate ÷ {SMALLER}"),
        cures_right,
    ),
)


def revivals_sentence(result: Found) -> str:
    """Deaths and revivals of each optimizer by layer."""
    texts = []
    for one in result:
        layers = " and ".join(
            f"layer {layer + 1} had {one.deaths[-1, layer]:,} deaths and "
            f"{one.revivals[-1, layer]:,} revivals"
            for layer in range(one.deaths.shape[1])
        )
        texts.append(f"With **{one.name}**, after {one.steps[-1]} steps, {layers}")
    nets = len(result[0].fates)
    return f"{'. '.join(texts)}. Looked at after every step, in {nets} nets."


def draw_revivals(result: Found, settings: Settings) -> None:
    """Deaths and revivals counted up, one picture for each layer."""
    mode, end = pictures.mode(), max(1, max(one.steps[-1] for one in result))
    for layer in (0, 1):
        series = [
            Series(f"{one.name}, {kind}", one.steps, counts[:, layer], _optimizer(one, dash))
            for one in result
            for kind, counts, dash in (
                ("deaths", one.deaths, ()),
                ("revivals", one.revivals, (3, 3)),
            )
        ]
        heading = f"Layer {layer + 1}: deaths and revivals so far"
        axes = Axis("step", 0, end), Axis("", 0)
        pictures.show(
            lines(series, *axes, mode, heading=heading, height=180), f"dying_revivals_{layer}"
        )
    st.caption(
        "Full batch: every step sees all training images. A unit that dies, revives and dies "
        "again counts twice."
    )


def _optimizer(one: Counted, dash: tuple[int, ...]) -> Look:
    hue = look("relu" if one.name == "SGD" else "tanh")
    return Look(hue.light, hue.dark, dash)


def revivals_right(result: Found) -> int | None:
    """Whether deaths last: in both layers, in the first alone, or in none."""
    lasting = [int(result[0].revivals[-1, layer]) == 0 for layer in (0, 1)]
    if not int(result[0].deaths[-1].min()):
        return None
    return 0 if all(lasting) else 1 if lasting[0] else 2


def never_activate(result: Found) -> Verdict:
    """The claim that dead units never learn again."""
    texts = [
        f"{one.name}: {one.revivals[-1, 0]:,} of {one.deaths[-1, 0]:,} deaths in layer 1 were "
        f"undone, {one.revivals[-1, 1]:,} of {one.deaths[-1, 1]:,} in layer 2"
        for one in result
    ]
    back = sum(int(one.revivals[-1].sum()) for one in result)
    return Verdict("partly" if back else "yes", ". ".join(texts) + ".")


STOP = Claim(
    7,
    "the neurons stop learning because their gradients are zero, and they never activate",
    "ReLU blog post",
    "So it is in the first layer with plain SGD: its inputs never change. A deeper unit is given "
    "other inputs once the layers before it have moved, and with Adam the weights go on moving "
    "after the gradient is 0.",
    "revivals",
    never_activate,
)

REVIVE = Part(
    key="revivals",
    title="Do they come back?",
    intro=(
        "A dead unit gets no gradient, so plain **SGD** never moves its weights again. Yet the "
        "layers before it move, and **Adam** moves each weight a little further after its "
        "gradient has become 0. Deaths and revivals are counted after every step."
    ),
    experiment=REVIVALS,
    pictures=draw_revivals,
    sentence=revivals_sentence,
    prediction=Prediction(
        "with plain SGD, do units that died ever come back?",
        ("No, in neither layer", "Only in layer 2", "In both layers"),
        revivals_right,
    ),
)
