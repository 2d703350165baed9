"""What the screens look like: nothing blank, nothing that scrolls sideways, nothing that jumps."""

import pytest
from playwright.sync_api import expect

from tests.browser import app

SCREENS = (
    ("laptop", 1280, 800, "light"),
    ("laptop-dark", 1280, 800, "dark"),
    ("phone", 390, 844, "light"),
    ("phone-dark", 390, 844, "dark"),
)


@pytest.mark.parametrize(("name", "width", "height", "scheme"), SCREENS)
def test_a_screen_is_full_and_does_not_scroll_sideways(new_page, name, width, height, scheme):
    page = new_page(width=width, height=height, color_scheme=scheme)
    app.open_app(page, "/?stop_step=60")
    app.press(page, "play")
    app.wait_for(lambda: app.step(page) == 60, "step 60")
    picture = app.pixels(page)
    background = picture[-4, -4]
    assert (background.mean() > 200) == (scheme == "light")
    assert (abs(picture.astype(int) - background).max(2) > 24).mean() > 0.04, "almost blank"
    for canvas in page.locator("canvas[role=img]").all():
        canvas.scroll_into_view_if_needed()
        drawn = app.pixels(canvas)
        assert len(set(map(tuple, drawn.reshape(-1, 3)))) > 8, canvas.get_attribute("aria-label")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0
    main = "(e => e.scrollWidth - e.clientWidth)(document.querySelector('[data-testid=stMain]'))"
    assert page.evaluate(main) <= 0


def test_the_laptop_needs_no_scrolling(page):
    app.open_app(page)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollHeight - e.clientHeight") <= 0
    device = page.get_by_text("Device", exact=True).first.bounding_box()
    assert device is not None
    assert device["y"] + device["height"] < 800


def test_frames_keep_focus_scroll_and_canvases(new_page):
    page = new_page(width=390, height=844)
    app.open_app(page)
    app.press(page, "play")
    app.wait_for_step(page, 5)
    canvas = page.locator("canvas[role=img]").first.element_handle()
    page.get_by_test_id("stMain").evaluate("e => e.scrollTo(0, 500)")
    app.transport(page, "step").focus()
    page.get_by_test_id("stMain").evaluate("e => e.scrollTo(0, 500)")
    at = app.step(page)
    app.wait_for_step(page, at + 20)
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollTop") == 500
    assert page.evaluate("document.activeElement.innerText").strip().endswith("Step")
    assert canvas is not None
    assert canvas.evaluate("e => e.isConnected")


def test_typing_goes_on_while_frames_arrive(page):
    app.open_app(page)
    app.press(page, "play")
    app.wait_for_step(page, 5)
    page.get_by_text("More about training").click()
    stop = page.locator(".st-key-control_stop_step input")
    stop.click()
    stop.press_sequentially("987654", delay=250)
    expect(stop).to_have_value("987654")
    expect(stop).to_be_focused()
