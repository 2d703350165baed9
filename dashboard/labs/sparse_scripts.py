"""The experiments on zeros as scripts in plain PyTorch."""

from __future__ import annotations

PENALTY = """\
import torch
from sklearn.datasets import load_digits
from torch import nn

strength = {strength}
torch.manual_seed(0)
pixels, digit = map(torch.tensor, load_digits(return_X_y=True))
pixels = ((pixels - pixels.mean()) / pixels.std()).float()
order = torch.randperm(len(digit))
train, test = order[:1392], order[1392:]
first, second, last = nn.Linear(64, 64), nn.Linear(64, 64), nn.Linear(64, 10)
act = {module}
layers = nn.ModuleList([first, second, last])
optimizer = torch.optim.Adam(layers.parameters(), lr=0.003)


def hidden(x):
    h = act(first(x))
    return h, act(second(h))


for _ in range(600):
    batch = train[torch.randperm(len(train))[:128]]
    h1, h2 = hidden(pixels[batch])
    loss = nn.functional.cross_entropy(last(h2), digit[batch])
    loss = loss + strength * (h1.abs().mean() + h2.abs().mean())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

with torch.no_grad():
    for name, h in zip(("layer 1", "layer 2"), hidden(pixels[train])):
        print(f"{{name}}: {{(h == 0).float().mean():.1%}} zeros")
    right = last(hidden(pixels[test])[1]).argmax(1) == digit[test]
    print(f"accuracy {{right.float().mean():.1%}}")
"""

SPEED = """\
import time

import torch

torch.set_num_threads(1)
width = {width}
weights = torch.randn(width, width)


def seconds(product):
    product()
    times = []
    for _ in range(9):
        began = time.perf_counter()
        product()
        times.append(time.perf_counter() - began)
    return sorted(times)[4]


for zeros in (0.0, 0.5, 0.8, 0.9, 0.95, 0.99):
    h = torch.rand({samples}, width) * (torch.rand({samples}, width) >= zeros)
    csr = h.to_sparse_csr()
    dense = seconds(lambda: h @ weights)
    sparse = seconds(lambda: csr @ weights)
    ratio = sparse / dense
    print(f"{{zeros:.0%}} zeros: dense {{1e3 * dense:.2f}} ms, sparse {{ratio:.2f}} times that")
"""
