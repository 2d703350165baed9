"""The real app in a real browser: `page`, or `new_page` for more of them or for other screens."""

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.app_server import AppServer
from tests.browser.watch import Watch
from tests.browser_path import find_browser

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAIT_MILLISECONDS = 20_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests, with a profile of its own."""
    path = find_browser()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def watch(server: AppServer) -> Iterator[Watch]:
    """What the pages of this test complain about; fails the test at its end, if anything.

    A test that provokes an error says so with `watch.allow("pattern")`.
    """
    seen = Watch(server.url)
    yield seen
    problems = seen.unexpected()
    if problems:
        pytest.fail("The page complains:\n" + "\n".join(problems), pytrace=False)


@pytest.fixture
def new_page(browser: Browser, server: AppServer, watch: Watch) -> Iterator[Callable[..., Page]]:
    """A function that opens an empty page with its own cookies; `page.goto("/race")` loads one.

    It takes the width and height of the window, `color_scheme` ("light" or "dark") and
    `reduced_motion` ("no-preference" or "reduce").
    """
    contexts = []

    def open_page(
        width: int = 1280,
        height: int = 800,
        color_scheme: Literal["light", "dark"] = "light",
        reduced_motion: Literal["no-preference", "reduce"] = "no-preference",
    ) -> Page:
        context = browser.new_context(
            base_url=server.url,
            viewport={"width": width, "height": height},
            color_scheme=color_scheme,
            reduced_motion=reduced_motion,
        )
        contexts.append(context)
        context.set_default_timeout(WAIT_MILLISECONDS)
        page = context.new_page()
        watch.attach(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """An empty page of 1280 x 800 in light colours."""
    return new_page()
