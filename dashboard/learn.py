"""The pages under Learn, in their order."""

from __future__ import annotations

from dashboard.lens import LEARN, Lens

LABS: tuple[Lens, ...] = (
    Lens(
        path="pages/why_zero.py",
        title="Why 0?",
        icon=":material/vertical_align_bottom:",
        line="Move the floor of ReLU, and see what it changes.",
        about=(
            "ReLU puts out max(0, z): its **floor** is 0. Here the floor can be anything.\n\n"
            "**Train it** lets nets with another floor learn beside ReLU nets. **Make up for it** "
            "shifts the biases, so that both say the same, and looks at whether they go on to "
            "learn the same. **Floor or leak?** sets a floor beside leaky ReLU."
        ),
        group=LEARN,
    ),
    Lens(
        path="pages/why_any.py",
        title="Why any activation?",
        icon=":material/compress:",
        line="Take the activation function away, and see what is left of a deep net.",
        about=(
            "**Take it away** trains deep nets with and without an activation function: without "
            "one, the product of all matrices is a single one, and the net draws one straight "
            "line.\n\n"
            "**XOR** is the smallest task that a line cannot do. Count how many units it needs, "
            "and how often training finds a solution that exists."
        ),
        group=LEARN,
    ),
    Lens(
        path="pages/hinges.py",
        title="Many hinges draw any curve",
        icon=":material/show_chart:",
        line="Build a curve from ReLUs, by hand, by training, and from bumps.",
        about=(
            "**Build a curve**: drag the knots, or draw a curve with the pointer, and add the "
            "hinges one by one; with the keyboard, the arrow keys move a knot. **Let training "
            "place them** sets trained nets beside evenly spaced hinges. **Bumps** asks how "
            "steep the flanks of a bump should be.\n\n"
            "The address of the page holds the curve, the knots and every control."
        ),
        group=LEARN,
    ),
    Lens(
        path="pages/wasteful.py",
        title="Is it wasteful?",
        icon=":material/recycling:",
        line="See what a layer of ReLUs loses, and what it is good for.",
        about=(
            "ReLU sets every negative value to 0. **What is lost** asks when the inputs of a layer "
            "can be worked out from what it puts out; **Noise** what a threshold is good for; "
            "**Negative numbers** what becomes of them in a net; **Like dropout?** compares the "
            "units that ReLU switches off with those of dropout."
        ),
        group=LEARN,
    ),
    Lens(
        path="pages/sparse.py",
        title="How sparse, and does it pay?",
        icon=":material/grid_off:",
        line="Count the zeros of a net, make more of them, and measure what they save.",
        about=(
            "An activation that is exactly 0 counts as a **zero**. **How many zeros** counts them "
            "while nets train; **Do zeros help?** makes more of them by a penalty and looks at the "
            "accuracy on new images; **Are zeros faster?** measures products of matrices on this "
            "server."
        ),
        group=LEARN,
    ),
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
        path="pages/faster.py",
        title="Is it really faster?",
        icon=":material/speed:",
        line="Who needs fewer steps, and what a step costs.",
        about=(
            "**Steps to target**: minibatches until the mean training loss of the last ten is "
            "below 0.1. Compare all activations at one learning rate, then each at the rate that "
            "suits it best: the order changes. A seed that never arrives counts as infinite and "
            "stays in the median.\n\n"
            "**Cost**: what a function takes alone, and what is left of the difference in a whole "
            "training step. It is measured on this computer while you wait."
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
        path="pages/unbounded.py",
        title="Unbounded",
        icon=":material/open_in_full:",
        line="See what no upper bound does, and which slopes the data want.",
        about=(
            "Look at what nets say **far away** from their data, how large signals get in **deep** "
            "nets, and what a learning rate that is too high does to functions with and without a "
            "bound.\n\n"
            "Then let the data choose the **slope** below 0, see how far the **mean** of a layer "
            "moves, and whether the slope is **smooth at 0**."
        ),
        group=LEARN,
    ),
    Lens(
        path="pages/images.py",
        title="On images",
        icon=":material/image:",
        line="Train small nets of convolutions on digits, and look at what each layer sees.",
        about=(
            "**Which nets learn to read?** trains nets that differ only in their activation on "
            "1,400 handwritten digits, and counts the test images that they read.\n\n"
            "**What does a layer see?** shows the feature maps of a trained net, with the pixels "
            "that are exactly 0 in a colour of their own. **Draw** a digit with the pointer or a "
            "finger; the address of the page holds the drawing."
        ),
        group=LEARN,
    ),
    Lens(
        path="pages/cartpole.py",
        title="In reinforcement learning",
        icon=":material/sports_esports:",
        line="Train policies that balance a pole, with every seed drawn, and watch them play.",
        about=(
            "A net learns by trying: it pushes a cart so that the pole on it stays up.\n\n"
            "**Learning to balance** draws every seed of each activation, always beside a policy "
            "that has none. **Watch it play** shows episodes of the trained policies. **Does the "
            "verdict hold?** changes the size of the inputs and the number of updates, and asks "
            "who wins then."
        ),
        group=LEARN,
    ),
    Lens(
        path="pages/rate_map.py",
        title="The map",
        icon=":material/grid_on:",
        line="Which activation trains at which learning rate, and how the others fail.",
        about=(
            "Each cell is one activation at one learning rate, with ten seeds. The colour is the "
            "training loss; the hatching says how nets fail: their numbers **overflow**, they stay "
            "finite but **at chance**, or most of their units are **dead**.\n\n"
            "**Your own map** trains the cells that you ask for, on all cores. It can be stopped "
            "and goes on later, even after a restart of the server."
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
