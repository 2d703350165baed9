"""The app as a person drives it: words for what tests do and see."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page, expect

STEP = re.compile(r"^(?:Stopped at s|S)tep ([\d,]+)")
PATIENCE = 60.0


def open_app(page: Page, address: str = "/") -> None:
    """Load the app and wait until the first pictures are drawn."""
    page.goto(address)
    expect(status(page)).to_be_visible(timeout=PATIENCE * 1000)
    expect(page.locator("canvas").first).to_be_visible(timeout=PATIENCE * 1000)


def status(page: Page) -> Locator:
    """The status line."""
    return page.locator("p").filter(has_text=STEP).first


def step(page: Page) -> int:
    """The step that the status line names."""
    found = STEP.match(status(page).inner_text())
    assert found is not None, status(page).inner_text()
    return int(found[1].replace(",", ""))


def press(page: Page, button: str) -> None:
    """Press a button of the transport: play (or pause), step, epoch, reset, seed."""
    transport(page, button).click()


def transport(page: Page, button: str) -> Locator:
    """A button of the transport; Streamlit keeps a second, hidden one for some widths."""
    return page.locator(f".st-key-transport_{button} button").filter(visible=True).first


def slide(page: Page, field: str, key: str) -> None:
    """Press a key on the slider of a control."""
    page.locator(f".st-key-control_{field}").get_by_role("slider").first.press(key)


def wait_for(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Wait until `condition` holds; fail with `what` was waited for."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds:g} s for {what}"
        time.sleep(0.1)


def wait_for_step(page: Page, target: int, seconds: float = PATIENCE) -> None:
    """Wait until the status line names `target` or a later step."""
    wait_for(lambda: step(page) >= target, f"step {target}", seconds)


def field(page: Page, net: str) -> Locator:
    """The picture of a net's decision."""
    return page.get_by_role("img", name=re.compile(rf"^{net}\b.*decision", re.IGNORECASE)).first


def pixels(target: Locator | Page) -> np.ndarray:
    """What is drawn there: (height, width, 3) of uint8."""
    picture = Image.open(io.BytesIO(target.screenshot()))
    return np.asarray(picture.convert("RGB"))


def sentences(page: Page) -> list[str]:
    """What the pictures say, each with its net and its name."""
    canvases = page.locator("canvas[role=img]").all()
    return [canvas.get_attribute("aria-label") or "" for canvas in canvases]


def accuracies(page: Page) -> list[float]:
    """Test accuracy of the drawn nets in per cent, as their headlines say it."""
    found = page.locator("h2.net .headline").all_inner_texts()
    return [float(text.replace("%", "").strip()) for text in found]
