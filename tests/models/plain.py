"""A net trained the plain way: one `nn.Sequential`, one `torch.optim` optimizer, one loop."""

from functools import lru_cache

import torch
from torch import nn

from models.datasets import make_data
from models.devices import DTYPES
from models.export import to_sequential
from models.hyperparameter import resolve
from models.minibatches import minibatches, order
from models.noise import noisy_layers
from models.optimizers import OPTIMIZERS
from models.schedules import rate
from models.snapshot import samples
from models.training import begin

LOSSES = {
    "binary_cross_entropy": nn.BCEWithLogitsLoss(),
    "mse": nn.MSELoss(),
    "hinge": lambda output, y: (1 - (2 * y - 1) * output).clamp(min=0).mean(),
    "huber": nn.HuberLoss(),
    "softmax_cross_entropy": nn.CrossEntropyLoss(),
}
SMALL = (
    1e-3  # of a smaller tensor, as a bias before batch normalization, roundings are all there is
)


class Dropped(nn.Module):
    """Dropout by factors that are set before each pass: the engine's own."""

    def __init__(self):
        super().__init__()
        self.factors = torch.empty(0)

    def forward(self, h):
        return h * self.factors


class Sloped(nn.Module):
    """RReLU with noise that is set before each pass: the engine's own."""

    def __init__(self, module):
        super().__init__()
        self.lower, self.upper = module.lower, module.upper
        self.noise = torch.empty(0)

    def forward(self, z):
        if not self.training:
            return nn.functional.rrelu(z, self.lower, self.upper)
        return torch.where(z > 0, z, (self.lower + (self.upper - self.lower) * self.noise) * z)


def _drawn_by_hand(part):
    if isinstance(part, nn.Dropout):
        return Dropped()
    return Sloped(part) if isinstance(part, nn.RReLU) else part


def train(config, net, steps):
    """The module after some steps, and the loss of every minibatch before its update."""
    whole = to_sequential(config, begin(config), net)
    model = nn.Sequential(*map(_drawn_by_hand, whole)).train()
    optimizer, losses = _optimizer(config, model), []
    own = config.learning_rates[net // config.seeds] / config.learning_rate
    changes = {0, *(change.step for change in config.changes)}
    for step in range(steps):
        if step in changes:  # checking a configuration anew takes longer than a step
            now = config.at(step)
        x, y = _batch(config, config.net_seeds[net], step)
        _draw(config, model, net, step)
        output = model(x) if config.outputs > 1 else model(x).squeeze(1)
        loss = LOSSES[config.loss](output, y)
        optimizer.param_groups[0]["lr"] = own * rate(now, step)
        optimizer.zero_grad()
        (loss + _penalty(now, model)).backward()
        if now.clip_norm is not None:
            nn.utils.clip_grad_norm_(model.parameters(), now.clip_norm)
        optimizer.step()
        losses.append(loss.item())
    return model.eval(), losses


def _penalty(now, model):
    if not (now.l1 or now.l2):
        return 0
    weights = [part.weight for part in model if isinstance(part, nn.Linear)]
    return sum(now.l1 * w.abs().sum() + now.l2 * w.square().sum() for w in weights)


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
    kind = torch.long if config.outputs > 1 else dtype
    return torch.tensor(data.x_train[rows], dtype=dtype), torch.tensor(
        data.y_train[rows], dtype=kind
    )


def _draw(config, model, net, step):
    epoch, position = divmod(step, config.epoch_steps)
    drawn, hidden = _masks(config, epoch)[position], len(config.hidden)
    factors, noise = (drawn[:hidden], drawn[hidden:]) if config.dropout else ((), drawn)
    places = [part for part in model if isinstance(part, Dropped)]
    for place, mask in zip(places, factors, strict=True):
        place.factors = mask[net]
    random = [part for part in model if isinstance(part, Sloped)]
    choice, slopes = config.nets[net // config.seeds], zip(noisy_layers(config), noise, strict=True)
    mine = [n for layer, n in slopes if choice.layer(layer).values.get("random")]
    for place, found in zip(random, mine, strict=True):
        place.noise = found[net % config.seeds]


@lru_cache(maxsize=8)
def _masks(config, epoch):
    return minibatches(config, samples(config), epoch).masks


def distance(model, other):
    """Largest difference of two modules' tensors, relative to the size of each tensor.

    The tensors are the parameters, and the running means and variances.
    """
    with torch.no_grad():
        return max(
            float((a - b).norm() / b.norm().clamp(min=SMALL))
            for a, b in zip(_tensors(model), _tensors(other), strict=True)
        )


def _tensors(model):
    found = [*model.parameters(), *model.buffers()]
    return [tensor for tensor in found if tensor.is_floating_point()]
