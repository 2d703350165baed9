"""The picture of linear regions in a real page: its knobs, a click, the arrow keys, the phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.panels.picture import MAIN, Picture
from tests.panels.real_views import regions_view

pytestmark = pytest.mark.browser
STEP, CUT = "input[aria-label=Step]", "input[aria-label=Cut]"


@pytest.fixture(scope="module")
def plane(browser: Browser, address: str) -> Iterator[Picture]:
    picture = Picture(browser, f"{address}/?lens=regions")
    picture.page.locator(".regions .count").wait_for()
    yield picture
    assert picture.errors == []
    picture.context.close()


def pixels(picture: Picture) -> str:
    """What the map shows."""
    return picture.shadow("root.querySelector('.map canvas').toDataURL()")


def move(picture: Picture, knob: str, value: int) -> None:
    """Put a knob somewhere."""
    picture.page.locator(knob).fill(str(value))


def test_each_step_has_its_regions_and_its_words(plane: Picture) -> None:
    moments = regions_view()["moments"]
    seen = set()
    for at in (0, 3, len(moments) - 1):
        move(plane, STEP, at)
        assert plane.page.locator(".count").inner_text() == moments[at]["count"]
        assert plane.page.locator(STEP).get_attribute("aria-valuetext") == moments[at]["label"]
        seen.add(pixels(plane))
    assert len(seen) == 3


def test_the_cut_turns_and_says_how_many_pieces_it_has(plane: Picture) -> None:
    move(plane, STEP, len(regions_view()["moments"]) - 1)
    cuts = regions_view()["moments"][-1]["cuts"]
    for at in (0, 6):
        move(plane, CUT, at)
        assert plane.page.locator(".cut-chart .detail").inner_text() == cuts[at]["detail"]


def test_a_click_and_an_arrow_key_select_another_region(plane: Picture) -> None:
    area = plane.page.locator(".map")
    seen = {pixels(plane)}
    box = area.bounding_box()
    assert box is not None
    area.click(position={"x": 0.2 * box["width"], "y": 0.2 * box["height"]})
    seen.add(pixels(plane))
    area.press("ArrowRight")
    seen.add(pixels(plane))
    assert len(seen) == 3
    area.press("ArrowLeft")


def test_samples_can_be_hidden(plane: Picture) -> None:
    before = pixels(plane)
    plane.page.get_by_label("Samples").uncheck()
    assert pixels(plane) != before
    plane.page.get_by_label("Samples").check()
    assert pixels(plane) == before


def test_it_plays_from_the_first_step_to_the_last(plane: Picture) -> None:
    last = len(regions_view()["moments"]) - 1
    move(plane, STEP, last)
    plane.page.get_by_role("button", name="Play the training").click()
    assert plane.page.locator(STEP).input_value() == "0"
    plane.page.wait_for_function(f"{root()}.querySelector('{STEP}').value === '{last}'")
    plane.page.get_by_role("button", name="Play the training").wait_for()


def root() -> str:
    return "document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot"


def test_it_fits_a_phone_in_dark_colours(browser: Browser, address: str) -> None:
    picture = Picture(browser, f"{address}/?lens=regions", size=(390, 844))
    picture.page.emulate_media(color_scheme="dark")
    picture.page.locator(".view[data-mode=dark] .map").wait_for()
    assert picture.page.evaluate(f"{MAIN}.scrollWidth - {MAIN}.clientWidth") <= 0
    map_box, chart = picture.box(".map"), picture.box(".cut-chart")
    assert chart["y"] > map_box["y"] + map_box["height"]
    assert abs(map_box["width"] - map_box["height"]) < 2
    assert picture.errors == []
    picture.context.close()
