"""The updates of the optimizers, as in torch.optim.

Each changes `parameters` (K, P) and `moments` (M, K, P) in place. `step`, which counts from 1, and
`learning_rate` are numbers, or 0-dimensional tensors on the device of the parameters, which a
captured graph reads anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from torch import Tensor

Number = float | Tensor
Update = Callable[[Tensor, Tensor, Tensor, Number, Number, Mapping[str, float]], None]


def _add(parameters: Tensor, change: Tensor, scale: Number) -> None:
    """Add ``scale * change`` in place; a tensor stays on its device."""
    if isinstance(scale, Tensor):
        parameters.add_(change * scale)
    else:
        parameters.add_(change, alpha=scale)


def _add_quotient(parameters: Tensor, change: Tensor, size: Tensor, scale: Number) -> None:
    """Add ``scale * change / size`` in place; a tensor stays on its device."""
    if isinstance(scale, Tensor):
        parameters.add_(change / size * scale)
    else:
        parameters.addcdiv_(change, size, value=scale)


def _remembered(beta: float, step: Number) -> Number:
    """``beta ** step``, to double precision as with numbers."""
    return beta ** (step.double() if isinstance(step, Tensor) else step)


def sgd(
    parameters: Tensor,
    gradient: Tensor,
    moments: Tensor,
    step: Number,
    learning_rate: Number,
    hyperparameters: Mapping[str, float],
) -> None:
    """Gradient descent; a momentum of 0 leaves the moment alone."""
    momentum = hyperparameters["momentum"]
    if momentum == 0:
        _add(parameters, gradient, -learning_rate)
        return
    moments[0].mul_(momentum).add_(gradient)
    _add(parameters, moments[0], -learning_rate)


def adam(
    parameters: Tensor,
    gradient: Tensor,
    moments: Tensor,
    step: Number,
    learning_rate: Number,
    hyperparameters: Mapping[str, float],
) -> None:
    """Mean over root of the squared mean, both freed of their start at 0."""
    beta1, beta2 = hyperparameters["beta1"], hyperparameters["beta2"]
    mean, square = moments[0], moments[1]
    mean.lerp_(gradient, 1 - beta1)
    square.mul_(beta2).addcmul_(gradient, gradient, value=1 - beta2)
    size = (square.sqrt() / (1 - _remembered(beta2, step)) ** 0.5).add_(hyperparameters["eps"])
    _add_quotient(parameters, mean, size, -learning_rate / (1 - _remembered(beta1, step)))


def nesterov(
    parameters: Tensor,
    gradient: Tensor,
    moments: Tensor,
    step: Number,
    learning_rate: Number,
    hyperparameters: Mapping[str, float],
) -> None:
    """Momentum whose gradient counts as if the step were already taken."""
    momentum = hyperparameters["momentum"]
    moments[0].mul_(momentum).add_(gradient)
    _add(parameters, gradient.add(moments[0], alpha=momentum), -learning_rate)


def rmsprop(
    parameters: Tensor,
    gradient: Tensor,
    moments: Tensor,
    step: Number,
    learning_rate: Number,
    hyperparameters: Mapping[str, float],
) -> None:
    """The gradient over the root of its recent mean square."""
    alpha = hyperparameters["alpha"]
    moments[0].mul_(alpha).addcmul_(gradient, gradient, value=1 - alpha)
    size = moments[0].sqrt().add_(hyperparameters["eps"])
    _add_quotient(parameters, gradient, size, -learning_rate)


def adagrad(
    parameters: Tensor,
    gradient: Tensor,
    moments: Tensor,
    step: Number,
    learning_rate: Number,
    hyperparameters: Mapping[str, float],
) -> None:
    """The gradient over the root of the sum of all its squares."""
    moments[0].addcmul_(gradient, gradient)
    size = moments[0].sqrt().add_(hyperparameters["eps"])
    _add_quotient(parameters, gradient, size, -learning_rate)


def adamw(
    parameters: Tensor,
    gradient: Tensor,
    moments: Tensor,
    step: Number,
    learning_rate: Number,
    hyperparameters: Mapping[str, float],
) -> None:
    """Adam, after the parameters shrank by a share of themselves."""
    parameters.mul_(1 - learning_rate * hyperparameters["weight_decay"])
    adam(parameters, gradient, moments, step, learning_rate, hyperparameters)
