"""What a visitor without a browser sees of a page: every element that the server sent."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.load.client import FINISHED, Session

MARKDOWN = ("body", "label", "help", "caption")
PATIENCE = 30.0
LITERAL = frozenset({"html", "code", "json", "text"})
BROKEN = ForwardMsg.FINISHED_WITH_COMPILE_ERROR
EARLY = ForwardMsg.FINISHED_EARLY_FOR_RERUN
OF_FRAGMENT = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY


@dataclass
class Sight(Session):
    """A session that keeps what Streamlit reads as Markdown in the newest run of the script."""

    notices: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    begun: bool = False
    complete: bool = False
    seconds: float = 0.0

    async def look(self, page: str = "") -> Sight:
        """Open the page with this hash, wait for the end of the script, and leave."""
        self._page = page
        began = time.perf_counter()
        with contextlib.suppress(TimeoutError):  # then it has not `opened`
            await asyncio.wait_for(self.open(), PATIENCE)
        self.seconds = time.perf_counter() - began
        await self.close()
        return self

    @property
    def pages(self) -> dict[str, str]:
        """The hash of each page, by its title."""
        return self._pages

    @property
    def opened(self) -> bool:
        """Whether the script ended well, with the navigation, and the run's buttons or a title.

        The status line belongs to a fragment, whose first timer may take it out of a busy queue.
        """
        place = self.headings or self.has("Play") or self.has("Pause")
        return bool(self.complete and self.pages and place)

    def _take(self, message: ForwardMsg) -> None:
        if self.complete:  # what a timer brings later does not belong to the opening
            return
        kind = message.WhichOneof("type")
        if kind == "new_session" and not message.metadata.run.fragment_ids:
            self.notices, self.read, self.headings = [], [], []
            self.begun = True
        elif kind == "script_finished":
            self._end(message.script_finished)
        super()._take(message)

    def _end(self, status: int) -> None:
        """A busy server may drop the end of a whole run; a fragment's only comes after it."""
        self.complete = self.begun and status in (FINISHED, OF_FRAGMENT)
        self.begun = self.begun and status != EARLY
        if self.complete or status == BROKEN:
            self._done.set()

    def _take_element(self, element) -> None:
        kind = element.WhichOneof("type")
        found = getattr(element, kind)
        if kind not in LITERAL:
            texts = (getattr(found, name, "") for name in MARKDOWN)
            self.read += [text for text in texts if isinstance(text, str) and text]
        if kind == "alert":
            self.notices.append(found.body)
        elif kind == "heading":
            self.headings.append(found.body)
        super()._take_element(element)
