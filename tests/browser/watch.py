"""What a page complains about while a test looks at it."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page


class Watch:
    """Collects console errors, uncaught exceptions and requests that leave this machine.

    Parameters
    ----------
    url
        The address of the app; a page has no business anywhere else.
    """

    def __init__(self, url: str) -> None:
        self.host = urlsplit(url).netloc
        self.problems: list[str] = []
        self.allowed: list[str] = []

    def attach(self, page: Page) -> None:
        """Listen to `page` from now on."""
        page.on("console", lambda message: self.console(message.type, message.text))
        page.on("pageerror", lambda error: self.problems.append(f"uncaught: {error}"))
        page.on("request", lambda request: self.request(request.url))

    def allow(self, pattern: str) -> None:
        """Let the running test pass although problems that match `pattern` are seen."""
        self.allowed.append(pattern)

    def unexpected(self) -> list[str]:
        """The problems that no allowed pattern matches."""
        return [
            problem
            for problem in self.problems
            if not any(re.search(pattern, problem) for pattern in self.allowed)
        ]

    def console(self, kind: str, text: str) -> None:
        """Take note of a line of the console, if it is an error."""
        if kind == "error":
            self.problems.append(f"console: {text}")

    def request(self, url: str) -> None:
        """Take note of a request, if it goes to another host."""
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.netloc != self.host:
            self.problems.append(f"request to another host: {url}")
