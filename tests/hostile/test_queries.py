"""A thousand hostile links through the real server: each page opens, and says so in few words."""

import asyncio
import re
from itertools import cycle

import psutil
import pytest

from dashboard.shell import LONGEST_NOTICE, MOST_NOTICES
from tests.app_server import TRACEBACK, AppServer
from tests.hostile.queries import collected
from tests.hostile.sight import Sight

TRIED, AT_ONCE, PARTS = 1_000, 4, 10
LIGHT = "Glossary"
# Of wall time among others and of the server's processor alone: slow machines are given their time.
SECONDS, SECONDS_ALONE, CPU_EACH = 30.0, 4.0, 0.5
MOST_MIB = 250
UNSAFE = re.compile(
    r"(?<!\\)[<\[`](?=[^ ]*(?:onerror|onload|onmouseover|script|qz))"
    r"|(?<!\\):red\[|https?://(?:evil|192)"
)
HEAVY = {
    "unknown": "&".join(f"u{at}=1" for at in range(900)),
    "a long name": f"{'x' * 100_000}=1",
    "a long value": f"noise={'9' * 100_000}",
    "a long rule": f"optimizer_hyperparameters={'m' * 30_000}:1",
    "lesson": "teach=" + ",".join(f"n{at}" for at in range(8_000)),
    "formulas": "activations=" + ",".join(f"own_x_tx_p{at}" for at in range(2_500)),
    "shown": "show=" + ",".join(f"own_x_tx_p{at}" for at in range(2_500)),
    "layers": "activations=" + "|".join(["own_x_tx_p1"] * 3_000),
    "widths": "hidden=" + ",".join(["256"] * 9_000),
    "changes": "changes=" + ",".join(f"{at}:learning_rate:0.1" for at in range(1, 1_600)),
    "digits": f"dataset=own&own=file;0;{'9' * 5_000};a,b;c;label;",
    "no digit": "dataset=own&own=file;0;1;a,b;c;label;²",
    "off": "off=" + ",".join(f"{at % 999}.{at}" for at in range(5_000)),
    "large": "samples=20000&hidden=256,256&seeds=240&at=100000",
}


def lines(sight: Sight) -> list[str]:
    """What the page says of the link."""
    return [line for text in sight.notices for line in text.split("  \n")]


def problems(sight: Sight) -> list[str]:
    """What is wrong with what a visitor sees."""
    said = lines(sight)
    return [
        *(["the page did not open"] if not sight.opened else []),
        *(f"error on the page: {error}" for error in sight.errors),
        *(f"long: {line[:200]}" for line in said if len(line) > 2 * LONGEST_NOTICE),
        *([f"{len(said)} notices"] if len(said) > MOST_NOTICES + 3 else []),
        *(f"unsafe: {text[:200]}" for text in sight.read if UNSAFE.search(text)),
    ]


async def looked(place: str, jobs: list[tuple[str, str]]) -> list[Sight]:
    """Each query on its page, some at a time."""
    free = asyncio.Semaphore(AT_ONCE)

    async def one(query: str, page: str) -> Sight:
        async with free:
            return await Sight(place, query).look(page)

    return await asyncio.gather(*(one(*job) for job in jobs))


def mebibytes(server: AppServer) -> float:
    return psutil.Process(server.pid).memory_info().rss / 2**20


def cpu(server: AppServer) -> float:
    used = psutil.Process(server.pid).cpu_times()
    return float(used.user + used.system)


@pytest.fixture(scope="module")
def pages(server: AppServer) -> dict[str, str]:
    """Hash of each page by title."""
    return asyncio.run(Sight(server.address).look()).pages


@pytest.mark.slow
def test_a_thousand_hostile_links_open(server: AppServer, pages: dict[str, str]) -> None:
    queries = collected(TRIED)
    assert len(set(queries)) == TRIED and sum(len(query) >= 100_000 for query in queries) > 20
    # Every second one on the page that computes nothing, the others on all pages in turn.
    turns = cycle(page for other in pages.values() for page in (pages[LIGHT], other))
    jobs = list(zip(queries, turns, strict=False))
    tracebacks, used, sizes = server.log().count(TRACEBACK), cpu(server), []
    for some in (jobs[at::PARTS] for at in range(PARTS)):
        found = asyncio.run(looked(server.address, some))
        said = [(problems(s), job[0][:300]) for job, s in zip(some, found, strict=True)]
        assert [each for each in said if each[0]] == []
        assert max(sight.seconds for sight in found) < SECONDS
        sizes.append(mebibytes(server))
    assert server.log().count(TRACEBACK) == tracebacks
    assert cpu(server) - used < CPU_EACH * TRIED
    assert sizes[-1] - sizes[2] < MOST_MIB


@pytest.mark.parametrize("name", HEAVY)
def test_a_link_that_asks_for_much_takes_little(
    server: AppServer, pages: dict[str, str], name: str
) -> None:
    for title in ("Playground", "Functions", "Units"):
        used = cpu(server)
        sight = asyncio.run(Sight(server.address, HEAVY[name]).look(pages[title]))
        assert problems(sight) == []
        assert cpu(server) - used < SECONDS_ALONE


def test_one_line_says_what_was_not_usable(server: AppServer, pages: dict[str, str]) -> None:
    def said(query: str) -> list[str]:
        return lines(asyncio.run(Sight(server.address, query).look(pages["Playground"])))

    assert said("noise=0.3") == []
    assert len(said("noise=much")) == 1 and "much" in said("noise=much")[0]
    assert said(HEAVY["unknown"])[-1] == f"And {900 - MOST_NOTICES} more like these."
    assert said("colour=https://evil.example/") == [
        "The link asks for colour, which is not a setting."
    ]
