"""The table of optimizers: one flat update over the parameters of all nets, as in torch.optim."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from torch import Tensor

from models.hyperparameter import Hyperparameter

Update = Callable[[Tensor, Tensor, Tensor, int, float, Mapping[str, float]], None]


@dataclass(frozen=True)
class Optimizer:
    """One rule that turns gradients into an update.

    Parameters
    ----------
    key, name : str
        Name in links and on screen.
    update : callable
        ``update(parameters, gradient, moments, step, learning_rate, hyperparameters)`` changes
        `parameters` (K, P) and `moments` (M, K, P) in place; `step` counts from 1.
    moments : int
        M, how many numbers it keeps per parameter.
    pytorch : str
        The line of PyTorch that creates it.
    """

    key: str
    name: str
    update: Update
    moments: int
    pytorch: str
    source: str
    hyperparameters: tuple[Hyperparameter, ...] = ()


def _sgd(
    parameters: Tensor,
    gradient: Tensor,
    moments: Tensor,
    step: int,
    learning_rate: float,
    hyperparameters: Mapping[str, float],
) -> None:
    momentum = hyperparameters["momentum"]
    if momentum == 0:
        parameters.add_(gradient, alpha=-learning_rate)
        return
    moments[0].mul_(momentum).add_(gradient)
    parameters.add_(moments[0], alpha=-learning_rate)


def _adam(
    parameters: Tensor,
    gradient: Tensor,
    moments: Tensor,
    step: int,
    learning_rate: float,
    hyperparameters: Mapping[str, float],
) -> None:
    beta1, beta2 = hyperparameters["beta1"], hyperparameters["beta2"]
    mean, square = moments[0], moments[1]
    mean.lerp_(gradient, 1 - beta1)
    square.mul_(beta2).addcmul_(gradient, gradient, value=1 - beta2)
    size = (square.sqrt() / (1 - beta2**step) ** 0.5).add_(hyperparameters["eps"])
    parameters.addcdiv_(mean, size, value=-learning_rate / (1 - beta1**step))


def _nesterov(
    parameters: Tensor,
    gradient: Tensor,
    moments: Tensor,
    step: int,
    learning_rate: float,
    hyperparameters: Mapping[str, float],
) -> None:
    momentum = hyperparameters["momentum"]
    moments[0].mul_(momentum).add_(gradient)
    parameters.add_(gradient.add(moments[0], alpha=momentum), alpha=-learning_rate)


def _rmsprop(
    parameters: Tensor,
    gradient: Tensor,
    moments: Tensor,
    step: int,
    learning_rate: float,
    hyperparameters: Mapping[str, float],
) -> None:
    alpha = hyperparameters["alpha"]
    moments[0].mul_(alpha).addcmul_(gradient, gradient, value=1 - alpha)
    size = moments[0].sqrt().add_(hyperparameters["eps"])
    parameters.addcdiv_(gradient, size, value=-learning_rate)


def _adagrad(
    parameters: Tensor,
    gradient: Tensor,
    moments: Tensor,
    step: int,
    learning_rate: float,
    hyperparameters: Mapping[str, float],
) -> None:
    moments[0].addcmul_(gradient, gradient)
    size = moments[0].sqrt().add_(hyperparameters["eps"])
    parameters.addcdiv_(gradient, size, value=-learning_rate)


def _adamw(
    parameters: Tensor,
    gradient: Tensor,
    moments: Tensor,
    step: int,
    learning_rate: float,
    hyperparameters: Mapping[str, float],
) -> None:
    parameters.mul_(1 - learning_rate * hyperparameters["weight_decay"])
    _adam(parameters, gradient, moments, step, learning_rate, hyperparameters)


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
                _sgd,
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
                _adam,
                moments=2,
                pytorch="torch.optim.Adam(net.parameters(), lr={learning_rate}, "
                "betas=({beta1}, {beta2}), eps={eps})",
                source="Kingma & Ba 2015",
                hyperparameters=(*_BETAS, _eps(1e-8)),
            ),
            Optimizer(
                "adamw",
                "AdamW",
                _adamw,
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
                _nesterov,
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
                _rmsprop,
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
                _adagrad,
                moments=1,
                pytorch="torch.optim.Adagrad(net.parameters(), lr={learning_rate}, eps={eps})",
                source="Duchi, Hazan & Singer 2011",
                hyperparameters=(_eps(1e-10),),
            ),
        )
    }
)
