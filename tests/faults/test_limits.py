"""One person cannot take the server from the others."""

from __future__ import annotations

import asyncio
import time
import urllib.error
import urllib.request

import pytest

from dashboard.charts.activations import MEASURES as ACTIVATIONS
from dashboard.charts.playground import MEASURES as PLAYGROUND
from models import link
from models.config import ConfigError, RunConfig
from models.devices import one_thread
from models.state import Budget, begin
from models.training import advance
from tests.app_server import AppServer
from tests.faults import crowd

SECONDS = 3.0  # of a processor, which a busy machine makes slower too
# Near the limits in each direction: units, layers, nets, samples.
LARGEST = (
    {"hidden": (256, 256), "samples": 9_700, "batch_size": 4_850, "activations": ("mish",)},
    {"hidden": (16,) * 50, "samples": 6_200, "batch_size": 3_100, "activations": ("mish",)},
    {"hidden": (8, 8), "samples": 1_200, "batch_size": 600, "seeds": 240, "activations": ("mish",)},
    {"hidden": (4,) * 12, "samples": 20, "batch_size": 10, "seeds": 240, "activations": ("mish",)},
)
BEYOND = (
    {"hidden": (256, 256), "samples": 20_000, "batch_size": 10},
    {"hidden": (4,) * 24, "samples": 20, "batch_size": 5, "seeds": 240, "activations": ("relu",)},
    {"hidden": (64, 64), "samples": 500, "seeds": 120},
)


@pytest.mark.parametrize("given", LARGEST, ids=("wide", "deep", "samples", "nets"))
def test_no_call_takes_long(given: dict[str, object]) -> None:
    config = RunConfig(**given)
    state = begin(config)
    for measures in (PLAYGROUND, ACTIVATIONS):
        with one_thread():
            spent = time.process_time()
            state, _ = advance(config, state, Budget(seconds=0.05), measures)
            assert time.process_time() - spent < SECONDS


@pytest.mark.parametrize("given", BEYOND, ids=("samples", "pictures", "state"))
def test_what_would_take_longer_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match="choose fewer units"):
        RunConfig(**given)


def test_the_largest_run_leaves_room_for_others(server: AppServer) -> None:
    async def scene() -> None:
        (largest,) = await crowd.arrive(server, 1, crowd.query(link.write(RunConfig(**LARGEST[0]))))
        others = await crowd.arrive(server, 3)
        for _ in range(3):
            taken = await crowd.gone_on(others)
            assert max(taken) < 4 * SECONDS * slow
        await crowd.gone_on([largest])
        await crowd.leave([largest, *others])
        assert [one.session.errors for one in others] == [[]] * 3

    slow = crowd.slowness()
    crowd.play(scene())


def test_uploads_are_bounded(server: AppServer) -> None:
    async def scene() -> list[bool]:
        (visitor,) = await crowd.arrive(server, 1)
        address = f"{server.url}/_stcore/upload_file/{visitor.session.identity}/file"
        taken = [await asyncio.to_thread(put, address, size) for size in (1_000, 21 * 2**20)]
        await crowd.gone_on([visitor])
        await crowd.leave([visitor])
        return taken

    assert crowd.play(scene()) == [True, False]


def put(address: str, size: int) -> bool:
    """Whether the server takes a file of so many bytes; it may hang up before it has them all."""
    with urllib.request.urlopen(f"{address.split('/upload')[0]}/health", timeout=30) as healthy:
        cookie = healthy.headers["Set-Cookie"].split(";")[0]
    token = {"Cookie": cookie, "X-Xsrftoken": cookie.partition("=")[2]}
    boundary = {"Content-Type": "multipart/form-data; boundary=b"}
    head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n'
    content = head + b"0" * size + b"\r\n--b--\r\n"
    request = urllib.request.Request(address, content, token | boundary, method="PUT")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return bool(answer.status == 204)
    except urllib.error.HTTPError as error:
        assert error.code == 413
    except urllib.error.URLError as error:
        assert isinstance(error.reason, (BrokenPipeError, ConnectionResetError))
    return False
