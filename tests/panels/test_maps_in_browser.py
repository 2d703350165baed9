"""Decision fields beside each other are drawn in a real page, with their line and samples."""

import numpy as np
import pytest
from playwright.sync_api import Browser

from tests.panels.picture import MAIN, Picture
from tests.panels.real_views import maps_view

pytestmark = pytest.mark.browser

DIAGONAL = """(() => {
  const canvas = [...root.querySelectorAll('.maps canvas')][AT];
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  return Array.from({ length: 40 }, (_, step) => {
    const share = (step + 20) / 80;
    return [...context.getImageData(share * width, share * height, 1, 1).data].slice(0, 3);
  });
})()"""


def diagonal(picture: Picture, at: int) -> np.ndarray:
    """Colours along the boundary of a field, from its upper left to its lower right."""
    return np.array(picture.shadow(DIAGONAL.replace("AT", str(at)))).sum(1)


def test_fields_stand_beside_each_other_with_their_words(browser: Browser, address: str) -> None:
    picture = Picture(browser, f"{address}/?lens=maps&nets=3")
    boxes = [picture.box(f".maps .decision:nth-child({n}) .plot") for n in (1, 2, 3)]
    assert all(box["width"] == pytest.approx(box["height"], abs=1) for box in boxes)
    assert len({box["y"] for box in boxes}) == 1
    said = picture.page.locator(".maps .decision").first
    assert said.inner_text().split("\n")[0].strip() == "Net 0"
    label = picture.page.locator(".maps canvas").first.get_attribute("aria-label")
    assert label == maps_view(3)["fields"][0]["aria"]
    assert picture.errors == []
    picture.context.close()


def test_the_line_is_dashed_over_the_boundary(browser: Browser, address: str) -> None:
    picture = Picture(browser, f"{address}/?lens=maps")
    guided, plain = (diagonal(picture, at) for at in (0, 1))
    assert (guided > 700).sum() > 5
    assert (guided < 200).sum() > 5
    assert (plain < 200).all()
    picture.context.close()


def test_fields_fit_a_phone(browser: Browser, address: str) -> None:
    picture = Picture(browser, f"{address}/?lens=maps&nets=3", size=(390, 844))
    assert picture.page.evaluate(f"{MAIN}.scrollWidth - {MAIN}.clientWidth") <= 0
    first, third = (picture.box(f".maps .decision:nth-child({n}) .plot") for n in (1, 3))
    assert third["y"] > first["y"]
    assert first["width"] > 140
    picture.context.close()
