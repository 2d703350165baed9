"""Every kind of field is drawn in a real page: classes, surfaces and curves."""

import numpy as np
import pytest
from playwright.sync_api import Browser

from tests.panels.picture import MAIN, Picture
from tests.panels.real_views import RUNS, real_view

pytestmark = pytest.mark.browser

PIXELS = """(() => {
  const canvas = root.querySelector('.decision canvas');
  const { width, height } = canvas;
  const image = canvas.getContext('2d').getImageData(0, 0, width, height).data;
  return { width, height, image: Array.from(image) };
})()"""


def pixels(picture: Picture) -> np.ndarray:
    """The first field as it is painted, (height, width, 4)."""
    picture.page.wait_for_function("document.fonts.status === 'loaded'")
    found = picture.shadow(PIXELS)
    return np.array(found["image"], np.uint8).reshape(found["height"], found["width"], 4)


def texts_beside(picture: Picture) -> list[str]:
    """What stands beside the first field."""
    return picture.page.locator(".decision:first-child .plot .tick:visible").all_inner_texts()


@pytest.mark.parametrize("kind", [kind for kind in RUNS if kind != "binary"])
def test_every_kind_is_drawn_in_both_modes_and_on_a_phone(
    browser: Browser, address: str, kind: str
) -> None:
    picture, view = Picture(browser, f"{address}/?kind={kind}&step=60"), real_view(kind, step=60)
    light = pixels(picture)
    assert len(np.unique(light.reshape(-1, 4), axis=0)) > 50
    label = picture.page.locator(".decision canvas").first.get_attribute("aria-label")
    assert label == view["fields"][0]["aria"]
    assert picture.hidden_height() == 0
    plane = view["plane"]
    ticks = [*plane.get("scale", {}).get("ticks", []), *plane.get("y_ticks", [])]
    assert {text for _, text in ticks} <= set(texts_beside(picture))
    picture.page.emulate_media(color_scheme="dark")
    picture.page.locator(".view[data-mode=dark]").wait_for()
    assert (pixels(picture) != light).any(axis=2).mean() > 0.02
    picture.page.set_viewport_size({"width": 390, "height": 844})
    picture.page.wait_for_function(f"{MAIN}.clientWidth <= 390")
    assert picture.page.evaluate(f"{MAIN}.scrollWidth - {MAIN}.clientWidth") <= 0
    boxes = [picture.box(f".decision:nth-child({n}) .plot") for n in (1, 2)]
    assert boxes[0]["width"] == pytest.approx(boxes[0]["height"], abs=1)
    assert boxes[1]["x"] + boxes[1]["width"] <= 390
    assert picture.errors == []
    picture.context.close()


def test_the_borders_of_classes_are_drawn_where_the_winner_changes(
    browser: Browser, address: str
) -> None:
    picture = Picture(browser, f"{address}/?kind=three&step=300")
    winner = real_view("three", step=300)["fields"][0]["winner"]
    image = pixels(picture)
    size = len(image)
    column = next(x for x in range(64) if len(set(winner[:6, x])) == 2)
    row = next(y for y in range(6) if winner[y, column] != winner[y + 1, column])
    x = round(column / 63 * size)
    y = round((1 - (row + 0.5) / 63) * size)
    near = image[max(0, y - 5) : y + 6, max(0, x - 1) : x + 2, :3].astype(int)
    assert near.sum(-1).min() < 200
    picture.context.close()
