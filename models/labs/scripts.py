"""The experiments on images and on CartPole as scripts in plain PyTorch, of one net each."""

from __future__ import annotations

from models.choices import ActivationChoice
from models.export import pytorch_line
from models.kinds.image_config import ImageConfig
from models.kinds.policy_config import PolicyConfig

_IMAGES = """\
import torch
from sklearn.datasets import load_digits
from torch import nn
{module}
digits = load_digits()
order = torch.randperm(1797, generator=torch.Generator().manual_seed(0)).numpy()
x = torch.tensor(digits.data[order], dtype=torch.float32).view(-1, 1, 8, 8) / 16
y = torch.tensor(digits.target[order])
x = (x - x[:1400].mean()) / x[:1400].std()

torch.manual_seed(0)
net = nn.Sequential(
    nn.Conv2d(1, {first}, 3, padding=1), {activation_1},
    nn.Conv2d({first}, {second}, 3, padding=1), {activation_2},
    nn.{pool}(2), nn.Flatten(), nn.Linear({inputs}, 10),
)
optimizer = torch.optim.Adam(net.parameters(), lr={rate!r})
for step in range(1, {steps} + 1):
    rows = torch.randint(1400, ({batch},))
    loss = nn.functional.cross_entropy(net(x[rows]), y[rows])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 10 == 0:
        with torch.no_grad():
            right = (net(x[1400:]).argmax(1) == y[1400:]).float().mean()
        print(f"step {{step}}: {{right:.3f}} of the test images")
"""

_POLE = '''\
import math

import torch
from torch import nn
{module}

def moved(state, force):
    """CartPole a fiftieth of a second later; state (E, 4), force (E,)."""
    place, speed, angle, turning = state.unbind(1)
    sine, cosine = angle.sin(), angle.cos()
    push = (force + 0.05 * turning**2 * sine) / 1.1
    turn = (9.8 * sine - cosine * push) / (0.5 * (4 / 3 - 0.1 / 1.1 * cosine**2))
    faster = push - 0.05 / 1.1 * turn * cosine
    return state + 0.02 * torch.stack((speed, faster, turning, turn), 1)


torch.manual_seed(0)
E, context = {episodes}, torch.ones({episodes})
{flip}net = nn.Sequential(
    nn.Linear({inputs}, {first}), {activation_1},
    nn.Linear({first}, {second}), {activation_2},
    nn.Linear({second}, 2),
)
optimizer = torch.optim.Adam(net.parameters(), lr={rate!r})
for update in range(1, {updates} + 1):
    state, alive = 0.1 * torch.rand(E, 4) - 0.05, torch.ones(E)
    logs, lives = [], []
    for step in range(200):
        action = torch.distributions.Categorical(logits=net({seen}))
        chosen = action.sample()
        logs.append(action.log_prob(chosen))
        lives.append(alive)
        state = moved(state, (2 * chosen - 1) * 10 * context)
        fallen = (state[:, 0].abs() > 2.4) | (state[:, 2].abs() > math.radians(12))
        alive = alive * ~fallen
        if not alive.any():
            break
    alive, to_go, following = torch.stack(lives), [], torch.zeros(E)
    for now in reversed(lives):
        following = now + {discount!r} * following
        to_go.append(following)
    to_go, count = torch.stack(to_go[::-1]), alive.sum()
    centred = (to_go - (to_go * alive).sum() / count) * alive
    weight = centred / ((centred**2).sum() / count).sqrt()
    loss = -(torch.stack(logs) * weight).sum() / count
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"update {{update}}: {{count / E:.1f}} steps in the mean")
'''


def _module(choice: ActivationChoice) -> str:
    """The definition of the activation's module, where PyTorch has none."""
    text = choice.activation.module
    return f"\n{text.strip()}\n" if text else ""


def images_script(config: ImageConfig, steps: int) -> str:
    """One net of convolutions with the first activation, trained on the digits."""
    choice, (first, second) = config.nets[0].layer(0), config.channels
    return _IMAGES.format(
        module=_module(choice),
        first=first,
        second=second,
        activation_1=pytorch_line(choice, first),
        activation_2=pytorch_line(choice, second),
        pool="MaxPool2d" if config.pool == "max" else "AvgPool2d",
        inputs=config.affine[-1][0],
        rate=config.learning_rate,
        batch=config.batch_size,
        steps=steps,
    )


def pole_script(config: PolicyConfig, updates: int) -> str:
    """One policy with the first activation, trained by REINFORCE."""
    choice, (first, second) = config.nets[0].layer(0), config.hidden
    state = "state" if config.state_scale == 1 else f"{config.state_scale!r} * state"
    flipped = config.task == "flipped"
    context = f"{config.context_scale!r} * context[:, None]"
    return _POLE.format(
        module=_module(choice),
        episodes=config.episodes,
        flip="context[E // 2 :] = -1  # these pushes are reversed\n" if flipped else "",
        inputs=config.inputs,
        first=first,
        second=second,
        activation_1=pytorch_line(choice, first),
        activation_2=pytorch_line(choice, second),
        seen=f"torch.cat(({state}, {context}), 1)" if flipped else state,
        rate=config.learning_rate,
        discount=config.discount,
        updates=updates,
    )
