"""One real browser among the visitors: what a person feels."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Page, async_playwright, expect

from tests.browser.conftest import FLAGS
from tests.browser_path import find_browser

PATIENCE = 60_000
LOOK = 5.0
RESTING = re.compile("paused|press Play")
# The status line names the step, which is another one in each frame of a run that plays.
WATCH = """() => {
  window.changes = [];
  let last = "";
  setInterval(() => {
    const text = document.querySelector(".st-key-transport_now p")?.textContent ?? last;
    if (text !== last) window.changes.push(performance.now());
    last = text;
  }, 15);
}"""


@dataclass
class Person:
    """What one person sees.

    Parameters
    ----------
    page : Page
    opened : float
        Seconds from the address to the first picture.
    frames : list of float
        New frames a second, in each stretch of looking.
    clicks : list of float
        Seconds from a click on Pause or Play until the status line says so.
    """

    page: Page
    opened: float
    frames: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)

    async def stay(self, until: float) -> None:
        """Look a while, pause, play on, and so forth, until a moment of the clock."""
        while time.perf_counter() + LOOK < until:
            await self._look()
            await self._press(paused=True)
            await self._press(paused=False)

    async def _look(self) -> None:
        began = await self.page.evaluate("performance.now()")
        await asyncio.sleep(LOOK)
        seen = await self.page.evaluate(
            "(began) => [window.changes.filter((at) => at >= began).length, performance.now()]",
            began,
        )
        self.frames.append(1000 * seen[0] / (seen[1] - began))

    async def _press(self, paused: bool) -> None:
        button = self.page.locator(".st-key-transport_play button").filter(visible=True).first
        line = self.page.locator(".st-key-transport_now p").first
        began = time.perf_counter()
        await button.click(timeout=PATIENCE)
        said = expect(line)
        check = said.to_contain_text if paused else said.not_to_contain_text
        await check(RESTING, timeout=PATIENCE)
        self.clicks.append(time.perf_counter() - began)


@asynccontextmanager
async def arrived(address: str) -> AsyncIterator[Person]:
    """A person whose run plays."""
    async with async_playwright() as playwright:
        path = str(find_browser())
        browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        began = time.perf_counter()
        await page.goto(address, timeout=PATIENCE)
        await expect(page.locator("canvas").first).to_be_visible(timeout=PATIENCE)
        person = Person(page, time.perf_counter() - began)
        await page.evaluate(WATCH)
        await person._press(paused=False)
        person.clicks.clear()
        yield person
        await browser.close()
