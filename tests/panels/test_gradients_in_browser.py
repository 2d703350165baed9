"""The Gradients page is drawn in a real page: arrows, numbers, and room for deep nets."""

import numpy as np
import pytest
from playwright.sync_api import Browser

from tests.panels.picture import MAIN, Picture
from tests.panels.real_views import gradients_view

pytestmark = pytest.mark.browser

PIXELS = """(() => {
  const canvas = root.querySelectorAll('.split canvas')[0];
  const { width, height } = canvas;
  const image = canvas.getContext('2d').getImageData(0, 0, width, height).data;
  return { width, height, image: Array.from(image) };
})()"""
TEAL = (2, 95, 90)  # sigmoid on a light page


def hued(picture: Picture) -> np.ndarray:
    """Which pixels of the first split have the hue of its net, (height, width)."""
    picture.page.wait_for_function("document.fonts.status === 'loaded'")
    found = picture.shadow(PIXELS)
    image = np.array(found["image"], np.uint8).reshape(found["height"], found["width"], 4)
    return (np.abs(image[..., :3].astype(int) - TEAL).max(2) < 3) & (image[..., 3] > 250)


def texts(picture: Picture, panel: str) -> list[str]:
    """What stands on the first such panel."""
    return picture.page.locator(f"{panel} .tick:visible").all_inner_texts()


def test_factors_stand_below_their_arrows(browser: Browser, address: str) -> None:
    picture = Picture(browser, f"{address}/?lens=gradients&nets=2&layers=4")
    view = gradients_view(2, 4)
    split = view["splits"][0]
    first = texts(picture, ".split:first-child")
    assert {*split["slopes"], *split["weights"], *split["signals"], *split["layers"]} <= set(first)
    assert split["total"]["whole"] in first and "in all" in first
    # One arrow of the total and one per layer, each longer than its head is high.
    columns = hued(picture).sum(0) > 20
    assert np.count_nonzero(np.diff(columns.astype(int)) == 1) >= 5
    label = picture.page.locator(".split canvas").first.get_attribute("aria-label")
    assert label == split["aria"]
    for panel, key in (
        (".split", "splits"),
        (".profile", "noises"),
        (".ridges", "bins"),
        (".heat", "heats"),
    ):
        sentences = picture.page.locator(f"{panel} .sentence").all_inner_texts()
        assert sentences == [part["sentence"] for part in view[key]]
    assert "0.001 is usual" in texts(picture, ".lines")
    assert picture.errors == []
    picture.context.close()


def test_a_deep_net_takes_the_whole_width_and_no_texts_overlap(
    browser: Browser, address: str
) -> None:
    picture = Picture(browser, f"{address}/?lens=gradients&nets=2&layers=20&step=0")
    boxes = [picture.box(f".split:nth-child({n})") for n in (1, 2)]
    assert boxes[0]["x"] == boxes[1]["x"] and boxes[0]["width"] > 800
    spans = picture.shadow(
        "[...root.querySelectorAll('.split:first-child .tick')].map(s => {"
        "const b = s.getBoundingClientRect(); return [b.left, b.right, b.top, b.bottom]; })"
    )
    for at, one in enumerate(spans):
        for other in spans[at + 1 :]:
            apart = one[1] <= other[0] + 1 or other[1] <= one[0] + 1
            assert apart or one[3] <= other[2] + 3 or other[3] <= one[2] + 3
    assert picture.errors == []
    picture.context.close()


def test_both_modes_and_a_phone(browser: Browser, address: str) -> None:
    picture = Picture(browser, f"{address}/?lens=gradients&nets=2&layers=4")
    assert hued(picture).any()
    picture.page.emulate_media(color_scheme="dark")
    picture.page.locator(".view[data-mode=dark]").wait_for()
    assert not hued(picture).any()
    picture.page.set_viewport_size({"width": 390, "height": 844})
    picture.page.wait_for_function(f"{MAIN}.clientWidth <= 390")
    assert picture.page.evaluate(f"{MAIN}.scrollWidth - {MAIN}.clientWidth") <= 0
    edges = picture.shadow(
        "[...root.querySelectorAll('.plot')].map(plot => plot.getBoundingClientRect().right)"
    )
    assert max(edges) <= 390
    assert picture.errors == []
    picture.context.close()
