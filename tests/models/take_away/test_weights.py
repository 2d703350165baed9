"""Weights load into the net that their snippet builds, and it computes the same."""

import io
import zipfile

import pytest
import torch

from models.activations import ACTIVATIONS
from models.choices import NetChoice
from models.config import RunConfig
from models.datasets import make_data
from models.export import to_sequential
from models.formula import key, parse
from models.take_away.net_text import snippet
from models.take_away.weights import all_weights, file_name, weights
from models.training import Budget, advance, begin
from tests.models.test_export import ODD

TYPED = tuple(key(parse(text)) for text in ("x*sigmoid(beta*x)", "max(x, 0.1*x)", "-x"))


def loaded(source, folder, monkeypatch):
    """The net that a snippet builds in the folder of its file."""
    monkeypatch.chdir(folder)
    names = {}
    exec(source, names)  # noqa: S102  our own snippet
    return names["net"]


def check(config, net, folder, monkeypatch):
    state, _ = advance(config, begin(config), Budget(steps=5))
    name = file_name(config, net)
    (folder / name).write_bytes(weights(config, state, net))
    found = loaded(snippet(config, net, name), folder, monkeypatch)
    points = torch.tensor(make_data(config).x_test).to(getattr(torch, config.dtype))
    with torch.no_grad():
        wanted = to_sequential(config, state, net)(points)
        torch.testing.assert_close(found(points), wanted, rtol=0, atol=0, equal_nan=True)


@pytest.mark.parametrize("values", ODD.values(), ids=ODD)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_whatever_a_net_has(values, dtype, tmp_path, monkeypatch):
    nets = ("relu", NetChoice.parse("tanh|prelu"), "prelu(a=-0.5)")
    plain = {"activations": nets, "hidden": (4, 3), "samples": 80, "dtype": dtype}
    config = RunConfig(**{**plain, "learned_per": "unit", **values})
    for net in range(config.net_count):
        check(config, net, tmp_path, monkeypatch)


def test_every_activation(tmp_path, monkeypatch):
    for name in ACTIVATIONS:
        config = RunConfig(activations=(name,), hidden=(3,), samples=20, learning_rate=0.001)
        check(config, 0, tmp_path, monkeypatch)


def test_typed_formulas_have_classes_of_their_own(tmp_path, monkeypatch):
    config = RunConfig(activations=(NetChoice.parse("|".join(TYPED)),), hidden=(4, 3, 2))
    check(config, 0, tmp_path, monkeypatch)
    assert "class Typed3(" in snippet(config, 0, "x.pt")


def test_the_archive_has_each_net_and_how_to_load_it():
    config = RunConfig(seeds=2)
    with zipfile.ZipFile(io.BytesIO(all_weights(config, begin(config)))) as archive:
        names = archive.namelist()
        assert names[:2] == ["relu-seed-0.pt", "relu-seed-0.py"] and len(names) == 8
        assert b'"tanh-seed-1.pt"' in archive.read("tanh-seed-1.py")
        assert archive.read("relu-seed-1.pt") == weights(config, begin(config), 1)


def test_files_of_different_nets_have_different_names():
    long = [key(parse(f"x*tanh(x + {n})*sigmoid(3*x - {n})*exp(-x*x)")) for n in range(1, 4)]
    config = RunConfig(activations=(*long, "relu", "relu|tanh", "prelu(a=0.5)"))
    names = {file_name(config, net) for net in range(config.net_count)}
    assert len(names) == config.net_count
    assert all(len(name) < 80 for name in names)
