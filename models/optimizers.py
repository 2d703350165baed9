"""The table of optimizers: one flat update over the parameters of all nets, as in torch.optim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models import updates
from models.hyperparameter import Hyperparameter


@dataclass(frozen=True)
class Optimizer:
    """One rule that turns gradients into an update.

    Parameters
    ----------
    key, name : str
        Name in links and on screen.
    update : callable
        ``update(parameters, gradient, moments, step, learning_rate, hyperparameters)`` changes
        `parameters` (K, P) and `moments` (M, K, P) in place; `step` counts from 1. Step and
        learning rate may be tensors, see `models.updates`.
    moments : int
        M, how many numbers it keeps per parameter.
    pytorch : str
        The line of PyTorch that creates it.
    """

    key: str
    name: str
    update: updates.Update
    moments: int
    pytorch: str
    source: str
    hyperparameters: tuple[Hyperparameter, ...] = ()


_BETAS = (
    Hyperparameter("beta1", 0.9, 0.0, 0.999, 0.01, "Memory of the mean gradient."),
    Hyperparameter("beta2", 0.999, 0.0, 0.9999, 0.001, "Memory of the squared gradient."),
)


def _eps(default: float) -> Hyperparameter:
    return Hyperparameter("eps", default, 1e-12, 1e-2, 1e-8, "Keeps the division finite.")


OPTIMIZERS: Mapping[str, Optimizer] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            Optimizer(
                "sgd",
                "SGD",
                updates.sgd,
                moments=1,
                pytorch="torch.optim.SGD(net.parameters(), lr={learning_rate}, "
                "momentum={momentum})",
                source="Robbins & Monro 1951; Polyak 1964",
                hyperparameters=(
                    Hyperparameter(
                        "momentum", 0.0, 0.0, 0.99, 0.01, "Share of the last update kept; 0: none."
                    ),
                ),
            ),
            Optimizer(
                "adam",
                "Adam",
                updates.adam,
                moments=2,
                pytorch="torch.optim.Adam(net.parameters(), lr={learning_rate}, "
                "betas=({beta1}, {beta2}), eps={eps})",
                source="Kingma & Ba 2015",
                hyperparameters=(*_BETAS, _eps(1e-8)),
            ),
            Optimizer(
                "adamw",
                "AdamW",
                updates.adamw,
                moments=2,
                pytorch="torch.optim.AdamW(net.parameters(), lr={learning_rate}, "
                "betas=({beta1}, {beta2}), eps={eps}, weight_decay={weight_decay})",
                source="Loshchilov & Hutter 2019",
                hyperparameters=(
                    *_BETAS,
                    _eps(1e-8),
                    Hyperparameter(
                        "weight_decay",
                        0.01,
                        0.0,
                        1.0,
                        0.01,
                        "Share of a weight lost per step, times the learning rate.",
                    ),
                ),
            ),
            Optimizer(
                "nesterov",
                "Nesterov momentum",
                updates.nesterov,
                moments=1,
                pytorch="torch.optim.SGD(net.parameters(), lr={learning_rate}, "
                "momentum={momentum}, nesterov=True)",
                source="Nesterov 1983; Sutskever et al. 2013",
                hyperparameters=(
                    Hyperparameter(
                        "momentum", 0.9, 0.01, 0.99, 0.01, "Share of the last update kept."
                    ),
                ),
            ),
            Optimizer(
                "rmsprop",
                "RMSprop",
                updates.rmsprop,
                moments=1,
                pytorch="torch.optim.RMSprop(net.parameters(), lr={learning_rate}, "
                "alpha={alpha}, eps={eps})",
                source="Tieleman & Hinton 2012",
                hyperparameters=(
                    Hyperparameter(
                        "alpha", 0.99, 0.0, 0.999, 0.01, "Memory of the squared gradient."
                    ),
                    _eps(1e-8),
                ),
            ),
            Optimizer(
                "adagrad",
                "Adagrad",
                updates.adagrad,
                moments=1,
                pytorch="torch.optim.Adagrad(net.parameters(), lr={learning_rate}, eps={eps})",
                source="Duchi, Hazan & Singer 2011",
                hyperparameters=(_eps(1e-10),),
            ),
        )
    }
)
