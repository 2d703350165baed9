"""What the words on screen mean: one or two plain sentences a term."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.declarations import FIELDS
from models.grid import POINTS

GLOSSARY: Mapping[str, str] = MappingProxyType(
    {
        # What the controls choose; keys as in models/declarations.py.
        "dataset": "What the nets learn: classes to tell apart, or a number to meet. Every net "
        "learns from the same samples.",
        "samples": "How many samples are drawn, for training and test together.",
        "curve": "The number that a net is to give at x, as a formula in x: sin(2*x) + x/3, "
        "where(x > 0, 1, -1), abs(x).",
        "own": "A table that you bring, or points that you draw: the nets learn from them as they "
        "are, without added noise. They stay in this browser session and in links that hold them.",
        "noise": "Standard deviation of what is added at random: to the coordinates, relative to "
        "the radius of the data, to the pixels, or to the number to be met.",
        "label_noise": "Share of the training samples whose class is replaced by another one. Test "
        "samples keep theirs.",
        "imbalance": "How many fewer samples the last class has than the first: 0 for as many, "
        "0.9 for a tenth.",
        "classes": "How many classes the samples belong to, for the datasets that let you choose.",
        "train_share": "Share of the samples that nets learn from. The others are for the test "
        "and are never learned from.",
        "batch_size": "How many training samples each step looks at. All training samples are used "
        "once in an epoch.",
        "activation": "The function that turns a unit’s preactivation z into its output f(z). Each "
        "choice trains a net of its own; nothing else differs between them.",
        "hidden": "How many layers of units lie between the inputs and the output, and how many "
        "units each has. Without any, the decision boundary is a straight line.",
        "features": "What a net is given of each point. With squares or sines of the coordinates, "
        "fewer units need to bend.",
        "learned_per": "Whether all units of a layer learn one value together, as PReLU’s slope, "
        "or each unit its own.",
        "initializer": "The distribution that the first weights are drawn from. Nets of one seed "
        "get the same draws, each scaled by its rule.",
        "initial_bias": "What every bias starts from. PyTorch’s own rule draws around it.",
        "normalization": "Gives each unit mean 0 and variance 1 over the minibatch, then a learned "
        "scale and shift. Pictures use the running mean and variance.",
        "dropout": "Share of a hidden layer’s outputs set to 0 in each training step, at random. "
        "Pictures and tests use all of them.",
        "loss": "What training makes small: how far the outputs are from the targets, as a mean "
        "over samples. L1 and L2 are not part of the loss that is shown.",
        "optimizer": "The rule that turns a gradient into a change of the weights.",
        "learning_rate": "How far each step goes against the gradient. Too small is slow; too "
        "large overshoots, and the net may diverge.",
        "own_rates": "Learning rates of single activations, in place of the one for all: each at "
        "its own best. A change of the learning rate while a run goes on changes them all by the "
        "same factor.",
        "schedule": "How the learning rate changes with the steps, from the value chosen above.",
        "clip_norm": "Shortens a net’s whole gradient to this length where it is longer, so that "
        "no single step goes far.",
        "l1": "Adds this much times the sum of all absolute weights to the loss that is trained; "
        "it pushes weights to 0.",
        "l2": "Adds this much times the sum of all squared weights to the loss that is trained; "
        "it keeps weights small.",
        "stop_step": "The run stops after this step.",
        "stop_loss": "The run stops when the test loss of every net that goes on is at most this.",
        "seed": "The number that all random draws follow from: samples, first weights and the "
        "order of the minibatches. The same seed gives the same run.",
        "seeds": "How many nets each activation gets, which differ in first weights and order of "
        "minibatches. One seed proves little.",
        "device": "What computes; a GPU pays off for many or wide nets. Automatic is the first GPU "
        "with CUDA, else the CPU.",
        "dtype": "Bits of every number in the nets. 64 bits are slower and round less.",
        "speed": "Steps between two pictures. The run itself is the same at any speed.",
        "changes": "What was changed while the run went on, and at which step. They are part of "
        "the run and of its link.",
        # What the pictures show.
        "unit": "One of the numbers that a hidden layer computes: the activation of a weighted sum "
        "of what comes in.",
        "preactivation": "z, what a unit computes before its activation: the weighted sum of its "
        "inputs, and its bias.",
        "derivative": "f′(z), the slope of the activation at z. It multiplies every gradient that "
        "passes back through the unit.",
        "gradient": "How the loss changes with a number inside the net. Training moves the weights "
        "against it.",
        "dead unit": "A unit whose derivative is 0 and whose output is the same on every training "
        "sample: it passes no gradient back, so its own weights do not learn.",
        "effectively dead": "A unit of a smooth activation whose output stays below 0.000001 in "
        "size on every training sample.",
        "inactive": "A unit is inactive on a sample where its output is exactly 0. It is dead only "
        "if nothing changes on any sample.",
        "saturated": "A value is saturated where the activation is flat on its way to a finite "
        "limit. The zero side of ReLU is inactive, not saturated.",
        "duplicate": "A unit whose activations are a multiple of another unit’s of its layer on "
        "every training sample: one of the two could go.",
        "switched off": "A unit that passes on 0, whatever comes in. Only the pictures change; "
        "training goes on with the whole net.",
        "flat": "The activation is flat where its slope is below 5 % of its steepest slope "
        "between −8 and 8. Flat values hardly let a gradient through.",
        "target": "The loss that the nets race to. Steps to target are the steps until the mean "
        "minibatch loss of the last 10 steps is below it; with full batches, the loss itself.",
        "step": "One update of the weights, from the gradient of one minibatch.",
        "epoch": "As many steps as it takes to use every training sample once.",
        "decision boundary": "The lines on the plane where a net changes from one class to "
        "another. The deeper the colour beside them, the surer the net.",
        "linear region": "A part of the plane in which a net is one linear function. ReLU nets are "
        "made of such pieces.",
        "cross-entropy": "The loss −log p, where p is the probability that the net gives to the "
        "right class. 0.693 is a guess at 50 %.",
        "softmax cross-entropy": "The loss −log p, where p is the share that softmax gives to the "
        "right one of several classes.",
        "hinge loss": "1 − z for the blue class, 1 + z for the other, but never below 0: it asks "
        "for outputs beyond 1 on the right side, and no more.",
        "Huber loss": "Half the squared error where the error is below 1, and the error itself, "
        "less 0.5, beyond: outliers pull less.",
        "mean squared error": "The squared distance of the output from the target, as a mean "
        "over samples. Of two classes one is 0, the other 1, and the boundary lies at 0.5.",
        "test accuracy": "Share of the test samples, which were not learned from, that a net "
        "classifies correctly.",
        "R²": "Share of the targets’ variance that the outputs explain: 1 where every target is "
        "met, 0 for a net that always gives their mean, and below 0 for a worse one.",
        "RMS error": "Root of the mean squared distance of outputs from their targets, in the "
        "units of the targets.",
        "surface": "What a net gives over the plane where the target is a number. The lines join "
        "points of equal output; the scale below says which colour is which number.",
        "extrapolation": "What a net gives where no training sample was near. Its activation "
        "decides: ReLU nets go on straight, tanh nets level off.",
        "principal components": "The directions in which samples of many columns vary most. "
        "Pictures of such samples show the plane of the first two.",
        "gradient RMS": "Root of the mean square of ∂L/∂z over all units of a layer and all "
        "training samples: how strong the signal is that reaches the layer.",
        "vanishing gradient": "A signal of which layer 1 gets less than 1/100 of what leaves the "
        "output: each layer’s weights and slope together make it smaller.",
        "exploding gradient": "A signal of which layer 1 gets more than 100 times what leaves the "
        "output.",
        "gradient noise": "How far gradients of minibatches are from that of all training samples, "
        "as RMS of the distance over the gradient’s own norm. Above 1, single steps are mostly "
        "chance.",
        "grid of steps": f"Curves and dates are taken at every step up to {2 * POINTS}, every "
        f"second one up to {4 * POINTS}, and so on: the same steps however the run was paused.",
        "diverged": "A number in the net became too large to be written. The net stays at its last "
        "finite step; the other nets go on.",
        "quartile band": "The middle half of the seeds lies in the band; the line is the median.",
    }
)


def text(term: str) -> str:
    """What a term means.

    Raises
    ------
    KeyError
        When the glossary does not have it.
    """
    return GLOSSARY[term]


def title(term: str) -> str:
    """A term as a heading: the label of its control, or the term itself.

    >>> title("l1"), title("dead unit")
    ('L1', 'Dead unit')
    """
    labels = {field.help: field.label for field in reversed(FIELDS.values())}
    return labels.get(term, term[0].upper() + term[1:])


def found(words: str) -> list[str]:
    """The terms whose heading or sentence has all the words, by heading.

    >>> found("dead constant")
    []
    >>> "dead unit" in found("Dead")
    True
    """
    wanted = words.lower().split()
    texts = {term: f"{title(term)} {sentence}".lower() for term, sentence in GLOSSARY.items()}
    hits = [term for term, text in texts.items() if all(word in text for word in wanted)]
    return sorted(hits, key=lambda term: title(term).lower())
