"""Pages made of bands are drawn in a real page: heat maps, bars, lines with marks."""

import numpy as np
import pytest
from playwright.sync_api import Browser

from tests.panels.picture import MAIN, Picture
from tests.panels.real_views import activations_view, ledger_view

pytestmark = pytest.mark.browser

PIXELS = """(() => {
  const canvas = root.querySelector('SELECTOR');
  const { width, height } = canvas;
  const image = canvas.getContext('2d').getImageData(0, 0, width, height).data;
  return { width, height, image: Array.from(image) };
})()"""
VIOLET = (0x6A, 0x1F, 0xB0)


def pixels(picture: Picture, selector: str) -> np.ndarray:
    """A canvas as it is painted, (height, width, 4)."""
    picture.page.wait_for_function("document.fonts.status === 'loaded'")
    found = picture.shadow(PIXELS.replace("SELECTOR", selector))
    return np.array(found["image"], np.uint8).reshape(found["height"], found["width"], 4)


def violet(image: np.ndarray) -> np.ndarray:
    """Which pixels have the hue of ReLU, however pale."""
    hue = np.abs(image[..., :3].astype(int) - VIOLET).max(2) < 25
    return hue & (image[..., 3] > 20)


def test_layers_are_drawn_in_both_modes_and_on_a_phone(browser: Browser, address: str) -> None:
    picture = Picture(browser, f"{address}/?lens=activations")
    view = activations_view()
    said = [cell["panel"]["sentence"] for band in view["bands"] for cell in band["cells"]]
    assert picture.page.locator(".cell .sentence").all_inner_texts() == said
    labels = picture.shadow("[...root.querySelectorAll('canvas')].map(c => c.ariaLabel)")
    assert labels == [c["panel"]["aria"] for band in view["bands"] for c in band["cells"]]
    light = pixels(picture, ".heat canvas")
    picture.page.emulate_media(color_scheme="dark")
    picture.page.locator(".view[data-mode=dark]").wait_for()
    assert (pixels(picture, ".heat canvas") != light).any(axis=2).mean() > 0.02
    picture.page.set_viewport_size({"width": 390, "height": 844})
    picture.page.wait_for_function(f"{MAIN}.clientWidth <= 390")
    assert picture.page.evaluate(f"{MAIN}.scrollWidth - {MAIN}.clientWidth") <= 0
    edge = "plot => plot.getBoundingClientRect().right"
    assert max(picture.shadow(f"[...root.querySelectorAll('.plot')].map({edge})")) <= 390
    assert picture.errors == []
    picture.context.close()


def test_a_heat_map_is_filled_up_to_the_newest_step_and_darkest_where_most_is(
    browser: Browser, address: str
) -> None:
    picture = Picture(browser, f"{address}/?lens=activations&nets=1&layers=1&step=60")
    image = pixels(picture, ".heat canvas")
    columns = np.flatnonzero(violet(image).any(0))
    panel = activations_view(1, 1, 60)["bands"][2]["cells"][0]["panel"]
    share = (columns[-1] - columns[0] + 1) / (image.shape[1] - columns[0])
    assert share == pytest.approx(60.5 / panel["x"]["high"], abs=0.05)
    column = image[:, columns[-3]]
    filled = np.flatnonzero(violet(image)[:, columns[-3]])
    darkest = filled[np.argmax(column[filled, 3])]
    fullest = (panel["counts"][-1].argmax() + 0.5) / 64
    assert 1 - (darkest - filled[0]) / (filled[-1] - filled[0]) == pytest.approx(fullest, abs=0.4)
    picture.context.close()


def test_deaths_are_marked_on_the_loss(browser: Browser, address: str) -> None:
    picture = Picture(browser, f"{address}/?lens=ledger")
    marks = ledger_view()["bands"][0]["cells"][0]["panel"]["marks"]
    assert any(mark["down"] for mark in marks) and not all(mark["down"] for mark in marks)
    ticks = picture.page.locator(".tick:visible").all_inner_texts()
    assert "steps" in ticks
    assert picture.page.locator(".label").count() == 2
    assert violet(pixels(picture, ".chart canvas")).sum() > 60 * len(marks) / 4
    assert picture.errors == []
    picture.context.close()
