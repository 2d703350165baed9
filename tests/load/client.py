"""A session of the real server without a browser: its websocket, its widgets and its timer.

It does what the page in a browser does: sends the values of all widgets with each request, keeps
the newest identity of each widget by its label, and answers the timer of a fragment.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

LARGEST = 2**28
PATIENCE = 120
PICTURE = "bidi_component"
SAID = ("alert", "toast")
FINISHED = ForwardMsg.FINISHED_SUCCESSFULLY
FRAME = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY


@dataclass
class Session:
    """One visitor.

    Parameters
    ----------
    address : str
        Of the server, as ``localhost:8501``.
    query : str
        What stands after the question mark of the page's address.
    cookie : str
        What the browser sends along, as ``name=value``.
    frames : list of float
        When each picture came.
    texts, alerts : list of (float, str)
        Markdown on the page, and what was said in boxes and toasts, each with when it came.
    identity : str
        What the server calls the session.
    """

    address: str
    query: str = ""
    cookie: str = ""
    frames: list[float] = field(default_factory=list)
    texts: list[tuple[float, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    alerts: list[tuple[float, str]] = field(default_factory=list)
    identity: str = ""
    sent: int = 0
    received: int = 0
    _widgets: dict[str, str] = field(default_factory=dict)
    _options: dict[str, list[str]] = field(default_factory=dict)
    _values: dict[str, WidgetState] = field(default_factory=dict)
    _pages: dict[str, str] = field(default_factory=dict)
    _page: str = ""
    _picture: bytes = b""
    _timers: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _renewed: set[str] = field(default_factory=set)
    _begun: bool = False
    _done: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self) -> None:
        """Connect, and have the page drawn once."""
        await self._connect("streamlit")
        await self.rerun()

    async def drop(self) -> None:
        """Lose the connection, as a network does; the page stays open."""
        self._stop({*self._timers})
        self._socket.transport.abort()
        await asyncio.gather(self._reader, return_exceptions=True)

    async def reconnect(self) -> None:
        """Connect again as an open page does: by the identity it had, with all its widgets."""
        await self._connect("streamlit", "PLACEHOLDER_AUTH_TOKEN", self.identity)
        await self.rerun()

    async def _connect(self, *protocols: str) -> None:
        self._socket = await websockets.connect(
            f"ws://{self.address}/_stcore/stream",
            additional_headers={"Cookie": self.cookie} if self.cookie else None,
            subprotocols=list(protocols),
            max_size=LARGEST,
            open_timeout=120,
            ping_interval=None,
        )
        self._reader = asyncio.create_task(self._read())

    async def close(self) -> None:
        """Leave as a closed tab does."""
        self._stop({*self._timers})
        await self._socket.close()
        await asyncio.gather(self._reader, return_exceptions=True)

    async def click(self, label: str) -> float:
        """Press a button; the seconds until the script has answered."""
        trigger = WidgetState(id=self._widgets[label], trigger_value=True)
        return await self.rerun(trigger)

    async def slide(self, label: str, position: int) -> float:
        """Move a slider to one of its options, counted from 0."""
        options = self._options[label]
        state = WidgetState(id=self._widgets[label])
        state.string_array_value.data.append(options[position % len(options)])
        self._values[state.id] = state
        return await self.rerun()

    async def visit(self, page: str) -> float:
        """Go to a page by its title."""
        self._page = self._pages[page]
        self._widgets.clear()
        self._values.clear()
        return await self.rerun()

    def has(self, label: str) -> bool:
        """Whether a widget with this label is on the page."""
        return label in self._widgets

    async def rerun(self, *triggers: WidgetState) -> float:
        """Have the whole script run; the seconds until it has finished."""
        began = time.perf_counter()
        self._begun = False
        self._done.clear()
        await self._send("", triggers)
        done = asyncio.create_task(self._done.wait())
        await asyncio.wait({done, self._reader}, timeout=PATIENCE, return_when="FIRST_COMPLETED")
        if not done.done():
            done.cancel()
            if self._reader.done():
                self._reader.result()
            raise TimeoutError(f"the server did not finish the script within {PATIENCE} seconds.")
        return time.perf_counter() - began

    async def _send(self, fragment: str, triggers: tuple[WidgetState, ...] = ()) -> None:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self.query
        state.page_script_hash = self._page
        state.fragment_id = fragment
        state.is_auto_rerun = bool(fragment)
        state.context_info.timezone = "UTC"
        state.context_info.url = f"http://{self.address}/"
        state.widget_states.widgets.extend([*self._values.values(), *triggers])
        self.sent += 1
        await self._socket.send(message.SerializeToString())

    async def _read(self) -> None:
        async for raw in self._socket:
            self.received += len(raw)
            message = ForwardMsg()
            message.ParseFromString(raw)
            self._take(message)

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._take_element(message.delta.new_element)
        elif kind == "new_session" and not message.metadata.run.fragment_ids:
            self._renewed, self._begun = set(), True
            self.identity = message.new_session.initialize.session_id
        elif kind == "auto_rerun":
            self._start(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "navigation":
            self._pages = {
                page.page_name: page.page_script_hash for page in message.navigation.app_pages
            }
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "script_finished":
            self._take_end(message.script_finished)

    def _take_end(self, status: int) -> None:
        """A busy server may say no more of a page than that the frame after it is finished."""
        if status == FINISHED or (status == FRAME and self._begun):
            self._stop({*self._timers} - self._renewed)
            self._begun = False
            self._done.set()

    def _take_element(self, element) -> None:
        kind = element.WhichOneof("type")
        found = getattr(element, kind)
        if kind == PICTURE:
            self._take_picture(found.SerializeToString())
        elif kind == "exception":
            self.errors.append(f"{found.type}: {found.message}")
        elif kind in ("markdown", *SAID):
            self.texts.append((time.perf_counter(), found.body))
            del self.texts[:-400]
        if kind in SAID:
            self.alerts.append((time.perf_counter(), found.body))
        if hasattr(found, "label") and hasattr(found, "id") and found.id:
            self._widgets[found.label] = found.id
        if kind == "slider":
            self._options[found.label] = list(found.options)

    def _take_picture(self, picture: bytes) -> None:
        """Count a picture that differs from the one before."""
        if picture != self._picture:
            self._picture = picture
            self.frames.append(time.perf_counter())

    def _start(self, fragment: str, interval: float) -> None:
        self._renewed.add(fragment)
        self._stop({*self._timers} & {fragment})
        self._timers[fragment] = asyncio.create_task(self._tick(fragment, interval))

    async def _tick(self, fragment: str, interval: float) -> None:
        while True:
            await asyncio.sleep(interval)
            await self._send(fragment)

    def _stop(self, fragments: set[str]) -> None:
        for fragment in fragments:
            self._timers.pop(fragment).cancel()
