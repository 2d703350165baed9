"""The one list of pages; those under Learn stand in `dashboard.learn`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import lesson
from dashboard.charts import race_choice
from dashboard.learn import LABS
from dashboard.lens import LEARN, Lens

__all__ = ["LABS", "LEARN", "LENSES", "Lens", "belongs", "lens_of", "page_at", "pages"]

EVERYWHERE = (lesson.PARAMETER,)
"""Parameters of an address that hold on every page."""
ROOT = Path(__file__).resolve().parent.parent


LENSES = (
    Lens(
        path="pages/playground.py",
        title="Playground",
        icon=":material/joystick:",
        line="Train small nets that differ only in their activation function.",
        about=(
            "Every net sees the same samples, and nets of one seed the same minibatches and the "
            "same random draws for their first weights. **Only the activation differs.**\n\n"
            "The **fields** show what each net says of every point of the plane; the line is its "
            "decision boundary. Below, for each hidden layer, the **activation function** stands "
            "above the histogram of the values that enter it: you see on which part of the curve "
            "the layer works, and where its slope is zero. The **gradient** beside it is what "
            "arrives at each layer to learn from.\n\n"
            "Learning rate, penalties and speed change while a run goes on; anything else starts "
            "it anew. The address of the page holds the whole run."
        ),
    ),
    Lens(
        path="pages/units.py",
        title="Units",
        icon=":material/hub:",
        line="Look at every unit of a net, and switch units off.",
        about=(
            "Each small picture is the **activation** of one unit over the plane: orange where it "
            "is negative, blue where it is positive. **Links** are weights, as wide as they are "
            "large. A unit that is *dead* is hatched; *= unit 3* means that it is a multiple of "
            "unit 3 on every training sample.\n\n"
            "**Select** a unit by a click, or in the row above: its curve, its weights and, while "
            "the run is paused, its history stand at the right. **Switch it off** to see what the "
            "net says without it; the training does not notice. Point at a link for its weight; "
            "while paused, point at a sample in the output for its way through the net.\n\n"
            "The address of the page holds the net, the unit and what is switched off."
        ),
        own=("net", "unit", "off", "from_layer"),
    ),
    Lens(
        path="pages/activations.py",
        title="Activations",
        icon=":material/bar_chart:",
        line="See what each layer is given and puts out, and which units died.",
        about=(
            "**Layers** shows what enters each hidden layer and what leaves it, now and through "
            "the steps, with the spread that the initializer aims at.\n\n"
            "**Which units died, when, why, and did they come back?**\n"
            "1. Play until the loss has moved, then Pause.\n"
            "2. Open **Ledger of units**: triangles on the loss are deaths and revivals, and the "
            "table has the steps for each unit. A click on a heading sorts it.\n"
            "3. Click a row, or **choose a death**: you see the unit’s z on all training samples "
            "step by step, and what the fatal update changed.\n"
            "4. Press **Learning rate ÷ 4**, **Clip gradients at 1** or **Leaky ReLU**: the run is "
            "trained again from before the death with only that changed, and one sentence says "
            "whether the unit lives.\n\n"
            "A unit is **dead** only if its slope is 0 and its output the same on *every* training "
            "sample. A unit that is 0 on one input is **inactive** on it; elsewhere that is often "
            "called dead as well, so both numbers are shown."
        ),
    ),
    Lens(
        path="pages/gradients.py",
        title="Gradients",
        icon=":material/trending_down:",
        line="See what reaches each layer to learn from, and why it vanishes or explodes.",
        about=(
            "The signal ∂L/∂z starts at the output and goes back layer by layer. Each layer "
            "multiplies it twice: by the **weights** that lead to the next layer, and by the "
            "**slope** f′(z) of its activation. The first picture shows both as arrows on a log "
            "scale, and the sentence below it names the layer and the factor that decide. A signal "
            "**vanishes** where layer 1 gets less than 1/100 of the output’s, and **explodes** "
            "where it gets more than 100 times as much.\n\n"
            "The **update-to-weight ratio** is how much of a weight matrix one step changes, in "
            "norms. About 10⁻³ is usual; far below, a layer hardly learns, and far above, it "
            "jumps. The **noise** is how far minibatches are from the gradient of the whole "
            "training set, of the net as it is used: without dropout.\n\n"
            "Everything is measured on every training sample; penalties are left out."
        ),
    ),
    Lens(
        path="pages/race.py",
        title="Race",
        icon=":material/flag:",
        line="Let activations compete with many seeds, and see what is more than chance.",
        about=(
            "The nets of the run are the race: each chosen activation with each seed, in lockstep. "
            "Nets of one seed see the same samples in the same order and start from the same "
            "draws, so activations are compared **seed by seed**.\n\n"
            "**Steps to loss**: the first step at which the mean minibatch loss of the last 10 "
            "steps is below the target (with full batches, the loss itself). A seed that never "
            "gets there counts as slower than all that do; it is never left out.\n\n"
            "The **verdict** calls two activations different only where Wilcoxon’s signed-rank "
            "test, by Holm’s method over all pairs, and the bootstrap interval both say so. Where "
            "nothing differs, fewer than 1 race in 20 gets a wrong word.\n\n"
            "**Seconds** are steps times what a step of one net costs when it is trained alone on "
            "this machine; in lockstep all nets share the time.\n\n"
            "Choose activations at the left, seeds under *More about training*."
        ),
        own=race_choice.NAMES,
    ),
    Lens(
        path="pages/functions.py",
        title="Functions",
        icon=":material/function:",
        line="Compare activation functions by their curves, properties and cost.",
        about=(
            "**Choose** functions by name, family or property; the sliders below them change "
            "their hyperparameters. The curves are f and its first and second derivative, as "
            "training uses them.\n\n"
            "A **preactivation** z that comes from many inputs is close to a normal number, so "
            "mean, variance, gain and the shares of zeros are those of f(Z) where Z is standard "
            "normal. The **gain** is the factor by which weights must be wider for the "
            "preactivations to keep their size from layer to layer.\n\n"
            "**Type your own** formula in x: it gets its derivatives and properties, a place in "
            "every menu, and trains. Other names in it become hyperparameters.\n\n"
            "None of this needs a run. **Use in a run** adds a function to the nets at the left. "
            "The address of the page holds the functions that are shown."
        ),
        own=("show",),
    ),
    Lens(
        path="pages/glossary.py",
        title="Glossary",
        icon=":material/menu_book:",
        line="What the words on screen mean.",
        about=(
            "Each word has one meaning everywhere: on screen, in the code and in the "
            "documentation. The same sentences stand behind the question marks of the controls. "
            "The run goes on while you read."
        ),
    ),
)


def pages() -> dict[str, list[st.Page]]:
    """The pages as the navigation takes them, by section."""
    sections: dict[str, list[st.Page]] = {}
    for lens in (*LENSES, *LABS):
        page = st.Page(ROOT / lens.path, title=lens.title, icon=lens.icon, help=lens.line)
        sections.setdefault(lens.group, []).append(page)
    return sections


def belongs(parameter: str) -> bool:
    """Whether a parameter of an address belongs to a page or to all of them, not to the run."""
    return parameter in EVERYWHERE or any(lens.owns(parameter) for lens in (*LENSES, *LABS))


def lens_of(title: str) -> Lens:
    """The entry with this title."""
    return next(lens for lens in (*LENSES, *LABS) if lens.title == title)


def page_at(key: str) -> Lens:
    """The entry with this key."""
    return next(lens for lens in (*LENSES, *LABS) if lens.key == key)
