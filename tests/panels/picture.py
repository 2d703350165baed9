"""The harness in a page of its own, as the browser tests look at it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, FloatRect

SHADOW = "document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot"
MAIN = "document.querySelector('[data-testid=stMain]')"


class Picture:
    """The harness in a page of its own.

    Parameters
    ----------
    browser
        Where the page is opened: in light colours, 1280 x 800 unless `size` says otherwise.
    url
        The harness with its query.
    size
        Width and height of the window.

    Attributes
    ----------
    page
        The page, after its first frame.
    errors
        What the console has reported as errors.
    """

    def __init__(
        self, browser: Browser, url: str, size: tuple[int, int] = (1280, 800), scheme: Any = "light"
    ) -> None:
        viewport = {"width": size[0], "height": size[1]}
        self.context = browser.new_context(viewport=viewport, color_scheme="light")
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(url)
        self.page.locator(".view :is(canvas, .failure:not([hidden]))").first.wait_for()

    def _listen(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self.errors.append(line.text)

    def shadow(self, script: str) -> Any:
        """The value of a script in which `root` is the component's root."""
        return self.page.evaluate(f"(() => {{ const root = {SHADOW}; return {script}; }})()")

    def box(self, name: str) -> FloatRect:
        """Where the first element that the selector finds stands on the page."""
        box = self.page.locator(name).first.bounding_box()
        assert box is not None
        return box

    def hidden_height(self) -> int:
        """How far the main area scrolls."""
        return self.page.evaluate(f"{MAIN}.scrollHeight - {MAIN}.clientHeight")

    def corner(self) -> list[int]:
        """The field's colour in a corner of the first decision."""
        context = "root.querySelector('canvas').getContext('2d')"
        return self.shadow(f"[...{context}.getImageData(3, 3, 1, 1).data]")
