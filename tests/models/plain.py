"""A net trained the plain way: one `nn.Sequential`, one `torch.optim` optimizer, one loop."""

import torch
from torch import nn

from models.datasets import make_data
from models.devices import DTYPES
from models.export import to_sequential
from models.hyperparameter import resolve
from models.minibatches import order
from models.optimizers import OPTIMIZERS
from models.training import begin

LOSSES = {
    "binary_cross_entropy": nn.BCEWithLogitsLoss(),
    "mse": nn.MSELoss(),
    "hinge": lambda output, y: (1 - (2 * y - 1) * output).clamp(min=0).mean(),
    "huber": nn.HuberLoss(),
}


def train(config, net, steps):
    """The module after some steps, and the loss of every minibatch before its update."""
    model = to_sequential(config, begin(config), net)
    optimizer = _optimizer(config, model)
    weights = [part.weight for part in model if isinstance(part, nn.Linear)]
    loss_of, losses = LOSSES[config.loss], []
    for step in range(steps):
        x, y = _batch(config, config.net_seeds[net], step)
        loss = loss_of(model(x).squeeze(1), y)
        now = config.at(step)
        penalty = sum(now.l1 * w.abs().sum() + now.l2 * w.square().sum() for w in weights)
        optimizer.param_groups[0]["lr"] = now.learning_rate
        optimizer.zero_grad()
        (loss + penalty).backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses


def _optimizer(config, model):
    entry = OPTIMIZERS[config.optimizer]
    values = resolve(entry.hyperparameters, config.optimizer_hyperparameters, entry.name)
    line = entry.pytorch.format(learning_rate=config.learning_rate, **values)
    return eval(line, {"torch": torch, "net": model})  # noqa: S307  text of our own table


def _batch(config, seed, step):
    data, dtype = make_data(config), DTYPES[config.dtype].dtype
    epoch, position = divmod(step, config.epoch_steps)
    start = position * config.batch_size
    rows = order(seed, epoch, config.train_count)[start : start + config.batch_size]
    return torch.tensor(data.x_train[rows], dtype=dtype), torch.tensor(
        data.y_train[rows], dtype=dtype
    )


def distance(model, other):
    """Largest difference of two modules' parameters, relative to the size of each tensor."""
    with torch.no_grad():
        return _distance(model, other)


def _distance(model, other):
    return max(
        float((a - b).norm() / b.norm().clamp(min=1e-300))
        for a, b in zip(model.parameters(), other.parameters(), strict=True)
    )
