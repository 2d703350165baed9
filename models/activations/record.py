"""What the table says of one activation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch

from models.activations.kernels import Kernel
from models.hyperparameter import Hyperparameter

OFF = 0.5  # up to here a switch is off


@dataclass(frozen=True)
class Noisy:
    """How an activation is random while it trains.

    Parameters
    ----------
    function : callable
        ``function(z, noise, **hyperparameters) -> Tensor``; `noise` is uniform on [0, 1) and
        broadcasts against `z`.
    pytorch : str
        The line of PyTorch that creates it, which is not random in evaluation.
    switch : str
        The hyperparameter that turns it on with 1 and off with 0.
    module : str
        The definition of a module of the same name, without ``nn.``, that takes the noise of each
        pass in training from its attribute `noise`.
    """

    function: Callable[..., torch.Tensor]
    pytorch: str
    switch: str
    module: str


@dataclass(frozen=True)
class Activation:
    """One activation function; every menu, chart and test is generated from it.

    Parameters
    ----------
    key : str
        Name in configurations and links.
    name : str
        Name on screen.
    family : str
        One of `FAMILIES`, or `TYPED`; decides the hue.
    function : callable
        ``function(z, **hyperparameters) -> Tensor`` of the same shape and dtype. A hyperparameter
        may be a number or a tensor that broadcasts against `z`.
    formula : str
        SymPy text in ``x`` and the hyperparameters; the reference that tests check against.
    text : str
        The same in one short line of plain text, for pictures.
    pytorch : str
        The line of PyTorch that creates it; hyperparameters in braces.
    source : str
        Where it comes from.
    note : str
        What is worth knowing.
    use : str
        What it is good and bad for, in one sentence.
    module : str
        Where PyTorch has no module for it, the definition of the one that `pytorch` creates.
    surrogate : str
        Where training uses another derivative than the function's, a sentence that says which.
    hyperparameters : tuple of Hyperparameter
    learnable : tuple of str
        Hyperparameters trained with the weights, one value per layer or per unit.
    kinks : tuple of str
        Where the function or its first or second derivative may jump, each a formula of
        `models.formula` in the hyperparameters.
    noisy : Noisy, optional
        Where it can be random while it trains; `function` is what it is in evaluation.
    kernel : Kernel, optional
        What autograd would call for it, where that is known: small nets train faster.
    preset_of : str
        Key of the activation that it is with other defaults; empty for the others.
    pill : bool
        Whether it has a button of its own beside the long menu.
    """

    key: str
    name: str
    family: str
    function: Callable[..., torch.Tensor]
    formula: str
    text: str
    pytorch: str
    source: str
    note: str = ""
    use: str = ""
    module: str = ""
    surrogate: str = ""
    hyperparameters: tuple[Hyperparameter, ...] = ()
    learnable: tuple[str, ...] = ()
    kinks: tuple[str, ...] = ()
    noisy: Noisy | None = None
    kernel: Kernel | None = None
    preset_of: str = ""
    pill: bool = False

    @property
    def defaults(self) -> dict[str, float]:
        """Default value of each hyperparameter."""
        return {item.name: item.default for item in self.hyperparameters}

    def noisy_at(self, values: Mapping[str, float]) -> Noisy | None:
        """How it is random while it trains with these hyperparameters; None where it is not."""
        return self.noisy if self.noisy and values[self.noisy.switch] > OFF else None


TYPED = "typed"
"""Family of the activations that people type, which are in no table."""

FAMILIES = (
    "linear",
    "threshold",
    "rectifier",
    "rectifier-smooth",
    "shrinkage",
    "sigmoidal",
    "odd-unbounded",
    "self-gated",
    "gated",
    "polynomial",
    "periodic",
    "localised",
)
