"""The one list of pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Lens:
    """A page of the app.

    Parameters
    ----------
    path : str
        File of the page, relative to the entry point.
    title, icon : str
        As the navigation shows them.
    line : str
        What the page is for, in one line.
    about : str
        The folded explanation of the page.
    group : str
        Section of the navigation; the unnamed one stays flat.
    own : tuple of str
        Parameters of its address that are no fields of the run. Those of a lab are not listed: they
        begin with its name.
    """

    path: str
    title: str
    icon: str
    line: str
    about: str
    group: str = ""
    own: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The file's name, which is also the page's in an address."""
        return Path(self.path).stem

    def owns(self, parameter: str) -> bool:
        """Whether a parameter of an address belongs to the page."""
        return parameter in self.own or (
            self.group == LEARN and parameter.startswith(f"{self.key}.")
        )


LEARN = "Learn"

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


LABS: tuple[Lens, ...] = (
    Lens(
        path="pages/dying.py",
        title="Dying",
        icon=":material/skull:",
        line="Watch units die, and see what brings them back.",
        about=(
            "A ReLU unit that puts out 0 on every training sample gets no gradient: it is "
            "**dead**. A unit that is 0 on one input alone is **inactive** on it.\n\n"
            "Change the learning rate and what the nets start from, and watch the grid of units. "
            "The other parts count deaths and revivals after every step, compare cures, and count "
            "nets that are dead before any training. A net whose numbers overflowed has "
            "**diverged**, and no share of dead units is given for it."
        ),
        group=LEARN,
    ),
    Lens(
        path="pages/depth.py",
        title="Depth",
        icon=":material/layers:",
        line="Follow signals through up to 50 layers, forward and back.",
        about=(
            "Four experiments with nets of many layers. **Forward and back**: random nets, any of "
            "nine activations with any of five kinds of first weights, beside the theory. "
            "**Saturation**: S-shaped functions with weights too wide or too narrow. **Plateau**: "
            "a deep sigmoid net that stands still while it trains. **SELU**: what keeps mean 0 and "
            "variance 1, and what breaks them.\n\n"
            "**RMS** is the root of the mean square: the typical size of many numbers. "
            "**Quartiles** are where the middle half of the seeds lies."
        ),
        group=LEARN,
    ),
    Lens(
        path="pages/regions.py",
        title="A net of if-statements",
        icon=":material/polyline:",
        line="Count and read the regions in which a net is one affine map.",
        about=(
            "A ReLU is an if-statement, so a net of ReLUs is many of them. On **the plane**, the "
            "regions in which no unit switches are cut out exactly and coloured while nets train; "
            "select one and read its conditions and its map. **Along a line** counts the pieces of "
            "nets of many shapes. **Folding** builds a net with as many pieces as its depth "
            "allows. **Counting** sets the exact count beside a grid of points and the most there "
            "can be."
        ),
        group=LEARN,
    ),
    Lens(
        path="pages/claims.py",
        title="Claims",
        icon=":material/fact_check:",
        line="What is said about activation functions, and what an experiment says.",
        about=(
            "Each card has a claim from the texts that learners read, where it stands, and what is "
            "true instead. **Try it** runs the experiment that decides and gives its verdict with "
            "the numbers of that run; the lab beside it has the same experiment with its controls."
        ),
        group=LEARN,
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
    """Whether a parameter of an address belongs to a single page."""
    return any(lens.owns(parameter) for lens in (*LENSES, *LABS))


def lens_of(title: str) -> Lens:
    """The entry with this title."""
    return next(lens for lens in (*LENSES, *LABS) if lens.title == title)


def page_at(key: str) -> Lens:
    """The entry with this key."""
    return next(lens for lens in (*LENSES, *LABS) if lens.key == key)
