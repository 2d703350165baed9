"""The one table of optimizers. A new optimizer is one entry here."""

from __future__ import annotations

from models.hyperparameter import Hyperparameter
from models.optimizers import functions
from models.optimizers.record import Optimizer

_BETAS = (
    Hyperparameter("beta1", 0.9, 0.0, 0.999, 0.01, "Memory of the mean gradient."),
    Hyperparameter("beta2", 0.999, 0.0, 0.9999, 0.001, "Memory of the squared gradient."),
)


def _eps(default: float) -> Hyperparameter:
    return Hyperparameter("eps", default, 1e-12, 1e-2, 1e-8, "Keeps the division finite.")


ENTRIES = (
    Optimizer(
        "sgd",
        "SGD",
        functions.sgd,
        moments=1,
        pytorch="torch.optim.SGD(net.parameters(), lr={learning_rate}, momentum={momentum})",
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
        functions.adam,
        moments=2,
        pytorch="torch.optim.Adam(net.parameters(), lr={learning_rate}, "
        "betas=({beta1}, {beta2}), eps={eps})",
        source="Kingma & Ba 2015",
        hyperparameters=(*_BETAS, _eps(1e-8)),
    ),
    Optimizer(
        "adamw",
        "AdamW",
        functions.adamw,
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
        functions.nesterov,
        moments=1,
        pytorch="torch.optim.SGD(net.parameters(), lr={learning_rate}, "
        "momentum={momentum}, nesterov=True)",
        source="Nesterov 1983; Sutskever et al. 2013",
        hyperparameters=(
            Hyperparameter("momentum", 0.9, 0.01, 0.99, 0.01, "Share of the last update kept."),
        ),
    ),
    Optimizer(
        "rmsprop",
        "RMSprop",
        functions.rmsprop,
        moments=1,
        pytorch="torch.optim.RMSprop(net.parameters(), lr={learning_rate}, "
        "alpha={alpha}, eps={eps})",
        source="Tieleman & Hinton 2012",
        hyperparameters=(
            Hyperparameter("alpha", 0.99, 0.0, 0.999, 0.01, "Memory of the squared gradient."),
            _eps(1e-8),
        ),
    ),
    Optimizer(
        "adagrad",
        "Adagrad",
        functions.adagrad,
        moments=1,
        pytorch="torch.optim.Adagrad(net.parameters(), lr={learning_rate}, eps={eps})",
        source="Duchi, Hazan & Singer 2011",
        hyperparameters=(_eps(1e-10),),
    ),
)
