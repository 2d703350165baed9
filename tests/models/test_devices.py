"""What computes: every key is answered on every machine."""

import pytest
import torch

from models import devices, link
from models.config import RunConfig
from models.devices import DEVICES

TWO = ("NVIDIA One", "NVIDIA Two")


@pytest.fixture(params=[((), False), (TWO[:1], False), (TWO, False), ((), True), (TWO, True)])
def machine(request, monkeypatch):
    """A machine with these CUDA GPUs, and with or without one of Apple's."""
    gpus, apple = request.param
    monkeypatch.setattr(devices, "gpu_names", lambda: gpus)
    monkeypatch.setattr(devices, "has_apple_gpu", lambda: apple)
    return request.param


def test_what_is_here_is_listed_and_computes_for_itself(machine):
    gpus, apple = machine
    here = devices.here()
    assert here == ("cpu", "auto", *("cuda", "cuda:1")[: len(gpus)], *(("mps",) if apple else ()))
    for index, name in enumerate(gpus):
        key = here[2 + index]
        assert devices.resolve(key) == torch.device("cuda", index)
        assert devices.name(key) == name
        assert devices.label(key) == f"GPU {index}: {name}"
    if apple:
        assert devices.resolve("mps").type == "mps"
        assert devices.name("mps") == devices.label("mps") == "Apple GPU"


@pytest.mark.parametrize("key", DEVICES)
def test_every_key_computes_somewhere_and_says_where(machine, key):
    gpus, _ = machine
    name = devices.name(key)
    if key not in devices.here():
        first = torch.device("cuda", 0) if gpus else torch.device("cpu")
        assert devices.resolve(key) == first
        assert name == (gpus[0] if gpus else "CPU")
        assert devices.label(key) == f"{DEVICES[key].name} (not here: {name})"


def test_automatic_is_the_first_gpu_but_never_apples(machine):
    gpus, _ = machine
    assert devices.resolve("auto").type == ("cuda" if gpus else "cpu")
    assert devices.name("auto") == (gpus[0] if gpus else "CPU")
    assert devices.resolve("cpu") == torch.device("cpu")


def test_this_machine_computes_on_what_it_has():
    for key in devices.here():
        assert torch.ones(2, device=devices.resolve(key)).sum().item() == 2
    assert len(devices.gpu_names()) <= torch.cuda.device_count()


@pytest.mark.parametrize("key", DEVICES)
def test_a_device_stands_in_a_link_as_it_is(key):
    query = link.write(RunConfig(device=key))
    assert query["device"] == key
    assert link.read(query) == (RunConfig(device=key), ())
