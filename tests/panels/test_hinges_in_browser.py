"""The picture of hinges in a real page: knots, the pen, and parts that are added one by one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.panels.picture import MAIN, Picture
from tests.panels.real_views import hinges_view

pytestmark = pytest.mark.browser


@pytest.fixture
def built(browser: Browser, address: str) -> Iterator[Picture]:
    """Eight hinges on a wave."""
    picture = Picture(browser, f"{address}/?hinges=build")
    picture.page.locator(".knot").nth(8).wait_for()
    yield picture
    assert picture.errors == []
    picture.context.close()


def test_a_knot_moves_with_the_pointer_and_stays_where_it_was_left(built: Picture) -> None:
    knot = built.page.locator(".knot").nth(4)
    before = knot.bounding_box()
    assert before is not None and knot.get_attribute("aria-valuetext") == "x 0.00, height 0.00"
    built.page.mouse.move(before["x"] + 13, before["y"] + 13)
    built.page.mouse.down()
    built.page.mouse.move(before["x"] + 43, before["y"] - 40, steps=4)
    built.page.mouse.up()
    expect(built.page.get_by_role("button", name="Space knots evenly")).to_be_enabled()
    expect(built.page.locator(".said")).to_contain_text("meets every knot")
    after = knot.bounding_box()
    assert after is not None
    assert (after["x"] - before["x"], after["y"] - before["y"]) == pytest.approx((30, -53), abs=1.5)
    built.page.get_by_role("button", name="Space knots evenly").click()
    expect(knot).to_have_attribute("aria-valuetext", "x 0.00, height 0.00")


def test_a_knot_moves_with_the_arrow_keys(built: Picture) -> None:
    knot = built.page.get_by_role("slider", name="Knot 5", exact=True)
    knot.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "Shift+ArrowLeft"):
        built.page.keyboard.press(key)
    expect(knot).to_have_attribute("aria-valuetext", "x 0.09, height 0.05")
    expect(built.page.locator(".said")).to_contain_text("meets every knot")
    expect(knot).to_have_attribute("aria-valuetext", "x 0.09, height 0.05")
    expect(knot).to_be_focused()


def test_the_pen_draws_a_target(built: Picture) -> None:
    built.page.get_by_role("button", name="Draw a curve").click()
    expect(built.page.locator(".said")).to_contain_text("from left to right")
    box = built.box(".draw")
    middle = box["y"] + box["height"] / 2
    built.page.mouse.move(box["x"] + 2, middle)
    built.page.mouse.down()
    built.page.mouse.move(box["x"] + box["width"] - 2, middle, steps=5)
    built.page.mouse.up()
    expect(built.page.locator(".legend")).to_contain_text("your drawing")
    built.page.get_by_role("button", name="Done drawing").click()
    heights = [
        abs(float((knot.get_attribute("aria-valuetext") or "").split()[-1]))
        for knot in built.page.locator(".knot").all()
    ]
    assert max(heights) < 0.03


def test_hinges_are_added_one_by_one(built: Picture) -> None:
    said = hinges_view()["said"]
    adder = built.page.get_by_role("slider", name="hinges added so far")
    adder.focus()
    built.page.keyboard.press("Home")
    expect(built.page.locator(".said")).to_have_text(said[0])
    built.page.keyboard.press("ArrowRight")
    expect(built.page.locator(".said")).to_have_text(said[1])
    built.page.get_by_role("button", name="Add one by one").click()
    expect(built.page.locator(".said")).to_have_text(said[8], timeout=9000)


@pytest.mark.parametrize("kind", ["build", "bumps"])
def test_it_fits_a_phone_and_the_dark(browser: Browser, address: str, kind: str) -> None:
    picture = Picture(browser, f"{address}/?hinges={kind}", size=(390, 844))
    picture.page.emulate_media(color_scheme="dark")
    picture.page.locator(".view[data-mode=dark] .hinges").wait_for()
    assert picture.page.evaluate(f"{MAIN}.scrollWidth - {MAIN}.clientWidth") <= 0
    assert picture.page.locator(".knot").count() == (9 if kind == "build" else 0)
    assert picture.errors == []
    picture.context.close()
